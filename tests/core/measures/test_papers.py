"""Examples worked out in the papers the measures come from, and by hand from their formulas."""

import pytest

from closeknit.core.measures import average, blau, density, link_ei, measure, shannon, size
from closeknit.core.network import Network, Person
from tests.core.measures.people import around_maya


def test_borgattis_example_of_burts_measures():
    # Borgatti 1997: G and the six around them, four ties among those.
    found = measure(around_maya("ABCDEF", "AB", "AE", "AF", "BD"))
    assert found.effective_size == pytest.approx(6 - 8 / 6)
    assert round(found.effective_size, 2) == 4.67
    assert round(found.efficiency, 2) == 0.78
    assert round(found.constraint, 3) == 0.4


@pytest.mark.parametrize("n", [2, 3, 5, 6, 20])
def test_burts_two_extremes(n):
    people = "abcdefghijklmnopqrst"[:n]
    apart = measure(around_maya(people))
    assert (apart.effective_size, apart.constraint) == (n, pytest.approx(1 / n))
    pairs = [a + b for i, a in enumerate(people) for b in people[i + 1 :]]
    together = measure(around_maya(people, *pairs))
    # Everybody gives 1/n to each other: c = ((1 + (n - 1)/n) / n)^2.
    assert together.effective_size == pytest.approx(1)
    assert together.constraint == pytest.approx(n * ((1 + (n - 1) / n) / n) ** 2)
    assert together.hierarchy == pytest.approx(0)


def test_freemans_star_and_circle():
    star = measure(around_maya("abcde", "ab", "ac", "ad", "ae"))
    assert (star.degree_centralization, star.betweenness["a"]) == (1.0, 6.0)
    circle = measure(around_maya("abcde", "ab", "bc", "cd", "de", "ae"))
    assert circle.degree_centralization == 0
    assert set(circle.betweenness.values()) == {1.0}


def test_the_focus_persons_betweenness_counts_each_pair_by_its_ways():
    # r and d both know j: Maya is one of two ways. k knows nobody: three pairs are hers alone.
    found = measure(around_maya("rjdk", "rj", "jd"))
    assert found.focus_betweenness == pytest.approx(1 / 2 + 3)
    assert found.focus_betweenness_share == pytest.approx(3.5 / 6)


def test_krackhardt_and_sterns_index_over_links():
    home = {"a": "home", "b": "home", "c": "choir", "d": "choir", "e": None}
    network = around_maya("abcde", "ab", "cd", "ac", "ae")
    # Two links within, one across; the one to somebody unknown is left out.
    assert link_ei(network, home) == pytest.approx((1 - 2) / 3)
    # Both pairs within are links, one of the four across: 1, and 1/4.
    assert link_ei(network, home, rescaled=True) == pytest.approx((1 / 4 - 1) / (1 / 4 + 1))


def test_links_cannot_lean_where_there_are_none_to_lean():
    alike = dict.fromkeys("abc", "home")
    assert link_ei(around_maya("abc"), alike) is None
    assert link_ei(around_maya("abc", "ab"), alike) == -1
    assert link_ei(around_maya("abc", "ab"), alike, rescaled=True) is None


def test_blau_and_shannon_are_largest_when_every_kind_is_there_alike():
    assert blau("abcd") == pytest.approx(1 - 1 / 4)
    assert shannon("abcd") == pytest.approx(2)
    assert blau("aaaa") == shannon("aaaa") == 0


def test_borgattis_fragmentation_and_mccartys_ratio():
    found = measure(around_maya("abcde", "ab", "bc", "de"))
    assert found.fragmentation == pytest.approx(1 - (3 * 2 + 2 * 1) / 20)
    assert found.component_ratio == pytest.approx(1 / 4)
    assert found.cut_points == ("b",)


def test_the_mean_size_of_a_study_counts_those_with_nobody():
    two = Network("Maya", (Person("r", "Rosa"), Person("j", "June")))
    study = [two, Network("Kofi"), Network("Sam"), Network("Lena")]
    found = average(study, size)
    assert (found.mean, found.answered, found.unanswered) == (0.5, 4, 0)
    found = average(study, density)
    assert (found.mean, found.answered, found.unanswered) == (0.0, 1, 3)
    assert average([], size).mean is None
