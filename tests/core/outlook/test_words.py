"""What is said of the years ahead: never one number, never a death."""

import re
from dataclasses import replace

from hypothesis import given

from closeknit.core.network import Network, Person, Role
from closeknit.core.outlook import outlook
from closeknit.core.outlook.answer import Three
from closeknit.core.outlook.words import opening, sentences
from tests.core.laws import tried
from tests.core.outlook.test_outlook import ALEX, KOFI, MAYA, ROSA
from tests.core.strategies import networks

HARD = re.compile(r"\b(dies|died|dead|death|lost|lose|will be|will not be|unknown)\b")


def said(network, **asked):
    return sentences(outlook(network, **{"exact": True} | asked), network)


def test_it_begins_with_what_it_is():
    first, *_ = said(MAYA, exact=False)
    assert first.startswith(
        "Nobody knows the years ahead. These are 10,000 made-up futures of four"
    )
    assert first.endswith("2020 Trustees Report.")


def test_each_thing_has_its_range_and_whom_it_hangs_on():
    told = {each.partition(":")[0]: each for each in said(MAYA)}
    money = told["In ten years, looking after money"]
    assert "(between 14 and 48 of 100 futures). It hangs most on Rosa." in money
    assert "It becomes thin in four to ten years." in money
    assert "If Kofi gave it too" in money
    assert "With one new close friend who does it too: between 6 and 28 more of 100." in money
    assert "With Kofi as a stand-in: between" in told["In ten years, advocate"]
    assert "friend:" in told["In ten years, at least one unpaid person close by"]
    assert "In ten years, at least one unpaid person close by" in told


def test_what_nobody_does_yet_is_said_without_a_figure():
    told = said(MAYA)
    assert "Nobody yet: advice and information. There is nothing to look ahead to." in told
    assert "Nobody yet: celebration keeper. There is nothing to look ahead to." in told


def test_whose_age_or_sex_is_not_told_is_said():
    *_, ages, sexes = said(MAYA)
    assert ages.startswith("No age is told of one person: dying is left out for them")
    assert sexes == "No sex is told of one person: for them the mean of both tables is taken."
    *_, last = said(Network("Maya", (ROSA,)))
    assert "is told" not in last


def test_one_number_is_never_said_alone():
    young = replace(KOFI, age=None)
    network = Network("Maya", (replace(young, key="x", name="X"), young, ALEX, ROSA))
    for years in (1, 5, 20):
        for each in said(network, years=years)[1:]:
            for said_ in re.findall(r"\(([^)]*) of 100 futures\)", each):
                assert re.fullmatch(r"(between \d+ and|at most|about) \d+", said_)
                assert "100" not in said_


def test_words_are_never_surer_than_all_three():
    assert Three(1, 1, 0.95).standing == "sure"
    assert Three(0.95, 0.8, 0.65).standing == "likely"
    assert Three(0.95, 0.8, 0.3).standing == "open"
    assert Three(0.3, 0.2, 0.1).standing == "unlikely"
    assert Three(0.8, 0.2, 0.1).standing == "open"


def test_two_roles_of_one_kind_are_both_told():
    roles = tuple(Role(key, "advocate", held_by=frozenset({"r"})) for key in "xy")
    told = said(Network("Maya", (ROSA,), roles=roles))
    assert sum("advocate:" in each for each in told) == 2


@given(networks())
@tried(60)
def test_nothing_hard_is_said_of_anybody(network):
    plain = replace(
        network,
        people=tuple(Person(**_fields(p) | {"name": "Ana"}) for p in network.people),
    )
    found = outlook(plain, years=3, exact=True)
    for each in (opening(found), *sentences(found, plain)):
        assert not HARD.search(each), each
        assert each.endswith(".")


def _fields(person):
    return {name: getattr(person, name) for name in person.__dataclass_fields__}
