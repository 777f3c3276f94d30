"""The roll: everyone on the map as table, tree and sentences tell them. One value for all three."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from closeknit.core.network import Circle, Pay, Person

from . import map_words as say
from .models import Chapter
from .snapshot import Snapshot
from .words import CIRCLE_HINTS, RELATIONSHIPS


@dataclass(frozen=True)
class Entry:
    """One line of the roll. `mark` names the chapter shown and its version, "" when none."""

    key: str
    name: str
    person: Person
    known_as: str
    circle: int | None
    circle_name: str
    relationship: str
    pay: str
    gives: tuple[str, ...]
    receives: tuple[str, ...]
    knows: tuple[str, ...]
    mark: str
    face: str
    photo: str
    sentences: tuple[str, ...] = ()

    @property
    def tie(self) -> str:
        """The shape of the face: paid, unpaid, or neither for whoever is no living person."""
        if not self.person.counts:
            return ""
        return "paid" if self.person.is_paid else "unpaid"

    @property
    def closer(self) -> int | None:
        """The circle one step closer, or None when there is none."""
        return step(self.circle, "closer")

    @property
    def away(self) -> int | None:
        return step(self.circle, "away")


@dataclass(frozen=True)
class Ring:
    """One circle with those in it; `number` is 0 for people without a circle yet."""

    number: int
    name: str
    hint: str
    entries: tuple[Entry, ...]
    sentence: str


def step(circle: int | None, direction: str) -> int | None:
    """The next circle in a direction. Whoever has none yet comes in from the outside.

    >>> step(2, "closer"), step(1, "closer"), step(None, "closer"), step(4, "away")
    (1, None, 4, None)
    """
    if circle is None:
        return int(Circle.SERVICES) if direction == "closer" else None
    to = circle - 1 if direction == "closer" else circle + 1
    return to if Circle.CLOSEST <= to <= Circle.SERVICES else None


def mark(chapter: Chapter | None) -> str:
    """Which state of a tie somebody looked at, so that two who change it do not collide."""
    return f"{chapter.pk}.{chapter.version}" if chapter else ""


def photo(seen: Snapshot, key: str) -> str:
    """The address of somebody's photo, or nothing; "" is the focus person."""
    found = seen.portraits.get(key)
    return reverse("portrait", args=[seen.row.pk, found.pk]) if found else ""


def entry(seen: Snapshot, person: Person, telling: bool = False) -> Entry:
    """What the roll says about one person; `telling` adds the sentences."""
    chapter = seen.chapters.get(person.key)
    return Entry(
        key=person.key,
        name=person.name,
        person=person,
        known_as=say.known_as(person),
        circle=person.circle,
        circle_name=say.circle_name(person.circle),
        relationship=str(RELATIONSHIPS[person.relationship]) if person.relationship else "",
        pay=say.pay_word(person),
        gives=tuple(say.supports(seen, person.gives)),
        receives=tuple(say.supports(seen, person.receives)),
        knows=tuple(say.known_names(seen.network, person)),
        mark=mark(chapter),
        face=seen.people[person.key].face,
        photo=photo(seen, person.key),
        sentences=tuple(say.about_a_person(seen, person)) if telling else (),
    )


def choosing(entry: Entry, chosen: dict[str, Any] | None) -> Entry:
    """The same line with the circle and pay that somebody chose, as far as they chose."""
    if chosen is None:
        return entry
    paid = Pay(chosen["paid"]) if chosen["paid"] else None
    return replace(entry, circle=chosen["circle"], person=replace(entry.person, paid=paid))


def matching(seen: Snapshot, wanted: str) -> list[Person]:
    """Everyone whose name or short word has these letters, whatever their capitals."""
    letters = wanted.strip().casefold()
    return [
        person
        for person in seen.network.people
        if letters in f"{person.name} {say.known_as(person)}".casefold()
    ]


COLUMNS: dict[str, Callable[[Entry], object]] = {
    "name": lambda entry: entry.name.casefold(),
    "circle": lambda entry: entry.circle or 9,
    "relationship": lambda entry: (not entry.known_as, entry.known_as.casefold()),
    "paid": lambda entry: entry.person.paid or "z",
    "gives": lambda entry: -len(entry.gives),
    "receives": lambda entry: -len(entry.receives),
    "knows": lambda entry: -len(entry.knows),
}
"""How each column sorts; equals stay by circle, then by name."""


def ordered(entries: Iterable[Entry], column: str, backwards: bool = False) -> list[Entry]:
    """The roll sorted by one column."""
    by_place = sorted(entries, key=lambda one: (one.circle or 9, one.name.casefold()))
    return sorted(by_place, key=COLUMNS[column], reverse=backwards)  # type: ignore[arg-type]


def rings(seen: Snapshot, people: Iterable[Person], telling: bool = False) -> list[Ring]:
    """These people by circle, closest first; whoever has no circle yet comes last."""
    people = sorted(people, key=lambda person: person.name.casefold())
    found = []
    for number in (1, 2, 3, 4, say.UNPLACED):
        here = [person for person in people if (person.circle or say.UNPLACED) == number]
        if number == say.UNPLACED and not here:
            continue
        found.append(
            Ring(
                number=number,
                name=say.circle_name(number),
                hint=str(CIRCLE_HINTS.get(number, "")),
                entries=tuple(entry(seen, person, telling) for person in here),
                sentence=say.about_a_circle(number, here),
            )
        )
    return found
