"""The page of roles as it is told: each role, who holds it, who is asked, and what was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from closeknit.core.network import Kind
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.models import Person, Portrait
from closeknit.networks.wish_forms import ROLES, THEIR_ROLES
from closeknit.policy import Actor, Verb, may, may_propose

from .models import Held, Role
from .models.roles import OVER

STANDS = Held.Stands


@dataclass(frozen=True)
class Told:
    """One row, with the name and face of whoever it is about, and what the reader may do."""

    row: Held
    name: str
    face: FaceView | None
    died: bool = False
    due: bool = False
    own: bool = False
    answers: bool = False
    may_ask: bool = False
    stand_ins: Sequence[Told] = ()

    @property
    def stands(self) -> str:
        return str(self.row.stands)


@dataclass(frozen=True)
class Chair:
    """One role of this network, held or free."""

    kind: str
    name: str
    held: list[Told] = field(default_factory=list)
    asked: list[Told] = field(default_factory=list)
    own: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.held or self.asked)

    @property
    def about(self) -> str:
        return self.held[0].row.about if self.own and self.held else self.kind  # type: ignore[attr-defined]


def tell(
    row: Held,
    actor: Actor,
    people: Mapping[str, Person],
    portraits: Mapping[str, Portrait],
    today: dt.date,
    stand_ins: Sequence[Told] = (),
) -> Told:
    """A row as it is told to this reader."""
    person = people.get(row.person_id)
    died = person is not None and person.kind == Kind.DIED
    due = row.stands is STANDS.YES and bool(row.review_on and row.review_on <= today)
    facts = row.facts()
    return Told(
        row,
        person.name if person else "",
        face_for(person, portraits) if person else None,
        died=died,
        due=due and not died,
        own=bool(actor.person) and row.person_id == actor.person,
        answers=may(actor, Verb.CHANGE, facts),
        may_ask=may_propose(actor, Verb.CHANGE, facts),
        stand_ins=stand_ins,
    )


def told_rows(
    rows: Sequence[Role],
    actor: Actor,
    people: Mapping[str, Person],
    portraits: Mapping[str, Portrait],
    today: dt.date,
) -> list[Told]:
    """All rows, each holder with their stand-ins; and whoever still stands in after them."""
    behind: dict[str, list[Told]] = {}
    for row in rows:
        if row.stand_in_of_id:
            one = tell(row, actor, people, portraits, today)
            behind.setdefault(row.stand_in_of_id, []).append(one)
    dead = {key for key, person in people.items() if person.kind == Kind.DIED}
    here = {row.pk for row in rows if row.stands not in OVER and row.person_id not in dead}
    return [
        tell(row, actor, people, portraits, today, behind.get(row.pk, ()) if row.pk in here else ())
        for row in rows
        if row.stand_in_of_id not in here
    ]


def chairs(told: Sequence[Told], *, mine: bool) -> list[Chair]:
    """The suggested roles and those of one's own, with who holds each and who is asked."""
    words = ROLES if mine else THEIR_ROLES
    found = {kind: Chair(kind, str(words[kind])) for kind in words if kind != "confidant"}
    for one in told:
        row = one.row
        if not isinstance(row, Role) or row.stands in OVER or one.died:
            continue
        chair = found.setdefault(row.about, Chair("own", row.called, own=True))
        (chair.held if row.stands is STANDS.YES else chair.asked).append(one)
    return list(found.values())


def before(told: Sequence[Told]) -> list[Told]:
    """What was: given back, answered with a no, or of who has died; the newest first."""
    every = [*told, *(one for first in told for one in first.stand_ins)]
    over = [one for one in every if one.row.stands in OVER or (one.died and one.row.yes_on)]
    newest = dt.date.min
    return sorted(over, key=lambda one: one.row.back_on or one.row.no_on or newest, reverse=True)
