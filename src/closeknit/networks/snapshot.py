"""The only maker of snapshots: a network as one actor may see it, on one day, as a core value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.utils import timezone

from closeknit.core import network as core
from closeknit.core.network import SUPPORTS, Kind, Pay, link
from closeknit.policy import Actor, Channel

from .models import Chapter, Dismissal, Link, Network, Person, Portrait, Row, Support, Wish


@dataclass(frozen=True)
class Beside:
    """What an upper room adds on one day: more fields of people, by key, and the roles."""

    people: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    roles: tuple[core.Role, ...] = ()


Fact = Callable[[Actor, Mapping[str, Person], Sequence[dt.date], Channel], Sequence[Beside]]
FACTS: list[Fact] = []
"""Asked for every snapshot: this actor, the people they see, the days, the way out; one answer a
day. Upper rooms put theirs here as the house starts. Each reads as this actor, in one query."""


class Reads(Enum):
    """How much of a network is read for a snapshot."""

    ALL = "all"
    """With the roles and contact that the rooms above add."""
    ALONE = "alone"
    """Without what the rooms above add."""
    DRAWN = "drawn"
    """What a map shows: no wishes, findings or kinds of support either."""


@dataclass(frozen=True)
class Held:
    """A kind of row of an upper room that a kept copy holds, and what these rows say of a day."""

    model: type[Row]
    beside: Callable[[Sequence[Any], Mapping[str, Person], dt.date], Beside]


HELD: list[Held] = []
"""Upper rooms put theirs here as the house starts."""


@dataclass(frozen=True)
class Snapshot:
    """What one actor sees of a network on one day: the value to think about, and its rows."""

    actor: Actor
    on: dt.date
    row: Network
    network: core.Network
    people: Mapping[str, Person]
    chapters: Mapping[str, Chapter]
    supports: Mapping[str, Support]
    wishes: Mapping[str, Wish]
    portraits: Mapping[str, Portrait]
    ties: tuple[Chapter, ...] = ()
    """Every chapter the reader may read, of every day."""

    @property
    def mine(self) -> bool:
        """Whether the reader is the focus person: pages then say you."""
        return self.actor.role == "person"


def snapshot(
    row: Network,
    actor: Actor,
    on: dt.date,
    channel: Channel = Channel.LIST,
    reads: Reads = Reads.ALL,
) -> Snapshot:
    """The network as this actor may see it on this day. As many queries, however many people:
    seven, and those of the rooms above; alone seven, drawn four."""
    return snapshots(row, actor, (on,), channel, reads)[0]


def snapshots(
    row: Network,
    actor: Actor,
    days: Sequence[dt.date],
    channel: Channel = Channel.LIST,
    reads: Reads = Reads.ALL,
    *,
    ties: Sequence[Chapter] | None = None,
) -> list[Snapshot]:
    """The network on each of these days, from one reading. As many queries, however many days.

    `ties` are the chapters this actor may read, where the page has read them already.
    """
    people = {person.pk: person for person in Person.visible_to(actor, channel)}
    ties = list(Chapter.visible_to(actor, channel)) if ties is None else ties
    supports, wishes, dismissed = (
        ({}, {}, frozenset()) if reads is Reads.DRAWN else _hoped(actor, channel)
    )
    portraits = {p.person_id or "": p for p in Portrait.visible_to(actor, channel)}
    pairs = tuple(Link.visible_to(actor, channel).values_list("a_id", "b_id"))
    read = Read(people, ties, pairs, supports, wishes, dismissed, portraits)
    told = _facts(actor, people, days, channel) if reads is Reads.ALL else [()] * len(days)
    return [seen_on(row, actor, day, read, said) for day, said in zip(days, told, strict=True)]


@dataclass(frozen=True)
class Read:
    """The rows of one network that one reader may read, of every day: all a snapshot is made of."""

    people: Mapping[str, Person]
    ties: Sequence[Chapter]
    pairs: Sequence[tuple[str, str]]
    supports: Mapping[str, Support]
    wishes: Mapping[str, Wish]
    dismissed: frozenset[str]
    portraits: Mapping[str, Portrait]


def seen_on(
    row: Network, actor: Actor, day: dt.date, read: Read, beside: Sequence[Beside]
) -> Snapshot:
    """What these rows say of one day, with what the rooms above add."""
    people, chapters, more = read.people, Chapter.holding(read.ties, day), _merged(beside)
    value = core.Network(
        name=row.name,
        people=tuple(
            _person(p, chapters.get(key), day, more.get(key, {})) for key, p in people.items()
        ),
        links=frozenset(link(a, b) for a, b in read.pairs if a in people and b in people),
        wishes=tuple(_wish(wish, people) for wish in read.wishes.values()),
        supports=(*SUPPORTS, *read.supports),
        dismissed=read.dismissed,
        on=day,
        roles=tuple(role for one in beside for role in one.roles),
    )
    return Snapshot(
        actor,
        day,
        row,
        value,
        people,
        chapters,
        read.supports,
        read.wishes,
        read.portraits,
        tuple(read.ties),
    )


def _hoped(
    actor: Actor, channel: Channel
) -> tuple[Mapping[str, Support], Mapping[str, Wish], frozenset[str]]:
    """Kinds of support, wishes, and findings that are fine as they are: nothing of it is drawn."""
    supports = {support.pk: support for support in Support.visible_to(actor, channel)}
    wishes = {wish.pk: wish for wish in Wish.visible_to(actor, channel)}
    fine = Dismissal.visible_to(actor, channel).values_list("finding", flat=True)
    return supports, wishes, frozenset(fine)


def _facts(
    actor: Actor, people: Mapping[str, Person], days: Sequence[dt.date], channel: Channel
) -> Sequence[tuple[Beside, ...]]:
    """What the rooms above add on each day."""
    if not FACTS:
        return [()] * len(days)
    said = (fact(actor, people, days, channel) for fact in FACTS)
    return list(zip(*said, strict=True))


def _merged(beside: Sequence[Beside]) -> dict[str, dict[str, Any]]:
    """What all the rooms above say of each person."""
    found: dict[str, dict[str, Any]] = {}
    for one in beside:
        for key, fields in one.people.items():
            found.setdefault(key, {}).update(fields)
    return found


def _person(
    person: Person, chapter: Chapter | None, on: dt.date, more: Mapping[str, Any]
) -> core.Person:
    tie = chapter or Chapter()
    return core.Person(
        key=person.pk,
        name=person.name,
        kind=_kind(person, on),
        known_as=person.known_as,
        circle=tie.circle,
        relationship=tie.relationship,
        paid=Pay(tie.paid) if tie.paid else None,
        formal=tie.formal,
        household=tie.household,
        gives=frozenset(tie.gives),
        receives=frozenset(tie.receives),
        known_since=tie.known_since,
        **more,
    )


def _kind(person: Person, on: dt.date) -> Kind:
    """Whoever was said to have died later was living on this day."""
    kind = Kind(person.kind)
    later = person.died_at is not None and timezone.localdate(person.died_at) > on
    return Kind.PERSON if kind is Kind.DIED and later else kind


def _wish(wish: Wish, people: Mapping[str, Person]) -> core.Wish:
    return core.Wish(
        key=wish.pk,
        kind=wish.kind,
        about=wish.about,
        words=wish.words,
        whose=wish.whose,
        weight=wish.weight,
        keep_open=wish.keep_open,
        circle=wish.circle,
        met_by=frozenset(wish.met_by) & people.keys(),
    )
