"""What cannot be right is refused with a sentence."""

from datetime import date, timedelta

import pytest

from closeknit.core.rota import Helper, Problem, Turn
from tests.core.rota.some import MONDAY

ROSA = Helper("rosa", "Rosa")
TURN = Turn("t", MONDAY)


@pytest.mark.parametrize(
    ("turns", "helpers", "says"),
    [
        ([TURN, TURN], [], "The turn 't' stands there twice."),
        ([], [ROSA, ROSA], "The helper 'rosa' stands there twice."),
        ([Turn("", MONDAY)], [], "A turn has no key."),
        ([Turn("t", MONDAY, "noon")], [], "'noon' is none of morning"),
        ([Turn("t", date(9999, 12, 31))], [], "is not a day of our times"),
        ([Turn("t", date(1, 1, 1))], [], "is not a day of our times"),
        ([Turn("t", MONDAY, need=0)], [], "needs nobody"),
        ([], [Helper("rosa", "Rosa", before=-1)], "a number below nothing"),
        ([], [Helper("rosa", "Rosa", weekly=-1)], "a number below nothing"),
        ([], [Helper("rosa", "Rosa", wants=frozenset({"x"}))], "a wish about no turn: 'x'"),
        ([], [Helper("rosa", "Rosa", free=frozenset({"thu"}))], "'thu' means no turn"),
    ],
)
def test_what_cannot_be_is_refused(turns, helpers, says):
    with pytest.raises(ValueError, match=says):
        Problem(tuple(turns), tuple(helpers))


@pytest.mark.parametrize(
    ("fixed", "says"),
    [
        ({("x", "rosa")}, "A fixed turn: There is no turn 'x'."),
        ({("t", "ada")}, "A fixed turn: There is no helper 'ada'."),
        ({("t", "rosa"), ("t", "kofi")}, "The turn t needs 1, and 2 are fixed for it."),
        ({("t", "rosa"), ("e", "rosa")}, "Rosa would have two turns on 2026-11-30."),
        ({("t", "kofi"), ("n", "kofi")}, "Kofi would have 2 turns in the week of 2026-11-30"),
    ],
)
def test_fixed_turns_that_cannot_all_be_kept_are_refused(fixed, says):
    turns = (TURN, Turn("e", MONDAY, "evening"), Turn("n", MONDAY + timedelta(1)))
    helpers = (ROSA, Helper("kofi", "Kofi", weekly=1))
    with pytest.raises(ValueError, match=says):
        Problem(turns, helpers, fixed=frozenset(fixed))


@pytest.mark.parametrize(
    ("word", "free"),
    [
        ("monday", True),
        ("monday evening", True),
        ("evening", True),
        ("weekdays", True),
        ("weekdays evening", True),
        ("2026-11-30", True),
        ("2026-11-30 evening", True),
        ("t", True),
        ("monday morning", False),
        ("tuesday", False),
        ("weekends", False),
        ("2026-12-07", False),
    ],
)
def test_words_mean_turns(word, free):
    turn = Turn("t", MONDAY, "evening")
    assert Helper("rosa", "Rosa", free=frozenset({word})).is_free(turn) == free
    assert Helper("rosa", "Rosa", away=frozenset({word})).is_free(turn) != free
