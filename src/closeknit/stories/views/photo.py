"""One picture: its page, who is in it, alone on the screen, and its pixels."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.bin import DAYS
from closeknit.networks.door import NetworkRequest, find, sighted
from closeknit.networks.files import ALONE
from closeknit.networks.models import Person
from closeknit.networks.views.editing import edit, seen
from closeknit.policy import WIDE, Channel, Level, Verb, may, must
from closeknit.stories.albums import Album, occasions, place
from closeknit.stories.in_it import ME, in_it, to_choose_from
from closeknit.stories.models import Consent, Photo, Story
from closeknit.stories.photo_forms import InItForm, PhotoForm, SpotForm
from closeknit.stories.told import said_of
from closeknit.stories.words import ASKED_ANEW

MOST_STORIES = 200
HEADERS = {**ALONE, "Content-Disposition": "inline"}
USUAL = (Level.ONLY_ME, Level.STEWARDS, Level.UNPAID, Level.NETWORK)
"""Audiences at which no picture waits for the person's yes."""
TAPPED = 272
"""How long a picture is where somebody taps without JavaScript: it fits any phone unshrunk."""


def photo(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """The picture, and what stood behind it."""
    row = find(request, Photo, photo)
    row.look_up_people()
    facts = row.facts()
    there = in_it(row, request.network, request.actor)
    context = {
        "photo": row,
        "story": _story(request, row),
        "in_it": there,
        "spots": any(one.x is not None for one in there),
        "where": "where" in request.GET,
        "seen": seen(request, row),
        "waits": facts.level in WIDE and not facts.consented,
        "may_change": may(request.actor, Verb.CHANGE, facts),
        "may_remove": may(request.actor, Verb.DELETE, facts),
        "asked": facts.level not in USUAL and row.waits(),
    }
    return render(request, "stories/photo.html", context | said_of(request, row))


def _story(request: NetworkRequest, row: Photo) -> Story | None:
    """The story it belongs to, if this reader may read that."""
    return Story.visible_to(request.actor).filter(pk=row.story_id).first() if row.story_id else None


def photo_change(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """What is told about it."""
    row = find(request, Photo, photo, Verb.CHANGE)
    more: dict[str, Any] = {"stories": _stories(request, row)}
    posted = request.method == "POST"
    form: Any = PhotoForm(request.POST, **more) if posted else PhotoForm.of(row, **more)

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())
        if row.asked_anew:
            tell(request, str(ASKED_ANEW))

    context: dict[str, Any] = {"photo": row, "occasions": occasions(request.actor)}
    context |= {"seen": seen(request, row), "asks_anew": row.asks_anew(request.actor)}
    back = reverse("photo", args=[network, row.pk])
    return edit(request, "stories/photo_change.html", form, save, back, **context)


def _stories(request: NetworkRequest, row: Photo) -> list[Story]:
    """Stories to choose from, the newest first; none where it belongs to one nobody may know of."""
    told = Story.visible_to(request.actor).exclude(told_at=None).order_by("-told_at", "key")
    found = list(told[:MOST_STORIES])
    if row.story_id and row.story_id not in {one.pk for one in found}:
        own = told.filter(pk=row.story_id).first()
        return [own, *found] if own else []
    return found


def photo_people(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """Who is in it, from a list; and where, by tapping the picture."""
    row = find(request, Photo, photo, Verb.CHANGE)
    choices = to_choose_from(row, request.network, request.actor)
    spotted = "whom" in request.POST or "spot.x" in request.POST
    posted = request.POST if request.method == "POST" else None
    marked = [
        one or ME for one in row.consents.filter(binned_at=None).values_list("person", flat=True)
    ]
    start = {"people": marked, "shown": marked}
    form = InItForm(None if spotted else posted, choices=choices, initial=start)
    spot = SpotForm(posted if spotted else None, choices=choices)
    if spotted and spot.is_valid():
        _mark(request, row, spot)
        return redirect("photo_people", network, row.pk)
    if posted and not spotted and form.is_valid():
        _tick(request, row, form)
        return redirect("photo", network, row.pk)
    context = {
        "photo": row,
        "form": form,
        "spot": spot,
        "in_it": in_it(row, request.network, request.actor),
        "tapped": row.sized(TAPPED),
        "back": reverse("photo", args=[network, row.pk]),
    }
    wrong = form.errors or spot.errors
    return render(request, "stories/photo_people.html", context, status=422 if wrong else 200)


def _whom(request: NetworkRequest, key: str) -> Person | None:
    return None if key == ME else find(request, Person, key)


def _tick(request: NetworkRequest, row: Photo, form: InItForm) -> None:
    """Only what was ticked and unticked: somebody else may have marked more meanwhile."""
    ticked, before = set(form.cleaned_data["people"]), set(form.cleaned_data["shown"])
    for key in sorted(ticked - before):
        Consent.put_in(request.actor, row, _whom(request, key))
    for key in sorted(before - ticked):
        Consent.take_out(request.actor, row, _whom(request, key))


def _mark(request: NetworkRequest, row: Photo, form: SpotForm) -> None:
    whom = _whom(request, form.cleaned_data["whom"])
    where = form.spot(row.sized(TAPPED))
    Consent.put_in(request.actor, row, whom, **where)
    name = whom.name if whom else request.network.name
    tell(request, _("%(name)s is marked in the picture.") % {"name": name})


def photo_alone(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """One picture at a time, with large ways on."""
    row = find(request, Photo, photo)
    album = Album.asked(request.GET)
    where = place(request.actor, album, row.pk)
    if where is None:
        raise Http404
    context = {
        "photo": row,
        "album": album,
        "place": where,
        "query": f"?{album.query}" if album.query else "",
        "in_it": in_it(row, request.network, request.actor),
    }
    return render(request, "stories/photo_alone.html", context)


def photo_remove(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """Away for thirty days, then for good."""
    find(request, Photo, photo, Verb.DELETE).bin(request.actor)
    back = reverse("photo_bring_back", args=[network, photo])
    told = _("The picture was taken away. For %(days)s days you can bring it back.")
    tell(request, told % {"days": DAYS}, undo=back)
    return redirect("photos", network)


def photo_bring_back(request: NetworkRequest, network: str, photo: str) -> HttpResponse:
    """As it was before."""
    gone = Photo.taken_away(request.actor, timezone.now() - dt.timedelta(days=DAYS))
    row = next((one for one in gone if one.pk == photo), None)
    if row is None:
        raise Http404
    sighted(request, row)
    row.take_back(request.actor)
    tell(request, _("The picture is back."))
    return redirect("photo", network, photo)


def photo_file(
    request: NetworkRequest, network: str, photo: str, size: str
) -> HttpResponse | FileResponse:
    """The pixels, for whoever may see the picture."""
    row = Photo.visible_to(request.actor, Channel.FILE).filter(pk=photo).first()
    if row is None or size not in Photo.SIDES:
        raise Http404
    must(request.actor, Verb.READ, row.facts(), Channel.FILE)
    if size != "small":  # a page of small ones is one look, not twenty-four
        sighted(request, row)
    try:
        pixels = default_storage.open(getattr(row, size))
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(pixels, content_type="image/webp", headers=HEADERS)
