"""Who may be one and the same person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.formats.contact import Contact
from closeknit.core.formats.duplicates import (
    Known,
    find_duplicates,
    fold_name,
    fold_phone,
    same_first_name,
)

from .cards import contacts


def contact(name, *, email="", phone="", given=""):
    emails, phones = tuple(filter(None, [email])), tuple(filter(None, [phone]))
    return Contact(name, 1, emails=emails, phones=phones, given=given)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inés Reyes", "ines reyes"),
        ("Reyes, Inés", "Inés Reyes"),
        ("Dr. Osei", "Osei"),
        ("Søren Weiß", "soren WEISS"),
        ("O'Neil Sam", "Sam O’Neil"),
    ],
)
def test_names_that_are_the_same(one, other):
    assert fold_name(one) == fold_name(other)


def test_names_that_are_not():
    assert fold_name("Ana Reyes") != fold_name("Anna Reyes")
    assert fold_name("Мая") not in ("", fold_name("Яма Я"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+49 170 1234567", "0170/1234567"),
        ("+1 (416) 555-0100", "416.555.0100"),
        ("0044 7700 900123", "07700 900123 x12"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ],
)
def test_numbers_that_are_the_same(one, other):
    assert fold_phone(one) == fold_phone(other)


def test_short_numbers_say_nothing():
    assert fold_phone("112") == ""
    assert find_duplicates([contact("Rosa", phone="112"), contact("June", phone="112")]) == ()


def test_sharing_an_address_a_number_or_a_name():
    people = [
        contact("Rosa Reyes", email="rosa@example.org"),
        contact("Mum", email="ROSA@example.org", phone="416 555 0100"),
        contact("Casa", phone="+1 416 555 0100"),
        contact("June"),
        contact("june"),
        contact("Sam"),
    ]
    found = find_duplicates(people)
    assert [(alike.contacts, sorted(alike.why)) for alike in found] == [
        ((0, 1, 2), ["email", "phone"]),
        ((3, 4), ["name"]),
    ]


def test_somebody_already_here():
    found = find_duplicates(
        [contact("Rosa Reyes")], [Known("k1", "rosa reyes"), Known("k2", "June")]
    )
    assert [(alike.contacts, alike.known) for alike in found] == [((0,), ("k1",))]


def test_people_already_here_are_not_told_about_each_other():
    assert find_duplicates([contact("Sam")], [Known("a", "June"), Known("b", "June")]) == ()


def test_the_number_of_an_office_joins_nobody():
    office = [contact(f"Person {n}", phone="416 555 0100") for n in range(6)]
    assert find_duplicates(office) == ()
    assert len(find_duplicates(office[:5])) == 1


def test_a_first_name_alone_is_a_fainter_hint():
    people = [contact("Rosa Reyes", given="Rosa"), contact("Rosa"), contact("June Okafor")]
    assert same_first_name(people, [Known("k", "rosa"), Known("j", "June O")]) == {0: ("k",)}
    assert find_duplicates(people[:1], [Known("k", "rosa")]) == ()


@given(st.lists(contacts(), max_size=12))
def test_nobody_stands_in_two_groups(people):
    placed = [place for alike in find_duplicates(people) for place in alike.contacts]
    assert len(placed) == len(set(placed))
    assert all(alike.why and len(alike.contacts) > 1 for alike in find_duplicates(people))


@given(st.lists(contacts(), min_size=1, max_size=6))
def test_everyone_is_their_own_double(people):
    known = [Known(str(at), one.name, one.emails, one.phones) for at, one in enumerate(people)]
    found = {place for alike in find_duplicates(people, known) for place in alike.contacts}
    assert {at for at, one in enumerate(people) if fold_name(one.name)} <= found
