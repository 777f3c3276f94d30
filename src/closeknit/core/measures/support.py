"""What people do for the person: what is covered, how deep, and what rests on one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
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
    given = Counter(chain.from_iterable([person.gives for person in network.counted]))
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
    return covered_share_of(depth(network))


def covered_share_of(found: Mapping[str, int]) -> float | None:
    return sum([count > 0 for count in found.values()]) / len(found) if found else None


def resting_on_one(network: Network) -> int:
    """How many kinds of support rest on one single person. Who that is, `key_people` says.

    Formula: the number of supports with exactly one giver.
    When there is no answer: never; nothing that rests on one alone is 0.
    In the literature: sole-provider risk.
    Source: Wellman & Wortley 1990 for the functions; the rule is our own.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> resting_on_one(Network("Maya", people))
    1
    """
    return resting_on_one_of(depth(network))


def resting_on_one_of(found: Mapping[str, int]) -> int:
    return list(found.values()).count(1)


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
    return key_people_of(network, depth(network))


def key_people_of(network: Network, found: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
    alone = [support for support, count in found.items() if count == 1]
    on_one = frozenset(alone)
    givers = {
        person.key: tuple([support for support in alone if support in person.gives])
        for person in network.counted
        if not on_one.isdisjoint(person.gives)
    }
    return MappingProxyType({key: givers[key] for key in sorted(givers)})


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
    return concentration_of(gifts(network))


def gifts(network: Network) -> list[int]:
    """Of each living person, how many kinds of support they give."""
    return [len(person.gives) for person in network.counted]


def concentration_of(given: Sequence[int]) -> float | None:
    total = sum(given)
    return sum([count * count for count in given]) / (total * total) if total else None


def multiplexity(network: Network) -> float | None:
    """In how many ways somebody around Maya helps, on average.

    Formula: the sum of the kinds of support each person gives / n; who gives none counts as 0.
    When there is no answer: there is nobody.
    Source: Verbrugge 1979; Wellman & Wortley 1990.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money", "fun"})),
    ...           Person("k", "Kofi"))
    >>> multiplexity(Network("Maya", people))
    1.5
    """
    return multiplexity_of(gifts(network))


def multiplexity_of(given: Sequence[int]) -> float | None:
    return sum(given) / len(given) if given else None


def multiplex_share(network: Network) -> float | None:
    """What share of Maya's people helps in more than one way.

    Formula: the number of people who give two kinds of support or more / n.
    When there is no answer: there is nobody.
    Source: Verbrugge 1979; Wellman & Wortley 1990.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money", "fun"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> multiplex_share(Network("Maya", people))
    0.5
    """
    return multiplex_share_of(gifts(network))


def multiplex_share_of(given: Sequence[int]) -> float | None:
    return sum([count > 1 for count in given]) / len(given) if given else None
