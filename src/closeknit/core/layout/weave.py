"""Counting crossings of threads between seats, many at once.

Every set of seats is one whole number with a field of `bits` bits per seat, so that "add one
for all seats that this thread cuts off" is one addition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import asin, atan2, hypot, pi
from operator import add, sub
from typing import Any

Point = tuple[float, float]
LONGEST, MIDDLE = 175, 80
KEPT = 3 * 10**8
"""How many bits of crossings may be kept at once, 40 MB: enough for 900 threads of 60 people."""
Some = Callable[[Any], Any]
"""Picks some seats out of a row of all: an `operator.itemgetter` of at least two."""


def _turns(points: Sequence[Point]) -> list[list[float]]:
    """The angle at which every seat sees every other."""
    found = [[0.0] * len(points) for _ in points]
    for at, (x, y) in enumerate(points):
        row = found[at]
        for other in range(at):
            row[other] = turn = atan2(points[other][1] - y, points[other][0] - x)
            found[other][at] = turn - pi if turn > 0 else turn + pi
    return found


class _View:
    """What one seat sees: the others by their angle, twice round, with sums of their units."""

    def __init__(self, points: Sequence[Point], seat: int, turns: list[float], units: list[int]):
        self.points, self.at, self.turns, self.units = points, points[seat], turns, units
        self.order = sorted((t for t in range(len(turns)) if t != seat), key=turns.__getitem__)
        self.angles = [turns[t] for t in self.order]
        self.angles += [angle + 2 * pi for angle in self.angles]
        self.sums = [0, *accumulate(map(units.__getitem__, 2 * self.order))]

    def left(self) -> list[int]:
        """For every other seat t, the seats left of the line from here through t."""
        angles, sums, found = self.angles, self.sums, [0] * len(self.turns)
        end, count = 0, len(self.order)
        for begin, t in enumerate(self.order, start=1):
            half, end = angles[begin - 1] + pi, max(end, begin)
            while end < begin + count - 1 and angles[end] < half:
                end += 1
            found[t] = sums[end] - sums[begin]
        return found

    def behind(self, radius: float) -> list[int]:
        """For every other seat, the seats that a disc on it hides from here."""
        (x, y), angles, sums, found = self.at, self.angles, self.sums, [0] * len(self.turns)
        beyond = sums[len(self.order)]
        for far, t in sorted(
            (hypot(self.points[t][0] - x, self.points[t][1] - y), t) for t in self.order
        ):
            beyond ^= self.units[t]
            half = asin(radius / far) if far > radius else pi / 2
            low = self.turns[t] - half
            low += 2 * pi if low < -pi else 0
            begin, end = bisect_left(angles, low), bisect_right(angles, low + 2 * half)
            found[t] = (sums[end] - sums[begin]) & beyond
        return found


class Seats:
    """The seats of one picture as sets: who is left of which line, behind which face, how far."""

    def __init__(self, points: Sequence[Point], bits: int, middle: float = 0, face: float = 0):
        bits = -(-bits // 8) * 8
        self.points, self.bits, self.size, self.face = points, bits, len(points), face
        self.full = (1 << bits) - 1
        self.unit = [1 << (seat * bits) for seat in range(self.size)]
        self.field = [self.full << (seat * bits) for seat in range(self.size)]
        turns = enumerate(_turns(points))
        views = [_View(points, seat, row, self.unit) for seat, row in turns]
        self.left = [view.left() for view in views]
        self.into = [list(column) for column in zip(*self.left, strict=True)]
        self.length = [self._lengths(p, points, middle) for p in points]
        behind = [view.behind(face) for view in views] if face else []
        # hides[s][p]: with somebody on s, whom their face hides from p
        self.hides = [list(column) for column in zip(*behind, strict=True)]

    def under(self, a: int, b: int) -> list[bool]:
        """For every seat, whether a straight thread a-b would run under a face there."""
        unit = self.unit[b]
        return [bool(row[a] & unit) for row in self.hides]

    def _lengths(self, p: Point, points: Sequence[Point], middle: float) -> int:
        """How long a thread to each seat is, in eighths; much longer if it meets the middle."""
        (x, y), found = p, bytearray(self.bits // 8 * self.size)
        for at, (u, v) in enumerate(points):
            far = hypot(x - u, y - v)
            cost = min(int(far / 8), LONGEST)
            if x * u + y * v < 0 and abs(x * v - y * u) < middle * far:
                cost += MIDDLE
            found[at * self.bits // 8] = cost
        return int.from_bytes(found, "little")

    def _before(self, a: int, b: int) -> bytes:
        """One byte a seat: 1 left of the line from a to b."""
        step = self.bits // 8
        return self.left[a][b].to_bytes(step * self.size, "little")[::step]

    def cuts(self, a: int, b: int) -> list[int]:
        """For each seat, the set of seats to which a straight thread would cross a-b."""
        rows = (self.into[a], self.left[b], self.into[b], self.left[a], self._before(a, b))
        beyond, before = self.left[b][a], self.left[a][b]
        return [
            to_a & from_b & beyond if side else to_b & from_a & before
            for to_a, from_b, to_b, from_a, side in zip(*rows, strict=True)
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


class Weave:
    """The threads laid between the seats so far, and the faces above them.

    `load[p]` holds in field u how many threads and faces a straight thread from p to u would
    meet; `lying[p]` is how many threads would run under a face at p.
    """

    def __init__(self, seats: Seats) -> None:
        self.seats = seats
        self.load = [0] * seats.size
        self.lying = [0] * seats.size
        self.laid: dict[tuple[int, int], list[int]] = {}
        self.most = KEPT // (seats.size * seats.size * seats.bits + 1)

    def cuts(self, a: int, b: int) -> list[int]:
        """What `Seats.cuts` says of a thread, kept while it lies, for it is asked often."""
        pair = (a, b) if a < b else (b, a)
        found = self.laid.get(pair)
        if found is None:
            found = self.seats.cuts(*pair)
            if len(self.laid) < self.most:
                self.laid[pair] = found
        return found

    def add(self, a: int, b: int, sign: int = 1) -> None:
        """Lay a thread between two seats, or take it up again with sign -1."""
        change = add if sign > 0 else sub
        self.load = list(map(change, self.load, self.cuts(a, b)))
        if sign < 0:
            self.laid.pop((min(a, b), max(a, b)), None)
        if self.seats.hides:
            self.lying = list(map(change, self.lying, self.seats.under(a, b)))

    def show(self, seat: int, sign: int = 1) -> None:
        """Put a face on a seat, or take it away again with sign -1."""
        if self.seats.hides:
            change = add if sign > 0 else sub
            self.load = list(map(change, self.load, self.seats.hides[seat]))
