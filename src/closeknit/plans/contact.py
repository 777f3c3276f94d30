"""When the focus person and somebody were last in touch, and how often it is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Max, Min, Q, QuerySet, Value
from django.db.models.functions import Cast

from closeknit.networks.models import Person
from closeknit.networks.snapshot import Beside
from closeknit.policy import Actor, Channel

from .models import Intention, Touch

NO_NUMBER = Cast(Value(None), models.IntegerField())
NO_DAY = Cast(Value(None), models.DateField())


def contact(
    actor: Actor, people: Mapping[str, Person], days: Sequence[dt.date], channel: Channel
) -> list[Beside]:
    """Both, on each of these days, as this actor may know them: one query for all of it.

    Of several wishes for one person the one that wants it most often holds.
    """
    last: dict[str, list[dt.date | None]] = {}
    every: dict[str, int] = {}
    for key, number, *by in _last(actor, days, channel).union(
        _wanted(actor, days, channel), all=True
    ):
        if number is None:
            last[key] = by
        else:
            every[key] = number
    found = []
    for number, _day in enumerate(days):
        told: dict[str, dict[str, Any]] = {}
        for key in (last.keys() | every.keys()) & people.keys():
            by_then = last[key][number] if key in last else None
            told[key] = {"last_contact": by_then, "contact_every": every.get(key)}
        found.append(Beside(people=told))
    return found


def _last(actor: Actor, days: Sequence[dt.date], channel: Channel) -> QuerySet[Any, Any]:
    """For each person the last contact by each of these days."""
    by = {f"by{n}": Max("day", filter=Q(day__lte=day)) for n, day in enumerate(days)}
    rows = Touch.visible_to(actor, channel).order_by().values("person")
    return rows.annotate(often=NO_NUMBER, **by).values_list("person", "often", *by)


def _wanted(actor: Actor, days: Sequence[dt.date], channel: Channel) -> QuerySet[Any, Any]:
    """For each person how often contact is wanted, in the shape of the other."""
    by = {f"by{n}": NO_DAY for n, _day in enumerate(days)}
    wishes = Intention.rhythms(actor, channel).exclude(person=None).order_by().values("person")
    return wishes.annotate(often=Min("every"), **by).values_list("person", "often", *by)
