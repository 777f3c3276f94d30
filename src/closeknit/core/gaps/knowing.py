"""Rules about who knows whom: groups apart, people alone, people held by one other."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from closeknit.core.gaps.asking import by_nearness
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.gaps.meeting import groups_apart, introduction, readiness
from closeknit.core.measures import isolates
from closeknit.core.network import Network


def groups_not_met(network: Network) -> Iterator[Finding]:
    """Two or more groups of people who know each other have never met.

    Why we ask: people who have met can take turns, and news need not go through the person.
    Evidence: the groups, and how many pairs could reach each other once the two largest have met.
    Next step: introduce the one pair that would join the two largest.
    Silent when: there are fewer than two groups of two or more.
    In the literature: components of the network without the ego; structural holes.
    Source: McCarty 2002; Burt 1992.

    >>> from closeknit.core.network import Person, link
    >>> people = tuple(Person(key, key) for key in "abcd")
    >>> network = Network("Maya", people, frozenset({link("a", "b"), link("c", "d")}))
    >>> [dict(found.numbers) for found in groups_not_met(network)]
    [{'groups': 2, 'pairs': 4}]
    """
    groups, pair = groups_apart(network), introduction(network)
    if pair:
        pairs = len(groups[0]) * len(groups[1])
        yield Finding(
            key="groups_not_met",
            rule="groups_not_met",
            people=pair,
            numbers=MappingProxyType({"groups": len(groups), "pairs": pairs}),
            step=Step("introduce", pair),
            weight=60,
            groups=groups,
        )


def nobody_knows_anybody(network: Network) -> Iterator[Finding]:
    """There are three or more people, and no two of them know each other.

    Why we ask: all news goes through the person, and nobody can take turns.
    Evidence: how many people there are.
    Next step: have the two nearest over on the same day.
    Silent when: two living people know each other, or there are fewer than three.
    In the literature: a density of 0.
    Source: Marsden 1987; Burt 1992.

    >>> from closeknit.core.network import Person
    >>> people = tuple(Person(key, key) for key in "abc")
    >>> [found.key for found in nobody_knows_anybody(Network("Maya", people))]
    ['nobody_knows_anybody']
    """
    people = by_nearness(network.counted)
    if len(people) > 2 and not _somebody_knows(network):
        yield Finding(
            key="nobody_knows_anybody",
            rule="nobody_knows_anybody",
            numbers=MappingProxyType({"people": len(people)}),
            step=Step("bring_together", tuple(person.key for person in people[:2])),
            weight=62,
        )


def _somebody_knows(network: Network) -> bool:
    living = {person.key for person in network.counted}
    return any(living >= set(pair) for pair in network.joined)


def known_through_one(network: Network) -> Iterator[Finding]:
    """Two or more unpaid people know one and the same person here, and nobody else.

    Why we ask: when that one is away, nobody here knows them any more.
    Evidence: first the one who joins them, then those who know nobody else.
    Next step: introduce one of them to somebody else whom that one knows.
    Silent when: at most one person hangs on anybody. Paid people are not counted as hanging.
    In the literature: pendants of a cut point.
    Source: Borgatti 2006; the rule is our own.

    >>> from closeknit.core.network import Person, link
    >>> people = tuple(Person(key, key) for key in "rbj")
    >>> network = Network("Maya", people, frozenset({link("r", "b"), link("r", "j")}))
    >>> [found.people for found in known_through_one(network)]
    [('r', 'b', 'j')]
    """
    order = readiness(network)
    for key, hanging in sorted(_hanging(network).items()):
        if len(hanging) > 1:
            first = min(map(network.person, hanging), key=order)
            known = [one for one in network.counted if one.key in network.knows(key)]
            second = min((one for one in known if one.key != first.key), key=order)
            people = by_nearness(map(network.person, hanging))
            yield Finding(
                key=f"known_through_one:{key}",
                rule="known_through_one",
                people=(key, *(person.key for person in people)),
                numbers=MappingProxyType({"people": len(people)}),
                step=Step("introduce", (first.key, second.key)),
                weight=54,
            )


def _hanging(network: Network) -> dict[str, list[str]]:
    """Who is the only acquaintance of whom."""
    living = {person.key for person in network.counted}
    found: dict[str, list[str]] = {}
    for person in network.counted:
        known = network.knows(person.key) & living
        if len(known) == 1 and not person.is_paid:
            found.setdefault(min(known), []).append(person.key)
    return found


def stand_alone(network: Network) -> Iterator[Finding]:
    """Others here know each other, and somebody unpaid knows nobody.

    Why we ask: an introduction could bring them in, and nobody has to do everything alone.
    Evidence: who they are, the nearest first.
    Next step: introduce the nearest of them to somebody who is well placed for it.
    Silent when: everybody unpaid knows somebody, or no two people know each other at all (then
    `nobody_knows_anybody` asks).
    In the literature: isolates.
    Source: Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = tuple(Person(key, key) for key in "rjk")
    >>> network = Network("Maya", people, frozenset({link("r", "j")}))
    >>> [found.people for found in stand_alone(network)]
    [('k',)]
    """
    alone = [one for one in map(network.person, isolates(network)) if not one.is_paid]
    if alone and _somebody_knows(network):
        apart = set(isolates(network))
        joined = [person for person in network.counted if person.key not in apart]
        people = by_nearness(alone)
        host = min(joined, key=readiness(network))
        yield Finding(
            key="stand_alone",
            rule="stand_alone",
            people=tuple(person.key for person in people),
            numbers=MappingProxyType({"people": len(people)}),
            step=Step("introduce", (people[0].key, host.key)),
            weight=43,
        )
