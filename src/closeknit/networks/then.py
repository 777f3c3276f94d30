"""The map of another day: on which days something changed, and what began on one of them."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closeknit.design.days import date_of

from .changes import begins
from .models import Chapter
from .snapshot import Snapshot
from .telling import turned


@dataclass(frozen=True)
class Slider:
    """The days one can step through, and where one is. `at` is the stop that holds on that day."""

    days: tuple[dt.date, ...]
    at: int
    before: dt.date | None
    after: dt.date | None

    @property
    def last(self) -> int:
        return len(self.days) - 1

    @property
    def words(self) -> str:
        """Every stop in words, for whoever moves the slider."""
        return json.dumps([date_of(day) for day in self.days])


@dataclass(frozen=True)
class Began:
    """Something that began on the day the map shows."""

    key: str
    name: str
    words: str
    why: str


def slider(ties: Iterable[Chapter], on: dt.date, today: dt.date) -> Slider:
    """The stops are the days on which something began, and today.

    >>> told = slider([Chapter(since="2019"), Chapter(since="2024-05")],
    ...               dt.date(2020, 1, 1), dt.date(2026, 11, 28))
    >>> [day.isoformat() for day in told.days], told.at
    (['2019-01-01', '2024-05-01', '2026-11-28'], 0)
    >>> str(told.before), str(told.after)
    ('2019-01-01', '2024-05-01')
    """
    days = stops(ties, today)
    first, next_one = bisect_left(days, on), bisect_right(days, on)
    return Slider(
        days=days,
        at=max(next_one - 1, 0),
        before=days[first - 1] if first else None,
        after=days[next_one] if next_one < len(days) else None,
    )


def stops(ties: Iterable[Chapter], today: dt.date) -> tuple[dt.date, ...]:
    """The days on which something began, and today."""
    found = {day for day in map(begins, ties) if day and day < today}
    return (*sorted(found), today)


def began(seen: Snapshot, day: dt.date) -> Sequence[Began]:
    """What began on this day, with the words that were written about it."""
    said = []
    for tie in sorted(seen.ties, key=lambda one: (one.since, one.made_at)):
        person = seen.people.get(tie.person_id)
        if person is None or begins(tie) != day:
            continue
        earlier = [one for one in seen.ties if one.person_id == tie.person_id and _first(one, tie)]
        last = max(earlier, key=lambda one: (one.since, one.made_at), default=None)
        said.append(Began(person.pk, person.name, turned(last, tie), tie.why))
    return said


def _first(one: Chapter, other: Chapter) -> bool:
    return (one.since, one.made_at) < (other.since, other.made_at)
