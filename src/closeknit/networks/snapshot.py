"""The only maker of snapshots: a network as one actor may see it, on one day, as a core value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from closeknit.core import network as core
from closeknit.core.network import SUPPORTS, Kind, Pay, link
from closeknit.policy import Actor, Channel

from .models import Chapter, Dismissal, Link, Network, Person, Portrait, Support, Wish


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

    @property
    def mine(self) -> bool:
        """Whether the reader is the focus person: pages then say you."""
        return self.actor.role == "person"


def snapshot(row: Network, actor: Actor, on: dt.date, channel: Channel = Channel.LIST) -> Snapshot:
    """The network as this actor may see it on this day. Seven queries, however many people."""
    people = {person.pk: person for person in Person.visible_to(actor, channel)}
    chapters = Chapter.holding(Chapter.visible_to(actor, channel), on)
    supports = {support.pk: support for support in Support.visible_to(actor, channel)}
    wishes = {wish.pk: wish for wish in Wish.visible_to(actor, channel)}
    portraits = {p.person_id or "": p for p in Portrait.visible_to(actor, channel)}
    links = Link.visible_to(actor, channel).values_list("a_id", "b_id")
    value = core.Network(
        name=row.name,
        people=tuple(_person(p, chapters.get(key)) for key, p in people.items()),
        links=frozenset(link(a, b) for a, b in links if a in people and b in people),
        wishes=tuple(_wish(wish, people) for wish in wishes.values()),
        supports=(*SUPPORTS, *supports),
        dismissed=frozenset(Dismissal.visible_to(actor, channel).values_list("finding", flat=True)),
        on=on,
    )
    return Snapshot(actor, on, row, value, people, chapters, supports, wishes, portraits)


def _person(person: Person, chapter: Chapter | None) -> core.Person:
    tie = chapter or Chapter()
    return core.Person(
        key=person.pk,
        name=person.name,
        kind=Kind(person.kind),
        known_as=person.known_as,
        circle=tie.circle,
        relationship=tie.relationship,
        paid=Pay(tie.paid) if tie.paid else None,
        formal=tie.formal,
        household=tie.household,
        gives=frozenset(tie.gives),
        receives=frozenset(tie.receives),
        known_since=tie.known_since,
    )


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
