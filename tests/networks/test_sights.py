"""What somebody can see, in words: as the policy has it, for every part of a network."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from closeknit.networks.models import Contact, Link, Note, Person, Wish
from closeknit.networks.sights import SIGHTS, How, as_if, what_they_can_see
from closeknit.policy import TABLE, Role
from tests.cast import Cast, assemble, introduce, place

pytestmark = pytest.mark.django_db


def told(cast: Cast, who: str) -> str:
    return " ".join(what_they_can_see(cast.network, cast.actors[who]))


def test_kofi_sees_himself_and_who_takes_part():
    lines = what_they_can_see(assemble().network, Role.MEMBER)
    assert lines[0] == "Your own entry: name, face, how to be reached."
    assert "Names and faces of those who take part." in lines
    assert lines[-1].startswith("Not: names of everybody else on the map, how to reach others")
    assert "how close people are" in lines[-1]


def test_a_new_member_sees_no_more_than_their_own_part():
    cast = assemble()
    lines = what_they_can_see(cast.network, replace(cast.kofi, opened=False))
    assert lines[0].startswith("Your own entry")
    assert lines[1].startswith("Not yet, but once it is opened: ")
    assert "names and faces of those who take part" in lines[1]


def test_whoever_is_paid_is_told_that_names_are_opened_to_them_one_by_one():
    assert "Only what somebody opens to you: names and faces" in told(assemble(), "tanya")


def test_a_steward_sees_the_map_but_no_private_note():
    said = told(assemble(), "rosa")
    assert "How close people are and what they do for each other." in said
    assert "Only what somebody opens to you: what others mean to do." in said
    assert "Not: private notes of others." in said


def test_it_can_be_said_about_somebody_as_well():
    lines = what_they_can_see(assemble().network, Role.MEMBER, to_them=False)
    assert lines[0].startswith("Their own entry")
    assert any(line.startswith("Only what somebody opens to them: ") for line in lines)


def test_whoever_has_no_place_on_the_map_has_no_entry():
    cast = assemble()
    lines = what_they_can_see(cast.network, replace(cast.rosa, person=""))
    assert not any("own entry" in line for line in lines)


def test_members_are_told_of_whom_to_call_once_maya_shows_it_to_them():
    cast, words = assemble(), "hom to call if something happens, with numbers"
    assert words not in told(cast, "kofi")
    cast.network.revise(cast.maya, cast.network.version, calls_shown_at=timezone.now())
    assert f"W{words}." in told(cast, "kofi")
    assert words not in told(cast, "tanya")
    new = what_they_can_see(cast.network, replace(cast.kofi, opened=False))
    assert f"w{words}" in new[1]


def test_a_stranger_finds_nothing():
    cast = assemble()
    assert what_they_can_see(cast.network, Role.STRANGER) == [
        "Not: " + ", ".join(str(s.words) for s in SIGHTS if not s.member) + "."
    ]


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_the_sentences_hold_for_the_rows_there_are(who):
    """What is told as seen is found in the lists, and what is told as not seen is not."""
    cast = assemble()
    place(cast, "june", circle=2)
    introduce(cast, "june", "rosa")
    june = cast.people["june"]
    Contact.make(cast.maya, person=june, how="phone", value="0123")
    Wish.make(cast.maya, kind="companion", words="A friend")
    Note.make(cast.maya, person=june, text="Secret")
    models = {m.resource: m for m in (Person, Contact, Link, Wish)}
    for sight in SIGHTS:
        for resource in set(sight.resources) & set(models):
            if not sight.member:
                rows = models[resource].visible_to(cast.actors[who])
                rows = rows.filter(pk=june.pk) if resource == "person" else rows
                assert rows.exists() is (sight.how(cast.actors[who]) is How.USUAL)


def test_every_kind_of_thing_is_in_the_table():
    assert {resource for sight in SIGHTS for resource in sight.resources} <= set(TABLE)


def test_somebody_who_does_not_take_part_yet_is_seen_as_they_would_be():
    network = assemble().network
    paid = what_they_can_see(network, as_if(network, Role.MEMBER, paid=True))
    assert paid != what_they_can_see(network, as_if(network, Role.MEMBER))
