"""The decision, over plain facts: who may, and who finds nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.policy import (
    TABLE,
    Actor,
    Denied,
    Facts,
    Level,
    Role,
    Verb,
    grants,
    may,
    may_for,
    must,
)
from closeknit.policy.decide import level_of

MAYA = Actor("maya", "net", Role.PERSON)
ROSA = Actor("rosa", "net", Role.STEWARD, "p-rosa")
KOFI = Actor("kofi", "net", Role.MEMBER, "p-kofi")
TANYA = Actor("tanya", "net", Role.MEMBER, "p-tanya", paid=True)
STRANGER = Actor("ada", "", Role.STRANGER)
CAST = (MAYA, ROSA, KOFI, TANYA, STRANGER)

actors = st.builds(
    Actor,
    account=st.sampled_from(["maya", "rosa", "kofi"]),
    network=st.sampled_from(["net", "other", ""]),
    role=st.sampled_from(Role),
    person=st.sampled_from(["", "p-rosa", "p-kofi"]),
    paid=st.booleans(),
)
facts = st.builds(
    Facts,
    resource=st.sampled_from([*TABLE, "unheard-of"]),
    network=st.sampled_from(["net", "other"]),
    author=st.sampled_from(["maya", "rosa", "kofi", ""]),
    level=st.sampled_from(Level),
    about=st.sampled_from(["", "p-rosa", "p-kofi"]),
    member=st.booleans(),
)


def fact(resource: str, **more: object) -> Facts:
    row = TABLE[resource]
    return Facts(**({"resource": resource, "network": "net", "level": row.level} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("resource", TABLE)
@pytest.mark.parametrize("verb", Verb)
def test_a_stranger_may_do_nothing(resource, verb):
    assert not may(STRANGER, verb, fact(resource, member=True))


@given(actor=actors, verb=st.sampled_from(Verb), row=facts)
def test_nobody_reaches_into_another_network(actor, verb, row):
    if actor.network != row.network:
        assert not may(actor, verb, row)


@given(actor=actors, verb=st.sampled_from(Verb), row=facts)
def test_what_only_the_author_sees_stays_so(actor, verb, row):
    if row.level is Level.ONLY_ME and row.author != actor.account:
        assert not may(actor, verb, row)


def test_a_steward_does_not_read_what_maya_told_nobody_about_her():
    about_rosa = {"author": "maya", "about": "p-rosa"}
    for level in (Level.ONLY_ME, Level.PERSON):
        assert not may(ROSA, Verb.READ, fact("moment", level=level, **about_rosa))
    assert may(ROSA, Verb.READ, fact("moment", level=Level.STEWARDS, **about_rosa))


@given(actor=actors, verb=st.sampled_from(Verb), row=facts)
def test_an_unknown_kind_of_row_is_a_no(actor, verb, row):
    if row.resource not in TABLE:
        assert not may(actor, verb, row)


@pytest.mark.parametrize("resource", ["tie", "link", "wish", "finding", "contact"])
def test_a_member_never_learns_how_close_others_are(resource):
    assert not may(KOFI, Verb.READ, fact(resource, level=Level.NETWORK))


def test_a_member_reads_the_names_of_those_who_take_part_and_of_nobody_else():
    assert may(KOFI, Verb.READ, fact("person", about="p-rosa", member=True))
    assert not may(KOFI, Verb.READ, fact("person", about="p-june", member=False))


def test_a_member_reads_and_corrects_their_own_name():
    assert may(KOFI, Verb.CHANGE, fact("person", about="p-kofi"))
    assert not may(KOFI, Verb.CHANGE, fact("person", about="p-rosa", member=True))


def test_a_paid_member_does_not_see_what_is_for_unpaid_members():
    assert not may(TANYA, Verb.READ, fact("person", about="p-rosa", member=True))
    assert may(TANYA, Verb.READ, fact("person", about="p-rosa", member=True, level=Level.NETWORK))


def test_a_steward_reads_no_private_note_of_the_person():
    assert not may(ROSA, Verb.READ, fact("note", author="maya"))
    assert may(MAYA, Verb.READ, fact("note", author="maya"))


def test_only_the_person_opens_a_thing_to_more_people():
    assert grants(MAYA, Verb.SHARE, "moment") == {""}
    assert grants(ROSA, Verb.SHARE, "moment") == {"o"}  # their own, and it waits for her yes
    assert grants(ROSA, Verb.SHARE, "tie") == set()


def test_refused_is_an_error_that_says_nothing():
    with pytest.raises(Denied) as refused:
        must(STRANGER, Verb.READ, fact("person"))
    assert str(refused.value) == "person"


@settings(max_examples=1000)
@given(actor=actors, other=actors, verb=st.sampled_from(Verb), row=facts)
def test_in_the_name_of_another_only_what_both_may(actor, other, verb, row):
    allowed = may_for(actor, other, verb, row)
    assert allowed == (may(actor, verb, row) and may(other, verb, row))
    # Some rows the person always reads, whatever they say of themselves.
    if level_of(row) is Level.ONLY_ME and actor.account != other.account:
        assert not allowed
