"""The story of the network: what happened to the people in it, newest first."""

import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Chapter
from closeknit.policy import Audience, Level
from closeknit.stories.models import Story
from tests.cast import place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


def look(browser, cast, status=200, **asked):
    answer = browser.get(reverse("timeline", args=[cast.network.pk]), asked)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_who_came_and_moved_is_told_newest_first_with_the_reason(cast, maya):
    place(cast, "june", circle=3, since="2019")
    Chapter.turn(cast.maya, cast.people["june"], "2023-02", why="The soup", circle=2)
    page = look(maya, cast)
    assert re.findall(r'<h2 id="year-\d+">(\d+)</h2>', page) == ["2023", "2019"]
    assert "June: moved closer: Friends." in page
    assert "June came: Doing things together." in page
    assert "<q>The soup</q>" in page


def test_a_story_is_told_at_its_day_and_a_draft_is_not(cast, maya):
    Story.begin(cast.maya, happened="Not told yet.", on="2020")
    story = Story.begin(cast.maya, happened="June brought soup.", on="2021-03")
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    page = look(maya, cast)
    assert reverse("story", args=[cast.network.pk, story.pk]) in page
    assert "Not told yet." not in page


def test_what_somebody_keeps_to_themselves_is_in_nobody_elses_timeline(cast, rosa):
    story = Story.begin(cast.maya, happened="A quiet thing.", on="2021-03")
    story.tell(cast.maya, story.version, Audience(Level.ONLY_ME))
    assert "A quiet thing." not in look(rosa, cast)


def test_what_is_still_to_come_is_not_told(cast, maya):
    place(cast, "june", circle=3, since="2027-01", why="The new house")
    assert "The new house" not in look(maya, cast)


def test_members_and_strangers_find_nothing(cast, enter):
    for name in ("kofi", "tanya", "lena"):
        look(enter(name), cast, status=404)


def test_a_long_story_has_pages_of_few_queries(cast, maya, django_assert_max_num_queries):
    for year in range(1970, 2026):
        Chapter.make(cast.maya, person=cast.people["june"], since=str(year), why=f"Year {year}")
    with django_assert_max_num_queries(15):
        page = look(maya, cast)
    assert "Year 2025" in page
    assert "Year 1970" not in page
    assert "Year 1970" in look(maya, cast, page="2")
    assert "Year 1970" in look(maya, cast, page="99")
