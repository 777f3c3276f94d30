"""Group figures: honest averages, and no difference of tables that singles anybody out."""

from itertools import product
from random import Random

import numpy as np
import pytest

from closeknit.core.figures import (
    FEELINGS,
    LEAST,
    MEASURES,
    SMALL,
    TIMES,
    Figures,
    Numbers,
    Taker,
    fewest,
    figures,
)

CAME_AS = ("self", "family", "ally", "staff")


def group(size, seed, leave=(), kinds=CAME_AS):
    """Made-up participants; those in `leave` gave no more numbers after the first."""
    chance = Random(seed)
    weights = [chance.choice((1, 1, 3, 9)) for _ in kinds]
    takers = []
    for at in range(size):
        level = chance.choice((0, 0, 1, 3))
        told = [
            Numbers(*(max(0, chance.randint(-1, 2) + level * step) for _ in MEASURES))
            for step in range(3)
        ]
        came_as = chance.choices(kinds, weights)[0]
        later = (
            (None, None) if at in leave else (told[1], told[2] if chance.random() < 0.8 else None)
        )
        takers.append(Taker(f"t{at}", came_as, told[0], *later))
    return takers


def differences(tables):
    """Every sum of tables, each added, left out or taken away; what it says of each person."""
    everyone = sorted(set().union(*tables))
    rows = np.array([[key in table for key in everyone] for table in tables], dtype=int)
    signs = np.array(list(product((-1, 0, 1), repeat=len(tables))))
    return signs, signs @ rows


def attack(releases):
    """Try every difference of everything that was ever published; what it singles out."""
    tables = list(dict.fromkeys(keys for each in releases for _, keys in each.tables))
    if not tables:
        return []
    _, told = differences(tables)
    about = (told != 0).sum(axis=1)
    found = [f"a mean about {n} people" for n in set(about[(about > 0) & (about < LEAST)].tolist())]
    for measure, what in product((*MEASURES, *FEELINGS), ("none", "more")):
        cells = {}
        for release in releases:
            by_name = dict(release.tables)
            for f in release.figures:
                count = getattr(f, what)
                if f.measure == measure and count is not None:
                    held = cells.setdefault(f.time, {})
                    assert held.setdefault(by_name[f.came_as], count) == count
        found += small_cells(measure, what, cells)
    return found


def small_cells(measure, what, cells):
    """Counts that can be worked out for some people at one time, or as a change between two."""
    derived = {}
    for time, held in cells.items():
        signs, told = differences(list(held))
        counts = signs @ np.array(list(held.values()))
        for vector, count in zip(told, counts.tolist(), strict=True):
            if set(vector.tolist()) <= {0, 1} and vector.any():
                people = tuple(sorted(set().union(*held)))
                who = frozenset(key for key, one in zip(people, vector, strict=True) if one)
                derived.setdefault(who, {})[time] = count
    for who, by_time in derived.items():
        for time, count in by_time.items():
            if not SMALL <= count <= len(who) - SMALL:
                yield f"{measure}, {what}, {time}: {count} of {len(who)}"
            for other in by_time.values():
                if 0 < abs(count - other) < SMALL:
                    yield f"{measure}, {what}: {abs(count - other)} changed"


def published(takers):
    """Three times, each with all that is out by then, as a house would publish it."""
    out = []
    for upto in range(1, 4):
        out.append(figures(takers, TIMES[:upto], [each for each in out if each.tables]))
    return out


