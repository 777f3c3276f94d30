"""What would be left if somebody were away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.core.gaps.matrix import Row, support_matrix
from closeknit.core.measures import isolates, meeting_groups
from closeknit.core.network import Network


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes, and what stays, while these people are away.

    `nobody`, `only_paid` and `only_one` are supports that come to this because they are away; what
    was so before is not held against them. `stays` are the supports somebody unpaid still gives.
    `left_alone` are people who would know nobody else any more; `fallen_apart` are the parts of
    each group that would no longer reach each other. `people_left` counts the living who stay.
    """

    away: tuple[str, ...]
    nobody: tuple[str, ...]
    only_paid: tuple[str, ...]
    only_one: tuple[str, ...]
    stays: tuple[str, ...]
    left_alone: tuple[str, ...]
    fallen_apart: tuple[tuple[tuple[str, ...], ...], ...]
    people_left: int


def away(network: Network, keys: Iterable[str]) -> WhatIf:
    """What the network would be like without these people for a while.

    Raises: LookupError when nobody has one of these keys.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> found = away(Network("Maya", people), ["r"])
    >>> found.nobody, found.only_one, found.stays
    (('money',), ('talk',), ('talk',))
    """
    gone = tuple(sorted({network.person(key).key for key in keys}))
    left = network.without(gone)
    before = support_matrix(network).rows
    after = {row.support: row for row in support_matrix(left).rows}
    states = [
        (row, after[row.support].state if row.support in after else "nobody") for row in before
    ]
    return WhatIf(
        away=gone,
        nobody=_became("nobody", states),
        only_paid=_became("only_paid", states),
        only_one=_became("only_one", states),
        stays=tuple(row.support for row, state in states if state not in ("nobody", "only_paid")),
        left_alone=tuple(sorted(set(isolates(left)) - set(isolates(network)))),
        fallen_apart=_fallen_apart(network, left),
        people_left=len(left.counted),
    )


def _became(state: str, states: list[tuple[Row, str]]) -> tuple[str, ...]:
    return tuple(row.support for row, now in states if now == state and row.state != state)


def _fallen_apart(network: Network, left: Network) -> tuple[tuple[tuple[str, ...], ...], ...]:
    parts = meeting_groups(left)
    of_each = (
        tuple(part for part in parts if part[0] in group) for group in meeting_groups(network)
    )
    return tuple(found for found in of_each if len(found) > 1)
