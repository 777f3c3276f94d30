"""How hard a layout tries: less the more people and threads there are, since each costs time."""

from __future__ import annotations

from dataclasses import dataclass

MANY, MOST = 100, 150
"""Among so many, people who stay are left in peace; among so many no thread can be followed by eye,
and nobody looks for a better seat than one near those they know."""
SEATS = ((20, 5.0), (30, 4.0), (45, 3.0), (55, 2.2), (100, 2.0))
"""Up to how many people there are how many seats for each."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Seats for each person, how often people may move, from how many starts; mind faces or not.

    Less where threads are many, since each costs time.
    """

    seats: float
    rounds: int
    starts: int = 1
    faces: bool = False

    def count(self, members: int) -> int:
        return max(9, round(members * self.seats)) if members else 0


def effort(people: int, threads: int, *, staying: bool = False) -> Effort:
    """What is worth trying for so many; `staying` where most of them have a place already."""
    starts = 3 if people <= 30 and threads <= 70 else 2 if people <= 42 and threads <= 130 else 1
    rounds = 12 if threads <= 200 else 7 if threads <= 350 else 4
    if people > MOST or (staying and people > MANY):
        return Effort(1.6, 0)
    if people > MANY:
        return Effort(1.6, 3 if threads <= 700 else 1)
    seats = next(seats for most, seats in SEATS if people <= most)
    return Effort(seats, rounds, starts, people <= 42)
