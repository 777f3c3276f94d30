"""A made-up workshop of the demo: Alma leads it, Kofi and some others come, one waits."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from closeknit.policy import Actor
from closeknit.workshops import frame
from closeknit.workshops.models import Activity, Host, Seat, Series, Session

WEEK, TUESDAY, SIX = dt.timedelta(days=7), 1, dt.time(18)
# Who comes: name, as what, what they need, language, pictures, and whether they said yes.
COME = (
    ("Nora", "family", "A seat near the door, please.", "", "yes", True),
    ("Idris", "self", "Breaks, and large print.", "", "ask", True),
    ("Wren", "ally", "", "", "yes", False),
    ("Pilar", "family", "", "Spanish", "no", True),
)
PAIR = ({"name": "Theo", "comes_as": "self"}, {"name": "Greta", "comes_as": "family"})
BEHIND = {"name": "Ola", "comes_as": "staff"}


def lead(alma: str, kofi: str) -> Series:
    """The series with its seven sessions, from the coming Tuesday on."""
    host = Host.begin(alma, "The Orchard", words="Neighbours learning together.", made_up=True)
    sessions = list(frame.written())
    for number, told in enumerate(sessions):
        told["starts_at"] = _evening(number)
    series = Series.begin(
        alma,
        host,
        sessions,
        title="People around us",
        words=str(frame.WORDS),
        for_whom=str(frame.FOR_WHOM),
        agreement=str(frame.AGREEMENT),
        language="English",
        place="The library in Mill Lane, ground floor",
        contact="Alma, at the desk of the library",
        zone=settings.TIME_ZONE,
        capacity=7,
        made_up=True,
    )
    actor = series.actor(alma)
    series.publish(actor, series.version)
    _come(series, kofi)
    _keep(actor, series, alma)
    return series


def _evening(number: int) -> dt.datetime:
    """So many weeks after the coming Tuesday, at six by the clock of the house."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = timezone.localdate(timezone=zone)
    tuesday = today + dt.timedelta(days=(TUESDAY - today.weekday()) % 7 or 7)
    return dt.datetime.combine(tuesday + number * WEEK, SIX, zone)


def _come(series: Series, kofi: str) -> None:
    """Kofi has an account and a place; the others come by links; one waits."""
    seats = [Seat.sign_up(series, {"name": "Kofi", "comes_as": "ally"}, account=kofi)]
    names = ("name", "comes_as", "access_needs", "language", "photos")
    for *said, agreed in COME:
        seat = Seat.sign_up(series, dict(zip(names, said, strict=True)))
        seats += [seat] if agreed else []
    Seat.sign_up(series, PAIR[0], besides=PAIR[1])
    Seat.sign_up(series, BEHIND)
    for seat in seats[1:]:
        seat.agree(seat.actor())


def _keep(actor: Actor, series: Series, alma: str) -> None:
    """One block is in the library already."""
    for block in Activity.of(Session.of(series)[0]):
        if block.title == str(frame.TURNED_UP):
            block.keep(actor, series.host.actor(alma))
