"""Whom one could ask: the people who are near and do not carry too much already."""

from __future__ import annotations

from collections.abc import Iterable

from closeknit.core.measures import key_people
from closeknit.core.network import Network, Person

FAR = 5
"""Stands for "nobody has said which circle": after the four circles there are."""


def by_nearness(people: Iterable[Person]) -> list[Person]:
    """The closest circle first, in it those who do least so far, then by name.

    >>> people = [Person("k", "Kofi", circle=2), Person("r", "Rosa", circle=1)]
    >>> [person.name for person in by_nearness(people)]
    ['Rosa', 'Kofi']
    """
    return sorted(people, key=lambda one: (one.circle or FAR, len(one.gives), one.name, one.key))


def carrying(network: Network) -> frozenset[str]:
    """Keys of the people who are the only one for two or more kinds of support.

    >>> rosa = Person("r", "Rosa", gives=frozenset({"talk", "money"}))
    >>> carrying(Network("Maya", (rosa,)))
    frozenset({'r'})
    """
    return frozenset(key for key, only in key_people(network).items() if len(only) > 1)


def could_ask(
    network: Network, support: str = "", *, beside: Iterable[str] = ()
) -> tuple[str, ...]:
    """Up to three people who could be asked for a support, the first one first.

    They are unpaid, in the circles of the closest and of friends, do not give this support already,
    are not among `beside` and do not carry much. An empty tuple when nobody is near enough.

    >>> people = (Person("r", "Rosa", circle=1, gives=frozenset({"talk"})),
    ...           Person("k", "Kofi", circle=2), Person("s", "Sam", circle=3))
    >>> could_ask(Network("Maya", people), "talk")
    ('k',)
    """
    apart = carrying(network) | frozenset(beside)
    near = [
        person
        for person in network.counted
        if not person.is_paid
        and (person.circle or FAR) <= 2
        and support not in person.gives
        and person.key not in apart
    ]
    return tuple(person.key for person in by_nearness(near)[:3])
