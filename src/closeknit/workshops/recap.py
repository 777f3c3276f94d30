"""A recap between its rows and the core: what a draft is made of, and how it reads to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from closeknit.core import recap as core
from closeknit.networks.telling import when
from closeknit.policy import Actor, new_key

from .models import (
    Activity,
    Group,
    Kind,
    Offer,
    Opening,
    Presence,
    Recap,
    Session,
    Takeaway,
    Voices,
)
from .offered import OFFER, Brought, brought
from .recap_words import frames
from .words import lines

CALLED = {"full": "own", "first": "first", "none": "none"}
"""How the rows say it, and how the core does."""

VOICES = ("telling:", "answer:", "line:", "group:", OFFER)

WORDS_A_MINUTE = 200
ALONG = "along"
"""Where in the plan stands what people brought along: behind it."""
PART_ORDER = {kind: at for at, kind in enumerate(core.KINDS)}


def of_a_group() -> core.Named:
    """Whose the line of a small group is: nobody’s name, all of theirs."""
    return core.Named("", "as", _("a small group"))


@dataclass(frozen=True, slots=True)
class Pictured(core.Line):
    """A line with the picture it belongs to."""

    picture: Brought | None = None


@dataclass(frozen=True)
class Reading:
    """A recap as it may be read at this moment: each part with its lines, and how long it takes."""

    parts: tuple[core.Part, ...]

    @property
    def title(self) -> str:
        return next((part.lines[0].words for part in self.parts if part.kind == "title"), "")

    @property
    def rest(self) -> list[core.Part]:
        return [part for part in self.parts if part.kind != "title"]

    @property
    def first_words(self) -> str:
        """What a card says of it: the opening, else what to keep in mind."""
        kinds = ("opening", "key", "told")
        found = (part for kind in kinds for part in self.parts if part.kind == kind)
        return next((line.words for part in found for line in part.lines[:1]), "")

    @property
    def minutes(self) -> int:
        said = [f"{part.heading} {line.words}" for part in self.parts for line in part.lines]
        return max(1, round(len(" ".join(said).split()) / WORDS_A_MINUTE))


class Material:
    """Everything about one session that a recap may be made of, read once."""

    def __init__(self, session: Session) -> None:
        self.session, self.voices = session, Voices(session)
        self.named = self.voices.named()

    @cached_property
    def brought(self) -> list[Brought]:
        """What people brought along and let go this far."""
        return brought(self.voices.offers, self.people())

    def along(self, keys: Iterable[str] | None = None) -> list[core.Told]:
        """The same as stories, with the names in them as each one chose."""
        return [
            core.Told(one.key, one.words, one.named, goes=True)
            for one in self.brought
            if keys is None or one.key in keys
        ]

    def with_pictures(self, lines: Iterable[core.Line]) -> Iterable[core.Line]:
        """These lines, and beside the words of a picture the picture itself."""
        shown = {one.key: one for one in self.brought if one.photo is not None}
        for line in lines:
            picture = shown.get(line.sources[0]) if line.kind == "quote" else None
            said = (line.words, line.sources, line.kind, line.by)
            yield line if picture is None else Pictured(*said, picture)

    def people(self) -> list[core.Named]:
        """Everybody with a place, and how far their name may be said."""
        return [
            core.Named(seat.name, CALLED[self.named.get(key, "none")])
            for key, seat in self.voices.seats.items()
            if seat.name.strip()
        ]

    def by(self, row: Any) -> core.Named:
        seat = self.voices.seats[str(row.seat_id)]
        return core.Named(seat.name, CALLED[row.named])

    def told(self, keys: Iterable[str] | None = None) -> list[core.Told]:
        return [
            core.Told(key, row.words, self.by(row), row.opening.activity_id, goes=True)
            for row in self.voices.tellings
            for key in (f"telling:{row.pk}",)
            if keys is None or key in keys
        ]

    def shared(self, keys: Iterable[str] | None = None) -> list[core.Shared]:
        lines = [
            core.Shared(f"line:{row.pk}", row.words, self.by(row), "", True)
            for row in self.voices.shared
            if keys is None or f"line:{row.pk}" in keys
        ]
        lines += [
            core.Shared(key, row.line, of_a_group(), self.of_groups(row), True)
            for row in self.voices.groups
            for key in (f"group:{row.pk}",)
            if keys is None or key in keys
        ]
        return lines + [
            core.Shared(key, row.answer.words, self.by(row), row.answer.opening.activity_id, True)
            for row in self.voices.lines
            for key in (f"answer:{row.answer_id}",)
            if (keys is None or key in keys) and row.answer.words.strip()
        ]

    @cached_property
    def group_blocks(self) -> list[Opening]:
        return Opening.of_kind(self.session, Kind.GROUPS)

    def of_groups(self, group: Group) -> str:
        """The part of the plan in which this group sat together; empty where none was open."""
        rows = (one for one in self.group_blocks if one.opened_at <= group.made_at)
        return next((str(one.activity_id) for one in rows), "")

    def as_session(self, actor: Actor) -> core.Session:
        """All of it as the core takes it, for whoever leads the series."""
        session, series = self.session, self.session.series
        row = Takeaway.of(actor, session) or Takeaway()
        sessions = Session.of(series)
        plan = Activity.of(session)
        here = {activity.pk for activity in plan}
        seen = Opening.visible_to(actor).filter(session=session)
        opened = {*seen.values_list("activity", flat=True), *row.about} or here
        presences = Presence.visible_to(actor).filter(session=session)
        return core.Session(
            f"session:{session.pk}",
            session.title,
            series.title,
            session.number,
            len(sessions),
            presences.exclude(came_at=None).count(),
            "",
            tuple(core.Activity(a.pk, a.title, a.kind, a.prompt, a.pk in opened) for a in plan),
            tuple(told for told in self.told() if told.activity in here),
            tuple(line for line in self.shared() if line.activity in {"", *here}),
            (),
            tuple(said_of(row, here)),
            tuple(coming_of(row, sessions, session)),
            tuple(
                core.Question(f"question:{at}", words)
                for at, words in enumerate(lines(row.questions or session.questions))
            ),
            tuple(self.people()),
        )


def said_of(row: Takeaway, here: set[str]) -> Iterable[core.Said]:
    """The facilitator’s words, each with the place it belongs to."""
    own = {"title": row.title, "opening": row.opening, "key": row.key_words, "thought": row.thought}
    for kind, words in own.items():
        if words.strip():
            yield core.Said(f"said:{kind}", words, kind)
    for activity, words in row.about.items():
        if str(words).strip() and activity in here:
            yield core.Said(f"about:{activity}", str(words), "takeaway", activity)


def coming_of(row: Takeaway, sessions: Sequence[Session], now: Session) -> Iterable[core.Coming]:
    for at, words in enumerate(lines(row.coming)):
        yield core.Coming(f"next:{at}", words)
    later = next((other for other in sessions if other.number > now.number), None)
    if later is not None and later.starts_at is not None:
        day = when(later.series.local(later.starts_at).date().isoformat())
        yield core.Coming(f"session:{later.pk}", later.title, day)
    for task in now.homework.filter(binned_at=None):
        yield core.Coming(f"homework:{task.pk}", task.words, at_home=True)


def brought_in(recap: Recap, parts: Sequence[dict[str, Any]], offer: str) -> Offer | None:
    """This one, if it stands in these parts and may still go this far."""
    lines = (line for part in parts for line in part["lines"])
    if not any(f"{OFFER}{offer}" in line.get("voices", ()) for line in lines):
        return None
    here: Offer | None = Offer.standing("recap").filter(series=recap.series_id, pk=offer).first()
    return here


def part_of(brought: Iterable[str], heading: str = "") -> dict[str, Any]:
    """A part with what people brought along: their keys, for it is read anew each time."""
    said = {"id": new_key(), "voices": list(brought), "as": ""}
    heading = heading or _("What somebody brought along")
    return {**empty_part("told", heading, ALONG), "lines": [said]}


def drafted(actor: Actor, session: Session) -> list[dict[str, Any]]:
    """The parts of a first text as they are kept; a note where nobody said anything."""
    material = Material(session)
    told = material.as_session(actor)
    made = core.draft(told, frames())
    kinds = {activity.key: activity.kind for activity in told.activities}
    titles = {activity.key: activity.title for activity in told.activities}
    parts = [as_kept(part, kinds) for part in made.parts]
    for note in made.notes:
        heading = titles.get(note.about) or frames().get(f"heading.{note.kind}", "")
        parts.append(empty_part(note.kind, heading, note.about, note.words))
    elsewhere = Recap.told_elsewhere(session)
    keys = [one.key for one in material.brought if one.key not in elsewhere]
    parts += [part_of(keys)] if keys else []
    order = {key: at for at, key in enumerate(["", *titles])}
    parts.sort(key=lambda part: (PART_ORDER[part["kind"]], order.get(part["activity"], len(order))))
    return parts


def empty_part(kind: str, heading: str, activity: str = "", note: str = "") -> dict[str, Any]:
    said = {"kind": kind, "heading": heading, "activity": activity, "note": note}
    return {"id": new_key(), **said, "lines": []}


def as_kept(part: core.Part, kinds: Mapping[str, str]) -> dict[str, Any]:
    """A part without anybody else’s words: of those it keeps the keys."""
    where = next(iter(part.sources), "")
    kept: list[dict[str, Any]] = []
    for line in part.lines:
        if all(source.startswith(VOICES) for source in line.sources):
            if not (kept and "voices" in kept[-1]):
                kept.append({"id": new_key(), "voices": [], "as": kinds.get(where, "")})
            said = kept[-1]["voices"]
            said += [source for source in line.sources if source not in said]
        else:
            kept.append(own_line(line.words, list(line.sources), line.kind))
    return {**empty_part(part.kind, part.heading, where), "lines": kept}


def own_line(words: str, sources: list[str], kind: str) -> dict[str, Any]:
    return {"id": new_key(), "words": words, "from": sources, "kind": kind}


def read(
    recap: Recap, parts: Sequence[dict[str, Any]], material: Material | None = None
) -> Reading:
    """These parts as they may be read at this moment.

    Others’ words are read anew, and whoever takes back a name or a story is gone from it.
    """
    material = material or Material(recap.session)
    people, fixed = material.people(), frames()
    found = []
    for part in parts:
        made: list[core.Line] = []
        for line in part["lines"]:
            if "voices" in line:
                keys = line["voices"]
                told, shared = material.told(keys), material.shared(keys)
                made += core.voices(told, shared, line["as"], people, fixed)
                made += material.with_pictures(core.voices(material.along(keys), (), "", (), fixed))
            elif not material.voices.keep(line["words"]):
                words = core.veiled(line["words"], people, fixed, recap.spared)
                made.append(core.Line(words, tuple(line["from"]), line["kind"]))
        if made:
            heading = core.veiled(part["heading"], people, fixed, recap.spared)
            if material.voices.keep(heading):
                heading = ""
            found.append(core.Part(part["kind"], tuple(made), heading))
    return Reading(tuple(found))


def read_published(recap: Recap, material: Material | None = None) -> Reading:
    """What was published, as it may be read at this moment.

    Whose words are others than those that an editor looked at is not in it until it is published
    again.
    """
    material = material or Material(recap.session)
    changed = recap.reworded(material.voices)
    parts = [
        {**part, "lines": [_without(line, changed) for line in part["lines"]]}
        for part in recap.published
    ]
    return read(recap, parts, material)


def _without(line: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    if "voices" not in line:
        return line
    return {**line, "voices": [key for key in line["voices"] if key not in keys]}


@dataclass(frozen=True)
class Trouble:
    """What keeps a recap from being published: a name, or words that stay in the room."""

    words: str
    why: str
    name: str = ""
    sure: bool = True


def troubles(recap: Recap, spared: Iterable[str], material: Material) -> list[Trouble]:
    """Every name that nobody said yes to, and every sentence that somebody keeps in the room."""
    people = material.people()
    found: dict[tuple[str, str], Trouble] = {}
    for part in recap.parts:
        own = [line["words"] for line in part["lines"] if "words" in line]
        for text in (part["heading"], *own):
            for spot in core.spots(text, people, spared):
                why = _("%(name)s did not say yes to this name.") % {"name": spot.name}
                found[text, spot.words] = Trouble(text, why, spot.words, spot.sure)
            if material.voices.keep(text):
                found[text, ""] = Trouble(
                    text, _("Somebody said this in the room, and keeps it there.")
                )
    return list(found.values())


def where_from(keys: Iterable[str]) -> str:
    """In words, what a sentence was made from."""
    named = {
        "session": _("the session"),
        "said": _("your words"),
        "about": _("your words about an activity"),
        "next": _("what you said comes next"),
        "question": _("your questions"),
        "homework": _("what there is to try at home"),
        "hand": _("written here"),
    }
    kinds = dict.fromkeys(key.partition(":")[0] for key in keys)
    return ", ".join(dict.fromkeys(str(named.get(kind, _("the plan"))) for kind in kinds))


def met_on(session: Session) -> str:
    """The day of a session, as one says it."""
    at = session.starts_at
    return when(session.series.local(at).date().isoformat()) if at else ""


def parts_shown(row: Recap) -> list[Any]:
    """What was published; before that, whoever leads the series reads what is being written."""
    parts: list[Any] = row.published if row.group_at else row.parts
    return parts


def above(session: Session, of: int) -> str:
    """What stands over a recap: that it is practice, the series, which session, the day."""
    mark = _("practice, everybody made up") if session.series.practice else ""
    said = (mark, session.series.title, which(session, of), met_on(session))
    return ", ".join(filter(None, said))


def which(session: Session, of: int) -> str:
    """Which session of how many."""
    return _("session %(number)s of %(of)s") % {
        "number": session.number,
        "of": max(of, session.number),
    }
