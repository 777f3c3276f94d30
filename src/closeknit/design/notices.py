"""What the next page says about a deed that was just done, with a way to undo it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

TONES = {"success": "ok", "warning": "thin", "error": "gap"}
UNDO = "undo:"


def tell(request: HttpRequest, text: str, *, undo: str = "", tone: str = "success") -> None:
    """Say it on the next page. `undo` is the address that takes the deed back by POST."""
    level = getattr(messages, tone.upper())
    messages.add_message(request, level, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def tone_of(message: Message) -> str:
    """The tone a notice is drawn in: ok, thin, gap or, for plain news, nothing."""
    return TONES.get(message.level_tag or "", "")


def undo_of(message: Message) -> str:
    """Where to send the undo, or nothing."""
    tags = message.extra_tags or ""
    return tags[len(UNDO) :] if tags.startswith(UNDO) else ""
