"""Each slot once, by people's own clocks, whatever those clocks do."""

from __future__ import annotations

import datetime as dt
import itertools
import zoneinfo
from collections import Counter

import pytest

from closeknit.notices.clock import hour_is_quiet, instant, last_day, next_slot

UTC = dt.UTC
HOUR = dt.timedelta(hours=1)
# Both hemispheres; half hours; a jump at midnight; a day that never was; no summer time.
PLACES = (
    "Europe/Paris", "America/Toronto", "Australia/Sydney", "America/Santiago", "Africa/Cairo",
    "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Chatham", "UTC",
)  # fmt: skip


def walk(place: str, hour: int, weekday: int | None, year: int = 2026) -> list[dt.date]:
    """The days of all slots of a year, one after the other as the house finds them."""
    zone = zoneinfo.ZoneInfo(place)
    now, days = dt.datetime(year, 1, 1, tzinfo=UTC), []
    while now.year == year:
        now = next_slot(now, zone, hour, weekday)
        days.append(last_day(now, zone, hour, weekday))
    return days


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 9, 23])
def test_every_day_of_a_year_is_told_once_at_that_hour(place, hour):
    days = walk(place, hour, None)
    assert Counter(days).most_common(1)[0][1] == 1
    assert all(later - day == dt.timedelta(days=1) for day, later in itertools.pairwise(days))
    assert len(days) >= 365


@pytest.mark.parametrize("place", PLACES)
def test_once_a_week_is_once_a_week(place):
    days = walk(place, 2, 6)
    assert all(later - day == dt.timedelta(days=7) for day, later in itertools.pairwise(days))
    assert {day.weekday() for day in days} == {6}


@pytest.mark.parametrize("place", PLACES)
def test_between_two_slots_the_clock_there_shows_the_hour_first_at_the_slot(place):
    """A second way to find it: minute by minute over the days on which clocks change."""
    zone, day = zoneinfo.ZoneInfo(place), dt.timedelta(days=1)
    start = dt.datetime(2026, 1, 1, tzinfo=UTC)
    moments = [start + day * number for number in range(366)]
    changes = [
        one for one, after in itertools.pairwise(moments)
        if one.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset()
    ]  # fmt: skip
    for change in changes:
        for date in (change.astimezone(zone).date() + day * number for number in (-1, 0, 1, 2)):
            for hour in range(4):
                assert instant(date, hour, zone) == slowly(date, hour, zone), (date, hour)


def slowly(date: dt.date, hour: int, zone: dt.tzinfo) -> dt.datetime:
    wanted = dt.datetime.combine(date, dt.time(hour))
    moment = wanted.replace(tzinfo=UTC) - 16 * HOUR
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += dt.timedelta(minutes=1)
    return moment


def test_a_day_that_never_was_ends_when_the_next_begins():
    apia = zoneinfo.ZoneInfo("Pacific/Apia")
    told = instant(dt.date(2011, 12, 30), 9, apia).astimezone(apia)
    assert told.isoformat() == "2011-12-31T00:00:00+14:00"


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "quiet"),
    [(23, 22, 8, True), (7, 22, 8, True), (8, 22, 8, False), (12, 9, 17, True), (17, 9, 17, False),
     (9, 9, 9, False), (9, None, 8, False)],
)  # fmt: skip
def test_quiet_hours_go_over_midnight(hour, begins, ends, quiet):
    assert hour_is_quiet(hour, begins, ends) is quiet
