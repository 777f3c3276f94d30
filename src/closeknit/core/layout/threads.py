"""Threads between people, bent a little where a straight one would run under a face or a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from closeknit.core.layout.boxes import Box
from closeknit.core.layout.picture import Place, Thread
from closeknit.core.layout.weave import Point

BENDS = (0.05, -0.05, 0.02, -0.02, 0.1, -0.1, 0.16, -0.16, 0.23, -0.23, 0.31, -0.31)
STEP = 13.0
MANY = 160
"""Above so many threads a picture is a weave, and each is drawn straight."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a thread should not run under, and how bad it is if it does."""

    box: Box
    weight: float
    round: bool = False

    def under(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        if not (left < x < right and top < y < bottom):
            return False
        if not self.round:
            return True
        return hypot(x - (left + right) / 2, y - (top + bottom) / 2) < (right - left) / 2


def _over(start: Point, end: Point, bend: float) -> Point:
    """The point a thread bends towards; a positive bend leads away from the middle."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    side = 1 if (x * -dy + y * dx) >= 0 else -1
    return x - 2 * bend * side * dy, y + 2 * bend * side * dx


def along(start: Point, over: Point, end: Point) -> list[Point]:
    """Points along a thread, its ends left out."""
    found = []
    steps = max(8, int(hypot(end[0] - start[0], end[1] - start[1]) / STEP))
    for step in range(1, steps):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x, y = (a * p + b * q + c * r for p, q, r in zip(start, over, end, strict=True))
        found.append((x, y))
    return found


def _harm(points: Sequence[Point], things: Iterable[Thing]) -> float:
    """How much lies under these points."""
    return sum(thing.weight for thing in things if any(thing.under(x, y) for x, y in points))


def _near(start: Point, end: Point, things: Iterable[Thing]) -> list[Thing]:
    """The things that a thread between these ends could touch at all."""
    reach = 0.32 * hypot(end[0] - start[0], end[1] - start[1])
    (x, y), (u, v) = start, end
    hull = Box(min(x, u), min(y, v), max(x, u), max(y, v)).grown(reach)
    return [thing for thing in things if hull.hits(thing.box)]


def lead(start: Point, end: Point, things: Iterable[Thing]) -> Point:
    """The gentlest bend that runs under as little as can be."""
    close = _near(start, end, things)
    dear = 2 + hypot(end[0] - start[0], end[1] - start[1]) / 110
    best, least = _over(start, end, BENDS[0]), float("inf")
    for bend in BENDS:
        over = _over(start, end, bend)
        cost = _harm(along(start, over, end), close) + dear * abs(bend)
        if cost < least:
            best, least = over, cost
        if least <= dear * abs(bend):
            break
    return best


def _things(places: Mapping[str, Place]) -> dict[str, tuple[Thing, Thing]]:
    """Everybody's face and label."""
    return {
        key: (Thing(place.face_box.grown(4), 5.0, True), Thing(place.label.box, 1.0))
        for key, place in places.items()
    }


def threads(
    links: Iterable[tuple[str, str]], places: Mapping[str, Place], focus: Place
) -> tuple[Thread, ...]:
    """One thread for every link between people who are both in the picture."""
    drawn = sorted(pair for pair in links if pair[0] in places and pair[1] in places)
    everybody = {**_things(places), **_things({"": focus})}
    found = []
    for a, b in drawn:
        start, end = (places[a].x, places[a].y), (places[b].x, places[b].y)
        over = _over(start, end, 0)
        if len(drawn) <= MANY:
            things = [t for key, both in everybody.items() if key not in (a, b) for t in both]
            over = lead(start, end, things)
        found.append(Thread(a, b, start, over, end))
    return tuple(found)
