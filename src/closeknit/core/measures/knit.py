"""Who knows whom among the living people, one whole number per person.

Bit `j` of `masks[i]` is set when person `i` knows person `j`. Counting shared acquaintances is then
one `&` and one `bit_count`, which is what makes the measures quick without any library.
The focus person is left out: everybody knows them, so they would only blur the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeknit.core.network import Network


@dataclass(frozen=True, slots=True)
class Knit:
    """The living people's keys in order, and for each the bits of the people they know."""

    keys: tuple[str, ...]
    masks: tuple[int, ...]

    def names(self, mask: int) -> tuple[str, ...]:
        """The keys whose bits are set."""
        return tuple(self.keys[i] for i in bits(mask))


def knit(network: Network) -> Knit:
    """The living people of a network and their links, as bits.

    Keys are sorted, so that the order people came in can change no sum, not even in its last digit.

    >>> from closeknit.core.network import Network, Person, link
    >>> people = (Person("r", "Rosa"), Person("j", "June"), Person("d", "Dee"))
    >>> knit(Network("Maya", people, links=frozenset({link("r", "j")})))
    Knit(keys=('d', 'j', 'r'), masks=(0, 4, 2))
    """
    keys = tuple(sorted(person.key for person in network.counted))
    place = {key: i for i, key in enumerate(keys)}
    masks = [0] * len(keys)
    for a, b in network.links:
        i, j = place.get(a), place.get(b)
        if i is not None and j is not None:
            masks[i] |= 1 << j
            masks[j] |= 1 << i
    return Knit(keys, tuple(masks))


def bits(mask: int) -> Iterator[int]:
    """The places of the set bits, lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def link_count(masks: Sequence[int]) -> int:
    """How many pairs know each other."""
    return sum(mask.bit_count() for mask in masks) // 2


def reach(masks: Sequence[int], start: int, within: int) -> int:
    """Everyone in `within` who can be reached from the bits of `start`, step by step."""
    found = frontier = start & within
    while frontier:
        low = frontier & -frontier
        new = masks[low.bit_length() - 1] & within & ~found
        found |= new
        frontier = (frontier ^ low) | new
    return found


def groups(masks: Sequence[int]) -> list[int]:
    """The groups whose members reach each other, each as bits. In the literature: components."""
    left = (1 << len(masks)) - 1
    found = []
    while left:
        group = reach(masks, left & -left, left)
        found.append(group)
        left &= ~group
    return found


def cuts(masks: Sequence[int]) -> int:
    """The people without whom a group falls into parts, as bits. In the literature: cut points."""
    everyone = (1 << len(masks)) - 1
    found = 0
    for i, mask in enumerate(masks):
        if mask.bit_count() > 1 and not _held(masks, mask, everyone ^ (1 << i)):
            found |= 1 << i
    return found


def _held(masks: Sequence[int], mask: int, within: int) -> bool:
    """Whether the people of `mask` reach each other inside `within`; stops as soon as they do."""
    found = frontier = mask & -mask
    while frontier:
        low = frontier & -frontier
        new = masks[low.bit_length() - 1] & within & ~found
        found |= new
        if not mask & ~found:
            return True
        frontier = (frontier ^ low) | new
    return False
