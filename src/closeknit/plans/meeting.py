"""Gatherings, ready to be read by one reader: when, who comes, what is on, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.core.meeting import Timed, timed
from closeknit.core.network import Kind
from closeknit.design import days
from closeknit.networks.faces import face_for
from closeknit.networks.models import Person, Portrait
from closeknit.policy import Actor, Role

from .models import Gathering, Guest, Poll
from .models.polls import moment

Answer = Guest.Answer
SOON = dt.timedelta(hours=6)
FACES = 5


def on_day(day: dt.date, now: dt.datetime) -> str:
    """A day in words; the year only where it is another one."""
    year = timezone.localtime(now).year
    return days.day(day) if day.year == year else days.full_day(day)


def at_time(at: dt.datetime) -> str:
    return date_format(at, "H:i")


def when(row: Gathering, now: dt.datetime) -> str:
    """When they meet, on the clock of whoever reads; the zone is said where it is another one."""
    if row.starts_at is None:
        return _("No day yet")
    zone = timezone.get_current_timezone()
    starts = row.starts_at.astimezone(zone)
    told = _("%(day)s, %(time)s") % {"day": on_day(starts, now), "time": at_time(starts)}
    if row.ends_at is not None:
        ends = at_time(row.ends_at.astimezone(zone))
        told = _("%(start)s to %(end)s") % {"start": told, "end": ends}
    return elsewhere(told, starts, row.zone)


def elsewhere(told: str, starts: dt.datetime, zone: str) -> str:
    """What was told by the clock of whoever reads, and the time there where it is another one."""
    there = starts.astimezone(ZoneInfo(zone))
    if there.utcoffset() == starts.utcoffset():
        return told
    words = {"told": told, "time": at_time(there), "zone": zone.replace("_", " ")}
    return _("%(told)s your time (%(time)s in %(zone)s)") % words


def choice_words(choice: str, now: dt.datetime, zone: str) -> str:
    """One day of a poll, on the clock of whoever reads."""
    at = moment(choice, zone).astimezone(timezone.get_current_timezone())
    told = _("%(day)s, %(time)s") % {"day": on_day(at, now), "time": at_time(at)}
    return elsewhere(told, at, zone)


# Who comes ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coming:
    """Somebody who is asked. Without a name where the reader does not know of them."""

    row: Guest
    name: str = ""
    face: str = ""
    url: str = ""
    me: bool = False


ANSWERED = {
    Answer.YES: gettext_lazy("Coming"),
    Answer.LATER: gettext_lazy("Maybe"),
    Answer.NONE: gettext_lazy("No answer yet"),
    Answer.NO: gettext_lazy("Cannot come"),
}


def _grouped(found: Mapping[Any, list[Coming]]) -> list[tuple[str, list[Coming], int]]:
    named = {heading: [one for one in some if one.name] for heading, some in found.items()}
    return [
        (str(heading), named[heading], len(some) - len(named[heading]))
        for heading, some in found.items()
        if some
    ]


@dataclass(frozen=True)
class Company:
    """Everybody who is asked, by what they answered, for one reader."""

    all: list[Coming]

    @property
    def named(self) -> list[Coming]:
        return [one for one in self.all if one.name]

    def said(self, answer: str) -> list[Coming]:
        return [one for one in self.all if one.row.answer == answer]

    @property
    def groups(self) -> list[tuple[str, list[Coming], int]]:
        """By answer: heading, those whose names the reader knows, and how many more there are."""
        return _grouped({word: self.said(answer) for answer, word in ANSWERED.items()})

    @property
    def by_coming(self) -> list[tuple[str, list[Coming], int]]:
        """The same by who came, once that was said."""
        came = [one for one in self.all if one.row.came]
        rest = [one for one in self.all if not one.row.came]
        return _grouped({gettext_lazy("Came"): came, gettext_lazy("Were not there"): rest})

    @property
    def by_day(self) -> list[tuple[str, list[Coming], int]]:
        """The same while a day is looked for."""
        said = [one for one in self.all if one.row.dates]
        rest = [one for one in self.all if not one.row.dates]
        heading = {gettext_lazy("Said which day suits"): said, ANSWERED[Answer.NONE]: rest}
        return _grouped(heading)

    @property
    def there(self) -> list[Coming]:
        """Those who came, once that was said; before that those who come."""
        return [one for one in self.all if one.row.came] or self.said(Answer.YES)

    @property
    def shown(self) -> list[Coming]:
        """A row of faces."""
        return [one for one in self.there if one.name][:FACES]

    @property
    def more(self) -> int:
        """How many more there are than faces."""
        return len(self.there) - len(self.shown)

    @property
    def mine(self) -> Coming | None:
        return next((one for one in self.all if one.me), None)

    @property
    def yes(self) -> int:
        return len(self.said(Answer.YES))

    @property
    def silent(self) -> int:
        return len(self.said(Answer.NONE)) + len(self.said(Answer.LATER))


def asked(actor: Actor, rows: Any) -> Any:
    """Of these guests those the reader may know of, each with whether their name is theirs to see.

    A guest of the network sees no list: only themselves.
    """
    known = Person.visible_to(actor).filter(pk=OuterRef("person_id"))
    found = Guest.without_hidden(rows.filter(binned_at=None), actor).annotate(known=Exists(known))
    found = found.exclude(Q(person__kind=Kind.DIED) & ~Q(came=True))  # who came, came
    if actor.role is Role.GUEST:
        found = found.filter(person=actor.person or None)
    return found.select_related("person")


def company(
    actor: Actor, row: Gathering, portraits: Mapping[str, Portrait] | None = None
) -> Company:
    """Who is asked to this gathering. One query."""
    guests: Any = row.guests
    rows = list(asked(actor, guests).annotate(then=Guest.day_then()))
    for one in rows:
        one.gathering = row
    return Company([coming(actor, one, portraits or {}) for one in rows])


def coming(actor: Actor, one: Any, portraits: Mapping[str, Portrait]) -> Coming:
    me = bool(actor.person) and one.person_id == actor.person
    if not (one.known or me):
        return Coming(one)
    url = reverse("person", args=[one.network_id, one.person_id]) if one.known else ""
    return Coming(one, one.person.name, face_for(one.person, portraits).href, url, me)


def counted(there: Company, row: Gathering, now: dt.datetime) -> str:
    """How many come, or came, or said which day suits, in words."""
    if row.is_over(now):
        came = sum(one.row.came is True for one in there.all)
        return ngettext("%(n)s person came.", "%(n)s people came.", came) % {"n": came}
    if row.starts_at is None:
        said = {"n": sum(bool(one.row.dates) for one in there.all), "all": len(there.all)}
        return _("%(n)s of %(all)s said which day suits.") % said
    words = {"yes": there.yes, "silent": there.silent}
    if not there.silent:
        return _("%(yes)s coming.") % words
    return _("%(yes)s coming, %(silent)s not answered.") % words


# The next one -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Together:
    """The next gathering, for a card: when, where, who comes, and what the reader answered."""

    row: Gathering
    title: str
    when: str
    place: str
    url: str
    coming: int | None
    silent: int | None
    faces: list[Coming]
    more: int
    mine: Guest | None
    polled: bool

    counted: str


def next_gathering(actor: Actor, now: dt.datetime) -> Gathering | None:
    """What is next for this reader; a day first, then one that looks for a day. One query."""
    ahead = Q(starts_at__gte=now - SOON) | Q(starts_at=None)
    rows = Gathering.visible_to(actor).filter(ahead, cancelled_at=None, closed_at=None)
    told = rows.exclude(told_at=None).order_by(F("starts_at").asc(nulls_last=True), "key")
    return told.first()


def next_together(
    actor: Actor, now: dt.datetime, portraits: Mapping[str, Portrait] | None = None
) -> Together | None:
    """What is next for this reader; a day first, then one that still looks for a day. Two queries.

    Who answers posts `answer` (yes, no, later) to the page `gathering_guest` of `mine`.
    """
    row = next_gathering(actor, now)
    if row is None:
        return None
    there = company(actor, row, portraits)
    mine = there.mine.row if there.mine else None
    counts = actor.role is not Role.GUEST
    return Together(
        row=row,
        title=row.title,
        when=when(row, now),
        place=row.place,
        url=reverse("gathering", args=[row.network_id, row.pk]),
        coming=there.yes if counts else None,
        silent=there.silent if counts else None,
        faces=there.shown if counts else [],
        more=there.more if counts else 0,
        counted=counted(there, row, now) if counts else "",
        mine=mine if mine is not None and mine.answer in (Answer.NONE, Answer.LATER) else None,
        polled=row.starts_at is None,
    )


# The agenda, and what was asked -------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One part of the agenda, with the time it starts where there is a day."""

    row: Any
    at: str
    leader: str


