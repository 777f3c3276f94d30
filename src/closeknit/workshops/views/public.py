"""What everybody reads of a workshop, asking for a place, and the links of both parts."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.views.asked_in import shown_alone
from closeknit.policy import Role
from closeknit.workshops.door import remember, who
from closeknit.workshops.forms.people import SignUpForm
from closeknit.workshops.letters import post_place
from closeknit.workshops.listing import room, when
from closeknit.workshops.models import Days, Full, Lead, Recap, Seat, Series, Session
from closeknit.workshops.words import meetings

from .people import calm


def published(key: str) -> Series:
    """A series whose page everybody reads; any other looks as if it were missing."""
    row = Series.published().filter(pk=key).first()
    if row is None:
        raise Http404
    return row


@require_safe
def workshop(request: HttpRequest, key: str) -> HttpResponse:
    """What it is, for whom, when and where, and how many places are left."""
    row = published(key)
    days = Session.days_of([row]).get(row.pk, Days(0, None))
    shown = {
        "row": row,
        "when": when(row, days),
        "room": room(row, Seat.told_in([row]).get(row.pk, 0)),
        "meetings": meetings(row, Session.of(row), timezone.now()),
        "facilitators": [one.called() for one in Lead.of(row) if one.taken_at],
        "recaps": bool(Recap.public_of([row])),
        "inside": bool(who(request, row)[0].network),
    }
    return render(request, "workshops/workshop.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, key: str) -> HttpResponse:
    """Asking for a place, for oneself and perhaps for somebody who comes along."""
    row = published(key)
    if who(request, row)[0].network:
        return redirect("series", row.pk)
    if request.method == "POST" and not ratelimit.consume(request, action="sign_up"):
        late: HttpResponse = ratelimit.respond_429(request)
        return late
    user: Any = request.user
    start = {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}
    form = SignUpForm(typed(request), initial=start)
    if form.is_valid():
        account = str(user.pk) if user.is_authenticated else ""
        seat = _signed_up(request, row, form, account)
    else:
        seat = None
    if seat is not None:
        if account or not form.cleaned_data["email"]:
            return _let_in(request, seat)
        _write(request, seat)
        tell(request, str(BY_LETTER))
        return redirect("workshop", row.pk)
    shown = {"row": row, "form": form, "full": Seat.told_in([row]).get(row.pk, 0) >= row.capacity}
    status = 422 if form.errors else 200
    return render(request, "workshops/sign_up.html", shown, status=status)


BY_LETTER = gettext_lazy(
    "Thank you. A letter goes to your address. Open the link in it: it leads to your place, and "
    "says how it stands."
)
"""The same words whether the address has a place by now or had one before: nobody learns which."""


def _signed_up(request: HttpRequest, row: Series, form: SignUpForm, account: str) -> Seat | None:
    """The place; None, with a sentence, where too many wait, or too many signed up today."""
    try:
        if ratelimit.consume(request, action="sign_ups", key=row.pk):
            return Seat.sign_up(row, form.own(), account, form.besides())
        form.add_error(None, _("Very many signed up today. Tomorrow you can sign up here again."))
    except Full:
        form.add_error(None, _("Very many wait for a place already. Please ask those who invite."))
    return None


def _let_in(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Whoever comes with their account, or wrote down no address, is in at once."""
    if seat.account_id is None:
        remember(request, seat)
    words = _("You wait for a place now.") if seat.waits else _("You have a place.")
    tell(request, words)
    return redirect("my_seat", seat.series_id)


def _write(request: HttpRequest, seat: Seat) -> None:
    """The link goes by letter, once a day, if nobody had too many sent to this address today."""
    if seat.may_be_written_to() and calm(request, seat.email):
        seat.written_to()
        post_place.enqueue(seat.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of a place leads: a welcome, and the way in. Looking changes nothing."""
    if not ratelimit.consume(request, action="place"):
        late: HttpResponse = ratelimit.respond_429(request)
        return late
    found = Seat.by_link(token)
    if found is None:
        return shown_alone(request, "workshops/link_over.html", {}, 404)
    seat, _actor = found
    if request.method == "POST":
        if who(request, seat.series)[0].role is not Role.LEAD:
            seat.prove(request.GET.get("by", ""))
        remember(request, seat)
        return redirect("series", seat.series_id)
    return shown_alone(request, "workshops/place.html", {"seat": seat, "row": seat.series})


@require_http_methods(["GET", "HEAD", "POST"])
def lead_link(request: HttpRequest, token: str) -> HttpResponse:
    """Would you like to lead this series, with somebody or instead of them?"""
    if not ratelimit.consume(request, action="place"):
        late: HttpResponse = ratelimit.respond_429(request)
        return late
    asked = Lead.by_link(token)
    if asked is None:
        return shown_alone(request, "workshops/link_over.html", {}, 404)
    if request.method == "POST" and request.user.is_authenticated:
        asked.accept(str(request.user.pk))
        tell(request, _("You lead this workshop now. It is good that you are here."))
        return redirect("series", asked.series_id)
    author: Any = asked.author
    shown = {
        "row": asked.series,
        "asked": asked,
        "by": author.get_full_name() if author else "",
        "enter": f"{reverse('account_request_login_code')}?next={request.path}",
    }
    return shown_alone(request, "workshops/lead_link.html", shown)
