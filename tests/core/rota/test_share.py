"""The rota is the best there is, whoever asks, and keeps every rule."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.rota import HARD, Helper, Problem, Rules, Stage, Turn, broken, mend, share_out
from closeknit.core.rota.model import model
from closeknit.core.rota.share import _by_stages, _simple
from closeknit.core.rota.solver import Solver
from tests.core.laws import tried
from tests.core.rota.some import MONDAY, allowed, best_by_milp, best_by_trying, problems, worth


def reached(rota):
    return tuple(stage.value for stage in rota.stages)


@given(problems())
@tried(60)
def test_no_other_rota_is_better(problem):
    rota = share_out(problem)
    assert rota.proven
    assert reached(rota) == best_by_trying(problem) == worth(problem, rota.takes)


@given(problems(turns=16, helpers=6, days=15, rules=HARD))
@tried(25)
def test_another_solver_finds_the_same(problem):
    assert reached(share_out(problem)) == best_by_milp(problem)


@given(problems(turns=14, helpers=6))
@tried(40)
def test_every_rule_holds(problem):
    rota = share_out(problem)
    assert allowed(problem, rota.takes)
    assert broken(problem, rota.takes) == ()


@given(problems(turns=8, helpers=4), st.data())
@tried(40)
def test_the_check_of_rules_agrees_with_rules_said_once_more(problem, data):
    pairs = sorted(product([t.key for t in problem.turns], [h.key for h in problem.helpers]))
    takes = data.draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    enough = all(sum(p[0] == t.key for p in takes) <= t.need for t in problem.turns)
    assert (broken(problem, takes) == ()) == (allowed(problem, takes) and enough)


@given(problems(turns=10, helpers=5), st.randoms(use_true_random=False))
@tried(40)
def test_the_order_of_people_and_turns_never_matters(problem, chance):
    helpers, turns = list(problem.helpers), list(problem.turns)
    chance.shuffle(helpers)
    chance.shuffle(turns)
    mixed = replace(problem, helpers=tuple(helpers), turns=tuple(turns))
    assert share_out(mixed) == share_out(problem)


@given(problems(turns=10, helpers=5))
@tried(40)
def test_one_aim_after_another_comes_to_the_same_as_all_at_once(problem):
    made = model(problem)
    staged = _by_stages(made, Solver(made, None), _simple(problem, made, frozenset()))
    assert staged.proven
    assert reached(staged) == reached(share_out(problem))


@given(problems(), st.data())
@tried(40)
def test_fixed_turns_are_kept(problem, data):
    before = share_out(replace(problem, rules=replace(problem.rules, availability=False)))
    fixed = (
        frozenset(data.draw(st.sets(st.sampled_from(before.takes))))
        if before.takes
        else frozenset()
    )
    problem = replace(problem, fixed=fixed)
    rota = share_out(problem)
    assert fixed <= set(rota.takes)
    assert reached(rota) == best_by_trying(problem)


def test_whoever_did_much_before_does_less_now():
    turns = tuple(Turn(f"t{at}", MONDAY + timedelta(at)) for at in range(4))
    rota = share_out(Problem(turns, (Helper("rosa", "Rosa", before=3), Helper("kofi", "Kofi"))))
    assert rota.loads == {"kofi": 4, "rosa": 3}
    assert len([who for _, who in rota.takes if who == "rosa"]) == 0


def test_a_wish_counts_more_than_a_liking():
    turn = Turn("t", MONDAY)
    kofi = Helper("kofi", "Kofi", likes=frozenset({"monday"}))
    rosa = Helper("rosa", "Rosa", wants=frozenset({"t"}))
    assert share_out(Problem((turn,), (kofi, rosa))).who("t") == ("rosa",)


def test_nobody_gets_a_turn_they_would_rather_not_have_while_another_is_reluctant():
    turn = Turn("t", MONDAY)
    kofi = Helper("kofi", "Kofi", rather_not=frozenset({"t"}))
    rosa = Helper("rosa", "Rosa", reluctant=frozenset({"monday"}))
    assert share_out(Problem((turn,), (kofi, rosa))).who("t") == ("rosa",)


def test_a_rule_can_be_switched_off():
    turns = (Turn("a", MONDAY), Turn("b", MONDAY, "evening"))
    helpers = (Helper("rosa", "Rosa"),)
    assert share_out(Problem(turns, helpers)).unfilled == {"b": 1}
    assert share_out(Problem(turns, helpers, Rules(one_a_day=False))).unfilled == {}


@pytest.mark.parametrize(("turns", "helpers"), [(0, 0), (0, 2), (2, 0)])
def test_without_turns_or_helpers_there_is_nothing_to_share(turns, helpers):
    problem = Problem(
        tuple(Turn(f"t{at}", MONDAY + timedelta(at)) for at in range(turns)),
        tuple(Helper(f"h{at}", "Somebody", before=at) for at in range(helpers)),
    )
    rota = share_out(problem)
    assert rota.proven
    assert rota.takes == ()
    assert rota.stages[0] == Stage("unfilled", turns, turns)
    assert rota.stages[1].value == max(helpers - 1, 0)
    assert mend(problem, ()).proven


@given(problems(turns=14, helpers=6))
@tried(20)
def test_with_no_time_at_all_the_rules_still_hold_and_nothing_false_is_proven(problem):
    quick, best = share_out(problem, seconds=0), share_out(problem)
    assert allowed(problem, quick.takes)
    assert problem.fixed <= set(quick.takes)
    assert reached(quick) >= reached(best)
    if reached(quick) > reached(best):
        assert not quick.proven


def test_what_is_not_proven_says_how_much_better_it_could_be():
    assert Stage("squares", 12, 9).gap == 3
    assert Stage("squares", 12, None).gap is None
    assert not Stage("squares", 12, None).proven


def test_a_year_for_forty_people_is_shared_out():
    turns = tuple(Turn(f"t{at:03}", date(2026, 1, 5) + timedelta(at)) for at in range(364))
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "weekends")
    helpers = tuple(
        Helper(
            f"h{at}", f"Helper {at}", free=frozenset((days[at % 6], days[(at + 1) % 6])), weekly=1
        )
        for at in range(40)
    )
    rota = share_out(Problem(turns, helpers))
    assert rota.proven
    assert rota.unfilled == {}
