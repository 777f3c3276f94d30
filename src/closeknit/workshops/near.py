"""The next session that somebody leads or comes to, and whether its room is open by now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from .models import Ahead, Session
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


def around(request: HttpRequest) -> list[Ahead]:
    """What the reader takes part in; asked once for a page, wherever it is shown."""
    held: Any = request
    if not hasattr(held, "around"):
        signed_in = request.user.is_authenticated
        held.around = Session.around(str(request.user.pk), timezone.now()) if signed_in else []
    found: list[Ahead] = held.around
    return found


def next_session(request: HttpRequest) -> Near | None:
    """The one that is on, or else the next one."""
    now = timezone.now()
    rows = [one.session for one in around(request) if one.session is not None]
    open_yet = [row for row in rows if row.ends_at and row.ends_at > now]
    row = min(open_yet, key=lambda one: (one.starts_at or now, one.pk), default=None)
    if row is None or row.starts_at is None:
        return None
    at = [row.series_id, row.pk]
    return Near(
        row.title,
        row.series.title,
        when(row.series, row),
        reverse("session", args=at),
        reverse("room", args=at) if row.starts_at - BEFORE <= now else "",
    )
