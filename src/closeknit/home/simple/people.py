"""The people on simple pages: one circle at a time, and one person at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from closeknit.core.network import Person as Told
from closeknit.networks import map_words as say
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.roll import step
from closeknit.networks.snapshot import Snapshot

A_PAGE = 12
CIRCLES = (1, 2, 3, 4, say.UNPLACED)


@dataclass(frozen=True)
class Shown:
    """Somebody with their face, and in a word what they are."""

    key: str
    name: str
    face: FaceView
    shape: str
    what: str


@dataclass(frozen=True)
class Ring:
    """One circle: its people on this page, and the circles before and after it that have people."""

    number: int | None
    name: str
    page: Page[Shown]
    before: tuple[int, str] | None
    after: tuple[int, str] | None


@dataclass(frozen=True)
class Closer:
    """One step on the map: where it leads, in words."""

    direction: str
    circle: str


def one(seen: Snapshot, person: Told) -> Shown:
    """How a page shows somebody."""
    face = face_for(seen.people[person.key], seen.portraits)
    shape = ("paid" if person.is_paid else "unpaid") if person.counts else ""
    return Shown(person.key, person.name, face, shape, say.known_as(person))


def ring(seen: Snapshot, wanted: str, page: str) -> Ring:
    """The circle that is asked for, or the closest with people; for a member, those they see."""
    if not seen.actor.in_charge:
        return Ring(None, "", _page(seen, seen.network.people, page), None, None)
    there = {number: _of(seen, number) for number in CIRCLES}
    full = [number for number in CIRCLES if there[number]] or [1]
    number = int(wanted) if wanted in map(str, CIRCLES) else full[0]
    place = CIRCLES.index(number)
    before = [one for one in full if CIRCLES.index(one) < place]
    after = [one for one in full if CIRCLES.index(one) > place]
    return Ring(
        number,
        say.circle_name(number or None),
        _page(seen, there[number], page),
        _named(before[-1:]),
        _named(after[:1]),
    )


def _of(seen: Snapshot, number: int) -> list[Told]:
    return [one for one in seen.network.people if (one.circle or say.UNPLACED) == number]


def _named(numbers: list[int]) -> tuple[int, str] | None:
    return (numbers[0], say.circle_name(numbers[0] or None)) if numbers else None


def _page(seen: Snapshot, people: Sequence[Told], page: str) -> Page[Shown]:
    named = sorted(people, key=lambda person: person.name.casefold())
    found = Paginator([one(seen, person) for person in named], A_PAGE)
    return found.get_page(page)


def steps(circle: int | None) -> list[Closer]:
    """Closer, or a bit further, as far as there is a circle.

    >>> [(one.direction, one.circle) for one in steps(1)]
    [('away', 'Friends')]
    """
    found = ((way, step(circle, way)) for way in ("closer", "away"))
    return [Closer(way, say.circle_name(to)) for way, to in found if to is not None]


def stands(circle: int | None, name: str) -> str:
    """Where somebody stands now, in one sentence."""
    if circle is None:
        return _("%(name)s is in no circle yet.") % {"name": name}
    words = {"name": name, "circle": say.circle_name(circle)}
    return _("Now %(name)s is here: %(circle)s.") % words
