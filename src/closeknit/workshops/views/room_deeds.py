"""What is done in the room: by whoever leads it, and by whoever takes part."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from closeknit.policy import Role, Verb, may
from closeknit.workshops import practice
from closeknit.workshops.between import own_parts
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.room import AnswerForm, LineForm, NoteForm, ParkForm, TellingForm
from closeknit.workshops.models import (
    Activity,
    Answer,
    Closed,
    Done,
    Group,
    Hand,
    Homework,
    Kind,
    LeadNote,
    Opening,
    Parked,
    Presence,
    Seat,
    Session,
    Telling,
)

from .room import screen
from .words import CLOSED, NOTES_ELSEWHERE, TOLD_TOO_LATE


def here(request: SeriesRequest, session: Session) -> HttpResponse:
    return redirect("room", request.series.pk, session.pk)


# Whoever leads ------------------------------------------------------------------------------------

TURNS = {
    "stop": Opening.stop,
    "go_on": Opening.go_on,
    "show": Opening.show,
    "hide": Opening.hide_answers,
    "close": Opening.close,
}


def room_open(request: SeriesRequest, series: str, session: str, activity: str) -> HttpResponse:
    """This activity goes on everyone’s screen."""
    row = find(request, Session, session, Verb.CHANGE)
    chosen = find(request, Activity, activity, Verb.CHANGE)
    if chosen.session_id != row.pk:
        raise Http404
    opening = Opening.begin(request.actor, chosen)
    row.series = request.series
    if row.begin(timezone.now()):
        Homework.count_up(str(request.series.pk), row)
    if request.series.practice:
        practice.answer(opening)
    return here(request, row)


def room_turn(request: SeriesRequest, series: str, session: str, opening: str) -> HttpResponse:
    """Stop answers or take them again, show them or not, take the activity off the screens."""
    row = find(request, Session, session, Verb.CHANGE)
    there = find(request, Opening, opening, Verb.CHANGE)
    turn = TURNS.get(request.POST.get("turn", ""))
    if there.session_id != row.pk or turn is None:
        raise Http404
    turn(there, request.actor)
    return here(request, row)


def room_presence(request: SeriesRequest, series: str, session: str, seat: str) -> HttpResponse:
    """Somebody is here, came late, left before the end, or is not here after all."""
    row = find(request, Session, session, Verb.CHANGE)
    how = request.POST.get("how", "")
    if how not in Presence.How.values:
        raise Http404
    Presence.say(request.actor, row, find(request, Seat, seat), how)
    return here(request, row)


def room_park(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """Something for later; or it was spoken of."""
    row = find(request, Session, session, Verb.CHANGE)
    if "settled" in request.POST:
        find(request, Parked, request.POST["settled"], Verb.CHANGE).settle(request.actor)
        return here(request, row)
    form = ParkForm(request.POST, auto_id="park-%s")
    if not form.is_valid():
        return screen(request, row, 422, park=form)
    Parked.put(request.actor, row, form.cleaned_data["words"])
    return here(request, row)


def room_note(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """One’s own notes: nobody else has them open, so the last wording is the one that counts."""
    row = find(request, Session, session, Verb.CHANGE)
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return screen(request, row, 422, notes=form)
    before = LeadNote.of(request.actor, row)
    version = before.version if before else 0
    LeadNote.write(request.actor, row, version, form.cleaned_data["words"])
    return here(request, row)


# Whoever takes part -------------------------------------------------------------------------------


def own(request: SeriesRequest, session: str) -> tuple[Session, Seat]:
    """The session, and the place of whoever asks."""
    row = find(request, Session, session)
    if request.seat is None or request.actor.role is not Role.SEAT:
        raise Http404
    return row, request.seat


def current(request: SeriesRequest, session: Session, opening: str) -> Opening:
    """What this form was about, whether it is still on the screens or not."""
    row = find(request, Opening, opening)
    if row.session_id != session.pk:
        raise Http404
    return row


def room_answer(request: SeriesRequest, series: str, session: str, opening: str) -> HttpResponse:
    """An answer, a pass, or words that are still being typed (204: the page stays as it is)."""
    row, seat = own(request, session)
    about = current(request, row, opening)
    short = about.activity.kind == Kind.WORDS
    form = AnswerForm(request.POST, short=short, auto_id=f"{about.pk}-%s")
    try:
        if "keep" in request.POST:
            words = request.POST.get("words", "")[: Answer.LONGEST]
            Answer.keep(request.actor, about, seat, words.replace("\0", ""))
            return HttpResponse(status=204)
        if "pass" in request.POST:
            Answer.pass_on(request.actor, about, seat)
            return here(request, row)
        if form.is_valid():
            said = form.cleaned_data
            Answer.say(request.actor, about, seat, said["words"], said.get("signed", False))
            return here(request, row)
    except Closed:
        if "keep" in request.POST:
            return HttpResponse(status=409)
        form.is_valid()
        form.add_error("words", CLOSED)
    return screen(request, row, 422, form=form, typed_for=about)


def room_tell(request: SeriesRequest, series: str, session: str, opening: str) -> HttpResponse:
    """I would like to tell a story, and what may happen with it; or not after all."""
    row, seat = own(request, session)
    about = current(request, row, opening)
    if "back" in request.POST:
        said = Telling.of(about, seat)
        if said is not None:
            said.take_away(request.actor)
        return here(request, row)
    form = TellingForm(request.POST)
    late = about.closed_at is not None
    try:
        if form.is_valid():
            Telling.say(request.actor, about, seat, **form.said())
            return here(request, row)
    except Closed:
        late = True
    if not late:
        return screen(request, row, 422, tell=form, telling_open=True)
    form.add_error("words", TOLD_TOO_LATE)
    return screen(request, row, 422, form=form, typed_for=about)


def room_done(request: SeriesRequest, series: str, session: str, opening: str) -> HttpResponse:
    """How far I am with my own map. What I do there is seen by nobody here."""
    row, seat = own(request, session)
    about = current(request, row, opening)
    if "network" in request.POST:
        works_in(request, seat, request.POST["network"])
        return here(request, row)
    state = request.POST.get("state", "")
    if state not in Done.State.values:
        raise Http404
    try:
        Done.say(request.actor, about, seat, state)
    except Closed:
        return screen(request, row, 422, too_late=CLOSED)
    return here(request, row)


def works_in(request: SeriesRequest, seat: Seat, network: str) -> None:
    """From now on exercises open this network of theirs."""
    parts = own_parts(str(request.user.pk)) if request.user.is_authenticated else ()
    if not any(part.network_id == network for part in parts):
        raise Http404
    seat.change(request.actor, seat.version, network_key=network)


def room_hand(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """I could use a hand; or it is settled, said by whoever asked or whoever leads."""
    row = find(request, Session, session)
    settled: Any = request.POST.get("settled", "")
    if settled:
        find(request, Hand, settled, Verb.CHANGE).settle(request.actor)
    else:
        _row, seat = own(request, session)
        Hand.raise_one(request.actor, row, seat)
    return here(request, row)


def room_line(request: SeriesRequest, series: str, session: str, group: str) -> HttpResponse:
    """A small group’s line for everybody; or another of them takes notes."""
    row = find(request, Session, session)
    there = find(request, Group, group)
    if not may(request.actor, Verb.CHANGE, there.facts()):
        return notes_are_elsewhere(request, row, there)
    if "notes" in request.POST:
        seat = there.sits(request.POST["notes"])
        if seat is None or there.ended_at is not None:
            raise Http404
        there.give_notes(request.actor, seat)
        return here(request, row)
    form = LineForm(request.POST, own=there.takes_notes(request.actor))
    if form.is_valid():
        there.note(request.actor, there.version, **form.said())
        return here(request, row)
    if there.ended_at is not None:  # no group has this form on its page any more
        return line_back(request, row, there, form)
    return screen(request, row, 422, line=form)


def notes_are_elsewhere(request: SeriesRequest, session: Session, group: Group) -> HttpResponse:
    """Whoever sits there and took notes until now gets back what they typed."""
    seat = request.seat
    if "line" not in request.POST or seat is None or group.sits(str(seat.pk)) is None:
        raise Http404
    form = LineForm(request.POST)
    form.is_valid()
    form.add_error("line", NOTES_ELSEWHERE)
    return line_back(request, session, group, form)


def line_back(
    request: SeriesRequest, session: Session, group: Group, form: LineForm
) -> HttpResponse:
    """The page with a sentence, and the words as they were typed."""
    late = {"key": f"line-{group.pk}", "line": form["line"]}
    return screen(request, session, 422, late_line=late)
