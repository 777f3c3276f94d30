"""Turns, helpers, and the rules that can hold for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = ("morning", "afternoon", "evening", "night")

ASKED, LIKED, NEUTRAL, RELUCTANT, RATHER_NOT = -2, 0, 1, 3, 6
_WORD = re.compile(
    rf"({'|'.join(DAYS)}|weekdays|weekends|\d{{4}}-\d\d-\d\d)( ({'|'.join(PARTS)}))?|"
    rf"{'|'.join(PARTS)}"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One dated piece of help, and how many people it needs.

    `part` is one of PARTS, or empty for the whole day. `words` say what it is, for whoever reads.
    """

    key: str
    day: date
    part: str = ""
    need: int = 1
    words: str = ""

    @property
    def week(self) -> date:
        """The Monday of its week."""
        return self.day - timedelta(days=self.day.weekday())

    @property
    def is_weekend(self) -> bool:
        return self.day.weekday() > 4

    @property
    def marks(self) -> frozenset[str]:
        """Every word that means this turn: its key, its day, its part, both together.

        >>> sorted(Turn("t1", date(2026, 12, 3), "evening").marks)[:3]
        ['2026-12-03', '2026-12-03 evening', 'evening']
        """
        wide = (DAYS[self.day.weekday()], "weekends" if self.is_weekend else "weekdays")
        days = (*wide, self.day.isoformat())
        both = (*(f"{day} {self.part}" for day in days), self.part) if self.part else ()
        return frozenset((self.key, *days, *both))


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who takes turns: when they can, what they like, how much they can do.

    `free`, `away`, `likes` and `reluctant` hold words that mean turns: `thursday`, `evening`,
    `saturday evening`, `weekends`, `2026-12-24`, or the key of a turn. `free` is None for somebody
    who always can; `away` takes something out of it. `weekly` is how many turns they can do in a
    week at most (None: no limit). `wants` and `rather_not` are wishes about single turns. `before`
    counts the turns of earlier rotas, so that whoever did much does less now.
    """

    key: str
    name: str
    free: frozenset[str] | None = None
    away: frozenset[str] = frozenset()
    likes: frozenset[str] = frozenset()
    reluctant: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    rather_not: frozenset[str] = frozenset()
    weekly: int | None = None
    before: int = 0

    def is_free(self, turn: Turn) -> bool:
        """Whether they can be there then; no rule is looked at."""
        marks = turn.marks
        return (self.free is None or bool(self.free & marks)) and not self.away & marks

    def dislike(self, turn: Turn) -> int:
        """How little they like a turn: -2 asked for it, 0 likes, 1 neither, 3 reluctant, 6 no.

        >>> rosa = Helper("rosa", "Rosa", likes=frozenset({"thursday"}))
        >>> rosa.dislike(Turn("t", date(2026, 12, 3))), rosa.dislike(Turn("t", date(2026, 12, 4)))
        (0, 1)
        """
        marks = turn.marks
        if turn.key in self.wants:
            return ASKED
        if turn.key in self.rather_not:
            return RATHER_NOT
        if self.reluctant & marks:
            return RELUCTANT
        return LIKED if self.likes & marks else NEUTRAL


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for everybody; each can be switched off or on.

    `one_a_day`: at most one turn a day. `weekly_limit`: no more in a week than they said.
    `availability`: only when they are free. `never_two_days_running`: a day without a turn after
    each. `one_weekend_turn`: at most one Saturday or Sunday turn in any two weeks.
    """

    one_a_day: bool = True
    weekly_limit: bool = True
    availability: bool = True
    never_two_days_running: bool = False
    one_weekend_turn: bool = False


HARD = Rules(never_two_days_running=True, one_weekend_turn=True)


def check_turn(turn: Turn) -> None:
    """Raises: ValueError with a sentence."""
    if turn.part and turn.part not in PARTS:
        raise ValueError(f"The turn {turn.key!r}: {turn.part!r} is none of {', '.join(PARTS)}.")
    if not 1900 <= turn.day.year <= 2999:
        raise ValueError(
            f"The turn {turn.key!r}: {turn.day.isoformat()} is not a day of our times."
        )
    if turn.need < 1:
        raise ValueError(f"The turn {turn.key!r} needs nobody; it must need one or more.")


def check_helper(helper: Helper, turns: set[str]) -> None:
    """Raises: ValueError with a sentence."""
    if helper.before < 0 or (helper.weekly is not None and helper.weekly < 0):
        raise ValueError(f"The helper {helper.key!r} has a number below nothing.")
    for key in sorted((helper.wants | helper.rather_not) - turns):
        raise ValueError(f"The helper {helper.key!r} has a wish about no turn: {key!r}.")
    said = (helper.free or frozenset()) | helper.away | helper.likes | helper.reluctant
    for word in sorted(said - turns):
        if not _WORD.fullmatch(word):
            raise ValueError(
                f"The helper {helper.key!r}: {word!r} means no turn. "
                "Say thursday, evening, saturday evening, weekends, a day, or the key of a turn."
            )
