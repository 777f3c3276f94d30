"""The map of another day: a look back, with nothing to change there."""

from html import unescape

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Chapter, Place
from tests.cast import place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


@pytest.fixture
def years(cast):
    place(cast, "june", circle=3, since="2019", why="Over the hedge")
    Chapter.turn(cast.maya, cast.people["june"], "2023-02", why="The soup", circle=2)
    place(cast, "kofi", circle=2, since="2024", why="The bus")


def look(browser, cast, status=200, **asked):
    answer = browser.get(reverse("map", args=[cast.network.pk]), asked)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_map_of_a_year_shows_who_was_there_and_names_its_day(cast, maya, years):
    page = look(maya, cast, on="2020")
    assert "The map on 31 December 2020" in page
    assert "Over the hedge" in page
    assert reverse("person", args=[cast.network.pk, cast.people["june"].pk]) in page
    assert cast.people["kofi"].pk not in page


def test_nothing_can_be_moved_on_another_day(cast, maya, years):
    assert reverse("move_person", args=[cast.network.pk, "KEY"]) not in look(maya, cast, on="2020")


def test_a_look_back_moves_nobody_today(cast, maya, years):
    look(maya, cast)
    stood = Place.seen_by(cast.maya)
    look(maya, cast, on="2020")
    assert Place.seen_by(cast.maya) == stood


def test_the_slider_without_a_script_leads_to_the_day_of_its_step(cast, maya, years):
    where = reverse("map", args=[cast.network.pk])
    assert maya.get(where, {"step": "1"}).headers["Location"] == f"{where}?on=2023-02-01"
    for today in ("3", "99", "-1", "x", "9" * 50, "²"):
        assert maya.get(where, {"step": today}).headers["Location"] == where


def test_one_steps_to_the_day_before_and_after(cast, maya, years):
    page = look(maya, cast, on="2023-03-05")
    assert 'rel="prev" href="' in page
    assert "?on=2023-02-01" in page
    assert "?on=2024-01-01" in page


@pytest.mark.parametrize("typed", ["soon", "2027", "0000", "2026-02-30"])
def test_what_is_no_day_is_said_beside_the_field_and_kept(cast, maya, years, typed):
    page = look(maya, cast, status=422, on=typed)
    assert f'value="{typed}"' in page


def test_today_is_the_map_itself(cast, maya, years):
    look(maya, cast, status=302, on="2026-11-23")


def test_members_find_no_map_of_another_day(cast, enter, years):
    for name in ("kofi", "tanya", "lena"):
        look(enter(name), cast, status=404, on="2020")


def test_two_days_stand_beside_each_other_as_maps(cast, maya, years):
    answer = maya.get(reverse("what_changed", args=[cast.network.pk]), {"since": "2020"})
    _head, first, last = answer.content.decode().split('class="map"')
    kofi = reverse("person", args=[cast.network.pk, cast.people["kofi"].pk])
    assert kofi not in first, "he came later"
    assert kofi in last


def test_as_many_queries_however_many_people(cast, maya, years, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        look(maya, cast, on="2020")
    with django_assert_max_num_queries(15):
        maya.get(reverse("what_changed", args=[cast.network.pk]))
