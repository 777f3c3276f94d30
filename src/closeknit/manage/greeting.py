"""What the terminal says when the house is open."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from closeknit.accounts.adapter import nobody_here
from closeknit.accounts.first import key
from closeknit.accounts.resting import rests
from closeknit.home.demo import is_here


def greeting() -> str:
    """The address, and how to come in."""
    return "\n".join(["", f"Closeknit is open: {settings.URL}/", *ways(), "Stop with Ctrl+C.", ""])


def ways() -> list[str]:
    lines = []
    if settings.DEMO and is_here():
        lines.append(f"Look around as somebody made up: {at('demo')}")
    if not settings.DEMO and nobody_here():
        lines.append("Nobody is here yet. Make the first account (within a day, once):")
        lines.append(f"  {at('first', key())}")
    elif not settings.DEMO or settings.OPEN:
        lines.append(f"Sign in: {at('account_request_login_code')}")
    if rests():
        lines.append("This is a restored copy, and it rests: letters are shown here alone.")
        lines.append("Wake it when it is the real one: closeknit restore --live")
    elif settings.EMAIL_BACKEND.endswith("terminal.EmailBackend"):
        lines.append("There is no mail server, so letters with sign-in codes are shown here.")
    return lines


def at(name: str, *args: str) -> str:
    return settings.URL + reverse(name, args=args)
