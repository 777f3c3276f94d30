"""Small groups: everybody in one, together or apart as wished, as even as can be."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.core.groups import how_many, share


@st.composite
def wishes(draw, most=8):
    people = [f"p{at}" for at in range(draw(st.integers(1, most)))]
    pairs = list(combinations(people, 2))
    some = st.lists(st.sampled_from(pairs), max_size=3, unique=True) if pairs else st.just([])
    return people, draw(st.integers(1, 4)), draw(some), draw(some)


def fits(groups, together, apart):
    where = {key: at for at, group in enumerate(groups) for key in group}
    return all(where[a] == where[b] for a, b in together) and all(
        where[a] != where[b] for a, b in apart
    )


def squares(groups):
    return sum(len(group) ** 2 for group in groups)


def best_by_trying(people, count, together, apart):
    """The most even of all ways there are, or None."""
    found = None
    for places in product(range(count), repeat=len(people)):
        groups = [
            [key for key, at in zip(people, places, strict=True) if at == g] for g in range(count)
        ]
        if all(groups) and fits(groups, together, apart):
            found = min(squares(groups), found or squares(groups))
    return found


@settings(max_examples=60, deadline=None)
@given(wishes(6), st.integers(0, 3))
def test_wishes_are_kept_in_the_most_even_way_or_the_reason_is_said(wished, seed):
    people, count, together, apart = wished
    made = share(people, count, seed, together, apart)
    best = best_by_trying(people, count, together, apart)
    if best is None:
        assert made.groups == ()
        assert made.why.endswith(".")
        return
    assert made.why == ""
    assert sorted(key for group in made.groups for key in group) == sorted(people)
    assert len(made.groups) == count
    assert fits(made.groups, together, apart)
    assert squares(made.groups) == best


@given(st.integers(1, 60), st.integers(1, 9), st.integers())
def test_without_wishes_sizes_differ_by_one_at_most(people, count, seed):
    made = share([f"p{at}" for at in range(people)], count, seed)
    sizes = [len(group) for group in made.groups]
    assert made.why if people < count else max(sizes) - min(sizes) <= 1


def test_the_same_seed_makes_the_same_groups_and_others_make_others():
    people = [f"p{at}" for at in range(12)]
    made = [share(people, 3, seed).groups for seed in range(20)]
    assert made == [share(people, 3, seed).groups for seed in range(20)]
    assert len(set(made)) == 20
    assert share(people[::-1], 3, 1) == share(people, 3, 1)


def test_everybody_meets_everybody_about_as_often():
    people = [f"p{at}" for at in range(6)]
    met = Counter()
    for seed in range(600):
        met.update(
            frozenset(pair) for g in share(people, 2, seed).groups for pair in combinations(g, 2)
        )
    assert len(met) == 15
    assert all(200 < count < 280 for count in met.values())  # 240 expected, three deviations are 36


def test_forty_people_with_many_wishes_are_shared_at_once():
    people = [f"p{at}" for at in range(40)]
    families = [people[at : at + 3] for at in range(0, 30, 3)]
    apart = [(people[at], people[at + 3]) for at in range(0, 30, 3)]
    made = share(people, 10, "evening", families, apart)
    assert [len(group) for group in made.groups] == [4] * 10


@pytest.mark.parametrize(
    ("count", "together", "apart", "why"),
    [
        (0, (), (), "One group at least is needed."),
        (4, (), (), "There are more groups (4) than people (3)."),
        (2, [("a", "b")], [("a", "b")], "Some people are to be kept together and apart at once."),
        (3, [("a", "b")], (), "With those who stay together there can be 2 groups at most, not 3."),
        (
            2,
            (),
            [("a", "b"), ("b", "c"), ("a", "c")],
            "There are too few groups to keep everybody apart who should be.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(count, together, apart, why):
    assert share(["a", "b", "c"], count, 1, together, apart).why == why


def test_a_wish_about_somebody_who_is_not_here_is_told():
    with pytest.raises(ValueError, match="There is no 'zoe' here"):
        share(["a"], 1, 1, apart=[("a", "zoe")])
    with pytest.raises(ValueError, match="twice"):
        share(["a", "a"], 1, 1)


@given(st.integers(0, 60), st.integers(1, 9))
def test_nobody_is_left_over_in_a_small_group(people, size):
    count = how_many(people, size)
    assert count == 0 if people == 0 else count == 1 or people // count >= size
