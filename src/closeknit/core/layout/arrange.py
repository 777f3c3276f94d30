"""From a network to its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, hypot, pi, sin

from closeknit.core.layout.boxes import Box, around, free, meet
from closeknit.core.layout.effort import Effort, effort
from closeknit.core.layout.labels import moved, ring_plate, second_line, under
from closeknit.core.layout.picture import (
    WORDS,
    Before,
    EmptyChair,
    Label,
    Picture,
    Place,
    Ring,
    Sizes,
    chair_key,
)
from closeknit.core.layout.rings import bands, lines, seats
from closeknit.core.layout.seating import Guest, Table
from closeknit.core.layout.settle import angles, evened, settle, sit_down
from closeknit.core.layout.threads import threads
from closeknit.core.layout.tray import waiting
from closeknit.core.layout.weave import Point, Seats
from closeknit.core.network import Network

CIRCLES = (1, 2, 3, 4)
TRIES = 40


@dataclass(frozen=True, slots=True)
class _Sitter:
    """Whoever needs a seat: a person or an empty chair."""

    key: str
    circle: int
    label: Label
    empty: bool
    knows: tuple[str, ...]


def _sitters(
    network: Network, chairs: Sequence[EmptyChair], sizes: Sizes, words: Mapping[str, str]
) -> list[_Sitter]:
    people = [
        _Sitter(
            person.key,
            person.circle,
            under(person.name, second_line(person, words), sizes.face, sizes),
            False,
            tuple(sorted(network.knows(person.key))),
        )
        for person in network.people
        if person.circle is not None
    ]
    labels = [under("", chair.words, sizes.face, sizes) for chair in chairs]
    empty = [
        _Sitter(chair_key(chair), chair.circle or 2, label, True, ())
        for chair, label in zip(chairs, labels, strict=True)
    ]
    return sorted(people + empty, key=lambda sitter: (sitter.circle, sitter.key, sitter.empty))


def _shape(label: Label, face: float, room: float) -> tuple[Box, Box]:
    """The face and the label round (0, 0), with half the room that is kept between people."""
    return Box(-face, -face, face, face).grown(room / 2), label.box.grown(room / 2)


def _area(sitters: Sequence[_Sitter], circle: int, sizes: Sizes) -> float:
    """How much room the people of a circle take."""
    whole = [
        around(_shape(sitter.label, sizes.face, sizes.room))
        for sitter in sitters
        if sitter.circle == circle
    ]
    return sum(box.width * box.height for box in whole)


@dataclass(frozen=True)
class _Room:
    """The rings of one try, with what nobody may cover."""

    sizes: Sizes
    rings: tuple[Ring, ...]
    focus: Place

    @property
    def walls(self) -> list[Box]:
        plates = [ring.name.box.grown(4) for ring in self.rings if ring.name.name]
        edge, far = self.sizes.edge, 1e6
        sides = [Box(edge, -far, far, far), Box(-far, edge, far, far)] if edge else []
        beyond = sides + [Box(-box.right, -box.bottom, -box.left, -box.top) for box in sides]
        return [self.focus.face_box.grown(4), self.focus.label.box.grown(4), *plates, *beyond]


def _room(areas: Sequence[float], at_least: Sequence[float], given: _Given) -> _Room:
    radii = lines(areas, given.sizes, at_least)
    rings = tuple(
        Ring(circle, radius, inner, outer, ring_plate(name, radius, given.sizes))
        for circle, radius, (inner, outer), name in zip(
            CIRCLES, radii, bands(radii, given.sizes), given.ring_names, strict=True
        )
    )
    return _Room(given.sizes, rings, given.focus)


@dataclass(frozen=True)
class _Given:
    """What a layout starts from."""

    sitters: list[_Sitter]
    before: Before
    ring_names: tuple[str, ...]
    focus: Place
    sizes: Sizes

    @property
    def effort(self) -> Effort:
        threads = sum(len(sitter.knows) for sitter in self.sitters) // 2
        return effort(len(self.sitters), threads, staying=bool(self.before.places))


def _kept(given: _Given, room: _Room) -> dict[int, Point]:
    """Who was in this circle before, and where."""
    found = {}
    for at, sitter in enumerate(given.sitters):
        place = given.before.places.get(sitter.key)
        ring = room.rings[sitter.circle - 1]
        if place and ring.inner - 1e-6 <= hypot(*place) <= ring.outer + 1e-6:
            found[at] = (place[0], place[1])
    return found


def _was_here(given: _Given, at: int) -> bool:
    """Whether somebody sat in the same circle before: then they go no further than they must."""
    place, radii = given.before.places.get(given.sitters[at].key), given.before.rings
    if place is None or len(radii) != len(CIRCLES):
        return False
    inner, outer = bands(radii, given.sizes)[given.sitters[at].circle - 1]
    return inner - 1e-6 <= hypot(*place) <= outer + 1e-6


def _wishes(given: _Given, room: _Room, kept: Mapping[int, Point], start: int) -> list[Point]:
    """Where everybody would like to sit: as before, else near those they know."""
    index = {sitter.key: at for at, sitter in enumerate(given.sitters)}
    knows = [[index[k] for k in sitter.knows if k in index] for sitter in given.sitters]
    turn = angles([sitter.key for sitter in given.sitters], knows, start)
    if not given.before.places:
        for circle in CIRCLES:
            members = [at for at, s in enumerate(given.sitters) if s.circle == circle]
            for at, angle in evened(turn, members).items():
                turn[at] = angle
    found = []
    for at, sitter in enumerate(given.sitters):
        ring = room.rings[sitter.circle - 1]
        if sitter.key in given.before.places:
            x, y = given.before.places[sitter.key]
            turn[at] = atan2(y, x)
        middle = (ring.inner + ring.outer) / 2
        found.append(kept.get(at, (middle * cos(turn[at]), middle * sin(turn[at]))))
    return found


def _seats(
    given: _Given, room: _Room, kept: Mapping[int, Point]
) -> tuple[list[Point], list[float], dict[int, list[int]]]:
    """All seats, how far each is from the middle of its band, and which belong to which circle."""
    points: list[Point] = list(kept.values())
    drift = [0.0] * len(points)
    by_circle: dict[int, list[int]] = {}
    for ring in room.rings:
        members = [at for at, s in enumerate(given.sitters) if s.circle == ring.circle]
        count = given.effort.count(len(members))
        if kept:  # more to choose from for somebody new among people who stay
            some_new = any(at not in kept for at in members)
            count = max(5 * len(members), 48) if some_new else 2 * len(members)
        new = seats(ring, count, given.sizes)
        new = [
            seat
            for seat in new
            if all(hypot(seat[0][0] - x, seat[0][1] - y) > 2 for x, y in points)
        ]
        by_circle[ring.circle] = list(range(len(points), len(points) + len(new)))
        points += [point for point, _ in new]
        drift += [far for _, far in new]
    return points, drift, by_circle


def _table(
    given: _Given, room: _Room, kept: Mapping[int, Point], start: int, again: Seats | None
) -> Table:
    points, drift, by_circle = _seats(given, room, kept)
    own = {at: seat for seat, at in enumerate(kept)}
    index = {sitter.key: at for at, sitter in enumerate(given.sitters)}
    wishes = _wishes(given, room, kept, start)
    guests = [
        Guest(
            sitter.key,
            _shape(sitter.label, given.sizes.face, given.sizes.room),
            tuple(([own[at]] if at in own else []) + by_circle[sitter.circle]),
            tuple(index[key] for key in sitter.knows if key in index),
            wishes[at],
        )
        for at, sitter in enumerate(given.sitters)
    ]
    # Few people may spread out further.
    reach = given.sizes.face * (5 + 4 * max(0.0, 1 - len(guests) / 30))
    face = 1.35 * given.sizes.face if given.effort.faces and len(points) < 170 else 0.0

    def sets(bits: int) -> Seats:
        return again or Seats(points, bits, given.sizes.focus, face)

    return Table(points, drift, guests, room.walls, (reach, 0.9 * reach), sets)


@dataclass(frozen=True)
class _Try:
    """One way to sit: who found no seat, and who may still look for a better one."""

    table: Table
    late: set[int]
    moving: dict[int, list[int]]


def _undisturbed(table: Table, seats: Mapping[int, int]) -> list[int]:
    """Those who can stay where they were: whoever is in the way of most gets up first."""
    shapes = {at: table.shape_at(at, seat) for at, seat in seats.items()}
    clashes: dict[int, set[int]] = {at: set() for at in seats}
    for one, other in combinations(seats, 2):
        if not free(shapes[one], shapes[other]):
            clashes[one].add(other)
            clashes[other].add(one)
    while any(clashes.values()):
        worst = max(clashes, key=lambda at: (len(clashes[at]), at))
        for other in clashes.pop(worst):
            clashes[other].discard(worst)
    return [at for at in clashes if not meet(shapes[at], table.walls)]


def _try(
    given: _Given,
    room: _Room,
    start: int = 0,
    loose: frozenset[int] = frozenset(),
    again: Seats | None = None,
) -> _Try:
    """Everybody sits down: those who were here before, then the widest names, then the rest.

    People of `loose` circles may be moved a little to make room for somebody new.
    """
    kept = _kept(given, room)
    table = _table(given, room, kept, start, again)
    own = {at: seat for seat, at in enumerate(kept)}
    circle = [sitter.circle for sitter in given.sitters]
    firm = {at: seat for at, seat in own.items() if circle[at] not in loose}
    for at in _undisturbed(table, firm):
        table.sit(at, own[at])
    new = [at for at in range(len(circle)) if at not in kept]
    new.sort(key=lambda at: (circle[at], -given.sitters[at].label.box.width, at))
    late = set(sit_down(table, [*new, *(at for at in own if at not in table.seat)]))
    moving: dict[int, list[int]] = {}
    for at, seat in sorted(table.seat.items()):
        if own.get(at) != seat and not _was_here(given, at):
            moving.setdefault(circle[at], []).append(at)
    return _Try(table, late, moving)


def _seated(given: _Given) -> tuple[_Try, _Room]:
    """The rings of before as long as they hold everybody; else let them grow until they do."""
    loose: frozenset[int] = frozenset()
    if len(given.before.rings) == len(CIRCLES):
        room = _room([0.0] * len(CIRCLES), given.before.rings, given)
        for _ in range(2):
            found = _try(given, room, 0, loose)
            if not found.late:
                return found, room
            loose |= {given.sitters[at].circle for at in found.late}
    areas = [_area(given.sitters, circle, given.sizes) for circle in CIRCLES]
    for _ in range(TRIES):
        room = _room(areas, given.before.rings, given)
        found = _try(given, room, 0, loose)
        if not found.late or given.sizes.bands is not None:
            break
        for circle in {given.sitters[at].circle for at in found.late}:
            members = sum(sitter.circle == circle for sitter in given.sitters)
            late = sum(given.sitters[at].circle == circle for at in found.late)
            areas[circle - 1] *= 1.05 + 0.5 * late / members
    return found, room


def _arranged(given: _Given) -> tuple[Table, _Room]:
    """The calmest of a few ways to sit."""
    found, room = _seated(given)
    ways = [found]
    if found.moving and given.effort.starts > 1 and not given.before.places:
        same = found.table.weave.seats
        starts = range(1, given.effort.starts)
        ways += [_try(given, room, start, again=same) for start in starts]
    ways = [way for way in ways if len(way.late) == len(found.late)]
    for way in ways:
        if way.moving:
            settle(way.table, way.moving, given.effort.rounds)
    if len(ways) > 1:
        found = min(ways, key=lambda way: way.table.total())
    for at in found.late:  # only where the bands are fixed: nobody is left out
        free_seats = [s for s in found.table.guests[at].seats if s not in found.table.taken]
        if free_seats:
            found.table.sit(at, free_seats[0])
    return found.table, room


def _reading(place: Place) -> tuple[int, float]:
    """Ring by ring, clockwise from the top."""
    turn = atan2(place.x, -place.y) % (2 * pi)
    return place.circle or 9, turn


def _places(given: _Given, table: Table) -> tuple[Place, ...]:
    found = []
    for at, seat in sorted(table.seat.items()):
        sitter, (x, y) = given.sitters[at], table.points[seat]
        label = moved(sitter.label, x, y)
        found.append(Place(sitter.key, sitter.circle, x, y, given.sizes.face, label, sitter.empty))
    return tuple(sorted(found, key=_reading))


def layout(
    network: Network,
    before: Before | Mapping[str, Point] | None = None,
    chairs: Sequence[EmptyChair] = (),
    sizes: Sizes | None = None,
    words: Mapping[str, str] | None = None,
) -> Picture:
    """A place for everybody: on their ring, nobody over anybody, few threads crossing.

    The focus person is at (0, 0), x to the right and y down, in CSS pixels at full size. Those
    in `before` (the last picture's `before`, or keys with x and y) stay where they were unless
    their circle changed or somebody would be covered. Rings grow with the people on them. Those
    whose circle nobody has said wait on a tray below. The same network gives the same picture,
    in whatever order its people come.

    >>> from closeknit.core.network import Network, Person
    >>> picture = layout(Network("Maya", (Person("r", "Rosa", circle=1),)))
    >>> [place.key for place in picture.places]
    ['r']

    In the literature: a target diagram (Hogan, Carrasco & Wellman 2007); crossings are lowered
    by moving one person, then two, at a time (sifting; Baur & Brandes 2005).
    """
    sizes, said = sizes or Sizes(), {**WORDS, **(words or {})}
    if not isinstance(before, Before):
        before = Before(before or {})
    hello = under(network.name, "", sizes.focus, sizes)
    focus = Place("", None, 0, 0, sizes.focus, moved(hello, 0, -14))
    sitters = _sitters(network, chairs, sizes, said)
    names = tuple(said[f"circle.{circle}"] for circle in CIRCLES)
    given = _Given(sitters, before, names, focus, sizes)
    table, room = _arranged(given)
    places = _places(given, table)
    far = room.rings[-1].radius
    boxes = [place.label.box for place in places] + [ring.name.box for ring in room.rings]
    rings = around([Box(-far, -far, far, far), *boxes])
    tray_places, tray = waiting(network, rings, sizes, said)
    canvas = around([rings, *([tray] if tray else [])]).grown(sizes.margin)
    seated = {place.key: place for place in places}
    drawn = threads(network.links, seated, focus)
    return Picture(focus, places, tray_places, drawn, room.rings, canvas, sizes, tray)
