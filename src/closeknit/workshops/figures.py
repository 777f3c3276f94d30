"""The figures of a group in words and rows: for its page, for paper, and for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.core.checks import faces
from closeknit.core.figures import (
    CHANGED,
    FEELINGS,
    LEAST,
    MEASURES,
    TIMES,
    TOO_FEW,
    Figure,
)
from closeknit.core.formats.writing import write_table
from closeknit.policy import Actor

from .models import ASKED, FACES, MEASURED, Check, Counted, Presence, Seat, Series, Session, Told
from .recap import met_on

CALLED = {
    "unpaid": gettext_lazy("Close people who are not paid"),
    "pairs": gettext_lazy("Pairs who know each other"),
    "roles": gettext_lazy("Roles with a yes"),
    "asks": gettext_lazy("Times something was asked for"),
    "contacts": gettext_lazy("People in touch as often as wanted"),
    "lonely": gettext_lazy("Loneliness, three questions (3 to 9)"),
    "seldom": gettext_lazy("Lonely often or always"),
}
FEW = 5


WHY = {
    TOO_FEW: gettext_lazy(
        "Figures need ten people who let their numbers be counted. So far there are fewer."
    ),
    CHANGED: gettext_lazy(
        "Other people would be counted than in the figures that are out already, and the "
        "difference could give somebody away. Those that are out stay as they are."
    ),
}


def why(words: str) -> str:
    """Why there are no figures, in the language of whoever reads."""
    return str(WHY.get(words, words))


@dataclass(frozen=True)
class Cell:
    """One number at one time, in the words of a page; empty where it is not told."""

    time: str
    mean: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One measure at all times."""

    called: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shown:
    """One table: everybody, or those who came as the same."""

    about: str
    people: int
    times: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Asked:
    """One question of a session check: how many chose what, or why it is not said."""

    called: str
    shown: tuple[tuple[str, int], ...]
    people: int


@dataclass(frozen=True)
class Heard:
    """How one session was, in sum."""

    session: Session
    people: int
    asked: tuple[Asked, ...]
    lines: tuple[str, ...]

    @property
    def enough(self) -> bool:
        return self.people >= LEAST


def tables(figures: Sequence[Figure]) -> list[Shown]:
    """The figures as tables: everybody first, then those who came as the same."""
    times = [time for time in TIMES if any(one.time == time for one in figures)]
    found = []
    for came_as in dict.fromkeys(one.came_as for one in figures):
        mine = {(one.measure, one.time): one for one in figures if one.came_as == came_as}
        names = [name for name in (*MEASURES, *FEELINGS) if any(key[0] == name for key in mine)]
        rows = tuple(
            Row(str(CALLED[name]), tuple(_cell(mine.get((name, time)), time) for time in times))
            for name in names
        )
        called = dict(Seat.ComesAs.choices).get(came_as)
        about = _("Those who came %(how)s") % {"how": called} if called else _("Everybody counted")
        people = max(one.people for one in mine.values())
        labels = tuple(str(dict(Counted.When.choices)[time]) for time in times)
        found.append(Shown(about, people, labels, rows))
    return found


def _cell(figure: Figure | None, time: str) -> Cell:
    label = str(dict(Counted.When.choices)[time])
    if figure is None:
        return Cell(label, "")
    if figure.mean is None:  # told as how many, or not at all
        hidden = _("not told: it could single somebody out")
        counted = {"n": figure.none, "of": figure.people}
        return Cell(label, _("%(n)s of %(of)s") % counted if figure.none is not None else hidden)
    more = []
    if figure.none is not None and figure.measure in MEASURES:
        more.append(_("none: %(n)s") % {"n": figure.none})
    if figure.more is not None and figure.measure in MEASURES:
        more.append(_("more than before: %(n)s") % {"n": figure.more})
    return Cell(label, f"{figure.mean:.1f}", tuple(more))


def out(actor: Actor) -> list[Figure]:
    """Everything that is told of this group, each figure once."""
    found: dict[tuple[str, str, str], Figure] = {}
    for about in MEASURED:
        for each in Told.out(actor, about):
            for one in each.figures:
                found.setdefault((one.measure, one.time, one.came_as), one)
    return list(found.values())


def checks(sessions: Sequence[Session], now: dt.datetime) -> list[Heard]:
    """How each session was of which nobody is asked any more."""
    rows = Check.of(sessions, now)
    return [_check(one, rows[one.pk]) for one in sessions if one.pk in rows]


def _check(session: Session, row: Check) -> Heard:
    asked = tuple(_asked(name, str(label), row) for name, label in ASKED)
    return Heard(session, row.people, asked, tuple(row.lines) if row.people >= FEW else ())


def _asked(name: str, label: str, row: Check) -> Asked:
    words = [str(label) for _key, label in FACES]
    told = faces(row.counts(name))
    if told is None or not told.shown:
        return Asked(label, (), sum(row.counts(name)))
    called = (" / ".join(words[at] for at in way) for way in told.joined)
    return Asked(label, tuple(zip(called, told.shown, strict=True)), told.people)


@dataclass(frozen=True)
class Report:
    """All that goes to whoever pays for it: what took place, how it was, what changed."""

    series: Series
    facts: tuple[tuple[str, str], ...]
    held: tuple[tuple[Session, str, str], ...]
    figures: tuple[Figure, ...]
    checks: tuple[Heard, ...]

    @property
    def tables(self) -> list[Shown]:
        return tables(self.figures)


def many(people: int) -> str:
    """How many people, unless they are so few that it would tell of them."""
    return str(people) if people == 0 or people >= FEW else _("fewer than five")


def report(actor: Actor, series: Series, sessions: Sequence[Session], now: dt.datetime) -> Report:
    """The report, made anew at each look, of what is told to the group anyway."""
    came, everybody = Presence.came(series)
    over = [one for one in sessions if one.ended_at or (one.ends_at and one.ends_at <= now)]
    taken = Seat.taken_in([series]).get(series.pk, 0)
    facts = (
        (_("Sessions held"), _("%(n)s of %(of)s") % {"n": len(over), "of": len(sessions)}),
        (_("Places taken"), many(taken)),
        (_("People who came at least once"), many(everybody)),
    )
    held = tuple((one, met_on(one), many(came.get(one.pk, 0))) for one in over)
    return Report(series, facts, held, tuple(out(actor)), tuple(checks(sessions, now)))


HEAD = ("part", "about", "what", "when", "people", "mean", "none", "more", "count")


def sheet(made: Report) -> str:
    """The report as rows for a spreadsheet."""
    return write_table(HEAD, _lines(made))


def _lines(made: Report) -> Iterable[tuple[Any, ...]]:
    nothing = (None, None, None)
    for what, value in made.facts:
        yield ("facts", made.series.title, what, "", None, *nothing, value)
    for session, day, came in made.held:
        yield ("sessions", session.title, "came", day, None, *nothing, came)
    for one in made.figures:
        about = one.came_as or "everybody"
        said = (one.mean, one.none, one.more, None)
        yield ("figures", about, one.measure, one.time, one.people, *said)
    for check in made.checks:
        for asked in check.asked:
            for face, count in asked.shown:
                what = f"{asked.called} {face}"
                yield ("checks", check.session.title, what, "", asked.people, *nothing, count)
