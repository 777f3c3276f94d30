"""What a session leaves behind: what was planned, opened, said, told and shown, each with its key.

A recap is made of these and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

CALLED = ("own", "first", "as", "none")
"""Under which name somebody stands: their own, the first word of it, words they chose, none."""

LINES = ("words", "groups")
"""Kinds of activity whose lines are one word each, or one line from each small group."""

SILENT = ("break",)
"""Kinds of activity of which nothing is told."""

SAID = ("title", "opening", "takeaway", "key", "thought")
"""What a facilitator’s own words are: a takeaway may belong to an activity."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose name may stand in what was entered, and how they want to be called.

    `words` are what they chose to be called by, for `as`. `here` says whether they were in the
    room; of the others a text says "somebody".

    Raises: ValueError with a sentence.
    """

    name: str
    called: str = "none"
    words: str = ""
    here: bool = True

    def __post_init__(self) -> None:
        if self.called not in CALLED:
            raise ValueError(f"Nobody is called by {self.called!r}: {', '.join(CALLED)}.")


@dataclass(frozen=True, slots=True)
class Activity:
    """One block of the plan, and whether it was opened."""

    key: str
    title: str
    kind: str = "prompt"
    prompt: str = ""
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """A story told in the room. It stays there unless its teller said that it may go."""

    key: str
    words: str
    by: Named
    activity: str = ""
    about: str = ""  # in a few words: a neighbour who minded the baby
    goes: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A line somebody shared with the group, and whether it may leave the room."""

    key: str
    words: str
    by: Named
    activity: str = ""
    goes: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was looked at, what stood behind it, and whether it may be shown outside."""

    key: str
    caption: str = ""
    behind: str = ""
    activity: str = ""
    goes: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The facilitator’s own words: a title, an opening, a takeaway, the key one, a last thought.

    Raises: ValueError with a sentence.
    """

    key: str
    words: str
    kind: str = "takeaway"
    activity: str = ""

    def __post_init__(self) -> None:
        if self.kind not in SAID:
            raise ValueError(f"A facilitator says no {self.kind!r}: {', '.join(SAID)}.")


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next: a few words, or a whole sentence; or the next session with its day.

    With `at_home` it is something to try until then.
    """

    key: str
    words: str
    when: str = ""
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question to take home."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session with all that was entered about it. `came` is 0 where nobody counted.

    Raises: ValueError with a sentence, where a key stands twice or leads to no activity.
    """

    key: str
    title: str
    series: str = ""
    number: int = 0
    of: int = 0
    came: int = 0
    aim: str = ""
    activities: tuple[Activity, ...] = ()
    told: tuple[Told, ...] = ()
    shared: tuple[Shared, ...] = ()
    pictures: tuple[Picture, ...] = ()
    said: tuple[Said, ...] = ()
    coming: tuple[Coming, ...] = ()
    questions: tuple[Question, ...] = ()
    people: tuple[Named, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for key in (self.key, *(each.key for each in self.entered())):
            if key in seen:
                raise ValueError(f"The key {key!r} stands there twice.")
            seen.add(key)
        known = {"", *(activity.key for activity in self.activities)}
        belong: tuple[Told | Shared | Picture | Said, ...]
        belong = (*self.told, *self.shared, *self.pictures, *self.said)
        for each in belong:
            if each.activity not in known:
                raise ValueError(f"There is no activity {each.activity!r}.")

    def entered(self) -> Iterable[Activity | Told | Shared | Picture | Said | Coming | Question]:
        """Everything with a key, in the order of its kinds."""
        yield from self.activities
        for each in (self.told, self.shared, self.pictures, self.said, self.coming, self.questions):
            yield from each

    def texts(self) -> dict[str, tuple[str, ...]]:
        """What was entered under each key, word for word."""
        own = (self.title, self.series, self.aim)
        return {self.key: own} | {each.key: _texts(each) for each in self.entered()}


def _texts(row: object) -> tuple[str, ...]:
    words = (getattr(row, f.name) for f in fields(row) if f.name not in ("key", "activity", "kind"))  # type: ignore[arg-type]
    return tuple(word for word in words if isinstance(word, str) and word)
