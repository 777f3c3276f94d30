"""Mail for a house without a mail server: each letter is shown on the terminal."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

WIDE = 66


def framed(message: EmailMessage) -> str:
    """One letter in a frame, so that nobody overlooks it between other lines."""
    lines = [f"To {', '.join(message.to)}: {message.subject}", ""]
    for line in str(message.body).strip().splitlines():
        lines += textwrap.wrap(line, WIDE - 2, drop_whitespace=False) or [""]
    rule = "-" * WIDE
    return "\n".join(["", rule, *(f"| {line}" for line in lines), rule, ""])


class EmailBackend(BaseEmailBackend):
    """Prints every letter; used as long as CLOSEKNIT_SMTP is not set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            print(framed(message), file=sys.stdout, flush=True)
        return len(email_messages)
