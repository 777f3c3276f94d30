"""In which words somebody reads: chosen at the head of every page, with or without an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.accounts.own import speak
from closeknit.accounts.views.leaving import foreign
from closeknit.design.tongues import TONGUES
from closeknit.policy.doors import door_for

FRONT = "/"


# No token: a missing page shows the choice too, and must be the same to the byte for everybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose_words(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in the browser and on the account, and leads back to the same page."""
    tongue = request.POST.get("words", "")
    if tongue not in TONGUES or foreign(request):
        return redirect(FRONT)
    account: Any = request.user
    if account.is_authenticated and account.language != tongue:
        speak(account, tongue)
    answer = redirect(came_from(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        tongue,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


def came_from(request: HttpRequest) -> str:
    """The page of ours where the choice was made, if it can be looked at; else the front door."""
    there = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        return FRONT
    parts = urlsplit(there)
    try:
        door = door_for(resolve(parts.path).url_name or "")
    except Resolver404:
        return FRONT
    if door is None or (door.kind not in ("public", "signed_in") and door.look is None):
        return FRONT
    return urlunsplit(("", "", parts.path, parts.query, ""))
