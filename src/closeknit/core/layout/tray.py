"""The tray below the rings, where people wait whose circle nobody has said yet."""

from __future__ import annotations

from collections.abc import Mapping

from closeknit.core.layout.boxes import Box
from closeknit.core.layout.labels import moved, second_line, under
from closeknit.core.layout.picture import Place, Sizes
from closeknit.core.network import Network


def waiting(
    network: Network, rings: Box, sizes: Sizes, words: Mapping[str, str]
) -> tuple[tuple[Place, ...], Box | None]:
    """Rows below the rings for those whose circle nobody has said yet, by name."""
    people = sorted((p for p in network.people if p.circle is None), key=lambda p: (p.name, p.key))
    if not people:
        return (), None
    labels = [
        under(person.name, second_line(person, words), sizes.face, sizes) for person in people
    ]
    wide = max(max(label.box.width for label in labels), 2 * sizes.face) + 2 * sizes.room
    tall = sizes.face + max(label.box.bottom for label in labels) + 2 * sizes.room
    columns = max(1, min(len(people), int((rings.width - 2 * sizes.margin) / wide)))
    left, top = -columns * wide / 2, rings.bottom + 2 * sizes.margin + 24
    found = []
    for at, (person, label) in enumerate(zip(people, labels, strict=True)):
        x = left + (at % columns + 0.5) * wide
        y = top + (at // columns) * tall + sizes.face + sizes.room
        found.append(Place(person.key, None, x, y, sizes.face, moved(label, x, y)))
    rows = -(-len(people) // columns)
    tray = Box(rings.left + sizes.margin, top - 32, rings.right - sizes.margin, top + rows * tall)
    return tuple(found), tray
