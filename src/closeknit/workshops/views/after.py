"""After a workshop: a certificate, and staying in touch by a yes of both."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.files import ALONE
from closeknit.policy import Role
from closeknit.workshops import printing
from closeknit.workshops.door import SeriesRequest
from closeknit.workshops.forms.people import PaperForm, ReachForm
from closeknit.workshops.models import Lead, Nod, Presence, Reach, Seat
from closeknit.workshops.recap import met_on


def own_seat(request: SeriesRequest) -> Seat:
    """The place of whoever asks; those who wait for one have none yet."""
    if request.seat is None or request.seat.waits:
        raise Http404
    request.seat.series = request.series
    return request.seat


def certificate(request: SeriesRequest, series: str) -> HttpResponse:
    """What stands on the certificate, and under which name."""
    seat = own_seat(request)
    form = PaperForm(typed(request), initial={"paper_name": seat.paper_name or seat.name})
    if form.is_valid():
        seat.put_on_paper(seat.actor(), form.cleaned_data["paper_name"])
        tell(request, _("It is written down."))
        return redirect("certificate", series)
    shown = {"form": form, **paper(request, seat)}
    status = 422 if form.errors else 200
    return render(request, "workshops/certificate.html", shown, status=status)


def paper(request: SeriesRequest, seat: Seat) -> dict[str, Any]:
    """What it says: a name, a series, and where somebody was. Nothing of how."""
    came = Presence.attended(seat.actor(), seat)
    return {
        "name": seat.paper_name or seat.name,
        "came": [(one, met_on(one)) for one in came],
        "facilitators": [one.called() for one in Lead.of(request.series) if one.taken_at],
    }


def certificate_pdf(request: SeriesRequest, series: str) -> HttpResponse:
    """The same on paper. It is made while one waits, and kept nowhere."""
    told = paper(request, own_seat(request))
    if not told["came"]:
        raise Http404
    made = printing.certificate(request.series, **told)
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="certificate.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def in_touch(request: SeriesRequest, series: str) -> HttpResponse:
    """Who else would like to stay in touch; what both gave where both said yes."""
    seat = own_seat(request)
    if request.actor.role is not Role.SEAT:
        raise Http404
    if said := _said(request, seat):
        tell(request, said)
        return redirect("in_touch", series)
    there = Reach.of(seat)
    wrote = request.POST if "words" in request.POST else None
    form = ReachForm(wrote, initial={"words": there.words if there else ""})
    if form.is_valid():
        Reach.give(request.actor, seat, form.cleaned_data["words"])
        tell(request, _("It is written down. Nobody reads it before both of you said yes."))
        return redirect("in_touch", series)
    shown = {"form": form, "there": there, "others": Reach.others(seat)}
    status = 422 if form.errors else 200
    return render(request, "workshops/in_touch.html", shown, status=status)


def _said(request: SeriesRequest, seat: Seat) -> str:
    """A yes to somebody, not any more, or nothing of all of it: done, and what is said of it."""
    if "back" in request.POST:
        Reach.withdraw(request.actor, seat)
        return _("Your words are gone, and nobody sees them any more.")
    for name, yes in (("yes", True), ("no", False)):
        if name in request.POST:
            Nod.say(request.actor, seat, request.POST[name], yes)
            return (
                _("It is noted. They see it once they say yes as well.")
                if yes
                else _("Taken back.")
            )
    return ""
