"""What must hold of every network, whoever is in it."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core import measures
from closeknit.core.measures import measure
from closeknit.core.network import SUPPORTS, Kind, Network, Pay, Person, link
from tests.core.laws import tried
from tests.core.strategies import networks


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_people_never_matters(network, chance):
    people = list(network.people)
    chance.shuffle(people)
    assert measure(replace(network, people=tuple(people))) == measure(network)


@given(st.integers(0, 10**9), st.randoms(use_true_random=False))
@tried(25)
def test_the_order_of_forty_people_never_matters_not_even_in_the_last_digit(seed, chance):
    made = nx.gnp_random_graph(40, 0.2, seed=seed)
    keys = [f"p{i}" for i in range(40)]
    people = [Person(key, key, age=20 + 7 * i % 60) for i, key in enumerate(keys)]
    links = [link(keys[a], keys[b]) for a, b in made.edges]
    told = {pair: 1 / 3 + i / 7 for i, pair in enumerate(links[::3])}
    before = Network("Maya", tuple(people), frozenset(links), strengths=told)
    chance.shuffle(people)
    chance.shuffle(links)
    mixed = dict(sorted(told.items(), reverse=True))
    after = Network("Maya", tuple(people), frozenset(links), strengths=mixed)
    assert measure(after) == measure(before)


@given(networks())
def test_who_is_not_a_living_person_changes_nothing(network):
    more = tuple(Person(kind.value, kind.value, kind=kind) for kind in Kind if kind != "person")
    ties = frozenset(link(a.key, b.key) for a in more for b in network.people)
    everyone = (*network.people, *(replace(each, gives=frozenset(SUPPORTS)) for each in more))
    wider = replace(network, people=everyone, links=network.links | ties)
    assert measure(wider) == measure(network)


@given(networks())
def test_each_question_alone_has_the_same_answer(network):
    found = measure(network)
    for field in found.__dataclass_fields__:
        assert getattr(measures, field)(network) == getattr(found, field)


@given(networks())
def test_no_number_is_ever_nan(network):
    for value in numbers_of(network):
        assert value == value


def numbers_of(network):
    found = measure(network)
    return [
        value
        for field in found.__dataclass_fields__
        if isinstance(value := getattr(found, field), float)
    ]


@given(networks())
def test_shares_stay_between_none_and_all(network):
    found = measure(network)
    for value in (
        found.paid_share,
        found.unpaid_share,
        found.kin_share,
        found.heterogeneity,
        found.multiplex_share,
        found.component_ratio,
        found.degree_centralization,
        found.transitivity,
        found.variety,
        found.covered_share,
        found.concentration,
        found.density,
        found.fragmentation,
        found.efficiency,
        found.hierarchy,
        found.focus_betweenness_share,
    ):
        assert value is None or -1e-12 <= value <= 1 + 1e-12
    most = 2 if network.strengths else 1.125 + 1e-12
    assert found.constraint is None or 0 < found.constraint <= most
    assert found.effective_size is None or 1 - 1e-12 <= found.effective_size <= found.size
    for value in (found.kin_ei, found.kin_link_ei, found.kin_link_ei_rescaled):
        assert value is None or -1 <= value <= 1
    for value in (found.betweenness_share or {}).values():
        assert 0 <= value <= 1 + 1e-12


@given(networks())
def test_whoever_is_the_only_one_is_missed(network):
    for key, supports in measure(network).key_people.items():
        assert not set(supports) & set(measures.left_without(network, key))


@given(networks())
def test_what_rests_on_one_is_told_once_for_each_support(network):
    found = measure(network)
    told = [support for supports in found.key_people.values() for support in supports]
    assert len(told) == len(set(told)) == found.resting_on_one


def test_nobody_yet_has_no_averages():
    found = measure(Network("Maya"))
    assert (found.size, found.paid_count, found.unpaid_count, found.components) == (0, 0, 0, 0)
    for name in ("paid_share", "kin_share", "kin_ei", "variety", "covered_share", "concentration"):
        assert getattr(found, name) is None
    for name in ("unpaid_share", "heterogeneity", "entropy", "age_spread", "multiplexity"):
        assert getattr(found, name) is None
    for name in ("kin_link_ei", "paid_link_ei", "mean_degree", "transitivity", "component_ratio"):
        assert getattr(found, name) is None
    assert found.betweenness_share is found.degree_centralization is None
    assert (found.circles, found.layers) == ({1: 0, 2: 0, 3: 0, 4: 0},) * 2
    for name in ("density", "fragmentation", "effective_size", "efficiency", "constraint"):
        assert getattr(found, name) is None
    assert found.hierarchy is found.focus_betweenness is found.focus_betweenness_share is None


def test_one_person_alone_binds_wholly_and_has_no_density():
    found = measure(Network("Maya", (Person("r", "Rosa"),)))
    assert (found.constraint, found.hierarchy, found.effective_size) == (1.0, 1.0, 1.0)
    assert found.density is None
    assert found.fragmentation is None


def test_strangers_to_each_other_bind_evenly():
    people = tuple(Person(key, key) for key in "abcd")
    found = measure(Network("Maya", people))
    assert found.constraint == pytest.approx(1 / 4)
    assert found.hierarchy == 0
    assert found.focus_betweenness_share == 1


def test_a_person_who_was_paid_once_counts_as_unpaid():
    people = (Person("t", "Tanya", paid=Pay.PAID), Person("g", "Gil", paid=Pay.WAS_PAID))
    found = measure(Network("Maya", people))
    assert (found.paid_count, found.unpaid_count, found.paid_share) == (1, 1, 0.5)


def test_what_nobody_said_is_no_answer():
    found = measure(Network("Maya", (Person("r", "Rosa"),)))
    assert found.paid_share is found.kin_share is None
    assert (found.paid_count, found.unpaid_count) == (0, 0)
