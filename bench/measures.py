"""All measures of 10,000 made-up networks: how many a second, beside igraph and networkx.

Each side builds its own form of a network from people and links and computes the same measures:
density, components, isolates, effective size, efficiency, constraint, the focus person's and
everyone's betweenness, cut points. Ours computes hierarchy and what is about people and support as
well. networkx takes the first 200 only; it is slow. Values are compared before anything is timed.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator

import igraph
import networkx as nx

from closeknit.core.measures import Measures, measure
from closeknit.core.network import Network, Person, link

Made = tuple[int, list[tuple[int, int]]]
Values = tuple[float, ...]


def made_up(count: int = 10_000, seed: int = 20261122) -> Iterator[Made]:
    """Networks of 5 to 60 people in close groups with a few alone; always the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        n = chance.randint(5, 60)
        groups = chance.randint(1, max(1, min(6, n // 4)))
        group = [chance.randrange(groups) for _ in range(n)]
        inside, across = chance.uniform(0.3, 0.95), chance.uniform(0, 0.12)
        alone = {i for i in range(n) if chance.random() < 0.08}
        yield (
            n,
            [
                (i, j)
                for i in range(n)
                for j in range(i + 1, n)
                if i not in alone
                and j not in alone
                and chance.random() < (inside if group[i] == group[j] else across)
            ],
        )


def ours(n: int, links: list[tuple[int, int]]) -> Values:
    keys = [f"p{i:02}" for i in range(n)]
    people = tuple(Person(key, key) for key in keys)
    found = measure(Network("Maya", people, frozenset(link(keys[a], keys[b]) for a, b in links)))
    return _values(found)


def _values(found: Measures) -> Values:
    return (
        found.density or 0.0,
        found.components,
        len(found.isolates),
        found.effective_size or 0.0,
        found.efficiency or 0.0,
        found.constraint or 0.0,
        found.focus_betweenness or 0.0,
        *found.betweenness.values(),
        len(found.cut_points),
    )


def with_igraph(n: int, links: list[tuple[int, int]]) -> Values:
    people = igraph.Graph(n=n, edges=links)
    whole = igraph.Graph(n=n + 1, edges=[*links, *((i, n) for i in range(n))])
    effective = n - 2 * len(links) / n  # igraph has none; the closed form
    return (
        people.density(),
        len(people.connected_components()),
        people.degree().count(0),
        effective,
        effective / n,
        whole.constraint(n),
        whole.betweenness(n),
        *people.betweenness(),
        len(people.articulation_points()),
    )


def with_networkx(n: int, links: list[tuple[int, int]]) -> Values:
    people = nx.Graph(links)
    people.add_nodes_from(range(n))
    whole = people.copy()
    whole.add_edges_from((i, n) for i in range(n))
    effective = nx.effective_size(whole)[n]  # all at once is ten times quicker than nodes=[n]
    through = nx.betweenness_centrality(people, normalized=False)
    return (
        nx.density(people),
        nx.number_connected_components(people),
        nx.number_of_isolates(people),
        effective,
        effective / n,
        nx.constraint(whole)[n],
        nx.betweenness_centrality(whole, normalized=False)[n],
        *(through[i] for i in range(n)),
        len(list(nx.articulation_points(people))),
    )


def agree(one: Callable[..., Values], other: Callable[..., Values], some: Iterable[Made]) -> float:
    """The largest difference between two sides."""
    return max(abs(a - b) for net in some for a, b in zip(one(*net), other(*net), strict=True))


def rate(side: Callable[..., Values], networks: list[Made]) -> float:
    """Networks a second of processor time."""
    began = time.process_time()
    for each in networks:
        side(*each)
    return len(networks) / (time.process_time() - began)


def main() -> int:
    networks = list(made_up())
    for side in (with_igraph, with_networkx):
        apart = agree(ours, side, networks[:200])
        print(f"largest difference from {side.__name__[5:]}: {apart:.1e}")
        if apart > 1e-9:
            return 1
    mine = rate(ours, networks)
    by_networkx = rate(with_networkx, networks[:200])
    by_igraph = rate(with_igraph, networks)
    print(f"closeknit {mine:9,.0f} networks a second, all {len(networks):,}")
    print(f"igraph    {by_igraph:9,.0f} networks a second, all {len(networks):,}")
    print(f"networkx  {by_networkx:9,.1f} networks a second, the first 200")
    print(f"ratio to networkx {mine / by_networkx:.0f} x")
    print(f"ratio to igraph {mine / by_igraph:.2f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
