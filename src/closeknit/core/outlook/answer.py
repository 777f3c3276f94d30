"""What a look at the years ahead answers: frozen values, no figure ever alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Three(NamedTuple):
    """One chance under three assumptions: few ties end, the middle, many end."""

    low: float
    central: float
    high: float

    @property
    def least(self) -> float:
        """The smallest of the three."""
        return min(self)

    @property
    def most(self) -> float:
        """The largest of the three."""
        return max(self)

    @property
    def standing(self) -> str:
        """What may be said of it, never surer than the darkest and the brightest of the three.

        `sure` (nearly), `likely`, `open` or `unlikely`.

        >>> Three(0.95, 0.9, 0.7).standing, Three(0.9, 0.5, 0.2).standing
        ('likely', 'open')
        """
        if self.least >= 0.9:
            return "sure"
        if self.least >= 0.6 and self.central >= 0.7:
            return "likely"
        return "unlikely" if self.most <= 0.4 and self.central <= 0.3 else "open"


class Thin(NamedTuple):
    """How many years on a chance is below the stated level for the first time, or None: never."""

    low: int | None
    central: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Lean:
    """How much lower the chance would be if this one were not there from today on."""

    key: str
    less: Three


@dataclass(frozen=True, slots=True)
class Change:
    """What one change would add to the chance.

    `kind` is `stand_in` (they say yes to step in), `one_more` (they begin to give it), `closer`
    (they come closer) or `new_friend` (somebody who is not on the map yet: `key` is empty).
    """

    kind: str
    key: str
    more: Three


@dataclass(frozen=True, slots=True)
class Strand:
    """How one thing is likely to hold.

    `kind` is `support`, `role` or `company` (unpaid people in circles 1 and 2), `about` the key of
    the support or role. `givers` are there today; `unknown_ages` of them have no age told, and for
    them dying is left out. `by_year` starts with today: the chance that at least `k` are still
    there and still do it. `hangs_on` and `changes` speak of the year `Asked.at`, the largest
    difference first; `changes` holds the best one of each kind.
    """

    kind: str
    about: str
    k: int
    givers: tuple[str, ...]
    unknown_ages: int
    by_year: tuple[Three, ...]
    thin: Thin
    hangs_on: tuple[Lean, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. `year` is the first, None when nobody said it; `futures` is 0 for the closed
    form; `table` is the source of the life table."""

    year: int | None
    years: int
    at: int
    k: int
    thin_below: float
    futures: int
    seed: int
    table: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The years ahead of one network, in three scenarios.

    A support or role (by its key) that nobody gives has no answer: None; so has `company` without
    an unpaid person in circles 1 and 2. `people` counts the living; of `unknown_ages` no age is
    told, and of `unknown_sexes` an age but no sex.
    """

    asked: Asked
    people: int
    unknown_ages: int
    unknown_sexes: int
    supports: Mapping[str, Strand | None]
    roles: Mapping[str, Strand | None]
    company: Strand | None

    @property
    def strands(self) -> tuple[Strand, ...]:
        """Everything that has an answer: supports, then roles, then company."""
        all_ = (*self.supports.values(), *self.roles.values(), self.company)
        return tuple(strand for strand in all_ if strand is not None)
