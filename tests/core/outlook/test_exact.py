"""The made-up futures agree with the sums, where there are sums."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from math import prod, sqrt

import pytest

from closeknit.core.network import Network, Pay, Person, Role
from closeknit.core.outlook import CENTRAL, HIGH, LOW, SCENARIOS, outlook, ssa
from closeknit.core.outlook.scenario import years_known
from closeknit.core.outlook.sums import at_least, spread
from tests.core.outlook.some import some_network

STANDARD_ERRORS = 4.5
"""About 1,300 chances are compared, many of them with the same luck: one in 100,000 is beyond."""
ALONE = tuple(replace(scenario, together=0.0) for scenario in SCENARIOS)
FUTURES = 10_000
DAD = Person("d", "Dad", relationship="parent", age=77, sex="male", gives=frozenset({"talk"}))


def apart(found, wanted, futures=FUTURES):
    """How many standard errors apart two chances are at most, over everything and every year."""
    farthest = 0.0
    for one, other in zip(found.strands, wanted.strands, strict=True):
        for mine, theirs in zip(one.by_year, other.by_year, strict=True):
            for a, b in zip(mine, theirs, strict=True):
                error = sqrt(max(b * (1 - b), 1 / futures) / futures)
                farthest = max(farthest, abs(a - b) / error)
    return farthest


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2])
def test_futures_of_people_alone_agree_with_the_sums(k, seed):
    network = some_network(40, seed=seed)
    found = outlook(network, year=2026, k=k, seed=seed)
    assert apart(found, outlook(network, year=2026, k=k, exact=True)) < STANDARD_ERRORS


def test_they_agree_on_average_too():
    """Over many seeds the mean comes ten times nearer: no small error hides in the luck."""
    network = some_network(12)
    wanted = outlook(network, years=5, year=2026, exact=True).supports["talk"].by_year[5]
    found = [
        outlook(network, years=5, year=2026, seed=seed).supports["talk"].by_year[5]
        for seed in range(30)
    ]
    for at, chance in enumerate(wanted):
        mean = sum(each[at] for each in found) / len(found)
        assert abs(mean - chance) < 4 * sqrt(chance * (1 - chance) / FUTURES / len(found))


def test_households_leave_each_ones_own_chance_as_it_is():
    """What hangs on one person alone is as in the sums, whoever they live with."""
    everyone = some_network(40, homes=6)
    people = tuple(replace(p, gives=frozenset({p.key})) for p in everyone.people)
    network = Network("Maya", people)
    always = tuple(replace(scenario, together=1.0) for scenario in SCENARIOS)
    for scenarios in (SCENARIOS, always):
        found = replace(outlook(network, year=2026, scenarios=scenarios), company=None)
        wanted = replace(outlook(network, year=2026, exact=True), company=None)
        assert apart(found, wanted) < STANDARD_ERRORS


def test_two_of_one_home_go_together_more_often_than_two_of_two_homes():
    def both(home, together):
        pair = tuple(
            Person(key, key, circle=2, household=home[at], gives=frozenset({"talk"}))
            for at, key in enumerate("ab")
        )
        scenarios = tuple(replace(one, together=together, stop=0.0) for one in SCENARIOS)
        return outlook(Network("Maya", pair), scenarios=scenarios).supports["talk"].by_year[10]

    apart_, near, one = both("xy", 0.5), both("xx", 0.5), both("xx", 1.0)
    for at in range(3):
        assert apart_[at] > near[at] > one[at]
    alone = both("xy", 0.5)
    assert one.central == pytest.approx((1 - CENTRAL.close_friend) ** 10, abs=0.02)
    assert alone.central == pytest.approx(1 - (1 - (1 - CENTRAL.close_friend) ** 10) ** 2, abs=0.02)


@pytest.mark.long
def test_futures_agree_with_walking_through_them_year_by_year():
    """A second telling of the same assumptions, the slow way: homes, ages and years known too."""
    people = tuple(
        Person(key, key, relationship=of, circle=2, household="x", age=age, known_since=since,
               gives=frozenset({"talk"}))
        for key, of, age, since in (
            ("a", "parent", 80, ""), ("b", "friend", 45, "2022"), ("c", "neighbour", None, "2010"))
    )  # fmt: skip
    network, years, walks = Network("Maya", people), 12, 20_000
    chance = random.Random(20261128)
    for k in (1, 2, 3):
        found = outlook(network, years, walks, year=2026, k=k).supports["talk"].by_year[years]
        for scenario, share in zip(SCENARIOS, found, strict=True):
            there = sum(_walk(people, scenario, years, chance) >= k for _ in range(walks))
            error = sqrt(2 * max(share * (1 - share), 1 / walks) / walks)
            assert abs(there / walks - share) < STANDARD_ERRORS * error


def _walk(people, scenario, years, chance):
    """How many of one home still give it at the end of one future."""
    there = list(people)
    for later in range(years):
        year, together = 2026 + later, chance.random()
        there = [p for p in there if _stays(p, scenario, year, together, chance)]
    return len(there)


def _stays(person, scenario, year, together, chance):
    leaves = scenario.ends(person, years_known(person, year))
    dies = 0 if person.age is None else ssa().dies("", year, person.age + year - 2026)
    return (
        together >= 1 - sqrt(1 - leaves)
        and chance.random() >= 1 - sqrt(1 - leaves)
        and chance.random() >= dies
        and chance.random() >= scenario.stop
    )


def test_whom_it_hangs_on_and_what_helps_agree_with_the_sums():
    network = some_network(30)
    found, wanted = outlook(network, year=2026, k=2), outlook(network, year=2026, k=2, exact=True)
    for one, other in zip(found.strands, wanted.strands, strict=True):
        leans = {lean.key: lean.less for lean in other.hangs_on}
        for lean in one.hangs_on:
            assert lean.less == pytest.approx(leans[lean.key], abs=0.02)
        changes = {change.kind: change.more for change in other.changes}
        for change in one.changes:
            assert change.more == pytest.approx(changes[change.kind], abs=0.02)


FILLED = tuple(replace(scenario, refill=0.6) for scenario in ALONE)
COMING = tuple(replace(scenario, newcomers=0.8) for scenario in ALONE)


@pytest.mark.parametrize("scenarios", [FILLED, COMING])
def test_filled_posts_and_newcomers_agree_with_the_sums(scenarios):
    network = some_network(30)
    found = outlook(network, year=2026, k=2, scenarios=scenarios)
    wanted = outlook(network, year=2026, k=2, scenarios=scenarios, exact=True)
    assert apart(found, wanted) < STANDARD_ERRORS
    for one, other in zip(found.strands, wanted.strands, strict=True):
        leans = {lean.key: lean.less for lean in other.hangs_on}
        for lean in one.hangs_on:
            assert lean.less == pytest.approx(leans[lean.key], abs=0.02)


def test_one_parent_by_hand():
    """A father of 77: alive, still named, and still somebody to talk to."""
    found = outlook(Network("Maya", (DAD,)), year=2026, exact=True).supports["talk"]
    alive = ssa().survival("male", 2026, 77, 10)
    for chance, scenario in zip(found.by_year[10], (LOW, CENTRAL, HIGH), strict=True):
        expected = alive * ((1 - scenario.close_kin) * (1 - scenario.stop)) ** 10
        assert chance == pytest.approx(expected)


def test_a_post_that_is_filled_again_settles_where_going_and_coming_meet():
    alex = Person("a", "Alex", paid=Pay.PAID, gives=frozenset({"talk"}))
    filled = tuple(replace(one, refill=1.0, stop=0.0, worker=0.5) for one in SCENARIOS)
    network = Network("Maya", (alex,), roles=(Role("r", "advocate", held_by=frozenset({"a"})),))
    found = outlook(network, scenarios=filled, exact=True)
    by_year = [chance.central for chance in found.supports["talk"].by_year[:4]]
    assert by_year == pytest.approx([1, 0.5, 0.75, 0.625])
    kept = found.roles["r"].by_year[3].central
    assert kept == pytest.approx(0.125)  # a role needs a yes: nobody inherits it


def test_newcomers_by_hand():
    """Half a newcomer a year who gives it for sure; each stays and goes on with 0.8 x 0.9."""
    coming = tuple(
        replace(one, newcomers=0.5, newcomer_gives=1.0, friend=0.2, stop=0.1) for one in SCENARIOS
    )
    gone = Person("a", "A", age=119, gives=frozenset({"talk"}))
    sure = tuple(replace(one, neighbour=1.0) for one in coming)
    network = Network("Maya", (replace(gone, relationship="neighbour"),))
    found = outlook(network, scenarios=sure, exact=True).supports["talk"].by_year
    mean = 0.5 * (1 + 0.72 + 0.72**2)
    assert found[3].central == pytest.approx(1 - 2.718281828459045**-mean)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_sums_count_every_way_it_can_turn_out(k):
    chances = (0.9, 0.25, 0.5, 0.75)
    expected = sum(
        prod(p if there else 1 - p for p, there in zip(chances, way, strict=True))
        for way in product((True, False), repeat=len(chances))
        if sum(way) >= k
    )
    assert at_least(k, chances) == pytest.approx(expected)
    assert sum(spread(chances, len(chances))) == pytest.approx(1)
