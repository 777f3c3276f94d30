"""What is assumed of the years ahead."""

from dataclasses import fields, replace

import pytest

from closeknit.core.network import RELATIONSHIPS, Pay, Person
from closeknit.core.outlook import CENTRAL, HIGH, LOW, Bond, bond


def test_a_chance_is_never_smaller_when_more_ties_end():
    for each in fields(LOW):
        if each.name not in ("name", "settled"):
            low, central, high = (getattr(one, each.name) for one in (LOW, CENTRAL, HIGH))
            assert low <= central <= high, each.name


@pytest.mark.parametrize(
    ("person", "is_a"),
    [
        (Person("a", "A", relationship="parent", circle=4), Bond.CLOSE_KIN),
        (Person("a", "A", relationship="parent", paid=Pay.PAID), Bond.CLOSE_KIN),
        (Person("a", "A", relationship="partner"), Bond.PARTNER),
        (Person("a", "A", relationship="cousin", circle=1), Bond.OTHER_KIN),
        (Person("a", "A", relationship="friend", circle=2), Bond.CLOSE_FRIEND),
        (Person("a", "A", relationship="friend", circle=3), Bond.FRIEND),
        (Person("a", "A", relationship="friend"), Bond.FRIEND),
        (Person("a", "A", relationship="friend", paid=Pay.PAID, circle=1), Bond.WORKER),
        (Person("a", "A", relationship="neighbour", circle=3), Bond.NEIGHBOUR),
        (Person("a", "A", relationship="faith", circle=1), Bond.CLOSE_FRIEND),
        (Person("a", "A", relationship="classmate", circle=4), Bond.COLLEAGUE),
        (Person("a", "A", relationship="support_worker", circle=1), Bond.WORKER),
        (Person("a", "A", relationship="support_worker", circle=1, paid=Pay.WAS_PAID),
         Bond.CLOSE_FRIEND),
        (Person("a", "A", relationship="teacher", circle=3, paid=Pay.UNPAID), Bond.FRIEND),
        (Person("a", "A"), Bond.FRIEND),
    ],
)  # fmt: skip
def test_everyone_belongs_to_one_row_of_the_table(person, is_a):
    assert bond(person) is is_a


def test_every_relationship_has_a_bond():
    for key in RELATIONSHIPS:
        assert bond(Person("a", "A", relationship=key)) in Bond


def test_a_friend_of_long_standing_goes_less_often_than_a_new_one():
    friend = Person("a", "A", relationship="friend", circle=2)
    chances = [CENTRAL.ends(friend, years) for years in (0, 1, 2, 7, 15, 60)]
    assert chances == pytest.approx([0.105, 0.105, 0.07, 0.0525, 0.035, 0.035])
    assert CENTRAL.ends(friend, None) == 0.07


def test_family_is_family_however_long_it_is_known():
    for relationship in ("sibling", "cousin"):
        kin = Person("a", "A", relationship=relationship)
        assert CENTRAL.ends(kin, 0) == CENTRAL.ends(kin, 40) == CENTRAL.ends(kin, None)


def test_a_factor_never_makes_a_chance_of_more_than_one():
    worker = Person("a", "A", paid=Pay.PAID)
    assert replace(CENTRAL, worker=0.9).ends(worker, 0) == 1


def test_without_steps_it_does_not_matter_how_long_somebody_is_known():
    friend = Person("a", "A")
    assert replace(CENTRAL, settled=()).ends(friend, 0) == CENTRAL.friend
    assert replace(CENTRAL, settled=((5, 0.5),)).ends(friend, 1) == CENTRAL.friend


@pytest.mark.parametrize(
    "wrong",
    [{"worker": 1.2}, {"stop": -0.1}, {"together": float("nan")}, {"newcomers": -1},
     {"newcomers": 1e9}, {"settled": ((0, -1.0),)}],
)  # fmt: skip
def test_a_chance_that_is_none_is_an_error_in_words(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(CENTRAL, **wrong)