@dataclass(frozen=True)
class Agenda:
    """The parts one after the other, and how long they take together."""

    parts: list[Part]
    clock: Timed | None
    minutes: int

    @property
    def ends(self) -> str:
        return at_time(self.clock.ends) if self.clock else ""


def agenda(row: Gathering, names: Mapping[str, Person]) -> Agenda:
    """The agenda as one reader sees it: who leads is named where they know of them. One query."""
    items: Any = row.items
    rows = list(items.filter(binned_at=None))
    minutes = [one.minutes for one in rows]
    clock = None
    if row.starts_at is not None:
        zone = timezone.get_current_timezone()
        ends = row.ends_at.astimezone(zone) if row.ends_at else None
        clock = timed(minutes, row.starts_at.astimezone(zone), ends)
    parts = []
    for number, one in enumerate(rows):
        leader = names.get(one.leader_id or "")
        at = at_time(clock.starts[number]) if clock else ""
        parts.append(Part(one, at, leader.name if leader else ""))
    return Agenda(parts, clock, sum(minutes))


@dataclass(frozen=True)
class Asked:
    """A question, what the reader may read of the answers, and what they answered themselves."""

    key: str
    words: str
    replies: list[tuple[str, str]]
    mine: str


def questions(
    actor: Actor, row: Gathering, names: Mapping[str, Person], plans: bool
) -> list[Asked]:
    """The questions of a gathering. Whoever plans it reads every answer, others their own."""
    asked_for: dict[str, Asked] = {}
    for key, question, who, said in _answered(row):
        one = asked_for.setdefault(key, Asked(key, question, [], ""))
        if who and who == actor.person:
            asked_for[key] = one = replace(one, mine=said)
        if plans and who in names:
            one.replies.append((names[who].name, said))
    return list(asked_for.values())


