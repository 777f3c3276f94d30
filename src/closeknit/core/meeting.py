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


@dataclass(frozen=True, slots=True)
class Running:
    """What is left of an agenda while it runs: starts and minutes of each part that is still open.

    `late` is how many minutes the parts behind are over; `spare` how many nobody has planned.
    """

    starts: tuple[dt.datetime, ...]
    minutes: tuple[int, ...]
    ends: dt.datetime
    late: int = 0
    spare: int = 0


def retimed(
    planned: Sequence[int], began: dt.datetime, now: dt.datetime, ends: dt.datetime
) -> Running:
    """The rest of an agenda, timed anew so that it ends when it was said to end.

    The first part began at `began` and keeps its minutes, or as many as it has taken by now. The
    others keep theirs as long as there is room; where there is not, each gives up its share.

    Formula: with r = whole minutes from max(now, began + first) to `ends` and p = the minutes
    planned for the others, part k takes its own minutes where r >= p, and otherwise
    minutes_k * r / p, rounded so that they add up to r, the largest rest first.
    When there is no answer: never; with nothing left every part takes no time.
    Errors: ValueError where a part takes less than no time.

    In the literature: proportional compression of a schedule with a fixed deadline; the rounding
    is the method of largest remainders (Hamilton).

    >>> at = lambda hour, minute: dt.datetime(2026, 11, 29, hour, minute)
    >>> found = retimed([20, 20, 20, 10], at(18, 24), at(18, 37), at(19, 30))
    >>> [f"{start:%H:%M}" for start in found.starts], found.minutes, found.late
    (['18:24', '18:44', '19:03', '19:21'], (20, 19, 18, 9), 4)
    """
    if any(long < 0 for long in planned):
        raise ValueError("A part takes some time, or none.")
    if not planned:
        return Running((), (), ends, spare=whole(ends - now))
    taken = max(planned[0], -(-(now - began) // dt.timedelta(minutes=1)))
    room = whole(ends - began) - taken
    others = shared_out(planned[1:], max(0, room))
    minutes = (taken, *others)
    late = max(0, sum(planned[1:]) - room)
    spare = max(0, room - sum(planned[1:]))
    return Running(timed(minutes, began).starts, minutes, ends, late, spare)


def whole(span: dt.timedelta) -> int:
    """Whole minutes, never less than none.

    >>> whole(dt.timedelta(seconds=150)), whole(dt.timedelta(minutes=-5))
    (2, 0)
    """
    return max(0, span // dt.timedelta(minutes=1))


def shared_out(minutes: Sequence[int], room: int) -> tuple[int, ...]:
    """These minutes where there is room for them, and each one’s share of it where there is not.

    Formula: minutes_k where sum <= room, else floor(minutes_k * room / sum), and one more for the
    largest remainders until they add up to room; of two alike the earlier one.
    When there is no answer: never. Errors: none.

    In the literature: apportionment by largest remainders (Hamilton).

    >>> shared_out([20, 20, 10], 46), shared_out([20, 20, 10], 80)
    ((19, 18, 9), (20, 20, 10))
    """
    total = sum(minutes)
    if total <= room:
        return tuple(minutes)
    found = [long * room // total for long in minutes]
    rests = sorted(range(len(minutes)), key=lambda k: (-(minutes[k] * room % total), k))
    for k in rests[: room - sum(found)]:
        found[k] += 1
    return tuple(found)


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
