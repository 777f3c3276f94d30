"""The story of the network: what happened to the people in it, newest first."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Chapter, Person, Wish
from closeknit.plans.models import Confidant, Role
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
    assert "June: moved closer, to “Friends”." in page
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


def test_who_said_yes_to_a_role_and_gave_it_back_is_told_on_these_days(cast, maya, rosa):
    june, day = cast.people["june"], dt.date(2024, 3, 2)
    held = Role.ask(cast.maya, day, kind="advocate", person=june, yes_on=day)
    held.say(cast.maya, held.version, "back", dt.date(2025, 6, 1))
    Role.ask(cast.maya, day, kind="advocate", person=cast.people["rosa"])
    Confidant.ask(cast.maya, day, person=june).say(cast.maya, 1, "yes", day)
    page = look(maya, cast)
    assert f"June said yes to a role: {held.called}." in page
    assert f"June gave a role back: {held.called}." in page
    assert "Rosa said yes" not in page, "she has not answered"
    assert "onfidant" in page
    assert "onfidant" not in look(rosa, cast), "known to two"


def test_a_wish_is_met_on_the_day_on_which_somebody_is_there_for_it(cast, maya):
    with time_machine.travel("2025-01-10 12:00", tick=False):
        Wish.make(cast.maya, kind="support", about="fun")
        sing = Wish.make(cast.maya, kind="companion", words="Somebody to sing with.")
        Wish.make(cast.maya, kind="role", about="advocate")
        place(cast, "june", circle=2, since="2020", gives={"talk": ""})
    Chapter.turn(cast.maya, cast.people["june"], "2025-05", gives={"talk": "", "fun": ""})
    with time_machine.travel("2025-08-02 12:00", tick=False):
        sing.revise(cast.maya, 1, met_by=[cast.people["kofi"].pk])
    day = dt.date(2025, 9, 1)
    role = Role.ask(cast.maya, day, kind="advocate", person=cast.people["rosa"], yes_on=day)
    found = r'class="day">([^<]*)</span>\s*<div>\s*<p><a[^>]*>(A wish[^<]*)'
    assert re.findall(found, look(maya, cast)) == [
        ("1 September", f"A wish was met: {role.called}. Rosa is there for it."),
        ("2 August", "A wish was met: Somebody to sing with. Kofi is there for it."),
        ("May", "A wish was met: Fun and company. June is there for it."),
    ]


def test_what_was_there_before_it_was_wished_is_no_news(cast, maya):
    place(cast, "june", circle=2, since="2020", gives={"fun": ""})
    place(cast, "kofi", circle=2, gives={"talk": ""})
    Wish.make(cast.maya, kind="support", about="fun")
    Wish.make(cast.maya, kind="support", about="talk")
    Wish.make(cast.maya, kind="companion", met_by=[cast.people["kofi"].pk])
    assert "A wish was met" not in look(maya, cast)


def test_a_wish_kept_from_rosa_is_not_told_to_her(cast, maya, rosa):
    with time_machine.travel("2025-01-10 12:00", tick=False):
        wish = Wish.make(cast.maya, kind="support", about="fun")
        wish.share(cast.maya, wish.version, Audience(Level.PERSON))
    place(cast, "june", circle=2, since="2025-05", gives={"fun": ""})
    assert "A wish was met" in look(maya, cast)
    assert "A wish was met" not in look(rosa, cast)


def test_ties_that_ended_are_told_until_they_are_gone_for_good(cast, maya, rosa):
    place(cast, "june", circle=3, since="2019")
    Chapter.turn(cast.maya, cast.people["june"], "2024", why="She moved away", circle=None)
    with time_machine.travel("2025-01-10 12:00", tick=False):
        sam = Person.welcome(cast.maya, "Sam")
    sam.bin(cast.maya)
    Person.welcome(cast.maya, "Nobody").bin(cast.maya)
    page = look(maya, cast)
    assert "June: in no circle any more." in page
    assert "<q>She moved away</q>" in page
    assert "Sam was taken off the map." in page
    assert "Nobody was taken off the map." not in page, "somebody typed it by mistake"
    assert "Sam was taken off the map." in look(rosa, cast)
    Person.everyones.filter(pk=sam.pk).update(audience=Level.PERSON)
    assert "Sam was taken off the map." not in look(rosa, cast)


def test_members_and_strangers_find_nothing(cast, enter):
    for name in ("kofi", "tanya", "lena"):
        look(enter(name), cast, status=404)


def test_a_long_story_has_pages_of_few_queries(cast, maya, rosa, django_assert_max_num_queries):
    for year in range(1970, 2026):
        Chapter.make(cast.maya, person=cast.people["june"], since=str(year), why=f"Year {year}")
    wish = Wish.make(cast.maya, kind="companion", met_by=[cast.people["june"].pk])
    wish.revise(cast.maya, 1, words="Somebody to sing with")
    for browser in (rosa, maya):
        look(browser, cast)
        with django_assert_max_num_queries(15):
            page = look(browser, cast)
    assert "Year 2025" in page
    assert "Year 1970" not in page
    assert "Year 1970" in look(maya, cast, page="2")
    assert "Year 1970" in look(maya, cast, page="99")
