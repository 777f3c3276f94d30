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
from django.utils.translation import gettext as _

from closeknit.policy import Actor

from .happening import Happened
from .models import Chapter, Network, Person, Portrait, Support, Wish
from .snapshot import Read, Snapshot, seen_on
from .telling import turned
from .wishes_met import wishes_met
from .words import CIRCLES

A_PAGE = 40


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
    return _("%(name)s: %(what)s.") % {"name": person.name, "what": words}


def deaths(seen: Snapshot) -> Iterable[Happened]:
    """Who died, on the day it was said here."""
    for key, person in seen.people.items():
        if person.died_at:
            day = timezone.localdate(person.died_at).isoformat()
            words = _("%(name)s has died, and still belongs.") % {"name": person.name}
            yield Happened(day, words, reverse("person", args=[seen.row.pk, key]), "died")


TIMELINE: list[Source] = [ties, deaths, wishes_met]
"""More that happened, from other rooms: each reads as this actor, in one query."""


def lived_through(row: Network, actor: Actor, day: dt.date) -> tuple[Snapshot, list[Person]]:
    """What the story is told from, and who was taken off the map and waits in the bin.

    Five queries: nothing of it needs to know who knows whom, or what is thin.
    """
    everybody = list(Person.ever_visible_to(actor).select_related("arrival"))
    read = Read(
        people={person.pk: person for person in everybody if person.binned_at is None},
        ties=list(Chapter.visible_to(actor)),
        pairs=(),
        supports={support.pk: support for support in Support.visible_to(actor)},
        wishes={wish.pk: wish for wish in Wish.visible_to(actor)},
        dismissed=frozenset(),
        portraits={one.person_id or "": one for one in Portrait.visible_to(actor)},
    )
    gone = [person for person in everybody if person.binned_at is not None]
    return seen_on(row, actor, day, read, ()), gone


def taken_off(seen: Snapshot, gone: Iterable[Person]) -> Iterable[Happened]:
    """Who was taken off the map, until they go for good. Whoever came by mistake is not told of."""
    url = reverse("bin", args=[seen.row.pk]) if seen.actor.in_charge else ""
    for person in gone:
        day = timezone.localdate(person.binned_at)
        undone = person.arrival is not None and person.arrival.binned_at == person.binned_at
        if not undone and timezone.localdate(person.made_at) != day:
            words = _("%(name)s was taken off the map.") % {"name": person.name}
            yield Happened(day.isoformat(), words, url, "gone")


def timeline(
    seen: Snapshot, gone: Iterable[Person] = (), number: str | None = None
) -> tuple[list[Year], Page[Happened]]:
    """One page of it, and the page's place among the others."""
    found = [one for source in TIMELINE for one in source(seen)] + list(taken_off(seen, gone))
    begun = [one for one in found if one.day and one.day <= seen.on.isoformat()]
    # Where only the year is known it stands after the months of that year.
    begun.sort(key=lambda one: one.day, reverse=True)
    page = Paginator(begun, A_PAGE).get_page(number)
    return [Year(name, list(told)) for name, told in groupby(page, lambda one: one.year)], page
