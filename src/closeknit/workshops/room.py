"""What each screen of a live room shows: the facilitator’s, a participant’s, and the wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from closeknit.policy import Actor

from .alike import Alike
from .clock import clock
from .models import (
    Answer,
    Done,
    Event,
    Group,
    Hand,
    Kind,
    LeadNote,
    Opening,
    Parked,
    Presence,
    Seat,
    Series,
    Session,
    Telling,
)
from .offered import picture

ANSWERED = (Kind.PROMPT, Kind.QUESTION, Kind.WORDS, Kind.PHOTO, Kind.CLOSING)
"""Kinds of activity that ask everybody for words."""
LEADS, PLACES = ("room", "answers", "people"), ("room",)
"""What moves the facilitator’s screen, and what moves the others."""


@dataclass(frozen=True, slots=True)
class Word:
    """One of the gathered words: how many said it, and how large it is written, 1 to 3."""

    text: str
    count: int
    size: int


def now(actor: Actor, opening: Opening | None) -> dict[str, Any]:
    """What is on the screens, with the answers as far as this reader may see them."""
    if opening is None:
        return {"opening": None}
    activity = opening.activity
    asks = activity.kind in ANSWERED
    found = {
        "opening": opening,
        "activity": activity,
        "asks": asks,
        "is_round": activity.kind == Kind.ROUND,
        "is_exercise": activity.kind == Kind.EXERCISE,
        "is_break": activity.kind == Kind.BREAK,
    }
    if asks and opening.shown_at is not None:
        found |= shown(actor, opening)
    return found


def hanging(actor: Actor, opening: Opening | None) -> dict[str, Any]:
    """The picture that is looked at: with its words once the answers to it are shown."""
    if opening is None or opening.activity.kind != Kind.PHOTO:
        return {}
    return {"picture": picture(actor, opening.activity)}


def shown(actor: Actor, opening: Opening) -> dict[str, Any]:
    """The answers that are shown: single words gathered, everything else one by one."""
    rows = Answer.visible_to(actor).filter(opening=opening, passed=False, sent_at__isnull=False)
    answers = list(rows.select_related("seat"))
    if opening.activity.kind == Kind.WORDS:
        return {"words": gathered(one.words for one in answers)}
    return {"answers": answers}


def gathered(said: Iterable[str]) -> list[Word]:
    """The same word said twice is one word, written larger; the most said first.

    >>> gathered(["Trust", "trust ", "Time"])
    [Word(text='Trust', count=2, size=2), Word(text='Time', count=1, size=1)]
    """
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text in said:
        plain = " ".join(text.split())
        texts.setdefault(plain.casefold(), plain)
        counts[plain.casefold()] += 1
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    return [Word(texts[key], count, min(count, 3)) for key, count in ordered]


# The facilitator's -------------------------------------------------------------------------------


def for_lead(actor: Actor, series: Series, session: Session) -> dict[str, Any]:
    """Everything a facilitator sees while the room is open."""
    activities, openings = Opening.plan(session)
    opening = next((one for one in openings if one.closed_at is None), None)
    people = Presence.roster(session, actor)
    tables, back = Group.tables(session)
    found: dict[str, Any] = {
        "clock": clock(activities, openings, session.starts_at, session.ends_at, timezone.now()),
        "people": people,
        "here": sum(one.how in (Presence.How.HERE, Presence.How.LATE) for one in people),
        "hands": sorted((one for one in people if one.hand), key=lambda one: one.asked),
        "parked": list(Parked.visible_to(actor).filter(session=session, settled_at=None)),
        "tables": tables,
        "brought": back,
        "note": LeadNote.of(actor, session),
        "last": max((one.last or 0 for one in activities), default=0),
    }
    if opening is not None:
        on = next(one for one in activities if one.pk == opening.activity_id)
        found["counts"] = {name: getattr(on, name) for name in Answer.STATES}
    names = {one.pk: one.name for one in people}
    found["on_their_way"] = len(people) - sum(one.how != Presence.How.AWAY for one in people)
    return found | now(actor, opening) | hanging(actor, opening) | counted(opening, names)


def counted(opening: Opening | None, names: dict[str, str]) -> dict[str, Any]:
    """How far they are, and who asked to tell; never what."""
    if opening is None:
        return {}
    found: dict[str, Any] = {}
    if opening.activity.kind == Kind.ROUND:
        rows = Telling.all_of(opening)
        found["tellers"] = [names[one.seat_id] for one in rows if one.seat_id in names]
        found["goes"] = sum(one.goes for one in rows)
        found["stays"] = len(rows) - found["goes"]
    if opening.activity.kind == Kind.EXERCISE:
        states = Done.counts(opening)
        found["done"], found["at_it"] = states[Done.State.DONE], states[Done.State.AT_IT]
    return found


# A participant's ---------------------------------------------------------------------------------


def for_seat(actor: Actor, alike: Alike, seat: Seat) -> dict[str, Any]:
    """What is on for whoever has a place: one activity, and what they said to it."""
    opening, every = alike.opening, alike.tables
    found = now(actor, opening) | hanging(actor, opening)
    hand = Hand.up(alike.session, seat) if seat.pk in alike.hands else None
    own = next((one for one in every if seat.pk in [each.pk for each in one.seats]), None)
    found |= {"hand": hand, "last": alike.last}
    found |= {"table": own, "tables": every, "brought": alike.brought}
    if opening is None:
        return found
    found["mine"] = Answer.of(opening, seat) if seat.pk in alike.said else None
    if opening.activity.kind == Kind.ROUND:
        found["telling"] = Telling.of(opening, seat)
    if opening.activity.kind == Kind.EXERCISE:
        found["done"] = Done.of(opening, seat)
    return found


# The wall ----------------------------------------------------------------------------------------


def for_wall(actor: Actor, session: Session) -> dict[str, Any]:
    """What hangs on the wall: the activity large, and what is shown."""
    opening = Opening.now(session)
    found = now(actor, opening) | hanging(actor, opening)
    tables, back = Group.tables(session)
    found |= {"tables": tables, "last": Event.last_of(session.pk)}
    found["brought"] = [one for one in back if not tables and still_on(one, opening)]
    if opening is not None:
        found["counts"] = Answer.counts(opening)
    return found


def still_on(group: Group, opening: Opening | None) -> bool:
    """Whether nothing was opened since this group came back: then its line hangs on the wall."""
    return opening is None or group.ended_at is None or opening.opened_at <= group.ended_at
