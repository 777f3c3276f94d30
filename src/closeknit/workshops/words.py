"""A moment, a place, and what is what, in the words of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import date
from django.utils.translation import gettext as _

from closeknit.core.meeting import Timed, timed
from closeknit.design.days import full_day

from .models import Activity, Series, Session


def when(series: Series, session: Session) -> str:
    """Day and time on the clock of where it takes place."""
    if session.starts_at is None or session.ends_at is None:
        return _("The day is not said yet")
    starts, ends = series.local(session.starts_at), series.local(session.ends_at)
    told = {
        "day": full_day(starts),
        "from": date(starts, "H:i"),
        "until": date(ends, "H:i"),
    }
    return _("%(day)s, %(from)s to %(until)s") % told


def lines(text: str) -> list[str]:
    """What was written one in a line: questions, what comes next.

    >>> lines("Who came?  \\n\\nWho did not?")
    ['Who came?', 'Who did not?']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Meeting:
    """One session in a list."""

    row: Session
    when: str
    place: str
    link: str
    over: bool = False


def meetings(series: Series, rows: Sequence[Session], now: dt.datetime) -> list[Meeting]:
    """The sessions with their days; where one says no place, that of the series holds."""
    return [
        Meeting(
            row,
            when(series, row),
            row.place or series.place,
            row.link or series.link,
            bool(row.ended_at or (row.ends_at and row.ends_at < now)),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Part:
    """One block with the time it starts at; without a day, after so many minutes."""

    row: Activity
    at: str


@dataclass(frozen=True)
class Plan:
    """The plan of a session on the clock."""

    parts: list[Part]
    minutes: int
    ends: str
    clock: Timed


def plan(series: Series, session: Session, blocks: Sequence[Activity]) -> Plan:
    """Each block starts when the one before it ends; the session says when all should be over."""
    minutes = [row.minutes for row in blocks]
    midnight = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    begins = series.local(session.starts_at) if session.starts_at else midnight
    clock = timed(minutes, begins, begins + dt.timedelta(minutes=session.minutes))
    starts = [f"{at:%H:%M}" for at in clock.starts]
    parts = [Part(row, at) for row, at in zip(blocks, starts, strict=True)]
    return Plan(parts, sum(minutes), f"{clock.ends:%H:%M}", clock)
