"""The bin: what was taken away in any room comes back from one page."""

from __future__ import annotations

from html import unescape

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.bin import KEPT
from closeknit.networks.models import Chapter, Contact, Merge, Note, Person, Portrait, Row, Wish
from closeknit.networks.models.base import barred
from closeknit.plans import gone as planned
from closeknit.plans.models import Ask, Confidant, Gathering, Intention, Role, Touch
from closeknit.policy.doors import DOORS
from closeknit.stories import gone as told
from closeknit.stories.models import Moment, Reflection, Story
from tests.cast import entered
from tests.house.test_pages import MOST_QUERIES

pytestmark = pytest.mark.django_db


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


@pytest.mark.parametrize(
    ("of", "make"),
    [
        ("plans", lambda cast: Touch.log(cast.maya, cast.people["june"], "2026-05-04")),
        ("stories", lambda cast: Moment.make(cast.maya, "told", text="We sang.")),
        ("stories", lambda cast: Reflection.write(cast.maya, text="June came.")),
    ],
)
def test_what_another_room_took_away_comes_back_from_its_shelf(cast, maya, of, make):
    row = make(cast)
    row.bin(cast.maya)
    page = unescape(maya.get(at(cast, "bin"), {"of": of}).content.decode())
    assert row.in_short() in page
    back = next(link for link in page.split('"') if row.pk in link and link.startswith("/n/"))
    assert maya.post(back).status_code == 302
    assert type(row).visible_to(cast.maya).filter(pk=row.pk).exists()


def test_a_shelf_shows_nobody_the_thoughts_of_others(cast, rosa):
    Reflection.write(cast.maya, text="June came.").bin(cast.maya)
    page = unescape(rosa.get(at(cast, "bin"), {"of": "stories"}).content.decode())
    assert "June came." not in page


def test_the_bin_names_nobody_whom_its_reader_may_not_see(cast, rosa):
    """What Rosa took away was her own; since then Maya keeps June to herself."""
    june = cast.people["june"]
    Contact.make(cast.rosa, person=june, how="phone", value="555 0100").bin(cast.rosa)
    Touch.log(cast.rosa, june, "2026-05-04").bin(cast.rosa)
    Person.everyones.filter(pk=june.pk).update(kept_out=barred([cast.rosa.account]))
    for of, words in (("", "Phone of somebody"), ("plans", "Time with somebody")):
        page = unescape(rosa.get(at(cast, "bin"), {"of": of}).content.decode())
        assert words in page
        assert "June" not in page


def fill_the_bin(cast, number):
    """One of each kind that goes there, about people of their own."""
    for at_ in range(number):
        person = Person.welcome(cast.maya, f"P{at_}")
        rows = [
            Contact.make(cast.maya, person=person, how="phone", value=f"555 01{at_}"),
            Note.make(cast.maya, person=person, text="Soup."),
            Portrait.make(cast.maya, person=person, file="none"),
            Chapter.make(cast.maya, person=person, circle=2),
            Touch.log(cast.maya, person, "2026-05-04"),
            Role.ask(cast.maya, timezone.localdate(), person=person, kind="advocate"),
            Confidant.ask(cast.maya, timezone.localdate(), person=person),
            Intention.make(cast.maya, words="", person=person, every=7),
            Ask.begin(cast.maya, title="A lift", first_on=timezone.localdate()),
            Gathering.plan(cast.maya, title="Lunch"),
            Moment.make(cast.maya, "told", text="We sang.", person=person),
            Story.begin(cast.maya, happened="We sang."),
            Wish.make(cast.maya, words="Cards."),
            Person.welcome(cast.maya, f"Away {at_}"),
        ]
        for row in rows:
            row.bin(cast.maya)
        Merge.together(cast.maya, person, Person.welcome(cast.maya, f"Q{at_}"), {})


@pytest.mark.parametrize("of", ["", "plans", "stories"])
@pytest.mark.parametrize("who", ["maya", "rosa"])
def test_the_page_asks_the_database_as_often_for_much_as_for_little(cast, who, of):
    browser, asked = entered(cast, who), []
    for number in (1, 4):
        fill_the_bin(cast, number)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(at(cast, "bin"), {"of": of}).status_code == 200
        asked.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
    assert asked[1] <= asked[0]
    assert max(asked) <= MOST_QUERIES


def test_a_shelf_nobody_knows_is_the_first_one(cast, maya):
    assert maya.get(at(cast, "bin"), {"of": "elsewhere"}).status_code == 200
    assert entered(cast, "kofi").get(at(cast, "bin"), {"of": "plans"}).status_code == 404


def test_every_way_back_has_its_place_on_a_shelf():
    """A door that brings something back belongs to a kind that the bin knows."""
    shelved = {*planned.BACK.values(), *told.BACK.values()}
    doors = {
        name
        for name in DOORS
        if "bring_back" in name and DOORS[name].kind == "network" and name != "bring_back"
    }
    assert doors == shelved
    rows = {model for model in apps.get_models() if issubclass(model, Row)}
    assert {*KEPT, *planned.BACK, *told.BACK} <= rows
