"""Calendars as other programs read them (iCalendar, RFC 5545), written by one library.

Words that people typed stay words: a line break in a title begins no new line of the calendar.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vRecur

PRODID = "-//Closeknit//Calendar//EN"
REFRESH, DAY, NO_TIME = dt.timedelta(hours=6), dt.timedelta(days=1), dt.timedelta()


@dataclass(frozen=True)
class Entry:
    """One entry: a time on somebody's own clock, perhaps again and again (`rule`, but not `but`).

    `number` grows with each change, so that a calendar knows which text is newer. A `whole_day` is
    that of its beginning, on its own clock.
    """

    uid: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    changed_at: dt.datetime
    number: int = 0
    cancelled: bool = False
    whole_day: bool = False
    rule: str = ""
    but: tuple[dt.datetime, ...] = ()
    where: str = ""
    words: str = ""
    url: str = ""


def written(entries: Iterable[Entry], name: str) -> bytes:
    """A whole calendar, with every time zone that its entries need."""
    calendar = Calendar()
    for key, value in (
        ("prodid", PRODID),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("x-wr-calname", plain(name)),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", plain(entry.title))
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("dtstart", _at(entry, entry.starts_at))
    event.add("dtend", _at(entry, entry.ends_at, DAY))
    event.add("sequence", entry.number)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if entry.but:
        event.add("exdate", [_left_out(entry, moment) for moment in entry.but])
    for key, value in (("location", entry.where), ("description", entry.words)):
        if value:
            event.add(key, plain(value, lines=key == "description"))
    if entry.url:
        event.add("url", entry.url)
    return event


def _at(entry: Entry, moment: dt.datetime, later: dt.timedelta = NO_TIME) -> dt.date:
    """A moment on the clock of the entry; of a whole day its day, or that many days `later`."""
    there = moment.astimezone(clock(entry.zone))
    if not entry.whole_day:
        return there
    begins = entry.starts_at.astimezone(clock(entry.zone)) if later else there
    return begins.date() + later


def _left_out(entry: Entry, moment: dt.datetime) -> dt.date:
    """A time of the rule as the rule counts it: by the hour of its beginning.

    In an hour that the clock skips the moment is later on the clock than the rule says.
    """
    zone = clock(entry.zone)
    there = moment.astimezone(zone)
    if entry.whole_day:
        return there.date()
    at = entry.starts_at.astimezone(zone).time()
    counted = (dt.datetime.combine(there.date() - days * DAY, at, zone) for days in (0, 1))
    return next((one for one in counted if one.astimezone(dt.UTC) == moment), there)


def clock(name: str) -> dt.tzinfo:
    """The clock of this name; that of the whole world where there is none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return dt.UTC


def plain(text: str, lines: bool = False) -> str:
    """Text without letters that no calendar can hold; on one line unless `lines`.

    >>> plain("Tea\\r\\nBEGIN:VALARM\\x00")
    'Tea BEGIN:VALARM'
    """
    kept = "".join(
        letter for letter in text if letter == "\n" or letter == "\t" or letter.isprintable()
    )
    return kept if lines else " ".join(kept.split())
