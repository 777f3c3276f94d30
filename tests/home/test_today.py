"""Today: the first page after coming in, for each kind of reader."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Person, Proposal
from closeknit.notices.models import Rhythm
from closeknit.plans.models import Ask, Confidant, Gathering, Guest, Intention, Role, Touch, Turn
from closeknit.stories.models import Consent, Moment, Story
from tests.cast import Cast, entered

pytestmark = pytest.mark.django_db


def page(cast: Cast, who: str) -> str:
    answer = entered(cast, who).get(reverse("today", args=[cast.network.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def lift(cast: Cast) -> Ask:
    day = timezone.localdate() + dt.timedelta(days=3)
    ask = Ask.begin(cast.maya, title="A lift to swimming", first_on=day)
    ask.tell(cast.maya, ask.version)
    return ask


def test_maya_is_greeted_by_name_and_asked_one_question(cast):
    shown = page(cast, "maya")
    assert ", Maya</h1>" in shown
    assert "One question" in shown
    assert "Nothing waits for you" in shown


def test_what_was_asked_and_whom_to_make_time_for_stand_there(cast):
    lift(cast)
    Intention.make(cast.maya, words="", person=cast.people["june"], every=14)
    Intention.everyones.update(made_at=timezone.now() - dt.timedelta(days=60))
    shown = page(cast, "maya")
    assert "A lift to swimming" in shown
    assert "Needs someone" in shown
    assert "June" in shown
    assert "One person would love to hear from you." in shown


def test_kofi_sees_what_he_said_yes_to_and_nothing_else(cast):
    ask = lift(cast)
    assert "A lift to swimming" not in page(cast, "kofi")
    Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    shown = page(cast, "kofi")
    assert "Your turns" in shown
    assert "A lift to swimming" in shown
    assert "How the network is doing" not in shown


def test_whoever_has_nothing_to_do_reads_that_kindly(cast):
    for who in ("kofi", "tanya"):
        assert "Nothing waits for you" in page(cast, who)


def test_a_stranger_finds_nothing(cast):
    where = reverse("today", args=[cast.network.pk])
    assert entered(cast, "lena").get(where).status_code == 404


def test_in_a_bad_week_nothing_is_wanted_of_maya(cast):
    lift(cast)
    Intention.make(cast.maya, words="Call June", person=cast.people["june"], every=1)
    Rhythm.objects.create(
        account=cast.account("maya"), quiet_until=timezone.localdate() + dt.timedelta(days=5)
    )
    shown = page(cast, "maya")
    assert "A quiet time" in shown
    for word in ("A lift", "Call June", "How the network is doing", "Nothing waits"):
        assert word not in shown


def test_a_moment_of_a_year_ago_comes_back(cast, time_machine):
    odd = timezone.now() + dt.timedelta(days=1 - timezone.localdate().toordinal() % 2)
    time_machine.move_to(odd, tick=False)  # moments and pictures take turns, day by day
    moment = Moment.make(cast.maya, "told", text="June brought soup.", person=cast.people["june"])
    past = timezone.now().replace(year=timezone.now().year - 1, day=1, hour=12)
    Moment.everyones.filter(pk=moment.pk).update(made_at=past)
    shown = page(cast, "maya")
    assert "From a year ago" in shown
    assert "June brought soup." in shown


def test_how_it_goes_is_a_part_and_a_page(cast):
    where = reverse("how_it_goes", args=[cast.network.pk])
    assert "<h1>" in entered(cast, "maya").get(where).content.decode()
    part = entered(cast, "maya").get(where, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in part
    assert entered(cast, "kofi").get(where).status_code == 404


@pytest.mark.parametrize("who", ["maya", "kofi"])
def test_it_asks_the_database_at_most_fifteen_times_however_much_there_is(cast, who):
    for number in range(40):
        person = Person.welcome(cast.maya, f"P{number}")
        Intention.make(cast.maya, words="", person=person, every=7)
        ask = lift(cast)
        Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    client = entered(cast, who)
    client.get(reverse("today", args=[cast.network.pk]))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("today", args=[cast.network.pk]))
    assert len(asked) <= 15, [one["sql"][:90] for one in asked]


def rhythm_with_june(cast: Cast) -> None:
    Intention.make(cast.maya, words="", person=cast.people["june"], every=14)
    Intention.everyones.update(made_at=timezone.now() - dt.timedelta(days=60))


def test_nobody_is_asked_to_call_somebody_who_has_died(cast):
    rhythm_with_june(cast)
    Person.everyones.filter(pk=cast.people["june"].pk).update(kind="died")
    assert "Make time for" not in page(cast, "maya")


def test_where_everything_is_kept_as_it_was_nothing_is_wanted(cast):
    lift(cast)
    rhythm_with_june(cast)
    type(cast.network).everyones.update(died_at=timezone.now())
    shown = page(cast, "rosa")
    for word in ("A lift", "June", "One question", "I want quiet"):
        assert word not in shown


def test_rosa_keeps_her_turn_of_what_is_asked_no_more(cast):
    ask = lift(cast)
    Turn.take(cast.rosa, ask, cast.people["rosa"], ask.slots(timezone.now())[0])
    ask.close(cast.maya, ask.version)
    lift(cast)
    assert "Your turns" in page(cast, "rosa")
    assert "Your turns" not in page(cast, "maya")


def test_in_a_bad_week_a_gathering_stays_and_nobody_is_asked_whether_they_come(cast):
    row = Gathering.plan(cast.maya, title="Sunday lunch")
    Guest.invite(cast.maya, row, cast.people["kofi"])
    row.tell(cast.maya)
    assert "Say whether you come" in page(cast, "kofi")
    soon = timezone.localdate() + dt.timedelta(days=5)
    Rhythm.objects.create(account=cast.account("kofi"), quiet_until=soon)
    assert "Sunday lunch" in page(cast, "kofi")
    assert "Say whether you come" not in page(cast, "kofi")


def test_in_a_bad_week_nobody_is_asked_either(cast):
    ask = lift(cast)
    Turn.call(cast.maya, ask, cast.people["rosa"]).asked_now(cast.maya, link=False)
    assert "You are asked" in page(cast, "rosa")
    soon = timezone.localdate() + dt.timedelta(days=5)
    Rhythm.objects.create(account=cast.account("rosa"), quiet_until=soon)
    assert "You are asked" not in page(cast, "rosa")


def test_a_memory_of_somebody_with_whom_it_has_been_quiet_comes_without_blame(cast):
    june, day = cast.people["june"], timezone.localdate()
    said = {"happened": "June came with soup.", "told_at": timezone.now()}
    Consent.put_in(cast.maya, Story.make(cast.maya, "told_story", **said), june)
    assert "With June" not in page(cast, "maya"), "of whom no contact is known nobody says that"
    Touch.log(cast.maya, june, day - dt.timedelta(days=30))
    assert "With June" not in page(cast, "maya")
    Touch.everyones.update(day=day - dt.timedelta(days=120))
    for who in ("maya", "rosa"):
        assert "With June" in page(cast, who)
        assert "It has been quiet for a while." in page(cast, who)
    for who in ("kofi", "tanya"):
        assert "With June" not in page(cast, who)
    Touch.log(cast.maya, june, day)
    assert "With June" not in page(cast, "maya")


def test_whatever_waits_for_an_answer_stands_there_without_a_word_of_it(cast):
    today, kofi = timezone.localdate(), cast.people["kofi"]
    assert "Nothing waits for you" in page(cast, "kofi")
    Confidant.ask(cast.maya, today, person=kofi)
    shown = page(cast, "kofi")
    assert "You are asked for a role" in shown
    assert "Nothing waits for you" not in shown
    assert "to trust" not in shown, "somebody may look over his shoulder"
    Role.ask(cast.maya, today, person=kofi, kind="advocate")
    assert "You are asked for 2 roles" in page(cast, "kofi")
    story = Story.make(cast.maya, "told_story", happened="A day out", told_at=timezone.now())
    Consent.put_in(cast.maya, story, kofi).ask(cast.maya)
    shown = page(cast, "kofi")
    assert "May something be shown with you in it?" in shown
    assert "A day out" not in shown
    assert "You are asked" not in page(cast, "tanya")


def test_what_waits_for_a_yes_is_told_until_it_is_answered_or_put_off(cast):
    Role.ask(cast.rosa, timezone.localdate(), person=cast.people["kofi"], kind="advocate")
    assert "One thing waits for your yes" in page(cast, "maya")
    assert "waits for your yes" not in page(cast, "rosa"), "she asks it herself"
    Proposal.visible_to(cast.maya).get().say_later(cast.maya)
    assert "waits for your yes" not in page(cast, "maya")


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi"])
def test_with_everything_on_it_the_page_asks_fifteen_times_at_most(cast, who):
    soon, long_ago = (timezone.now() + dt.timedelta(days=days) for days in (3, -360))
    for name in ("june", "tanya"):
        for author in (cast.maya, cast.rosa):
            Intention.make(author, words="", person=cast.people[name], every=7)
        Touch.log(cast.maya, cast.people[name], timezone.localdate() - dt.timedelta(days=200))
    Turn.take(cast.kofi, ask := lift(cast), cast.people["kofi"], ask.slots(timezone.now())[0])
    lunch = Gathering.plan(cast.maya, title="Lunch", with_stewards=True, starts_at=soon)
    Guest.invite_each(cast.maya, lunch, [cast.people[name] for name in ("kofi", "june", "rosa")])
    lunch.tell(cast.maya)
    moment = Moment.make(cast.maya, "told", text="Soup.", person=cast.people["june"])
    Moment.everyones.filter(pk=moment.pk).update(made_at=long_ago, audience="network")
    Role.ask(cast.rosa, timezone.localdate(), person=cast.people["kofi"], kind="advocate")
    client, where = entered(cast, who), reverse("today", args=[cast.network.pk])
    assert "Lunch" in client.get(where).content.decode()
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    assert len(asked) <= 15, [one["sql"][:90] for one in asked]
