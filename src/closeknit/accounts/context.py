"""What every page knows about the house itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from closeknit.design.tongues import language

from .adapter import INVITED
from .models import TextSize
from .simple import sees_simply


def house(request: HttpRequest) -> dict[str, Any]:
    """What every page knows of the house: the demo, joining, who runs it, where leaving leads."""
    signed_in = getattr(getattr(request, "user", None), "is_authenticated", False)
    size = getattr(getattr(request, "user", None), "text_size", TextSize.NORMAL)
    carried: Any = getattr(request, "session", {})
    chosen = signed_in or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return {
        "tongues": [(code, name, language(code)) for code, name in settings.LANGUAGES],
        "tongue": get_language(),
        "tongue_name": dict(settings.LANGUAGES).get(get_language() or ""),
        "first_words": not chosen,
        "sees_simply": sees_simply(request),
        "leave_to": settings.EXIT_TO,
        "neutral": getattr(getattr(request, "user", None), "neutral", False),
        "neutral_title": settings.NEUTRAL_TITLE,
        "demo": settings.DEMO,
        "joining_is_open": settings.OPEN or bool(carried.get(INVITED)),
        "text_size": "" if size == TextSize.NORMAL else size,
        "operator": settings.OPERATOR,
        "letters_on_terminal": settings.EMAIL_BACKEND == "closeknit.accounts.terminal.EmailBackend",
    }
