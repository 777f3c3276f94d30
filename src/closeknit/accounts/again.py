"""Is it you? Asked once more before a deed that would do harm in somebody else's hands.

A door with `again=True` opens only within some minutes of coming in, or of having said "it is me".
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

KEPT = "again_kept"
CODE = "again_code"
GUESSES = 3
MOST = 200_000  # letters; whoever sends more has sent files, and those are not kept


def sure(request: HttpRequest) -> bool:
    """Whether somebody showed a moment ago, in this session, that it is them."""
    shown = get_authentication_records(request, request.user)
    return any(_fresh(record["at"], settings.ACCOUNT_REAUTHENTICATION_TIMEOUT) for record in shown)


def confirm(request: HttpRequest, how: str) -> None:
    """Write into the session that it is them, and how they showed it."""
    record_authentication(request, request.user, method=how, reauthenticated=True)


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to "Is it you?", and from there back to this page, or on with what was sent."""
    there = request.get_full_path()
    if request.method == "POST" and _keep(request, there):
        there = reverse("again_go_on")
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': there})}")


def _keep(request: HttpRequest, there: str) -> bool:
    """What was typed waits in the session; but no password does, so its page is opened anew."""
    typed = {name: said for name, said in request.POST.lists() if name != "csrfmiddlewaretoken"}
    long = sum(len(value) for said in typed.values() for value in said) > MOST
    if long or any("password" in name for name in typed):
        return False
    request.session[KEPT] = {"to": there, "typed": typed}
    return True


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What waits to be sent, and where to."""
    waiting: dict[str, Any] | None = request.session.get(KEPT)
    return waiting


def forget(request: HttpRequest) -> None:
    """Nothing waits any more: it was sent."""
    if request.method == "POST" and KEPT in request.session:
        del request.session[KEPT]


def send_code(request: HttpRequest) -> None:
    """Six digits to the account's own address; earlier ones are worth nothing from now on."""
    adapter = get_adapter()
    code = adapter.generate_login_code()
    request.session[CODE] = {"code": code, "at": time.time(), "guesses": 0}
    letter = {"request": request, "code": code}
    adapter.send_mail("account/email/login_code", request.user.email, letter)  # type: ignore[union-attr]


def code_sent(request: HttpRequest) -> str:
    """The digits that open this, while they are good; else nothing."""
    sent = request.session.get(CODE)
    if not sent or sent["guesses"] >= GUESSES:
        return ""
    return str(sent["code"]) if _fresh(sent["at"], settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT) else ""


def guessed_wrong(request: HttpRequest) -> None:
    sent = request.session.get(CODE)
    if sent:
        request.session[CODE] = {**sent, "guesses": sent["guesses"] + 1}


def used(request: HttpRequest) -> None:
    """The digits opened the door once; they do not open it twice."""
    request.session.pop(CODE, None)


def _fresh(at: float, seconds: int) -> bool:
    return 0 <= time.time() - at < seconds
