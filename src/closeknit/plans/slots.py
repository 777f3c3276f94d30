"""When a thing that is asked for happens: its times, counted from its first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

RULES: dict[str, tuple[int, int]] = {
    "daily": (DAILY, 1),
    "weekly": (WEEKLY, 1),
    "fortnightly": (WEEKLY, 2),
    "monthly": (MONTHLY, 1),
}
STEPS = {
    "daily": dt.timedelta(days=1),
    "weekly": dt.timedelta(weeks=1),
    "fortnightly": dt.timedelta(weeks=2),
}
AHEAD = dt.timedelta(days=366)
MOST = 400


def moment(day: dt.date, at: dt.time | None, zone: str) -> dt.datetime:
    """This time of day, there; where the clock leaps over it, the moment it would have been.

    >>> moment(dt.date(2026, 3, 29), dt.time(2, 30), "Europe/Paris").isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    local = dt.datetime.combine(day, at or dt.time(), tzinfo=ZoneInfo(zone or "UTC"))
    return local.astimezone(dt.UTC)


def days(
    first: dt.date, repeats: str, until: dt.date | None, since: dt.date = dt.date.min
) -> Iterator[dt.date]:
    """The first day, and every day on which it comes again; those long before `since` left out.

    >>> [day.day for day in islice(days(dt.date(2026, 1, 1), "weekly", None), 3)]
    [1, 8, 15]
    >>> next(days(dt.date(1926, 1, 1), "fortnightly", None, since=dt.date(2026, 1, 16))).isoformat()
    '2026-01-02'
    """
    if repeats not in RULES:
        yield first
        return
    often, every = RULES[repeats]
    if repeats in STEPS and since > first:  # counted from the first day, not walked through
        first += (since - first) // STEPS[repeats] * STEPS[repeats]
    # A month without a 31st has its last day instead: nobody is left out because of the calendar.
    last = {"bymonthday": (first.day, -1), "bysetpos": 1} if first.day > 28 else {}
    start = dt.datetime.combine(first, dt.time())
    found = rrule(often, dtstart=start, interval=every, **(last if repeats == "monthly" else {}))
    for one in found:
        if until is not None and one.date() > until:
            return
        yield one.date()


def slots(
    first: dt.date,
    at: dt.time | None,
    zone: str,
    repeats: str = "",
    until: dt.date | None = None,
    *,
    since: dt.datetime,
    most: int = MOST,
) -> list[dt.datetime]:
    """Its times that are not over at `since`, a year ahead at most, as moments of UTC.

    >>> where = (dt.date(2026, 3, 26), dt.time(16), "Europe/Paris", "weekly")
    >>> begin = dt.datetime(2026, 3, 20, tzinfo=dt.timezone.utc)
    >>> [f"{one:%d %H:%M}" for one in slots(*where, since=begin, most=2)]
    ['26 15:00', '02 14:00']
    """
    end = since + AHEAD
    begin = since.date() - dt.timedelta(days=2)  # wherever the clock stands
    of_each = ((moment(day, at, zone), day) for day in days(first, repeats, until, begin))
    coming = takewhile(lambda one: one[0] <= end, of_each)
    return list(islice((one for one, day in coming if closes(day, at, zone) >= since), most))


def closes(day: dt.date, at: dt.time | None, zone: str) -> dt.datetime:
    """Until when it can be taken: until it begins; what has no time, until the day is over."""
    if at is not None:
        return moment(day, at, zone)
    return moment(day + dt.timedelta(days=1), None, zone) - dt.timedelta(microseconds=1)
