"""Two entries side by side: what each says, what will hold for both, and what comes together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.policy import Actor

from .faces import FaceView, face_for
from .forms.tie import FORMAL
from .models import Chapter, Membership, Merge, Person, Portrait, Row, Support
from .models.arrivals import pointing_at_people
from .models.joining import (
    GONE,
    TIE,
    WORDS,
    both_likes,
    both_supports,
    empty,
    fuller,
    kind_of,
    seen_by_the_same,
)
from .telling import when
from .words import CIRCLES, KINDS, PAY, RELATIONSHIPS, support_name

LABELS = {
    "name": gettext_lazy("Name"),
    "known_as": gettext_lazy("Known as"),
    "kind": gettext_lazy("Who or what is it?"),
    "face": gettext_lazy("Face"),
    "circle": gettext_lazy("Which circle?"),
    "relationship": gettext_lazy("How do they know each other?"),
    "paid": gettext_lazy("Are they paid to be here?"),
    "formal": gettext_lazy("In which way are they here?"),
    "household": gettext_lazy("Household"),
    "known_since": gettext_lazy("Known since"),
    "how_met": gettext_lazy("How they met"),
    "likes": gettext_lazy("Likes"),
    "gives": gettext_lazy("What they give"),
    "receives": gettext_lazy("What they get"),
}
COMES = {
    "contact": gettext_lazy("Ways to reach them"),
    "note": gettext_lazy("Your own notes"),
    "tie": gettext_lazy("Chapters over the years"),
    "link": gettext_lazy("People they know here"),
    "portrait": gettext_lazy("Photos of them"),
    "moment": gettext_lazy("Moments"),
    "consent": gettext_lazy("What they said about stories and pictures"),
    "role": gettext_lazy("Roles"),
    "confidant": gettext_lazy("Trust"),
    "authority": gettext_lazy("Legal papers"),
    "decision": gettext_lazy("Decisions"),
    "intention": gettext_lazy("What you mean to do"),
    "touch": gettext_lazy("Times you were in touch"),
    "ask": gettext_lazy("Things asked for"),
    "turn": gettext_lazy("Turns"),
    "gathering": gettext_lazy("Gatherings"),
    "minutes": gettext_lazy("What they do and say at gatherings"),
    "invitation": gettext_lazy("Invitations"),
    "membership": gettext_lazy("Their part in the network"),
}
"""What comes together, by kind of row; other kinds come along untold."""
WORDS_FOR: Mapping[str, Any] = {
    "kind": KINDS,
    "circle": CIRCLES,
    "relationship": RELATIONSHIPS,
    "paid": PAY,
    "formal": dict(FORMAL),
}


@dataclass(frozen=True)
class Side:
    """One of the two, as it stands now."""

    person: Person
    face: FaceView
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """A field in which the two say different things; `fuller` is the side chosen beforehand."""

    name: str
    label: str
    kept: str
    gone: str
    fuller: str


@dataclass(frozen=True)
class Together:
    """The whole page: both sides, what one chooses, and what comes together by itself."""

    kept: Side
    gone: Side
    choices: list[Choice]
    joined: list[tuple[str, str]]
    comes: list[tuple[str, int]]
    why_not: str
    seen: str
    waits: bool
    takes_part: bool
    portraits: dict[str, Portrait]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.kept, self.gone


def together(actor: Actor, one: Person, other: Person, on: dt.date, focus: str) -> Together:
    """These two side by side, as this actor may see them."""
    parts = Merge.parts(one, other)
    kept, gone = Merge.order(one, other, parts)
    rows = Chapter.visible_to(actor).filter(person__in=(kept, gone))
    ties = Chapter.holding(rows, on)
    own = {support.pk: support for support in Support.visible_to(actor)}
    # All of them, since the corner of the page needs one as well.
    portraits = {portrait.person_id or "": portrait for portrait in Portrait.visible_to(actor)}
    both = [_side(person, ties, portraits, own, focus) for person in (kept, gone)]
    return Together(
        kept=both[0],
        gone=both[1],
        choices=list(_choices(kept, gone, ties, both)),
        joined=list(_joined(kept, gone, ties, own, focus)),
        comes=_comes(actor, kept, gone),
        why_not=Merge.why_not(kept, gone, parts),
        seen=_seen(kept, gone, ties),
        waits=Merge.waits(actor, kept, gone, parts),
        takes_part=Membership.active().filter(person__in=(kept, gone)).exists(),
        portraits=portraits,
    )


def _seen(kept: Person, gone: Person, ties: Mapping[str, Chapter]) -> str:
    """What was on the screen: a change of any of it shows."""
    rows: list[Row | None] = [kept, gone, ties.get(kept.pk), ties.get(gone.pk)]
    return "-".join(f"{row.pk}.{row.version}" for row in rows if row is not None)


def _side(
    person: Person,
    ties: Mapping[str, Chapter],
    portraits: Mapping[str, Portrait],
    own: Mapping[str, Support],
    focus: str,
) -> Side:
    tie = ties.get(person.pk) or Chapter(person=person)
    told = [(str(LABELS[n]), say(n, getattr(person, n))) for n in WORDS if n != "face"]
    told += [(str(LABELS[n]), say(n, getattr(tie, n))) for n in TIE]
    told += [
        (str(LABELS[n]), _supports(getattr(tie, n), own, focus)) for n in ("gives", "receives")
    ]
    once = {label: words for label, words in told if words}
    return Side(person, face_for(person, portraits), list(once.items()))


def say(name: str, value: Any) -> str:
    """What stands in a field, in words; empty where nothing does."""
    if empty(value):
        return ""
    told = WORDS_FOR.get(name, {}).get(value, value)
    return when(str(told)) if name == "known_since" else str(told)


def _supports(told: Mapping[str, str], own: Mapping[str, Support], focus: str) -> str:
    return ", ".join(support_name(key, own, focus) for key in told)


def _choices(
    kept: Person, gone: Person, ties: Mapping[str, Chapter], sides: list[Side]
) -> Iterator[Choice]:
    for name in WORDS:
        if name != "face":
            yield from _choice(name, getattr(kept, name), getattr(gone, name))
    faces = [side.face for side in sides]
    if all(face.href for face in faces) and faces[0].href != faces[1].href:
        which = "kept" if faces[0].kind == "photo" or faces[1].kind != "photo" else GONE
        yield Choice("face", str(LABELS["face"]), faces[0].alt, faces[1].alt, which)
    mine, other = ties.get(kept.pk), ties.get(gone.pk)
    if mine is not None and other is not None and seen_by_the_same(mine, other):
        for name in TIE:
            yield from _choice(name, getattr(mine, name), getattr(other, name))


def _choice(name: str, kept: Any, gone: Any) -> Iterator[Choice]:
    if kept != gone and not empty(kept) and not empty(gone):
        one, two = say(name, kept), say(name, gone)
        yield Choice(name, str(LABELS[name]), one, two, fuller(name, kept, gone))


def _joined(
    kept: Person,
    gone: Person,
    ties: Mapping[str, Chapter],
    own: Mapping[str, Support],
    focus: str,
) -> Iterator[tuple[str, str]]:
    """What is joined without a question, as it will stand."""
    if kept.likes != gone.likes:
        yield str(LABELS["likes"]), both_likes(kept.likes, gone.likes)
    mine, other = ties.get(kept.pk), ties.get(gone.pk)
    if mine is None or other is None or not seen_by_the_same(mine, other):
        return
    for name in ("gives", "receives"):
        one, two = getattr(mine, name), getattr(other, name)
        if one != two:
            yield str(LABELS[name]), _supports(both_supports(one, two), own, focus)


def _comes(actor: Actor, kept: Person, gone: Person) -> list[tuple[str, int]]:
    """How many rows of each kind come together, of those the actor may see: one query."""
    counted: dict[str, Coalesce] = {}
    for model, name in pointing_at_people():
        kind = kind_of(model)
        if kind in COMES:
            counted[f"n{len(counted)}_{kind}"] = _count(actor, model, name)
    people = Person.visible_to(actor).filter(pk__in=(kept.pk, gone.pk))
    found: dict[str, int] = {}
    for row in people.annotate(**counted).values(*counted):
        for name, many in row.items():
            found[name.partition("_")[2]] = found.get(name.partition("_")[2], 0) + many
    return [(str(words), found[kind]) for kind, words in COMES.items() if found.get(kind)]


def came_along(detail: Mapping[str, Any]) -> str:
    """What the entry of a merge tells of what came along; empty for any other entry."""
    came = detail.get("came")
    came = came if isinstance(came, dict) else {}
    counted = {kind: many for kind, many in came.items() if isinstance(many, int)}
    told = [f"{said} ({counted[kind]})" for kind, said in COMES.items() if counted.get(kind)]
    return _("Came along: %(what)s.") % {"what": ", ".join(told)} if told else ""


def _count(actor: Actor, model: type[Row], name: str) -> Coalesce:
    rows: QuerySet[Any] = model.visible_to(actor).filter(**{name: OuterRef("pk")})
    many = rows.order_by().values(name).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(many, output_field=IntegerField()), 0)


def asked_same(asked: Any, row: Any, names: Any) -> tuple[str, str]:
    """What is asked where a steward says that two are one, and what a yes would do."""
    other = Person.one_for(names.actor, str(asked.detail.get("other", "")))
    both = {"name": names.row(row), "other": names.row(other)}
    return (
        _("Put two entries together: %(name)s and %(other)s") % both,
        _("They would be one and the same person here. It can be undone for 30 days."),
    )
