"""What people do for the person: what is covered, how deep, and what rests on one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from closeknit.core.network import Network


def depth(network: Network) -> Mapping[str, int]:
    """How many people stand behind each kind of support, and so where it is thin.

    Formula: for each support somebody wishes for or gives, the number of living people who give it.
    When there is no answer: never; a support with nobody is 0. No supports is an empty mapping.
    In the literature: depth of a function; functions after Wellman & Wortley 1990.
    Source: House 1981; Wellman & Wortley 1990.

    >>> from closeknit.core.network import Person, Wish
    >>> wish = Wish("w", "support", "money")
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk"})),)
    >>> dict(depth(Network("Maya", people, wishes=(wish,))))
    {'talk': 1, 'money': 0}
    """
    given = Counter(support for person in network.counted for support in person.gives)
    return MappingProxyType({support: given[support] for support in network.wanted_supports()})


def covered_share(network: Network) -> float | None:
    """How much of what Maya wants somebody gives.

    Formula: supports with at least one giver / supports somebody wishes for or gives.
    When there is no answer: no support is wished for or given.
    Source: House 1981; Wellman & Wortley 1990.

    >>> from closeknit.core.network import Person, Wish
    >>> wish = Wish("w", "support", "money")
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk"})),)
    >>> covered_share(Network("Maya", people, wishes=(wish,)))
    0.5
    """
    found = depth(network)
    return sum(count > 0 for count in found.values()) / len(found) if found else None


def key_people(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Who is the only one for something, so that it rests on them alone.

    Formula: person's key -> the supports of which they are the single giver; only people with one.
    When there is no answer: never; nobody is an empty mapping.
    In the literature: sole-provider risk, single point of failure.
    Source: Wellman & Wortley 1990 for the functions; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> dict(key_people(Network("Maya", people)))
    {'r': ('money',)}
    """
    found: dict[str, list[str]] = {}
    for support, count in depth(network).items():
        if count == 1:
            found.setdefault(network.givers(support)[0].key, []).append(support)
    return MappingProxyType({key: tuple(found[key]) for key in sorted(found)})


def left_without(network: Network, key: str) -> tuple[str, ...]:
    """What would still be covered if this one went.

    Formula: the supports with at least one giver other than this one.
    When there is no answer: never; nothing left is an empty tuple.
    Raises: LookupError when nobody has this key.
    Source: Borgatti 2006, key players, carried over from ties to supports.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> left_without(Network("Maya", people), "r")
    ('talk',)
    """
    gone = network.person(key)
    return tuple(
        support
        for support in network.wanted_supports()
        if any(giver.key != gone.key for giver in network.givers(support))
    )


def concentration(network: Network) -> float | None:
    """Whether the help rests on many shoulders (near 0) or on one pair of them (1).

    Formula: sum_x s_x^2, where s_x is what one person gives as a share of all that is given
    (each support a person gives counts once).
    When there is no answer: nobody gives anything yet.
    In the literature: Herfindahl-Hirschman index.
    Source: Hirschman 1964.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money", "fun"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> concentration(Network("Maya", people))
    0.625
    """
    given = [len(person.gives) for person in network.counted]
    total = sum(given)
    return sum(count * count for count in given) / (total * total) if total else None
