"""A series in the tests: Rosa leads it, Kofi and June come, Lena is a stranger to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from closeknit.policy import Actor
from closeknit.workshops.models import Host, Seat, Series
from tests.cast import Cast, assemble

BLOCK = {"kind": "round", "title": "A story", "minutes": 30, "prompt": "Who turned up for you?"}
SESSIONS = (
    {"title": "Stories", "blocks": [BLOCK, {"kind": "break", "title": "Tea", "minutes": 10}]},
    {"title": "Circles", "blocks": []},
)


@dataclass
class Workshop:
    """The cast, and a series of theirs that is published."""

    cast: Cast
    series: Series
    rosa: Actor
    kofi: Seat
    june: Seat

    def fresh(self) -> Series:
        found = Series.by_key(self.series.pk)
        assert found is not None
        return found


def workshop(capacity: int = 3, **said: Any) -> Workshop:
    """Kofi has an account, June has none and comes by a link."""
    cast = assemble()
    rosa = cast.rosa.account
    host = Host.begin(rosa, "The Orchard")
    days = [timezone.now() + dt.timedelta(days=7 * n) for n in (1, 2)]
    sessions = [{**told, "starts_at": day} for told, day in zip(SESSIONS, days, strict=True)]
    told = {"title": "People around us", "capacity": capacity, "agreement": "What is said stays."}
    series = Series.begin(rosa, host, sessions, **{**told, **said})
    lead = series.actor(rosa)
    series.publish(lead, series.version)
    kofi = Seat.sign_up(series, {"name": "Kofi"}, account=cast.kofi.account)
    june = Seat.sign_up(series, {"name": "June", "access_needs": "A ramp"})
    return Workshop(cast, series, lead, kofi, june)
