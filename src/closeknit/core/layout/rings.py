"""How wide each ring must be for the people on it, and the seats it offers."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, hypot, pi, sin, sqrt

from closeknit.core.layout.picture import Ring, Sizes
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
        elif at == len(areas) - 1 and area:
            least = sizes.last_band
        taken = pi * sizes.focus**2 if at == 0 else 0.0
        outer = max(inner + least, sqrt(inner**2 + (area + taken) / (pi * FILL)))
        # Whole steps, so that one more person seldom changes a ring.
        outer = inner + 12 * ceil((outer - inner) / 12 - 1e-9)
        if at < len(at_least):
            outer = at_least[at] if not any(areas) else max(outer, at_least[at])
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


def seats(ring: Ring, count: int, sizes: Sizes) -> list[tuple[Point, float]]:
    """Seats round one ring, each with how far it and its label lie from the middle of the band.

    Lanes alternate, so that neighbours can sit a little further in or out. What lies in the
    middle is the face with its label, so a face at the top sits further out than one below.
    """
    middle, half = (ring.inner + ring.outer) / 2, (ring.outer - ring.inner) / 2
    lanes = max(1, min(7, 1 + 2 * round(half / sizes.face)))
    shifts = [0.0]
    for step in range(1, lanes // 2 + 1):
        shifts += [step / (lanes // 2), -step / (lanes // 2)]
    count += 1 if count % len(shifts) == 0 else 0
    lower = sizes.line * (sizes.name + sizes.second) / 2
    found = []
    for at in range(count):
        radius = middle + shifts[at % len(shifts)] * half
        turn = 2 * pi * (at + 0.37 * ring.circle + 0.11) / count - pi / 2
        x, y = radius * cos(turn), radius * sin(turn)
        drift = abs(hypot(x, y + lower) - middle) / max(half, lower)
        corner = hypot(abs(x) + 1.8 * sizes.face, y + sizes.face + 2 * lower)
        beyond = max(0.0, corner - ring.outer - sizes.face) / lower if y > 0 else 0.0
        found.append(((x, y), min(drift, 1.0) + min(beyond, 2.0)))
    return found
