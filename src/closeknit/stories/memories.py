"""A memory: a story, a picture or a moment that comes back on its day.

What was marked as hard does not come back by itself, nor does anything with somebody in it who has
died: who wants to see it finds it where it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from closeknit.core.network import Kind
from closeknit.policy import Actor

from .models import Consent, Moment, Photo, Story

ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Memory:
    """What comes back: its words, how many years ago it was, and where it stands."""

    row: Any
    words: str
    years: int
    url: str
    picture: str = ""


def memory(actor: Actor, on: dt.date, *, few: bool = False) -> Memory | None:
    """What comes back on this day, of what this reader may see; the same one all day.

    With `few`, for a page that has much else to ask for: one day pictures, the next day moments,
    beside stories.
    Something of this very day in an earlier year, else of this month; None where nothing was.
    """
    found = sorted(
        _lived(actor, even=on.toordinal() % 2 if few else None), key=lambda one: (one[0], one[1].pk)
    )
    earlier = [(day, row) for day, row in found if day[:4] < f"{on.year:04}"]
    this_day = [one for one in earlier if one[0][5:] == on.isoformat()[5:]]
    this_month = [one for one in earlier if one[0][5:7] == on.isoformat()[5:7]]
    chosen = this_day or this_month
    if not chosen:
        return None
    day, row = chosen[on.toordinal() % len(chosen)]
    return _told(row, on.year - int(day[:4]))


def _lived(actor: Actor, even: int | None) -> Iterator[tuple[str, Any]]:
    """Everything that may come back, each with its day or its month as text."""
    stories = Story.visible_to(actor).filter(told_at__isnull=False)
    for rows in (stories, Photo.visible_to(actor)) if even != 1 else (stories,):
        lived: Any = rows
        gone = Consent.of_somebody().filter(
            **{lived.model.lived_as: OuterRef("pk")}, person__kind=Kind.DIED
        )
        light = lived.filter(hard=False).exclude(on="").exclude(Exists(gone))
        yield from ((row.on, row) for row in light.order_by("-on", "key")[:ENOUGH])
    if even == 0:
        return
    moments = Moment.visible_to(actor).exclude(person__kind=Kind.DIED).order_by("-made_at", "key")
    for moment in moments[:ENOUGH]:
        yield timezone.localdate(moment.made_at).isoformat(), moment


def _told(row: Any, years: int) -> Memory:
    here = row.network_id
    if isinstance(row, Photo):
        picture = reverse("photo_file", args=[here, row.pk, "small"])
        return Memory(row, row.caption, years, reverse("photo", args=[here, row.pk]), picture)
    if isinstance(row, Story):
        return Memory(
            row, row.happened or row.without_words(), years, reverse("story", args=[here, row.pk])
        )
    return Memory(row, row.text or row.without_words(), years, reverse("stories", args=[here]))
