"""When somebody is told: at an hour of their own clock, each day or each week, each time once.

A slot is named by its day. An hour that the clock skips counts from the first moment after it; an
hour that the clock shows twice counts the first time.
"""

from __future__ import annotations

import datetime as dt

UTC = dt.UTC
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def instant(day: dt.date, hour: int, zone: dt.tzinfo) -> dt.datetime:
    """The first moment of this day at which the clock there shows this hour, or a later one.

    >>> import zoneinfo
    >>> paris = zoneinfo.ZoneInfo("Europe/Paris")
    >>> instant(dt.date(2026, 3, 29), 2, paris).astimezone(paris).isoformat()
    '2026-03-29T03:00:00+02:00'
    >>> instant(dt.date(2026, 10, 25), 2, paris).astimezone(paris).isoformat()
    '2026-10-25T02:00:00+02:00'
    """
    wall = dt.datetime.combine(day, dt.time(hour), zone)
    found = wall.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    return _end_of_gap(wall.replace(fold=1).astimezone(UTC), found, zone)


def _end_of_gap(before: dt.datetime, after: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """The moment between these two at which the clock there jumps ahead."""
    jumped = after.astimezone(zone).utcoffset()
    while after - before > MINUTE:
        middle = before + ((after - before) // 2 // MINUTE) * MINUTE
        if middle == before:
            middle += MINUTE
        if middle.astimezone(zone).utcoffset() == jumped:
            after = middle
        else:
            before = middle
    return after


def last_day(now: dt.datetime, zone: dt.tzinfo, hour: int, weekday: int | None = None) -> dt.date:
    """The day of the newest slot that has begun; `weekday` is 0 for Monday, None for each day.

    >>> import zoneinfo
    >>> toronto = zoneinfo.ZoneInfo("America/Toronto")
    >>> last_day(dt.datetime(2026, 11, 28, 12, 59, tzinfo=UTC), toronto, 8).isoformat()
    '2026-11-27'
    """
    day = now.astimezone(zone).date() + DAY
    while not (_falls(day, weekday) and instant(day, hour, zone) <= now):
        day -= DAY
    return day


def next_slot(
    now: dt.datetime, zone: dt.tzinfo, hour: int, weekday: int | None = None
) -> dt.datetime:
    """The moment at which the next slot begins.

    >>> import zoneinfo
    >>> santiago = zoneinfo.ZoneInfo("America/Santiago")
    >>> next_slot(dt.datetime(2026, 9, 5, 12, tzinfo=UTC), santiago, 0).isoformat()
    '2026-09-06T04:00:00+00:00'
    """
    day = now.astimezone(zone).date() - DAY
    while not (_falls(day, weekday) and instant(day, hour, zone) > now):
        day += DAY
    return instant(day, hour, zone)


def _falls(day: dt.date, weekday: int | None) -> bool:
    return weekday is None or day.weekday() == weekday


def is_quiet(at: dt.datetime, zone: dt.tzinfo, begins: int | None, ends: int | None) -> bool:
    """Whether this moment lies in somebody's quiet hours, which may go over midnight.

    >>> is_quiet(dt.datetime(2026, 1, 1, 23, tzinfo=UTC), UTC, 22, 8)
    True
    >>> is_quiet(dt.datetime(2026, 1, 1, 8, tzinfo=UTC), UTC, 22, 8)
    False
    """
    return hour_is_quiet(at.astimezone(zone).hour, begins, ends)


def hour_is_quiet(hour: int | None, begins: int | None, ends: int | None) -> bool:
    """The same of an hour of the clock. From an hour to the same hour is no quiet at all."""
    if hour is None or begins is None or ends is None or begins == ends:
        return False
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends
