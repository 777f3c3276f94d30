"""Each rule asks when it should, and stays silent about what nobody has said."""

from dataclasses import replace
from datetime import date

import pytest

from closeknit.core.gaps import RULES, empty_chairs, find_gaps
from closeknit.core.network import Kind, Network, Pay, Person, Role, Wish, link
from closeknit.core.words import sentence

TODAY = date(2026, 5, 31)


def someone(name, **tie):
    gives = frozenset(tie.pop("gives", "").split())
    there = frozenset(tie.pop("there", "").split())
    return Person(name.lower(), name, gives=gives, there=there, **tie)


def network(*people, ties=(), **more):
    return Network("Maya", people, frozenset(link(*tie.split()) for tie in ties), **more)


def found(rule, net):
    return [finding for finding in find_gaps(net) if finding.rule == rule]


def keys(net):
    return {finding.key for finding in find_gaps(net)}


def said(rule, net):
    (finding,) = found(rule, net)
    return sentence(finding, net)


# Supports


def test_help_on_weekdays_that_is_all_paid_is_told_with_whom_to_ask():
    tanya = someone("Tanya", paid=Pay.PAID, gives="practical", there="weekdays evenings")
    june = someone("June", circle=2, gives="practical", there="evenings")
    net = network(tanya, june)
    (finding,) = found("paid_time", net)
    assert (finding.about, finding.people) == ("weekdays", ("tanya",))
    assert (finding.step.kind, finding.step.people) == ("ask_time", ("june",))


def test_a_friend_who_did_not_say_when_they_come_may_be_there_on_weekdays():
    tanya = someone("Tanya", paid=Pay.PAID, gives="practical", there="weekdays")
    assert found("paid_time", network(tanya, someone("June", gives="practical"))) == []
    idle = someone("June")
    assert found("paid_time", network(tanya, idle))


def test_a_support_that_all_givers_let_fade_is_told():
    long_ago = {"contact_every": 30, "last_contact": date(2026, 1, 1), "gives": "fun"}
    dee, sam = someone("Dee", circle=2, **long_ago), someone("Sam", circle=3, **long_ago)
    (finding,) = found("support_only_fading", network(dee, sam, on=TODAY))
    assert finding.step.people == ("dee",)
    lately = replace(sam, last_contact=date(2026, 5, 20))
    assert not found("support_only_fading", network(dee, lately, on=TODAY))
    assert not found("support_only_fading", network(dee, sam))
    assert not found("support_only_fading", network(dee, on=TODAY))  # only one: told by another


def test_a_support_from_one_home_alone_is_told_with_somebody_who_lives_elsewhere():
    rosa = someone("Rosa", gives="talk", household="home", circle=1)
    ines = someone("Ines", gives="talk", household="home", circle=1)
    leo, kofi = someone("Leo", household="home", circle=1), someone("Kofi", circle=2)
    (finding,) = found("support_one_household", network(rosa, ines, leo, kofi))
    assert (finding.step.kind, finding.step.people) == ("ask", ("kofi",))
    assert not found("support_one_household", network(rosa, replace(ines, household="")))
    assert not found("support_one_household", network(rosa, replace(ines, household="away")))


# Roles and wishes


def yes(key, *people, **more):
    return Role(key, more.pop("about", "advocate"), held_by=frozenset(people), **more)


def test_three_roles_for_one_person_are_a_lot_and_two_are_not():
    people = (someone("Rosa", circle=1), someone("Kofi", circle=2))
    roles = tuple(yes(key, "rosa") for key in "abc")
    (finding,) = found("holds_many_roles", network(*people, roles=roles))
    assert dict(finding.numbers) == {"roles": 3}
    assert (finding.step.kind, finding.step.people) == ("stand_in", ("kofi", "rosa"))
    assert not found("holds_many_roles", network(*people, roles=roles[:2]))


