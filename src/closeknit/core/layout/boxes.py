"""Upright rectangles: x to the right, y down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

SQUARE = 128.0


class Box(NamedTuple):
    """An upright rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def moved(self, x: float, y: float) -> Box:
        """The same rectangle, so much further right and down."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def grown(self, by: float) -> Box:
        """The same rectangle with so much more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def hits(self, other: Box) -> bool:
        """Whether the insides meet; touching edges do not count.

        >>> Box(0, 0, 2, 2).hits(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).hits(Box(2, 0, 3, 3))
        (True, False)
        """
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle that holds them all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def meet(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether any of these meets any of those."""
    return any(a.hits(b) for a in some for b in others)


def free(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether none of these meets any of those."""
    for left, top, right, bottom in some:
        for other in others:
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                return False
    return True


class Shapes:
    """Who covers what, by the squares of a grid: only those close by need to be looked at."""

    def __init__(self) -> None:
        self.shapes: dict[int, Sequence[Box]] = {}
        self.squares: dict[tuple[int, int], set[int]] = {}

    def put(self, who: int, shape: Sequence[Box]) -> None:
        self.shapes[who] = shape
        for square in _squares(shape):
            self.squares.setdefault(square, set()).add(who)

    def take(self, who: int) -> None:
        for square in _squares(self.shapes.pop(who)):
            self.squares[square].discard(who)

    def free(self, shape: Sequence[Box], but: Collection[int]) -> bool:
        """Whether this shape meets none of the others, leaving some out."""
        close: set[int] = set()
        for square in _squares(shape):
            close |= self.squares.get(square, set())
        return all(free(shape, self.shapes[who]) for who in close if who not in but)


def _squares(shape: Sequence[Box]) -> list[tuple[int, int]]:
    """The squares of the grid that this shape lies in."""
    left, top, right, bottom = (int(edge // SQUARE) for edge in around(shape))
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
