"""What would be left if somebody were away."""

import pytest
from hypothesis import given

from closeknit.core.network import Network, Pay, Person, Wish, link
from closeknit.core.whatif import away
from tests.core.strategies import networks

ROSA = Person("r", "Rosa", gives=frozenset({"talk", "advice", "money"}))
KOFI = Person("k", "Kofi", gives=frozenset({"talk"}))
ALEX = Person("a", "Alex", paid=Pay.PAID, gives=frozenset({"advice"}))


def test_it_says_what_would_have_nobody_only_paid_and_only_one():
    found = away(Network("Maya", (ROSA, KOFI, ALEX)), ["r"])
    assert (found.nobody, found.only_paid, found.only_one) == (("money",), ("advice",), ("talk",))
    assert found.stays == ("talk",)
    assert found.people_left == 2


def test_what_was_missing_before_is_not_blamed_on_who_is_away():
    network = Network("Maya", (ROSA, KOFI), wishes=(Wish("w", "support", "fun"),))
    assert "fun" not in away(network, ["r"]).nobody


def test_a_group_held_by_one_person_falls_apart_without_them():
    ties = frozenset({link("r", "k"), link("r", "a")})
    found = away(Network("Maya", (ROSA, KOFI, ALEX), ties), ["r"])
    assert found.left_alone == ("a", "k")
    assert found.fallen_apart == ((("a",), ("k",)),)


def test_nobody_by_that_key_is_an_error_in_words():
    with pytest.raises(LookupError, match="Nobody in this network"):
        away(Network("Maya"), ["x"])


@given(networks())
def test_when_nobody_is_away_nothing_changes(network):
    found = away(network, [])
    assert found.nobody == found.only_paid == found.only_one == found.left_alone == ()
    assert found.fallen_apart == ()
    assert found.people_left == len(network.counted)


@given(networks())
def test_when_everybody_is_away_nothing_stays(network):
    found = away(network, [person.key for person in network.people])
    assert found.stays == found.left_alone == ()
    assert found.people_left == 0
