"""Series in a list: what is open to everybody, what one leads, and where one has a place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.days import full_day

from .models import Days, Seat, Series, Session

A_PAGE = 100
NONE = Days(0, None)


@dataclass(frozen=True)
class Listed:
    """One series, with when it begins and how many places are left."""

    row: Series
    when: str
    room: str = ""
    state: str = ""
    tone: str = ""
    page: str = ""


def public() -> list[Listed]:
    """What is published and not over, whatever begins next first."""
    rows = list(Series.published()[:A_PAGE])
    days, taken = Session.days_of(rows), Seat.told_in(rows)
    far = timezone.now() + dt.timedelta(days=36500)
    rows.sort(key=lambda row: days.get(row.pk, NONE).first or far)
    return [
        Listed(row, when(row, days.get(row.pk, NONE)), room(row, taken.get(row.pk, 0)))
        for row in rows
    ]


def own(request: HttpRequest) -> dict[str, list[Listed]]:
    """What whoever is signed in leads, and where they have a place."""
    if not request.user.is_authenticated:
        return {}
    account = str(request.user.pk)
    led = list(Series.led_by(account))
    seats = [seat for seat in Seat.of(account) if seat.series not in led]
    rows = [*led, *(seat.series for seat in seats)]
    days, taken = Session.days_of(rows), Seat.taken_in(rows)

    def listed(row: Series, *more: str) -> Listed:
        return Listed(row, when(row, days.get(row.pk, NONE)), *more)

    return {
        "led": [listed(row, *state(row, taken.get(row.pk, 0))) for row in led],
        "comes": [listed(seat.series, "", *stands(seat)) for seat in seats],
    }


def when(row: Series, days: Days) -> str:
    """How many sessions there are, and from which day on."""
    told = {"count": days.count}
    said = ngettext("%(count)s session", "%(count)s sessions", days.count) % told
    if days.first is None:
        return said
    first = row.local(days.first)
    day = f"{full_day(first)}, {date(first, 'H:i')}"
    return _("%(sessions)s, from %(day)s") % {"sessions": said, "day": day}


def room(row: Series, taken: int) -> str:
    """How many places are left, for whoever thinks of coming."""
    left = max(0, row.capacity - taken)
    if not left:
        return _("All places are taken. You can wait for one.")
    return ngettext("%(left)s place is left.", "%(left)s places are left.", left) % {"left": left}


def state(row: Series, taken: int) -> tuple[str, str, str]:
    """Who comes, and what stands of it now, for a facilitator."""
    coming = _("%(taken)s of %(capacity)s places are taken.") % {
        "taken": taken,
        "capacity": row.capacity,
    }
    if row.practice:
        return coming, _("Practice"), ""
    if row.ended_at:
        return coming, _("Over"), ""
    if row.published_at is None:
        return coming, _("Draft"), "thin"
    return coming, _("Published"), "ok"


def stands(seat: Seat) -> tuple[str, str]:
    return (_("You wait for a place"), "thin") if seat.waits else (_("You have a place"), "ok")
