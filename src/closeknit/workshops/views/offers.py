"""Stories and pictures that people bring along from their networks, for the group to see."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.files import ALONE
from closeknit.policy import Channel, Role, Verb
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.offers import OfferForm
from closeknit.workshops.models import Offer, Recap
from closeknit.workshops.offered import brought, called, could_bring, first_words, own
from closeknit.workshops.recap import brought_in, parts_shown

from .after import own_seat

Answer = HttpResponse | FileResponse


def offers(request: SeriesRequest, series: str) -> HttpResponse:
    """What the group may see; one's own, with what it waits for; and the way to bring more."""
    actor = request.actor
    if not actor.opened:  # whoever waits for a place
        raise Http404
    rows = Offer.with_sources(Offer.visible_to(actor))
    mine = [row for row in rows if row.seat_id == actor.person]
    context = {
        "series": request.series,
        "others": brought([row for row in rows if row not in mine]),
        "mine": own(mine),
        "brings": actor.role is Role.SEAT and bool(actor.account),
        "comes": actor.role is Role.SEAT,
    }
    return render(request, "workshops/offers.html", context)


def bring(request: SeriesRequest, series: str) -> HttpResponse:
    """What one has told in one's own networks, to choose from."""
    own_seat(request)
    found = Offer.could_be(request.actor.account) if request.actor.account else []
    lacks = could_bring([row for _part, row in found])
    choices = [(p, row, called(row), names) for (p, row), names in zip(found, lacks, strict=True)]
    context = {"series": request.series, "choices": choices}
    return render(request, "workshops/bring.html", context)


def bring_one(request: SeriesRequest, series: str, lived: str) -> HttpResponse:
    """The words for the group, and who is named how."""
    own_seat(request)
    mine = Offer.could_be(request.actor.account) if request.actor.account else []
    part, row = next((one for one in mine if one[1].pk == lived), (None, None))
    if part is None or row is None:
        raise Http404
    picture = row.resource == "photo"
    focus = "" if part.role == Role.PERSON else part.network.name
    start = {"words": first_words(row), "alt": getattr(row, "alt", "")}
    start |= {"named": "first", "called": "none", "goes": "no"}
    form = OfferForm(typed(request), focus=focus, picture=picture, initial=start)
    if form.is_valid():
        made = Offer.bring(request.actor, part, row, **form.said())
        tell(request, _said(made))
        return redirect("offers", series)
    context: dict[str, Any] = {"series": request.series, "form": form, "row": row}
    context |= {"title": called(row), "waits": could_bring([row])[0], "picture": picture}
    context |= {"focus": focus, "network": part.network}
    status = 422 if form.errors else 200
    return render(request, "workshops/bring_one.html", context, status=status)


def _said(made: Offer) -> str:
    if Offer.standing().filter(pk=made.pk).exists():
        return _("The group can see it now. You can take it back at any time.")
    return _("It waits for a yes. Until then nobody else sees it.")


def offer_back(request: SeriesRequest, series: str, offer: str) -> HttpResponse:
    """Taken back: gone from the group and from every recap at the next look."""
    find(request, Offer, offer, Verb.DELETE).bin(request.actor, "took_offer_back")
    tell(request, _("It is taken back, and gone from wherever it stood."))
    return redirect("offers", series)


def offer_picture(request: SeriesRequest, series: str, offer: str) -> Answer:
    """A picture that was brought along, for the group."""
    row = Offer.visible_to(request.actor, Channel.FILE).filter(pk=offer).first()
    return _picture(row)


def recap_picture(request: SeriesRequest, series: str, recap: str, offer: str) -> Answer:
    """A picture in a recap, for those who may read that."""
    row = find(request, Recap, recap)
    return _picture(brought_in(row, parts_shown(row), offer))


@require_safe
def public_recap_picture(request: HttpRequest, recap: str, offer: str) -> Answer:
    """The same, for everybody."""
    row = Recap.public().filter(pk=recap).first()
    return _picture(brought_in(row, row.published, offer) if row else None)


def _picture(row: Offer | None) -> Answer:
    if row is None or row.photo is None:
        raise Http404
    try:
        pixels = default_storage.open(row.photo.middle)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(pixels, content_type="image/webp", headers=ALONE)
