"""Whom to call when something happens: those who are there in an emergency, in their order."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from closeknit.core.network import Kind
from closeknit.networks.models import Chapter, Contact, Network, Person
from closeknit.networks.models.calling import ShownCalls
from closeknit.policy import Actor

IN_AN_EMERGENCY = "emergency"
LAST = 5  # after every circle
LATER = 1000  # after everybody who was given a place


@dataclass(frozen=True)
class Call:
    """Somebody to call: what they said of it, and the way to reach them, where one is kept."""

    person: Person
    tie: Chapter
    way: Contact | None = None

    @property
    def words(self) -> str:
        return str(self.tie.gives[IN_AN_EMERGENCY])

    @property
    def number(self) -> str:
        return self.way.value if self.way else ""

    @property
    def kept_on(self) -> dt.date | None:
        return timezone.localdate(self.way.changed_at) if self.way else None

    @property
    def dial(self) -> str:
        return dialled(self.number)

    @property
    def rows(self) -> list[Person | Chapter | Contact]:
        """What stands on the page about them."""
        return [self.person, self.tie, *([self.way] if self.way else [])]


@dataclass(frozen=True)
class Checked:
    """When somebody last said that the list is right, and why it is time to look again."""

    day: dt.date | None
    changed: bool = False
    long_ago: bool = False


def calls(actor: Actor, network: Network, people: Mapping[str, Person], on: dt.date) -> list[Call]:
    """Whoever helps in an emergency, in order, as far as this reader sees that list.

    Those who were given a place come first, then the closest. A child is nobody to call. Members
    find them once the person shows them the list. One query, and one more for members.
    """
    shown = ShownCalls(actor) if network.calls_shown_at and not actor.in_charge else None
    now = Chapter.holding(shown.ties(IN_AN_EMERGENCY) if shown else _ties(actor), on)
    if shown and now:
        people = shown.people(now)
    found = [
        Call(people[key], tie)
        for key, tie in now.items()
        if key in people
        and people[key].kind != Kind.DIED
        and not people[key].under_age
        and tie.gives.get(IN_AN_EMERGENCY) is not None
    ]
    return sorted(found, key=_place)


def _ties(actor: Actor) -> Iterable[Chapter]:
    ties = Chapter.visible_to(actor)
    return ties.filter(person__in=ties.filter(gives__has_key=IN_AN_EMERGENCY).values("person"))


def _place(call: Call) -> tuple[int, int, str]:
    place = LATER if call.tie.call_place is None else call.tie.call_place
    return place, call.tie.circle or LAST, call.person.name.casefold()


def moved(found: Sequence[Call], person: str, by: int) -> list[str]:
    """The keys of these people, one of them that much later or earlier."""
    keys = [call.person.pk for call in found]
    if person in keys:
        at = keys.index(person)
        keys.insert(max(at + by, 0), keys.pop(at))
    return keys


def with_numbers(actor: Actor, found: list[Call]) -> list[Call]:
    """The same, each with the first number that is kept. One query."""
    people = [call.person for call in found]
    rows = _numbers(actor, people) if actor.in_charge else ShownCalls(actor).contacts(people)
    ways = _first_ways(rows)
    return [replace(call, way=ways.get(call.person.pk)) for call in found]


def checked(network: Network, found: Sequence[Call], on: dt.date) -> Checked:
    """Whether these people, with their numbers, were looked at, and how long ago."""
    at, due = network.calls_checked_at, network.calls_due_at
    if at is None or due is None:
        return Checked(None)
    since = any(row.changed_at > at for call in found for row in call.rows)
    return Checked(timezone.localdate(at), since, timezone.localdate(due) < on)


def stamp(found: Sequence[Call]) -> str:
    """What was on the screen: a change of any of it shows."""
    seen = "-".join(f"{row.pk}.{row.version}" for call in found for row in call.rows)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def phones(actor: Actor, people: list[Person]) -> dict[str, str]:
    """The first number of each of these people, as far as this reader may know it. One query."""
    return {key: way.value for key, way in _first_ways(_numbers(actor, people)).items()}


def _numbers(actor: Actor, people: list[Person]) -> Iterable[Contact]:
    return Contact.visible_to(actor).filter(person__in=people, how=Contact.How.PHONE)


def _first_ways(rows: Iterable[Contact]) -> dict[str, Contact]:
    found: dict[str, Contact] = {}
    for row in rows:
        if dialled(row.value):
            found.setdefault(row.person_id, row)
    return found


def dialled(number: str) -> str:
    """A number as a telephone dials it; empty where nothing can be dialled.

    >>> dialled("0123 / 45-67"), dialled("+1 (613) 555 0100"), dialled("ask Rosa")
    ('01234567', '+16135550100', '')
    """
    digits = re.sub(r"[^0-9*#]", "", number)
    if len(digits) < 2:
        return ""
    return f"+{digits}" if number.strip().startswith("+") else digits
