"""Figures of a group before, after and three months on, in which nobody can be found again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

LEAST = 10
"""Fewer people than this have no figures, nor may any difference of tables be about fewer."""

SMALL = 5
"""A count of fewer than this is hidden, with whatever would give it away."""

MOST = 20
"""A number counts as this at most, so that one large one does not shine through."""

TIMES = ("before", "after", "three")
"""Before the workshop, right after it, three months on."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """One participant’s own few numbers on one day, from their own map; nobody is nought.

    Raises: ValueError with a sentence, where one is less than nothing.
    """

    unpaid: int = 0  # close ties who are not paid
    pairs: int = 0  # pairs who know each other
    roles: int = 0  # roles with a yes
    asks: int = 0  # asks made
    contacts: int = 0  # people with whom contact was kept as wanted
    lonely: int = 0  # three answers of 1 to 3, added up
    seldom: int = 0  # 0 who feels lonely often or always, else 1

    def __post_init__(self) -> None:
        if any(getattr(self, field.name) < 0 for field in fields(self)):
            raise ValueError("There is no number of people or deeds below nought.")


MEASURES = ("unpaid", "pairs", "roles", "asks", "contacts")
FEELINGS = ("lonely", "seldom")
COUNTED = ("seldom",)
"""Told as how many, never as a mean: of ten people a mean of noughts and ones is a count."""


@dataclass(frozen=True, slots=True)
class Taker:
    """A participant who lets their numbers be counted, and whom they came as."""

    key: str
    came_as: str
    before: Numbers | None = None
    after: Numbers | None = None
    three: Numbers | None = None

    def at(self, time: str) -> Numbers | None:
        """Their numbers then; without new ones, the last they gave.

        >>> Taker("a", "self", before=Numbers(unpaid=2)).at("three").unpaid
        2
        """
        told = (getattr(self, each) for each in TIMES[: TIMES.index(time) + 1])
        return next((numbers for numbers in reversed(list(told)) if numbers is not None), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of everybody, or of those who came as the same, at one time.

    `none` is how many have nobody, or nothing, of it; `more` how many have more than before. They
    are None where they are hidden; so is the mean of what is only counted.
    """

    measure: str
    time: str
    people: int
    mean: float | None
    came_as: str = ""
    none: int | None = None
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one group, whom each table is about, and why there are none.

    `tables` are the people by what they came as; everybody first, under no word.
    """

    figures: tuple[Figure, ...] = ()
    tables: tuple[tuple[str, frozenset[str]], ...] = ()
    why: str = ""

    def of(self, measure: str, time: str, came_as: str = "") -> Figure | None:
        wanted = (measure, time, came_as)
        found = (f for f in self.figures if (f.measure, f.time, f.came_as) == wanted)
        return next(found, None)


TOO_FEW = "Figures need ten people who let their numbers be counted. So far there are fewer."
CHANGED = (
    "Other people would be counted than in the figures that are out already, and the difference "
    "could give somebody away. Those that are out stay as they are."
)


def figures(
    takers: Iterable[Taker],
    times: Sequence[str] = TIMES,
    earlier: Sequence[Figures] = (),
    measures: Sequence[str] = MEASURES,
) -> Figures:
    """The mean of each number, how many have none of it, and how many have more than before.

    Formula: over everybody who gave numbers before; whoever gave none later counts with their last
    ones, so that those who leave change no table. A number counts as MOST at most. The mean is over
    all of them, those with nobody as well. Those who came as the same have tables of their own from
    LEAST people on, unless the others would be fewer than that. A count is hidden where it, its
    complement, what is left of everybody beside the shown sub-groups, or what changed since an
    earlier time, is from 1 to SMALL - 1, or where it or its complement is nought.
    When there is no answer: of fewer than LEAST people, or where with the tables that are out
    (`earlier`) some difference would be about fewer than LEAST; `why` says so in a sentence.
    Errors: ValueError where a key stands twice, or a time is not one of TIMES.

    In the literature: cell suppression with complementary suppression (Hundepool et al. 2012,
    Statistical Disclosure Control); last observation carried forward.

    >>> few = [Taker(f"t{at}", "self", before=Numbers(unpaid=at % 3)) for at in range(12)]
    >>> figures(few, ["before"]).of("unpaid", "before")
    Figure(measure='unpaid', time='before', people=12, mean=1.0, came_as='', none=None, more=None)
    >>> figures(few[:9], ["before"]).why
    'Figures need ten people who let their numbers be counted. So far there are fewer.'
    """
    if unknown := [time for time in times if time not in TIMES]:
        raise ValueError(f"There is no time {unknown[0]!r}: {', '.join(TIMES)}.")
    counted = [taker for taker in takers if taker.before is not None]
    if len({taker.key for taker in counted}) < len(counted):
        raise ValueError("Somebody is counted twice.")
    if len(counted) < LEAST:
        return Figures(why=TOO_FEW)
    everybody = frozenset(taker.key for taker in counted)
    out = [table for each in earlier for table in each.tables]
    same = [each for each in earlier if ("", everybody) in each.tables]
    groups = _groups(counted) if same or not out else {}
    groups = {name: keys for name, keys in groups.items() if not out or (name, keys) in out}
    tables = dict.fromkeys([("", everybody), *groups.items(), *(same[-1].tables if same else ())])
    if (fewest(keys for _, keys in (*out, *tables)) or LEAST) < LEAST:
        return Figures(why=CHANGED)
    told = same[-1].figures if same else ()
    made = [
        figure
        for measure in measures
        for figure in _Table(counted, groups, measure, times, told, bool(same) or not out).all()
    ]
    return Figures((*told, *made), tuple(tables))


def fewest(tables: Iterable[frozenset[str]]) -> int | None:
    """How few people can be told of by adding and taking away tables about these people.

    Formula: the least number of people with a coefficient other than nought in any sum of the
    tables' indicator vectors, each times any number, that is not nought itself. People who stand in
    the same tables cannot be told apart and count as one column; for each choice of columns of few
    people it is asked by rank whether something is left of the tables outside the others.
    When there is no answer: no table, or none with anybody in it, is None.
    Errors: none.

    In the literature: minimum distance of the linear code spanned by the queries; the
    differencing, or tracker, attack (Denning, Denning & Schwartz 1979).

    >>> group = frozenset("abcdefghijk")
    >>> fewest([group]), fewest([group, group - {"a"}])
    (11, 1)
    """
    rows = [table for table in dict.fromkeys(tables) if table]
    if not rows:
        return None
    columns: dict[tuple[bool, ...], int] = {}
    for key in frozenset().union(*rows):
        pattern = tuple(key in row for row in rows)
        columns[pattern] = columns.get(pattern, 0) + 1
    atoms = sorted(columns.items(), key=lambda each: each[1])
    return _fewest([pattern for pattern, _ in atoms], [size for _, size in atoms], len(rows))


def _fewest(patterns: list[tuple[bool, ...]], sizes: list[int], rows: int) -> int:
    """Grow a choice of columns from the small ones on; the first that the tables reach is least."""
    matrix = [[Fraction(pattern[row]) for pattern in patterns] for row in range(rows)]
    full = _rank(matrix)
    waiting: list[tuple[int, tuple[int, ...]]] = [(size, (at,)) for at, size in enumerate(sizes)]
    while waiting:
        size, chosen = waiting.pop(0)
        others = [at for at in range(len(patterns)) if at not in chosen]
        if _rank([[row[at] for at in others] for row in matrix]) < full:
            return size
        waiting += [(size + sizes[at], (*chosen, at)) for at in others if at > chosen[-1]]
        waiting.sort()
    return sum(sizes)


def _rank(matrix: list[list[Fraction]]) -> int:
    rows, rank = [list(row) for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for at in range(rank + 1, len(rows)):
            times = rows[at][column] / rows[rank][column]
            if times:
                rows[at] = [a - times * b for a, b in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank


def _groups(counted: Sequence[Taker]) -> dict[str, frozenset[str]]:
    """Those who came as the same, where they and all others are enough; the largest first."""
    names = sorted({taker.came_as for taker in counted})
    groups = {
        name: frozenset(taker.key for taker in counted if taker.came_as == name) for name in names
    }
    shown = [name for name in names if name and len(groups[name]) >= LEAST]
    shown.sort(key=lambda name: (-len(groups[name]), name))
    while shown and 0 < len(counted) - sum(len(groups[name]) for name in shown) < LEAST:
        shown.pop()
    # One group that is everybody would be the same table twice.
    return {name: groups[name] for name in shown if len(groups[name]) < len(counted)}


@dataclass(frozen=True, slots=True)
class _Table:
    """The figures of one measure, at the times not told yet, of everybody and each sub-group."""

    counted: Sequence[Taker]
    groups: dict[str, frozenset[str]]
    measure: str
    times: Sequence[str]
    told: Sequence[Figure]  # what is out already stays as it is, even if somebody answers late
    counts: bool  # whether how many have none, or more, may be told at all

    def all(self) -> list[Figure]:
        out = {figure.time for figure in self.told}
        new = [time for time in TIMES if time in self.times and time not in out]
        tables = {"": frozenset(taker.key for taker in self.counted), **self.groups}
        none = self._shown("none", tables, new)
        more = self._shown("more", tables, [time for time in new if time != "before"])
        return [
            Figure(
                self.measure,
                time,
                len(keys),
                self._mean(keys, time),
                name,
                none.get(name, {}).get(time),
                more.get(name, {}).get(time),
            )
            for name, keys in tables.items()
            for time in new
        ]

    def _number(self, taker: Taker, time: str) -> int:
        return min(int(getattr(taker.at(time), self.measure)), MOST)

    def _mean(self, keys: frozenset[str], time: str) -> float | None:
        if self.measure in COUNTED:
            return None
        numbers = [self._number(taker, time) for taker in self.counted if taker.key in keys]
        return round(sum(numbers) / len(numbers), 1)

    def _shown(
        self, what: str, tables: dict[str, frozenset[str]], new: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """The counts that may be told, by table and time, with those that are out already."""
        if not self.counts:
            return {}
        rows = {name: self._out(what, name) for name in tables}
        old = set(rows[""])
        for time in new:
            count = self._count(what, tables[""], time)
            if _safe(len(tables[""]), [*rows[""].values(), count]):
                rows[""][time] = count
        shown = []
        for name in self.groups:
            if old <= set(rows[name]):
                rows[name] |= {
                    time: self._count(what, tables[name], time) for time in set(rows[""]) - old
                }
                shown += [name] if _safe(len(tables[name]), rows[name].values()) else []
        while shown and not self._rest_is_safe(rows, tables, shown):
            shown.pop()
        return {name: rows[name] for name in ("", *shown)}

    def _out(self, what: str, name: str) -> dict[str, int]:
        """The counts of one table that are out already, by their time."""
        mine = (f for f in self.told if (f.measure, f.came_as) == (self.measure, name))
        found = ((figure.time, getattr(figure, what)) for figure in mine)
        return {time: count for time, count in found if count is not None}

    def _count(self, what: str, keys: frozenset[str], time: str) -> int:
        people = [taker for taker in self.counted if taker.key in keys]
        if what == "none":
            return sum(self._number(taker, time) == 0 for taker in people)
        return sum(self._number(taker, time) > self._number(taker, "before") for taker in people)

    def _rest_is_safe(
        self, rows: dict[str, dict[str, int]], tables: dict[str, frozenset[str]], shown: list[str]
    ) -> bool:
        """What is left of everybody beside the shown sub-groups can be worked out by anybody."""
        size = len(tables[""]) - sum(len(tables[name]) for name in shown)
        counts = [
            count - sum(rows[name][time] for name in shown) for time, count in rows[""].items()
        ]
        return size == 0 or _safe(size, counts)


def _safe(people: int, counts: Iterable[int]) -> bool:
    """Whether the counts among these people, and what changed between two times, are large."""
    told = list(counts)
    large = all(SMALL <= count <= people - SMALL for count in told)
    steps = [abs(one - other) for at, one in enumerate(told) for other in told[:at]]
    return large and not any(0 < step < SMALL for step in steps)
