"""The support matrix as a page shows it, and as it comes back from tick boxes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.core.gaps import Matrix, Row
from closeknit.core.network import SUPPORTS, Person

from .faces import FaceView, face_for
from .finding_words import names, support
from .snapshot import Snapshot
from .words import support_hint

TONES = {
    "nobody": "gap",
    "only_one": "gap",
    "only_paid": "gap",
    "thin": "thin",
    "covered": "ok",
}


@dataclass(frozen=True)
class Shown:
    """Somebody as they stand at the head of a column: name, face, address, paid or not."""

    key: str
    name: str
    url: str
    face: FaceView
    tie: str
    mark: str


def show(snapshot: Snapshot, key: str) -> Shown:
    """One of the network's people, ready to be shown."""
    person, chapter = snapshot.network.person(key), snapshot.chapters.get(key)
    return Shown(
        key=key,
        name=person.name,
        url=reverse("person", args=[snapshot.row.pk, key]),
        face=face_for(snapshot.people[key], snapshot.portraits),
        tie="paid" if person.is_paid else "unpaid",
        mark=f"{chapter.pk}.{chapter.version}" if chapter else "",
    )


@dataclass(frozen=True)
class Cell:
    """Whether one person gives one support, and whether they are paid to be here."""

    person: Person
    gives: bool
    name: str

    @property
    def tie(self) -> str:
        return "paid" if self.person.is_paid else "unpaid"


@dataclass(frozen=True)
class MatrixRow:
    """One kind of support in words: who gives it, and how well it is covered."""

    key: str
    name: str
    hint: str
    cells: tuple[Cell, ...]
    tone: str = ""
    said: str = ""
    givers: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class MatrixPage:
    """The matrix: people across, supports down."""

    people: tuple[Shown, ...]
    rows: tuple[MatrixRow, ...]


def rows_of(matrix: Matrix, snapshot: Snapshot) -> MatrixPage:
    """The matrix with words for people to read."""
    shown = {key: show(snapshot, key) for key in matrix.people}
    rows = tuple(_row(row, shown, snapshot) for row in matrix.rows)
    return MatrixPage(tuple(shown.values()), rows)


A_PAGE = 60
"""So many people at once are asked about: a form of more would not be read to its end."""


def asked_about(snapshot: Snapshot, number: str | None) -> Page[Person]:
    """One page of everyone who is counted."""
    return Paginator(snapshot.network.counted, A_PAGE).get_page(number)


def everything(
    snapshot: Snapshot, people: Iterable[Person], ticks: Collection[str] | None = None
) -> MatrixPage:
    """All supports and these people, for ticking; with `ticks` as they were sent."""
    people = tuple(people)
    rows = tuple(
        MatrixRow(
            key=key,
            name=support(snapshot, key),
            hint=support_hint(key, snapshot.supports),
            cells=_cells(key, people, ticks),
        )
        for key in (*SUPPORTS, *snapshot.supports)
    )
    return MatrixPage(tuple(show(snapshot, person.key) for person in people), rows)


def _cells(
    key: str, people: tuple[Person, ...], ticks: Collection[str] | None = None
) -> tuple[Cell, ...]:
    names = {person.key: f"{person.key}:{key}" for person in people}
    return tuple(
        Cell(
            person,
            key in person.gives if ticks is None else names[person.key] in ticks,
            names[person.key],
        )
        for person in people
    )


def _row(row: Row, shown: Mapping[str, Shown], snapshot: Snapshot) -> MatrixRow:
    people = tuple(snapshot.network.person(key) for key in shown)
    return MatrixRow(
        key=row.support,
        name=support(snapshot, row.support),
        hint=support_hint(row.support, snapshot.supports),
        cells=_cells(row.support, people),
        tone=TONES[row.state],
        said=_said(row, snapshot),
        givers=tuple(shown[key] for key in row.givers),
    )


def _said(row: Row, snapshot: Snapshot) -> str:
    who = {"names": names(snapshot, row.givers), "number": len(row.givers)}
    if row.state == "nobody":
        return _("Nobody yet")
    if row.state == "only_one":
        return _("Only %(names)s") % who
    if row.state == "only_paid":
        return _("Only paid: %(names)s") % who
    if row.state == "thin":
        return _("Thin: %(names)s") % who
    return ngettext("%(number)s person", "%(number)s people", len(row.givers)) % who


@dataclass(frozen=True)
class Ticked:
    """What came back from the tick boxes: whose help changed, and who was changed meanwhile.

    `moved_on` holds the supports ticked for those whom somebody else changed.
    """

    changed: Mapping[str, dict[str, str]]
    moved_on: Mapping[str, list[str]]


def help_given(posted: QueryDict, snapshot: Snapshot) -> Ticked:
    """Who gives what now, for everyone whose ticks changed; words said before are kept.

    Each form remembers which chapter of a person it showed. Where that has moved on, nothing is
    taken from the form for this person.
    """
    boxes = set(posted.getlist("gives"))
    marks = dict(shown.split(":", 1) for shown in posted.getlist("shown") if ":" in shown)
    changed, moved_on = {}, {}
    for person in snapshot.network.counted:
        now = show(snapshot, person.key)
        chapter = snapshot.chapters.get(person.key)
        before = dict(chapter.gives) if chapter else {}
        keys = [key for key in (*SUPPORTS, *snapshot.supports) if f"{person.key}:{key}" in boxes]
        after = {key: before.get(key, "") for key in keys}
        if person.key not in marks or after == before:
            continue
        if marks[person.key] == now.mark:
            changed[person.key] = after
        else:
            moved_on[person.key] = keys
    return Ticked(changed, moved_on)
