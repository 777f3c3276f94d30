"""A memory: a story, a picture or a moment that comes back on its day, or when it has been quiet.

What was marked as hard does not come back by itself, nor does anything with somebody in it who has
died: who wants to see it finds it where it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.policy import Actor

from .models import Consent, Moment, Photo, Story

ENOUGH = 200
Quiet = Collection[str] | QuerySet[Any, Any]
QUIET: list[Callable[[Actor, dt.date], Quiet | None]] = []
"""Who knows with whom it has been quiet for long: a room above, which adds itself."""
NAMED = (Consent.Called.OWN, Consent.Called.FIRST)
"""Whoever wants another name, or none, is not the one it is said to be with."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What comes back: its words, how many years ago it was, and where it stands.

    `near` names somebody with whom it has been quiet for long, where that is why it comes back.
    """

    row: Any
    words: str
    years: int
    url: str
    picture: str = ""
    near: str = ""

    @property
    def with_them(self) -> str:
        """What stands over it then."""
        return _("With %(name)s") % {"name": self.near}


def long_quiet(actor: Actor, on: dt.date) -> Quiet | None:
    """The keys of those with whom it has been quiet, for whoever looks back on purpose."""
    return next((said for tells in QUIET if (said := tells(actor, on)) is not None), None)


def memory(
    actor: Actor, on: dt.date, *, few: bool = False, quiet: Quiet | None = None
) -> Memory | None:
    """What comes back on this day, of what this reader may see; the same one all day.

    With `few`, for a page that has much else to ask for: one day pictures, the next day moments,
    beside stories.
    Something of this very day in an earlier year; else with somebody in `quiet`, the keys of those
    with whom nobody has been in touch for long; else of this month; None where nothing was.
    """
    lived = _lived(actor, on.toordinal() % 2 if few else None, quiet)
    found = sorted(lived, key=lambda one: (one[0], one[1].pk))
    earlier = [(day, row) for day, row in found if day and day[:4] < f"{on.year:04}"]
    this_day = [one for one in earlier if one[0][5:] == on.isoformat()[5:]]
    with_them = [one for one in found if getattr(one[1], "near", None)]
    this_month = [one for one in earlier if one[0][5:7] == on.isoformat()[5:7]]
    chosen = this_day or with_them or this_month
    if not chosen:
        return None
    day, row = chosen[on.toordinal() % len(chosen)]
    if chosen is with_them:
        return replace(_told(row, 0), near=Consent(called=row.near_as).name_for(row.near))
    return _told(row, on.year - int(day[:4]))


def _lived(actor: Actor, even: int | None, quiet: Quiet | None) -> Iterator[tuple[str, Any]]:
    """Everything that may come back, each with its day or its month as text, if it has one."""
    stories = Story.visible_to(actor).filter(told_at__isnull=False)
    for rows in (stories, Photo.visible_to(actor)) if even != 1 else (stories,):
        lived: Any = rows
        there = Consent.of_somebody().filter(**{lived.model.lived_as: OuterRef("pk")})
        light = lived.filter(hard=False).exclude(Exists(there.filter(person__kind=Kind.DIED)))
        dated = ~Q(on="")
        if quiet is not None:  # asked for in the same question
            mine = there.filter(person__in=quiet, called__in=NAMED)
            named = {"near": "person__name", "near_as": "called"}
            light = light.annotate(
                **{one: Subquery(mine.values(v)[:1]) for one, v in named.items()}
            )
            dated |= Q(near__isnull=False)
        yield from ((row.on, row) for row in light.filter(dated).order_by("-on", "key")[:ENOUGH])
    if even == 0:
        return
    moments = Moment.visible_to(actor).filter(hard=False).exclude(person__kind=Kind.DIED)
    if quiet is not None:
        near = Case(When(person__in=quiet, then=F("person__name")))
        moments = moments.annotate(near=near, near_as=Value(str(Consent.Called.OWN)))
    for moment in moments.order_by("-made_at", "key")[:ENOUGH]:
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
