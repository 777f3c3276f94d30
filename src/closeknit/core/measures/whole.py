"""All measures of one network at once, each thing looked at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from closeknit.core.measures import composition, likeness, position, sorts, structure, support
from closeknit.core.measures.knit import Knit, knit
from closeknit.core.network import Network, Person


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one network. Each field is told in the function of the same name."""

    size: int
    paid_count: int
    unpaid_count: int
    paid_share: float | None
    unpaid_share: float | None
    kin_share: float | None
    kin_ei: float | None
    kin_link_ei: float | None
    kin_link_ei_rescaled: float | None
    paid_link_ei: float | None
    paid_link_ei_rescaled: float | None
    heterogeneity: float | None
    variety: float | None
    entropy: float | None
    age_spread: float | None
    circles: Mapping[int, int]
    layers: Mapping[int, int]
    multiplexity: float | None
    multiplex_share: float | None
    depth: Mapping[str, int]
    covered_share: float | None
    resting_on_one: int
    key_people: Mapping[str, tuple[str, ...]]
    concentration: float | None
    density: float | None
    weighted_density: float | None
    mean_degree: float | None
    degree_centralization: float | None
    transitivity: float | None
    components: int
    component_ratio: float | None
    isolates: tuple[str, ...]
    fragmentation: float | None
    cut_points: tuple[str, ...]
    betweenness: Mapping[str, float]
    betweenness_share: Mapping[str, float] | None
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
    people = [network.person(key) for key in net.keys]
    return Measures(**_who(people, network, net), **_what(network), **_among(net), **_around(net))


def _who(people: list[Person], network: Network, net: Knit) -> dict[str, Any]:
    pays, kins = composition.pays(people), composition.kins(people)
    kin, paid = likeness.sides(net, kins), likeness.sides(net, pays)
    ways, circles = sorts.counts(composition.ways(people)), composition.circles(network)
    return {
        "size": len(people),
        "paid_count": pays.count(True),
        "unpaid_count": pays.count(False),
        "paid_share": sorts.homophily(True, pays),
        "unpaid_share": sorts.homophily(False, pays),
        "kin_share": sorts.homophily(True, kins),
        "kin_ei": sorts.ei(True, kins),
        "kin_link_ei": kin.ei,
        "kin_link_ei_rescaled": kin.ei_rescaled,
        "paid_link_ei": paid.ei,
        "paid_link_ei_rescaled": paid.ei_rescaled,
        "heterogeneity": sorts.blau_of(ways),
        "variety": sorts.iqv_of(ways, composition.CLASSES),
        "entropy": sorts.shannon_of(ways),
        "age_spread": composition.age_spread(network),
        "circles": circles,
        "layers": composition.layers_of(circles),
    }


def _what(network: Network) -> dict[str, Any]:
    depth, gifts = support.depth(network), support.gifts(network)
    return {
        "multiplexity": support.multiplexity_of(gifts),
        "multiplex_share": support.multiplex_share_of(gifts),
        "depth": depth,
        "covered_share": support.covered_share_of(depth),
        "resting_on_one": support.resting_on_one_of(depth),
        "key_people": support.key_people_of(network, depth),
        "concentration": support.concentration_of(gifts),
    }


def _among(net: Knit) -> dict[str, Any]:
    betweenness = structure.betweenness_of(net)
    return {
        "density": structure.density_of(net),
        "weighted_density": structure.weighted_density_of(net),
        "mean_degree": structure.mean_degree_of(net),
        "degree_centralization": structure.degree_centralization_of(net),
        "transitivity": structure.transitivity_of(net),
        "components": len(net.parts.groups),
        "component_ratio": structure.component_ratio_of(net),
        "isolates": structure.isolates_of(net),
        "fragmentation": structure.fragmentation_of(net),
        "cut_points": net.names(net.parts.cuts),
        "betweenness": betweenness,
        "betweenness_share": structure.betweenness_share_of(betweenness),
    }


def _around(net: Knit) -> dict[str, Any]:
    n, parts = len(net.masks), position.constraint_parts(net)
    effective, through = position.effective_size_of(net), position.focus_betweenness_of(net)
    return {
        "effective_size": effective,
        "efficiency": position.efficiency_of(effective, n),
        "constraint": position.constraint_of(parts),
        "hierarchy": position.hierarchy_of(parts),
        "focus_betweenness": through,
        "focus_betweenness_share": position.focus_betweenness_share_of(through, n),
    }
