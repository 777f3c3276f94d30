"""Counting along paths and weighing links, as matrices. The only place that knows numpy.

numpy is loaded when the first matrix is made and not before: pages never ask for one.
Rows and columns are people in the order of their keys, so the same network has the same sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix: TypeAlias = NDArray[np.float64]

FAR = 12
"""Each step of distance costs a matrix; a network longer than this is better walked."""


def of(masks: Sequence[int]) -> Matrix:
    """1 where two know each other, 0 elsewhere.

    >>> of([0b010, 0b101, 0b010]).tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    """
    import numpy as np

    n = len(masks)
    width = (n + 7) // 8
    raw = b"".join([mask.to_bytes(width, "little") for mask in masks])
    rows = np.frombuffer(raw, np.uint8).reshape(n, width)
    return np.unpackbits(rows, axis=1, count=n, bitorder="little").astype(np.float64)


def strong(masks: Sequence[int], told: Mapping[tuple[int, int], float]) -> Matrix:
    """For each pair z_jq = a_jq + a_qj, how strong their link is there and back.

    >>> strong([0b10, 0b01], {(0, 1): 0.5}).tolist()
    [[0.0, 1.5], [1.5, 0.0]]
    """
    links = of(masks)
    one_way = links.copy()
    for (a, b), strength in told.items():
        one_way[a, b] = strength
    both: Matrix = (one_way + one_way.T) * links
    return both


def between(links: Matrix) -> list[float] | None:
    """For each person, what they carry of the shortest paths between others; None when too far.

    Brandes (2001) for everybody at once: paths are counted outwards a step at a time, each step one
    product, and what each person carries is summed on the way back.
    """
    import numpy as np

    levels = _outwards(links)
    if levels is None:
        return None
    total = np.zeros_like(links)
    beyond: Matrix | float = 0.0
    for (nearer, _), (level, there) in zip(levels[-2::-1], levels[:0:-1], strict=True):
        share = there + beyond
        share /= np.maximum(level, 1.0)  # no paths, nothing to share
        beyond = np.dot(share, links)
        beyond *= nearer
        total += beyond
    found: list[float] = (total.sum(0) / 2).tolist()  # every pair was walked from both ends
    return found


def _outwards(links: Matrix) -> list[tuple[Matrix, Matrix]] | None:
    """For each distance, how many shortest paths of it join each pair, and 1 where any does."""
    import numpy as np

    unmet = strangers(links)
    level = links
    levels = [(links, links)]
    while len(levels) <= FAR:
        level = np.dot(level, links)
        level *= unmet
        if not level.any():
            return levels
        there = np.sign(level)
        levels.append((level, there))
        unmet -= there
    return None


def strangers(links: Matrix) -> Matrix:
    """1 where two people do not know each other."""
    found: Matrix = 1.0 - links
    found.flat[:: len(links) + 1] = 0.0
    return found


def brokered(links: Matrix, shared: Matrix) -> float:
    """Over pairs who do not know each other, the sum of 1 / (1 + people whom both know)."""
    return float((strangers(links) / (1.0 + shared)).sum()) / 2


def closed(links: Matrix, shared: Matrix) -> int:
    """How often two people who know each other share an acquaintance, counted from all sides."""
    return int((links * shared).sum())


def bound(strong: Matrix, to_focus: float) -> list[float]:
    """For each person j, sum_q p_qj: how much of the others' ties goes to them."""
    found: list[float] = (strong / (to_focus + strong.sum(1))[:, None]).sum(0).tolist()
    return found


def redundant(strong: Matrix, to_focus: float) -> float:
    """sum_j sum_q m_jq, each link as a part of the strongest tie of the one it starts from."""
    import numpy as np

    return float((strong / np.maximum(to_focus, strong.max(1))[:, None]).sum())
