"""What an account chose for itself, on every page: language, time zone, how long it stays."""

from __future__ import annotations

import time
import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from . import browsers, known
from .own import show, speak
from .simple import chosen_in

A_MINUTE = 60


class OwnWaysMiddleware:
    """Comes after Django’s own LocaleMiddleware, whose choice it overrules for whoever chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        account: Any = request.user
        before = account.pk
        if account.is_authenticated:
            translate(request, account.language)
        with timezone.override(zone(getattr(account, "time_zone", ""))):
            response = self.get_response(request)
        now_in: Any = request.user
        if now_in.is_authenticated:
            stay(request, now_in.stays)
            if now_in.pk != before:
                known.remember(request, response, now_in.email)
                adopt(request, now_in)
        return response


def translate(request: HttpRequest, language: str) -> None:
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def adopt(request: HttpRequest, account: Any) -> None:
    """Words, or few large things: chosen before somebody came in, and need not be chosen again."""
    tongue = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if not account.language and tongue in dict(settings.LANGUAGES):
        speak(account, tongue)
    if account.simple is None and chosen_in(request):
        show(account, simple=True)


def zone(name: str) -> Any:
    """The time zone of this name, or that of the house."""
    try:
        return zoneinfo.ZoneInfo(name) if name else timezone.get_default_timezone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def stay(request: HttpRequest, minutes: int) -> None:
    """The visit lasts this long from its last use. It is written down at most once a minute."""
    session, now = request.session, int(time.time())
    lately = now - session.get("seen", 0) < A_MINUTE
    if lately and session.get("stays") == minutes:
        return
    session["seen"], session["stays"] = now, minutes
    session.setdefault("came", now)
    session["browser"] = browsers.kind(request.META.get("HTTP_USER_AGENT", ""))
    session.set_expiry(minutes * A_MINUTE)
