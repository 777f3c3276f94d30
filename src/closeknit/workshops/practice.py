"""A practice session: the real room, real rows, and six made-up people who answer by themselves.

Everything in it follows from what was opened. It is never published, no letter leaves it, and its
recap is for the group alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from .models import (
    Answer,
    Done,
    Going,
    Group,
    Hand,
    Host,
    Kind,
    Lead,
    Opening,
    Presence,
    Seat,
    Series,
    Session,
    Telling,
)
from .practice_words import ANSWERS, DONE, LINES, PEOPLE, PLAN, TALES, TITLE, WORDS, Round


def of(account: str) -> Series | None:
    """The practice session this account has, if it has one."""
    return Series.led_by(account).filter(practice=True).first()


def begin(account: str, agreement: str) -> Session:
    """One session that begins now, with everybody there."""
    minutes = sum(block["minutes"] for block in PLAN)
    blocks = [{name: said(value) for name, value in block.items()} for block in PLAN]
    told = {"title": str(TITLE), "minutes": minutes, "starts_at": timezone.now(), "blocks": blocks}
    words = {"title": str(TITLE), "words": str(WORDS), "agreement": agreement}
    zone = timezone.get_current_timezone_name()
    with transaction.atomic():
        host = Host.begin(account, str(TITLE), practice=True)
        series = Series.begin(account, host, [told], practice=True, zone=zone, **words)
        lead = series.actor(account)
        (session,) = Session.of(series)
        for name, comes_as in PEOPLE:
            seat = Seat.take_in(lead, series, name=name, comes_as=comes_as)
            seat.agree(seat.actor())
            Presence.say(lead, session, seat, Presence.How.HERE)
    return session


def said(value: Any) -> Any:
    """Words in the language of whoever begins; numbers as they are."""
    return value if isinstance(value, int) else str(value)


# What they say ------------------------------------------------------------------------------------


def people(session: Session) -> list[Seat | None]:
    """The six in their order; None for one who was sent home, or has another name by now."""
    here = {seat.name: seat for seat in Presence.roster(session)}
    return [here.get(name) for name, _comes_as in PEOPLE]


def answer(opening: Opening) -> None:
    """All six say what they say to this kind of activity; once, however often it is opened."""
    kind, session = opening.activity.kind, opening.session
    seats = people(session)
    with transaction.atomic():
        if kind == Kind.ROUND:
            _tell(opening, seats)
        elif kind == Kind.EXERCISE:
            _draw(opening, session, seats)
        elif kind in ANSWERS:
            _say(opening, seats, _words(opening))


def _words(opening: Opening) -> Round:
    """Other words when this kind is opened for the second time, as far as there are any."""
    rounds = ANSWERS[opening.activity.kind]
    plan, _openings = Opening.plan(opening.session)
    alike = [one.pk for one in plan if one.kind == opening.activity.kind]
    return rounds[alike.index(opening.activity_id) % len(rounds)]


def _say(opening: Opening, seats: list[Seat | None], words: Round) -> None:
    for seat, one in zip(seats, words, strict=True):
        if seat is None or Answer.of(opening, seat) is not None:
            continue
        if one is None:
            Answer.pass_on(seat.actor(), opening, seat)
            continue
        signed = one.goes == "first"
        row = Answer.say(seat.actor(), opening, seat, str(one.words), signed=signed)
        if one.goes:
            Going.say(seat.actor(), row, True, one.goes)


def _tell(opening: Opening, seats: list[Seat | None]) -> None:
    for seat, tale in zip(seats, TALES, strict=True):
        if seat is None or tale is None or Telling.of(opening, seat) is not None:
            continue
        told: Mapping[str, Any] = {"goes": bool(tale.goes), "named": tale.goes or "none"}
        Telling.say(seat.actor(), opening, seat, words=str(tale.words), **told)


def _draw(opening: Opening, session: Session, seats: list[Seat | None]) -> None:
    """Four are done, two still at it, and one of those asks for a hand."""
    for at, (seat, done) in enumerate(zip(seats, DONE, strict=True)):
        if seat is None or Done.of(opening, seat) is not None:
            continue
        state = Done.State.DONE if done else Done.State.AT_IT
        Done.say(seat.actor(), opening, seat, state)
        if not done and at == len(DONE) - 2:
            Hand.raise_one(seat.actor(), session, seat)


def note_lines(groups: list[Group], session: Session) -> None:
    """Whoever takes notes in a group of them brings a line back."""
    made_up = {seat.pk: seat for seat in people(session) if seat is not None}
    for at, group in enumerate(groups):
        seat = made_up.get(group.note_taker_id or "")
        if seat is not None:
            group.note(seat.actor(), group.version, str(LINES[at % len(LINES)]))


def throw_away(account: str) -> None:
    """Every practice session that this account leads by itself: they go with the account."""
    for row in Series.led_by(account).filter(practice=True):
        if Lead.active().filter(series=row).count() == 1:
            row.throw_away(row.actor(account))
