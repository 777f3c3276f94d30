"""The story of the network: what happened to the people in it, newest first, by year and month.

`TIMELINE` is the list of those who know what happened; a room adds its own. What was merely done
on a page is not told here but in the record.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Chapter, Person
from .snapshot import Snapshot
from .telling import turned, when
from .words import CIRCLES

A_PAGE = 40


@dataclass(frozen=True)
class Happened:
    """One thing that happened. `day` is a year, a month or a day; `own` is what somebody wrote."""

    day: str
    words: str
    url: str = ""
    kind: str = "tie"
    own: str = ""

    @property
    def year(self) -> str:
        return self.day[:4]

    @property
    def when(self) -> str:
        """The day within its year; empty where only the year is known.

        >>> Happened("2019-06-02", "").when, Happened("2019-06", "").when, Happened("2019", "").when
        ('2 June', 'June', '')
        """
        if len(self.day) == 10:
            return date_format(dt.date.fromisoformat(self.day), "j F")
        return when(self.day).rpartition(" ")[0]


@dataclass(frozen=True)
class Year:
    """What happened in one year, newest first; what has no month comes last."""

    name: str
    told: Sequence[Happened]


Source = Callable[[Snapshot], Iterable[Happened]]


def ties(seen: Snapshot) -> Iterable[Happened]:
    """Who came, moved closer or further, in one sentence a chapter that has a day."""
    of_each: dict[str, list[Chapter]] = defaultdict(list)
    for tie in sorted(seen.ties, key=lambda one: (one.since, one.made_at)):
        of_each[tie.person_id].append(tie)
    for key, told in of_each.items():
        person = seen.people.get(key)
        if person is None:
            continue
        before: list[Chapter | None] = [None, *told]
        url = reverse("person", args=[seen.row.pk, key])
        for last, tie in zip(before, told, strict=False):
            if tie.since:
                yield Happened(tie.since, _turn(person, last, tie), url, "tie", tie.why)


def _turn(person: Person, last: Chapter | None, tie: Chapter) -> str:
    if last is None:
        circle = str(CIRCLES.get(tie.circle or 0, ""))
        said = _("%(name)s came: %(circle)s.") if circle else _("%(name)s came.")
        return said % {"name": person.name, "circle": circle}
    words = turned(last, tie)
    if not words:
        return _("Something changed with %(name)s.") % {"name": person.name}
    return f"{person.name}: {words}."


def deaths(seen: Snapshot) -> Iterable[Happened]:
    """Who died, on the day it was said here."""
    for key, person in seen.people.items():
        if person.died_at:
            day = timezone.localdate(person.died_at).isoformat()
            words = _("%(name)s has died, and still belongs.") % {"name": person.name}
            yield Happened(day, words, reverse("person", args=[seen.row.pk, key]), "died")


TIMELINE: list[Source] = [ties, deaths]
"""More that happened, from other rooms: each reads as this actor, in one query."""


def timeline(seen: Snapshot, number: str | None = None) -> tuple[list[Year], Page[Happened]]:
    """One page of it, and the page's place among the others."""
    found = [one for source in TIMELINE for one in source(seen)]
    begun = [one for one in found if one.day and one.day <= seen.on.isoformat()]
    # Where only the year is known it stands after the months of that year.
    begun.sort(key=lambda one: one.day, reverse=True)
    page = Paginator(begun, A_PAGE).get_page(number)
    return [Year(name, list(told)) for name, told in groupby(page, lambda one: one.year)], page
