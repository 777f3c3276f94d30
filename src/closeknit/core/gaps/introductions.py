"""Who could meet: the few introductions that would most join the network."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.gaps.meeting import largest_first, readiness
from closeknit.core.measures import meeting_groups
from closeknit.core.network import Network, Person


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people who could meet, and what it would join.

    `gain` is how many pairs of people could reach each other afterwards, through people who know
    each other, and could not before. `groups` are the two groups that come together: the first
    person's as it is after the introductions before this one, and the second person's.
    """

    people: tuple[str, str]
    gain: int
    groups: tuple[tuple[str, ...], tuple[str, ...]]


def introductions(network: Network, count: int = 3) -> tuple[Introduction, ...]:
    """The up to `count` introductions, done one after another, that join most; the best one first.

    Both who meet are unpaid. From each side comes whoever is best placed: not carrying much, not
    introduced already in this list, outside the family, the closest, who already does most.

    Formula: the gain of a set of introductions is the number of pairs of living people in one group
    afterwards, less the number before; a group being people who reach each other without the focus
    person. Joining two groups of a and b people gains a * b.
    How good: no other set of as many introductions between unpaid people gains more, whether one
    or several. This gain is not submodular (a group that has grown is worth more to join), so the
    usual 1 - 1/e for taking the best next one says nothing here. Instead: whatever set is chosen,
    it melts some groups into lumps. If two lumps melt together two groups or more each, let x be
    the smallest of all these groups, leave it out of its lump, and join the rest of that lump to
    the other: the same number of introductions, x * rest lost and other * rest gained, and the
    other lump is no smaller than x. So one lump of count + 1 groups is best, of the largest, since
    its gain is the sum of the products of each two of its sizes. Taking the largest group and
    joining the next largest, one by one, makes exactly that lump, and is best after each step.
    When there is no answer: never; when there is nothing left to join the tuple is shorter, down
    to an empty one. Groups of paid people alone are left out: a job is no reason to be introduced.
    Raises: ValueError when `count` is below 0.
    In the literature: bridging structural holes between components; key player problem, positive.
    Source: Burt 1992; Borgatti 2006; the proof is our own.

    >>> from closeknit.core.network import link
    >>> people = tuple(Person(key, key) for key in "abcde")
    >>> network = Network("Maya", people, frozenset({link("a", "b"), link("c", "d")}))
    >>> [(found.people, found.gain) for found in introductions(network)]
    [(('a', 'c'), 4), (('b', 'e'), 4)]
    """
    if count < 0:
        raise ValueError(f"How many introductions? 0 or more, not {count!r}.")
    unpaid = {person.key for person in network.counted if not person.is_paid}
    apart = [group for group in meeting_groups(network) if not unpaid.isdisjoint(group)]
    groups = largest_first(network, apart)
    order = readiness(network)
    joined, asked, found = groups[0] if groups else (), set[str](), []

    def best(group: tuple[str, ...]) -> str:
        def rank(person: Person) -> tuple[object, ...]:
            paid, busy, *rest = order(person)
            return (paid, busy, person.key in asked, *rest)

        return min(map(network.person, group), key=rank).key

    for group in groups[1 : count + 1]:
        pair = best(joined), best(group)
        found.append(Introduction(pair, len(joined) * len(group), (joined, group)))
        asked.update(pair)
        joined = tuple(sorted((*joined, *group)))
    return tuple(found)
