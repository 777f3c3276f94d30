"""Kept copies: what stands on a day, and what stood in a copy, read anew at each look.

A copy holds keys and versions alone (docs/decisions/0020-kept-copies.md). Whoever opens it reads
the rows they may read now, as these were when it was kept; what they could not have read then is
not told now. Whoever was taken off the map since is in no copy.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, TypeVar

from django.utils import timezone

from closeknit.policy import Actor

from .changes import not_yet
from .models import Chapter, KeptCopy, Link, Network, Person, Portrait, Row, Support, Version, Wish
from .snapshot import HELD, Beside, Read, Snapshot, seen_on

AnyRow = TypeVar("AnyRow", bound=Row)
Rows = Mapping[type[Row], Sequence[Any]]
AS_TODAY: Mapping[type[Row], Sequence[str]] = {Person: ("kind",)}
"""Of these rows only so much is as it was: what somebody is called is theirs, and today's."""


def keep(actor: Actor, title: str, day: dt.date) -> KeptCopy:
    """The network as it is on this day, kept under a name."""
    standing = _standing(_read(actor), day)
    return KeptCopy.keep(actor, title, day, chain.from_iterable(standing.values()))


def opened(network: Network, actor: Actor, copies: Sequence[KeptCopy | dt.date]) -> list[Snapshot]:
    """What stood in each of these copies, as this actor may read it now. A day in their place is
    that day as it is told today.

    As many queries, however many copies: seven, and one for each kind of row of the rooms above.
    """
    rows = _read(actor)
    before = _Before.of(actor, rows, [one for one in copies if isinstance(one, KeptCopy)])
    portraits = {one.person_id or "": one for one in Portrait.visible_to(actor)}
    # Whoever stands in one of two copies only still has a name and a face beside both.
    everybody = {person.pk: person for person in rows[Person]}
    ties = tuple(tie for tie in rows[Chapter] if tie.binned_at is None)
    found = []
    for one in copies:
        day = one.on if isinstance(one, KeptCopy) else one
        some = before.rows_of(rows, one) if isinstance(one, KeptCopy) else _standing(rows, one)
        seen = seen_on(network, actor, day, _as_read(some, portraits), _beside(some, day))
        found.append(replace(seen, people=everybody, ties=ties))
    return found


def _read(actor: Actor) -> Rows:
    """Everything a copy may hold, the bin included, but for people: one query for each kind."""
    kinds: list[type[Row]] = [Chapter, Link, Support, Wish, *(held.model for held in HELD)]
    rows: dict[type[Row], Sequence[Any]] = {Person: list(Person.visible_to(actor))}
    return rows | {kind: list(kind.ever_visible_to(actor)) for kind in kinds}


def _standing(rows: Rows, day: dt.date) -> Rows:
    """The rows that say how things stand on this day."""
    now = {kind: [row for row in some if row.binned_at is None] for kind, some in rows.items()}
    away = not_yet(now[Chapter], day)
    people = [person for person in now[Person] if person.pk not in away]
    here = {person.pk for person in people}
    holding = Chapter.holding(now[Chapter], day)
    return now | {
        Person: people,
        Chapter: [chapter for key, chapter in holding.items() if key in here],
        Link: [pair for pair in now[Link] if {pair.a_id, pair.b_id} <= here],
        # A wish has no day but the one on which somebody wrote it down.
        Wish: [wish for wish in now[Wish] if timezone.localdate(wish.made_at) <= day],
    }


@dataclass(frozen=True)
class _Before:
    """Earlier states of rows, by key and version."""

    actor: Actor
    states: Mapping[str, Sequence[Version]]

    @classmethod
    def of(cls, actor: Actor, rows: Rows, copies: Sequence[KeptCopy]) -> _Before:
        """What these copies need, in one query; none where nothing was changed since."""
        now = {row.pk: row.version for some in rows.values() for row in some}
        wanted = {
            key
            for kept in copies
            for key, version in kept.standing().items()
            if version < now.get(key, 0)
        }
        return cls(actor, Version.of_rows(actor, wanted) if wanted else {})

    def rows_of(self, rows: Rows, kept: KeptCopy) -> Rows:
        """What stands in this copy, of all these rows."""
        wanted = kept.standing()
        return {
            kind: list(self._as_they_were(some, wanted, AS_TODAY.get(kind)))
            for kind, some in rows.items()
        }

    def _as_they_were(
        self, rows: Iterable[AnyRow], wanted: Mapping[str, int], only: Sequence[str] | None
    ) -> Iterable[AnyRow]:
        for row in rows:
            version = wanted.get(row.pk)
            if version is None:
                continue
            # Earlier texts may have been forgotten since: then the next one that is left holds.
            told = (state for state in self.states.get(row.pk, ()) if state.version >= version)
            state = next(told, None)
            if state is None:
                yield row
            elif state.could_read(self.actor, row):
                yield row_at(row, state.state, only)


def row_at(row: AnyRow, state: Mapping[str, Any], only: Sequence[str] | None = None) -> AnyRow:
    """The same row as a version kept it; of `only` these fields where it says so."""
    was = copy.copy(row)
    for name, value in state.items():
        if only is None or name in only:
            field: Any = row._meta.get_field(name)
            setattr(was, name, field.to_python(value))
    return was


def _as_read(rows: Rows, portraits: Mapping[str, Portrait]) -> Read:
    return Read(
        people={person.pk: person for person in rows[Person]},
        ties=rows[Chapter],
        pairs=[(pair.a_id, pair.b_id) for pair in rows[Link]],
        supports={support.pk: support for support in rows[Support]},
        wishes={wish.pk: wish for wish in rows[Wish]},
        dismissed=frozenset(),
        portraits=portraits,
    )


def _beside(rows: Rows, day: dt.date) -> list[Beside]:
    """What the rooms above say of the same day, from the same rows."""
    people = {person.pk: person for person in rows[Person]}
    return [held.beside(rows[held.model], people, day) for held in HELD]
