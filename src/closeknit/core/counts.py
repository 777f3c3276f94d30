"""How large a network is, in the few numbers that can be set beside those of another day."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.measures import components, paid_count, size, unpaid_count
from closeknit.core.network import Network


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be counted on both sides of a change. None of it is a mark, and more is not better.

    `people` are the living, `unpaid` and `paid` those of whom it was said, `pairs` the pairs of
    living people who know each other, `groups` the groups they fall into once the focus person is
    left out, `covered` the kinds of support that somebody gives.
    """

    people: int = 0
    unpaid: int = 0
    paid: int = 0
    pairs: int = 0
    groups: int = 0
    covered: int = 0


def count(network: Network) -> Counts:
    """The numbers of one network, over living people.

    Formula: see `Counts`; each is a number of people, of pairs, of groups or of supports.
    When there is no answer: never; nobody is 0 everywhere.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk"})), Person("j", "June"))
    >>> count(Network("Maya", people, frozenset({link("r", "j")})))
    Counts(people=2, unpaid=0, paid=0, pairs=1, groups=1, covered=1)
    """
    living = {person.key for person in network.counted}
    return Counts(
        people=size(network),
        unpaid=unpaid_count(network),
        paid=paid_count(network),
        pairs=sum(living >= set(pair) for pair in network.joined),
        groups=components(network),
        covered=len({support for person in network.counted for support in person.gives}),
    )
