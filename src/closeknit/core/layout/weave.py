"""Counting crossings of threads between seats, many at once.

Every set of seats is one whole number with a field of `bits` bits per seat, so that "add one
for all seats that this thread cuts off" is one addition. `load[p]` holds in field u how many
threads a straight thread from seat p to seat u would cross.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import atan2, hypot, pi
from operator import add, or_, sub
from typing import Any

Point = tuple[float, float]
LONGEST, MIDDLE = 175, 80
Some = Callable[[Any], Any]
"""Picks some seats out of a row of all: an `operator.itemgetter` of at least two."""


def _left_of(points: Sequence[Point], seat: int, units: Sequence[int]) -> list[int]:
    """For every other seat t, the seats left of the line from `seat` through t."""
    x, y = points[seat]
    turned = sorted(
        (atan2(q[1] - y, q[0] - x), t) for t, q in enumerate(points) if t != seat and q != (x, y)
    )
    angles = [angle for angle, _ in turned]
    count = len(turned)
    sums = [0, *accumulate((units[t] for _, t in turned), or_)]
    whole, row = sums[-1], [0] * len(points)
    end = 0
    for begin, (angle, t) in enumerate(turned):
        end = max(end, begin + 1)
        while end < begin + count and (
            angles[end] if end < count else angles[end - count] + 2 * pi
        ) < (angle + pi):
            end += 1
        row[t] = (
            sums[end] ^ sums[begin + 1]
            if end <= count
            else (whole ^ sums[begin + 1]) | sums[end - count]
        )
    return row


class Weave:
    """The seats of one picture and the threads laid between them so far."""

    def __init__(self, points: Sequence[Point], bits: int, middle: float = 0) -> None:
        bits = -(-bits // 8) * 8
        self.bits, self.size = bits, len(points)
        self.full = (1 << bits) - 1
        self.unit = [1 << (seat * bits) for seat in range(self.size)]
        self.field = [self.full << (seat * bits) for seat in range(self.size)]
        self.left = [_left_of(points, seat, self.unit) for seat in range(self.size)]
        self.into = [list(column) for column in zip(*self.left, strict=True)]
        self.load = [0] * self.size
        self.length = [self._lengths(p, points, middle) for p in points]

    def _lengths(self, p: Point, points: Sequence[Point], middle: float) -> int:
        """How long a thread to each seat is, in eighths; much longer if it meets the middle."""
        found = 0
        for q, unit in zip(points, self.unit, strict=True):
            far = hypot(p[0] - q[0], p[1] - q[1])
            cost = min(int(far / 8), LONGEST)
            if p[0] * q[0] + p[1] * q[1] < 0 and abs(p[0] * q[1] - p[1] * q[0]) < middle * far:
                cost += MIDDLE
            found += cost * unit
        return found

    def _before(self, a: int, b: int) -> bytes:
        """One byte a seat: 1 left of the line from a to b."""
        step = self.bits // 8
        return self.left[a][b].to_bytes(step * self.size, "little")[::step]

    def add(self, a: int, b: int, sign: int = 1) -> None:
        """Lay a thread between two seats, or take it up again with sign -1."""
        cut = self.cuts(None, a, b)
        if sign > 0:
            self.load = list(map(add, self.load, cut))
        else:
            self.load = list(map(sub, self.load, cut))

    def cuts(self, some: Some | None, a: int, b: int) -> list[int]:
        """For each seat, the set of seats to which a straight thread would cross a-b.

        `some` picks the seats from a row of all; None is everybody.
        """
        rows = (self.into[a], self.left[b], self.into[b], self.left[a], self._before(a, b))
        beyond, before = self.left[b][a], self.left[a][b]
        return [
            to_a & from_b & beyond if side else to_b & from_a & before
            for to_a, from_b, to_b, from_a, side in zip(
                *(rows if some is None else map(some, rows)), strict=True
            )
        ]

    def cut(self, p: int, a: int, b: int) -> int:
        """The set of seats to which a straight thread from p would cross a-b."""
        if self.left[a][b] & self.unit[p]:
            return self.left[p][a] & self.left[b][p] & self.left[b][a]
        return self.left[p][b] & self.left[a][p] & self.left[a][b]

    def fields(self, seats: Iterable[int]) -> int:
        """The set of these seats with every bit of their fields set."""
        field, found = self.field, 0
        for seat in seats:
            found |= field[seat]
        return found

    def sum(self, table: int, among: int) -> int:
        """The sum of the fields of `table` at the seats in `among`."""
        return (table & among) % self.full
