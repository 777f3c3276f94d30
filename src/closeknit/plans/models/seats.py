"""How many seats of each time are taken: no more than that, for whoever sees the ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Count, F, FilteredRelation, Q

from .asks import Ask
from .turns import Turn, holds

Counted = dict[tuple[str, dt.datetime], int]
"""For each ask and time the seats that somebody has."""


def taken(asks: Iterable[str], since: dt.datetime) -> Counted:
    """Of the asks with these keys."""
    found = Turn.everyones.filter(holds(), ask__in=list(asks), starts_at__gte=since)
    counted = found.values("ask", "starts_at").annotate(many=Count("pk")).order_by()
    return {(one["ask"], one["starts_at"]): one["many"] for one in counted}


def with_taken(rows: models.QuerySet[Ask], since: dt.datetime) -> tuple[list[Ask], Counted]:
    """These asks themselves as well: one question for both."""
    held = FilteredRelation("turns", condition=Q(turns__starts_at__gte=since))
    many = Count("held__pk", filter=holds("held__"))
    times = rows.annotate(held=held).annotate(held_at=F("held__starts_at"), many=many)
    times = times.order_by("made_at", "key")  # counting drops the usual order
    asks: dict[str, Ask] = {}
    counted: Counted = {}
    for one in times:
        asks.setdefault(one.pk, one)
        if one.held_at is not None and one.many:
            counted[one.pk, one.held_at] = one.many
    return list(asks.values()), counted
