"""Somebody is on the map twice: two entries become one, and can become two again."""

from __future__ import annotations

from html import unescape

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import (
    Chapter,
    Contact,
    Link,
    Membership,
    Merge,
    Note,
    Person,
    Proposal,
    Row,
    TwoPeople,
)
from closeknit.networks.models.arrivals import pointing_at_people
from closeknit.networks.models.base import barred
from closeknit.policy import Denied, Role
from closeknit.stories.models import Consent, Story
from tests.cast import account, entered, introduce, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def june_again(cast):
    """June once more, as her contacts came in."""
    return Person.welcome(cast.maya, "June Okoye", likes="cards, choir")


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


def page(browser, cast, one, other):
    return browser.get(at(cast, "merge", one.pk, other.pk))


def put_together(browser, cast, one, other, **chosen):
    seen = page(browser, cast, one, other).context["page"].seen
    return browser.post(at(cast, "merge", one.pk, other.pk), {"seen": seen, **chosen})


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


# What comes together ----------------------------------------------------------------------------


def test_maya_makes_one_entry_of_two_and_everything_is_there(cast, maya, june_again):
    june = cast.people["june"]
    Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    Note.make(cast.maya, person=june_again, text="Ask about the garden.")
    answer = put_together(maya, cast, june, june_again, name="gone")
    assert answer.url == at(cast, "person", june.pk)
    seen = text(maya.get(answer.url))
    for words in ("June Okoye", "+1 416 555 0100", "Ask about the garden.", "cards, choir"):
        assert words in seen
    assert "June Okoye is one entry now." in seen
    assert not Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()
    assert "You put two entries of June Okoye together." in text(maya.get(at(cast, "record")))


def test_it_is_two_again_with_one_press(cast, maya, june_again):
    june = cast.people["june"]
    way = Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    put_together(maya, cast, june, june_again, name="gone")
    assert "June Okoye, put together with June Okoye" in text(maya.get(at(cast, "bin")))
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    june.refresh_from_db()
    way.refresh_from_db()
    assert (june.name, way.person_id) == ("June", june_again.pk)
    assert Person.visible_to(cast.maya).get(pk=june_again.pk).likes == "cards, choir"
    assert "You made one entry of June two again." in text(maya.get(at(cast, "record")))


def test_what_was_said_in_between_stays_with_the_entry_that_was_there(cast, maya, june_again):
    june = cast.people["june"]
    old = Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    put_together(maya, cast, june, june_again, name="kept")
    new = Contact.make(cast.maya, person=june, how="email", value="june@example.org")
    June = Person.visible_to(cast.maya).get(pk=june.pk)
    June.revise(cast.maya, June.version, name="Junie")
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    old.refresh_from_db(), new.refresh_from_db(), june.refresh_from_db()
    assert (old.person_id, new.person_id, june.name) == (june_again.pk, june.pk, "Junie")
