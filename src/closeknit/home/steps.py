"""The first steps in their order: where one stands, what comes next, who is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from closeknit.core.network import Kind
from closeknit.networks.models import Person
from closeknit.networks.snapshot import Snapshot

STEPS = ("story", "purpose", "people", "circles", "supports", "links", "missing", "intention")
A_PAGE = 4
"""How many people are asked about on one page."""

HELPERS = (Kind.PERSON, Kind.PET, Kind.PLACE, Kind.GROUP)
"""Kinds that can do something for somebody."""


def circled(seen: Snapshot) -> list[Person]:
    """Everyone and everything on the map has a circle."""
    return list(seen.people.values())


def helpers(seen: Snapshot) -> list[Person]:
    return [person for person in seen.people.values() if person.kind in HELPERS]


def acquainted(seen: Snapshot) -> list[Person]:
    """Those who can know each other: living people."""
    return [person for person in seen.people.values() if person.kind == Kind.PERSON]


def has_somebody(step: str, seen: Snapshot) -> bool:
    """Whether this step has anybody to ask about. Without people three steps ask nothing."""
    if step == "circles":
        return bool(circled(seen))
    if step == "supports":
        return bool(helpers(seen))
    if step == "links":
        return len(acquainted(seen)) > 1
    return True


def after(step: str, seen: Snapshot) -> str:
    """The step that follows, or nothing after the last."""
    rest = STEPS[STEPS.index(step) + 1 :]
    return next((name for name in rest if has_somebody(name, seen)), "")


def before(step: str, seen: Snapshot) -> str:
    """The step one came from, or nothing before the first."""
    rest = STEPS[: STEPS.index(step)]
    return next((name for name in reversed(rest) if has_somebody(name, seen)), "")


def here(states: Mapping[str, str], seen: Snapshot) -> str:
    """The first step that was neither finished nor left out; nothing when all were."""
    return next((s for s in STEPS if s not in states and has_somebody(s, seen)), "")


def pages(people: Sequence[Person]) -> list[Sequence[Person]]:
    """The people, a few a page."""
    return [people[start : start + A_PAGE] for start in range(0, len(people), A_PAGE)]


def first_open(pages: Sequence[Sequence[Person]], answered: set[str]) -> int:
    """The number of the first page with somebody nothing was said about; 1 if there is none."""
    for number, page in enumerate(pages, start=1):
        if any(person.pk not in answered for person in page):
            return number
    return 1
