"""How wide each ring must be for the people on it, and the seats it offers."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, pi, sin, sqrt

from closeknit.core.layout.picture import Sizes
from closeknit.core.layout.weave import Point

FILL = 0.5
"""How much of a ring people and their labels may cover before it grows."""
Band = tuple[float, float]


def lines(areas: Sequence[float], sizes: Sizes, at_least: Sequence[float] = ()) -> list[float]:
    """The radii of the four ring lines, so that each ring has room for its area of labels."""
    inner, found = 0.0, []
    for at, area in enumerate(areas):
        least = sizes.band if area else sizes.empty_band
        if at == 0:
            least = sizes.first_ring
        taken = pi * sizes.focus**2 if at == 0 else 0.0
        outer = max(inner + least, sqrt(inner**2 + (area + taken) / (pi * FILL)))
        # Whole steps, so that one more person seldom changes a ring.
        outer = inner + 12 * ceil((outer - inner) / 12 - 1e-9)
        if at < len(at_least):
            outer = max(outer, at_least[at])
        found.append(outer)
        inner = outer
    return found


def bands(radii: Sequence[float], sizes: Sizes) -> list[Band]:
    """How far out the faces of each circle may sit: wholly inside their ring."""
    if sizes.bands is not None:
        return list(sizes.bands)
    edge = sizes.face + 4
    inners = (sizes.focus + 4, *radii[:-1])
    return [(inner + edge, outer - edge) for inner, outer in zip(inners, radii, strict=True)]


def seats(circle: int, band: Band, count: int, lane: float) -> list[tuple[Point, float]]:
    """Seats round one ring, each with how far it lies from the middle of the band, 0 to 1.

    Lanes alternate, so that neighbours can sit a little further in or out.
    """
    inner, outer = band
    middle, half = (inner + outer) / 2, (outer - inner) / 2
    lanes = max(1, min(7, 1 + 2 * round(half / lane)))
    shifts = [0.0]
    for step in range(1, lanes // 2 + 1):
        shifts += [step / (lanes // 2), -step / (lanes // 2)]
    count += 1 if count % len(shifts) == 0 else 0
    found = []
    for at in range(count):
        shift = shifts[at % len(shifts)]
        turn = 2 * pi * (at + 0.37 * circle + 0.11) / count - pi / 2
        radius = middle + shift * half
        found.append(((radius * cos(turn), radius * sin(turn)), abs(shift)))
    return found
