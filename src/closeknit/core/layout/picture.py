"""The picture as a value: where everybody and every word stands. The focus person is at (0, 0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from closeknit.core.layout.boxes import Box
from closeknit.core.layout.weave import Point

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "title": "The people around {name}",
        "circle.1": "Closest",
        "circle.2": "Friends",
        "circle.3": "Doing things together",
        "circle.4": "From services",
        "waiting": "Not placed yet",
        "kind.pet": "pet",
        "kind.place": "place",
        "kind.group": "group",
        "kind.thing": "thing",
        "kind.died": "has died",
        "paid.unpaid": "unpaid",
        "paid.paid": "paid",
        "paid.was_paid": "was paid",
        "knows": "knows {names}",
        "chair": "empty chair: {words}",
        "comma": ", ",
    }
)
"""The words in and about a picture, by their keys, when nobody says otherwise."""


class EmptyChair(Protocol):
    """What a chair must tell to be drawn; `core.gaps.empty_chairs` answers such values."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def circle(self) -> int | None: ...


def chair_key(chair: EmptyChair) -> str:
    """The key of a chair in a picture, which no person's key can be mistaken for.

    >>> chair_key(Chair("7", "A friend my own age"))
    'chair:7'
    """
    return f"chair:{chair.key}"


@dataclass(frozen=True, slots=True)
class Chair:
    """An empty chair to be drawn: a wish that nobody meets yet, in its words and its circle."""

    key: str
    words: str
    circle: int | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large things are drawn, in the picture's units (CSS pixels at full size).

    `face` and `focus` are half the width of a face; `name`, `second` and `ring_name` heights of
    letters; `wrap` is the widest line of a label; `room` is kept free round everybody.
    `bands`, if given, fixes how far from the middle the people of each circle may sit.
    No label reaches further than `edge` from the middle, if given. `per_letter`, if given, is the
    width of every letter.
    """

    face: float = 24
    focus: float = 42
    name: float = 15
    second: float = 13
    ring_name: float = 13
    line: float = 1.2
    pad: Point = (7, 3)
    drop: float = 3
    wrap: float = 118
    lines: int = 3
    room: float = 7
    first_ring: float = 152
    band: float = 84
    last_band: float = 100
    edge: float | None = None
    empty_band: float = 58
    margin: float = 20
    bands: tuple[tuple[float, float], ...] | None = None
    per_letter: float | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a plate: the name, and what they are known as, each in lines."""

    box: Box
    name: tuple[str, ...]
    second: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person, chair or the focus person sits. `circle` is None in the tray."""

    key: str
    circle: int | None
    x: float
    y: float
    face: float
    label: Label
    empty: bool = False

    @property
    def face_box(self) -> Box:
        return Box(-self.face, -self.face, self.face, self.face).moved(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Thread:
    """A link as it is drawn: from face to face, bent towards `over`."""

    a: str
    b: str
    start: Point
    over: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Ring:
    """One circle: its outer line, how far out faces may sit, and the plate with its name."""

    circle: int
    radius: float
    inner: float
    outer: float
    name: Label


@dataclass(frozen=True, slots=True)
class Before:
    """What must be remembered of a picture so that the next one looks the same.

    `places` are keys with x and y, `rings` the radii of the four ring lines. Both are plain
    numbers and words, so they can be kept as JSON.
    """

    places: Mapping[str, Point] = field(default_factory=lambda: MappingProxyType({}))
    rings: tuple[float, ...] = ()


@dataclass(frozen=True)
class Picture:
    """Everything that is needed to draw a network, and nothing about colours.

    `places` are in reading order: ring by ring, clockwise from the top, people and empty chairs
    alike. `waiting` are those without a circle, on a tray below. `box` is the canvas.
    """

    focus: Place
    places: tuple[Place, ...]
    waiting: tuple[Place, ...]
    threads: tuple[Thread, ...]
    rings: tuple[Ring, ...]
    box: Box
    sizes: Sizes
    tray: Box | None = None

    def place(self, key: str) -> Place:
        """Where the one with this key sits.

        Raises:
            LookupError: nobody in the picture has it.
        """
        for place in (*self.places, *self.waiting):
            if place.key == key:
                return place
        raise LookupError(f"Nobody in this picture has the key {key!r}.")

    @property
    def before(self) -> Before:
        """What the next `layout` needs so that nobody moves without need."""
        return Before(
            {place.key: (place.x, place.y) for place in self.places},
            tuple(ring.radius for ring in self.rings),
        )
