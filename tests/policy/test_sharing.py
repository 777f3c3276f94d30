"""Choosing who sees a thing: what holds whoever asks, and whatever they ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from closeknit.policy import TABLE, Actor, Facts, Level, Role, Verb, may
from closeknit.policy.sharing import (
    Audience,
    Turn,
    Yes,
    can_be_shared,
    hidden_from_others,
    may_hide,
    needed,
    own_words,
    sharing,
)

KEYS = ["maya", "rosa", "kofi", "tanya", "p-rosa", "p-kofi", "p-tanya", "p-june"]
MAYA = Actor("maya", "net", Role.PERSON)
ROSA = Actor("rosa", "net", Role.STEWARD, "p-rosa")
INES = Actor("ines", "net", Role.STEWARD, "p-ines")
KOFI = Actor("kofi", "net", Role.MEMBER, "p-kofi")
TANYA = Actor("tanya", "net", Role.MEMBER, "p-tanya", paid=True)
LENA = Actor("lena", "other", Role.PERSON)

keys = st.frozensets(st.sampled_from(KEYS), max_size=3)
audiences = st.builds(Audience, st.sampled_from(Level), keys, keys)
rows = st.builds(
    Facts,
    resource=st.sampled_from(sorted(TABLE)),
    network=st.just("net"),
    author=st.sampled_from(["maya", "rosa", "kofi", "tanya", ""]),
    level=st.sampled_from(Level),
    about=st.sampled_from(["", "p-rosa", "p-kofi", "p-june"]),
    member=st.booleans(),
    let_in=keys,
    kept_out=keys,
    consented=st.booleans(),
    child=st.booleans(),
)
actors = st.builds(
    Actor,
    account=st.sampled_from(["maya", "rosa", "kofi", "tanya", "lena"]),
    network=st.sampled_from(["net", "other"]),
    role=st.sampled_from(
        [Role.PERSON, Role.STEWARD, Role.FACILITATOR, Role.MEMBER, Role.GUEST, Role.STRANGER]
    ),
    person=st.sampled_from(["", "p-rosa", "p-kofi", "p-tanya", "p-june"]),
    paid=st.booleans(),
    opened=st.booleans(),
)
shared = pytest.mark.parametrize("resource", [r for r in TABLE if can_be_shared(r)])


@given(actor=actors, row=rows, wanted=audiences, anybody=actors)
def test_what_is_done_at_once_by_narrowing_lets_nobody_new_in(actor, row, wanted, anybody):
    found = sharing(actor, row, wanted)
    if found.allowed and found.turn is not Turn.WIDER and may(anybody, Verb.READ, wanted.on(row)):
        assert may(anybody, Verb.READ, row)


@given(actor=actors, row=rows, wanted=audiences, anybody=actors)
def test_whoever_is_let_in_anew_was_let_in_by_everybody_it_concerns(actor, row, wanted, anybody):
    """Either the yes was theirs who asked, or it is waited for."""
    found = sharing(actor, row, wanted)
    if not found.now:
        return
    if may(anybody, Verb.READ, wanted.on(row)) and not may(anybody, Verb.READ, row):
        concerned = {Yes.PERSON: actor.role is Role.PERSON, Yes.AUTHOR: actor.account == row.author}
        concerned[Yes.IN_IT] = actor.person == row.about
        assert all(concerned[yes] for yes in needed(row))


@given(actor=actors, row=rows, wanted=audiences)
def test_nobody_s_own_words_are_opened_without_them(actor, row, wanted):
    found = sharing(actor, row, wanted)
    if found.now and found.turn is Turn.WIDER and own_words(row.resource):
        assert actor.account == row.author


@given(actor=actors, row=rows, wanted=audiences)
def test_what_is_fixed_in_the_table_never_changes(actor, row, wanted):
    if TABLE[row.resource].fixed:
        assert not sharing(actor, row, wanted).allowed


@given(actor=actors, row=rows, wanted=audiences)
def test_whoever_cannot_read_it_has_no_say(actor, row, wanted):
    if not may(actor, Verb.READ, row):
        assert not sharing(actor, row, wanted).allowed


@given(actor=actors, row=rows, wanted=audiences)
@example(actor=ROSA, row=Facts("moment", "net", "rosa", Level.NETWORK),
         wanted=Audience(Level.ONLY_ME))  # fmt: skip
def test_only_its_author_can_hide_a_thing_from_the_person(actor, row, wanted):
    found = sharing(actor, row, wanted)
    maya = replace(MAYA, account="somebody")
    if found.allowed and may(maya, Verb.READ, row) and not may(maya, Verb.READ, wanted.on(row)):
        assert wanted.level is Level.ONLY_ME
        assert actor.account == row.author


@given(actor=actors, row=rows, wanted=audiences)
def test_nobody_takes_a_thing_from_its_author(actor, row, wanted):
    author = replace(KOFI, account=row.author)
    if row.author and sharing(actor, row, wanted).allowed and may(author, Verb.READ, row):
        assert may(author, Verb.READ, wanted.on(row))


@given(actor=actors, row=rows, wanted=audiences)
def test_a_row_is_never_put_before_a_workshop(actor, row, wanted):
    assert not sharing(actor, row, replace(wanted, level=Level.WORKSHOP)).allowed


@given(actor=actors, row=rows, wanted=audiences)
def test_what_was_narrowed_takes_a_yes_to_be_opened_again(actor, row, wanted):
    """The way back from a narrowing is a widening, for everybody: the narrower wins till then."""
    found = sharing(actor, row, wanted)
    if found.turn is Turn.NARROWER and found.allowed:
        back = sharing(actor, wanted.on(row), Audience.of(row))
        assert not back.allowed or back.turn is Turn.WIDER


@shared
def test_two_stewards_disagree_and_the_narrower_holds_until_maya_decides(resource):
    if own_words(resource) or not may(ROSA, Verb.CHANGE, Facts(resource, "net", "maya")):
        return
    row = Facts(resource, "net", "ines", Level.STEWARDS)
    assert sharing(ROSA, row, Audience(Level.PERSON)).now or resource == "proposal"
    narrowed = replace(row, level=Level.PERSON)
    again = sharing(INES, narrowed, Audience(Level.STEWARDS))
    assert again.needs == {Yes.PERSON}
    assert sharing(MAYA, narrowed, Audience(Level.STEWARDS)).now


def test_facts_of_the_map_are_opened_by_maya_alone():
    row = Facts("wish", "net", "rosa", Level.STEWARDS)
    wider = Audience(Level.CHOSEN, frozenset({"p-kofi"}))
    assert sharing(MAYA, row, Audience(Level.NETWORK)).now
    assert sharing(ROSA, row, Audience(Level.NETWORK)).needs == {Yes.PERSON}
    assert sharing(MAYA, row, wider).allowed


@pytest.mark.parametrize("resource", ["contact", "portrait", "remark"])
def test_how_to_reach_kofi_is_not_opened_without_him(resource):
    row = Facts(resource, "net", "rosa", Level.STEWARDS, "p-kofi")
    assert sharing(MAYA, row, Audience(Level.NETWORK)).needs == {Yes.IN_IT}
    assert sharing(ROSA, row, Audience(Level.NETWORK)).needs == {Yes.IN_IT, Yes.PERSON}
    assert sharing(MAYA, row, Audience(Level.PERSON)).now


def test_maya_does_not_open_what_kofi_wrote_without_him():
    row = Facts("moment", "net", "kofi", Level.STEWARDS)
    found = sharing(MAYA, row, Audience(Level.NETWORK))
    assert found.allowed
    assert not found.now
    assert found.needs == {Yes.AUTHOR}


def test_words_of_somebody_who_has_left_are_opened_by_nobody():
    row = Facts("moment", "net", "", Level.STEWARDS)
    assert not sharing(MAYA, row, Audience(Level.NETWORK)).allowed
    assert sharing(MAYA, row, Audience(Level.PERSON)).now


def test_kofi_hides_what_was_told_about_him_but_opens_nothing():
    row = Facts("moment", "net", "rosa", Level.NETWORK, about="p-kofi")
    assert may_hide(KOFI, row)
    assert not sharing(KOFI, replace(row, level=Level.UNPAID), Audience(Level.NETWORK)).allowed
    hidden = hidden_from_others(row).on(row)
    assert may(MAYA, Verb.READ, hidden)
    assert may(ROSA, Verb.READ, hidden)
    assert not may(INES, Verb.READ, hidden)


def test_somebody_it_is_not_about_hides_nothing():
    row = Facts("moment", "net", "rosa", Level.NETWORK, about="p-kofi")
    assert not may_hide(TANYA, row)
    assert not may_hide(LENA, row)


def test_whoever_is_paid_keeps_nothing_from_maya():
    row = Facts("moment", "net", "tanya", Level.STEWARDS)
    assert not sharing(TANYA, row, Audience(Level.ONLY_ME)).allowed
    assert sharing(TANYA, row, Audience(Level.PERSON)).now


def test_leaving_somebody_out_is_done_at_once_and_letting_them_in_again_is_not():
    row = Facts("moment", "net", "rosa", Level.NETWORK)
    without = Audience(Level.NETWORK, frozenset(), frozenset({"p-kofi"}))
    assert sharing(ROSA, row, without).now
    again = sharing(ROSA, without.on(row), Audience.of(row))
    assert again.turn is Turn.WIDER
    assert again.needs == {Yes.PERSON}


def test_saying_the_same_again_changes_nothing():
    row = Facts("moment", "net", "rosa", Level.NETWORK)
    assert sharing(ROSA, row, Audience.of(row)).turn is Turn.SAME