def _answered(row: Gathering) -> list[tuple[str, str, str, str]]:
    """Each question with each answer to it, or with none. One query."""
    rows: Any = row.questions
    there = FilteredRelation("replies", condition=Q(replies__binned_at=None))
    told = rows.filter(binned_at=None).annotate(told=there).order_by("place", "key", "told__key")
    return list(told.values_list("pk", "words", "told__person", "told__words"))


def own_questions(row: Gathering, person: str) -> list[Asked]:
    """The questions of a gathering with what this one answered."""
    found: dict[str, Asked] = {}
    for key, question, who, said in _answered(row):
        mine = said if who == person else ""
        if key not in found or mine:
            found[key] = Asked(key, question, [], mine)
    return list(found.values())


# A poll for a date --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One day of a poll: its words, what each said, and what the reader said."""

    value: str
    words: str
    yes: int
    if_need_be: int
    no: int
    said: list[tuple[str, str]]
    mine: str


def open_poll(row: Gathering) -> Poll | None:
    polls: Any = row.polls
    found: Poll | None = polls.filter(closed_at=None, binned_at=None).first()
    return found


def choices(poll: Poll, there: Company, now: dt.datetime) -> list[Choice]:
    """Each day of the poll, the best first in the eyes of nobody: in the order of the calendar."""
    found = []
    mine = there.mine.row.dates if there.mine else {}
    for value in poll.choices:
        said = [(one, one.row.dates.get(value, "")) for one in there.all]
        words = [what for _one, what in said]
        yes, need, no = (words.count(word) for word in ("yes", "if_need_be", "no"))
        named = [(one.name, what) for one, what in said if one.name and what]
        told = choice_words(value, now, poll.gathering.zone)
        found.append(Choice(value, told, yes, need, no, named, mine.get(value, "")))
    return found
