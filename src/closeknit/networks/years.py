"""The years ahead in words: for each support how likely it still holds, and what would help."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.core.formats.birthdays import read_birthday
from closeknit.core.network import Network
from closeknit.core.outlook import Change, Outlook, Strand, Three, outlook

from .finding_words import support
from .models import Contact
from .models.people import year_of
from .snapshot import Snapshot
from .wish_forms import role_held

WIDE, TALL = 320, 100
SHOWN = (1, 5, 10, 20)
MATTERS = 0.02
"""Less than two of a hundred futures is not worth a sentence."""

STANDING = {
    "sure": (gettext_lazy("Very likely still there"), "ok"),
    "likely": (gettext_lazy("Likely still there"), "ok"),
    "open": (gettext_lazy("May or may not be there still"), "thin"),
    "unlikely": (gettext_lazy("Likely not named any more"), "gap"),
}


@dataclass(frozen=True)
class Held:
    """One thing and how it is likely to hold, in words; `band` and `line` are points to draw."""

    key: str
    title: str
    standing: str
    tone: str
    says: tuple[str, ...]
    helps: tuple[str, ...]
    rows: tuple[tuple[str, Three], ...]
    band: str
    line: str


@dataclass(frozen=True)
class Told:
    """All that the page says: what holds, the thinnest first; what nobody gives; whose age is not
    told."""

    held: tuple[Held, ...]
    nobody: tuple[str, ...]
    unknown_ages: int
    people: int
    source: str


def with_ages(snapshot: Snapshot) -> Network:
    """The network with the age of everybody whose birthday this reader may see."""
    born = Contact.visible_to(snapshot.actor).filter(how=Contact.How.BIRTHDAY)
    ages = {row.person_id or "": age_on(row.value, snapshot.on) for row in born}
    return replace(
        snapshot.network,
        people=tuple(replace(p, age=ages.get(p.key)) for p in snapshot.network.people),
    )


def age_on(birthday: str, day: dt.date) -> int | None:
    """The age on a day, from a birthday or its year alone; None when it does not tell a year.

    >>> age_on("1950-12-24", dt.date(2026, 5, 31)), age_on("1950", dt.date(2026, 5, 31))
    (75, 76)
    >>> age_on("--12-24", dt.date(2026, 5, 31))
    """
    said, year = read_birthday(birthday), year_of(birthday)
    if said and said.year:
        later = (day.month, day.day) < (said.month, said.day)
        age = day.year - said.year - later
    elif year and not said:
        age = day.year - int(year)
    else:
        return None
    return age if 0 <= age <= 130 else None


def years_told(network: Network, snapshot: Snapshot) -> Told:
    """The years ahead of this network, for this reader."""
    found = outlook(network)
    held = [_held(strand, found, snapshot) for strand in found.strands]
    order = {strand: strand.by_year[found.asked.at].central for strand in found.strands}
    thinnest = sorted(zip(order.values(), held, strict=True), key=lambda one: (one[0], one[1].key))
    return Told(
        held=tuple(one for _chance, one in thinnest),
        nobody=tuple(support(snapshot, key) for key, one in found.supports.items() if one is None),
        unknown_ages=found.unknown_ages,
        people=found.people,
        source=found.asked.table,
    )


def _held(strand: Strand, found: Outlook, snapshot: Snapshot) -> Held:
    words, tone = STANDING[strand.by_year[found.asked.at].standing]
    forth, back, line = _points(strand)
    return Held(
        key=f"{strand.kind}-{strand.about}",
        title=_title(strand, snapshot),
        standing=str(words),
        tone=tone,
        says=_says(strand, found, snapshot),
        helps=tuple(_help(c, snapshot) for c in strand.changes if c.more.central >= MATTERS),
        rows=tuple((_when(year), _of_100(strand.by_year[year])) for year in SHOWN),
        band=" ".join((*forth, *reversed(back))),
        line=" ".join(line),
    )


def _points(strand: Strand) -> tuple[list[str], list[str], list[str]]:
    """The most, the least and the middle by year, as points of a picture."""
    last = len(strand.by_year) - 1
    xs = [round(WIDE * year / last, 1) for year in range(last + 1)]

    def drawn(chances: list[float]) -> list[str]:
        return [f"{x},{TALL - TALL * c:.1f}" for x, c in zip(xs, chances, strict=True)]

    by_year = strand.by_year
    return (
        drawn([chance.most for chance in by_year]),
        drawn([chance.least for chance in by_year]),
        drawn([chance.central for chance in by_year]),
    )


def _title(strand: Strand, snapshot: Snapshot) -> str:
    if strand.kind == "company":
        return _("Somebody unpaid close by")
    if strand.kind == "support":
        return support(snapshot, strand.about)
    role = next(role for role in snapshot.network.roles if role.key == strand.about)
    return role_held(role, snapshot)


def _of_100(chance: Three) -> Three:
    """Of a hundred futures; made-up futures never make sure, so it is never all of them."""
    return Three(*(min(99, round(100 * one)) for one in chance))


def _range(chance: Three) -> str:
    low, *_more, high = sorted(int(one) for one in _of_100(chance))
    if low == high:
        return _("about %(most)s") % {"most": high}
    return _("between %(least)s and %(most)s") % {"least": low, "most": high}


def _in_ten(strand: Strand, found: Outlook) -> str:
    chance = strand.by_year[found.asked.at]
    return _("In ten years: %(range)s of 100 futures.") % {"range": _range(chance)}


def _says(strand: Strand, found: Outlook, snapshot: Snapshot) -> tuple[str, ...]:
    said = (_in_ten(strand, found), _whom(strand, snapshot), _thin(strand))
    return tuple(words for words in said if words)


def _whom(strand: Strand, snapshot: Snapshot) -> str:
    if not strand.hangs_on or strand.hangs_on[0].less.central < MATTERS:
        return ""
    name = snapshot.people[strand.hangs_on[0].key].name
    return _("It hangs most on %(name)s.") % {"name": name}


def _thin(strand: Strand) -> str:
    """When fewer than half of the futures hold it, as far as the three agree."""
    told = [year for year in strand.thin if year is not None]
    if not told:
        return ""
    years = {"first": min(told), "last": max(told)}
    if len(told) < len(strand.thin):
        words = ngettext(
            "It may become thin in %(first)s year, or not in twenty.",
            "It may become thin in %(first)s years, or not in twenty.",
            min(told),
        )
    elif min(told) == max(told):
        words = ngettext(
            "It becomes thin in about %(first)s year.",
            "It becomes thin in about %(first)s years.",
            min(told),
        )
    else:
        words = _("It becomes thin in %(first)s to %(last)s years.")
    return words % years


HELPS = {
    "new_friend": gettext_lazy("With one new close friend: %(range)s more of 100."),
    "stand_in": gettext_lazy("With %(name)s as a stand-in: %(range)s more of 100."),
    "one_more": gettext_lazy("If %(name)s did it too: %(range)s more of 100."),
    "closer": gettext_lazy("If %(name)s came closer: %(range)s more of 100."),
}


def _help(change: Change, snapshot: Snapshot) -> str:
    """What one change would do. Nobody is told to do it."""
    name = snapshot.people[change.key].name if change.key else ""
    return str(HELPS[change.kind]) % {"range": _range(change.more), "name": name}


def _when(years: int) -> str:
    return ngettext("In %(years)s year", "In %(years)s years", years) % {"years": years}
