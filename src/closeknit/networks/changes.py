"""What has changed between two days: who was there on each, what the core says, and why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from closeknit.core.change import Change, Item, compare
from closeknit.design.days import date_of
from closeknit.policy import Actor

from .change_words import numbers, say_item
from .forms.days import first_day
from .models import Chapter, Network
from .roll import Entry, entry
from .snapshot import Snapshot, snapshots
from .telling import when


@dataclass(frozen=True)
class Why:
    """What somebody wrote down when things changed, and since when they were so."""

    since: str
    words: str


@dataclass(frozen=True)
class Told:
    """Somebody of whom something changed, in sentences, with what was written about it."""

    one: Entry
    sentences: tuple[str, ...]
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What changed between two days, for one reader. `links` are told of kept copies alone."""

    lead: str
    people: tuple[Told, ...]
    wishes: tuple[str, ...]
    numbers: tuple[str, ...]
    maps: tuple[Snapshot, Snapshot]
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """One tap to another pair of days."""

    label: str
    query: str
    current: bool


def changes(
    row: Network, actor: Actor, ties: Iterable[Chapter], first: dt.date, last: dt.date
) -> Changes:
    """What changed, as far as this reader may know it. Seven queries beside the chapters."""
    ties = list(ties)
    then, now = map(as_it_was, snapshots(row, actor, (first, last), ties=ties))
    return told(then, now, ties)


def told(then: Snapshot, now: Snapshot, ties: Iterable[Chapter], *, kept: bool = False) -> Changes:
    """What changed from one to the other. Of `kept` copies it is also known who knew whom."""
    change = compare(then.network, now.network)
    wishes = (*WISHES, *KEPT_WISHES) if kept else WISHES
    return Changes(
        lead=_("From %(first)s to %(last)s.") % {"first": _day(then.on), "last": _day(now.on)},
        people=tuple(_people(change, now, _whys(change, ties, then.on, now.on))),
        wishes=tuple(say_item(item, change, now) for item in change.items if item.kind in wishes),
        numbers=tuple(numbers(change)),
        maps=(then, now),
        links=tuple(say_item(item, change, now) for item in change.items if kept and _link(item)),
    )


def _link(item: Item) -> bool:
    return item.kind in ("link_new", "link_gone")


def as_it_was(seen: Snapshot) -> Snapshot:
    """The same day without those who were not there yet."""
    there = seen.network.without(not_yet(seen.ties, seen.on))
    return replace(seen, network=there)


WISHES = ("wish_met", "wish_open")
KEPT_WISHES = ("wish_new", "wish_gone")
"""Told of kept copies alone: elsewhere a wish has no day, only when somebody typed it in."""


def not_yet(ties: Iterable[Chapter], on: dt.date) -> frozenset[str]:
    """Who was not there yet on this day.

    A chapter with a date says by itself that they were. One without holds as long as they are said
    to be known, and always where nobody said since when: a day on which something was typed in is
    no day on which somebody came. Of whom there is no chapter at all, nobody can say it.
    """
    of_each: dict[str, list[Chapter]] = defaultdict(list)
    for tie in sorted(ties, key=lambda one: (one.since, one.made_at)):
        of_each[tie.person_id].append(tie)
    return frozenset(key for key, told in of_each.items() if not _there(told, on.isoformat()))


def _there(ties: list[Chapter], day: str) -> bool:
    known = next((tie.known_since for tie in reversed(ties) if tie.known_since), "")
    return any(tie.since <= day if tie.since else known <= day for tie in ties)


def _whys(
    change: Change, ties: Iterable[Chapter], first: dt.date, last: dt.date
) -> Mapping[str, list[Why]]:
    """What was written about the chapters that began in between, by person."""
    new = {key for item in change.items if item.kind == "new" for key in item.people}
    found: dict[str, list[Why]] = defaultdict(list)
    for tie in sorted(ties, key=lambda one: (one.since, one.made_at)):
        key, begins = tie.person_id, tie.since
        between = first.isoformat() < begins <= last.isoformat()
        # Whoever is known only since then has a first chapter without a day of its own.
        if tie.why and (between or (not begins and key in new)):
            found[key].append(Why(when(begins), tie.why))
    return found


def _people(change: Change, seen: Snapshot, whys: Mapping[str, list[Why]]) -> Iterable[Told]:
    """Everybody of whom something changed, each once, what matters first."""
    said: dict[str, list[str]] = defaultdict(list)
    for item in change.items:
        words = say_item(item, change, seen) if _of_one(item) else ""
        if words:
            said[item.people[0]].append(words)
    here = {person.key for person in (*change.before.people, *change.after.people)}
    only_told = sorted(whys.keys() & here - said.keys(), key=lambda key: change.person(key).name)
    for key in (*said, *only_told):
        person = change.person(key)
        yield Told(entry(seen, person), tuple(said.get(key, ())), tuple(whys.get(key, ())))


def _of_one(item: Item) -> bool:
    return len(item.people) == 1 and item.kind not in (*WISHES, *KEPT_WISHES)


def _day(day: dt.date) -> str:
    return date_of(day)


def usual(ties: Iterable[Chapter], today: dt.date) -> dt.date:
    """The day from which one usually looks: a year ago, or the first day of which anything is told.

    >>> usual([Chapter(since="2026-06")], dt.date(2026, 11, 28)).isoformat()
    '2026-06-01'
    >>> usual([Chapter(since="2026-06"), Chapter()], dt.date(2026, 11, 28)).isoformat()
    '2025-11-28'
    """
    ties, ago = list(ties), years_ago(1, today)
    first = earliest(ties, today)
    return max(ago, first) if first and all(tie.since for tie in ties) else ago


def earliest(ties: Iterable[Chapter], today: dt.date) -> dt.date | None:
    """The day on which the earliest chapter with a date begins; None when there is none.

    >>> earliest([Chapter(since="2019-06"), Chapter()], dt.date(2026, 11, 28)).isoformat()
    '2019-06-01'
    """
    days = (begins(tie) for tie in ties)
    return min((day for day in days if day and day <= today), default=None)


def begins(tie: Chapter) -> dt.date | None:
    try:
        return first_day(tie.since) if tie.since else None
    except ValueError:  # the year nought
        return None


def years_ago(years: int, today: dt.date) -> dt.date:
    """The same day some years before; the day before where a leap day has none.

    >>> years_ago(1, dt.date(2024, 2, 29)).isoformat()
    '2023-02-28'
    """
    year = max(today.year - years, 1)
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)


def ways(ties: Iterable[Chapter], today: dt.date, since: dt.date | None) -> list[Way]:
    """How far back one most often looks, each in one tap; `since` is the day looked from now."""
    days = {
        _("The last year"): years_ago(1, today),
        _("The last five years"): years_ago(5, today),
        _("As far back as is written down"): earliest(ties, today),
    }
    return [
        Way(label, urlencode({"since": day.isoformat()}), since == day)
        for label, day in days.items()
        if day
    ]
