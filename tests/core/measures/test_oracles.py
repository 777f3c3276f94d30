"""The measures agree with networkx and igraph wherever those are right.

Only simple undirected networks are compared: elsewhere the libraries disagree with each other.
"""

from math import log

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.core.measures import measure
from closeknit.core.network import Network, Person, link


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 14))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    return n, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


def around_maya(n, links):
    people = tuple(Person(f"p{i:02}", f"Person {i}") for i in range(n))
    return Network("Maya", people, links=frozenset(link(f"p{a:02}", f"p{b:02}") for a, b in links))


def with_focus(n, links):
    graph = nx.Graph(links)
    graph.add_nodes_from(range(n))
    graph.add_edges_from(("focus", i) for i in range(n))
    return graph


def same(value):
    return pytest.approx(value, rel=0, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_structure_agrees_with_networkx(graph):
    n, links = graph
    found = measure(around_maya(n, links))
    oracle = nx.Graph(links)
    oracle.add_nodes_from(range(n))
    assert found.components == nx.number_connected_components(oracle)
    assert found.isolates == tuple(f"p{i:02}" for i in sorted(nx.isolates(oracle)))
    assert found.cut_points == tuple(f"p{i:02}" for i in sorted(nx.articulation_points(oracle)))
    raw = nx.betweenness_centrality(oracle, normalized=False)
    assert dict(found.betweenness) == same({f"p{i:02}": value for i, value in raw.items()})
    if n > 1:  # networkx says 0 for one person, where there is no answer
        assert found.density == same(nx.density(oracle))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_focus_persons_place_agrees_with_networkx(graph):
    n, links = graph
    found = measure(around_maya(n, links))
    oracle = with_focus(n, links)
    assert found.effective_size == same(nx.effective_size(oracle, nodes=["focus"])["focus"])
    assert found.constraint == same(nx.constraint(oracle, nodes=["focus"])["focus"])
    raw = nx.betweenness_centrality(oracle, normalized=False)
    assert found.focus_betweenness == same(raw["focus"])
    parts = [nx.local_constraint(oracle, "focus", i) for i in range(n)]
    assert found.hierarchy == same(coleman_theil(parts))


def coleman_theil(parts):
    """Networkx has no hierarchy; this is Burt's formula over its local constraints."""
    n = len(parts)
    if n == 1:
        return 1.0
    mean = sum(parts) / n
    return sum(part / mean * log(part / mean) for part in parts) / (n * log(n))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_measures_agree_with_igraph(graph):
    n, links = graph
    found = measure(around_maya(n, links))
    oracle = igraph.Graph(n=n + 1, edges=[*links, *((i, n) for i in range(n))])
    assert found.constraint == same(oracle.constraint(n))
    assert found.focus_betweenness == same(oracle.betweenness(n))
    people = igraph.Graph(n=n, edges=links)
    assert list(found.betweenness.values()) == same(people.betweenness())
    assert found.components == len(people.connected_components())
    assert len(found.cut_points) == len(people.articulation_points())
