"""All measures of made-up networks, beside igraph and networkx: networks a second, and how exact.

Every side begins with the same plain words, keys of people and pairs of keys, as a file has them,
builds its own form of a network and computes the same measures: density, components, isolates,
transitivity, effective size, efficiency, constraint, the focus person's and everyone's betweenness,
cut points. Ours computes all forty, composition, support, hierarchy and the rest, as well.
networkx takes the first 200 of the 10,000 only; it is slow. Values are compared before anything is
timed. The network of 45 people is measured warm, again and again, as a value that is there already.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator

import igraph
import networkx as nx

from closeknit.core.measures import Measures, measure
from closeknit.core.network import RELATIONSHIPS, SUPPORTS, Network, Pay, Person

Made = tuple[list[str], list[tuple[str, str]]]
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
        keys = [f"p{i:02}" for i in range(n)]
        yield (
            keys,
            [
                (keys[i], keys[j])
                for i in range(n)
                for j in range(i + 1, n)
                if i not in alone
                and j not in alone
                and chance.random() < (inside if group[i] == group[j] else across)
            ],
        )


def of_45_people(seed: int = 45) -> Network:
    """One network of 45 people of whom much is known; about a quarter of the pairs are linked."""
    chance = random.Random(seed)
    people = tuple(
        Person(
            f"p{i:02}",
            f"Person {i}",
            circle=chance.choice((1, 2, 3, 4)),
            relationship=chance.choice(list(RELATIONSHIPS)),
            paid=chance.choice((None, *Pay)),
            gives=frozenset(chance.sample(SUPPORTS, chance.randint(0, 4))),
            age=chance.randint(10, 90),
        )
        for i in range(45)
    )
    group = {person.key: chance.randrange(4) for person in people}
    pairs = [(a.key, b.key) for i, a in enumerate(people) for b in people[i + 1 :]]
    links = [(a, b) for a, b in pairs if chance.random() < (0.7 if group[a] == group[b] else 0.12)]
    return Network("Maya", people, frozenset(links))


def ours(keys: list[str], links: list[tuple[str, str]]) -> Values:
    return _values(
        measure(Network("Maya", tuple([Person(key, key) for key in keys]), frozenset(links)))
    )


def _values(found: Measures) -> Values:
    return (
        found.density or 0.0,
        found.components,
        len(found.isolates),
        found.transitivity or 0.0,
        found.effective_size or 0.0,
        found.efficiency or 0.0,
        found.constraint or 0.0,
        found.focus_betweenness or 0.0,
        *found.betweenness.values(),
        len(found.cut_points),
    )


def with_igraph(keys: list[str], links: list[tuple[str, str]]) -> Values:
    n = len(keys)
    place = {key: i for i, key in enumerate(keys)}
    edges = [(place[a], place[b]) for a, b in links]
    people = igraph.Graph(n=n, edges=edges)
    whole = igraph.Graph(n=n + 1, edges=[*edges, *((i, n) for i in range(n))])
    effective = n - 2 * len(links) / n  # igraph has none; the closed form
    return (
        people.density(),
        len(people.connected_components()),
        people.degree().count(0),
        people.transitivity_undirected(mode="zero"),
        effective,
        effective / n,
        whole.constraint(n),
        whole.betweenness(n),
        *people.betweenness(),
        len(people.articulation_points()),
    )


def with_networkx(keys: list[str], links: list[tuple[str, str]]) -> Values:
    people = nx.Graph(links)
    people.add_nodes_from(keys)
    whole = people.copy()
    whole.add_edges_from((key, "focus") for key in keys)
    # All at once is ten times quicker than nodes=["focus"], and right on simple graphs.
    effective = nx.effective_size(whole)["focus"]
    through = nx.betweenness_centrality(people, normalized=False)
    return (
        nx.density(people),
        nx.number_connected_components(people),
        nx.number_of_isolates(people),
        nx.transitivity(people),
        effective,
        effective / len(keys),
        nx.constraint(whole)["focus"],
        nx.betweenness_centrality(whole, normalized=False)["focus"],
        *(through[key] for key in keys),
        len(list(nx.articulation_points(people))),
    )


Side = Callable[[list[str], list[tuple[str, str]]], Values]


def apart(one: Side, other: Side, some: list[Made]) -> float:
    """The largest difference between two sides."""
    return max(abs(a - b) for net in some for a, b in zip(one(*net), other(*net), strict=True))


def rate(side: Side, networks: list[Made]) -> float:
    """Networks a second of processor time."""
    began = time.process_time()
    for each in networks:
        side(*each)
    return len(networks) / (time.process_time() - began)


def warm(call: Callable[[], object], times: int) -> float:
    """Milliseconds of processor time, the quickest of nine runs of so many calls."""
    found = []
    for _ in range(9):
        began = time.process_time()
        for _ in range(times):
            call()
        found.append((time.process_time() - began) / times)
    return min(found) * 1000


def of_many(networks: list[Made]) -> list[float]:
    """How many networks a second each side measures."""
    some = networks[:200]
    return [rate(ours, networks), rate(with_igraph, networks), rate(with_networkx, some)]


def of_one(network: Network) -> list[float]:
    """How long each side takes for one network, in milliseconds."""
    keys, links = [person.key for person in network.people], sorted(network.links)
    return [
        warm(lambda: measure(network), 200),
        warm(lambda: with_igraph(keys, links), 200),
        warm(lambda: with_networkx(keys, links), 5),
    ]


def main() -> int:
    networks, one = list(made_up()), of_45_people()
    far = [apart(ours, with_igraph, networks), apart(ours, with_networkx, networks[:200])]
    if max(far) > 1e-9:
        print(f"largest difference: igraph {far[0]:.1e}, networkx {far[1]:.1e}")
        return 1
    many, single = of_many(networks), of_one(one)
    print(f"{'':42}{'closeknit':>12}{'igraph':>12}{'networkx':>12}")
    print(f"{'10,000 networks of 5 to 60, a second':42}" + "".join(f"{x:12,.0f}" for x in many))
    print(f"{'one network of 45, warm, milliseconds':42}" + "".join(f"{x:12.3f}" for x in single))
    print(f"{'largest difference':42}{'':12}" + "".join(f"{x:12.1e}" for x in far))
    print(f"one network of 45: {single[2] / single[0]:.0f} x networkx, of all its measures")
    print(f"ratio to networkx {many[0] / many[2]:.1f} x")
    print(f"ratio to igraph {many[0] / many[1]:.2f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
