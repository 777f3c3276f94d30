"""What every page knows about the house itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the made-up scene, whether joining is open, who runs it, where letters go."""
    return {
        "demo": settings.DEMO,
        "joining_is_open": settings.OPEN,
        "operator": settings.OPERATOR,
        "letters_on_terminal": settings.EMAIL_BACKEND == "closeknit.accounts.terminal.EmailBackend",
    }
