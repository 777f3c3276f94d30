"""Who could take which turn of an ask that comes again: a suggestion with its reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils.translation import gettext as _

from closeknit.core import rota
from closeknit.networks.models import Person
from closeknit.policy import Actor

from .asked import Slot
from .models import Ask, Turn

SECONDS = 2.0
A_YEAR = dt.timedelta(days=365)
Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True)
class Idea:
    """Somebody who could take one time, and why."""

    starts_at: dt.datetime
    person: Person | None
    why: str

    @property
    def pair(self) -> str:
        """What the button sends."""
        return f"{self.person.pk}|{self.starts_at.isoformat()}" if self.person else ""


def before(actor: Actor, people: Collection[str], now: dt.datetime) -> dict[str, int]:
    """How many turns each of them took since a year ago, as far as the reader may know."""
    found = Turn.visible_to(actor).filter(
        person__in=people, answer=Turn.Answer.YES, starts_at__gte=now - A_YEAR
    )
    return dict(found.order_by().values_list("person").annotate(many=Count("pk")))


def suggest(
    ask: Ask,
    slots: Sequence[Slot],
    people: Mapping[str, Person],
    had: Mapping[str, int],
    away: Pairs = (),
    likes: Pairs = (),
) -> list[Idea]:
    """A fair way to share out what is free; `away` and `likes` are pairs of a person and a time.

    Whoever was asked for a time, or had it, is not suggested for it again.
    """
    zone = ZoneInfo(ask.zone or "UTC")
    free = {_key(slot): slot for slot in slots if slot.open_seats}
    turns = tuple(
        rota.Turn(key, slot.starts_at.astimezone(zone).date(), need=slot.open_seats)
        for key, slot in free.items()
    )
    asked = {(turn.person_id, key) for key, slot in free.items() for turn in slot.all_turns}
    helpers = tuple(
        rota.Helper(
            key,
            person.name,
            away=_of(key, {*asked, *away}, free),
            likes=_of(key, likes, free),
            before=had.get(key, 0),
        )
        for key, person in people.items()
    )
    problem = rota.Problem(turns, helpers)
    return _ideas(problem, rota.share_out(problem, seconds=SECONDS), free, people)


def _key(slot: Slot) -> str:
    return slot.starts_at.isoformat()


def _of(person: str, pairs: Pairs, free: Mapping[str, Slot]) -> frozenset[str]:
    return frozenset(time for who, time in pairs if who == person and time in free)


def _ideas(
    problem: rota.Problem,
    found: rota.Rota,
    free: Mapping[str, Slot],
    people: Mapping[str, Person],
) -> list[Idea]:
    ideas = []
    for key, slot in free.items():
        for who in found.who(key):
            why = reasons(rota.why(problem, found, key, who))
            ideas.append(Idea(slot.starts_at, people[who], why))
        if found.unfilled.get(key):
            ideas.append(Idea(slot.starts_at, None, _("Nobody of those you chose can, this time.")))
    return ideas


def reasons(found: Collection[rota.Reason]) -> str:
    """Why, as one sentence."""
    said = _(", and ").join(_reason(one) for one in found)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _reason(one: rota.Reason) -> str:
    return {
        "only_free": _("nobody else can then"),
        "only_possible": _("the others who can have other turns"),
        "fewest": _("fewest turns so far") if one.count else _("no turn so far"),
        "as_few": _("no more turns so far than the others"),
        "likes": _("likes this day"),
    }.get(one.kind, _("so that turns are shared evenly"))
