"""Rules about contact, both ways: who was not heard of for long, and what the person gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from closeknit.core.gaps.asking import FAR, by_nearness
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.network import Network, Person


def overdue(person: Person, on: date | None) -> int:
    """By how many days the last contact is longer ago than was wanted; 0 when it is not.

    0 as well when it was not said how often, or when the last time was: nothing is guessed.

    >>> dee = Person("d", "Dee", contact_every=7, last_contact=date(2026, 5, 1))
    >>> overdue(dee, date(2026, 5, 10)), overdue(dee, date(2026, 5, 8)), overdue(dee, None)
    (2, 0, 0)
    """
    if on is None or person.contact_every is None or person.last_contact is None:
        return 0
    return max(0, (on - person.last_contact).days - person.contact_every)


def out_of_touch(network: Network) -> Iterator[Finding]:
    """Somebody was not heard of for longer than was wanted.

    Why we ask: ties that are dear fade when nobody makes time.
    Evidence: who it is, how many days ago the last time was, and how often was wanted.
    Next step: get in touch, just to say hello.
    Silent when: it was not said how often, or when the last time was, or the network has no day.
    Source: Roberts & Dunbar 2011; Oswald, Clark & Kelly 2004 on keeping friends.

    >>> from closeknit.core.network import Person
    >>> dee = Person("d", "Dee", contact_every=7, last_contact=date(2026, 5, 1))
    >>> network = Network("Maya", (dee,), on=date(2026, 5, 31))
    >>> [dict(found.numbers) for found in out_of_touch(network)]
    [{'days': 30, 'every': 7}]
    """
    for person in network.counted:
        if over := overdue(person, network.on):
            every = person.contact_every or 0
            yield Finding(
                key=f"out_of_touch:{person.key}",
                rule="out_of_touch",
                people=(person.key,),
                numbers=MappingProxyType({"days": over + every, "every": every}),
                step=Step("get_in_touch", (person.key,)),
                weight=52 - 2 * (person.circle or FAR),
            )


def gives_to_nobody(network: Network) -> Iterator[Finding]:
    """What the person does for others is not on the map.

    Why we ask: everybody gives something, and a tie that goes both ways holds longer.
    Evidence: how many people are on the map, none of whom is said to get anything.
    Next step: ask the nearest what the person does for them.
    Silent when: one living person is said to get something from the person.
    Source: reciprocity; Antonucci & Jackson 1990, and the gifts of person-centred planning.

    >>> from closeknit.core.network import Person
    >>> [found.key for found in gives_to_nobody(Network("Maya", (Person("r", "Rosa"),)))]
    ['gives_to_nobody']
    """
    people = network.counted
    if people and not any(person.receives for person in people):
        unpaid = [person for person in people if not person.is_paid]
        nearest = by_nearness(unpaid or people)[0]
        yield Finding(
            key="gives_to_nobody",
            rule="gives_to_nobody",
            numbers=MappingProxyType({"people": len(people)}),
            step=Step("ask_gift", (nearest.key,)),
            weight=36,
        )
