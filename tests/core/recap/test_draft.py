"""A recap like a real one: all that was said may be in it, and nothing that was not."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.recap import (
    FRAMES,
    KINDS,
    Activity,
    Coming,
    Named,
    Picture,
    Question,
    Said,
    Session,
    Shared,
    Told,
    draft,
    echoes,
    shown,
)

from .evening import EDITED, EVENING, PEOPLE, STAYS


def words(text):
    return re.findall(r"[\w’']+", text)


def bare(text):
    return {word.casefold() for word in words(text)}


FIXED = bare(" ".join(re.sub(r"{\w+}", " ", frame) for frame in FRAMES.values()))


def lines(made):
    """Every sentence with the keys it came from; a fixed heading comes from nothing."""
    for part in made.parts:
        yield part.heading, part.sources
        for line in part.lines:
            yield f"{line.words} {line.by}", line.sources


def invented(session, made):
    """Words that are neither fixed, nor entered under the keys their sentence names."""
    texts = session.texts()
    called = {row.key: shown(row.by) for row in (*session.told, *session.shared)}
    instead = " ".join(shown(who) for who in session.people)
    for text, sources in lines(made):
        entered = " ".join(" ".join((*texts[key], called.get(key, ""), instead)) for key in sources)
        count = f"{session.came} {session.of} {len(sources)}"
        yield from bare(text) - FIXED - bare(entered) - bare(count)


def far(one, other):
    """How many words have to be put in, taken out or changed to come from one to the other."""
    row = list(range(len(other) + 1))
    for at, word in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, there in enumerate(other, 1):
            least = min(row[to] + 1, row[to - 1] + 1, before + (word != there))
            before, row[to] = row[to], least
    return row[-1]


def test_the_draft_of_a_first_evening_holds_all_of_it():
    made = draft(EVENING)
    assert list(dict.fromkeys(part.kind for part in made.parts)) == list(KINDS)
    said = {kind: " ".join(" ".join(draft_part(part)) for part in made.of(kind)) for kind in KINDS}
    for held in (
        "a neighbour who minded the baby and a father who brought petrol in a storm",
        "took the baby every afternoon",
        "My dad drove out with a can of petrol",
        "photos were of three networks",
        "Why unpaid friends matter",
        "A friend who is not paid is there because they care",
        "It takes intention",
    ):
        assert held in said["told"]
    assert said["title"] == "It started with someone turning up"
    assert "Eleven of us met for the first of seven sessions" in said["opening"]
    assert "does not happen by itself" in said["key"]
    assert "trust, inclusion and mapping" in said["ahead"]
    assert "People need people." in said["thought"]
    assert len(made.of("questions")[0].lines) == 2


def draft_part(part):
    return (
        [part.heading, *(f"{line.words} {line.by}".strip() for line in part.lines)]
        if (part.heading)
        else [line.words for line in part.lines]
    )


def test_every_sentence_leads_back_to_what_was_entered():
    known = set(EVENING.texts())
    for part in draft(EVENING).parts:
        assert part.sources or part.heading in ("", *FRAMES.values())
        for line in part.lines:
            assert line.sources
            assert set(line.sources) <= known


def test_nothing_is_invented():
    assert list(invented(EVENING, draft(EVENING))) == []


def test_a_tenth_of_the_words_at_most_needs_editing():
    made, edited = words(" ".join(draft(EVENING).texts())), words(EDITED)
    changed = far(made, edited)
    assert 0 < changed <= len(edited) / 10, f"{changed} of {len(edited)} words"


@pytest.mark.parametrize("key", [each.key for each in EVENING.entered()])
def test_what_was_not_entered_is_not_there(key):
    """One thing taken away at a time: its sentence goes, or a note says that nothing was said."""
    fields = ("told", "shared", "pictures", "said", "coming", "questions")
    kept = {name: [row for row in getattr(EVENING, name) if row.key != key] for name in fields}
    if key in {activity.key for activity in EVENING.activities}:
        closed = [
            replace(each, opened=each.key != key and each.opened) for each in EVENING.activities
        ]
        kept = {"activities": closed}
    less = replace(EVENING, **{name: tuple(rows) for name, rows in kept.items()})
    made = draft(less)
    assert not any(key in sources for _, sources in lines(made))
    assert list(invented(less, made)) == []


def test_an_evening_of_which_nothing_was_entered_says_so_to_the_facilitator():
    bareness = Session("s", "First evening", activities=(Activity("a", "Stories"),))
    made = draft(bareness)
    assert made.texts() == ("First evening", "We met.")
    assert [note.words for note in made.notes] == [
        "Nothing was said here: Stories.",
        "Nothing was said here: what to keep in mind.",
        "Nothing was said here: what comes next.",
        "Nothing was said here: a last thought.",
        "Nothing was said here: questions to take home.",
    ]


def test_a_story_that_stays_in_the_room_is_nowhere_outside_it():
    made = draft(EVENING)
    everything = " ".join((*made.texts(), *(note.words for note in made.notes)))
    assert not echoes(everything, STAYS, run=3)
    assert "a brother who stayed away" not in everything
    assert "rings without a reason" not in everything
    alone = replace(EVENING, told=EVENING.told[2:], shared=(), said=(), pictures=())
    assert [note.words for note in draft(alone).notes if note.about == "stories"] == [
        "What was told here stays in the room: Stories of people who turned up."
    ]


def test_nobody_is_named_in_a_way_they_did_not_choose():
    said = " ".join(draft(EVENING).texts())
    for name in ("Ana", "Duarte", "Whitlock", "Lin", "Sato", "Sal", "Okafor", "Petrov"):
        assert not re.search(rf"\b{name}\b", said)
    assert "A mother, with their yes" in said
    assert "Joe, with their yes" in said


def test_a_picture_without_its_yes_is_counted_and_not_told():
    made = draft(EVENING)
    said = " ".join(made.texts())
    assert "We looked at three pictures." in said
    assert "garden" not in said
    shown_ones = [line.sources for p in made.parts for line in p.lines if line.kind == "picture"]
    assert shown_ones == [("birthday",), ("choir",)]


def test_words_and_lines_of_groups_are_told_in_their_own_way():
    who = Named("Pat", "own")
    rows = [
        Shared(f"w{i}", word, who, "cloud", True)
        for i, word in enumerate(("trust", "Trust", "time"))
    ]
    rows.append(Shared("g", "we all need one who rings", who, "groups", True))
    made = draft(
        Session(
            "s",
            "Words",
            activities=(
                Activity("cloud", "Words", "words"),
                Activity("groups", "Groups", "groups"),
            ),
            shared=tuple(rows),
        )
    )
    assert [[line.words for line in part.lines] for part in made.of("told")] == [
        ["The words we chose: trust and time."],
        ["A line from each group:", "We all need one who rings."],
    ]


def test_another_language_needs_only_other_fixed_words():
    other = {key: f"§{frame}" for key, frame in FRAMES.items()}
    made = draft(EVENING, other)
    fixed = {line.words for part in draft(EVENING).parts for line in part.lines} - {
        line.words for part in made.parts for line in part.lines
    }
    assert (
        "Eleven of us met for the first of seven sessions of Building and keeping our networks."
        in (fixed)
    )
    assert {part.heading for part in made.of("key")} == {"§To keep in mind"}


TEXTS = st.text("aeik nrst.?’“”ßÉ", max_size=30)
VOICES = st.sampled_from(PEOPLE)


@st.composite
def sessions(draw):
    keys = ["a0", "a1"][: draw(st.integers(0, 2))]
    where = st.sampled_from(["", *keys])
    kinds = st.sampled_from(("prompt", "words", "groups", "exercise", "photo", "break", "round"))
    some = st.integers(0, 2)

    def rows(kind, *more):
        return tuple(
            kind(f"{kind.__name__}{i}", draw(TEXTS), *(draw(each) for each in more))
            for i in range(draw(some))
        )

    return Session(
        "s",
        draw(TEXTS),
        series=draw(TEXTS),
        number=draw(st.integers(0, 14)),
        of=draw(st.integers(0, 14)),
        came=draw(st.integers(0, 30)),
        aim=draw(TEXTS),
        activities=tuple(
            Activity(key, draw(TEXTS), draw(kinds), draw(TEXTS), draw(st.booleans()))
            for key in keys
        ),
        told=rows(Told, VOICES, where, TEXTS, st.booleans()),
        shared=rows(Shared, VOICES, where, st.booleans()),
        pictures=rows(Picture, TEXTS, where, st.booleans()),
        said=rows(Said, st.sampled_from(("title", "opening", "takeaway", "key", "thought")), where),
        coming=rows(Coming, st.sampled_from(("", "Monday"))),
        questions=rows(Question),
        people=PEOPLE,
    )


@given(sessions())
def test_whatever_was_entered_nothing_is_invented(session):
    made = draft(session)
    assert list(invented(session, made)) == []
    known = session.texts()
    assert all(set(sources) <= set(known) for _, sources in lines(made))
    stays = {row.key for row in (*session.told, *session.shared) if not row.goes}
    assert not any(stays & set(sources) for _, sources in lines(made))
