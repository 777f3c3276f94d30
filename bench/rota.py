"""Fair rotas of 8 to 30 helpers: time beside HiGHS asked directly, PuLP with CBC, and CP-SAT.

Each week has ten turns (one every day, and Tuesday, Thursday and Saturday evening); helpers are
free for 45 in 100 of them. "Hard" adds: never two days running, one weekend turn in two weeks. All
solve the same four aims, one after another: fewest unfilled, smallest largest load, smallest sum of
squares, least dislike. The same best is asserted before anything is told. The table is of one seed;
the last line is of six, since a few rotas need branching and then gain nothing. Times are processor
time of this process and those it starts, the best of three; building the model is part of it.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import highspy
import pulp
from ortools.sat.python import cp_model

from closeknit.core.rota import HARD, Helper, Problem, Rules, Turn, share_out

SIZES = ((8, 4), (12, 6), (16, 8), (20, 8), (30, 12))
MONDAY = date(2026, 1, 5)
Terms = dict[int, int]
Best = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up rota in plain lists, the same for every side."""

    turns: list[tuple[int, int, int, int]]  # week, day, evening, people needed
    available: list[list[bool]]
    dislike: list[list[int]]
    weekly: list[int]
    hard: bool


def made_up(helpers: int, weeks: int, seed: int, hard: bool) -> Made:
    chance = random.Random(1000 * helpers + 10 * weeks + seed)
    turns = []
    for week in range(weeks):
        turns += [(week, day, 0, 1) for day in range(7)]
        two = 2 if week % 5 == 4 else 1
        turns += [(week, day, 1, two if day == 5 else 1) for day in (1, 3, 5)]
    slots = [day + 7 * evening for _, day, evening, _ in turns]
    pattern = [[chance.random() < 0.45 for _ in range(14)] for _ in range(helpers)]
    available = [[mine[slot] and chance.random() > 0.12 for slot in slots] for mine in pattern]
    taste = [[chance.choice((0, 1, 1, 3)) for _ in range(14)] for _ in range(helpers)]
    dislike = [[mine[slot] for slot in slots] for mine in taste]
    weekly = [chance.choice((1, 2, 2, 3)) for _ in range(helpers)]
    return Made(turns, available, dislike, weekly, hard)


def ours(made: Made) -> Best:
    turns = tuple(
        Turn(f"t{at:03}", MONDAY + timedelta(7 * week + day), "evening" if evening else "", need)
        for at, (week, day, evening, need) in enumerate(made.turns)
    )
    keys = [turn.key for turn in turns]

    def which(values: Sequence[int], value: int) -> frozenset[str]:
        return frozenset(key for key, each in zip(keys, values, strict=True) if each == value)

    helpers = tuple(
        Helper(
            f"h{at:02}",
            f"Helper {at}",
            free=which(made.available[at], True),
            likes=which(made.dislike[at], 0),
            reluctant=which(made.dislike[at], 3),
            weekly=made.weekly[at],
        )
        for at in range(len(made.weekly))
    )
    rota = share_out(Problem(turns, helpers, HARD if made.hard else Rules()))
    assert rota.proven
    return tuple(stage.value for stage in rota.stages)


class Plain:
    """The model written plainly: columns with their most, rows, and the four aims."""

    def __init__(self, made: Made) -> None:
        self.upper: list[int] = []
        self.rows: list[tuple[Terms, int | None, int]] = []  # terms, from (None: anything), to
        count = len(made.turns)
        x = [
            {t: self.column(1) for t in range(count) if made.available[h][t]}
            for h in range(len(made.weekly))
        ]
        missing = [self.column(turn[3]) for turn in made.turns]
        self.largest = self.column(count)
        for t, turn in enumerate(made.turns):
            terms = {mine[t]: 1 for mine in x if t in mine} | {missing[t]: 1}
            self.rows.append((terms, turn[3], turn[3]))
        squares: Terms = {}
        for mine, weekly in zip(x, made.weekly, strict=True):
            steps = [self.column(1) for _ in mine]
            squares |= {step: 2 * k + 1 for k, step in enumerate(steps)}
            load = dict.fromkeys(mine.values(), 1)
            self.rows.append((load | dict.fromkeys(steps, -1), 0, 0))
            self.rows.append((load | {self.largest: -1}, None, 0))
            self.rules(made, mine, weekly)
        dislike = {c: made.dislike[h][t] for h, mine in enumerate(x) for t, c in mine.items()}
        self.aims: list[Terms] = [dict.fromkeys(missing, 1), {self.largest: 1}, squares, dislike]

    def column(self, upper: int) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def rules(self, made: Made, mine: Terms, weekly: int) -> None:
        days: dict[int, list[int]] = {}
        weeks: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for t, column in mine.items():
            week, day, _, _ = made.turns[t]
            days.setdefault(7 * week + day, []).append(column)
            weeks.setdefault(week, []).append(column)
            if day > 4:
                ends.setdefault(week, []).append(column)
        for columns in days.values():
            self.most(columns, 1)
        for columns in weeks.values():
            self.most(columns, weekly)
        if made.hard:
            for one, other in pairwise(range(7 * (max(weeks, default=0) + 1))):
                self.most(days.get(one, []) + days.get(other, []), 1)
            for week in range(max(weeks, default=0) + 1):
                self.most(ends.get(week, []) + ends.get(week + 1, []), 1)

    def most(self, columns: list[int], most: int) -> None:
        if len(columns) > most:
            self.rows.append((dict.fromkeys(columns, 1), None, most))


