"""Counting crossings of threads between seats, many at once.

Every set of seats is one whole number with a field of `bits` bits per seat, so that "add one
for all seats that this thread cuts off" is one addition. `load[p]` holds in field u how many
threads a straight thread from seat p to seat u would cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import atan2, hypot, pi
from operator import or_

Point = tuple[float, float]


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

    def __init__(self, points: Sequence[Point], bits: int) -> None:
        self.bits, self.size = bits, len(points)
        self.full = (1 << bits) - 1
        self.unit = [1 << (seat * bits) for seat in range(self.size)]
        self.field = [self.full << (seat * bits) for seat in range(self.size)]
        self.left = [_left_of(points, seat, self.unit) for seat in range(self.size)]
        self.into = [list(column) for column in zip(*self.left, strict=True)]
        self.load = [0] * self.size
        self.length = [
            sum(
                min(int(hypot(p[0] - q[0], p[1] - q[1]) / 8), 255) << (t * bits)
                for t, q in enumerate(points)
            )
            for p in points
        ]

    def add(self, a: int, b: int, sign: int = 1) -> None:
        """Lay a thread between two seats, or take it up again with sign -1."""
        for seat, cut in zip(range(self.size), self.cuts(range(self.size), a, b), strict=True):
            self.load[seat] += sign * cut

    def cuts(self, seats: Iterable[int], a: int, b: int) -> list[int]:
        """For each seat, the set of seats to which a straight thread would cross a-b."""
        from_a, from_b = self.left[a], self.left[b]
        to_a, to_b = self.into[a], self.into[b]
        beyond, before, bits = from_b[a], from_a[b], self.bits
        return [
            to_a[p] & from_b[p] & beyond
            if before >> (p * bits) & 1
            else to_b[p] & from_a[p] & before
            for p in seats
        ]

    def fields(self, seats: Iterable[int]) -> int:
        """The set of these seats with every bit of their fields set."""
        field, found = self.field, 0
        for seat in seats:
            found |= field[seat]
        return found

    def sum(self, table: int, among: int) -> int:
        """The sum of the fields of `table` at the seats in `among`."""
        return (table & among) % self.full
