"""Rules about who is there: nobody yet, an empty circle, all family, nobody young."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from closeknit.core.gaps.asking import by_nearness
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.network import Circle, Network

YOUNG = 30
"""Under this age somebody is young for the question whether all grow old together."""


def nobody_yet(network: Network) -> Iterator[Finding]:
    """There is nobody on the map yet. The only thing said then.

    Why we ask: one name is enough to begin.
    Evidence: how many there are: nobody.
    Next step: think of one person.
    Silent when: one living person is on the map.
    Source: first steps in every circles exercise; Falvey et al. 1997.

    >>> [found.key for found in nobody_yet(Network("Maya"))]
    ['nobody_yet']
    """
    if not network.counted:
        numbers = MappingProxyType({"people": 0})
        step = Step("add_someone")
        yield Finding("nobody_yet", "nobody_yet", numbers=numbers, step=step, weight=100)


def circle_empty(network: Network) -> Iterator[Finding]:
    """Nobody is in the closest circle, or nobody is among friends.

    Why we ask: there are people further out, and one of them could come closer.
    Evidence: which circle.
    Next step: make time with the nearest unpaid person further out, or meet new people.
    Silent when: it was not said of everybody how close they are: nothing is guessed.
    Source: circles of support; Falvey, Forest, Pearpoint & Rosenberg 1997.

    >>> from closeknit.core.network import Person
    >>> [found.key for found in circle_empty(Network("Maya", (Person("r", "Rosa", circle=1),)))]
    ['circle_empty:2']
    """
    circles = {person.circle for person in network.counted}
    if not circles or None in circles:
        return
    for circle in (Circle.CLOSEST, Circle.FRIENDS):
        if circle not in circles:
            outer = [p for p in network.counted if (p.circle or 0) > circle and not p.is_paid]
            near = tuple(person.key for person in by_nearness(outer)[:1])
            yield Finding(
                key=f"circle_empty:{circle:d}",
                rule="circle_empty",
                numbers=MappingProxyType({"circle": int(circle)}),
                step=Step("invite_closer", near) if near else Step("meet_people"),
                weight=48 - circle,
            )


def closest_all_family(network: Network) -> Iterator[Finding]:
    """Two or more people are in the closest circle, and all of them are family.

    Why we ask: a friend brings other worlds, and families grow old together.
    Evidence: who they are.
    Next step: make time with the nearest friend, or meet new people.
    Silent when: fewer than two are closest, or of one of them it was not said how they know each
    other.
    In the literature: kin share of the core network.
    Source: Marsden 1987; Falvey et al. 1997.

    >>> from closeknit.core.network import Person
    >>> people = tuple(Person(key, key, circle=1, relationship="sibling") for key in "ab")
    >>> [found.people for found in closest_all_family(Network("Maya", people))]
    [('a', 'b')]
    """
    closest = [person for person in network.counted if person.circle == 1]
    if len(closest) > 1 and all(person.kin for person in closest):
        friends = [p for p in network.counted if p.circle == 2 and not p.kin and not p.is_paid]
        near = tuple(person.key for person in by_nearness(friends)[:1])
        yield Finding(
            key="closest_all_family",
            rule="closest_all_family",
            people=tuple(person.key for person in by_nearness(closest)),
            numbers=MappingProxyType({"people": len(closest)}),
            step=Step("invite_closer", near) if near else Step("meet_people"),
            weight=40,
        )


def nobody_under_30(network: Network) -> Iterator[Finding]:
    """Nobody who is here unpaid is under 30.

    Why we ask: people of one age grow old together; younger ones may be there for longer.
    Evidence: how many unpaid people there are, all of whose ages were said.
    Next step: find out where new people could be met.
    Silent when: the age of one unpaid person was not said: nothing is guessed. Also when nobody
    unpaid is there.
    Source: the question every family asks, who will be there after us; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> [found.key for found in nobody_under_30(Network("Maya", (Person("r", "Rosa", age=56),)))]
    ['nobody_under_30']
    """
    ages = [person.age for person in network.counted if not person.is_paid]
    if ages and all(age is not None and age >= YOUNG for age in ages):
        yield Finding(
            key="nobody_under_30",
            rule="nobody_under_30",
            numbers=MappingProxyType({"people": len(ages), "age": YOUNG}),
            step=Step("meet_people"),
            weight=30,
        )
