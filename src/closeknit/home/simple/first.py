"""What stands on the simple home: a few large choices, only what is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.days import day
from closeknit.home.today import Reader, due_now
from closeknit.networks import map_words as say
from closeknit.networks.faces import FaceView, face_for
from closeknit.networks.models import Person, Portrait
from closeknit.plans.meeting import next_gathering
from closeknit.plans.models import Gathering
from closeknit.plans.time_for import Due
from closeknit.policy import Verb, grants

from .asked import Asked
from .calls import Call

A_WEEK, A_MONTH = 7, 31


@dataclass(frozen=True)
class Choice:
    """One large thing to choose: a picture, what it is, and one sentence."""

    title: str
    text: str
    url: str
    icon: str = ""
    face: FaceView | None = None
    name: str = ""
    tone: str = ""


def choices(
    reader: Reader,
    people: Mapping[str, Person],
    portraits: Mapping[str, Portrait],
    *,
    waits: tuple[int, Asked | None],
    calls: Sequence[Call],
    quiet: bool = False,
) -> list[Choice]:
    """The choices of this reader, in the order of the page."""
    rests = quiet or reader.actor.frozen
    found = [
        _people(reader),
        None if rests else _waits(reader, *waits),
        None if rests else _due(reader, due_now(reader, people, portraits)),
        None if reader.actor.frozen else _next(reader, people, portraits),
        _tell(reader),
        _calls(reader, calls),
    ]
    return [one for one in found if one is not None]


def _people(reader: Reader) -> Choice:
    mine = reader.actor.role == "person"
    title = _("My people") if mine else _("The people here")
    return Choice(
        title,
        _("See who is around me") if mine else _("See who is here"),
        _url(reader, "simple_people"),
        icon="users",
    )


def _waits(reader: Reader, count: int, first: Asked | None) -> Choice | None:
    if not count or first is None:
        return None
    title = ngettext("One thing waits for you", "%(count)s things wait for you", count)
    shown = {"count": say.small_number(count)}
    url = _url(reader, "simple_waiting")
    return Choice(title % shown, first.text, url, "hourglass", first.face, first.name, "gold")


def _due(reader: Reader, due: Sequence[Due]) -> Choice | None:
    """The one person to make time for."""
    if not due:
        return None
    one = due[0]
    theirs = reader.actor.in_charge and bool(one.key)
    url = _url(reader, "simple_person", one.key) if theirs else _url(reader, "intentions")
    calls = one.touch and one.name and not one.row.words and not (one.ours and not _mine(reader))
    title = _("Call %(name)s") % {"name": one.name} if calls else one.title
    text = _wanted(one) if one.rhythm else one.says
    return Choice(title, text, url, "clock", one.face, one.name)


def _mine(reader: Reader) -> bool:
    return reader.actor.role == "person"


def _wanted(one: Due) -> str:
    every = one.row.every or 0
    if every <= A_WEEK:
        return _("You wanted to talk this week")
    if every <= A_MONTH:
        return _("You wanted to talk this month")
    return _("It has been a while")


def _next(
    reader: Reader, people: Mapping[str, Person], portraits: Mapping[str, Portrait]
) -> Choice | None:
    """What is next, with the face of whoever is named in where it is."""
    row = next_gathering(reader.actor, reader.now)
    if row is None:
        return None
    host = named_in(f"{row.title} {row.place}", people.values())
    return Choice(
        row.title,
        how_far(row, reader.now),
        _url(reader, "gathering", row.pk),
        "calendar-heart",
        face_for(host, portraits) if host else None,
        host.name if host else "",
    )


def named_in(words: str, people: Iterable[Person]) -> Person | None:
    """The first of these people who is named in these words: “At Rosa’s”."""
    return next((one for one in people if re.search(rf"\b{re.escape(one.name)}\b", words)), None)


def how_far(row: Gathering, now: dt.datetime) -> str:
    """Sunday, in 4 days."""
    if row.starts_at is None:
        return _("No day yet")
    starts = row.starts_at.astimezone(now.tzinfo)
    days = (starts.date() - now.date()).days
    if days <= 0:
        return _("Today, %(time)s") % {"time": date_format(starts, "H:i")}
    if days == 1:
        return _("Tomorrow, %(time)s") % {"time": date_format(starts, "H:i")}
    named = date_format(starts, "l") if days < A_WEEK else day(starts)
    said = ngettext("%(day)s, in %(days)s day", "%(day)s, in %(days)s days", days)
    return said % {"day": named[:1].upper() + named[1:], "days": days}


def _tell(reader: Reader) -> Choice | None:
    if reader.actor.frozen or "" not in grants(reader.actor, Verb.CREATE, "moment"):
        return None
    text = _("Something good that happened")
    return Choice(_("Tell a moment"), text, _url(reader, "simple_tell"), "book-heart", tone="leaf")


def _calls(reader: Reader, calls: Sequence[Call]) -> Choice:
    names = [call.person.name for call in calls[:2]]
    if len(names) == 2:
        said = _("Who I can call: %(first)s, then %(second)s")
        text = said % {"first": names[0], "second": names[1]}
    elif names:
        text = _("Who I can call: %(first)s") % {"first": names[0]}
    else:
        text = _("Who I can call")
    url = _url(reader, "simple_calls")
    return Choice(_("If something happens"), text, url, "life-buoy", tone="coral")


def _url(reader: Reader, name: str, *args: str) -> str:
    return reverse(name, args=[reader.network.pk, *args])
