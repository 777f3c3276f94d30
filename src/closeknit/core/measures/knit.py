"""Who knows whom among the living people, one whole number per person.

Bit `j` of `masks[i]` is set when person `i` knows person `j`. Questions of yes and no, who reaches
whom, who holds a group together, are then an `&` and a `bit_count`, without any library. What is
counted along paths or weighed is asked of a matrix (`matrices`), made once and only when wanted.
The focus person is left out: everybody knows them, so they would only blur the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from closeknit.core.measures import matrices
from closeknit.core.network import Link, Network

if TYPE_CHECKING:
    from closeknit.core.measures.matrices import Matrix

SMALL = 5
"""Up to so many people, walking by hand is quicker than a matrix, and numpy is not even loaded."""

LARGE = 2000
"""Above so many people a matrix would fill the memory; walking takes longer and little room."""

Told = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Knit:
    """The living people in the order of their keys, and for each the bits of those they know.

    `told` are the strengths that somebody told, by place; whatever is not told weighs 1.
    """

    keys: tuple[str, ...]
    masks: tuple[int, ...]
    told: Told = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def names(self, mask: int) -> tuple[str, ...]:
        """The keys whose bits are set."""
        return tuple(self.keys[i] for i in bits(mask))

    @cached_property
    def degrees(self) -> list[int]:
        """How many others each one knows."""
        return [mask.bit_count() for mask in self.masks]

    @cached_property
    def link_count(self) -> int:
        """How many pairs know each other."""
        return sum(self.degrees) // 2

    @cached_property
    def parts(self) -> Parts:
        """The groups, and who holds them together."""
        return parts(self.masks)

    @cached_property
    def matrix(self) -> Matrix | None:
        """1 where two know each other, 0 elsewhere; None where walking by hand is better."""
        return matrices.of(self.masks) if SMALL < len(self.masks) <= LARGE else None

    @cached_property
    def shared(self) -> Matrix | None:
        """How many people two both know; None where there is no matrix."""
        return None if self.matrix is None else self.matrix @ self.matrix

    @cached_property
    def strong(self) -> Matrix | None:
        """How strong each pair's link is, both ways added; None when nobody told a strength."""
        return matrices.strong(self.masks, self.told) if self.told else None


def knit(network: Network) -> Knit:
    """The living people of a network and their links, as bits.

    Keys are sorted, so that the order people came in can change no sum, not even in its last digit.
    A link told to be of no strength at all, both ways, is none.

    >>> from closeknit.core.network import Network, Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> knit(Network("Maya", people, links=frozenset({link("r", "j")})))
    Knit(keys=('d', 'j', 'r'), masks=(0, 4, 2))
    """
    keys = sorted([person.key for person in network.counted])
    bit = {key: 1 << i for i, key in enumerate(keys)}
    masks = dict.fromkeys(keys, 0)
    for a, b in _links(network, bit):
        masks[a] |= bit[b]
        masks[b] |= bit[a]
    if not network.strengths:
        return Knit(tuple(keys), tuple(masks.values()))
    place = {key: i for i, key in enumerate(keys)}
    told = {
        (place[a], place[b]): strength
        for (a, b), strength in network.strengths.items()
        if a in place and b in place
    }
    return Knit(tuple(keys), tuple(masks.values()), MappingProxyType(told))


def _links(network: Network, living: Mapping[str, int]) -> Iterable[Link]:
    """The links among the living that are of any strength."""
    found = network.joined if network.strengths else network.links
    if len(living) == len(network.people):
        return found
    return [(a, b) for a, b in found if a in living and b in living]


def bits(mask: int) -> Iterator[int]:
    """The places of the set bits, lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(frozen=True, slots=True)
class Parts:
    """The groups whose members reach each other, as bits, and the people who hold one together.

    In the literature: components and cut points (articulation points).
    """

    groups: tuple[int, ...]
    cuts: int


def parts(masks: Sequence[int]) -> Parts:
    """One walk through everybody (Tarjan 1972).

    Going deeper as long as there is somebody new, each branch remembers everyone its people know.
    When nobody of a branch knows anyone above the person it hangs on, it hangs on them alone.

    >>> parts([0b010, 0b101, 0b010, 0])
    Parts(groups=(7, 8), cuts=2)
    """
    left = (1 << len(masks)) - 1
    groups, cuts = [], 0
    while left:
        first = left & -left
        left, before = left ^ first, left
        left, found = _walk(masks, first, left)
        groups.append(before & ~left)
        cuts |= found
    return Parts(tuple(groups), cuts)


def _walk(masks: Sequence[int], first: int, left: int) -> tuple[int, int]:
    """Who is left after walking from the first one, and who held somebody, as bits."""
    here, above, cuts, branches = first, 0, 0, 0
    mask = met = masks[first.bit_length() - 1]
    trail: list[tuple[int, int, int, int]] = []
    while True:
        if new := mask & left:
            trail.append((here, above, mask, met))
            above |= here
            here = new & -new
            left ^= here
            mask = met = masks[here.bit_length() - 1]
        elif trail:
            below = met
            here, above, mask, met = trail.pop()
            met |= below
            branches += not above
            if above and not below & above:
                cuts |= here
        else:
            return left, cuts | first if branches > 1 else cuts
