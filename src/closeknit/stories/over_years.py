"""The maps of the years: as it was on the first of January, or on any day somebody chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from closeknit.networks.map_words import circle_name, counted, listed
from closeknit.networks.models import Chapter, Link, Network
from closeknit.networks.picture import pictures_over_time, placed
from closeknit.networks.snapshot import Reads, Snapshot, snapshots
from closeknit.networks.telling import when
from closeknit.policy import Actor

from .binding import Readers, may_not_see

MOST_YEARS = 40


@dataclass(frozen=True)
class YearMap:
    """The map of one day, in words; `seen` is what it is drawn from."""

    day: str
    title: str
    counted: str
    circles: Sequence[tuple[str, str]]
    seen: Snapshot

    @property
    def alt(self) -> str:
        """What somebody who does not see it is told; who is where stands beside it."""
        return f"{self.title}. {self.counted}"


def why_no_maps(actor: Actor, readers: Readers) -> str:
    """Why there are no maps in this book: from a part of the ties a map would say what is not."""
    if not actor.in_charge:
        return _("You do not see the whole map.")
    missing = [
        name
        for name, one in zip(readers.names(), readers.others, strict=True)
        if not one.actor().in_charge
    ]
    return may_not_see(missing)


def maps_of(network: Network, actor: Actor, days: Sequence[str], readers: Readers) -> list[YearMap]:
    """The map of each of these days, the earliest first; none where a reader may not see it all."""
    wanted = sorted(filter(None, map(read_day, days)))
    found = snapshots(network, actor, wanted, reads=Reads.DRAWN)
    if readers.others and found and not _for_all(actor, found, readers):
        return []
    return [told(seen) for seen in found]


def _for_all(actor: Actor, found: Sequence[Snapshot], readers: Readers) -> bool:
    rows: dict[str, Any] = dict(found[0].people)
    for seen in found:
        rows |= {chapter.pk: chapter for chapter in seen.chapters.values()}
    rows |= {link.pk: link for link in Link.visible_to(actor)}
    return not any(readers.without(row) for row in rows.values())


def told(seen: Snapshot) -> YearMap:
    """One map in words: who stood in which circle."""
    there = placed(seen.network)
    circles = []
    for number in sorted({int(one.circle) for one in there.people if one.circle}):
        names = sorted(one.name for one in there.people if one.circle == number)
        circles.append((circle_name(number), listed(names)))
    title = _("The map on %(day)s") % {"day": when(seen.on.isoformat())}
    return YearMap(seen.on.isoformat(), title, counted(there), circles, seen)


def drawings(maps: Sequence[YearMap], only: str = "") -> dict[str, str]:
    """The maps drawn, by their day; or `only` one of them."""
    wanted = [one for one in maps if not only or one.day == only]
    if not wanted:
        return {}
    latest = max(maps, key=lambda one: one.day)
    drawn = pictures_over_time([one.seen for one in wanted], latest.seen)
    return {one.day: svg for one, svg in zip(wanted, drawn, strict=True)}


def read_day(text: str) -> dt.date | None:
    """A day out of what was kept; None when it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def years_offered(actor: Actor, today: dt.date) -> list[dt.date]:
    """The first of January of each year since the first change that was written down; and today."""
    if not actor.in_charge:
        return []
    sinces = [one for one in Chapter.visible_to(actor).values_list("since", flat=True) if one]
    first = min((int(one[:4]) for one in sinces), default=today.year)
    years = range(max(first, today.year - MOST_YEARS, 1), today.year + 1)
    days = [dt.date(year, 1, 1) for year in years]
    return [*days, *([today] if today not in days else [])]
