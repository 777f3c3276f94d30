"""The home of a host: its series on the way, those who lead them, and what was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from .listing import NONE, Listed, room, state, when
from .models import Days, Host, Lead, Recap, Seat, Series, Session

AT_MOST = 50


@dataclass(frozen=True)
class Home:
    """What stands on the page of a host. A part that is empty is not there."""

    running: Sequence[Listed]
    coming: Sequence[Listed]
    over: Sequence[Listed]
    facilitators: Sequence[str]
    recaps: Sequence[Recap]


def public_home(host: Host) -> Home:
    """What everybody may read: series that were published, and recaps that are public."""
    rows = list(Series.shown_by(host)[:AT_MOST])
    recaps = Recap.public_of(rows)
    told = {row.series_id for row in recaps}
    days, taken = Session.days_of(rows), Seat.told_in(rows)
    listed = [
        Listed(
            row,
            when(row, days.get(row.pk, NONE)),
            "" if row.ended_at else room(row, taken.get(row.pk, 0)),
            page="public_recaps" if row.ended_at else "workshop",
        )
        for row in rows
        if row.ended_at is None or row.pk in told
    ]
    return _home(listed, days, Lead.names_in(row for row in rows if not row.ended_at), recaps)


def working_home(host: Host, account: str) -> Home:
    """The same for those who lead one of its series, with the drafts of their own."""
    led = list(Series.led_by(account).filter(host=host))
    own = {row.pk for row in led}
    others = [row for row in Series.shown_by(host)[:AT_MOST] if row.pk not in own]
    rows = [*led, *others]
    recaps = Recap.public_of(rows)
    told = {row.series_id for row in recaps}
    days, taken = Session.days_of(rows), Seat.taken_in(rows)
    listed = [
        Listed(
            row,
            when(row, days.get(row.pk, NONE)),
            *state(row, taken.get(row.pk, 0)),
            page="series" if row.pk in own else "workshop",
        )
        for row in rows
        if row.pk in own or row.ended_at is None
    ]
    listed += [
        Listed(row, when(row, days.get(row.pk, NONE)), page="public_recaps")
        for row in others
        if row.ended_at is not None and row.pk in told
    ]
    return _home(listed, days, Lead.names_in(rows), recaps)


def _home(
    listed: Sequence[Listed],
    days: dict[str, Days],
    facilitators: Sequence[str],
    recaps: Sequence[Recap],
) -> Home:
    now = timezone.now()
    parts: dict[str, list[Listed]] = {"running": [], "coming": [], "over": []}
    for one in listed:
        parts[_where(one.row, days.get(one.row.pk, NONE), now)].append(one)
    return Home(parts["running"], parts["coming"], parts["over"], facilitators, recaps[:AT_MOST])


def _where(row: Series, days: Days, now: dt.datetime) -> str:
    """Whether it is on, ahead, or over: as somebody said, and until then by its days."""
    if row.ended_at is not None:
        return "over"
    return "running" if days.first is not None and days.first <= now else "coming"
