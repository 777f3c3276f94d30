"""Who sits where: everyone in the band of their circle, nobody over anybody, few crossings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from operator import add, itemgetter, sub

from closeknit.core.layout.boxes import Box, Shapes, meet
from closeknit.core.layout.weave import Point, Seats, Some, Weave

CROSSING, LENGTH, ROOM, DRIFT = 16.0, 0.25, 14.0, 7.0
"""What one crossing, 8 units of thread, one near neighbour, one band edge cost."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be seated: their shape around (0, 0), the seats open to them, whom they know.

    `wish` is where they would like to be.
    """

    key: str
    shape: tuple[Box, ...]
    seats: tuple[int, ...]
    knows: tuple[int, ...]
    wish: Point


def picker(seats: Sequence[int]) -> Some:
    """Picks these seats out of a row of all."""
    return itemgetter(*seats) if len(seats) > 1 else lambda row: (row[seats[0]],)


class Table:
    """The seats, who sits on them, and what another seat would cost. Changes as people move."""

    def __init__(
        self,
        points: Sequence[Point],
        drift: Sequence[float],
        guests: Sequence[Guest],
        walls: Sequence[Box],
        reach: Point,
        sets: Callable[[int], Seats],
    ) -> None:
        self.points, self.drift, self.guests, self.walls = points, drift, guests, walls
        self.reach, self.sets = reach, sets
        self.some = [picker(guest.seats) for guest in guests]
        self.near = [0.0] * len(points)
        self.pulls: dict[int, list[float]] = {}
        self.seat: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.shapes = Shapes()

    @cached_property
    def weave(self) -> Weave:
        """The threads between all who sit, laid when they are first asked for."""
        threads = sum(len(guest.knows) for guest in self.guests) // 2
        most = max((len(guest.knows) for guest in self.guests), default=0)
        people = len(self.guests)
        weave = Weave(self.sets(((threads + people + 256) * most + 1).bit_length()))
        for guest, seat in self.seat.items():
            weave.show(seat)
            for other in self.guests[guest].knows:
                if other in self.seat and guest < other:
                    weave.add(seat, self.seat[other])
        return weave

    @property
    def woven(self) -> bool:
        return "weave" in self.__dict__

    def total(self) -> float:
        """What the whole picture costs as everybody sits."""
        weave, seats, met, long, other = self.weave, self.weave.seats, 0, 0, 0.0
        for guest, seat in self.seat.items():
            among = seats.fields(self.neighbours(guest))
            met += seats.sum(weave.load[seat], among)
            long += seats.sum(seats.length[seat], among)
            other += ROOM * (self.near[seat] - 1) / 2 + DRIFT * self.drift[seat]
        return CROSSING * met / 4 + LENGTH * long / 2 + other

    def pull(self, seat: int) -> list[float]:
        """How near every other seat is to this one: 1 on top of it, 0 beyond reach."""
        if seat not in self.pulls:
            (x, y), (rx, ry) = self.points[seat], self.reach
            far = [1 - hypot((q[0] - x) / rx, (q[1] - y) / ry) for q in self.points]
            self.pulls[seat] = [d * d if d > 0 else 0.0 for d in far]
        return self.pulls[seat]

    def shape_at(self, guest: int, seat: int) -> tuple[Box, ...]:
        x, y = self.points[seat]
        return tuple(box.moved(x, y) for box in self.guests[guest].shape)

    def fits(self, guest: int, seat: int, but: Iterable[int] = ()) -> bool:
        """Whether nobody and nothing would be covered by this guest on this seat."""
        if self.taken.get(seat, guest) not in (guest, *but):
            return False
        shape = self.shape_at(guest, seat)
        if meet(shape, self.walls):
            return False
        return self.shapes.free(shape, {guest, *but})

    def neighbours(self, guest: int) -> list[int]:
        """The seats of those this guest knows, as far as they sit."""
        return [self.seat[other] for other in self.guests[guest].knows if other in self.seat]

    def sit(self, guest: int, seat: int) -> None:
        """Put somebody who stands on a seat."""
        if self.woven:
            for other in self.neighbours(guest):
                self.weave.add(seat, other)
            self.weave.show(seat)
        self.seat[guest], self.taken[seat] = seat, guest
        self.shapes.put(guest, self.shape_at(guest, seat))
        self.near = list(map(add, self.near, self.pull(seat)))

    def stand(self, guest: int) -> int:
        """Let somebody get up; answers which seat they had."""
        seat = self.seat.pop(guest)
        del self.taken[seat]
        self.shapes.take(guest)
        if self.woven:
            for other in self.neighbours(guest):
                self.weave.add(seat, other, -1)
            self.weave.show(seat, -1)
        self.near = list(map(sub, self.near, self.pull(seat)))
        return seat

    def costs(self, guest: int) -> list[float]:
        """What each seat open to this guest would cost them; they may be sitting."""
        weave, seats, some = self.weave, self.weave.seats, self.some[guest]
        here, known = self.seat.get(guest), self.neighbours(guest)
        load, near, lying = some(weave.load), some(self.near), some(weave.lying)
        if here is not None:
            near = map(sub, near, some(self.pull(here)))
            for other in known:
                load = map(sub, load, some(weave.cuts(here, other)))
                if seats.hides:
                    lying = map(sub, lying, some(seats.under(here, other)))
            if seats.hides:
                load = map(sub, load, some(seats.hides[here]))
        among, full = seats.fields(known), seats.full
        return [
            CROSSING * ((met & among) % full + under)
            + LENGTH * ((length & among) % full)
            + ROOM * crowd
            + DRIFT * drift
            for met, under, length, crowd, drift in zip(
                load, lying, some(seats.length), near, some(self.drift), strict=True
            )
        ]
