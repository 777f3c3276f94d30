"""When each part of an agenda starts, and the day of the next gathering."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WEEKS = {"week": 1, "two_weeks": 2}
MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True, slots=True)
class Timed:
    """An agenda on the clock: when each part starts, when the last one ends, and what is over.

    `over` is how many minutes it goes on beyond the planned end; `left` how many are not planned.
    """

    starts: tuple[dt.datetime, ...]
    ends: dt.datetime
    over: int = 0
    left: int = 0


def timed(minutes: Sequence[int], begins: dt.datetime, planned: dt.datetime | None = None) -> Timed:
    """The parts of an agenda one after the other: each starts when the one before it ends.

    Formula: part k starts at begins + the minutes of parts 1 to k-1. With a planned end, `over` is
    max(0, ends - planned) and `left` is max(0, planned - ends), in whole minutes.
    When there is no answer: never; no parts end when they begin.
    Errors: ValueError where a part takes less than no time.

    In the literature: a running order, or back-to-back scheduling of one machine.

    >>> noon = dt.datetime(2026, 11, 29, 12, 30)
    >>> found = timed([10, 40, 20], noon, dt.datetime(2026, 11, 29, 13, 30))
    >>> [f"{start:%H:%M}" for start in found.starts], f"{found.ends:%H:%M}", found.over
    (['12:30', '12:40', '13:20'], '13:40', 10)
    """
    starts, at = [], begins
    for long in minutes:
        if long < 0:
            raise ValueError("A part takes some time, or none.")
        starts.append(at)
        at += dt.timedelta(minutes=long)
    beyond = round((at - planned).total_seconds() / 60) if planned is not None else 0
    return Timed(tuple(starts), at, max(0, beyond), max(0, -beyond))


def next_day(day: dt.date, rhythm: str) -> dt.date | None:
    """The day of the next gathering, as often as they meet.

    Formula: seven or fourteen days later; or one or three months later, on the same weekday of the
    same week of the month, the last one where that month has no fifth.
    When there is no answer: None where they meet once.
    Errors: none.

    In the literature: RRULE of RFC 5545 with FREQ=WEEKLY, or FREQ=MONTHLY and BYDAY.

    >>> next_day(dt.date(2026, 11, 29), "two_weeks")
    datetime.date(2026, 12, 13)
    >>> next_day(dt.date(2026, 11, 29), "month")  # the fifth Sunday: December has four
    datetime.date(2026, 12, 27)
    >>> next_day(dt.date(2026, 11, 29), "once") is None
    True
    """
    if rhythm in WEEKS:
        return day + dt.timedelta(weeks=WEEKS[rhythm])
    if rhythm not in MONTHS:
        return None
    months = day.year * 12 + day.month - 1 + MONTHS[rhythm]
    first = dt.date(months // 12, months % 12 + 1, 1)
    found = first + dt.timedelta(days=(day.weekday() - first.weekday()) % 7)
    found += dt.timedelta(weeks=(day.day - 1) // 7)
    return found if found.month == first.month else found - dt.timedelta(weeks=1)
