"""Labels: the plate under a face, and the plate of a ring's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from closeknit.core.layout.boxes import Box
from closeknit.core.layout.lettering import width, wrap
from closeknit.core.layout.picture import Label, Sizes
from closeknit.core.network import Person


def _widest(lines: tuple[str, ...], size: float, sizes: Sizes) -> float:
    if sizes.per_letter is not None:
        return max((sizes.per_letter * len(line) for line in lines), default=0.0)
    return max((width(line, size) for line in lines), default=0.0)


def _lines(text: str, size: float, sizes: Sizes) -> tuple[str, ...]:
    if sizes.per_letter is not None:
        return (text,) if text else ()
    return wrap(text, size, sizes.wrap, sizes.lines)


def under(name: str, second: str, face: float, sizes: Sizes) -> Label:
    """The label under a face that stands at (0, 0)."""
    names = _lines(name, sizes.name, sizes)
    seconds = _lines(second, sizes.second, sizes)
    wide = max(_widest(names, sizes.name, sizes), _widest(seconds, sizes.second, sizes))
    tall = sizes.line * (len(names) * sizes.name + len(seconds) * sizes.second)
    across, down = wide / 2 + sizes.pad[0], tall + 2 * sizes.pad[1]
    top = face + sizes.drop
    return Label(Box(-across, top, across, top + down), names, seconds)


def ring_plate(name: str, radius: float, sizes: Sizes) -> Label:
    """The plate with a ring's name, on the top of its line."""
    across = _widest((name,), sizes.ring_name, sizes) / 2 + 11
    tall = sizes.ring_name * 0.85
    return Label(Box(-across, -radius - tall, across, -radius + tall), (name,) if name else ())


def second_line(person: Person, words: Mapping[str, str]) -> str:
    """The second line: what they are known as, or else what they are if not a living person."""
    return person.known_as or words.get(f"kind.{person.kind}", "")


def moved(label: Label, x: float, y: float) -> Label:
    """The same label, so much further right and down."""
    return replace(label, box=label.box.moved(x, y))
