"""Leaving quickly: the session ends, and what is on screen is a page that says nothing of us."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from closeknit.accounts.simple import COOKIE


# No token: the button must work on a page that is old, and with a session that has ended.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_quickly(request: HttpRequest) -> HttpResponse:
    """Ends the session and moves on to where the operator chose; looking leads to the way in."""
    if request.method != "POST" or foreign(request):
        return redirect("welcome")
    with suppress(DatabaseError):  # the browser forgets its cookies below; nobody is kept waiting
        logout(request)
    words = {"to": settings.EXIT_TO, "called": settings.NEUTRAL_TITLE}
    answer = HttpResponse(render_to_string("accounts/gone.html", words))
    answer.headers["Clear-Site-Data"] = '"storage"'
    answer.headers["Cache-Control"] = "no-store"
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        COOKIE,
    ):
        answer.delete_cookie(name, samesite="Lax")
    return answer


def foreign(request: HttpRequest) -> bool:
    """Whether the browser says that a page of somebody else sent this."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")
    origin = urlsplit(request.headers.get("Origin", "")).hostname
    return bool(origin) and origin not in settings.ALLOWED_HOSTS
