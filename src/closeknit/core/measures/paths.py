"""Shortest paths between people: who stands between whom.

Each question is answered by a matrix where there is one and by walking where there is none: in a
small network, which needs no library, and in a very long or very large one. Both say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from closeknit.core.measures import matrices
from closeknit.core.measures.knit import Knit, bits


def between(net: Knit) -> list[float]:
    """For each person, what they carry of the shortest paths between pairs of others.

    >>> between(Knit(("d", "j", "r"), (0b010, 0b101, 0b010)))
    [0.0, 1.0, 0.0]
    """
    found = None if net.matrix is None else matrices.between(net.matrix)
    return walked(net.masks) if found is None else found


def walked(masks: Sequence[int]) -> list[float]:
    """The same by walking from each person outwards and back (Brandes 2001), level by level.

    >>> walked([0b010, 0b101, 0b010])
    [0.0, 1.0, 0.0]
    """
    total = [0.0] * len(masks)
    for source in range(len(masks)):
        carried = [0.0] * len(masks)
        for person, before, paths in reversed(_outwards(masks, source)):
            through = carried[person]
            total[person] += through
            share = (1 + through) / paths[person]
            for i in before:
                carried[i] += paths[i] * share
        for i in bits(masks[source]):
            total[i] += carried[i]
    return [each / 2 for each in total]  # every pair was walked from both ends


Step = tuple[int, list[int], dict[int, int]]
"""Somebody, those one step nearer to where the walk began, and how many paths lead to each."""


def _outwards(masks: Sequence[int], source: int) -> list[Step]:
    """Everybody two or more steps away, the nearer first."""
    level = masks[source]
    paths = dict.fromkeys(bits(level), 1)
    left = (1 << len(masks)) - 1 & ~level & ~(1 << source)
    found: list[Step] = []
    while new := reduce(or_, [masks[i] for i in bits(level)], 0) & left:
        left &= ~new
        for person in bits(new):
            before = list(bits(masks[person] & level))
            paths[person] = sum([paths[i] for i in before])
            found.append((person, before, paths))
        level = new
    return found


def brokered(net: Knit) -> float:
    """Over pairs who do not know each other, the sum of 1 / (1 + people whom both know).

    >>> brokered(Knit(("d", "j", "r"), (0b010, 0b101, 0b010)))
    0.5
    """
    if net.matrix is not None and net.shared is not None:
        return matrices.brokered(net.matrix, net.shared)
    masks = net.masks
    return sum(
        [
            1 / (1 + (mask & masks[j]).bit_count())
            for i, mask in enumerate(masks)
            for j in range(i)
            if not mask >> j & 1
        ],
        0.0,
    )


def closed(net: Knit) -> int:
    """How often two people who know each other share an acquaintance: six times the triangles.

    >>> closed(Knit(("d", "j", "r"), (0b110, 0b101, 0b011)))
    6
    """
    if net.matrix is not None and net.shared is not None:
        return matrices.closed(net.matrix, net.shared)
    masks = net.masks
    return sum([(mask & masks[j]).bit_count() for mask in masks for j in bits(mask)])
