"""What the link of a question leads to: for whoever has no account. Looking changes nothing."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.networks.models import Stale
from closeknit.networks.views.asked_in import HEADERS, shown_alone
from closeknit.networks.who_asks import who_asks
from closeknit.policy import Actor, Denied
from closeknit.stories.asked import told_of
from closeknit.stories.forms import ConsentForm
from closeknit.stories.models import Consent

from .consents import pressed
from .kept import of_what_is_asked


@require_http_methods(["GET", "HEAD", "POST"])
def consent_link(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and yes or no. The same address later changes it or takes it back."""
    if not ratelimit.consume(request, action="consent_link"):
        answer: HttpResponse = ratelimit.respond_429(request)
        return answer
    found = Consent.led_by(token)
    if found is None:
        return shown_alone(request, "stories/link_gone.html", {}, 404)
    row, actor = found
    shown = row.is_shown(reads=False)
    if request.method == "POST" and pressed(row, actor, request.POST, shown):
        return redirect("consent_link", token)
    if not shown:
        context = told_of(row.network, row, shown) | {
            "takes_back": not row.is_for_another_way(actor)
        }
        status = 422 if request.method == "POST" else 200  # nobody says yes to what they do not see
        return shown_alone(request, "stories/consent_not_shown.html", context, status)
    return _asked(request, row, actor, token)


def _asked(request: HttpRequest, row: Consent, actor: Actor, token: str) -> HttpResponse:
    """The whole question, with what it is about."""
    form: Any = ConsentForm(request.POST) if request.POST else ConsentForm.of(row)
    status = 200
    try:
        if request.method == "POST":
            if form.is_valid():
                form.say(row, actor)
                return redirect("consent_link", token)
            status = 422
    except Denied:
        form.add_error("answer", _("You come in here yourself now: say yes on your own page."))
        status = 422
    except Stale as stale:
        form.beside(stale.row)
        form.add_error("answer", _("This was changed in between. Please look, and send it again."))
        status = 409
    asking = who_asks(row.network, row.lived.author_id)
    context = told_of(row.network, row) | {"form": form, "token": token, "asking": asking}
    return shown_alone(request, "stories/consent_link.html", context, status)


@require_safe
def consent_picture(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    """The picture they are asked about, small."""
    return _file(request, token, "picture")


@require_safe
def consent_sound(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    """The story they are asked about, as it was told aloud."""
    return _file(request, token, "sound")


def _file(request: HttpRequest, token: str, what: str) -> HttpResponse | FileResponse:
    found = Consent.led_by(token)
    if found is None or not found[0].is_shown(reads=False):
        raise Http404
    answer = of_what_is_asked(request, found[0], what)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
