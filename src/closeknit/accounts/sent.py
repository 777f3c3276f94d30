"""A form sent twice (a double click, a second try, Back and once more) does its deed once.

The token against forged requests is drawn anew for every page, so with the address it tells
which form this is; nothing has to be remembered in a template. A form that stays where it is
after it was sent must come back with its answer, or carry something that changes, as the moves
that `support-map` counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .models import Once
from .once import Form

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of the field
WAIT, STEP = 10.0, 0.05
"""Seconds that a second click waits for the first, and how often it looks."""
A_CLICK = dt.timedelta(seconds=5)


class OnceMiddleware:
    """Inside the door: only what may be done is written down as done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        form: Form | None = getattr(request, "sent_form", None)
        if form is not None:
            if 300 <= response.status_code < 400:
                form.led_to(response["Location"])
            else:  # a page to put right, or nothing done
                form.let_go()
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        form = form_of(request)
        if form is None:
            return None
        until = time.monotonic() + WAIT
        while not form.take():
            before = form.before()
            if before is not None and before.answer:
                return again(request, before)
            if time.monotonic() > until:
                return render(request, "accounts/still_at_it.html", status=409)
            time.sleep(STEP)
        request.sent_form = form  # type: ignore[attr-defined]
        return None


def form_of(request: HttpRequest) -> Form | None:
    """The form somebody sent, if it can be told from others."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    token = request.POST.get(TOKEN)
    if not token:
        return None
    account, place = str(request.user.pk), request.get_full_path()
    return Form(account, digest(account, token, place), digest(token, *said(request)))


def said(request: HttpRequest) -> list[str]:
    """Everything that was typed, ticked and attached, in its order."""
    words = [word for name, many in request.POST.lists() for word in (name, *many, "")]
    for name, files in request.FILES.lists():
        for file in files:
            words += [name, str(file.name), hashlib.file_digest(file, "sha256").hexdigest()]
            file.seek(0)
    return words


def digest(*words: str) -> str:
    """Words as a seal from which nobody reads them."""
    sealed = hashlib.sha256()
    for word in words:
        plain = word.encode(errors="surrogatepass")
        sealed.update(len(plain).to_bytes(8, "big") + plain)
    return salted_hmac(__name__, sealed.digest(), algorithm="sha256").hexdigest()


def again(request: HttpRequest, before: Once) -> HttpResponse:
    """Where the first one led. The notice of a double click is on its way already."""
    if timezone.now() - before.at > A_CLICK:
        messages.info(request, _("You had sent this already. It was done once."))
    return HttpResponseRedirect(before.answer)
