"""Sharing turns out: every aim in its order, proven, and as little changed as may be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from closeknit.core.rota.answer import Rota, Stage
from closeknit.core.rota.model import Model, columns, model
from closeknit.core.rota.problem import Pair, Problem, fits
from closeknit.core.rota.solver import Solver
from closeknit.core.rota.turns import Turn

HEAVIEST = 10**9  # sums beyond this would blur in the solver's numbers
Takes = frozenset[Pair]


def share_out(problem: Problem, *, seconds: float | None = None) -> Rota:
    """Who takes which turn, as fairly as the rules let it be.

    Best means, in this order: fewest people missing; the smallest largest load; the smallest sum
    of squared loads; the least dislike. Loads count the turns of earlier rotas. The same problem
    has the same answer, whatever the order of its turns and helpers. With `seconds`, the solver
    stops then; what is not proven says how much better it could be at most.

    Formula: the smallest of (missing, max load, sum of load², sum of dislikes), compared in this
    order, over all rotas that keep the rules.
    When there is no answer: never; without helpers everybody is missing.
    In the literature: lexicographic (egalitarian) assignment; a separable convex cost made linear
    by unary load variables. When rows form a flow, what has the smallest sum of squares has the
    smallest maximum as well.
    Source: Frank and Murota, Decreasing minimization on M-convex sets, Mathematical Programming
    195 (2022); Huangfu and Hall, Parallelizing the dual revised simplex method, Mathematical
    Programming Computation 10 (2018), for the solver.

    >>> from datetime import date
    >>> from closeknit.core.rota.turns import Helper
    >>> turns = tuple(Turn(f"t{day}", date(2026, 12, day)) for day in (1, 2, 3))
    >>> rota = share_out(Problem(turns, (Helper("k", "Kofi", before=1), Helper("r", "Rosa"))))
    >>> rota.proven, rota.loads["k"], rota.loads["r"]
    (True, 2, 2)
    """
    return _answer(problem, None, seconds)


def mend(problem: Problem, takes: Collection[Pair], *, seconds: float | None = None) -> Rota:
    """A rota made earlier, changed as little as it must be to suit what holds now.

    Fewest people missing comes first; then as few as possible of `takes` are given up by those who
    are still there; then the usual aims. Turns and helpers that are gone are passed over.

    >>> from datetime import date
    >>> from closeknit.core.rota.turns import Helper
    >>> turns = tuple(Turn(f"t{day}", date(2026, 12, day)) for day in (1, 2, 3))
    >>> helpers = tuple(Helper(key, key) for key in "abc")
    >>> before = {("t1", "a"), ("t2", "b"), ("t3", "c")}
    >>> mended = mend(Problem(turns, helpers).without("c"), before)
    >>> mended.takes[:2], mended.stages[1].aim, mended.stages[1].value
    ((('t1', 'a'), ('t2', 'b')), 'changed', 0)
    """
    return _answer(problem, frozenset(takes), seconds)


def _answer(problem: Problem, kept: Takes | None, seconds: float | None) -> Rota:
    made = model(problem, kept)
    if not made.pairs:
        return _rota(made, frozenset(), _values(made, frozenset()))
    solver = Solver(made, seconds)
    found = _at_once(made, solver)
    if found is not None:
        return _rota(made, found, _values(made, found))
    return _by_stages(made, solver, _simple(problem, made, kept or frozenset()))


def _at_once(made: Model, solver: Solver) -> Takes | None:
    """All aims as one sum; None when that proves nothing.

    Each aim weighs more than all that come after it could. The largest load is left out, since the
    smallest squares mostly have it smallest as well; whether they do is asked afterwards.
    """
    together: dict[int, int] = defaultdict(int)
    weight = 1
    for aim in reversed([aim for aim in made.aims if aim != "largest_load"]):
        costs = made.aims[aim]
        for column, cost in costs.items():
            together[column] += weight * cost
        weight *= 1 + sum(abs(cost) * int(made.upper[at]) for at, cost in costs.items())
        if max(map(abs, together.values()), default=0) > HEAVIEST:
            return None
    found = solver.relaxed(together)
    if found.takes is None or found.bound is None:
        return None
    values = columns(made, found.takes)
    if sum(cost * values[at] for at, cost in together.items()) > found.bound:
        return None
    return found.takes if _no_load_smaller(made, solver, found.takes) else None


def _no_load_smaller(made: Model, solver: Solver, takes: Takes) -> bool:
    largest = columns(made, takes)[made.largest]
    turns = len(takes) + sum(helper.before for helper in made.helpers)
    if largest <= max(made.lower[made.largest], -(-turns // len(made.helpers))):
        return True  # not even when all had the same
    for aim in list(made.aims)[: list(made.aims).index("largest_load")]:
        solver.keep(made.aims[aim], _plain(made, aim, takes))
    least = solver.relaxed(made.aims["largest_load"]).bound
    return least is not None and least >= largest


def _by_stages(made: Model, solver: Solver, known: Takes) -> Rota:
    """One aim after another, each keeping what the earlier ones reached."""
    bounds: dict[str, int | None] = {}
    for aim, costs in made.aims.items():
        found = solver.relaxed(costs)
        bound = found.bound
        known = _better(made, known, found.takes)
        if bound is None or _plain(made, aim, known) > bound:
            found = solver.exact(costs, known)
            known = _better(made, known, found.takes)
            said = [each for each in (bound, found.bound) if each is not None]
            bound = max(said) if said else None
        solver.keep(costs, _plain(made, aim, known))
        bounds[aim] = None if bound is None else bound + made.base.get(aim, 0)
    return _rota(made, known, bounds)


def _better(made: Model, known: Takes, found: Takes | None) -> Takes:
    if found is None or tuple(_values(made, found).values()) > tuple(_values(made, known).values()):
        return known
    return found


def _plain(made: Model, aim: str, takes: Takes) -> int:
    """What an aim comes to, without what was there before anybody took a turn."""
    values = columns(made, takes)
    return int(sum(cost * values[at] for at, cost in made.aims[aim].items()))


def _values(made: Model, takes: Takes) -> dict[str, int]:
    return {aim: _plain(made, aim, takes) + made.base.get(aim, 0) for aim in made.aims}


def _rota(made: Model, takes: Takes, bounds: Mapping[str, int | None]) -> Rota:
    values = _values(made, takes)
    stages = []
    for aim, value in values.items():
        bound = bounds[aim]
        stages.append(Stage(aim, value, None if bound is None else min(bound, value)))
    order = {turn.key: at for at, turn in enumerate(made.turns)}
    filled = Counter(turn for turn, _ in takes)
    held = Counter(helper for _, helper in takes)
    missing = ((turn.key, turn.need - filled[turn.key]) for turn in made.turns)
    return Rota(
        takes=tuple(sorted(takes, key=lambda pair: (order[pair[0]], pair[1]))),
        unfilled={key: count for key, count in missing if count},
        loads={helper.key: helper.before + held[helper.key] for helper in made.helpers},
        stages=tuple(stages),
    )


def _simple(problem: Problem, made: Model, kept: Takes) -> Takes:
    """A rota that keeps the rules, to begin with: day by day whoever has had least."""
    held: dict[str, list[Turn]] = {helper.key: [] for helper in made.helpers}
    count = Counter(key for key, _ in problem.fixed)
    for key, who in problem.fixed:
        held[who].append(problem.turn(key))
    for again in (kept, frozenset(made.pairs)):
        for turn in made.turns:
            ready = (
                (h.before + len(held[h.key]), h.dislike(turn), h.key)
                for h in made.helpers
                if (turn.key, h.key) in again
            )
            for _, _, who in sorted(ready):
                mine = held[who]
                if count[turn.key] == turn.need:
                    break
                if turn not in mine and fits(problem, mine, turn, who):
                    mine.append(turn)
                    count[turn.key] += 1
    return frozenset((turn.key, key) for key, turns in held.items() for turn in turns)
