"""What every page knows about the house itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .adapter import INVITED
from .models import TextSize


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether it is the made-up scene, whether one may join, who runs it; how large one reads."""
    size = getattr(getattr(request, "user", None), "text_size", TextSize.NORMAL)
    carried: Any = getattr(request, "session", {})
    return {
        "demo": settings.DEMO,
        "joining_is_open": settings.OPEN or bool(carried.get(INVITED)),
        "text_size": "" if size == TextSize.NORMAL else size,
        "operator": settings.OPERATOR,
        "letters_on_terminal": settings.EMAIL_BACKEND == "closeknit.accounts.terminal.EmailBackend",
    }
