"""Few large things, or everything: chosen on every page of a network, and before one comes in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from closeknit.accounts.own import show
from closeknit.accounts.simple import ALL, COOKIE, SIMPLE
from closeknit.design.returning import back_or

FRONT = "/"


@require_http_methods(["GET", "HEAD", "POST"])
def choose_view(request: HttpRequest) -> HttpResponse:
    """Keeps the choice on the account and in the browser, and leads on."""
    chosen = request.POST.get("view", "")
    if chosen not in (SIMPLE, ALL):
        return redirect(FRONT)
    account: Any = request.user
    if account.is_authenticated and account.simple != (chosen == SIMPLE):
        show(account, simple=chosen == SIMPLE)
    answer = redirect(back_or(request, FRONT))
    answer.set_cookie(
        COOKIE,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
