"""Who comes and who leads: the roster, one's own place, the agreement, facilitators."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.policy import Role, Verb
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.people import (
    LETTERS,
    LeadForm,
    PeerForm,
    SeatForm,
    TakeInForm,
    TheirSeatForm,
)
from closeknit.workshops.letters import post_lead, post_place
from closeknit.workshops.models import LastLead, Lead, Seat, Taken

from .editing import edit

NEW_LINK = "new_link"
"""In the session: the place for which a facilitator made a new link, to show it once.

Whoever has a link comes in as whoever has the place; so facilitators never see the one in use.
"""


def roster(request: SeriesRequest, series: str) -> HttpResponse:
    """Everybody who has a place, what they need, and those who wait; and one more."""
    form = TakeInForm(typed(request))
    if form.is_valid() and (taken := _taken_in(request, form)):
        return taken
    seats = list(Seat.visible_to(request.actor).filter(left_at=None))
    names = {seat.pk: seat.name for seat in seats}
    for seat in seats:  # said from both sides
        if seat.together_with_id in names:
            seat.beside = names[seat.together_with_id]
    shown = {
        "form": form,
        "here": [seat for seat in seats if not seat.waits],
        "waiting": sorted((seat for seat in seats if seat.waits), key=_since),
        "needs": [seat for seat in seats if seat.access_needs],
        "free": max(0, request.series.capacity - sum(not seat.waits for seat in seats)),
    }
    status = 422 if form.errors else 200
    return render(request, "workshops/roster.html", shown, status=status)


def _taken_in(request: SeriesRequest, form: TakeInForm) -> HttpResponse | None:
    """Somebody is written down. None where their address has a place already."""
    try:
        seat = Seat.take_in(request.actor, request.series, **form.cleaned_data)
    except Taken:
        form.add_error("email", _("This address has a place already. Leave it empty, please."))
        return None
    words = _("%(name)s waits for a place.") if seat.waits else _("%(name)s has a place.")
    tell(request, words % {"name": seat.name})
    return redirect("roster", request.series.pk)


def _since(seat: Seat) -> Any:
    return (seat.waiting_since, seat.made_at)


def seat(request: SeriesRequest, series: str, seat: str) -> HttpResponse:
    """One place, for facilitators: what was said, a link, and not coming any more."""
    one = find(request, Seat, seat, Verb.CHANGE)
    if request.actor.role is not Role.LEAD or one.left_at:
        raise Http404
    one.series = request.series
    if answer := _looked_after(request, one):
        return answer
    back = reverse("roster", args=[series])
    new = request.session.pop(NEW_LINK, "") == one.pk
    more = {"link": _address(one) if new else "", "mail": one.may_be_written_to()}
    more["lived_in"] = one.account_id is None and not new and one.is_lived_in()
    return _about(request, one, back, TheirSeatForm, **more)


def _looked_after(request: SeriesRequest, one: Seat) -> HttpResponse | None:
    """What a facilitator does for somebody: a new link, a letter, giving the place back."""
    if "link" in request.POST and one.account_id is None and not one.is_lived_in():
        one.new_link(request.actor)
        request.session[NEW_LINK] = one.pk
        tell(request, _("Here is a new link, shown once. The one before leads nowhere now."))
    elif "write" in request.POST and one.may_be_written_to() and calm(request, one.email):
        send_link(request, one)
    elif "leave" in request.POST:
        one.leave(request.actor)
        tell(request, _("The place is free. Whoever waits longest has it now."))
        return redirect("roster", one.series_id)
    else:
        return None
    return redirect("seat", one.series_id, one.pk)


def send_link(request: SeriesRequest, one: Seat) -> None:
    """The one letter that goes to an address nobody proved."""
    one.written_to()
    post_place.enqueue(one.pk)
    tell(request, _("A letter with the link is on its way."))


def calm(request: HttpRequest, address: str) -> bool:
    """Whether a letter may go to this address: it had not too many from here today."""
    key = address.lower()
    return bool(address) and bool(ratelimit.consume(request, action="place_letter", key=key))


def my_seat(request: SeriesRequest, series: str) -> HttpResponse:
    """One's own place: what one said, the way back in, and not coming any more."""
    one = request.seat
    if one is None:
        raise Http404
    one.series = request.series
    if "leave" in request.POST:
        one.leave(request.actor)
        tell(request, _("Your place is free again. What you wrote about what you need is gone."))
        return redirect("workshops")
    if "mine" in request.POST and request.user.is_authenticated:
        one.belongs_to(request.actor, str(request.user.pk))
        tell(request, _("From now on you come in here with your account."))
        return redirect("my_seat", series)
    if "write" in request.POST and one.may_be_written_to() and calm(request, one.email):
        send_link(request, one)
        return redirect("my_seat", series)
    back = reverse("series", args=[series])
    joins = request.user.is_authenticated and one.account_id is None
    more = {"link": _address(one), "joins": joins, "mail": one.may_be_written_to()}
    return _about(request, one, back, SeatForm, own=True, **more)


