"""Making time: who waits longest, one tap, not this week, and whom one may be losing touch with."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from closeknit.core.gaps import find_gaps
from closeknit.design.notices import undo_of
from closeknit.networks.models import Person
from closeknit.networks.snapshot import snapshot
from closeknit.plans.ideas import together
from closeknit.plans.models import Intention, Touch
from closeknit.plans.time_for import time_for
from closeknit.plans.time_words import how_long, how_often, last_time
from closeknit.policy import Audience, Level
from closeknit.stories.models import Consent, Story
from tests.cast import assemble, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def maya(cast):
    return entered(cast, "maya")


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def at(cast, name, *parts):
    return reverse(name, args=[cast.network.pk, *parts])


def said(client, cast, name="intentions", *parts):
    return unescape(client.get(at(cast, name, *parts)).content.decode())


def mean(cast, who, name, every, **more):
    person = cast.people[name] if name else None
    return Intention.make(cast.actors[who], "meant", person=person, every=every, **more)


def talked(cast, name, *days, who="maya", **more):
    for day in days:
        Touch.log(cast.actors[who], cast.people[name], ago(day), **more)


def due(cast, who="maya"):
    return time_for(snapshot(cast.network, cast.actors[who], timezone.localdate()))


def press_undo(client, answer):
    """The undo button of the notice that an answer leaves."""
    (message,) = get_messages(answer.wsgi_request)
    return client.post(undo_of(message))


def test_whoever_waits_longest_comes_first_and_it_is_told_in_words(cast, maya):
    mean(cast, "maya", "june", 7)
    mean(cast, "maya", "kofi", 14)
    talked(cast, "june", 9)
    talked(cast, "kofi", 21, words="The new job")
    assert [one.name for one in due(cast)] == ["Kofi", "June"]
    page = said(maya, cast)
    assert "About every two weeks. Last time was 3 weeks ago: “The new job”." in page
    assert page.index("Be in touch with Kofi") < page.index("Be in touch with June")


def test_what_counts_is_real_contact_and_not_what_was_meant(cast):
    row = mean(cast, "maya", "june", 14, made_at=timezone.now() - dt.timedelta(days=60))
    assert due(cast)[0].waits == 60, "never yet, since it was wished"
    talked(cast, "june", 3)
    assert due(cast)[0].waits == -11
    assert not due(cast)[0].now
    row.revise(cast.maya, row.version, every=2)
    assert due(cast)[0].now


def test_one_tap_says_that_we_talked_and_one_takes_it_back(cast, maya):
    mean(cast, "maya", "june", 7)
    (one,) = due(cast)
    answer = maya.post(one.touch, {"now": "1"})
    assert answer.url == at(cast, "intentions")
    assert Touch.visible_to(cast.maya).get().day == timezone.localdate()
    assert not due(cast)[0].now
    press_undo(maya, answer)
    assert not Touch.visible_to(cast.maya).exists()
    assert due(cast)[0].now


def test_a_time_has_a_day_a_way_and_a_few_words(cast, maya):
    june = cast.people["june"].pk
    told = {"day": ago(4).isoformat(), "how": "called", "words": "Her hip", "to": "person"}
    assert maya.post(at(cast, "add_touch", june), told).url == at(cast, "person", june)
    page = said(maya, cast, "person", june)
    assert "On the phone: Her hip" in page
    touch = Touch.visible_to(cast.maya).get()
    maya.post(at(cast, "change_touch", touch.pk), told | {"words": "Her knee", "version": "1"})
    assert Touch.visible_to(cast.maya).get().words == "Her knee"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2999-01-01", "still to come"),
        ("1066-10-14", "too long ago"),
        ("soon", "a day like 2026-05-04"),
    ],
)
def test_a_day_that_cannot_be_is_asked_again_and_the_words_are_kept(cast, maya, day, why):
    where = at(cast, "add_touch", cast.people["june"].pk)
    answer = maya.post(where, {"day": day, "how": "saw", "words": "Her hip"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert why in page
    assert "Her hip" in page
    assert not Touch.visible_to(cast.maya).exists()


def test_not_this_week_rests_a_week_without_a_word_and_can_be_undone(cast, maya):
    mean(cast, "maya", "june", 7)
    maya.post(due(cast)[0].later)
    one = due(cast)[0]
    assert not one.now
    assert one.row.snoozed_until == timezone.localdate() + dt.timedelta(days=7)
    page = said(maya, cast).partition("<h1>")[2]
    assert "That is fine." in page
    assert "Not this week" not in page
    maya.post(at(cast, "wake_intention", one.row.pk))
    assert due(cast)[0].now


def test_a_wish_is_written_down_with_a_rhythm_or_a_number_of_days(cast, maya):
    june = cast.people["june"].pk
    maya.post(at(cast, "intentions"), {"person": june, "rhythm": "14"})
    maya.post(at(cast, "intentions"), {"person": june, "rhythm": "own", "days": "45"})
    rows = Intention.visible_to(cast.maya)
    assert sorted(row.every for row in rows) == [14, 45]
    assert {row.audience for row in rows} == {Level.ONLY_ME}


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"rhythm": "14"}, "person", "With whom would you like"),
        ({}, "words", "Please write what it would be."),
        ({"person": "june", "rhythm": "own"}, "days", "Please write a number of days."),
        ({"person": "june", "rhythm": "7", "days": "9"}, "days", "another rhythm above"),
        ({"person": "june", "rhythm": "own", "days": "0"}, "days", "a number from 1 to 730"),
        ({"words": "Tea", "by_when": "2001-01-01"}, "by_when", "This day is over."),
        ({"person": "june", "rhythm": "7", "by_when": "2099-01-01"}, "by_when", "no last day"),
        ({"person": "nobody", "words": "Tea"}, "person", "not one of the available choices"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(cast, maya, typed, field, why):
    typed = dict(typed)
    if typed.get("person") == "june":
        typed["person"] = cast.people["june"].pk
    answer = maya.post(at(cast, "intentions"), typed)
    assert answer.status_code == 422
    assert why in " ".join(answer.context["form"].errors[field])
    assert not Intention.visible_to(cast.maya).exists()


def test_kofi_means_to_be_in_touch_with_maya_and_says_so_in_one_tap(cast):
    kofi = entered(cast, "kofi")
    kofi.post(at(cast, "intentions"), {"rhythm": "14"})
    (one,) = due(cast, "kofi")
    assert one.title == "Be in touch with Maya"
    kofi.post(one.touch, {"now": "1"})
    assert Touch.visible_to(cast.maya).get().person_id == cast.people["kofi"].pk
    assert due(cast) == [], "what Kofi means is his own"
    page = said(kofi, cast, "person", cast.people["kofi"].pk)
    assert "About every two weeks is meant." in page


def test_kofi_hears_nothing_of_how_others_are_in_touch(cast):
    talked(cast, "june", 200, 207, 214, 221, 228, words="A secret")
    kofi = entered(cast, "kofi")
    page = said(kofi, cast)
    assert "losing touch" not in page
    assert "June" not in page
    rosa = cast.people["rosa"].pk
    assert kofi.get(at(cast, "add_touch", rosa)).status_code == 404
    assert kofi.post(at(cast, "add_touch", rosa), {"now": "1"}).status_code == 404
    answer = kofi.post(at(cast, "intentions"), {"person": rosa, "rhythm": "7"})
    assert "time with Maya" in unescape(answer.content.decode())


def test_rosa_means_something_for_the_network_and_maya_sees_it(cast, maya):
    rosa = entered(cast, "rosa")
    june = cast.people["june"].pk
    rosa.post(at(cast, "intentions"), {"person": june, "rhythm": "30"})
    assert "Maya and June" in said(rosa, cast)
    assert "They talked" in said(rosa, cast)
    assert "Be in touch with June" in said(maya, cast)
    assert "June" not in said(entered(cast, "kofi"), cast)
    (one,) = due(cast)
    maya.post(at(cast, "remove_intention", one.row.pk))
    assert due(cast, "rosa") == []


def test_somebody_it_thins_with_stands_on_a_quiet_list(cast, maya):
    talked(cast, "june", 90, 97, 104, 111)
    talked(cast, "kofi", 90)
    page = said(maya, cast).partition("People you may be losing touch with")[2]
    assert "It used to be every 7 days or so. Last time was 3 months ago." in page
    assert "Kofi</a></h3>" not in page, "once is no habit"
    june = cast.people["june"].pk
    start = maya.get(at(cast, "intentions"), {"person": june, "rhythm": "7"}).context["form"]
    assert (start["person"].value(), start["rhythm"].value()) == (june, "7")


def test_half_again_past_what_the_network_wanted_is_a_finding_as_well(cast):
    mean(cast, "rosa", "june", 14, audience=Level.STEWARDS)
    talked(cast, "june", 30)
    seen = snapshot(cast.network, cast.maya, timezone.localdate())
    assert f"out_of_touch:{cast.people['june'].pk}" in {one.key for one in find_gaps(seen.network)}


def test_whoever_has_died_is_not_waited_for(cast, maya):
    talked(cast, "june", 90, 97, 104, 111)
    june = Person.visible_to(cast.maya).get(pk=cast.people["june"].pk)
    june.revise(cast.maya, june.version, kind="died")
    assert "losing touch" not in said(maya, cast)


def test_what_two_like_gives_an_idea_and_nothing_else_does(cast, maya):
    june, network = cast.people["june"], cast.network
    june.revise(cast.maya, june.version, likes="The choir, Cafés")
    network.revise(cast.maya, network.version, likes="chess, cafes")
    mean(cast, "maya", "june", 7)
    assert "You both like cafes: meet for one cup" in said(maya, cast)
    assert together("chess", "choir") == ""
    assert together("kites", "Kites").startswith("You both like kites: tell each other")


def test_another_week_brings_another_idea():
    weeks = {together("swimming, choir", "choir, swimming", week) for week in range(4)}
    assert len(weeks) == 4


def test_a_story_was_time_together_if_somebody_says_so(cast, maya):
    story = Story.begin(cast.maya, happened="June brought soup.", on=ago(5).isoformat())
    Consent.put_in(cast.maya, story, cast.people["june"])
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    assert not Touch.visible_to(cast.maya).exists(), "offered, never assumed"
    assert "Count it as time together" in said(maya, cast, "story", story.pk)
    where = at(cast, "story_time", story.pk)
    for _again in range(2):
        maya.post(where, {"people": [cast.people["june"].pk]})
    touch = Touch.visible_to(cast.maya).get()
    assert (touch.day, touch.source, touch.source_key) == (ago(5), "story", story.pk)
    assert "Counted already: June." in said(maya, cast, "story_time", story.pk)


@pytest.mark.parametrize("on", ["", "2024", "2024-05", "2999-01-01"])
def test_a_story_without_a_day_that_is_over_is_not_counted(cast, maya, on):
    story = Story.begin(cast.maya, happened="June brought soup.", on=on)
    Consent.put_in(cast.maya, story, cast.people["june"])
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    assert maya.get(at(cast, "story_time", story.pk)).status_code == 404


def test_small_things_stay_and_one_with_a_day_is_told_when_it_is_near(cast, maya):
    soon = timezone.localdate() + dt.timedelta(days=3)
    maya.post(at(cast, "intentions"), {"words": "Call the choir", "by_when": soon.isoformat()})
    (one,) = due(cast)
    assert one.now
    maya.post(at(cast, "finish_intention", one.row.pk))
    assert "One thing done" in said(maya, cast)
    maya.post(at(cast, "finish_intention", one.row.pk) + "?open=1")
    assert due(cast)[0].row.pk == one.row.pk


def test_rhythms_and_stretches_are_told_in_words():
    assert [how_often(days) for days in (1, 7, 91)] == [
        "About every day",
        "About every week",
        "About every three months",
    ]
    assert [how_long(days) for days in (1, 13, 14, 59, 60, 729, 730)] == [
        "1 day",
        "13 days",
        "2 weeks",
        "8 weeks",
        "2 months",
        "24 months",
        "2 years",
    ]
    assert last_time(None, "", timezone.localdate()) == "No time together is written down yet."


def test_the_same_few_queries_for_five_hundred_people_and_a_thousand_times(
    cast, maya, django_assert_max_num_queries
):
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(500)])
    stamp = {"network": cast.network, "author_id": cast.maya.account, "audience": "stewards"}
    Touch.everyones.bulk_create(
        Touch(person=people[n % 500], day=ago(n % 400), **stamp) for n in range(1000)
    )
    Intention.everyones.bulk_create(
        Intention(person=people[n], every=7, **stamp) for n in range(200)
    )
    for name, parts in (("intentions", ()), ("person", (people[0].pk,))):
        with django_assert_max_num_queries(15):
            assert maya.get(at(cast, name, *parts)).status_code == 200
