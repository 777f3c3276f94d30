"""Whether people who know each other are alike, in anything that can be said of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.core.measures.composition import kins, pays
from closeknit.core.measures.knit import Knit, knit
from closeknit.core.network import Network, Person


@dataclass(frozen=True, slots=True)
class Sides:
    """Links and pairs inside groups of the same value, and across; unknown values are left out."""

    links_inside: int
    links_across: int
    pairs_inside: int
    pairs_across: int

    @property
    def ei(self) -> float | None:
        """(E - I) / (E + I) over the links."""
        return _leaning(self.links_inside, self.links_across)

    @property
    def ei_rescaled(self) -> float | None:
        """The same over the shares of possible pairs that are links."""
        if not self.pairs_inside or not self.pairs_across:
            return None
        return _leaning(
            self.links_inside / self.pairs_inside, self.links_across / self.pairs_across
        )


def _leaning(inside: float, across: float) -> float | None:
    return (across - inside) / (across + inside) if across + inside else None


def link_ei(
    network: Network, values: Mapping[str, Hashable], *, rescaled: bool = False
) -> float | None:
    """Whether those who know each other are alike (-1) or unlike (+1), in whatever one asks about.

    Formula: (E - I) / (E + I), I being the links between people of the same value, E the others.
    Rescaled, both are first divided by the pairs that could be links, so that a small group does
    not look outgoing only because there are few of its own to know.
    When there is no answer: no link joins two people whose value is known; rescaled, also when no
    pair could be alike, or none unlike.
    In the literature: E-I index between alters, raw and by densities of ties.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> links = frozenset({link("r", "j"), link("j", "d")})
    >>> maya = Network("Maya", people, links=links)
    >>> link_ei(maya, {"r": "home", "j": "home", "d": "choir"})
    0.0
    >>> round(link_ei(maya, {"r": "home", "j": "home", "d": "choir"}, rescaled=True), 6)
    -0.333333
    """
    net = knit(network)
    found = sides(net, [values.get(key) for key in net.keys])
    return found.ei_rescaled if rescaled else found.ei


def kin_link_ei(network: Network) -> float | None:
    """Whether family and others keep among themselves (-1) or know each other (+1).

    Formula: (E - I) / (E + I), E being links between family and others, I links within either;
    people whose relationship is not known are left out.
    When there is no answer: no link joins two people whose relationship is known.
    In the literature: E-I index between alters.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("k", "Kofi", relationship="friend"))
    >>> kin_link_ei(Network("Maya", people, links=frozenset({link("r", "k")})))
    1.0
    """
    return _sides(network, kins).ei


def kin_link_ei_rescaled(network: Network) -> float | None:
    """The same for families of any size: how likely a pair knows each other, across or within.

    Formula: (e - i) / (e + i), e being links between family and others / the pairs there are of
    that sort, i links within either / the pairs within.
    When there is no answer: as `kin_link_ei`, and when no pair is within, or none across.
    In the literature: E-I index between alters, rescaled by densities.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Person, link
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("s", "Sam", relationship="sibling"),
    ...           Person("k", "Kofi", relationship="friend"))
    >>> links = frozenset({link("r", "k"), link("r", "s")})
    >>> round(kin_link_ei_rescaled(Network("Maya", people, links=links)), 6)
    -0.333333
    """
    return _sides(network, kins).ei_rescaled


def paid_link_ei(network: Network) -> float | None:
    """Whether paid and unpaid people keep among themselves (-1) or know each other (+1).

    Formula: (E - I) / (E + I), E being links between paid and unpaid people, I links within either;
    people of whom nobody has said it are left out.
    When there is no answer: no link joins two people of whom it is known.
    In the literature: E-I index between alters.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Pay, Person, link
    >>> people = (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa", paid=Pay.UNPAID))
    >>> paid_link_ei(Network("Maya", people, links=frozenset({link("r", "t")})))
    1.0
    """
    return _sides(network, pays).ei


def paid_link_ei_rescaled(network: Network) -> float | None:
    """The same however many are paid: how likely a pair knows each other, across or within.

    Formula: (e - i) / (e + i), e being links between paid and unpaid / the pairs there are of that
    sort, i links within either / the pairs within.
    When there is no answer: as `paid_link_ei`, and when no pair is within, or none across.
    In the literature: E-I index between alters, rescaled by densities.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Pay, Person, link
    >>> people = (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa", paid=Pay.UNPAID),
    ...           Person("j", "June", paid=Pay.UNPAID))
    >>> links = frozenset({link("r", "j"), link("r", "t")})
    >>> round(paid_link_ei_rescaled(Network("Maya", people, links=links)), 6)
    -0.333333
    """
    return _sides(network, pays).ei_rescaled


def _sides(network: Network, told: Callable[[Iterable[Person]], Sequence[Hashable]]) -> Sides:
    net = knit(network)
    return sides(net, told(map(network.person, net.keys)))


def sides(net: Knit, values: Sequence[Hashable]) -> Sides:
    """Of the people with a value: what stays inside the groups they form, and what goes across."""
    groups: dict[Hashable, int] = {None: 0}
    bit = 1
    for value in values:
        if value is not None:
            groups[value] = groups.get(value, 0) | bit
        bit <<= 1
    known = sum(groups.values())
    alike = [groups[value] for value in values]
    inside = sum([(mask & like).bit_count() for mask, like in zip(net.masks, alike, strict=True)])
    links = sum([(mask & known).bit_count() for i, mask in enumerate(net.masks) if known >> i & 1])
    sizes = [group.bit_count() for group in groups.values()]
    pairs = sum([size * (size - 1) for size in sizes])
    across = known.bit_count() * (known.bit_count() - 1) - pairs
    return Sides(inside // 2, (links - inside) // 2, pairs // 2, across // 2)
