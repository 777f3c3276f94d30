"""Two snapshots of one network compared."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.change import KINDS, compare
from closeknit.core.change_words import COUNT_NAMES, item_words, sentences
from closeknit.core.counts import Counts, count
from closeknit.core.gaps import met_by
from closeknit.core.network import Kind, Network, Pay, Person, Role, Wish, link
from tests.core.strategies import networks

OPPOSITE = {
    "died": "lives",
    "gone": "new",
    "no_longer_paid": "now_paid",
    "further": "closer",
    "wish_open": "wish_met",
    "gives_ended": "gives_begun",
    "receives_ended": "receives_begun",
    "role_given_back": "role_given",
    "stand_in_gone": "stand_in",
    "link_gone": "link_new",
    "wish_gone": "wish_new",
    "relationship": "relationship",
}
OPPOSITE |= {other: kind for kind, other in OPPOSITE.items()}

ROSA = Person("r", "Rosa", circle=1, relationship="parent", gives=frozenset({"talk", "money"}))
KOFI = Person("k", "Kofi", circle=3, paid=Pay.UNPAID)
TANYA = Person("t", "Tanya", circle=4, paid=Pay.PAID, relationship="support_worker")


def maya(*people, **more):
    return Network("Maya", people, **more)


def told(before, after):
    return sentences(compare(before, after))


def kinds(before, after):
    return [item.kind for item in compare(before, after).items]


def test_every_kind_has_its_opposite():
    assert set(OPPOSITE) == set(KINDS)


def test_every_number_has_a_name():
    assert tuple(COUNT_NAMES) == tuple(each.name for each in fields(Counts))


def test_a_key_that_is_nobodys_is_an_error_in_words():
    change = compare(maya(ROSA), maya(ROSA))
    for ask in (change.person, change.wish, change.role):
        with pytest.raises(LookupError, match="has the key 'x'"):
            ask("x")


def test_somebody_new_is_told_with_what_they_give_and_whom_they_know():
    dee = Person("d", "Dee", circle=2, gives=frozenset({"fun", "talk"}))
    after = maya(ROSA, dee, links=frozenset({link("r", "d")}))
    assert told(maya(ROSA), after)[0] == (
        "Dee is new: friends. Dee gives someone to talk to and fun and company, and knows Rosa."
    )


def test_somebody_gone_is_told_with_what_they_gave():
    assert told(maya(ROSA, KOFI), maya(KOFI))[0] == (
        "Rosa is gone. Rosa gave someone to talk to and looking after money."
    )


def test_closer_and_further_say_both_circles():
    nearer, farther = replace(KOFI, circle=2), replace(ROSA, circle=2)
    assert told(maya(ROSA, KOFI), maya(farther, nearer)) == (
        "Kofi is closer: friends, before that doing things together.",
        "Rosa is further away: friends, before that closest.",
    )


def test_what_nobody_had_said_is_no_change():
    unsaid = Person("k", "Kofi")
    assert kinds(maya(unsaid), maya(replace(KOFI, relationship="friend"))) == []


def test_somebody_who_was_paid_and_is_a_friend_now():
    friend = replace(TANYA, circle=2, paid=Pay.WAS_PAID, relationship="friend")
    assert told(maya(TANYA), maya(friend)) == (
        "Tanya is not paid any more, and still here.",
        "Tanya is closer: friends, before that from services.",
        "Tanya is known in another way: friend, before that support worker.",
        "Here because they care: 1, before that 0.",
        "Paid to be here: 0, before that 1.",
    )


def test_was_paid_once_and_unpaid_are_the_same_now():
    assert kinds(maya(KOFI), maya(replace(KOFI, paid=Pay.WAS_PAID))) == []


def test_supports_begin_and_end_both_ways():
    other = replace(ROSA, gives=frozenset({"talk", "fun"}), receives=frozenset({"practical"}))
    assert told(maya(ROSA), maya(other)) == (
        "Rosa no longer gives looking after money.",
        "Rosa gives more: fun and company.",
        "Maya gives Rosa more: practical help.",
    )


def test_somebody_who_died_is_told_so_and_nothing_else_of_them():
    dead = replace(ROSA, kind=Kind.DIED, circle=2, gives=frozenset())
    found = told(maya(ROSA), maya(dead))
    assert found[0] == (
        "Rosa has died, and still belongs. Rosa gave someone to talk to and looking after money."
    )
    assert found[1:] == (
        "People: 0, before that 1.",
        "Groups that have not met: 0, before that 1.",
        "Kinds of support that somebody gives: 0, before that 2.",
    )


def test_roles_are_given_given_back_and_stood_in_for():
    was = Role("x", "advocate", held_by=frozenset("r"), since=date(2019, 1, 1))
    now = Role("x", "advocate", held_by=frozenset("k"), stand_ins=frozenset("r"))
    assert told(maya(ROSA, KOFI, roles=(was,)), maya(ROSA, KOFI, roles=(now,))) == (
        "Rosa gave back a role: advocate.",
        "Kofi took on a role: advocate.",
        "Rosa steps in for a role: advocate.",
    )


def test_links_are_told_of_those_who_are_there_on_both_days():
    both = frozenset({link("r", "k")})
    assert told(maya(ROSA, KOFI), maya(ROSA, KOFI, links=both)) == (
        "Kofi and Rosa know each other now.",
        "Pairs who know each other: 1, before that 0.",
        "Groups that have not met: 1, before that 2.",
    )


def test_a_wish_is_met_once_somebody_gives_it_and_waits_when_they_stop():
    wish = Wish("w", "support", "fun")
    giving = replace(KOFI, gives=frozenset({"fun"}))
    empty, met = maya(KOFI, wishes=(wish,)), maya(giving, wishes=(wish,))
    assert told(empty, met)[0] == "A wish is met: fun and company. Kofi meets it."
    assert told(met, empty)[0] == "A wish waits again: fun and company. Kofi met it before."


def test_a_new_wish_is_told_in_its_own_words():
    wish = Wish("w", "companion", words="A friend my own age")
    assert told(maya(), maya(wishes=(wish,))) == ("A new wish: A friend my own age.",)


def test_people_come_before_pets_and_the_closest_first():
    cat, dee = Person("c", "Biscuit", kind=Kind.PET, circle=1), Person("d", "Dee", circle=2)
    new = [item.people[0] for item in compare(maya(), maya(cat, dee, TANYA, ROSA)).items]
    assert new == ["r", "d", "t", "c"]


def test_what_matters_most_comes_first():
    before = maya(ROSA, KOFI, Person("g", "Gran"), Person("s", "Sam"))
    gran = Person("g", "Gran", kind=Kind.DIED)
    after = maya(replace(ROSA, receives=frozenset({"fun"})), gran, replace(KOFI, circle=2), TANYA)
    assert kinds(before, after) == ["died", "gone", "new", "closer", "receives_begun"]


@given(networks())
def test_nothing_changed_between_a_day_and_itself(network):
    assert compare(network, network).items == ()
    assert sentences(compare(network, network)) == ()


@given(networks(), networks())
def test_turned_round_everything_is_its_opposite(a, b):
    there, back = compare(a, b), compare(b, a)
    turned = {replace(item, kind=OPPOSITE[item.kind]) for item in there.items}
    assert turned == set(back.items)
    assert len(there.items) == len(back.items)
    assert (there.was, there.now) == (back.now, back.was)


@given(networks(), networks(), st.data())
def test_it_never_matters_in_which_order_people_stand(a, b, data):
    def shuffled(network):
        return replace(
            network,
            people=tuple(data.draw(st.permutations(network.people))),
            wishes=tuple(data.draw(st.permutations(network.wishes))),
            roles=tuple(data.draw(st.permutations(network.roles))),
        )

    assert compare(shuffled(a), shuffled(b)).items == compare(a, b).items
    assert sentences(compare(shuffled(a), shuffled(b))) == sentences(compare(a, b))


@given(networks(), networks())
def test_no_sentence_is_without_those_it_is_about(a, b):
    change = compare(a, b)
    for item in change.items:
        said = item_words(item, change)
        assert all(change.person(key).name in said for key in (*item.people, *item.knows))
        assert item.people or change.wish(item.about)


def gains(a, b):
    """What is there in b and not in a, told a second time, plainly."""
    here, there = ({p.key: p for p in net.people} for net in (a, b))
    stayed = {key: (here[key], there[key]) for key in here.keys() & there.keys()}
    living = {k: pq for k, pq in stayed.items() if Kind.DIED not in (pq[0].kind, pq[1].kind)}
    yield from (("new", (key,)) for key in there.keys() - here.keys())
    yield from (
        ("died", (key,))
        for key, (p, q) in stayed.items()
        if p.kind is not Kind.DIED and q.kind is Kind.DIED
    )
    for key, (p, q) in living.items():
        if p.circle and q.circle and q.circle < p.circle:
            yield "closer", (key,)
        if p.paid in (Pay.UNPAID, Pay.WAS_PAID) and q.paid is Pay.PAID:
            yield "now_paid", (key,)
        if p.relationship and q.relationship and p.relationship != q.relationship:
            yield "relationship", (key,)
        if q.gives - p.gives:
            yield "gives_begun", (key,)
        if q.receives - p.receives:
            yield "receives_begun", (key,)
    yield from (("link_new", pair) for pair in b.links - a.links if stayed.keys() >= set(pair))


@given(networks(), networks())
def test_nothing_is_invented_and_nothing_left_out(a, b):
    wanted = set(gains(a, b)) | {
        (OPPOSITE[kind], people) for kind, people in gains(b, a) if kind != "relationship"
    }
    apart = ("wish", "role", "stand")
    found = {
        (item.kind, item.people) for item in compare(a, b).items if not item.kind.startswith(apart)
    }
    assert found == wanted


@given(networks(), networks())
def test_wishes_and_roles_are_told_only_with_what_shows_them(a, b):
    change = compare(a, b)
    for item in change.items:
        if item.kind == "wish_met":
            assert item.people == met_by(b, change.wish(item.about)) != ()
        if item.kind == "wish_open":
            assert met_by(b, change.wish(item.about)) == ()
        if item.kind == "role_given":
            assert item.people[0] in change.role(item.about).held_by
        if item.kind == "stand_in":
            assert item.people[0] in change.role(item.about).stand_ins


@given(networks(), networks())
def test_the_counts_are_those_of_each_day(a, b):
    change = compare(a, b)
    assert (change.was, change.now) == (count(a), count(b))
