"""A restored copy rests: it writes to nobody until whoever runs the server says it is the real one.

The mark is a file of the data folder, so that it is there before the first page is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

from . import terminal

MARK = "resting"


def rests() -> bool:
    """Whether this house is a copy that was not woken."""
    return (Path(settings.DATA) / MARK).exists()


class EmailBackend(smtp.EmailBackend):
    """Hands letters to the mail server; while the house rests, to the terminal alone."""

    def open(self) -> bool | None:
        return None if rests() else super().open()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if rests():
            return terminal.EmailBackend().send_messages(email_messages)
        return super().send_messages(email_messages)
