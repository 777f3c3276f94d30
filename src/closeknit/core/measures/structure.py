"""Who knows whom among the people, the focus person left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeknit.core.measures.knit import Knit, bits, knit
from closeknit.core.measures.paths import between, closed
from closeknit.core.network import Network


def density(network: Network) -> float | None:
    """How many of Maya's people know each other, of all the pairs who could.

    Formula: 2m / (n (n - 1)), with m links among n living people. A pair counts once, from however
    many sides it was told.
    When there is no answer: fewer than two people.
    Source: Marsden 1987; Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> round(density(Network("Maya", people, links=frozenset({link("r", "j")}))), 6)
    0.333333
    >>> density(Network("Maya")) is None
    True
    """
    return density_of(knit(network))


def density_of(net: Knit) -> float | None:
    n = len(net.masks)
    return 2 * net.link_count / (n * (n - 1)) if n > 1 else None


def weighted_density(network: Network) -> float | None:
    """How strongly Maya's people are joined to each other, of all that could be.

    Formula: sum of a_jq over all ordered pairs / (n (n - 1)), a_jq being how strong the link is
    from one to the other, 1 where nothing is told; with strengths between 0 and 1 it stays there.
    When there is no answer: fewer than two people.
    Source: Marsden 1987; Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> told = {("r", "j"): 0.25, ("j", "r"): 0.5}
    >>> weighted_density(Network("Maya", people, frozenset({link("r", "j")}), strengths=told))
    0.125
    """
    return weighted_density_of(knit(network))


def weighted_density_of(net: Knit) -> float | None:
    n = len(net.masks)
    if n < 2:
        return None
    untold = 2 * net.link_count - sum([net.masks[a] >> b & 1 for a, b in net.told])
    return (untold + sum(net.told.values())) / (n * (n - 1))


def mean_degree(network: Network) -> float | None:
    """How many of the others somebody around Maya knows, on average.

    Formula: 2m/n.
    When there is no answer: there is nobody.
    Source: Freeman 1979; Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> mean_degree(Network("Maya", people, links=frozenset({link("r", "j"), link("j", "d")})))
    1.3333333333333333
    """
    return mean_degree_of(knit(network))


def mean_degree_of(net: Knit) -> float | None:
    return 2 * net.link_count / len(net.masks) if net.masks else None


def degree_centralization(network: Network) -> float | None:
    """Whether one person knows all the others, who know only them (1), or all know as many (0).

    Formula: sum_j (d_max - d_j) / ((n - 1)(n - 2)), d_j being how many others j knows.
    When there is no answer: fewer than three people.
    Source: Freeman 1979.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> degree_centralization(Network("Maya", people, links=links))
    1.0
    """
    return degree_centralization_of(knit(network))


def degree_centralization_of(net: Knit) -> float | None:
    n = len(net.masks)
    if n < 3:
        return None
    return (n * max(net.degrees) - 2 * net.link_count) / ((n - 1) * (n - 2))


def transitivity(network: Network) -> float | None:
    """How often two people who both know a third know each other as well.

    Formula: 3 x triangles / (pairs of links that meet in one person).
    When there is no answer: nobody knows two others. That is no 0: nothing could have closed.
    In the literature: transitivity, the global clustering coefficient.
    Source: Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> transitivity(Network("Maya", people, links=links))
    0.0
    >>> transitivity(Network("Maya", people, links=frozenset({link("r", "j")}))) is None
    True
    """
    return transitivity_of(knit(network))


def transitivity_of(net: Knit) -> float | None:
    meetings = sum([degree * (degree - 1) for degree in net.degrees])
    return closed(net) / meetings if meetings else None


def components(network: Network) -> int:
    """Into how many groups the people fall that never met each other. Somebody alone is a group.

    Formula: the connected components of the links among living people. With two or more of them
    Maya alone joins some to others.
    When there is no answer: never; nobody is 0.
    Source: McCarty 2002.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> components(Network("Maya", people, links=frozenset({link("r", "j")})))
    2
    """
    return len(knit(network).parts.groups)


def component_ratio(network: Network) -> float | None:
    """How far Maya's people fall into groups: 0 all in one, 1 everybody alone.

    Formula: (C - 1) / (n - 1), with C groups among n living people.
    When there is no answer: fewer than two people.
    Source: McCarty 2002.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> component_ratio(Network("Maya", people, links=frozenset({link("r", "j")})))
    0.5
    """
    return component_ratio_of(knit(network))


def component_ratio_of(net: Knit) -> float | None:
    n = len(net.masks)
    return (len(net.parts.groups) - 1) / (n - 1) if n > 1 else None


def meeting_groups(network: Network) -> tuple[tuple[str, ...], ...]:
    """The groups of people who know each other, directly or through others; the largest first.

    Formula: the connected components as keys; a person who knows nobody else is a group of one.
    When there is no answer: never; nobody is an empty tuple.
    Source: McCarty 2002.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> meeting_groups(Network("Maya", people, links=frozenset({link("r", "j")})))
    (('j', 'r'), ('d',))
    """
    net = knit(network)
    found = [net.names(group) for group in net.parts.groups]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


def isolates(network: Network) -> tuple[str, ...]:
    """Who knows only Maya and nobody else here.

    Formula: the living people without a link to another living person, by key.
    When there is no answer: never; nobody is an empty tuple.
    Source: Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person
    >>> isolates(Network("Maya", (Person("r", "Rosa"),)))
    ('r',)
    """
    return isolates_of(knit(network))


def isolates_of(net: Knit) -> tuple[str, ...]:
    return tuple(key for key, mask in zip(net.keys, net.masks, strict=True) if not mask)


def fragmentation(network: Network) -> float | None:
    """How far news would not get through without Maya: 0 all can reach each other, 1 nobody can.

    Formula: 1 - sum_c s_c (s_c - 1) / (n (n - 1)), s_c being the size of each group.
    When there is no answer: fewer than two people.
    Source: Borgatti 2003.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> round(fragmentation(Network("Maya", people, links=frozenset({link("r", "j")}))), 6)
    0.666667
    """
    return fragmentation_of(knit(network))


def fragmentation_of(net: Knit) -> float | None:
    n = len(net.masks)
    if n < 2:
        return None
    sizes = [group.bit_count() for group in net.parts.groups]
    return 1 - sum([size * (size - 1) for size in sizes]) / (n * (n - 1))


def cut_points(network: Network) -> tuple[str, ...]:
    """Who holds a group together, so that others would lose each other if they went.

    Formula: the articulation points of the links among living people, by key.
    When there is no answer: never; nobody is an empty tuple.
    Source: Tarjan 1972; Borgatti 2006.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> cut_points(Network("Maya", people, links=frozenset({link("r", "j"), link("j", "d")})))
    ('j',)
    """
    net = knit(network)
    return net.names(net.parts.cuts)


def betweenness(network: Network) -> Mapping[str, float]:
    """Through whom people reach each other when Maya is not there to join them.

    Formula: B(v) = sum over pairs s < t of sigma_st(v) / sigma_st, the share of shortest paths
    between two others that run through v; raw, not divided by the number of pairs.
    When there is no answer: never; a person on no path has 0.
    In the literature: alter betweenness, the ego left out.
    Source: Freeman 1977; Brandes 2001.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> dict(betweenness(Network("Maya", people, links=links)))
    {'d': 0.0, 'j': 1.0, 'r': 0.0}
    """
    return betweenness_of(knit(network))


def betweenness_of(net: Knit) -> Mapping[str, float]:
    return MappingProxyType(dict(zip(net.keys, between(net), strict=True)))


def betweenness_share(network: Network) -> Mapping[str, float] | None:
    """Of all pairs of others, how many reach each other through this one, from 0 to 1.

    Formula: B(v) / ((n - 1)(n - 2) / 2), with B(v) as in betweenness.
    When there is no answer: fewer than three people, so that there is no pair of others.
    In the literature: alter betweenness, normalised.
    Source: Freeman 1977.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> dict(betweenness_share(Network("Maya", people, links=links)))
    {'d': 0.0, 'j': 1.0, 'r': 0.0}
    """
    return betweenness_share_of(betweenness(network))


def betweenness_share_of(raw: Mapping[str, float]) -> Mapping[str, float] | None:
    n = len(raw)
    if n < 3:
        return None
    pairs = (n - 1) * (n - 2) / 2
    return MappingProxyType({key: each / pairs for key, each in raw.items()})


def shared_acquaintances(network: Network, a: str, b: str) -> tuple[str, ...]:
    """Whom two people both know, beside Maya.

    Formula: the living people linked to both, by key.
    When there is no answer: never; nobody is an empty tuple.
    Raises: LookupError when one of the two is not a living person of the network.
    Source: Wasserman & Faust 1994.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> shared_acquaintances(Network("Maya", people, links=links), "r", "d")
    ('j',)
    """
    net = knit(network)
    for key in (a, b):
        if key not in net.keys:
            raise LookupError(f"Nobody living in this network has the key {key!r}.")
    both = net.masks[net.keys.index(a)] & net.masks[net.keys.index(b)]
    return tuple(net.keys[i] for i in bits(both))
