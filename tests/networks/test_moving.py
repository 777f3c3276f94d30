"""Moving somebody: today's deed, last year untouched, and always a way back."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Chapter, Person
from tests.cast import assemble, circle, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = assemble()
    with time_machine.travel("2025-03-01", tick=False):
        place(cast, "rosa", circle=1, relationship="parent", paid="unpaid")
        place(cast, "june", circle=2, relationship="neighbour", paid="unpaid")
    return cast


def address(cast, name, *people):
    return reverse(name, args=[cast.network.pk, *(cast.people[one].pk for one in people)])


def words(page):
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def move(client, cast, name, **how):
    """Somebody is moved from the tree."""
    how = {"back": address(cast, "people_tree")} | how
    return client.post(address(cast, "move_person", name), how, follow=True)


def undo(client, cast, name, **how):
    how = {"back": address(cast, "people_tree")} | how
    return client.post(address(cast, "undo_move", name), how, follow=True)


def test_moving_closer_today_leaves_last_year_as_it_was(maya, cast):
    page = move(maya, cast, "june", direction="closer")
    assert "June moved from Friends to Closest." in words(page)
    assert circle(cast, "june") == 1
    assert circle(cast, "june", dt.date(2025, 6, 1)) == 2


def test_moving_to_a_circle_by_its_number(maya, cast):
    move(maya, cast, "june", circle="4")
    assert circle(cast, "june") == 4


@pytest.mark.parametrize("how", [{"circle": "9"}, {"direction": "up"}, {"circle": "2"}, {}])
def test_a_move_to_nowhere_changes_nothing(maya, cast, how):
    before = Chapter.everyones.count()
    assert move(maya, cast, "june", **how).status_code == 200
    assert Chapter.everyones.count() == before


def test_nobody_moves_closer_than_closest(maya, cast):
    move(maya, cast, "rosa", direction="closer")
    assert circle(cast, "rosa") == 1


def test_undo_leaves_no_trace_on_the_map(maya, cast):
    move(maya, cast, "june", circle="1")
    page = undo(maya, cast, "june", was="2")
    assert "June is back where they were." in words(page)
    assert circle(cast, "june") == 2
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 1


def test_undo_of_a_first_place_leaves_somebody_without_one(maya, cast):
    with time_machine.travel("2025-03-01", tick=False):
        cast.people["pat"] = Person.welcome(cast.maya, "Pat")
    move(maya, cast, "pat", circle="3")
    undo(maya, cast, "pat", was="")
    assert circle(cast, "pat") is None


def test_it_was_always_so_puts_last_year_right(maya, cast):
    move(maya, cast, "june", circle="1")
    undo(maya, cast, "june", was="2", always="1")
    assert circle(cast, "june", dt.date(2025, 6, 1)) == 1
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 1


def test_after_a_move_one_is_back_where_one_was(maya, cast):
    where = address(cast, "people_tree") + "?find=june"
    page = move(maya, cast, "june", circle="1", back=where)
    assert page.request["PATH_INFO"] == address(cast, "people_tree")
    assert "find=june&moved=" in page.request["QUERY_STRING"]


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "people"])
def test_a_move_never_leads_out_of_the_house(maya, cast, back):
    path = address(cast, "move_person", "june")
    answer = maya.post(path, {"circle": "1", "back": back})
    assert answer["Location"].startswith(address(cast, "map"))


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_members_and_strangers_move_nobody(client, cast, who):
    client.force_login(cast.account(who))
    assert move(client, cast, "june", circle="1").status_code == 404
    assert circle(cast, "june") == 2


def test_somebody_of_another_network_cannot_be_moved_from_here(maya, cast):
    there = Person.welcome(cast.lena, "Somebody else")
    path = reverse("move_person", args=[cast.network.pk, there.pk])
    assert maya.post(path, {"circle": "1"}).status_code == 404
