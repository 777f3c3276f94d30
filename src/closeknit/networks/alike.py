"""Who stands on the map twice, as it seems; nobody is put together by that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from closeknit.core.formats.contact import Contact
from closeknit.core.formats.duplicates import (
    Known,
    find_duplicates,
    fold_name,
    same_first_name,
)
from closeknit.policy import Actor

from .models import Contact as Way
from .models import Dismissal, Person

MOST = 50


@dataclass(frozen=True)
class Pair:
    """Two who may be one, and what they share: name, email, phone, or first_name."""

    one: Person
    other: Person
    why: str


@dataclass(frozen=True)
class Two:
    """Two who look alike and are two people, as somebody said."""

    one: Person
    other: Person
    said: Dismissal


def reads_as(name: str) -> str:
    """By what two names are held to be one; what has no letters stands for itself.

    >>> reads_as("Dr. José Núñez") == reads_as("nunez jose"), reads_as("❤")
    (True, '❤')
    """
    return fold_name(name) or name.strip()


def called_so(actor: Actor, names: Iterable[str]) -> list[Person]:
    """Those on the map whose name reads as one of these."""
    wanted = {reads_as(name) for name in names}
    return [person for person in Person.visible_to(actor) if reads_as(person.name) in wanted]


def known_here(actor: Actor) -> list[Known]:
    """Everyone on the map whom the actor may see, with the ways to reach them they may see."""
    return _known(actor, Person.visible_to(actor))


def _known(actor: Actor, people: Collection[Person]) -> list[Known]:
    ways: dict[str, dict[str, list[str]]] = {}
    for person, how, value in Way.visible_to(actor).values_list("person", "how", "value"):
        ways.setdefault(person, {}).setdefault(how, []).append(value)
    return [
        Known(
            person.pk,
            person.name,
            emails=tuple(ways.get(person.pk, {}).get(Way.How.EMAIL, ())),
            phones=tuple(ways.get(person.pk, {}).get(Way.How.PHONE, ())),
        )
        for person in people
    ]


def pairs(actor: Actor, people: Sequence[Person]) -> list[Pair]:
    """Pairs among these people who look alike, those who share most first."""
    known = _known(actor, people)
    contacts = [
        Contact(one.name, at, emails=one.emails, phones=one.phones) for at, one in enumerate(known)
    ]
    here = {person.pk: person for person in people}
    found: dict[frozenset[str], Pair] = {}
    for alike in find_duplicates(contacts):
        why = next(reason for reason in ("name", "email", "phone") if reason in alike.why)
        first, *rest = (people[at] for at in alike.contacts)
        for other in rest:
            found.setdefault(frozenset((first.pk, other.pk)), Pair(first, other, why))
    for at, keys in same_first_name(contacts, known).items():
        for other in _others(here, people[at].pk, keys):
            both = frozenset((people[at].pk, other.pk))
            found.setdefault(both, Pair(other, people[at], "first_name"))
    said = Dismissal.said_two(actor) if found else {}
    return [pair for both, pair in found.items() if both not in said]


def two_people(actor: Actor, people: Collection[Person]) -> list[Two]:
    """The pairs of these people that are two, as somebody said; the last one said comes first."""
    here = {person.pk: person for person in people}
    found = []
    for both, said in Dismissal.said_two(actor).items():
        pair = sorted((here[key] for key in both if key in here), key=lambda one: one.name)
        if len(pair) == 2:
            found.append(Two(pair[0], pair[1], said))
    return sorted(found, key=lambda two: two.said.made_at, reverse=True)


def _others(here: dict[str, Person], but: str, keys: Collection[str]) -> Iterator[Person]:
    return (here[key] for key in keys if key != but)
