"""The live room: one address for whoever leads it and whoever takes part; the wall; the stream."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from closeknit.networks.files import ALONE
from closeknit.policy import Channel, Role, Verb, may, must
from closeknit.workshops import room as seen
from closeknit.workshops.alike import Alike
from closeknit.workshops.between import Between, between, own_parts, page_in
from closeknit.workshops.door import SeriesRequest, find, who
from closeknit.workshops.forms.room import AnswerForm, LineForm, NoteForm, ParkForm, TellingForm
from closeknit.workshops.live.stream import stream
from closeknit.workshops.models import Activity, Kind, Opening, Session, Telling
from closeknit.workshops.third import for_teller


def room(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """What is on, as whoever asks may see it."""
    alike = None
    if moves(request) and request.seat is not None and request.actor.role is not Role.LEAD:
        alike = Alike.lately(session)
    if alike is None:
        return screen(request, find(request, Session, session))
    must(request.actor, Verb.READ, alike.session.facts())
    return screen(request, copy(alike.session), alike=alike)


def screen(
    request: SeriesRequest,
    session: Session,
    status: int = 200,
    alike: Alike | None = None,
    **typed: Any,
) -> HttpResponse:
    """The page, or only its moving parts for a screen that has the page already.

    `typed` holds forms with what somebody typed and a sentence beside it.
    """
    session.series = request.series
    if request.actor.role is Role.LEAD:
        page, context = "workshops/room.html", for_lead(request, session)
    elif request.seat is not None:
        page, context = "workshops/room_place.html", for_seat(request, session, alike)
        context["between"] = lambda: until_next(request)  # read with the page, not at every move
    else:
        raise Http404
    context |= {"series": request.series, "session": session, "actor": request.actor, **typed}
    return shown(request, page, context, status)


def shown(
    request: SeriesRequest, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    part = "#live" if moves(request) else ""
    return render(request, page + part, context, status=status)


def moves(request: SeriesRequest) -> bool:
    """Whether this is a screen that asks for what moved, and has the page around it."""
    return request.headers.get("HX-Request") == "true"


def for_lead(request: SeriesRequest, session: Session) -> dict[str, Any]:
    found = seen.for_lead(request.actor, request.series, session)
    note = found["note"]
    said = {"words": note.words, "version": note.version} if note else {}
    return found | {
        "park": ParkForm(auto_id="park-%s"),
        "notes": NoteForm(initial=said, auto_id="note-%s"),
    }


def for_seat(
    request: SeriesRequest, session: Session, alike: Alike | None = None
) -> dict[str, Any]:
    assert request.seat is not None
    found = seen.for_seat(request.actor, alike or Alike.read(session), request.seat)
    found["seat"] = request.seat
    opening: Opening | None = found["opening"]
    if opening is not None:
        mine = found["mine"]
        said = {"words": mine.words, "signed": mine.signed} if mine else {}
        short = opening.activity.kind == Kind.WORDS
        found["form"] = AnswerForm(initial=said, short=short, auto_id=f"{opening.pk}-%s")
        found["tell"] = TellingForm(initial=as_said(found.get("telling")))
        found["look"] = look_at(request, found.get("telling"))
        if found["is_exercise"]:
            found |= own_map(request, opening.activity.exercise)
    if found["table"] is not None:
        group = found["table"].group
        found["takes_notes"] = group.takes_notes(request.actor)
        found["line"] = LineForm(
            initial={"line": group.line, "goes": group.goes, "version": group.version}
        )
    return found


def until_next(request: SeriesRequest) -> Between | None:
    """What waits for this place beside what is on the screens."""
    sessions, now = list(Session.visible_to(request.actor)), timezone.now()
    seat = request.seat
    return between(request.actor, request.series, seat, sessions, now) if seat else None


def own_map(request: SeriesRequest, exercise: str) -> dict[str, Any]:
    """The page of the network they work in here, or those of theirs that they could choose.

    Only somebody’s own account knows what their key leads to, by their part in that network.
    """
    assert request.seat is not None
    if not request.user.is_authenticated:
        return {}
    parts = own_parts(str(request.user.pk))
    chosen = next((one for one in parts if one.network_id == request.seat.network_key), None)
    if chosen is None:
        return {"networks": [(part.network_id, part.network.name) for part in parts]}
    return {"own_page": page_in(chosen.network_id, exercise or "today")}


def look_at(request: SeriesRequest, telling: Telling | None) -> str:
    """Whose names may stand in what goes into the recap: for its teller alone."""
    if telling is None or not telling.goes or request.seat is None:
        return ""
    told = {"": telling.words}
    return for_teller(request.actor.account, request.seat, told).get("", "")


def as_said(telling: Telling | None) -> dict[str, Any]:
    """What a teller said before, for the form."""
    if telling is None:
        return {}
    return {"words": telling.words, "goes": telling.named if telling.goes else "stays"}


def room_wall(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """For the big screen: the activity and what is shown, nothing that is only for facilitators."""
    row = find(request, Session, session)
    row.series = request.series
    context = seen.for_wall(request.actor, row)
    context |= {"series": request.series, "session": row}
    return shown(request, "workshops/wall.html", context)


def room_picture(
    request: SeriesRequest, series: str, session: str, activity: str
) -> HttpResponse | FileResponse:
    """The picture of those who lead: for themselves, and for everybody while its block is open."""
    row, block = find(request, Session, session), find(request, Activity, activity)
    must(request.actor, Verb.READ, block.facts(), Channel.FILE)
    opening = None if request.actor.role is Role.LEAD else Opening.now(row)
    seen_by = opening.activity_id == block.pk if opening else request.actor.role is Role.LEAD
    if block.session_id != row.pk or block.kind != Kind.PHOTO or not block.file or not seen_by:
        raise Http404
    try:
        pixels = default_storage.open(block.file)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(pixels, content_type="image/webp", headers=ALONE)


def room_events(request: SeriesRequest, series: str, session: str) -> HttpResponseBase:
    """Tells this screen that something moved, as long as whoever looks may be here."""
    row = find(request, Session, session)
    leads = request.actor.role is Role.LEAD
    kinds = seen.LEADS if leads and "wall" not in request.GET else seen.PLACES

    def still() -> bool:
        actor, _seat = who(request, request.series)
        return may(actor, Verb.READ, row.facts())

    return stream(request, str(row.pk), kinds, still)
