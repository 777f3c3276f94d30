"""A rota as rows and columns of whole numbers, for a solver.

Columns: one for each turn and helper who could take it; one a turn for how many are missing; for
each helper steps, where the k-th step costs 2k-1, so that k steps cost the square of k and all
stays linear; and the largest load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from closeknit.core.rota.problem import Pair, Problem
from closeknit.core.rota.rules import limits
from closeknit.core.rota.turns import Helper, Turn

Row = tuple[float, float, list[int], list[float]]  # from, to, columns, how often each
FAR = float("inf")


@dataclass(slots=True)
class Model:
    """Columns with what each aim makes of them, and rows; the columns of `pairs` come first.

    Helpers stand by key and turns by day, so that their order in a file makes no difference.
    """

    turns: tuple[Turn, ...]
    helpers: tuple[Helper, ...]
    pairs: list[Pair] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    aims: dict[str, dict[int, int]] = field(default_factory=dict)
    steps: dict[str, list[int]] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    largest: int = 0
    base: dict[str, int] = field(default_factory=dict)

    def column(self, lower: float, upper: float) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1


def model(problem: Problem, kept: Collection[Pair] | None = None) -> Model:
    """The whole model; with `kept`, giving up one of these costs one, before anything but gaps."""
    turns = tuple(sorted(problem.turns, key=lambda turn: (turn.day, turn.part, turn.key)))
    made = Model(turns, tuple(sorted(problem.helpers, key=lambda helper: helper.key)))
    made.aims["unfilled"] = {}
    if kept is not None:
        made.aims["changed"] = {}
        known = {helper.key for helper in problem.helpers}, {turn.key for turn in problem.turns}
        made.base["changed"] = sum(h in known[0] and t in known[1] for t, h in kept)
    made.aims |= {"largest_load": {}, "squares": {}, "dislike": {}}
    marks = {turn.key: turn.marks for turn in turns}
    of_helper: list[dict[str, int]] = [
        _takes(made, problem, helper, marks, kept) for helper in made.helpers
    ]
    for turn in turns:
        missing = made.column(0, turn.need)
        made.missing[turn.key] = missing
        made.aims["unfilled"][missing] = 1
        columns = [mine[turn.key] for mine in of_helper if turn.key in mine] + [missing]
        made.rows.append((turn.need, turn.need, columns, [1.0] * len(columns)))
    for helper, mine in zip(made.helpers, of_helper, strict=True):
        _rules(made, problem, helper, mine)
    _loads(made, problem, of_helper)
    return made


def _takes(
    made: Model,
    problem: Problem,
    helper: Helper,
    marks: dict[str, frozenset[str]],
    kept: Collection[Pair] | None,
) -> dict[str, int]:
    mine: dict[str, int] = {}
    anytime = not problem.rules.availability
    for turn in made.turns:
        pair = (turn.key, helper.key)
        fixed = pair in problem.fixed
        if not (fixed or anytime or helper.is_free(turn)):
            continue
        mine[turn.key] = at = made.column(1 if fixed else 0, 1)
        made.pairs.append(pair)
        if dislike := helper.dislike(turn):
            made.aims["dislike"][at] = dislike
        if kept is not None and pair in kept:
            made.aims["changed"][at] = -1
    return mine


def _rules(made: Model, problem: Problem, helper: Helper, mine: dict[str, int]) -> None:
    could = (turn for turn in made.turns if turn.key in mine)
    seen: list[tuple[frozenset[int], int]] = []
    for limit in limits(problem.rules, could, helper.weekly):
        columns = [mine[key] for key in limit.turns]
        row = (frozenset(columns), limit.most)
        if any(row[0] <= other and limit.most >= most for other, most in seen[-8:]):
            continue  # a stronger row says it already
        seen.append(row)
        made.rows.append((-FAR, limit.most, columns, [1.0] * len(columns)))


def _loads(made: Model, problem: Problem, of_helper: Sequence[dict[str, int]]) -> None:
    most = max((helper.before for helper in made.helpers), default=0)
    made.largest = made.column(most, FAR)
    made.aims["largest_load"][made.largest] = 1
    made.base["squares"] = sum(helper.before**2 for helper in made.helpers)
    for helper, mine in zip(made.helpers, of_helper, strict=True):
        steps = [made.column(0, 1) for _ in range(_at_most(problem, helper, made.turns, mine))]
        made.steps[helper.key] = steps
        for k, step in enumerate(steps, helper.before + 1):
            made.aims["squares"][step] = 2 * k - 1
        if steps:
            made.rows.append((0, 0, [*mine.values(), *steps], _signs(len(mine), steps)))
            made.rows.append(
                (-FAR, -helper.before, [*steps, made.largest], _signs(len(steps), [0]))
            )


def _at_most(problem: Problem, helper: Helper, turns: Iterable[Turn], mine: Collection[str]) -> int:
    """How many turns one helper could come to have, by week."""
    weeks: dict[date, list[date]] = defaultdict(list)
    for turn in turns:
        if turn.key in mine:
            weeks[turn.week].append(turn.day)
    rules = problem.rules
    each = (len(set(days)) if rules.one_a_day else len(days) for days in weeks.values())
    limit = helper.weekly if rules.weekly_limit else None
    return sum(count if limit is None else min(count, limit) for count in each)


def columns(made: Model, takes: Collection[Pair]) -> list[float]:
    """The value of every column when these turns are taken."""
    values = [0.0] * len(made.lower)
    held = Counter(helper for _, helper in takes)
    filled = Counter(turn for turn, _ in takes)
    for at, pair in enumerate(made.pairs):
        values[at] = float(pair in takes)
    for turn in made.turns:
        values[made.missing[turn.key]] = float(turn.need - filled[turn.key])
    for helper in made.helpers:
        for step in made.steps[helper.key][: held[helper.key]]:
            values[step] = 1.0
    loads = (helper.before + held[helper.key] for helper in made.helpers)
    values[made.largest] = float(max(loads, default=0))
    return values


def _signs(plus: int, minus: Iterable[int]) -> list[float]:
    return [1.0] * plus + [-1.0 for _ in minus]
