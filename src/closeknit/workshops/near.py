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


AROUND = "workshops"
"""In the session: whether its owner leads, comes to or waits for a workshop."""


def around(request: HttpRequest) -> list[Ahead]:
    """What the reader takes part in; asked once for a page, wherever it is shown."""
    held: Any = request
    if not hasattr(held, "around"):
        signed_in = request.user.is_authenticated
        held.around = Session.around(str(request.user.pk), timezone.now()) if signed_in else []
        if signed_in and bool(held.around) is not request.session.get(AROUND, False):
            request.session[AROUND] = bool(held.around)
    found: list[Ahead] = held.around
    return found


def knows_the_way(request: HttpRequest) -> bool:
    """Whether a workshop was around when Today, or the list of workshops, last looked.

    Kept in the session: every page of a network shows its rooms, and none asks once more for this.
    """
    return bool(getattr(request, "around", None) or request.session.get(AROUND))


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
