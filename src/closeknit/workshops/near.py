"""The next session that somebody leads or comes to, and whether its room is open by now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from .models import Session
from .words import when

BEFORE = dt.timedelta(minutes=30)
"""How long before a session the way into its room is shown."""


@dataclass(frozen=True)
class Near:
    """One session on a page about the day; `room` is the way in, once it is near."""

    title: str
    series: str
    when: str
    url: str
    room: str


def next_session(account: str, now: dt.datetime) -> Near | None:
    """The one that is on, or else the next one."""
    for row in Session.ahead_for(account, now)[:1]:
        at = [row.series_id, row.pk]
        open_by_now = row.starts_at is not None and row.starts_at - BEFORE <= now
        return Near(
            row.title,
            row.series.title,
            when(row.series, row),
            reverse("session", args=at),
            reverse("room", args=at) if open_by_now else "",
        )
    return None
