"""Whom to make time for: each wish to be in touch, beside when the last time really was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.models import Network, Person, Portrait
from closeknit.networks.snapshot import Snapshot
from closeknit.policy import Actor, Level, Verb, grants

from .ideas import together
from .models import Intention, Touch
from .time_words import a_day, how_often, last_time

SOON = 7
"""A day that is wanted is spoken of this many days before."""


@dataclass(frozen=True)
class Due:
    """One thing somebody means to do, told for a page.

    `key` is whoever it is about on the map: for a member, who means it with the focus person, they
    themselves. `waits` is how many days it is past what was wanted, below nought while there is
    time; None where no day was wanted. `touch` is where being in touch is written down, empty
    where nobody was named. `ours` says that it is the network's. `idea` is one thing to do
    together.
    """

    row: Intention
    key: str
    name: str
    face: FaceView | None
    title: str
    says: str
    waits: int | None
    last: dt.date | None
    resting: bool
    ours: bool
    button: str
    touch: str
    later: str
    idea: str = ""

    @property
    def rhythm(self) -> bool:
        return self.row.every is not None

    @property
    def now(self) -> bool:
        """Whether it is time, and nobody put it off."""
        near = -SOON if not self.rhythm else 0
        return not self.resting and self.waits is not None and self.waits >= near


@dataclass(frozen=True)
class Around:
    """What has to be read before anything can be told: one reader, and whom they see."""

    actor: Actor
    network: Network
    people: Mapping[str, Person]
    portraits: Mapping[str, Portrait]
    on: dt.date

    @property
    def mine(self) -> bool:
        return self.actor.role == "person"

    @property
    def may_count(self) -> bool:
        """Whether this reader may write down time together at all, with anybody."""
        somebody = self.actor.in_charge or self.actor.person
        return bool(somebody and grants(self.actor, Verb.CREATE, "touch"))

    def with_focus(self, row: Intention) -> bool:
        """Whether the reader means it for themselves, with the focus person."""
        own = row.author_id == self.actor.account
        return bool(row.every and not row.person_id and own and not self.mine)

    def about(self, row: Intention) -> str:
        """The key of whoever on the map this is about: a member means it with themselves."""
        return row.person_id or (self.actor.person if self.with_focus(row) else "")

    def other(self, row: Intention) -> Person | Network | None:
        """Whom the reader would be in touch with."""
        if row.person_id:
            return self.people.get(row.person_id)
        return self.network if self.with_focus(row) else None


def time_for(seen: Snapshot) -> list[Due]:
    """All that is open for this reader, whoever waits longest first. Two queries."""
    around = Around(seen.actor, seen.row, seen.people, seen.portraits, seen.on)
    return all_due(around, Intention.visible_to(seen.actor).filter(done_at=None))


def all_due(around: Around, rows: Iterable[Intention]) -> list[Due]:
    """The same for these rows. One query, and whatever reading the rows takes."""
    open_ = [row for row in rows if _can_be(around, row)]
    last = last_times(around.actor, {around.about(row) for row in open_}, around.on)
    return in_order(due(around, row, last.get(around.about(row))) for row in open_)


def _can_be(around: Around, row: Intention) -> bool:
    """Whether one can still be in touch: nobody is asked to call whoever has died or is gone."""
    if not (row.every and row.person_id):
        return True
    person = around.people.get(row.person_id)
    return person is not None and person.kind != Kind.DIED


def in_order(told: Iterable[Due]) -> list[Due]:
    """Whoever waits longest past what was wanted first; what has no day last."""
    return sorted(told, key=lambda one: (one.waits is None, -(one.waits or 0), one.row.made_at))


def last_times(actor: Actor, people: Iterable[str], on: dt.date) -> dict[str, Touch]:
    """The last time with each of these people, as far as this actor may know."""
    seen = Touch.visible_to(actor).filter(day__lte=on)
    newest = seen.filter(person=OuterRef("person")).order_by("-day", "-made_at").values("pk")[:1]
    rows = seen.filter(person__in=set(people) - {""}, pk=Subquery(newest))
    return {row.person_id: row for row in rows}


def due(around: Around, row: Intention, last: Touch | None) -> Due:
    """One of them, told."""
    other, key = around.other(row), around.about(row)
    ours = row.audience == Level.STEWARDS
    resting = row.snoozed_until is not None and row.snoozed_until > around.on
    here = around.network.pk
    return Due(
        row=row,
        key=key,
        name=other.name if other else "",
        face=face_for(other, around.portraits) if other else None,
        title=row.words or _title(around, other, ours=ours),
        says=_says(around, row, last),
        waits=waits(row, last.day if last else None, around.on),
        last=last.day if last else None,
        resting=resting,
        ours=ours,
        button=_button(around, row, ours=ours),
        touch=reverse("add_touch", args=[here, key]) if _counts(around, row) else "",
        later=reverse("snooze_intention", args=[here, row.pk]),
    )


def _counts(around: Around, row: Intention) -> bool:
    """Whether time together moves it on."""
    return bool(row.every and around.may_count and around.about(row) and around.other(row))


def waits(row: Intention, last: dt.date | None, on: dt.date) -> int | None:
    """How many days it is past what was wanted; from the day it was wished, if never in touch."""
    if row.every:
        begun = row.made_at.date()
        return (on - last).days - row.every if last else max(0, (on - begun).days)
    return (on - row.by_when).days if row.by_when else None


def with_ideas(told: Iterable[Due], around: Around) -> list[Due]:
    """The same, each wish with one thing that both like, another one each week."""
    week = around.on.toordinal() // 7
    return [replace(one, idea=_idea(one, around, week)) if one.touch else one for one in told]


def _idea(one: Due, around: Around, week: int) -> str:
    person = around.people.get(one.key)
    if person is None:
        return ""
    ours = one.ours and not around.mine
    whom = (around.network.name, person.name) if ours else None
    return together(around.network.likes, person.likes, week, whom)


def _title(around: Around, other: Person | Network | None, *, ours: bool) -> str:
    if other is None:
        return _("Be in touch")
    if ours and not around.mine and isinstance(other, Person):
        names = {"one": around.network.name, "other": other.name}
        return _("%(one)s and %(other)s") % names
    return _("Be in touch with %(name)s") % {"name": other.name}


def _button(around: Around, row: Intention, *, ours: bool) -> str:
    if not row.every or row.words:
        return _("Done")
    return _("They talked") if ours and not around.mine and row.person_id else _("We talked")


def _says(around: Around, row: Intention, last: Touch | None) -> str:
    if not row.every:
        return _("By %(day)s.") % {"day": a_day(row.by_when)} if row.by_when else ""
    told = [f"{how_often(row.every)}."]
    told.append(
        last_time(last.day, last.words, around.on) if last else last_time(None, "", around.on)
    )
    return " ".join(told)
