"""Who knows whom among the people, the focus person left out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeknit.core.measures.knit import Knit, bits, cuts, groups, knit, link_count
from closeknit.core.measures.paths import between
from closeknit.core.network import Network


def density(network: Network) -> float | None:
    """How many of Maya's people know each other, of all the pairs who could.

    Formula: 2m / (n (n - 1)), with m links among n living people.
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
    return 2 * link_count(net.masks) / (n * (n - 1)) if n > 1 else None


def components(network: Network) -> int:
    """Into how many groups the people fall that never met each other. Somebody alone is a group.

    Formula: the connected components of the links among living people.
    When there is no answer: never; nobody is 0.
    Source: McCarty 2002.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> components(Network("Maya", people, links=frozenset({link("r", "j")})))
    2
    """
    return len(groups(knit(network).masks))


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
    found = [net.names(group) for group in groups(net.masks)]
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
    net = knit(network)
    return fragmentation_of(net, groups(net.masks))


def fragmentation_of(net: Knit, found: list[int]) -> float | None:
    n = len(net.masks)
    if n < 2:
        return None
    sizes = [group.bit_count() for group in found]
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1))


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
    return net.names(cuts(net.masks))


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
    net = knit(network)
    return MappingProxyType(dict(zip(net.keys, between(net.masks), strict=True)))


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
