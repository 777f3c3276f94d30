"""When the focus person and somebody were last in touch, and how often it is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Min, Q

from closeknit.networks.models import Person
from closeknit.networks.snapshot import Beside
from closeknit.policy import Actor, Channel

from .models import Intention, Touch


def contact(
    actor: Actor, people: Mapping[str, Person], days: Sequence[dt.date], channel: Channel
) -> list[Beside]:
    """Both, on each of these days, as this actor may know them. Two queries."""
    last, every = last_days(actor, days, channel), _wanted(actor, channel)
    found = []
    for number, _day in enumerate(days):
        told: dict[str, dict[str, Any]] = {}
        for key in people:
            said = {"last_contact": last.get(key, {}).get(f"day{number}")}
            told[key] = said | {"contact_every": every.get(key)}
        found.append(Beside(people=told))
    return found


def last_days(
    actor: Actor, days: Sequence[dt.date], channel: Channel = Channel.LIST
) -> dict[str, dict[str, Any]]:
    """For each person the last contact by each of these days: day0, day1 and so on."""
    by = {f"day{n}": Max("day", filter=Q(day__lte=day)) for n, day in enumerate(days)}
    rows = Touch.visible_to(actor, channel).order_by().values("person").annotate(**by)
    return {row["person"]: dict(row) for row in rows}


def _wanted(actor: Actor, channel: Channel) -> dict[str, int]:
    """For each person how often contact is wanted: of several wishes the most often."""
    wishes = Intention.visible_to(actor, channel).filter(done_at=None).exclude(every=None)
    rows = wishes.order_by().values("person").annotate(most=Min("every"))
    return {row["person"]: row["most"] for row in rows if row["person"]}
