"""Ties have chapters: a change today does not rewrite last year."""

import datetime as dt

import pytest
import time_machine

from closeknit.networks.models import Chapter, Link
from closeknit.networks.snapshot import snapshot
from tests.cast import introduce, place

pytestmark = pytest.mark.django_db


def circle_on(cast, name, day):
    seen = snapshot(cast.network, cast.maya, dt.date.fromisoformat(day))
    return seen.network.person(cast.people[name].pk).circle


def test_moving_closer_today_leaves_last_year_as_it_was(cast):
    with time_machine.travel("2025-03-01", tick=False):
        place(cast, "june", circle=3)
    Chapter.turn(cast.maya, cast.people["june"], dt.date(2026, 11, 23), circle=2)
    assert circle_on(cast, "june", "2026-11-22") == 3
    assert circle_on(cast, "june", "2026-11-23") == 2


def test_a_new_chapter_keeps_what_did_not_change(cast):
    with time_machine.travel("2025-03-01", tick=False):
        place(cast, "june", circle=3, relationship="neighbour", gives={"practical": "soup"})
    chapter = Chapter.turn(cast.maya, cast.people["june"], dt.date(2026, 11, 23), circle=2)
    assert (chapter.relationship, chapter.gives) == ("neighbour", {"practical": "soup"})


def test_trying_circles_on_one_day_makes_one_chapter(cast):
    with time_machine.travel("2026-11-23 12:00", tick=False):
        for circle in (1, 2, 3):
            Chapter.turn(cast.maya, cast.people["june"], dt.date(2026, 11, 23), circle=circle)
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 1
    assert circle_on(cast, "june", "2020-01-01") == 3


def test_i_had_it_wrong_rewrites_the_chapter_and_keeps_the_old_text(cast):
    with time_machine.travel("2025-03-01", tick=False):
        chapter = place(cast, "june", circle=3)
    chapter.revise(cast.maya, 1, circle=1)
    assert circle_on(cast, "june", "2025-06-01") == 1


def test_what_changed_in_a_year_only_known_by_its_number(cast):
    place(cast, "june", circle=3, relationship="neighbour")
    chapter = Chapter.turn(cast.maya, cast.people["june"], "2023", why="The soup", circle=2)
    assert (chapter.since, chapter.why, chapter.relationship) == ("2023", "The soup", "neighbour")
    assert [circle_on(cast, "june", day) for day in ("2022-12-31", "2023-01-01")] == [3, 2]


def test_changing_the_same_year_twice_makes_one_chapter(cast):
    place(cast, "june", circle=3)
    for circle in (2, 1):
        Chapter.turn(cast.maya, cast.people["june"], "2023", circle=circle)
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 2
    assert circle_on(cast, "june", "2024-01-01") == 1


def test_years_and_months_sort_among_days(cast):
    for since, circle in (("", 4), ("2019", 3), ("2019-06", 2), ("2023-01-15", 1)):
        place(cast, "june", since=since, circle=circle)
    days = ("2018-12-31", "2019-02-01", "2019-07-01", "2024-01-01")
    assert [circle_on(cast, "june", day) for day in days] == [4, 3, 2, 1]


def test_saying_twice_that_two_know_each_other_is_saying_it_once(cast):
    first, second = introduce(cast, "rosa", "june"), introduce(cast, "june", "rosa")
    assert first == second


def test_knowing_exactly_these_people_takes_other_links_away(cast):
    introduce(cast, "rosa", "june")
    kofi, june, tanya = (cast.people[name].pk for name in ("kofi", "june", "tanya"))
    Link.knows_these(cast.maya, june, [kofi, tanya], [cast.people["rosa"].pk])
    net = snapshot(cast.network, cast.maya, dt.date(2026, 11, 23)).network
    assert net.knows(june) == {kofi, tanya}


def test_a_link_that_was_taken_away_can_come_again(cast):
    june, rosa = cast.people["june"].pk, cast.people["rosa"].pk
    shown: list[str] = []
    for others in ([rosa], [], [rosa]):
        Link.knows_these(cast.maya, june, others, shown)
        shown = others
    net = snapshot(cast.network, cast.maya, dt.date(2026, 11, 23)).network
    assert net.knows(june) == {rosa}


def test_a_member_gets_no_circles_in_a_snapshot(cast):
    place(cast, "rosa", circle=1, gives={"talk": ""})
    introduce(cast, "rosa", "kofi")
    net = snapshot(cast.network, cast.kofi, dt.date(2026, 11, 23)).network
    rosa = net.person(cast.people["rosa"].pk)
    assert (rosa.circle, rosa.gives, net.links) == (None, frozenset(), frozenset())


def test_a_snapshot_takes_the_same_few_queries_for_three_or_forty(cast, django_assert_num_queries):
    from closeknit.networks.models import Person

    Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(40)])
    with django_assert_num_queries(9):  # seven, and one each for contact and roles
        snapshot(cast.network, cast.maya, dt.date(2026, 11, 23))


def chapters_of(cast, name):
    return Chapter.visible_to(cast.maya).filter(person=cast.people[name]).count()


def moved_closer(cast):
    """June, in the third circle since last year, moved to the second today."""
    with time_machine.travel("2025-03-01", tick=False):
        place(cast, "june", circle=3, relationship="neighbour")
    Chapter.turn(cast.maya, cast.people["june"], dt.date(2026, 11, 23), circle=2)


def test_a_move_undone_leaves_no_chapter_behind(cast):
    moved_closer(cast)
    Chapter.turn_back(cast.maya, cast.people["june"], dt.date(2026, 11, 23), circle=3)
    assert (circle_on(cast, "june", "2026-11-23"), chapters_of(cast, "june")) == (3, 1)


def test_undo_keeps_what_else_changed_that_day(cast):
    moved_closer(cast)
    june, today = cast.people["june"], dt.date(2026, 11, 23)
    now = Chapter.current(cast.maya, june, today)
    now.revise(cast.maya, now.version, relationship="friend")
    Chapter.turn_back(cast.maya, june, today, circle=3)
    assert Chapter.current(cast.maya, june, today).relationship == "friend"
    assert circle_on(cast, "june", "2026-11-23") == 3


def test_it_was_always_so_puts_the_earlier_chapter_right(cast):
    moved_closer(cast)
    Chapter.always(cast.maya, cast.people["june"], dt.date(2026, 11, 23), "circle")
    assert (circle_on(cast, "june", "2025-06-01"), chapters_of(cast, "june")) == (2, 1)


def test_always_so_means_nothing_where_there_is_no_earlier_chapter(cast):
    place(cast, "june", circle=2)
    Chapter.always(cast.maya, cast.people["june"], dt.date(2026, 11, 23), "circle")
    assert chapters_of(cast, "june") == 1