def tries(sizes, seeds):
    """Every way of publishing: as they come, with leavers, with one who answers late, with one
    who does not want to be counted any more."""
    for size, seed in product(sizes, seeds):
        kinds = CAME_AS[: 1 + seed % 4]
        takers = group(size, seed, kinds=kinds)
        yield f"{size}/{seed}", published(takers)
        first = figures(takers, TIMES[:2])
        kept = [first] if first.tables else []
        for gone in {0, size // 2, size - 1} if seed % 2 else range(size):
            late = group(size, seed, leave={gone}, kinds=kinds)
            then = figures(late, TIMES[:2])
            told = [then] if then.tables else []
            yield f"{size}/{seed} late {gone}", [*told, figures(takers, TIMES, told)]
            less = [taker for at, taker in enumerate(takers) if at != gone]
            yield f"{size}/{seed} without {gone}", [*kept, figures(less, TIMES, kept)]
            more = figures(less, TIMES[:2])
            held = [more] if more.tables else []
            yield f"{size}/{seed} joined {gone}", [*held, figures(takers, TIMES, held)]


@pytest.mark.parametrize("size", [1, 4, 9, 10, 11, 14, 20, 25, 31, 40])
def test_nobody_is_singled_out_by_any_difference(size):
    for name, releases in tries([size], [1, 3]):
        assert list(attack(releases)) == [], name
        assert size >= LEAST or not any(release.figures for release in releases)


@pytest.mark.long
@pytest.mark.parametrize("size", range(1, 41))
def test_nobody_is_singled_out_in_any_group_up_to_forty(size):
    for name, releases in tries([size], range(12)):
        assert list(attack(releases)) == [], name


def test_the_attack_finds_what_is_there_to_find():
    takers = group(14, 5, kinds=("self",))
    whole, less = figures(takers, TIMES), figures(takers[1:], TIMES)
    assert "a mean about 1 people" in attack([whole, less])
    cells = {"before": {frozenset("abcdefghijkl"): 7, frozenset("abcdefghij"): 6}}
    assert list(small_cells("unpaid", "none", cells))


def test_enough_is_told_to_be_worth_reading():
    """Hidden is only what has to be: of large mixed groups sub-groups and counts are shown."""
    chance = Random(1)
    takers = []
    for at in range(40):
        was = 0 if at % 2 else chance.randint(1, 3)
        now = was + (2 if at % 4 < 2 else 0)
        takers.append(Taker(f"t{at}", CAME_AS[at * 2 // 40], Numbers(was), Numbers(now)))
    made = figures(takers, TIMES[:2])
    for name in ("", "self", "family"):
        before, after = (made.of("unpaid", time, name) for time in TIMES[:2])
        assert before.people == (20 if name else 40)
        assert before.none == before.people // 2
        assert after.none == before.none // 2
        assert after.more == before.people // 2
        assert after.mean > before.mean


def test_somebody_with_nobody_counts_in_every_average():
    takers = [Taker(f"t{at}", "self", Numbers(unpaid=0 if at < 5 else 4)) for at in range(10)]
    (found,) = [f for f in figures(takers, ["before"]).figures if f.measure == "unpaid"]
    assert (found.people, found.mean, found.none) == (10, 2.0, 5)


def test_who_leaves_counts_with_their_last_numbers():
    takers = [Taker(f"t{at}", "self", Numbers(1), Numbers(3) if at else None) for at in range(10)]
    made = figures(takers)
    assert [made.of("unpaid", time).mean for time in TIMES] == [1.0, 2.8, 2.8]
    assert {f.people for f in made.figures} == {10}


def test_what_is_out_stays_as_it_is_when_somebody_answers_late():
    late = [Taker(f"t{at}", "self", Numbers(1), Numbers(3) if at else None) for at in range(10)]
    out = figures(late, TIMES[:2])
    now = [Taker(taker.key, "self", Numbers(1), Numbers(9), Numbers(9)) for taker in late]
    made = figures(now, TIMES, [out])
    assert made.of("unpaid", "after") == out.of("unpaid", "after")
    assert made.of("unpaid", "three").mean == 9.0


def test_figures_about_other_people_than_those_that_are_out_wait():
    takers = group(14, 2)
    out = figures(takers, ["before"])
    made = figures(takers[1:], TIMES, [out])
    assert made.figures == ()
    assert made.why.startswith("Other people would be counted")


def test_a_small_group_hides_behind_those_beside_it():
    """Twelve for themselves and four family members: twelve alone would tell of the four."""
    takers = [Taker(f"t{at}", "self" if at < 12 else "family", Numbers(1)) for at in range(16)]
    made = figures(takers, ["before"])
    assert {f.came_as for f in made.figures} == {""}
    assert len(made.tables) == 1


def test_the_fewest_are_found_as_by_trying_every_sum():
    chance = Random(4)
    for _ in range(60):
        people = [f"p{at}" for at in range(chance.randint(1, 7))]
        tables = [
            frozenset(key for key in people if chance.random() < 0.6)
            for _ in range(chance.randint(1, 3))
        ]
        signs = np.array(list(product(range(-2, 3), repeat=len(tables))))
        rows = np.array([[key in table for key in people] for table in tables], dtype=int)
        told = (signs @ rows != 0).sum(axis=1)
        assert fewest(tables) == (int(told[told > 0].min()) if (told > 0).any() else None)


def test_slips_are_told():
    taker = Taker("t", "self", Numbers())
    with pytest.raises(ValueError, match="twice"):
        figures([taker, taker])
    with pytest.raises(ValueError, match="no time 'never'"):
        figures([taker], ["never"])
    with pytest.raises(ValueError, match="below nought"):
        Numbers(unpaid=-1)
    assert fewest([]) is None
    assert Figures().of("unpaid", "before") is None
