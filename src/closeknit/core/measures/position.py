"""The focus person's place: how free or how bound they are by who knows whom.

These put the focus person back in, tied to everybody, and look at that network alone: an
acquaintance outside it changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from closeknit.core.measures.knit import knit, link_count
from closeknit.core.measures.paths import strangers
from closeknit.core.network import Network


def effective_size(network: Network) -> float | None:
    """How many separate worlds Maya's people open; people who all know each other open one.

    Formula: n - 2m/n, with m links among n living people.
    When there is no answer: there is nobody.
    In the literature: Burt's effective size of the ego network, unweighted and undirected.
    Source: Burt 1992; closed form Borgatti 1997.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> effective_size(Network("Maya", people, links=frozenset({link("r", "j")})))
    1.0
    """
    return effective_size_of(knit(network).masks)


def effective_size_of(masks: Sequence[int]) -> float | None:
    return len(masks) - 2 * link_count(masks) / len(masks) if masks else None


def efficiency(network: Network) -> float | None:
    """What share of Maya's people opens a world of its own.

    Formula: effective size / n, from 1/n (all know each other) to 1 (nobody does).
    When there is no answer: there is nobody.
    Source: Burt 1992.

    >>> from closeknit.core.network import Person
    >>> efficiency(Network("Maya", (Person("r", "Rosa"), Person("j", "June"))))
    1.0
    """
    found, n = effective_size(network), len(network.counted)
    return None if found is None else found / n


def constraint(network: Network) -> float | None:
    """How tightly Maya is bound to one group, where everybody hears from everybody.

    Formula: C = sum_j c_j, c_j = (p_ij + sum_q p_iq p_qj)^2, p being each one's share of ties.
    1 with a single person, 1/n when nobody knows another, at most 1.125: it is no percentage.
    It falls with size, so compare only networks of like size.
    When there is no answer: there is nobody.
    Source: Burt 1992, 2004; Everett & Borgatti 2020.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> constraint(Network("Maya", people, links=frozenset({link("r", "j")})))
    1.125
    """
    parts = constraint_parts(knit(network).masks)
    return sum(parts) if parts else None


def constraint_parts(masks: Sequence[int]) -> list[float]:
    """What each person adds to the constraint, in the order of the bits."""
    n = len(masks)
    of_degree: dict[int, int] = {}
    for i, mask in enumerate(masks):
        ties = mask.bit_count() + 1  # with the focus person
        of_degree[ties] = of_degree.get(ties, 0) | 1 << i
    degrees = sorted(of_degree.items())
    return [
        ((1 + sum([(mask & who).bit_count() / ties for ties, who in degrees])) / n) ** 2
        for mask in masks
    ]


def hierarchy(network: Network) -> float | None:
    """Whether one person alone binds Maya (1) or all of them evenly (0).

    Formula: H = sum_j (c_j / (C/n)) ln(c_j / (C/n)) / (n ln n), with c_j as in constraint.
    1 with a single person, by convention.
    When there is no answer: there is nobody.
    In the literature: Burt's hierarchy, a Coleman-Theil index.
    Source: Burt 1992.

    >>> from closeknit.core.network import Person
    >>> hierarchy(Network("Maya", (Person("r", "Rosa"), Person("j", "June"))))
    0.0
    """
    return hierarchy_of(constraint_parts(knit(network).masks))


def hierarchy_of(parts: Sequence[float]) -> float | None:
    n = len(parts)
    if n < 2:
        return 1.0 if n else None
    mean = sum(parts) / n
    # Even parts can sum to a hair below nothing.
    return max(0.0, sum([part / mean * log(part / mean) for part in parts]) / (n * log(n)))


def focus_betweenness(network: Network) -> float | None:
    """How many pairs of people meet only, or partly, through Maya.

    Formula: sum over pairs who do not know each other of 1 / (1 + people whom both know).
    When there is no answer: there is nobody.
    In the literature: ego betweenness, raw.
    Source: Freeman 1977; Everett & Borgatti 2005.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> focus_betweenness(Network("Maya", people, links=links))
    0.5
    """
    masks = knit(network).masks
    return focus_betweenness_of(strangers(masks)) if masks else None


def focus_betweenness_of(shared: Mapping[int, int]) -> float:
    return sum([pairs / (1 + both.bit_count()) for both, pairs in sorted(shared.items())])


def focus_betweenness_share(network: Network) -> float | None:
    """Of all pairs of people, how many meet only through Maya, from 0 to 1.

    Formula: focus betweenness / (n (n - 1) / 2).
    When there is no answer: fewer than two people.
    Source: Freeman 1977; Everett & Borgatti 2005.

    >>> from closeknit.core.network import Person
    >>> focus_betweenness_share(Network("Maya", (Person("r", "Rosa"), Person("j", "June"))))
    1.0
    """
    return focus_betweenness_share_of(focus_betweenness(network), len(network.counted))


def focus_betweenness_share_of(found: float | None, n: int) -> float | None:
    return None if found is None or n < 2 else found / (n * (n - 1) / 2)
