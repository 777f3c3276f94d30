"""When somebody drops out, as little changes as can be."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.rota import Helper, Problem, Turn, mend, share_out
from tests.core.laws import tried
from tests.core.rota.some import MONDAY, allowed, best_by_trying, problems, worth


@given(problems(), st.data())
@tried(60)
def test_dropping_out_changes_least(problem, data):
    if not problem.helpers:
        return
    before = share_out(problem).takes
    gone = data.draw(st.sampled_from(problem.helpers)).key
    left = problem.without(gone)
    mended = mend(left, before)
    assert mended.proven
    assert allowed(left, mended.takes)
    values = tuple(stage.value for stage in mended.stages)
    assert values == best_by_trying(left, before) == worth(left, mended.takes, before)


@given(problems(turns=10, helpers=5))
@tried(30)
def test_where_nothing_happened_nothing_changes(problem):
    before = share_out(problem)
    assert mend(problem, before.takes).takes == before.takes


def three_days():
    turns = tuple(Turn(f"t{at}", MONDAY + timedelta(at)) for at in range(3))
    return Problem(turns, tuple(Helper(key, key.title()) for key in ("june", "kofi", "rosa")))


def test_somebody_can_be_away_from_one_turn_alone():
    problem = three_days()
    before = {("t0", "june"), ("t1", "kofi"), ("t2", "rosa")}
    mended = mend(problem.without("june", ["t0"]), before)
    assert {("t1", "kofi"), ("t2", "rosa")} <= set(mended.takes)
    assert mended.who("t0") in {("kofi",), ("rosa",)}


def test_a_fixed_turn_goes_with_whoever_drops_out():
    problem = three_days()
    fixed = Problem(problem.turns, problem.helpers, fixed=frozenset({("t0", "june")}))
    assert fixed.without("june").fixed == frozenset()
    assert fixed.without("june", ["t1"]).fixed == {("t0", "june")}


def test_nobody_can_drop_out_who_is_not_there():
    with pytest.raises(LookupError, match="no helper 'ada'"):
        three_days().without("ada")
    with pytest.raises(LookupError, match="no turn 't9'"):
        three_days().without("june", ["t9"])
