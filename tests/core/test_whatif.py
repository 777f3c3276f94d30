"""What would be left if somebody were away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.change import compare
from closeknit.core.counts import Counts
from closeknit.core.measures import measure
from closeknit.core.network import Kind, Network, Pay, Person, Role, Wish, link
from closeknit.core.whatif import away, households, paid_people
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


def test_each_support_is_told_before_and_after_with_who_would_still_give_it():
    found = away(Network("Maya", (ROSA, KOFI, ALEX)), ["r"])
    told = {one.support: (one.before, one.after, one.givers) for one in found.supports}
    assert told == {
        "talk": ("thin", "only_one", ("k",)),
        "advice": ("thin", "only_paid", ("a",)),
        "money": ("only_one", "nobody", ()),
    }


def test_numbers_stand_beside_those_of_before():
    ties = frozenset({link("r", "k"), link("r", "a")})
    found = away(Network("Maya", (ROSA, KOFI, ALEX), ties), ["r"])
    assert found.before == Counts(people=3, paid=1, pairs=2, groups=1, covered=3)
    assert found.after == Counts(people=2, paid=1, pairs=0, groups=2, covered=2)


def test_the_stand_in_steps_in_and_a_role_without_one_has_nobody():
    roles = (
        Role("x", "advocate", held_by=frozenset("r"), stand_ins=frozenset("ka")),
        Role("y", "convenor", held_by=frozenset("r")),
        Role("z", "connector", held_by=frozenset("rk"), stand_ins=frozenset("a")),
        Role("w", "story_keeper"),
    )
    network = Network("Maya", (ROSA, KOFI, ALEX), roles=roles)
    found = away(network, ["r"])
    assert (found.nobody_holds, found.steps_in) == (("y",), (("x", ("a", "k")),))
    both = away(network, ["r", "k"])
    assert (both.nobody_holds, both.steps_in) == (("y",), (("x", ("a",)), ("z", ("a",))))


def test_somebody_who_has_died_holds_no_role():
    gone = Person("g", "Gran", kind=Kind.DIED)
    role = Role("x", "advocate", held_by=frozenset("r"), stand_ins=frozenset("g"))
    assert away(Network("Maya", (ROSA, gone), roles=(role,)), ["r"]).nobody_holds == ("x",)


def test_a_household_is_two_or_more_living_people_by_one_word():
    people = (
        Person("r", "Rosa", household="Elm Road"),
        Person("b", "Ben", household=" elm road"),
        Person("c", "Biscuit", kind=Kind.PET, household="Elm Road"),
        Person("k", "Kofi", household="Pier"),
        Person("j", "June"),
    )
    assert dict(households(Network("Maya", people))) == {"Elm Road": ("b", "r")}


def test_all_paid_people_are_those_who_are_paid_now():
    was = Person("w", "Wim", paid=Pay.WAS_PAID)
    network = Network("Maya", (ROSA, KOFI, ALEX, was))
    assert paid_people(network) == ("a",)
    assert away(network, paid_people(network)).stays == ("talk", "advice", "money")


COVER = ("nobody", "only_paid", "only_one", "thin", "covered")


def some(network):
    keys = sorted(person.key for person in network.people)
    return st.lists(st.sampled_from(keys)) if keys else st.just([])


@given(networks(), st.data())
def test_the_more_are_away_the_less_is_covered(network, data):
    few, more = data.draw(some(network)), data.draw(some(network))
    once, all_of_them = away(network, few), away(network, [*few, *more])
    for one, other in zip(once.supports, all_of_them.supports, strict=True):
        assert COVER.index(other.after) <= COVER.index(one.after) <= COVER.index(one.before)
        assert set(other.givers) <= set(one.givers)
    assert set(all_of_them.stays) <= set(once.stays)
    assert set(once.nobody_holds) <= set(all_of_them.nobody_holds)
    assert all_of_them.after.people <= once.after.people
    assert all_of_them.after.pairs <= once.after.pairs


@given(networks(), st.data())
def test_it_never_matters_in_which_order_or_how_often_somebody_is_named(network, data):
    keys = data.draw(some(network))
    turned = replace(
        network,
        people=tuple(data.draw(st.permutations(network.people))),
        roles=tuple(data.draw(st.permutations(network.roles))),
    )
    assert away(turned, [*reversed(keys), *keys]) == away(network, keys)


@given(networks(), st.data())
def test_out_and_in_again_is_the_same_network(network, data):
    keys = set(data.draw(some(network)))
    out = network.without(keys)
    back = replace(
        out,
        people=(*out.people, *(one for one in network.people if one.key in keys)),
        links=out.links | {pair for pair in network.links if keys & set(pair)},
        strengths=network.strengths,
        roles=network.roles,
    )
    assert compare(network, back).items == ()
    assert away(back, keys) == away(network, keys)
    assert measure(back) == measure(network)


@given(networks())
def test_everybody_of_a_household_lives_there(network):
    for word, keys in households(network).items():
        assert len(keys) > 1
        assert {network.person(key).household.strip().casefold() for key in keys} == {
            word.casefold()
        }