def test_whoever_holds_many_roles_is_not_asked_to_stand_in_for_another():
    people = (someone("Rosa", circle=1), someone("Kofi", circle=2))
    roles = (*(yes(key, "rosa") for key in "abc"), yes("d", "kofi"))
    (finding,) = [
        one
        for one in found("role_no_stand_in", network(*people, roles=roles))
        if one.key[-1] == "d"
    ]
    assert finding.step.kind == "meet_people"


def test_a_role_waits_for_somebody_until_somebody_living_says_yes():
    wish = Wish("w", "role", "advocate", weight=2)
    rosa, kofi = someone("Rosa", circle=1), someone("Kofi", circle=2)
    net = network(rosa, kofi, roles=(yes("r1"),), wishes=(wish,))
    (finding,) = found("role_nobody", net)
    assert finding.key == "role_nobody:advocate"
    assert finding.step.kind == "take_role"
    assert sentence(finding, net)[0] == "Advocate: nobody yet."
    held = replace(net, roles=(yes("r1", "kofi"),))
    assert not found("role_nobody", held)
    assert empty_chairs(held) == ()
    died = replace(held, people=(rosa, replace(kofi, kind=Kind.DIED)))
    assert found("role_nobody", died)


def test_a_role_in_own_words_is_told_in_them():
    net = network(someone("Rosa"), roles=(yes("r1", about="tea", words="brings the tea"),))
    assert said("role_nobody", net)[0] == "Brings the tea: nobody yet."


def test_a_role_without_a_stand_in_is_told_until_there_is_one():
    net = network(someone("Rosa", circle=1), someone("Kofi", circle=2), roles=(yes("r1", "rosa"),))
    (finding,) = found("role_no_stand_in", net)
    assert finding.step.people == ("kofi", "rosa")
    stood = replace(net, roles=(yes("r1", "rosa", stand_ins=frozenset({"kofi"})),))
    assert not found("role_no_stand_in", stood)
    gone = replace(net, roles=(yes("r1", "rosa", stand_ins=frozenset({"rosa", "nobody"})),))
    assert found("role_no_stand_in", gone)
    assert not found("role_no_stand_in", replace(net, roles=(yes("r1", "rosa", "kofi"),)))


@pytest.mark.parametrize(
    ("review", "told"),
    [(date(2026, 5, 30), True), (TODAY, False), (date(2026, 6, 1), False), (None, False)],
)
def test_a_role_is_looked_at_again_after_its_day(review, told):
    net = network(someone("Rosa"), roles=(yes("r1", "rosa", review=review),), on=TODAY)
    assert bool(found("role_review_due", net)) is told


def test_a_companion_wished_for_is_told_in_the_persons_words_until_the_chair_is_taken():
    wish = Wish("w", "companion", words="a friend my own age")
    net = network(someone("Rosa"), wishes=(wish,))
    assert said("companion_nobody", net)[0] == "A friend my own age: nobody yet."
    taken = replace(net, wishes=(replace(wish, met_by=frozenset({"rosa"}), keep_open=True),))
    assert not found("companion_nobody", taken)


# Contact


@pytest.mark.parametrize(
    ("tie", "told"),
    [
        ({"contact_every": 7, "last_contact": date(2026, 5, 23)}, True),
        ({"contact_every": 7, "last_contact": date(2026, 5, 24)}, False),
        ({"contact_every": 7}, False),
        ({"last_contact": date(2020, 1, 1)}, False),
        ({"contact_every": 7, "last_contact": date(2026, 6, 9)}, False),
    ],
)
def test_somebody_not_heard_of_for_longer_than_wanted_is_told(tie, told):
    net = network(someone("Dee", **tie), on=TODAY)
    assert bool(found("out_of_touch", net)) is told
    assert not found("out_of_touch", replace(net, on=None))