def _address(one: Seat) -> str:
    return settings.URL + reverse("place", args=[one.token]) if one.token else ""


def _about(
    request: SeriesRequest, one: Seat, back: str, of: type[SeatForm], **more: Any
) -> HttpResponse:
    form = of(request.POST) if request.method == "POST" else of.of(one)
    if not one.has_address:
        for name in LETTERS:
            form.fields.pop(name, None)

    def save() -> None:
        one.change(request.actor, form.seen, **form.changes())
        tell(request, _("It is written down."))

    return edit(request, "workshops/seat.html", form, save, back, seat=one, **more)


def agreement(request: SeriesRequest, series: str) -> HttpResponse:
    """What the group promises each other, and one's own yes."""
    row, one = request.series, request.seat
    if request.method == "POST":
        if one is None or one.waits:
            raise Http404
        one.agree(one.actor())
        tell(request, _("Thank you. Your yes is written down."))
        return redirect("series", series)
    shown: dict[str, Any] = {"seat": one, "promises": row.agreement.splitlines()}
    if request.actor.role is Role.LEAD:
        seats = Seat.visible_to(request.actor).filter(left_at=None, waiting_since=None)
        shown["yes"] = [seat.name for seat in seats if seat.agreed_at]
        shown["not_yet"] = [seat.name for seat in seats if not seat.agreed_at]
    return render(request, "workshops/agreement.html", shown)


def leads(request: SeriesRequest, series: str) -> HttpResponse:
    """Who leads it, asking somebody else, handing over, and going."""
    row, actor = request.series, request.actor
    rows = Lead.of(row)
    if key := request.POST.get("out", ""):
        return _take_away(request, next((one for one in rows if one.pk == key), None))
    if row.practice and request.method == "POST":  # no letter leaves it
        raise Http404
    seats = [one for one in Seat.visible_to(actor).filter(left_at=None) if not one.waits]
    peers = PeerForm(request.POST if "peer" in request.POST else None, seats=seats)
    if peers.is_bound and (answer := _asked_peer(request, peers, seats)):
        return answer
    form = LeadForm(None if peers.is_bound else typed(request))
    if form.is_valid():
        one = Lead.ask(actor, row, **form.cleaned_data)
        words = _("They are asked, by the link below. Nothing changes before they say yes.")
        if calm(request, one.email):
            post_lead.enqueue(one.pk)
            words = _("A letter is on its way. Nothing changes before they say yes.")
        tell(request, words)
        return redirect("leads", series)
    for one in rows:
        one.link = settings.URL + reverse("lead_link", args=[one.token]) if one.token else ""
    shown = {"form": form, "peers": peers, "seats": seats, "rows": rows, "me": actor.account}
    status = 422 if form.errors or peers.errors else 200
    return render(request, "workshops/leads.html", shown, status=status)


def _asked_peer(request: SeriesRequest, form: PeerForm, seats: list[Seat]) -> HttpResponse | None:
    """One of those who come is asked to lead on. None where the form has to be looked at again."""
    if not form.is_valid():
        return None
    seat = next(one for one in seats if one.pk == form.cleaned_data["peer"])
    one = Lead.ask_peer(request.actor, request.series, seat)
    post_lead.enqueue(one.pk)
    tell(request, _("They are asked, by the link below. Nothing changes before they say yes."))
    return redirect("leads", request.series.pk)


def _take_away(request: SeriesRequest, one: Lead | None) -> HttpResponse:
    if one is None:
        raise Http404
    one.series = request.series
    try:
        one.take_away(request.actor)
    except LastLead:
        tell(request, _("Somebody has to lead it. Ask somebody first."), tone="warning")
        return redirect("leads", request.series.pk)
    if one.account_id == request.actor.account:
        tell(request, _("You lead it no longer. Thank you for what you gave."))
        return redirect("workshops")
    tell(request, _("They lead it no longer."))
    return redirect("leads", request.series.pk)
