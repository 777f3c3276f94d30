"""Where tools for personal networks are known to go wrong, and the right answer, by hand.

Each of these was seen in a library or a package: networkx 3.6, python-igraph 1.0, EasyGraph,
egor 1.24, ideanet 1.1. The tests say what is right, whoever is wrong today.
"""

import pytest

from closeknit.core.formats.egor import read_egor
from closeknit.core.measures import density, ei, iqv, measure
from closeknit.core.network import Kind, Network, Person, link
from tests.core.measures.people import around_maya


def same(value):
    return pytest.approx(value, rel=0, abs=1e-12)


def test_a_strong_link_is_measured_against_the_strongest_of_the_right_person():
    # Elsewhere the row of another person was taken: wrong in nine of ten weighted networks.
    found = measure(around_maya("rjd", "rj", "jd", rj=3, jr=3))
    # z_rj = 6, z_jd = 2, to Maya 2. m_rj = 6/6, m_jr = 6/6, m_jd = 2/6, m_dj = 2/2: 10/3 in all.
    assert found.effective_size == same(3 - 10 / 3 / 3)
    assert found.efficiency == same((3 - 10 / 9) / 3)


def test_a_link_in_one_direction_alone_is_a_number_too():
    found = measure(around_maya("rj", "rj", jr=0))
    # z_rj = 1, to Maya 2: p = 1/3, so c = (1/2 + 1/2 x 1/3)^2 = 4/9 for each of them.
    assert found.constraint == same(8 / 9)
    assert found.effective_size == same(2 - (1 / 2 + 1 / 2) / 2)
    assert found.hierarchy == 0


def test_nobody_is_linked_to_themselves_so_that_no_loop_can_count():
    with pytest.raises(ValueError, match="Nobody is linked to themselves"):
        around_maya("rj", "rr")


def test_a_link_told_twice_is_one_link():
    people = (Person("r", "Rosa"), Person("j", "June"))
    found = measure(Network("Maya", people, links=frozenset({("r", "j"), ("j", "r")})))
    assert (found.density, found.constraint, found.mean_degree) == (1.0, same(1.125), 1.0)


def test_a_link_of_no_strength_at_all_is_none():
    found = measure(around_maya("rj", "rj", rj=0, jr=0))
    assert found == measure(around_maya("rj"))
    assert (found.constraint, found.effective_size, found.density) == (0.5, 2.0, 0.0)
    assert found.isolates == ("j", "r")


def test_a_direction_of_which_nothing_is_told_weighs_one():
    one_way = measure(around_maya("rj", "rj", rj=0.5))
    assert one_way == measure(around_maya("rj", "rj", rj=0.5, jr=1))
    assert one_way.weighted_density == 0.75


def test_one_person_has_no_density_but_a_size():
    found = measure(around_maya("r"))
    assert found.density is found.weighted_density is None
    assert (found.effective_size, found.efficiency, found.constraint) == (1.0, 1.0, 1.0)


def test_somebody_who_knows_only_maya_makes_nothing_nan():
    found = measure(around_maya("rjd", "rj"))
    assert found.effective_size == same(3 - 2 / 3)
    # c = (1/3 + 1/3 x 1/2)^2 twice, and (1/3)^2.
    assert found.constraint == same(1 / 4 + 1 / 4 + 1 / 9)


def test_the_square_of_constraint_is_taken_of_the_whole_sum():
    # As one docstring prints it, squares inside the sum, this would be 0.625.
    assert measure(around_maya("rj", "rj")).constraint == same(2 * (1 / 2 + 1 / 2 * 1 / 2) ** 2)


def test_hierarchy_is_there_and_right():
    # c = 1/4, 1/4, 1/9: over their mean 27/22, 27/22, 6/11.
    assert measure(around_maya("rjd", "rj")).hierarchy == pytest.approx(0.052204, abs=1e-6)


def test_people_who_do_not_know_each_other_open_a_world_each():
    found = measure(around_maya("rjdk"))
    assert (found.effective_size, found.efficiency) == (4.0, 1.0)


def test_nobody_at_all_divides_by_nothing():
    found = measure(Network("Maya"))
    assert found.effective_size is found.efficiency is found.constraint is found.hierarchy is None


@pytest.mark.parametrize("people", ["rjdk", "rjdkstuv"], ids=["walked by hand", "by matrix"])
def test_efficiency_divides_by_people_and_not_by_ties_there_and_back(people):
    told = {f"{a}{b}": 1 for a in people for b in people if a != b}
    links = [pair for pair in told if pair[0] < pair[1]]
    found = measure(around_maya(people, *links, **told))
    assert found.efficiency == same(1 / len(people))
    assert found.density == found.weighted_density == 1


EGOS = "egoID\n1\n2\n"
ALTERS = "egoID;alterID\n1;a\n1;b\n1;c\n"


def test_a_tie_told_in_two_rows_counts_once():
    once = read_egor(EGOS, ALTERS, "egoID;Source;Target\n1;a;b\n").networks["1"]
    twice = read_egor(EGOS, ALTERS, "egoID;Source;Target\n1;a;b\n1;b;a\n").networks["1"]
    assert density(twice) == same(1 / 3)
    assert measure(twice) == measure(once)


def test_total_strangers_in_a_file_are_no_tie():
    network = read_egor(EGOS, ALTERS, "egoID;Source;Target;weight\n1;a;b;0\n").networks["1"]
    assert density(network) == 0


def test_somebody_without_anyone_stays_in_the_study():
    assert measure(read_egor(EGOS, ALTERS, "egoID;Source;Target\n").networks["2"]).size == 0


def test_leaning_is_divided_by_the_number_of_people_once():
    assert ei("a", ["a", "b", "b", "b"]) == 0.5  # and not 0.125


def test_who_has_not_said_is_on_neither_side():
    assert ei("a", ["a", "b", None, None]) == 0


def test_variety_is_measured_by_what_is_possible_and_not_by_what_is_there():
    assert iqv(["a", "b"], possible=4) == same((1 / 2) / (3 / 4))  # and not 1
    with pytest.raises(ValueError, match="3 different values are there, and only 2 possible"):
        iqv(["a", "b", "c"], possible=2)


def test_an_acquaintance_outside_the_network_changes_nothing():
    # Divided by all the ties of Rosa and June, the dog's among them, this would be less than 1.125.
    people = (Person("r", "Rosa"), Person("j", "June"), Person("b", "Biscuit", kind=Kind.PET))
    links = frozenset({link("r", "j"), link("r", "b"), link("j", "b")})
    assert measure(Network("Maya", people, links=links)).constraint == same(1.125)


@pytest.mark.parametrize("people", ["rjdk", "rjdkstuv"], ids=["walked by hand", "by matrix"])
def test_betweenness_is_raw_and_its_share_stands_beside_it(people):
    first, *others = people
    found = measure(around_maya(people, *(first + other for other in others)))
    assert found.betweenness[first] == same(len(others) * (len(others) - 1) / 2)
    assert found.betweenness_share[first] == same(1)


def test_nothing_could_close_is_not_the_same_as_nothing_closed():
    assert measure(around_maya("rjd", "rj")).transitivity is None
    assert measure(around_maya("rjd", "rj", "jd")).transitivity == 0
