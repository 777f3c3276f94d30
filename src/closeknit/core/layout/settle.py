"""From a first guess to a calm picture: everybody sits down, then moves while it helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import atan2, cos, hypot, pi, sin

from closeknit.core.layout.seating import CROSSING, LENGTH, Table

ENOUGH = 1e-6
ROUNDS = 40


def _start(key: str) -> float:
    """A number from -1 to 1 that depends on the key alone."""
    state = 2166136261
    for char in key:
        state = (state ^ ord(char)) * 16777619 % 2**32
    state = (state * 1664525 + 1013904223) % 2**32
    return state / 2**31 - 1


def _smooth(
    values: list[float], knows: Sequence[Sequence[int]], against: Sequence[Sequence[float]]
) -> list[float]:
    """One round of "be like those you know", kept apart from `against` and of length one."""
    weights = [len(others) + 1.0 for others in knows]
    new = [
        (values[i] * weights[i] + sum(values[other] for other in others)) / (2 * weights[i])
        for i, others in enumerate(knows)
    ]
    for fixed in against:
        top = sum(a * b * w for a, b, w in zip(new, fixed, weights, strict=True))
        low = sum(b * b * w for b, w in zip(fixed, weights, strict=True))
        new = [a - top / low * b if low else a for a, b in zip(new, fixed, strict=True)]
    size = sum(a * a for a in new) ** 0.5 or 1.0
    return [a / size for a in new]


def angles(keys: Sequence[str], knows: Sequence[Sequence[int]], start: int = 0) -> list[float]:
    """An angle for everyone, near to the angles of those they know.

    The two smoothest patterns over who-knows-whom, read as x and y. In the literature: a
    spectral layout by power iteration (Koren 2005, "Drawing graphs by eigenvectors").
    """
    found: list[list[float]] = [[1.0] * len(keys)]
    for axis in "xy":
        values = [_start(f"{axis}{start}{key}") for key in keys]
        for _ in range(ROUNDS):
            values = _smooth(values, knows, found)
        found.append(values)
    return [atan2(y, x) for x, y in zip(found[1], found[2], strict=True)]


def evened(angle: Sequence[float], members: Iterable[int]) -> dict[int, float]:
    """The same order round the ring with equal steps, turned to fit the angles best."""
    order = sorted(members, key=lambda i: (angle[i], i))
    step = 2 * pi / max(1, len(order))
    x = sum(cos(angle[i] - rank * step) for rank, i in enumerate(order))
    y = sum(sin(angle[i] - rank * step) for rank, i in enumerate(order))
    turn = atan2(y, x)
    return {i: turn + rank * step for rank, i in enumerate(order)}


def sit_down(table: Table, order: Iterable[int]) -> list[int]:
    """Everyone takes the free seat nearest to their wish; answers who found none."""
    standing = []
    for guest in order:
        x, y = table.guests[guest].wish
        seats = sorted(
            table.guests[guest].seats,
            key=lambda seat: hypot(table.points[seat][0] - x, table.points[seat][1] - y),
        )
        seat = next((seat for seat in seats if table.fits(guest, seat)), None)
        if seat is None:
            standing.append(guest)
        else:
            table.sit(guest, seat)
    return standing


def _moved(table: Table, guest: int) -> bool:
    """Whether a better free seat was found and taken."""
    here, seats = table.seat[guest], table.guests[guest].seats
    costs = table.costs(guest)
    mine = costs[seats.index(here)] - ENOUGH
    for cost, seat in sorted(zip(costs, seats, strict=True)):
        if cost >= mine:
            return False
        if table.fits(guest, seat):
            table.stand(guest)
            table.sit(guest, seat)
            return True
    return False


def _mutual(table: Table, p: int, friends: int, q: int, others: Sequence[int]) -> int:
    """Crossings between the threads from seat p to `friends` and from seat q to `others`."""
    seats = table.weave.seats
    return sum(seats.sum(seats.cut(p, q, other), friends) for other in others)


def swap_gain(table: Table, a: int, b: int) -> float:
    """How much lower the cost is when these two change seats."""
    weave, seats, p, q = table.weave, table.weave.seats, table.seat[a], table.seat[b]
    knows_a = [seat for seat in table.neighbours(a) if seat != q]
    knows_b = [seat for seat in table.neighbours(b) if seat != p]
    own = [(p, other) for other in knows_a] + [(q, other) for other in knows_b]
    if q in table.neighbours(a):
        own.append((p, q))
    load = [weave.load[at] - sum(seats.cut(at, *thread) for thread in own) for at in (p, q)]
    of_a, of_b = seats.fields(knows_a), seats.fields(knows_b)
    crossed = [
        seats.sum(load[0], of_a) + seats.sum(load[1], of_b) + _mutual(table, p, of_a, q, knows_b),
        seats.sum(load[1], of_a) + seats.sum(load[0], of_b) + _mutual(table, q, of_a, p, knows_b),
    ]
    long = [
        seats.sum(seats.length[p], of_a) + seats.sum(seats.length[q], of_b),
        seats.sum(seats.length[q], of_a) + seats.sum(seats.length[p], of_b),
    ]
    return CROSSING * (crossed[0] - crossed[1]) + LENGTH * (long[0] - long[1])


def _swapped(table: Table, a: int, b: int) -> bool:
    """Whether two people of one circle gained by changing seats, and did."""
    if swap_gain(table, a, b) <= ENOUGH:
        return False
    p, q = table.seat[a], table.seat[b]
    # A seat somebody had before is open to them alone.
    if q not in table.guests[a].seats or p not in table.guests[b].seats:
        return False
    if not (table.fits(a, q, (b,)) and table.fits(b, p, (a,))):
        return False
    table.stand(a)
    table.stand(b)
    table.sit(a, q)
    if table.fits(b, p):
        table.sit(b, p)
        return True
    table.stand(a)
    table.sit(a, p)
    table.sit(b, q)
    return False


def settle(table: Table, circles: Mapping[int, Sequence[int]], rounds: int = 12) -> None:
    """People move to better seats, then change seats two by two, until nobody gains.

    Whoever found nothing better looks again only when somebody they know has moved.
    """
    restless = {guest for members in circles.values() for guest in members}
    for _ in range(rounds):
        looking, restless = [g for m in circles.values() for g in m if g in restless], set()
        for guest in looking:
            if _moved(table, guest):
                restless |= {guest, *table.guests[guest].knows}
        if restless:
            continue
        for members in circles.values():
            for a, b in combinations(members, 2):
                if _swapped(table, a, b):
                    restless |= {a, b, *table.guests[a].knows, *table.guests[b].knows}
        if not restless:
            return
