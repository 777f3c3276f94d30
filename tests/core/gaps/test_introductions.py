"""Who could meet: never worse than the best of all ways, tried one by one on small networks."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.gaps import introduction, introductions
from closeknit.core.measures import meeting_groups
from closeknit.core.network import Kind, Network, Pay, Person, link
from closeknit.core.words import introduction_words
from tests.core.laws import tried
from tests.core.scene import maya
from tests.core.strategies import networks


def reachable(network):
    """Pairs of living people who reach each other without the focus person."""
    return sum(len(group) * (len(group) - 1) // 2 for group in meeting_groups(network))


def met(network, pairs):
    return replace(network, links=network.links | {link(*pair) for pair in pairs})


@st.composite
def small(draw):
    """Up to seven people, few of whom know each other, some paid, one perhaps no person."""
    count = draw(st.integers(0, 7))
    people = tuple(
        Person(
            str(i),
            str(i),
            paid=draw(st.sampled_from((None, Pay.UNPAID, Pay.PAID))),
            kind=draw(st.sampled_from((Kind.PERSON, Kind.PERSON, Kind.PERSON, Kind.DIED))),
        )
        for i in range(count)
    )
    pairs = list(combinations([person.key for person in people], 2))
    known = draw(st.lists(st.sampled_from(pairs), max_size=5)) if pairs else []
    return Network("Maya", people, frozenset(known))


@tried(60)
@given(small(), st.integers(0, 3))
def test_no_other_introductions_would_join_more(network, count):
    unpaid = sorted(person.key for person in network.counted if not person.is_paid)
    before = reachable(network)
    ways = combinations(list(combinations(unpaid, 2)), count)
    best = max((reachable(met(network, way)) - before for way in ways), default=0)
    found = introductions(network, count)
    if len(unpaid) * (len(unpaid) - 1) // 2 >= count:
        assert sum(one.gain for one in found) == best
    assert sum(one.gain for one in found) >= best


@given(networks(), st.integers(0, 5))
def test_each_gain_is_what_the_meeting_adds(network, count):
    now = network
    found = introductions(network, count)
    assert len(found) <= count
    for one in found:
        then = met(now, [one.people])
        assert reachable(then) - reachable(now) == one.gain > 0
        assert one.people[0] in one.groups[0]
        assert one.people[1] in one.groups[1]
        assert not any(network.person(key).is_paid for key in one.people)
        now = then


@given(networks())
def test_one_more_introduction_changes_none_of_those_before(network):
    assert introductions(network, 4)[:2] == introductions(network, 2)


def test_in_the_scene_june_could_meet_dee_and_kofi_could_meet_sam():
    found = introductions(maya())
    assert [(one.people, one.gain) for one in found] == [
        (("june", "dee"), 16),
        (("kofi", "sam"), 20),
    ]
    assert found[0].people == introduction(maya())
    assert introduction_words(found[0], maya()) == (
        "June and Dee",
        "16 pairs of people could then reach each other, not only through Maya.",
    )


def test_nobody_needs_introducing_where_all_reach_each_other():
    people = (Person("r", "Rosa"), Person("j", "June"))
    assert introductions(Network("Maya", people, frozenset({link("r", "j")}))) == ()
    assert introductions(Network("Maya")) == ()


def test_a_count_below_nothing_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        introductions(Network("Maya"), -1)
