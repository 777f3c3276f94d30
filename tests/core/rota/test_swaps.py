"""A swap keeps the rules and leaves nobody worse off; every such swap is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from closeknit.core.rota import Helper, Problem, Rota, Turn, share_out, swaps
from tests.core.laws import tried
from tests.core.rota.some import MONDAY, allowed, problems


def after(rota, gives, helper, takes, other):
    """Who takes what after a swap; None when one of them would be there twice."""
    stay = set(rota.takes) - {(gives, helper), (takes, other)}
    new = {(takes, helper), (gives, other)}
    return None if stay & new else stay | new


@given(problems(turns=8, helpers=4))
@tried(40)
def test_exactly_the_good_swaps_are_told(problem):
    rota = share_out(problem)
    for gives, helper in rota.takes:
        me = problem.helper(helper)
        expected = set()
        for takes, other in rota.takes:
            they = problem.helper(other)
            then = after(rota, gives, helper, takes, other)
            if other == helper or takes == gives or then is None or not allowed(problem, then):
                continue
            mine = me.dislike(problem.turn(takes)) - me.dislike(problem.turn(gives))
            theirs = they.dislike(problem.turn(gives)) - they.dislike(problem.turn(takes))
            if mine <= 0 and theirs <= 0:
                expected.add((gives, takes, other, -mine - theirs))
        told = swaps(problem, rota, gives, helper)
        assert {(s.gives, s.takes, s.helper, s.easier) for s in told} == expected
        assert len(told) == len(expected)


def test_the_swap_both_like_comes_first():
    turns = tuple(Turn(f"t{at}", MONDAY + timedelta(at)) for at in range(3))
    helpers = (
        Helper("june", "June", likes=frozenset({"wednesday"})),
        Helper("kofi", "Kofi"),
        Helper("rosa", "Rosa", likes=frozenset({"monday"})),
    )
    problem = Problem(turns, helpers)
    rota = Rota((("t0", "june"), ("t1", "kofi"), ("t2", "rosa")), {}, {}, ())
    first, second = swaps(problem, rota, "t0", "june")
    assert (first.helper, first.easier) == ("rosa", 2)
    assert second.helper == "kofi"
    fixed = replace(problem, fixed=frozenset({("t2", "rosa")}))
    assert [s.helper for s in swaps(fixed, rota, "t0", "june")] == ["kofi"]
    mine = replace(problem, fixed=frozenset({("t0", "june")}))
    assert swaps(mine, rota, "t0", "june") == ()


def test_a_turn_somebody_does_not_have_cannot_be_swapped():
    problem = Problem((Turn("t", MONDAY),), (Helper("june", "June"),))
    with pytest.raises(LookupError, match="June does not have the turn 't'"):
        swaps(problem, Rota((), {"t": 1}, {}, ()), "t", "june")
