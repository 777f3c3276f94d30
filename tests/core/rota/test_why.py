"""What is said of a turn is true of the rota."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from closeknit.core.rota import Helper, Problem, Rota, Turn, sentence, share_out, why, why_nobody
from closeknit.core.rota.why import Reason, reason_words
from tests.core.laws import tried
from tests.core.rota.some import MONDAY, allowed, problems

THURSDAY = date(2026, 12, 3)


def told(problem, takes, turn, helper):
    return sentence(why(problem, Rota(tuple(takes), {}, {}, ()), turn, helper))


def test_rosa_had_least_and_likes_thursdays():
    rosa = Helper("rosa", "Rosa", likes=frozenset({"thursday"}), before=1)
    problem = Problem((Turn("t", THURSDAY),), (rosa, Helper("kofi", "Kofi", before=2)))
    assert (
        told(problem, [("t", "rosa")], "t", "rosa") == "Fewest turns so far, and likes Thursdays."
    )


def test_rosa_is_the_only_one_free_that_evening():
    kofi = Helper("kofi", "Kofi", free=frozenset({"weekends"}))
    problem = Problem((Turn("t", THURSDAY, "evening"),), (Helper("rosa", "Rosa"), kofi))
    assert told(problem, [("t", "rosa")], "t", "rosa") == "The only one free that evening."


def test_two_who_come_together_are_not_each_the_only_one():
    june = Helper("june", "June", free=frozenset())
    turn = Turn("t", THURSDAY, need=2)
    problem = Problem((turn,), (Helper("rosa", "Rosa"), Helper("kofi", "Kofi"), june))
    takes = [("t", "rosa"), ("t", "kofi")]
    assert told(problem, takes, "t", "rosa") == "Nobody else is free that day."


def test_kofi_is_free_but_has_a_turn_that_day():
    problem = Problem(
        (Turn("a", THURSDAY), Turn("b", THURSDAY, "evening")),
        (Helper("rosa", "Rosa"), Helper("kofi", "Kofi")),
    )
    takes = [("a", "kofi"), ("b", "rosa")]
    assert told(problem, takes, "b", "rosa") == "The only one of those free whom the rules allow."


def test_rosa_asked_for_it_and_it_was_fixed_for_kofi():
    rosa = Helper("rosa", "Rosa", wants=frozenset({"a"}), before=5)
    turns = (Turn("a", THURSDAY), Turn("b", THURSDAY + timedelta(2)))
    problem = Problem(turns, (rosa, Helper("kofi", "Kofi")), fixed=frozenset({("b", "kofi")}))
    takes = [("a", "rosa"), ("b", "kofi")]
    assert told(problem, takes, "a", "rosa") == "Asked for this turn."
    assert told(problem, takes, "b", "kofi") == "Fixed beforehand."


def test_an_empty_place_says_whether_anybody_is_free():
    turns = (Turn("a", THURSDAY), Turn("b", THURSDAY, "evening"), Turn("c", MONDAY, "night"))
    problem = Problem(
        turns, (Helper("rosa", "Rosa", free=frozenset({"thursday"}), likes=frozenset({"a"})),)
    )
    rota = share_out(problem)
    assert rota.unfilled == {"b": 1, "c": 1}
    assert reason_words(why_nobody(problem, rota, "c")) == "nobody is free that night"
    assert why_nobody(problem, rota, "b").kind == "all_taken"


@given(problems(turns=10, helpers=5))
@tried(60)
def test_every_turn_has_a_reason_and_it_is_true(problem):
    rota = share_out(problem)
    for turn, helper in rota.takes:
        found = why(problem, rota, turn, helper)
        assert found
        assert sentence(found).endswith(".")
        for reason in found:
            assert true_of(reason, problem, rota, turn, helper), reason


@given(problems(turns=10, helpers=5))
@tried(40)
def test_nobody_could_step_in_where_a_place_is_empty(problem):
    rota = share_out(problem)
    for turn in rota.unfilled:
        reason = why_nobody(problem, rota, turn)
        for helper in problem.helpers:
            if (turn, helper.key) not in rota.takes:
                assert not allowed(problem, {*rota.takes, (turn, helper.key)})
                if reason.kind == "nobody_free":
                    assert not problem.could(problem.turn(turn), helper)


def true_of(reason: Reason, problem, rota, turn, helper):
    it = problem.turn(turn)
    others = [
        h for h in problem.helpers if problem.could(it, h) and (turn, h.key) not in rota.takes
    ]

    def so_far(key):
        days = [problem.turn(t).day for t, who in rota.takes if who == key]
        return problem.helper(key).before + sum(day < it.day for day in days)

    least = min((so_far(other.key) for other in others), default=0)
    return {
        "asked": turn in problem.helper(helper).wants,
        "only_free": not others,
        "only_possible": bool(others)
        and not any(allowed(problem, {*rota.takes, (turn, h.key)}) for h in others),
        "fewest": bool(others) and so_far(helper) == reason.count < least,
        "as_few": bool(others) and so_far(helper) == reason.count == least,
        "likes": reason.about in problem.helper(helper).likes,
        "shared": rota.loads[helper] == reason.count,
    }[reason.kind]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("thursday", "likes Thursdays"),
        ("saturday evening", "likes Saturday evenings"),
        ("evening", "likes evenings"),
        ("weekends", "likes weekends"),
        ("weekends evening", "likes weekend evenings"),
        ("2026-12-24", "likes 2026-12-24"),
        ("t7", "likes this turn"),
    ],
)
def test_a_liking_is_said_in_words(word, says):
    assert reason_words(Reason("likes", word)) == says


def test_no_reason_is_asked_for_a_turn_somebody_does_not_have():
    problem = Problem((Turn("t", THURSDAY),), (Helper("rosa", "Rosa"),))
    with pytest.raises(LookupError, match="Rosa does not have"):
        why(problem, Rota((), {"t": 1}, {}, ()), "t", "rosa")
