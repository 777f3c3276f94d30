"""Measures of one network: single questions as functions, all of them at once as one value.

Every number has a sentence beside it in `docs/measures.md`, made from these docstrings. A number
without an answer is None, never nan and never a 0 that means something else.
None of them is a score: they fall or rise with size, and are read beside the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from closeknit.core.measures.composition import (
    circles,
    kin_ei,
    kin_share,
    paid_count,
    paid_share,
    size,
    unpaid_count,
    variety,
)
from closeknit.core.measures.knit import cuts, groups, knit
from closeknit.core.measures.paths import between, strangers
from closeknit.core.measures.position import (
    constraint,
    constraint_parts,
    effective_size,
    effective_size_of,
    efficiency,
    focus_betweenness,
    focus_betweenness_of,
    focus_betweenness_share,
    focus_betweenness_share_of,
    hierarchy,
    hierarchy_of,
)
from closeknit.core.measures.structure import (
    betweenness,
    components,
    cut_points,
    density,
    density_of,
    fragmentation,
    fragmentation_of,
    isolates,
    isolates_of,
    meeting_groups,
    shared_acquaintances,
)
from closeknit.core.measures.support import (
    concentration,
    covered_share,
    depth,
    key_people,
    left_without,
)
from closeknit.core.network import Network

MEASURES = (
    size,
    paid_count,
    unpaid_count,
    paid_share,
    kin_share,
    kin_ei,
    variety,
    circles,
    depth,
    covered_share,
    key_people,
    left_without,
    concentration,
    density,
    components,
    meeting_groups,
    isolates,
    fragmentation,
    cut_points,
    betweenness,
    shared_acquaintances,
    effective_size,
    efficiency,
    constraint,
    hierarchy,
    focus_betweenness,
    focus_betweenness_share,
)
"""Every public measure, in the order the page on measures tells them."""


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one network. Each field is told in the function of the same name."""

    size: int
    paid_count: int
    unpaid_count: int
    paid_share: float | None
    kin_share: float | None
    kin_ei: float | None
    variety: float | None
    circles: Mapping[int, int]
    depth: Mapping[str, int]
    covered_share: float | None
    key_people: Mapping[str, tuple[str, ...]]
    concentration: float | None
    density: float | None
    components: int
    isolates: tuple[str, ...]
    fragmentation: float | None
    cut_points: tuple[str, ...]
    betweenness: Mapping[str, float]
    effective_size: float | None
    efficiency: float | None
    constraint: float | None
    hierarchy: float | None
    focus_betweenness: float | None
    focus_betweenness_share: float | None


def measure(network: Network) -> Measures:
    """All measures of one network at once, each link looked at as seldom as can be.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> found = measure(Network("Maya", people, links=frozenset({link("r", "j")})))
    >>> found.size, found.density, found.constraint, found.paid_share
    (2, 1.0, 1.125, None)
    """
    net = knit(network)
    masks, n = net.masks, len(net.masks)
    parts, found, shared = constraint_parts(masks), groups(masks), strangers(masks)
    effective, through = effective_size_of(masks), focus_betweenness_of(shared) if masks else None
    return Measures(
        size=n,
        paid_count=paid_count(network),
        unpaid_count=unpaid_count(network),
        paid_share=paid_share(network),
        kin_share=kin_share(network),
        kin_ei=kin_ei(network),
        variety=variety(network),
        circles=circles(network),
        depth=depth(network),
        covered_share=covered_share(network),
        key_people=key_people(network),
        concentration=concentration(network),
        density=density_of(net),
        components=len(found),
        isolates=isolates_of(net),
        fragmentation=fragmentation_of(net, found),
        cut_points=net.names(cuts(masks)),
        betweenness=MappingProxyType(dict(zip(net.keys, between(masks, shared), strict=True))),
        effective_size=effective,
        efficiency=None if effective is None else effective / n,
        constraint=sum(parts) if parts else None,
        hierarchy=hierarchy_of(parts),
        focus_betweenness=through,
        focus_betweenness_share=focus_betweenness_share_of(through, n),
    )


__all__ = [
    "MEASURES",
    "Measures",
    "betweenness",
    "circles",
    "components",
    "concentration",
    "constraint",
    "covered_share",
    "cut_points",
    "density",
    "depth",
    "effective_size",
    "efficiency",
    "focus_betweenness",
    "focus_betweenness_share",
    "fragmentation",
    "hierarchy",
    "isolates",
    "key_people",
    "kin_ei",
    "kin_share",
    "left_without",
    "measure",
    "meeting_groups",
    "paid_count",
    "paid_share",
    "shared_acquaintances",
    "size",
    "unpaid_count",
    "variety",
]
