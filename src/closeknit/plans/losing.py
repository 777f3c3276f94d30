"""People with whom one may be losing touch: a quiet list, for whoever is in charge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.contact import losing_touch
from closeknit.core.network import Kind
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.models import Person
from closeknit.policy import Actor

from .models import Intention, Touch
from .time_for import Around
from .time_words import RHYTHMS, how_long, how_long_ago, how_often

QUIET = dt.timedelta(days=90)
"""Without a contact for so long it has been quiet."""
MOST = 6
"""So many at once: a list of everybody would be a reproach."""


@dataclass(frozen=True)
class Thinning:
    """Somebody on that list: when it was last, how it was wanted or usual, and what to do."""

    person: Person
    face: FaceView
    says: str
    touch: str
    meant: str


def losing(around: Around, rows: Iterable[Intention], but: set[str]) -> list[Thinning]:
    """Whoever it has been longest with, against what was wanted or usual. One query."""
    wanted = wishes(rows)
    found = []
    for key, days in _days(around).items():
        person = around.people.get(key)
        if person is None or person.kind == "died" or key in but:
            continue
        every = losing_touch(days, around.on, wanted.get(key))
        if every:
            gone = (around.on - max(days)).days
            found.append((gone / every, _told(around, person, days, every, key in wanted)))
    found.sort(key=lambda one: (-one[0], one[1].person.name))
    return [one for _ratio, one in found[:MOST]]


def quiet(actor: Actor, on: dt.date) -> QuerySet[Any, Any] | None:
    """With whom the last real contact is long ago: a few, for whoever is in charge.

    Their keys, to be looked for in another question and not in one of their own. Somebody of whom
    no contact is written down is not among them: nobody knows.
    """
    if not actor.in_charge or actor.frozen:
        return None
    seen = Touch.visible_to(actor).filter(day__lte=on, person__kind=Kind.PERSON)
    seen = seen.filter(person__binned_at=None)
    by_person = seen.order_by().values("person").annotate(last=Max("day"))
    return by_person.filter(last__lt=on - QUIET).values_list("person", flat=True)


def wishes(rows: Iterable[Intention]) -> dict[str, int]:
    """For each person how often contact is wanted now: of several wishes the most often."""
    found: dict[str, int] = {}
    for row in rows:
        if row.every and row.person_id and not row.done_at:
            found[row.person_id] = min(row.every, found.get(row.person_id, row.every))
    return found


def _days(around: Around) -> dict[str, list[dt.date]]:
    found: dict[str, list[dt.date]] = {}
    seen = Touch.visible_to(around.actor).filter(day__lte=around.on)
    for key, day in seen.order_by().values_list("person", "day"):
        found.setdefault(key, []).append(day)
    return found


def _told(
    around: Around, person: Person, days: list[dt.date], every: int, wished: bool
) -> Thinning:
    last = how_long_ago(max(days), around.on)
    if wished:
        words = {"often": how_often(every), "when": last}
        says = _("%(often)s was wanted. Last time was %(when)s.") % words
    else:
        words = {"usual": how_long(every), "when": last}
        says = _("It used to be every %(usual)s or so. Last time was %(when)s.") % words
    near = min(RHYTHMS, key=lambda days: abs(days - every))
    here = around.network.pk
    asked = urlencode({"person": person.pk, "rhythm": near})
    return Thinning(
        person=person,
        face=face_for(person, around.portraits),
        says=says,
        touch=reverse("add_touch", args=[here, person.pk]),
        meant=f"{reverse('intentions', args=[here])}?{asked}#one-more",
    )
