"""Laws that hold of the findings of every network."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from closeknit.core.formats.project import read_json, write_json
from closeknit.core.gaps import RULES, empty_chairs, find_gaps, introductions
from closeknit.core.measures import isolates
from closeknit.core.network import Kind, Network, Pay, Person, Wish, link
from closeknit.core.words import sentence
from tests.core.strategies import networks, people, some_supports

FRIENDS = ("", "friend", "neighbour", "group", "colleague", "other")


@st.composite
def a_friend(draw, network):
    """Unpaid, living, no family, no role, of a home of their own, heard of as often as wanted.

    Their age, circle, times and what they give and get are anything.
    """
    every = draw(st.none() | st.integers(1, 400))
    ago = timedelta(draw(st.integers(0, every or 999)))
    return Person(
        key="friend",
        name=draw(st.sampled_from(("Ana", "Zoe"))),
        circle=draw(st.sampled_from((None, 1, 2, 3, 4))),
        relationship=draw(st.sampled_from(FRIENDS)),
        paid=draw(st.sampled_from((None, Pay.UNPAID, Pay.WAS_PAID))),
        household=draw(st.sampled_from(("", "elsewhere"))),
        gives=draw(some_supports),
        receives=draw(some_supports),
        age=draw(st.none() | st.integers(0, 99)),
        contact_every=every,
        last_contact=network.on - ago if network.on and network.on.year > 10 else None,
        there=draw(st.frozensets(st.sampled_from(("weekdays", "nights")))),
    )


@st.composite
def begun(draw):
    """A network in which at least two know each other, one of them unpaid; nothing is dismissed."""
    network = draw(networks())
    pair = [replace(one, key=f"q{one.key}") for one in draw(people(size=2, kinds=(Kind.PERSON,)))]
    pair[0] = replace(pair[0], paid=Pay.UNPAID)
    return replace(
        network,
        people=(*network.people, *pair),
        links=network.links | {link(*(one.key for one in pair))},
        dismissed=frozenset(),
    )


def keys(network):
    return {finding.key for finding in find_gaps(network)}


def brought(network, wider):
    """Findings that only the friend brought, but those about a support nobody gave before."""
    before = {support for person in network.counted for support in person.gives}
    new = wider.person("friend").gives - before
    about_new = {f"support_only_one:{support}" for support in new}
    if len(new) > 1:
        about_new.add("carries_much:friend")
    return keys(wider) - keys(network) - about_new


@given(begun(), st.data())
def test_an_unpaid_friend_whom_two_know_opens_no_gap(network, data):
    """Two who each know somebody already. What is new about a support is that somebody gives it."""
    joined = sorted({person.key for person in network.counted} - set(isolates(network)))
    known = data.draw(st.lists(st.sampled_from(joined), min_size=2, unique=True))
    friend = data.draw(a_friend(network))
    links = network.links | {link("friend", key) for key in known}
    wider = replace(network, people=(*network.people, friend), links=links)
    assert brought(network, wider) == set()


@given(begun(), st.booleans(), st.data())
def test_an_unpaid_friend_whom_nobody_knows_asks_only_to_be_introduced(network, apart, data):
    network = replace(network, links=frozenset(), strengths={}) if apart else network
    wider = replace(network, people=(*network.people, data.draw(a_friend(network))))
    assert brought(network, wider) <= {"stand_alone", "nobody_knows_anybody"}


@given(begun(), st.data())
def test_an_unpaid_friend_who_gives_what_others_give_brings_nothing_thin(network, data):
    given_already = sorted({each for person in network.counted for each in person.gives})
    gives = data.draw(
        st.frozensets(st.sampled_from(given_already)) if given_already else st.just(())
    )
    friend = replace(data.draw(a_friend(network)), gives=frozenset(gives))
    wider = replace(network, people=(*network.people, friend))
    new = keys(wider) - keys(network)
    assert not [key for key in new if key.startswith(("support_", "carries_", "paid_"))]


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_in_which_anything_was_said_never_matters(network, chance):
    said = {name: list(getattr(network, name)) for name in ("people", "roles", "wishes")}
    for each in said.values():
        chance.shuffle(each)
    mixed = replace(network, **{name: tuple(each) for name, each in said.items()})
    assert find_gaps(mixed) == find_gaps(network)
    assert empty_chairs(mixed) == empty_chairs(network)
    assert introductions(mixed) == introductions(network)


@given(networks())
def test_out_and_in_again_finds_the_same(network):
    assert find_gaps(read_json(write_json(network))) == find_gaps(network)


@given(networks())
@example(Network("Maya", wishes=(Wish("w", "companion"), Wish("v", "role", "advocate"))))
def test_every_finding_has_a_reason_evidence_and_one_step(network):
    living = {person.key for person in network.counted}
    names = {rule.__name__ for rule in RULES}
    for finding in find_gaps(network):
        assert finding.rule in names
        assert finding.key.split(":")[0] == finding.rule
        assert finding.people or finding.numbers
        assert all(sentence(finding, network))
        assert set(finding.people) | set(finding.step.people) <= living


@given(networks())
def test_what_is_dismissed_is_not_listed_and_nothing_else_is_missing(network):
    found = keys(replace(network, dismissed=frozenset()))
    for key in found:
        quiet = replace(network, dismissed=frozenset({key}))
        assert keys(quiet) == found - {key}
        assert [one.key for one in find_gaps(quiet, dismissed=True)] == [key]


@given(networks())
def test_somebody_with_nobody_hears_one_thing_only(network):
    alone = replace(network.without(one.key for one in network.counted), dismissed=frozenset())
    assert keys(alone) == {"nobody_yet"}


@given(networks())
def test_what_matters_more_comes_first_and_nothing_is_told_twice(network):
    found = find_gaps(network)
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert len({one.key for one in found}) == len(found)
