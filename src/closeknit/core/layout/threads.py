"""Threads between people, bent a little where a straight one would run under a face or a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, hypot

from closeknit.core.layout.boxes import Box
from closeknit.core.layout.picture import Place, Thread
from closeknit.core.layout.weave import Point

BENDS = (0.05, -0.05, 0.02, -0.02, 0.1, -0.1, 0.16, -0.16, 0.23, -0.23, 0.31, -0.31)
MOST = 0.31
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
    steps = _steps(hypot(end[0] - start[0], end[1] - start[1]))
    found = []
    for step in range(1, steps):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append(
            (
                a * start[0] + b * over[0] + c * end[0],
                a * start[1] + b * over[1] + c * end[1],
            )
        )
    return found


def _steps(far: float) -> int:
    return max(8, int(far / STEP))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A thing as a thread sees it: which of its points may lie under it, how far to the side."""

    thing: Thing
    first: int
    last: int
    low: float
    high: float

    def may_meet(self, bend: float, steps: int) -> bool:
        """Whether a thread bent so much comes near at all; `low` and `high` are in its lengths."""
        t, u = self.first / steps, self.last / steps
        top = 0.25 if t <= 0.5 <= u else max(t * (1 - t), u * (1 - u))
        least, most = 4 * bend * min(t * (1 - t), u * (1 - u)), 4 * bend * top
        return min(least, most) <= self.high and max(least, most) >= self.low


def _beside(start: Point, end: Point, things: Iterable[Thing]) -> list[_Beside]:
    """The things that a thread between these ends could touch at all."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    far = hypot(dx, dy)
    steps, side = _steps(far), 1 if (x + dx / 2) * -dy + (y + dy / 2) * dx >= 0 else -1
    ex, ey = dx / far, dy / far  # nobody sits on anybody
    found = []
    for thing in things:
        left, top, right, bottom = thing.box
        mx, my = (left + right) / 2 - x, (top + bottom) / 2 - y
        wide, tall = (right - left) / 2, (bottom - top) / 2
        across = wide if thing.round else wide * abs(ey) + tall * abs(ex)
        v = (my * ex - mx * ey) * side
        if abs(v) > across + MOST * far:
            continue
        along = wide if thing.round else wide * abs(ex) + tall * abs(ey)
        u = mx * ex + my * ey
        first = max(1, ceil((u - along) / far * steps))
        last = min(steps - 1, int((u + along) / far * steps))
        if first <= last:
            found.append(_Beside(thing, first, last, (v - across) / far, (v + across) / far))
    return found


def _harm(start: Point, over: Point, end: Point, close: Iterable[_Beside]) -> float:
    """How much lies under a thread."""
    points = along(start, over, end)
    return sum(
        one.thing.weight
        for one in close
        if any(one.thing.under(x, y) for x, y in points[one.first - 1 : one.last])
    )


def lead(start: Point, end: Point, things: Iterable[Thing]) -> Point:
    """The gentlest bend that runs under as little as can be."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    beside, steps, dear = _beside(start, end, things), _steps(far), 2 + far / 110
    best, least = _over(start, end, BENDS[0]), float("inf")
    for bend in BENDS:
        over = _over(start, end, bend)
        close = [one for one in beside if one.may_meet(bend, steps)]
        cost = dear * abs(bend) + (_harm(start, over, end, close) if close else 0)
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
