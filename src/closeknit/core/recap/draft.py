"""A first text for a recap, made of what was said and entered, and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from closeknit.core.recap.frames import FRAMES, ended, is_sentence, listed, number, start
from closeknit.core.recap.names import shown, veiled
from closeknit.core.recap.values import (
    CALLED,
    LINES,
    SILENT,
    Activity,
    Coming,
    Named,
    Picture,
    Said,
    Session,
    Shared,
    Told,
)

KINDS = ("title", "opening", "told", "key", "ahead", "thought", "questions")
"""The parts of a recap in their order; there may be several of `told`."""

HEADED = ("told", "key", "ahead", "thought", "questions")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: a text, a quote with who said it, an item of a list, or a picture’s words.

    `sources` are the keys of what it was made from: there is always one.
    """

    words: str
    sources: tuple[str, ...]
    kind: str = "text"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part, its heading, and where the heading came from: nothing, if it is a fixed one."""

    kind: str
    lines: tuple[Line, ...]
    heading: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """For the facilitator alone: where nothing was said, so that nothing stands there."""

    kind: str
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts that something was said for, and a note for each of the others."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()

    def of(self, kind: str) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == kind)

    def texts(self) -> tuple[str, ...]:
        """Everything that would be read, in its order."""
        said: list[str] = []
        for part in self.parts:
            said += [part.heading] if part.heading else []
            for line in part.lines:
                said += [line.words, line.by] if line.by else [line.words]
        return tuple(said)


def draft(session: Session, frames: Mapping[str, str] = FRAMES) -> Draft:
    """The recap of a session as it could be published, for a facilitator to go through.

    Formula: title, opening, a headed part for each activity that was opened and left something,
    what to keep in mind, what comes next, a last thought, questions. Each line is what somebody
    entered, or a fixed sentence of `frames` around it, and carries the keys of what it was made
    from. What may not leave the room is not in it; whoever is named is called as they chose.
    When there is no answer: a part nobody said anything for is not there; a note says so.
    Errors: KeyError where a fixed sentence is missing from `frames`.

    In the literature: template-based text generation with provenance.

    >>> told = Told("t", "A bus driver waited.", Named("Rosa Reyes", "first"), "a", goes=True)
    >>> made = draft(Session("s", "Help", activities=(Activity("a", "Stories"),), told=(told,)))
    >>> [(part.heading, part.lines[-1].words, part.lines[-1].by) for part in made.of("told")]
    [('Stories', 'A bus driver waited.', 'Rosa, with their yes')]
    >>> made.notes[0].words
    'Nothing was said here: what to keep in mind.'
    """
    return _Drafting(session, frames).all()


def voices(
    told: Iterable[Told],
    shared: Iterable[Shared],
    kind: str = "",
    people: Iterable[Named] = (),
    frames: Mapping[str, str] = FRAMES,
) -> tuple[Line, ...]:
    """What others said, as it stands in a recap: their stories, then their lines.

    Formula: of those that may go, as in `draft`: how many, then each in the words of whoever said
    it. `kind` is the kind of activity they were said in.
    When there is no answer: none of them may go; then there is no line.
    Errors: KeyError where a fixed sentence is missing from `frames`.

    In the literature: quotation with informed consent.

    >>> said = [Shared("a", "somebody who stays", Named("Sal"), goes=True)]
    >>> [line.words for line in voices([], said)]
    ['One of us said:', 'Somebody who stays.']
    """
    stories = tuple(replace(each, activity="") for each in told)
    lines = tuple(replace(each, activity="") for each in shared)
    session = Session("", "", told=stories, shared=lines, people=tuple(people))
    made = _Drafting(session, frames)
    return (*made.stories(list(session.told)), *made.shared(kind, list(session.shared)))


class _Drafting:
    """One draft being made: the session, and the fixed words it is made with."""

    def __init__(self, session: Session, frames: Mapping[str, str]) -> None:
        self.session, self.frames = session, frames
        spoken: tuple[Told | Shared, ...] = (*session.told, *session.shared)
        spoke = [row.by for row in spoken]
        spoke.sort(key=lambda who: CALLED.index(who.called))
        self.people = {who.name: who for who in (*spoke, *session.people)}

    def all(self) -> Draft:
        parts, notes = [self.title(), Part("opening", tuple(self.opening()))], []
        for activity in self.session.activities:
            found = self.activity(activity)
            parts += [found] if isinstance(found, Part) else []
            notes += [found] if isinstance(found, Note) else []
        parts += self.loose()
        for kind in ("key", "ahead", "thought", "questions"):
            lines = tuple(getattr(self, kind)())
            if lines:
                parts.append(Part(kind, lines, self.frames[f"heading.{kind}"]))
            else:
                notes.append(Note(kind, self.frames[f"note.{kind}"]))
        return Draft(tuple(part for part in parts if part.lines), tuple(notes))

    def say(self, key: str, **words: str) -> str:
        return start(self.frames[key].format(**words))

    def clean(self, words: str, by: Named | None = None) -> str:
        """In one line, with everybody called as they chose; its teller as they chose for this."""
        people = self.people | ({by.name: by} if by is not None else {})
        return veiled(" ".join(words.split()), people.values(), self.frames)

    def own(self, kind: str, activity: str = "") -> tuple[Said, ...]:
        """What the facilitator said of this kind, about this activity or about none."""
        return tuple(
            said
            for said in self.session.said
            if said.kind == kind and said.activity == activity and said.words.strip()
        )

    def plain(self, rows: Iterable[Said | Coming]) -> Iterator[Line]:
        for row in rows:
            yield Line(start(ended(self.clean(row.words))), (row.key,))

    def title(self) -> Part:
        chosen = self.own("title")
        key = chosen[0].key if chosen else self.session.key
        words = self.clean(chosen[0].words if chosen else self.session.title)
        return Part("title", (Line(words, (key,)),) if words else ())

    def opening(self) -> Iterator[Line]:
        session = self.session
        key = "met" if session.came > 1 else "we_met"
        place = self.frames.get(f"place.{session.number}", "")
        if session.series:
            key += "_for" if place and session.of else "_in"
        yield Line(
            self.say(
                key,
                count=number(session.came, self.frames),
                place=place,
                of=number(session.of, self.frames),
                series=self.clean(session.series),
            ),
            (session.key,),
        )
        if session.aim.strip():
            yield Line(self.say("aim", words=ended(self.clean(session.aim))), (session.key,))
        yield from self.plain(self.own("opening"))

    def activity(self, activity: Activity) -> Part | Note | None:
        """Its part; or a note, where it left nothing that may be told."""
        if activity.kind in SILENT:
            return None
        if not activity.opened:
            return self.note("note.not_opened", activity)
        lines = tuple(self.left_by(activity))
        if lines:
            heading = self.clean(activity.title)
            asked = tuple(self.asked(activity))
            return Part("told", (*asked, *lines), heading, (activity.key,))
        spoken: tuple[Told | Shared, ...] = (*self.session.told, *self.session.shared)
        stays = any(row.activity == activity.key and not row.goes for row in spoken)
        return self.note("note.stays" if stays else "note.activity", activity)

    def note(self, key: str, activity: Activity) -> Note:
        return Note("told", self.say(key, title=activity.title), activity.key)

    def asked(self, activity: Activity) -> Iterator[Line]:
        if activity.prompt.strip():
            words = self.frames["quoted"].format(words=self.clean(activity.prompt))
            yield Line(self.say("asked", words=words), (activity.key,))

    def left_by(self, activity: Activity) -> Iterator[Line]:
        yield from self.stories([t for t in self.session.told if t.activity == activity.key])
        yield from self.pictures([p for p in self.session.pictures if p.activity == activity.key])
        yield from self.plain(self.own("takeaway", activity.key))
        here = [s for s in self.session.shared if s.activity == activity.key]
        yield from self.shared(activity.kind, here)
        if activity.kind == "exercise":
            yield Line(
                self.say("exercise", title=self.clean(activity.title).rstrip(".")), (activity.key,)
            )

    def stories(self, told: list[Told]) -> Iterator[Line]:
        """How many and what of; then each in its teller’s words."""
        told = [each for each in told if each.goes and each.words.strip()]
        if not told:
            return
        key, count = "stories" if len(told) > 1 else "story", number(len(told), self.frames)
        abouts = [self.clean(each.about, each.by).rstrip(".") for each in told]
        key += "_of" if all(abouts) else ""
        words = self.say(key, count=count, abouts=listed(abouts, self.frames))
        yield Line(words, tuple(each.key for each in told))
        for each in told:
            yield self.quote(each)

    def quote(self, row: Told | Shared) -> Line:
        by = start(self.frames["by"].format(who=shown(row.by, self.frames)))
        return Line(start(ended(self.clean(row.words, row.by))), (row.key,), "quote", by)

    def pictures(self, seen: list[Picture]) -> Iterator[Line]:
        """How many; then the words of those that may be shown, and what stood behind each."""
        if not seen:
            return
        key, count = "pictures" if len(seen) > 1 else "picture", number(len(seen), self.frames)
        yield Line(self.say(key, count=count), tuple(each.key for each in seen))
        for each in (each for each in seen if each.goes):
            said = [ended(self.clean(each.caption))] if each.caption.strip() else []
            if each.behind.strip():
                said.append(self.say("behind", words=ended(self.clean(each.behind))))
            if said:
                yield Line(start(" ".join(said)), (each.key,), "picture")

    def shared(self, kind: str, rows: list[Shared]) -> Iterator[Line]:
        """Lines that may go: as words, as a line from each group, or as what some of us said."""
        rows = [row for row in rows if row.goes and row.words.strip()]
        if not rows:
            return
        keys = tuple(row.key for row in rows)
        if kind == LINES[0]:
            counted = Counter(self.clean(row.words).casefold().rstrip(".") for row in rows)
            words = [word for word, _ in counted.most_common()]
            yield Line(self.say("words", words=listed(words, self.frames)), keys)
            return
        lead = "groups" if kind == LINES[1] else "lines" if len(rows) > 1 else "line"
        yield Line(self.say(lead), keys)
        for row in rows:
            named = row.by.called != "none" and kind != LINES[1]
            by = start(shown(row.by, self.frames)) if named else ""
            yield Line(start(ended(self.clean(row.words, row.by))), (row.key,), "item", by)

    def loose(self) -> list[Part]:
        """What was said about no activity: stories, pictures, takeaways, lines."""
        session = self.session
        lines = (
            *self.stories([told for told in session.told if not told.activity]),
            *self.pictures([picture for picture in session.pictures if not picture.activity]),
            *self.plain(self.own("takeaway")),
            *self.shared("", [line for line in session.shared if not line.activity]),
        )
        return [Part("told", lines, self.frames["heading.takeaways"])] if lines else []

    def key(self) -> Iterator[Line]:
        yield from self.plain(self.own("key"))

    def thought(self) -> Iterator[Line]:
        yield from self.plain(self.own("thought"))

    def ahead(self) -> Iterator[Line]:
        """The themes in one sentence, sentences as they are, when we meet again, what to try."""
        every = [each for each in self.session.coming if each.words.strip()]
        coming = [each for each in every if not each.at_home]
        themes = [each for each in coming if not each.when and not is_sentence(each.words)]
        if themes:
            words = listed([self.clean(each.words) for each in themes], self.frames)
            yield Line(self.say("next", words=words), tuple(each.key for each in themes))
        yield from self.plain(each for each in coming if not each.when and is_sentence(each.words))
        for each in (each for each in coming if each.when):
            words = self.clean(each.words).rstrip(".")
            yield Line(self.say("again", when=each.when, words=words), (each.key,))
        for each in (each for each in every if each.at_home):
            words = ended(start(self.clean(each.words)))
            yield Line(self.say("at_home", words=words), (each.key,))

    def questions(self) -> Iterator[Line]:
        for each in self.session.questions:
            if each.words.strip():
                yield Line(start(self.clean(each.words)), (each.key,), "item")
