"""The measures agree with networkx and igraph wherever those are right.

Simple networks are compared with both; strong and one-sided links with the two paths that are right
there, networkx's for one person alone and igraph's constraint.
"""

from math import log

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.measures import matrices, measure
from closeknit.core.measures.knit import Knit, knit, parts
from closeknit.core.measures.paths import walked
from closeknit.core.network import Network, Person, link
from tests.core.laws import tried


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 14))
    pairs = [(a, b) for a in range(n) for b in range(a + 1, n)]
    return n, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


def around_maya(n, links, strengths=()):
    keys = [f"p{i:02}" for i in range(n)]
    return Network(
        "Maya",
        tuple(Person(key, key) for key in keys),
        links=frozenset(link(keys[a], keys[b]) for a, b in links),
        strengths={(keys[a], keys[b]): strength for a, b, strength in strengths},
    )


def with_focus(n, links):
    graph = nx.Graph(links)
    graph.add_nodes_from(range(n))
    graph.add_edges_from(("focus", i) for i in range(n))
    return graph


def same(value):
    return pytest.approx(value, rel=0, abs=1e-9)


@tried(150)
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
    assert found.mean_degree == same(2 * len(links) / n)
    if n > 1:  # networkx says 0 for one person, where there is no answer
        assert found.density == found.weighted_density == same(nx.density(oracle))
    if found.transitivity is None:  # networkx says 0 where nothing could have closed
        assert max(dict(oracle.degree).values()) < 2
    else:
        assert found.transitivity == same(nx.transitivity(oracle))
    if n > 2:
        share = nx.betweenness_centrality(oracle)
        assert dict(found.betweenness_share) == same({f"p{i:02}": share[i] for i in range(n)})


@tried(150)
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


@tried(150)
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
    degrees = people.degree()
    if n > 2:
        apart = sum(max(degrees) - degree for degree in degrees) / ((n - 1) * (n - 2))
        assert found.degree_centralization == same(apart)


@st.composite
def weighed(draw):
    n, links = draw(graphs())
    how = st.sampled_from((0.0, 0.25, 1.0, 1.5, 3.0))
    return n, links, [(a, b, draw(how)) for pair in links for a, b in (pair, pair[::-1])]


def with_strengths(n, strengths):
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(strengths)
    for i in range(n):
        graph.add_edge("focus", i, weight=1.0)
        graph.add_edge(i, "focus", weight=1.0)
    return graph


@tried(150)
@given(weighed())
def test_strong_and_one_sided_links_agree_with_networkx(graph):
    n, links, strengths = graph
    found = measure(around_maya(n, links, strengths))
    oracle = with_strengths(n, strengths)
    one = {"nodes": ["focus"], "weight": "weight"}
    assert found.effective_size == same(nx.effective_size(oracle, **one)["focus"])
    assert found.constraint == same(nx.constraint(oracle, **one)["focus"])
    shares = [nx.local_constraint(oracle, "focus", i, weight="weight") for i in range(n)]
    assert found.hierarchy == same(coleman_theil(shares))


@tried(150)
@given(weighed())
def test_strong_and_one_sided_links_agree_with_igraph(graph):
    n, links, strengths = graph
    found = measure(around_maya(n, links, strengths))
    to_focus = [(i, n, 1.0) for i in range(n)] + [(n, i, 1.0) for i in range(n)]
    edges = [*strengths, *to_focus]
    oracle = igraph.Graph(n=n + 1, edges=[(a, b) for a, b, _ in edges], directed=True)
    assert found.constraint == same(oracle.constraint(n, weights=[each[2] for each in edges]))


@tried(100)
@given(weighed())
def test_strength_told_as_one_both_ways_is_as_if_nothing_was_told(graph):
    n, links, strengths = graph
    told = [(a, b, 1.0) for a, b, _ in strengths]
    plain, spoken = measure(around_maya(n, links)), measure(around_maya(n, links, told))
    for field in plain.__dataclass_fields__:
        value = getattr(plain, field)
        found = getattr(spoken, field)
        assert found == (same(value) if isinstance(value, float) else value)


@tried(100)
@given(graphs())
def test_walking_and_counting_by_matrix_say_the_same(graph):
    masks = knit(around_maya(*graph)).masks
    assert matrices.between(matrices.of(masks)) == same(walked(masks))


def test_a_network_as_long_as_a_road_is_walked():
    n = 40
    links = [(i, i + 1) for i in range(n - 1)]
    assert matrices.between(matrices.of(knit(around_maya(n, links)).masks)) is None
    found = measure(around_maya(n, links))
    assert list(found.betweenness.values()) == same([i * (n - 1 - i) for i in range(n)])
    assert found.cut_points == tuple(f"p{i:02}" for i in range(1, n - 1))


@given(st.integers(0, 10**9))
@tried(60)
def test_groups_and_cut_points_of_sparse_networks_agree_with_networkx(seed):
    graph = nx.gnp_random_graph(30, 0.07, seed=seed)
    masks = [sum(1 << j for j in graph[i]) for i in range(30)]
    found = parts(masks)
    assert found.cuts == sum(1 << i for i in nx.articulation_points(graph))
    groups = [sum(1 << i for i in group) for group in nx.connected_components(graph)]
    assert sorted(found.groups) == sorted(groups)
    shown = Knit(tuple(f"p{i:02}" for i in range(30)), tuple(masks))
    assert [len(shown.names(group)) for group in found.groups] == [
        group.bit_count() for group in found.groups
    ]
