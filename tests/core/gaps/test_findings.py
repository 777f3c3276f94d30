"""What a look at a network finds, rule by rule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.gaps import empty_chairs, find_gaps, introduction, support_matrix
from closeknit.core.network import Kind, Network, Pay, Person, Wish, link
from closeknit.core.words import sentence
from tests.core.strategies import networks


def someone(name, **tie):
    gives = frozenset(tie.pop("gives", "").split())
    return Person(name.lower(), name, gives=gives, **tie)


def rules(network):
    return [finding.rule for finding in find_gaps(network)]


def keys(network):
    return [finding.key for finding in find_gaps(network)]


def test_somebody_with_nobody_yet_hears_one_gentle_thing():
    wishes = (Wish("w", "support", "money"),)
    pet = (Person("b", "Biscuit", kind=Kind.PET, gives=frozenset({"talk"})),)
    network = Network("Maya", pet, wishes=wishes)
    assert rules(network) == ["nobody_yet"]
    assert sentence(find_gaps(network)[0], network)[0] == "Welcome, Maya."


def test_a_wish_with_nobody_is_a_finding_and_an_empty_chair():
    network = Network("Maya", (someone("Rosa"),), wishes=(Wish("w", "support", "money"),))
    assert "support_nobody:money" in keys(network)
    assert [chair.about for chair in empty_chairs(network)] == ["money"]


def test_a_wish_that_somebody_meets_leaves_no_chair_unless_it_is_kept_open():
    wish = Wish("w", "support", "money")
    network = Network("Maya", (someone("Rosa", gives="money"),), wishes=(wish,))
    assert empty_chairs(network) == ()
    (chair,) = empty_chairs(replace(network, wishes=(replace(wish, keep_open=True),)))
    assert chair.kept_open
    assert chair.met_by == ("rosa",)


def test_a_companion_somebody_found_leaves_no_chair():
    wish = Wish("w", "companion", words="A friend my own age")
    network = Network("Maya", (someone("Kofi"),), wishes=(wish,))
    assert len(empty_chairs(network)) == 1
    met = replace(wish, met_by=frozenset({"kofi"}))
    assert empty_chairs(replace(network, wishes=(met,))) == ()


def test_someone_who_has_died_meets_no_wish():
    person = Person("p", "Pilar", kind=Kind.DIED, gives=frozenset({"money"}))
    network = Network("Maya", (person,), wishes=(Wish("w", "support", "money"),))
    assert len(empty_chairs(network)) == 1


def test_one_person_alone_for_a_support_is_told_with_who_could_stand_beside():
    network = Network("Maya", (someone("Rosa", gives="talk", circle=1), someone("Kofi", circle=2)))
    (finding,) = [each for each in find_gaps(network) if each.rule == "support_only_one"]
    assert finding.people == ("rosa",)
    assert (finding.step.kind, finding.step.people) == ("stand_beside", ("kofi", "rosa"))


def test_only_paid_people_is_told_once_and_not_as_only_one():
    network = Network("Maya", (someone("Tanya", gives="talk", paid=Pay.PAID),))
    assert "support_only_paid" in rules(network)
    assert "support_only_one" not in rules(network)


def test_the_only_one_for_two_things_carries_much():
    network = Network("Maya", (someone("Rosa", gives="talk money"), someone("Kofi", gives="fun")))
    assert "carries_much:rosa" in keys(network)
    assert "carries_much:kofi" not in keys(network)


def test_groups_that_never_met_are_named_with_one_introduction():
    people = tuple(someone(name, circle=2) for name in ("Ana", "Bo", "Cy", "Di"))
    network = Network("Maya", people, frozenset({link("ana", "bo"), link("cy", "di")}))
    (finding,) = [each for each in find_gaps(network) if each.rule == "groups_not_met"]
    assert finding.groups == (("ana", "bo"), ("cy", "di"))
    assert finding.people == ("ana", "cy")


def test_somebody_who_carries_much_is_not_asked_to_introduce():
    people = (
        someone("Rosa", circle=1, gives="talk money"),
        someone("June", circle=2),
        someone("Dee", circle=2),
        someone("Pat", circle=3),
    )
    network = Network("Maya", people, frozenset({link("rosa", "june"), link("dee", "pat")}))
    assert set(introduction(network)) == {"june", "dee"}


def test_a_group_held_together_by_the_dead_has_not_met():
    people = (*(someone(name) for name in "ABCD"), Person("p", "Pilar", kind=Kind.DIED))
    ties = [("a", "b"), ("c", "d"), ("p", "a"), ("p", "c")]
    network = Network("Maya", people, frozenset(link(*tie) for tie in ties))
    assert "groups_not_met" in rules(network)


def test_a_closest_circle_of_family_alone_is_told():
    people = (
        someone("Rosa", circle=1, relationship="parent"),
        someone("Ines", circle=1, relationship="sibling"),
        someone("Kofi", circle=2, relationship="friend"),
    )
    assert "closest_all_family" in rules(Network("Maya", people))
    nearer = (*people[:2], replace(people[2], circle=1))
    assert "closest_all_family" not in rules(Network("Maya", nearer))


def test_nobody_knows_anybody_else():
    network = Network("Maya", tuple(someone(name) for name in "ABC"))
    assert "nobody_knows_anybody" in rules(network)
    tied = replace(network, links=frozenset({link("a", "b")}))
    assert "nobody_knows_anybody" not in rules(tied)


@pytest.mark.parametrize(("circle", "empty"), [(1, "circle_empty:2"), (2, "circle_empty:1")])
def test_an_empty_circle_is_told_when_others_have_people(circle, empty):
    assert empty in keys(Network("Maya", (someone("Rosa", circle=circle),)))


def test_circles_nobody_was_asked_about_are_not_called_empty():
    assert "circle_empty" not in rules(Network("Maya", (someone("Rosa"),)))


def test_a_dismissed_finding_is_left_out_and_can_be_looked_up():
    network = Network("Maya", (someone("Rosa", gives="talk"),))
    quiet = replace(network, dismissed=frozenset({"support_only_one:talk"}))
    assert "support_only_one" not in rules(quiet)
    assert [each.key for each in find_gaps(quiet, dismissed=True)] == ["support_only_one:talk"]


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_people_never_matters(network, chance):
    people = list(network.people)
    chance.shuffle(people)
    mixed = replace(network, people=tuple(people))
    assert find_gaps(mixed) == find_gaps(network)
    assert empty_chairs(mixed) == empty_chairs(network)
    assert support_matrix(mixed) == support_matrix(network)


@given(networks(), st.sampled_from(("talk", "money", "fun")))
def test_an_unpaid_helper_who_takes_up_a_support_opens_no_thin_support(network, support):
    """Whoever gives what others give already, or nobody gives, makes nothing thinner."""
    order = ["nobody", "only_paid", "only_one", "thin", "covered"]
    before = {row.support: order.index(row.state) for row in support_matrix(network).rows}
    helper = Person("new", "New", paid=Pay.UNPAID, gives=frozenset({support}))
    wider = replace(network, people=(*network.people, helper))
    for row in support_matrix(wider).rows:
        if row.support in before:
            assert order.index(row.state) >= before[row.support]


@given(networks())
def test_every_finding_names_the_living_and_has_a_sentence_and_a_step(network):
    living = {person.key for person in network.counted}
    for finding in find_gaps(network):
        assert set(finding.people) | set(finding.step.people) <= living
        assert all(sentence(finding, network))
    found = [finding.key for finding in find_gaps(network)]
    assert len(found) == len(set(found))
