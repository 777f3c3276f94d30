"""What the link of an ask leads to: for whoever has no account. Looking changes nothing."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.networks.models import Stale
from closeknit.networks.views.asked_in import shown_alone
from closeknit.networks.who_asks import who_asks
from closeknit.plans.forms.asks import AnswerForm
from closeknit.plans.models import Taken, Turn, post_asked
from closeknit.policy import Denied

from .answered import Spent, another_link


@require_http_methods(["GET", "HEAD", "POST"])
def turn_link(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and yes, no or later. The address takes one answer, and shows it then."""
    if not ratelimit.consume(request, action="turn_link"):
        answer: HttpResponse = ratelimit.respond_429(request)
        return answer
    found = Turn.led_by(token)
    if found is None:
        return _answered(request, token)
    row, actor = found
    initial = {"version": row.version, "words": row.words, "later_on": row.later_on}
    form: Any = AnswerForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                row.say(actor, form.seen, form.cleaned_data["answer"], **form.said())
                return redirect("turn_link", token)
        except Taken:
            form.add_error("answer", _("Somebody just took this one. Thank you for wanting to."))
            status = 409
        except Stale as stale:
            if not stale.row.has_link:  # from another tab
                return redirect("turn_link", token)
            form.beside(stale.row)
            form.add_error("answer", _("This was changed in between. Please look, and send again."))
            status = 409
        except Denied:
            return shown_alone(request, "plans/turn_link_gone.html", {}, 404)
    return _shown(request, row, form, status)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    """What was answered by this address; nothing where it leads nowhere."""
    found = Turn.spent_by(token)
    if found is None:
        return shown_alone(request, "plans/turn_link_gone.html", {}, 404)
    row, actor = found
    if request.method == "POST":
        another_link(request, row, actor, post_asked)
        return redirect("turn_link", token)
    return _shown(request, row, None, 200, Spent.of(row))


def _shown(
    request: HttpRequest, row: Turn, form: Any, status: int, spent: Spent | None = None
) -> HttpResponse:
    """What is asked, on the clock of its place: whoever comes by a link has none of their own."""
    ask = row.ask
    asking = who_asks(row.network, ask.author_id, ask.asker, theirs=ask.asker is None)
    context = {"row": row, "ask": ask, "person": row.person, "form": form, "asking": asking}
    context |= {"spent": spent, "one": row}
    with timezone.override(ZoneInfo(ask.zone or "UTC")):
        return shown_alone(request, "plans/turn_link.html", context, status)
