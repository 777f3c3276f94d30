"""Groups that have not met, and the one introduction that would join the two largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from closeknit.core.gaps.asking import FAR, carrying
from closeknit.core.measures import meeting_groups
from closeknit.core.network import Network, Person


def groups_apart(network: Network) -> tuple[tuple[str, ...], ...]:
    """The groups of two or more living people who reach each other but not the other groups.

    The largest comes first; of two of the same size the one that is nearer. An empty tuple when
    there are fewer than two such groups.

    >>> from closeknit.core.network import link
    >>> people = tuple(Person(key, key) for key in "abcd")
    >>> groups_apart(Network("Maya", people, links=frozenset({link("a", "b"), link("c", "d")})))
    (('a', 'b'), ('c', 'd'))
    """
    found = [group for group in meeting_groups(network) if len(group) > 1]
    return largest_first(network, found) if len(found) > 1 else ()


def largest_first(
    network: Network, groups: Iterable[tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Groups by size; of two of the same size the one that is nearer comes first.

    >>> people = (Person("a", "Ana", circle=3), Person("b", "Bo", circle=1))
    >>> largest_first(Network("Maya", people), [("a",), ("b",)])
    (('b',), ('a',))
    """

    def order(group: tuple[str, ...]) -> tuple[object, ...]:
        circles = [network.person(key).circle or FAR for key in group]
        return (-len(group), sum(circles) / len(group), group)

    return tuple(sorted(groups, key=order))


def readiness(network: Network) -> Callable[[Person], tuple[object, ...]]:
    """By what to choose who is well placed to meet somebody new; the first is asked.

    Somebody unpaid who does not carry much already; outside the family first, because the family is
    asked for most; then the closest, then who already does most.

    >>> rosa = Person("r", "Rosa", circle=1, relationship="parent")
    >>> people = (rosa, Person("k", "Kofi", circle=2))
    >>> min(people, key=readiness(Network("Maya", people))).name
    'Kofi'
    """
    busy = carrying(network)

    def order(person: Person) -> tuple[object, ...]:
        ready = (person.is_paid, person.key in busy, bool(person.kin), person.circle or FAR)
        return (*ready, -len(person.gives), person.name, person.key)

    return order


def introduction(network: Network) -> tuple[str, str] | None:
    """The two people whose meeting would join the two largest groups; None with fewer than two.

    From each group comes whoever is best placed, as `readiness` tells.

    >>> from closeknit.core.network import link
    >>> people = tuple(Person(key, key) for key in "abcd")
    >>> introduction(Network("Maya", people, links=frozenset({link("a", "b"), link("c", "d")})))
    ('a', 'c')
    """
    found = groups_apart(network)
    if not found:
        return None
    order = readiness(network)
    first, second = (min(map(network.person, group), key=order).key for group in found[:2])
    return first, second


def group_word(network: Network, group: tuple[str, ...]) -> tuple[str, str]:
    """By which word people would speak of a group: its kind and the word.

    `("family", "")` when at least half of them are family, `("known_as", "choir")` for the short
    word most of them share (of two, the nearer person's), `("person", "Sam")` when nobody has one.

    >>> people = (Person("d", "Dee", known_as="choir"), Person("p", "Pat", known_as="choir"))
    >>> group_word(Network("Maya", people), ("d", "p"))
    ('known_as', 'choir')
    """
    people = sorted(
        map(network.person, group),
        key=lambda one: (one.is_paid, one.circle or FAR, -len(one.gives), one.name, one.key),
    )
    if 2 * sum(bool(person.kin) for person in people) >= len(people):
        return ("family", "")
    said = Counter(person.known_as for person in people if person.known_as)
    return ("known_as", said.most_common(1)[0][0]) if said else ("person", people[0].name)