def with_highs(made: Made) -> Best:
    plain = Plain(made)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", 0.0)
    columns = [
        highs.addVariable(0, upper, type=highspy.HighsVarType.kInteger) for upper in plain.upper
    ]
    for terms, least, most in plain.rows:
        low = -highspy.kHighsInf if least is None else least
        highs.addRow(low, most, len(terms), list(terms), list(terms.values()))
    reached = []
    for aim in plain.aims:
        every = list(range(len(columns)))
        highs.changeColsCost(len(every), every, [aim.get(at, 0) for at in every])
        highs.run()
        assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        reached.append(round(highs.getInfo().objective_function_value))
        highs.addRow(-highspy.kHighsInf, reached[-1], len(aim), list(aim), list(aim.values()))
    return tuple(reached)


def with_cbc(made: Made) -> Best:
    plain = Plain(made)
    columns = [
        pulp.LpVariable(f"c{at}", 0, upper, cat="Integer") for at, upper in enumerate(plain.upper)
    ]
    model = pulp.LpProblem("rota", pulp.LpMinimize)

    def total(terms: Terms) -> pulp.LpAffineExpression:
        return pulp.LpAffineExpression([(columns[at], value) for at, value in terms.items()])

    for terms, least, most in plain.rows:
        model += total(terms) == most if least is not None else total(terms) <= most
    reached = []
    for aim in plain.aims:
        model.setObjective(total(aim))
        assert model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, threads=1)) == 1
        reached.append(round(pulp.value(model.objective) or 0))
        model += total(aim) <= reached[-1]
    return tuple(reached)


def with_cp_sat(made: Made) -> Best:
    plain = Plain(made)
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, upper, f"c{at}") for at, upper in enumerate(plain.upper)]

    def total(terms: Terms) -> cp_model.LinearExpr:
        mine = [columns[at] for at in terms]
        return cp_model.LinearExpr.weighted_sum(mine, list(terms.values()))

    for terms, least, most in plain.rows:
        model.add(total(terms) == most if least is not None else total(terms) <= most)
    reached = []
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = 10
    for aim in plain.aims:
        model.minimize(total(aim))
        status = solver.solve(model)
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        reached.append(round(solver.objective_value))
        model.add(total(aim) <= reached[-1])
        model.clear_hints()
        for column in columns:
            model.add_hint(column, solver.value(column))
    return tuple(reached)


SIDES: tuple[tuple[str, Callable[[Made], Best]], ...] = (
    ("closeknit", ours),
    ("HiGHS", with_highs),
    ("CBC", with_cbc),
    ("CP-SAT", with_cp_sat),
)


def processor() -> float:
    """Seconds of processor time of this process and of those it has started."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def timed(side: Callable[[Made], Best], made: Made, times: int) -> tuple[Best, float]:
    took = []
    for _ in range(times):
        began = processor()
        best = side(made)
        took.append(processor() - began)
    return best, min(took)


def measured() -> Iterator[tuple[str, list[float]]]:
    """A line for each size: what it is, and seconds by side."""
    for helpers, weeks in SIZES:
        for hard in (False, True):
            made = made_up(helpers, weeks, 1, hard)
            found = {name: timed(side, made, 1 if name == "CP-SAT" else 3) for name, side in SIDES}
            bests = {best for best, _ in found.values()}
            assert len(bests) == 1, {name: best for name, (best, _) in found.items()}
            words = f"{helpers:2} x {weeks:<2} {'hard' if hard else '':4}"
            aims = " / ".join(map(str, next(iter(bests))))
            yield f"{words} {aims:>20}", [took for _, took in found.values()]


def many() -> tuple[float, float, float]:
    """Seconds of ours and of HiGHS over all sizes and seeds, and the largest ratio of one rota."""
    took = []
    for helpers, weeks in SIZES:
        for seed in range(1, 7):
            for hard in (False, True):
                made = made_up(helpers, weeks, seed, hard)
                (best, mine), (same, theirs) = timed(ours, made, 3), timed(with_highs, made, 3)
                assert best == same, (helpers, weeks, seed, hard)
                took.append((mine, theirs))
    mine, theirs = (sum(each) for each in zip(*took, strict=True))
    return mine, theirs, max(mine / theirs for mine, theirs in took)


def main() -> int:
    share_out(Problem((), ()))
    ours(made_up(3, 1, 1, False))  # loads the solver, as a server has
    columns = "".join(f"{name:>11}" for name, _ in SIDES)
    print(f"{'helpers x weeks':12} {'best of the aims':>18}{columns}   (ms)")
    totals = [0.0] * len(SIDES)
    for words, took in measured():
        print(words + "".join(f"{1000 * each:11.1f}" for each in took), flush=True)
        totals = [total + each for total, each in zip(totals, took, strict=True)]
    print(f"{'all':33}" + "".join(f"{1000 * total:11.1f}" for total in totals))
    for (name, _), total in list(zip(SIDES, totals, strict=True))[:1:-1]:
        print(f"ratio to {name} {totals[0] / total:.3f} of its time")
    print(f"ratio to HiGHS directly {totals[0] / totals[1]:.3f} of its time, in this table")
    mine, theirs, worst = many()
    print(f"the least gain of all seeds {worst:.2f} of its time")
    print(f"ratio to HiGHS directly {mine / theirs:.3f} of its time, all seeds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
