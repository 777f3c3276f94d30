"""The focus person's place: how free or how bound they are by who knows whom.

These put the focus person back in, tied to everybody with strength 1 there and back, and look at
that network alone: an acquaintance outside it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from closeknit.core.measures import matrices
from closeknit.core.measures.knit import Knit, bits, knit
from closeknit.core.measures.paths import brokered
from closeknit.core.network import Network

TO_FOCUS = 2.0
"""How strong everybody's tie with the focus person is: 1 there and 1 back."""


def effective_size(network: Network) -> float | None:
    """How many separate worlds Maya's people open; people who all know each other open one.

    Formula: sum_j (1 - sum_q p_iq m_jq), over the others q, with p_iq = 1/n, m_jq = z_jq / (the
    strongest z_jk), z_jq = a_jq + a_qj. Where no strength is told that is n - 2m/n, with m links.
    When there is no answer: there is nobody.
    In the literature: Burt's effective size of the ego network; the ego's own ties weigh 1.
    Source: Burt 1992; closed form Borgatti 1997.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> effective_size(Network("Maya", people, links=frozenset({link("r", "j")})))
    1.0
    """
    return effective_size_of(knit(network))


def effective_size_of(net: Knit) -> float | None:
    n = len(net.masks)
    if not n:
        return None
    strong = net.strong
    doubled = 2 * net.link_count if strong is None else matrices.redundant(strong, TO_FOCUS)
    return n - doubled / n


def efficiency(network: Network) -> float | None:
    """What share of Maya's people opens a world of its own.

    Formula: effective size / n, from 1/n (all know each other) to 1 (nobody does).
    When there is no answer: there is nobody.
    Source: Burt 1992.

    >>> from closeknit.core.network import Person
    >>> efficiency(Network("Maya", (Person("r", "Rosa"), Person("j", "June"))))
    1.0
    """
    return efficiency_of(effective_size(network), len(network.counted))


def efficiency_of(effective: float | None, n: int) -> float | None:
    return None if effective is None else effective / n


def constraint(network: Network) -> float | None:
    """How tightly Maya is bound to one group, where everybody hears from everybody.

    Formula: C = sum_j c_j, c_j = (p_ij + sum_q p_iq p_qj)^2, with p_jq = z_jq / sum_k z_jk and
    z_jq = a_jq + a_qj; so p_ij = 1/n. 1 with a single person, 1/n when nobody knows another, at
    most 1.125 where no strength is told and below 2 where one is: it is no percentage.
    It falls with size, so compare only networks of like size.
    When there is no answer: there is nobody.
    In the literature: Burt's constraint of the ego network; the ego's own ties weigh 1.
    Source: Burt 1992, 2004; Everett & Borgatti 2020.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"))
    >>> constraint(Network("Maya", people, links=frozenset({link("r", "j")})))
    1.125
    """
    return constraint_of(constraint_parts(knit(network)))


def constraint_of(parts: Sequence[float]) -> float | None:
    return sum(parts) if parts else None


def constraint_parts(net: Knit) -> list[float]:
    """What each person adds to the constraint, in the order of the keys."""
    n = len(net.masks)
    return [((1 + sent) / n) ** 2 for sent in _bound(net)]


def _bound(net: Knit) -> list[float]:
    """For each person j, sum_q p_qj: how much of the others' ties goes to them."""
    if net.strong is not None:
        return matrices.bound(net.strong, TO_FOCUS)
    if net.matrix is not None:
        return matrices.bound(net.matrix, TO_FOCUS / 2)
    shares = [1 / (1 + degree) for degree in net.degrees]
    return [sum([shares[i] for i in bits(mask)]) for mask in net.masks]


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
    return hierarchy_of(constraint_parts(knit(network)))


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
    return focus_betweenness_of(knit(network))


def focus_betweenness_of(net: Knit) -> float | None:
    return brokered(net) if net.masks else None


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
