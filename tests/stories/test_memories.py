"""What comes back on its day: never what was hard, and never somebody who has died."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Person
from closeknit.policy import Level
from closeknit.stories.memories import memory
from closeknit.stories.models import Consent, Moment, Story
from tests.cast import entered

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 4)


def told(cast, on, words="June came with soup.", **more):
    fields = {"audience": Level.STEWARDS, "told_at": timezone.now(), **more}
    return Story.make(cast.maya, "told_story", happened=words, on=on, **fields)


def test_a_story_comes_back_on_its_day(cast):
    told(cast, "2023-03-04")
    found = memory(cast.maya, TODAY)
    assert (found.words, found.years) == ("June came with soup.", 3)


def test_the_day_goes_before_the_month_and_a_month_is_enough(cast):
    told(cast, "2022-03", "Some day in March.")
    assert memory(cast.maya, TODAY).words == "Some day in March."
    told(cast, "2023-03-04", "This very day.")
    assert memory(cast.maya, TODAY).words == "This very day."


@pytest.mark.parametrize("on", ["", "2023", "2023-04", "2023-04-03", "2026-03-04", "2027-03-04"])
def test_nothing_comes_back_on_another_day_nor_in_its_own_year(cast, on):
    told(cast, on)
    assert memory(cast.maya, TODAY) is None


def test_what_was_hard_does_not_come_back_by_itself(cast):
    told(cast, "2023-03-04", hard=True)
    assert memory(cast.maya, TODAY) is None


def test_a_draft_does_not_come_back(cast):
    told(cast, "2023-03-04", told_at=None)
    assert memory(cast.maya, TODAY) is None


def test_nobody_who_has_died_comes_back_unasked(cast):
    story, june = told(cast, "2023-03-04"), cast.people["june"]
    Consent.put_in(cast.maya, story, june)
    assert memory(cast.maya, TODAY) is not None
    Person.everyones.filter(pk=june.pk).update(kind="died")
    assert memory(cast.maya, TODAY) is None


def test_a_moment_comes_back_on_the_day_it_was_written(cast):
    at = dt.datetime(2024, 3, 4, 12, tzinfo=dt.UTC)
    Moment.make(cast.maya, "told", text="Kofi kept a seat.", made_at=at)
    assert memory(cast.maya, TODAY).words == "Kofi kept a seat."


def test_only_what_the_reader_may_see_comes_back(cast):
    told(cast, "2023-03-04", audience=Level.PERSON)
    assert memory(cast.maya, TODAY) is not None
    for who in ("rosa", "kofi", "tanya", "lena"):
        assert memory(cast.actors[who], TODAY) is None


def test_it_stands_beside_the_question_of_the_day(cast):
    day = timezone.localdate()
    told(cast, f"{day.year - 1}-{day:%m-%d}")
    page = entered(cast, "maya").get(reverse("reflections", args=[cast.network.pk]))
    assert "June came with soup." in page.content.decode()
    assert "A year ago" in page.content.decode()
