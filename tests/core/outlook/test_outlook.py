"""What is likely to hold in the years ahead: laws, and what the answer tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given

from closeknit.core.network import Kind, Network, Pay, Person, Role, Wish
from closeknit.core.outlook import CENTRAL, SCENARIOS, Outlook, outlook
from tests.core.laws import tried
from tests.core.outlook.some import some_network
from tests.core.strategies import networks

FEW = 200
ROSA = Person("r", "Rosa", circle=1, relationship="parent", age=75, sex="female",
              gives=frozenset({"talk", "money"}))  # fmt: skip
KOFI = Person("k", "Kofi", circle=2, relationship="friend", age=40, gives=frozenset({"talk"}))
JUNE = Person("j", "June", circle=3, relationship="neighbour", age=30, sex="female")
ALEX = Person("a", "Alex", paid=Pay.PAID, gives=frozenset({"talk", "fun"}))
MAYA = Network(
    "Maya",
    (ROSA, KOFI, JUNE, ALEX),
    wishes=(Wish("w", "support", "advice"),),
    roles=(
        Role("speaks", "advocate", held_by=frozenset({"r"})),
        Role("parties", "celebration_keeper"),
    ),
    on=date(2026, 5, 31),
)


def quick(network: Network, **asked) -> Outlook:
    return outlook(network, **{"years": 8, "futures": FEW} | asked)


@given(networks())
@tried(40)
def test_the_more_ties_end_the_less_stays(network):
    for strand in quick(network).strands:
        for chance in strand.by_year:
            assert chance.low >= chance.central >= chance.high


@given(networks())
@tried(40)
def test_a_chance_never_rises_with_the_years(network):
    for found in (quick(network, k=2), quick(network, k=2, exact=True)):
        for strand in found.strands:
            for earlier, later in pairwise(strand.by_year):
                for before, after in zip(earlier, later, strict=True):
                    assert after <= before + 1e-12


@given(networks())
@tried(40)
def test_the_order_of_people_never_matters(network):
    turned = replace(
        network,
        people=network.people[::-1],
        wishes=network.wishes[::-1],
        roles=network.roles[::-1],
    )
    one, other = quick(network), quick(turned)
    assert set(one.roles) == set(other.roles)
    assert replace(one, roles=dict(one.roles)) == replace(other, roles=dict(other.roles))


@given(networks())
@tried(40)
def test_one_more_giver_never_lowers_a_chance(network):
    helper = Person("zz", "Zoe", circle=1, household="home", gives=frozenset({"talk", "fun"}))
    before = quick(network, k=2)
    after = quick(replace(network, people=(*network.people, helper)), k=2)
    for strand in before.strands:
        if strand.kind != "role":
            larger = after.company if strand.kind == "company" else after.supports[strand.about]
            for now, more in zip(strand.by_year, larger.by_year, strict=True):
                assert all(b >= a for a, b in zip(now, more, strict=True))


@given(networks())
@tried(40)
def test_what_hangs_on_somebody_is_what_is_missing_without_them(network):
    found = quick(network)
    for strand in found.supports.values():
        for lean in strand.hangs_on[:2] if strand else ():
            without = quick(network.without([lean.key])).supports.get(strand.about)
            left = without.by_year[8] if without else (0, 0, 0)
            less = [a - b for a, b in zip(strand.by_year[8], left, strict=True)]
            assert lean.less == pytest.approx(less)


@given(networks())
@tried(40)
def test_what_would_help_helps_as_much_as_it_says(network):
    found = quick(network, exact=True)
    for strand in found.supports.values():
        for change in strand.changes if strand else ():
            if change.kind == "one_more":
                gives = network.person(change.key).gives | {strand.about}
                more = replace(network.person(change.key), gives=gives)
                others = (person for person in network.people if person.key != change.key)
                after = quick(replace(network, people=(more, *others)), exact=True)
                then, now = after.supports[strand.about].by_year[8], strand.by_year[8]
                gain = [b - a for a, b in zip(now, then, strict=True)]
                assert change.more == pytest.approx(gain)


@given(networks())
@tried(20)
def test_only_what_somebody_gives_has_an_answer(network):
    found = quick(network)
    assert set(found.supports) == set(network.wanted_supports())
    for about, strand in found.supports.items():
        assert (strand is None) == (not network.givers(about))
    living = {person.key for person in network.counted}
    for role in network.roles:
        assert (found.roles[role.key] is None) == (not living & (role.held_by | role.stand_ins))


def test_the_same_seed_gives_the_same_answer_and_another_one_another():
    network = some_network(10)
    assert quick(network) == quick(network)
    assert quick(network, seed=1).supports != quick(network, seed=2).supports


def test_an_empty_network_has_no_answer_and_no_error():
    found = quick(Network("Maya"))
    assert (found.people, found.supports, found.roles, found.company) == (0, {}, {}, None)
    assert found.strands == ()


def test_today_everybody_who_gives_it_is_there():
    found = quick(MAYA)
    assert found.supports["talk"].by_year[0] == (1, 1, 1)
    assert quick(MAYA, k=4).supports["talk"].by_year[0] == (0, 0, 0)
    assert quick(MAYA, k=4).supports["talk"].thin == (0, 0, 0)
    assert found.supports["talk"].givers == ("a", "k", "r")


def test_a_wish_or_a_role_that_nobody_meets_has_no_answer():
    found = quick(MAYA)
    assert found.supports["advice"] is None
    assert found.roles["parties"] is None


def test_it_says_when_a_support_becomes_thin():
    thin = outlook(MAYA, thin_below=0.5, exact=True).supports["money"].thin
    by_year = outlook(MAYA, exact=True).supports["money"].by_year
    for at, year in enumerate(thin):
        assert by_year[year][at] < 0.5 <= by_year[year - 1][at]
    assert outlook(MAYA, years=2, exact=True).supports["money"].thin == (None, None, None)


def test_a_stand_in_makes_a_role_last():
    alone = outlook(MAYA, exact=True).roles["speaks"]
    kind = {change.kind: change for change in alone.changes}
    assert kind["stand_in"].key == "k"  # a friend close by, before a neighbour
    named = Role("speaks", "advocate", held_by=frozenset({"r"}), stand_ins=frozenset({"k"}))
    after = outlook(replace(MAYA, roles=(named,)), exact=True).roles["speaks"]
    gain = after.by_year[10].central - alone.by_year[10].central
    assert gain == pytest.approx(kind["stand_in"].more.central)
    assert gain > 0.02


def test_unpaid_company_counts_unpaid_people_close_by():
    assert quick(MAYA).company.givers == ("k", "r")
    near = replace(MAYA, people=(ROSA, replace(KOFI, paid=Pay.PAID), replace(ALEX, circle=1)))
    assert quick(near).company.givers == ("r",)
    assert {change.kind for change in quick(MAYA).company.changes} == {"closer", "new_friend"}


def test_whoever_is_paid_can_be_left_out():
    found = quick(MAYA, unpaid_only=True)
    assert found.supports["talk"].givers == ("k", "r")
    assert found.supports["fun"] is None


def test_pets_places_and_the_dead_are_not_asked_about():
    gone = replace(ROSA, kind=Kind.DIED)
    found = quick(replace(MAYA, people=(gone, KOFI)))
    assert found.people == 1
    assert found.supports.get("money") is None
    assert found.roles["speaks"] is None


def test_nobody_is_taken_to_be_of_any_age():
    """Whose age is not told does not die here, and the answer says of how many that is so."""
    ageless = replace(ROSA, age=None)
    found = quick(replace(MAYA, people=(ageless, KOFI, ALEX)), exact=True)
    assert (found.unknown_ages, found.unknown_sexes) == (2, 1)
    assert found.supports["money"].unknown_ages == 1
    expected = ((1 - CENTRAL.close_kin) * (1 - CENTRAL.stop)) ** 8
    assert found.supports["money"].by_year[8].central == pytest.approx(expected)


def test_whose_age_is_told_is_proposed_before_whose_is_not():
    people = (ROSA, replace(JUNE, age=88), replace(JUNE, key="x", name="X", age=None))
    change = next(
        each
        for each in quick(Network("Maya", people)).supports["money"].changes
        if each.kind == "one_more"
    )
    assert change.key == "j"


def test_the_year_comes_from_the_network_and_tells_how_long_somebody_is_known():
    long = replace(KOFI, known_since="2001-02")
    then = Network("Maya", (long,), on=date(2026, 5, 31))
    fresh = Network("Maya", (replace(long, known_since="2025"),), on=date(2026, 5, 31))
    known, new = (outlook(each, exact=True).supports["talk"].by_year[10] for each in (then, fresh))
    assert known.central > new.central
    assert outlook(then).asked.year == 2026
    assert outlook(then, year=2030).asked.year == 2030
    undated = replace(then, on=None)
    assert outlook(undated).asked.year is None
    plain = replace(undated, people=(replace(long, known_since=""),))
    assert outlook(undated, exact=True).supports == outlook(plain, exact=True).supports


def test_what_is_assumed_can_be_changed():
    sure = tuple(
        replace(one, close_friend=0.0, stop=0.0, close_kin=0.0, worker=0.0, neighbour=0.0)
        for one in SCENARIOS
    )
    young = replace(MAYA, people=(replace(KOFI, age=None), JUNE))
    assert quick(young, scenarios=sure).supports["talk"].by_year[8] == (1, 1, 1)
    never = tuple(replace(one, stop=1.0) for one in SCENARIOS)
    assert quick(MAYA, scenarios=never).supports["talk"].by_year[1] == (0, 0, 0)


def test_newcomers_and_filled_posts_make_it_brighter():
    more = tuple(replace(one, refill=0.8, newcomers=0.5) for one in SCENARIOS)
    before, after = quick(MAYA), quick(MAYA, scenarios=more)
    for about in ("talk", "fun"):
        assert after.supports[about].by_year[8] > before.supports[about].by_year[8]
    assert after.roles["speaks"].by_year == before.roles["speaks"].by_year


@pytest.mark.parametrize(
    "wrong",
    [{"years": 0}, {"years": 101}, {"futures": 0}, {"futures": 100_001}, {"k": 0}, {"at": 21},
     {"thin_below": 1.5}],
)  # fmt: skip
def test_what_cannot_be_asked_is_an_error_in_words(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        outlook(MAYA, **wrong)


def test_sums_need_no_numpy_and_nothing_is_read_before_it_is_asked_for():
    code = (
        "import sys; from closeknit.core import outlook, network\n"
        "heavy = ('numpy', 'closeknit.core.outlook.ssa2020')\n"
        "first = [name for name in heavy if name in sys.modules]\n"
        "rosa = network.Person('r', 'Rosa', gives=frozenset({'talk'}))\n"
        "outlook.outlook(network.Network('Maya', (rosa,)), exact=True)\n"
        "sys.exit(bool(first or 'numpy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_answer_is_of_plain_values():
    kinds = {type(value) for value in _values(quick(MAYA))}
    assert kinds == {int, float, str, type(None)}


def _values(found: object) -> Iterator[object]:
    if is_dataclass(found):
        yield from _values(tuple(getattr(found, each.name) for each in fields(found)))
    elif isinstance(found, Mapping):
        yield from _values((*found.keys(), *found.values()))
    elif isinstance(found, tuple):
        for each in found:
            yield from _values(each)
    else:
        yield found