def test_what_maya_gives_is_asked_for_until_somebody_living_gets_something():
    rosa = someone("Rosa", circle=1)
    assert said("gives_to_nobody", network(rosa))[2] == "Ask Rosa what Maya does for them."
    assert not found("gives_to_nobody", network(replace(rosa, receives=frozenset({"fun"}))))
    pet = Person("b", "Biscuit", kind=Kind.PET, receives=frozenset({"fun"}))
    assert found("gives_to_nobody", network(rosa, pet))


# Who knows whom


def test_those_who_know_only_rosa_are_told_with_whom_else_they_could_meet():
    people = [someone(name, circle=1) for name in ("Rosa", "Ben", "Ines", "Kofi")]
    june = someone("June", circle=2)
    ties = ("rosa ben", "rosa june", "rosa ines", "ines kofi")
    net = network(*people, june, ties=ties)
    (finding,) = found("known_through_one", net)
    assert finding.people == ("rosa", "ben", "june")
    assert finding.step.people == ("ben", "ines")
    assert not found("known_through_one", network(*people, june, ties=(*ties, "ben june")))
    paid = replace(june, paid=Pay.PAID)
    assert not found("known_through_one", network(*people, paid, ties=ties))


def test_somebody_who_stands_alone_is_told_while_others_know_each_other():
    people = tuple(someone(name) for name in ("Rosa", "June", "Kofi"))
    (finding,) = found("stand_alone", network(*people, ties=["rosa june"]))
    assert finding.people == ("kofi",)
    assert finding.step.people[0] == "kofi"
    assert not found("stand_alone", network(*people))
    doctor = (*people[:2], someone("Osei", paid=Pay.PAID))
    assert not found("stand_alone", network(*doctor, ties=["rosa june"]))


# Who is there


def test_nobody_young_is_only_said_when_every_unpaid_age_is_known():
    rosa, june = someone("Rosa", age=56), someone("June", age=70)
    nurse = someone("Priya", paid=Pay.PAID)
    assert found("nobody_under_30", network(rosa, june, nurse))
    assert not found("nobody_under_30", network(rosa, replace(june, age=None), nurse))
    assert not found("nobody_under_30", network(rosa, replace(june, age=29), nurse))
    assert found("nobody_under_30", network(rosa, replace(june, age=30), nurse))
    assert not found("nobody_under_30", network(nurse))


def test_a_circle_is_not_called_empty_while_somebody_has_none_yet():
    assert "circle_empty:2" in keys(network(someone("Rosa", circle=1)))
    assert "circle_empty:2" not in keys(network(someone("Rosa", circle=1), someone("Kofi")))


# All together


def test_what_matters_most_comes_first_in_the_order_the_page_tells_it():
    """One network that gives nearly every rule something to ask."""
    home = {"household": "home", "contact_every": 7, "last_contact": date(2026, 1, 1), "age": 70}
    talks = {"gives": "talk", "there": "evenings", "circle": 1, "relationship": "sibling", **home}
    people = (
        someone("Ana", **talks),
        someone("Bo", **talks),
        someone("Cy", gives="money fun", there="evenings", circle=3, age=50),
        someone("Di", gives="decisions", there="evenings", circle=3, age=40),
        someone("Ed", circle=4, age=60),
        someone("Flo", paid=Pay.PAID, gives="advice", there="nights", circle=4),
        *(someone(name, circle=4, age=60) for name in ("Gus", "Hal", "Ira")),
    )
    ties = ("ana bo", "ana cy", "gus hal")
    wishes = (Wish("w", "support", "emergency"), Wish("v", "companion"), Wish("u", "role", "tea"))
    roles = tuple(yes(f"r{n}", "ana", review=date(2026, 5, 1)) for n in range(3))
    net = network(*people, ties=ties, wishes=wishes, roles=roles, on=TODAY)
    told = list(dict.fromkeys(finding.rule for finding in find_gaps(net)))
    silent = {"nobody_yet", "nobody_knows_anybody"}
    assert told == [rule.__name__ for rule in RULES if rule.__name__ not in silent]
