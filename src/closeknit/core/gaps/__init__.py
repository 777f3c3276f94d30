"""What is covered and what is missing: findings, empty chairs, the support matrix."""

from __future__ import annotations

from types import MappingProxyType

from closeknit.core.gaps.asking import could_ask
from closeknit.core.gaps.chairs import EmptyChair, empty_chairs, met_by
from closeknit.core.gaps.company import nobody_yet
from closeknit.core.gaps.finding import Finding, Step
from closeknit.core.gaps.introductions import Introduction, introductions
from closeknit.core.gaps.matrix import Matrix, Row, support_matrix
from closeknit.core.gaps.meeting import group_word, groups_apart, introduction
from closeknit.core.gaps.rules import RULES
from closeknit.core.network import Network


def find_gaps(network: Network, *, dismissed: bool = False) -> tuple[Finding, ...]:
    """What is missing or thin, the weightiest first, each with one next step.

    Findings answered with "this is how we like it" (`network.dismissed`) are left out; with
    `dismissed=True` they alone are listed. Somebody with nobody yet gets one gentle finding and
    no other.

    >>> [finding.rule for finding in find_gaps(Network("Maya"))]
    ['nobody_yet']
    """
    rules = RULES if network.counted else (nobody_yet,)
    found = [finding for rule in rules for finding in rule(network)]
    kept = [finding for finding in found if (finding.key in network.dismissed) is dismissed]
    return tuple(sorted(kept, key=lambda finding: (-finding.weight, finding.key)))


def good_news(network: Network) -> tuple[Finding, ...]:
    """The supports that three or more unpaid people give, the best covered first.

    >>> from closeknit.core.network import Person
    >>> people = tuple(Person(name, name, gives=frozenset({"talk"})) for name in "abc")
    >>> [(finding.about, finding.people) for finding in good_news(Network("Maya", people))]
    [('talk', ('a', 'b', 'c'))]
    """
    paid = {person.key for person in network.counted if person.is_paid}
    found = []
    for row in support_matrix(network).rows:
        unpaid = tuple(key for key in row.givers if key not in paid)
        if len(unpaid) > 2:
            key = f"well_covered:{row.support}"
            numbers = MappingProxyType({"people": len(row.givers), "unpaid": len(unpaid)})
            found.append(Finding(key, "well_covered", row.support, row.givers, numbers))
    return tuple(sorted(found, key=lambda one: (-one.numbers["unpaid"], one.key)))


__all__ = [
    "RULES",
    "EmptyChair",
    "Finding",
    "Introduction",
    "Matrix",
    "Row",
    "Step",
    "could_ask",
    "empty_chairs",
    "find_gaps",
    "good_news",
    "group_word",
    "groups_apart",
    "introduction",
    "introductions",
    "met_by",
    "support_matrix",
]
