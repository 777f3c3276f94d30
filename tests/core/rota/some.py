"""Small made-up rotas, what the best of them is by trying everything, and by another solver."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from closeknit.core.rota import Helper, Problem, Rules, Turn

MONDAY = date(2026, 11, 30)


@st.composite
def problems(draw, turns=4, helpers=3, days=15, rules=None):
    """Turns on the first days of a fortnight and people with tastes and limits."""
    made = []
    for at in range(draw(st.integers(0, turns))):
        day = MONDAY + timedelta(draw(st.integers(0, days - 1)))
        part = draw(st.sampled_from(("", "evening")))
        made.append(Turn(f"t{at}", day, part, need=draw(st.sampled_from((1, 1, 2)))))
    keys = [turn.key for turn in made]
    some = st.frozensets(st.sampled_from(keys or ["monday"]))
    people = [
        Helper(
            f"h{at}",
            f"Helper {at}",
            free=draw(st.none() | some),
            likes=draw(some),
            reluctant=draw(some),
            wants=draw(some) if keys else frozenset(),
            weekly=draw(st.sampled_from((None, 1, 2))),
            before=draw(st.sampled_from((0, 0, 1, 3))),
        )
        for at in range(draw(st.integers(0, helpers)))
    ]
    held = Rules(*draw(st.tuples(*[st.booleans()] * 5))) if rules is None else rules
    return Problem(tuple(made), tuple(people), held)


def allowed(problem, takes):
    """Whether all rules hold: said once more, from the takes of each person alone."""
    rules = problem.rules
    for helper in problem.helpers:
        mine = [problem.turn(turn) for turn, who in takes if who == helper.key]
        free = [
            turn for turn in mine if helper.is_free(turn) or (turn.key, helper.key) in problem.fixed
        ]
        if rules.availability and len(free) < len(mine):
            return False
        weeks = Counter((turn.day - MONDAY).days // 7 for turn in mine)
        most = None if not rules.weekly_limit else helper.weekly
        if most is not None and any(count > most for count in weeks.values()):
            return False
        for one, other in combinations(mine, 2):
            apart = abs((one.day - other.day).days)
            weeks_apart = abs((one.day - MONDAY).days // 7 - (other.day - MONDAY).days // 7)
            ends = one.day.weekday() > 4 and other.day.weekday() > 4
            if rules.one_a_day and apart == 0:
                return False
            if rules.never_two_days_running and apart == 1:
                return False
            if rules.one_weekend_turn and ends and weeks_apart < 2:
                return False
    return True


def worth(problem, takes, kept=None):
    """The aims in their order, as plain sums."""
    loads = [
        helper.before + sum(who == helper.key for _, who in takes) for helper in problem.helpers
    ]
    there = {h.key for h in problem.helpers}
    given_up = [pair for pair in kept or () if pair[1] in there and pair not in takes]
    dislike = sum(problem.helper(who).dislike(problem.turn(turn)) for turn, who in takes)
    return (
        sum(turn.need for turn in problem.turns) - len(takes),
        *((len(given_up),) if kept is not None else ()),
        max(loads, default=0),
        sum(load * load for load in loads),
        dislike,
    )


def best_by_trying(problem, kept=None):
    """The best of everything that is allowed."""
    keys = [helper.key for helper in problem.helpers]
    choices = []
    for turn in problem.turns:
        sets = [c for n in range(turn.need + 1) for c in combinations(keys, n)]
        choices.append([[(turn.key, key) for key in chosen] for chosen in sets])
    found = None
    for chosen in product(*choices):
        takes = {pair for pairs in chosen for pair in pairs}
        if problem.fixed <= takes and allowed(problem, takes):
            this = worth(problem, takes, kept)
            found = this if found is None or this < found else found
    return found


def best_by_milp(problem):
    """The same by scipy, one aim after another, written out plainly."""
    helpers, turns = problem.helpers, problem.turns
    h, t = len(helpers), len(turns)
    x = {(b, a): b * h + a for a in range(h) for b in range(t)}
    missing = [h * t + b for b in range(t)]
    steps = {(a, k): h * t + t + a * t + k for a in range(h) for k in range(t)}
    largest = h * t + t + h * t
    rows = []
    for b, turn in enumerate(turns):
        rows.append(({**{x[b, a]: 1 for a in range(h)}, missing[b]: 1}, turn.need, turn.need))
    for a, helper in enumerate(helpers):
        for one, other in combinations(range(t), 2):
            if not allowed(problem, {(turns[one].key, helper.key), (turns[other].key, helper.key)}):
                rows.append(({x[one, a]: 1, x[other, a]: 1}, -np.inf, 1))
        for week in {turn.week for turn in turns}:
            mine = {x[b, a]: 1 for b in range(t) if turns[b].week == week}
            limit = helper.weekly if problem.rules.weekly_limit else None
            rows.append((mine, -np.inf, t if limit is None else limit))
        load = {x[b, a]: 1 for b in range(t)}
        rows.append(({**load, **{steps[a, k]: -1 for k in range(t)}}, 0, 0))
        rows.append(({**load, largest: -1}, -np.inf, -helper.before))
    upper = np.ones(largest + 1)
    upper[missing] = [turn.need for turn in turns]
    upper[largest] = np.inf
    for (b, a), at in x.items():
        upper[at] = problem.could(turns[b], helpers[a])
    lower = np.zeros(largest + 1)
    lower[largest] = max((helper.before for helper in helpers), default=0)
    aims = [
        dict.fromkeys(missing, 1),
        {largest: 1},
        {
            steps[a, k]: 2 * (helper.before + k) + 1
            for a, helper in enumerate(helpers)
            for k in range(t)
        },
        {at: helpers[a].dislike(turns[b]) for (b, a), at in x.items()},
    ]
    reached = []
    for aim in aims:
        cost = np.zeros(largest + 1)
        cost[list(aim)] = list(aim.values())
        found = milp(
            cost,
            constraints=_constraints(rows, largest + 1),
            integrality=np.ones(largest + 1),
            bounds=Bounds(lower, upper),
            options={"mip_rel_gap": 0},
        )
        reached.append(round(found.fun))
        rows.append((aim, -np.inf, reached[-1]))
    reached[2] += sum(helper.before**2 for helper in helpers)
    return tuple(reached)


def _constraints(rows, columns):
    matrix = lil_matrix((len(rows), columns))
    for at, (terms, _, _) in enumerate(rows):
        for column, value in terms.items():
            matrix[at, column] = value
    return LinearConstraint(matrix.tocsr(), [row[1] for row in rows], [row[2] for row in rows])
