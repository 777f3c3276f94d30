"""Time with one person, for their page: the last times, what is meant, and one tap more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Person
from closeknit.policy import Actor

from .contact import NO_DAY, NO_NUMBER
from .models import Intention, Touch
from .time_words import a_day, how_often

SHOWN = 5
COLUMNS = ("pk", "words", "author", "often", "when", "in_which_way")


@dataclass(frozen=True)
class Time:
    """One time with somebody; `change` is where it is put right, for whoever may."""

    day: str
    how: str
    words: str
    change: str


@dataclass(frozen=True)
class TimeWith:
    """The last times with somebody, how often it is meant, small things meant once."""

    times: list[Time]
    wish: str
    small: list[str]
    touch: str
    button: str
    meant: str


def time_with(actor: Actor, person: Person, on: dt.date) -> TimeWith | None:
    """What this reader may know; None where nobody can be in touch any more. One query."""
    if person.kind in ("died", "thing"):
        return None
    own = person.pk == actor.person
    rows = sorted(_rows(actor, person, own=own), key=lambda row: row[4] or on, reverse=True)
    every = [often for _k, _w, _a, often, _d, _h in rows if often]
    asked = "?rhythm=14" if own else f"?person={person.pk}&rhythm=14"
    return TimeWith(
        times=list(_times(actor, rows, on))[:SHOWN],
        wish=_("%(often)s is meant.") % {"often": how_often(min(every))} if every else "",
        small=[words for _k, words, _a, often, day, _h in rows if not day and not often],
        touch=reverse("add_touch", args=[actor.network, person.pk]),
        button=_("We talked") if own or actor.role == "person" else _("They talked"),
        meant=f"{reverse('intentions', args=[actor.network])}{asked}#one-more",
    )


def _rows(actor: Actor, person: Person, *, own: bool) -> QuerySet[Any, Any]:
    """The last times and what is meant, in one shape: see COLUMNS."""
    seen = Touch.visible_to(actor).filter(person=person)
    fifth = seen.order_by("-day").values("day")[SHOWN - 1 : SHOWN]
    last = seen.filter(day__gte=Coalesce(Subquery(fifth), Value(dt.date.min)))
    about = Q(person=None, every__isnull=False) if own else Q(person=person)
    meant = Intention.visible_to(actor).filter(about, done_at=None)
    no_way = Value("", output_field=CharField())
    times = last.order_by().annotate(often=NO_NUMBER, when=F("day"), in_which_way=F("how"))
    wishes = meant.order_by().annotate(often=F("every"), when=NO_DAY, in_which_way=no_way)
    return times.values_list(*COLUMNS).union(wishes.values_list(*COLUMNS), all=True)


def _times(actor: Actor, rows: list[Any], on: dt.date) -> Iterator[Time]:
    for key, words, author, _often, day, how in rows:
        if day:
            told = a_day(day) if day.year == on.year else f"{a_day(day)} {day.year}"
            mine = actor.in_charge or author == actor.account
            change = reverse("change_touch", args=[actor.network, key]) if mine else ""
            yield Time(told, str(Touch.How(how).label), words, change)
