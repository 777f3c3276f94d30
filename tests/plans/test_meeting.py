"""The pages of gatherings, through the real door: planning, answering, meeting, what is next."""

from __future__ import annotations

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Contact, Membership, Person
from closeknit.networks.snapshot import snapshot
from closeknit.plans.happened import met
from closeknit.plans.meeting import next_together
from closeknit.plans.models import Gathering, Guest, Item, Question, Reply, Touch
from closeknit.plans.models.guests import post_invitation
from closeknit.policy import Role
from tests.cast import Cast, account, assemble, entered
from tests.rows import changed, everything

from .test_gatherings import guest, lunch

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def page(who: Client, name: str, row: Any, *more: str) -> str:
    answer = who.get(reverse(name, args=[row.network_id, row.pk, *more]))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def send(who: Client, name: str, row: Any, *more: str, **typed: Any) -> Any:
    return who.post(reverse(name, args=[row.network_id, row.pk, *more]), typed)


def test_maya_plans_it_asks_for_a_day_and_picks_one(cast):
    maya, kofi = entered(cast, "maya"), entered(cast, "kofi")
    begin = reverse("gathering_begin", args=[cast.network.pk])
    typed = {"title": "Games", "people": [cast.people["kofi"].pk], "questions": "Which game?"}
    maya.post(begin, typed)
    row = Gathering.visible_to(cast.maya).get()
    send(maya, "gathering_date", row, **{"day-1": "2199-03-06", "time-1": "19:00"})
    assert kofi.get(reverse("gathering", args=[cast.network.pk, row.pk])).status_code == 404
    send(maya, "gathering_tell", row)
    kofis = guest(row, cast, "kofi").pk
    words = {"day-0": "yes", "reply-0": "The one with trains."}
    send(kofi, "gathering_guest", row, kofis, **words)
    assert "Suits 1" in page(maya, "gathering", row)
    assert "The one with trains." in page(maya, "gathering", row)
    send(maya, "gathering_date", row, pick="2199-03-06T19:00")
    assert "6 March 2199, 19:00" in page(kofi, "gathering", row)


def test_what_is_typed_wrong_is_said_beside_the_field_and_kept(cast):
    maya = entered(cast, "maya")
    begin = reverse("gathering_begin", args=[cast.network.pk])
    answer = maya.post(begin, {"title": "", "place": "In the park", "day": "2199-03-06"})
    text = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Give it a name, like: Sunday lunch." in text
    assert "Say from when as well." in text
    assert 'value="In the park"' in text
    row = lunch(cast, "june")
    for name, typed in {
        "gathering_agenda": {"title": "Cake", "minutes": "many"},
        "gathering_date": {"day-1": "2199-03-06"},
        "gathering_close": {},
        "gathering_actions": {"words": "", "by_when": "9999-99-99"},
        "gathering_notes": {"text": " "},
    }.items():
        assert send(maya, name, row, **typed).status_code == 422, name


def test_the_minutes_flow_on_and_it_says_by_how_much_it_is_too_long(cast):
    maya, row = entered(cast, "maya"), lunch(cast, "june")
    noon = timezone.now().replace(hour=12, minute=0, second=0) + dt.timedelta(days=3)
    row.change(
        cast.maya, row.version, starts_at=noon, ends_at=noon + dt.timedelta(minutes=60), zone="UTC"
    )
    send(maya, "gathering_agenda", row, start="1")
    items = Item.of(row)
    assert "It ends at 13:20." in page(maya, "gathering_agenda", row)
    assert "That is 20 minutes longer than planned." in page(maya, "gathering_agenda", row)
    typed = {f"title-{n}": item.title for n, item in enumerate(items)}
    typed |= {f"minutes-{n}": item.minutes for n, item in enumerate(items)}
    typed |= {f"version-{n}": item.version for n, item in enumerate(items)}
    send(maya, "gathering_agenda", row, **typed | {"minutes-2": 10, "up": items[1].pk})
    assert [item.title for item in Item.of(row)[:2]] == [items[1].title, items[0].title]
    text = page(maya, "gathering_agenda", row)
    assert "It ends at 13:00." in text
    assert "longer than planned" not in text


def test_closing_asks_for_the_next_date_and_coming_counts_as_time_together(cast):
    maya, row = entered(cast, "maya"), lunch(cast, "kofi", "june")
    then = timezone.now() - dt.timedelta(hours=3)
    row.change(cast.maya, row.version, starts_at=then, rhythm="two_weeks")
    assert send(maya, "gathering_close", row).status_code == 422
    came = guest(row, cast, "kofi").pk
    local = row.local(then)
    day = (local.date() + dt.timedelta(days=14)).isoformat()
    typed = {"came": [came], "next": "day", "day": day, "starts": "12:30"}
    thanks = {"thanks": "Thank you all.", "whom": came, "words": "For the music."}
    send(maya, "gathering_close", row, **typed | thanks)
    (touch,) = Touch.visible_to(cast.maya)
    assert (touch.person, touch.source) == (cast.people["kofi"], "gathering")
    following = Gathering.visible_to(cast.maya).get(follows=row)
    assert following.is_draft
    assert {one.person_id for one in Guest.of([following.pk])} == {
        cast.people["kofi"].pk,
        cast.people["june"].pk,
    }
    kofis = page(entered(cast, "kofi"), "gathering", row)
    assert "For the music." in kofis
    assert "Thank you all." in kofis


def test_where_people_met_stands_in_the_story_of_the_network_for_those_who_were_asked(cast):
    row = lunch(cast, "kofi")
    then = timezone.now() - dt.timedelta(days=1)
    row.change(cast.maya, row.version, starts_at=then)
    row.close(cast.maya, row.version)
    today = timezone.localdate()
    told = [one.words for one in met(snapshot(cast.network, cast.maya, today))]
    assert told == ["We met: Sunday lunch"]
    assert list(met(snapshot(cast.network, cast.rosa, today))) == []


def test_who_sees_a_gathering_is_who_is_asked_and_no_link_leads_nowhere(cast):
    row = Gathering.plan(cast.maya, title="Lunch")
    Guest.invite(cast.maya, row, cast.people["kofi"])
    row.tell(cast.maya)
    maya = entered(cast, "maya")
    shown = maya.get(reverse("gathering", args=[cast.network.pk, row.pk])).content.decode()
    assert "Seen by 2 people: Maya, Kofi." in shown
    assert f"who-sees/gathering/{row.pk}" not in shown
    assert (
        "who-sees/gathering"
        not in maya.get(reverse("who_sees", args=[cast.network.pk])).content.decode()
    )


def test_not_yet_is_an_answer_to_the_next_date(cast):
    maya, row = entered(cast, "maya"), lunch(cast, "kofi")
    send(maya, "gathering_close", row, next="not_yet")
    assert Gathering.visible_to(cast.maya).get().closed_at is not None
    assert not Touch.visible_to(cast.maya).exists(), "it has not even begun"


def test_a_member_is_told_no_name_they_do_not_know_but_how_many_come(cast):
    text = page(entered(cast, "kofi"), "gathering", lunch(cast, "kofi", "rosa", "june"))
    assert "June" not in text
    assert "Rosa" in text
    assert "and 1 person you do not know yet" in text


def test_a_guest_of_the_network_sees_no_list(cast):
    sam = account("sam")
    person = Person.welcome(cast.maya, "Sam")
    more = {"person": person, "opened_at": timezone.now()}
    Membership.welcome(cast.maya, sam.pk, Role.GUEST, **more)
    cast.actors["sam"], cast.people["sam"] = cast.network.actor(sam.pk), person
    row = lunch(cast, "sam", "kofi")
    Item.add(cast.maya, row, title="The flat", minutes=10)
    text = page(entered(cast, "sam"), "gathering", row)
    assert "At Rosa’s" in text
    assert "Can you come?" in text
    assert "Kofi" not in text
    assert "The flat" not in text
    together = next_together(cast.sam, timezone.now())
    assert (together.coming, together.faces, together.mine) == (None, [], guest(row, cast, "sam"))


def test_whoever_comes_by_a_link_sees_this_one_and_nobody_else_on_the_list(cast):
    row = lunch(cast, "june", "kofi")
    asked = Question.put(cast.maya, row, "asked_question", words="What about my flat?")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    there = reverse("answer_gathering", args=[june.token])
    before = everything()
    answer = Client().get(there)
    assert changed(before, everything()) == set()
    assert "At Rosa’s" in unescape(answer.content.decode())
    assert "Kofi" not in answer.content.decode()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Client().post(there, {"answer": "perhaps"}).status_code == 422
    for _ in range(2):
        said = Client().post(there, {"answer": "later", "reply-0": "Keep it."})
        assert said.status_code == 302
    assert guest(row, cast, "june").answer == "later"
    assert Reply.visible_to(cast.maya).get(question=asked).words == "Keep it."
    row.cancel(cast.maya, row.version, "I am tired this week.")
    assert "I am tired this week." in Client().get(there).content.decode()
    assert Client().get(reverse("answer_gathering", args=["a" * 32])).status_code == 404


def test_a_letter_says_no_name_no_day_and_no_place(cast):
    row, maya = lunch(cast, "june"), entered(cast, "maya")
    june = guest(row, cast, "june")
    post = Contact.make(
        cast.maya, person=cast.people["june"], how="email", value="june@example.org"
    )
    send(maya, "gathering_guest", row, june.pk, link="1")
    send(maya, "gathering_guest", row, june.pk, to=post.pk)
    assert send(maya, "gathering_guest", row, june.pk, to=post.pk).status_code == 404, "one a day"
    post_invitation.func(june.pk, post.pk)
    (letter,) = mail.outbox
    assert letter.to == ["june@example.org"]
    assert f"/g/{guest(row, cast, 'june').token}/" in letter.body
    for word in ("Maya", "Rosa", "June", "lunch"):
        assert word not in f"{letter.subject} {letter.body}"


def test_what_is_next_takes_two_questions_to_the_database(cast):
    row = lunch(cast, "rosa", "kofi", "june")
    guest(row, cast, "rosa").say(cast.rosa, 1, "yes")
    guest(row, cast, "june").was_told(cast.maya, 1, "yes")
    with CaptureQueriesContext(connection) as asked:
        found = next_together(cast.kofi, timezone.now())
        assert found.counted == "2 coming, 1 not answered."
    assert len(asked) == 2
    assert [one.name for one in found.faces] == ["Rosa"]
    assert found.more == 1
    assert found.mine == guest(row, cast, "kofi")
    assert next_together(cast.tanya, timezone.now()) is None


def test_a_big_network_asks_no_more_of_the_database(cast):
    row = lunch(cast, "kofi")
    people = [Person.welcome(cast.maya, f"Guest {n}") for n in range(40)]
    Guest.invite_each(cast.maya, row, people)
    row.change(cast.maya, row.version, starts_at=timezone.now() - dt.timedelta(minutes=5))
    Question.put_on_list(cast.maya, row, ["What about my flat?", "And the cat?"])
    for one in Guest.of([row.pk]):
        one.gathering = row
        one.was_told(cast.maya, one.version, "yes", "With pleasure.")
    for who in ("maya", "kofi"):
        client = entered(cast, who)
        for name in ("gathering", "gatherings"):
            keys = [row.network_id] + ([row.pk] if name == "gathering" else [])
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name, args=keys)).status_code == 200
            assert len(asked) <= 15, (who, name, len(asked))


def test_the_last_time_can_be_had_again_and_what_was_taken_away_comes_back(cast):
    maya, row = entered(cast, "maya"), lunch(cast, "kofi")
    Item.add(cast.maya, row, title="Food", minutes=30)
    row.change(cast.maya, row.version, rhythm="week")
    send(maya, "gathering_again", row)
    again = Gathering.visible_to(cast.maya).get(follows=row)
    assert again.starts_at - row.starts_at == dt.timedelta(days=7)
    assert [item.title for item in Item.of(again)] == ["Food"]
    send(maya, "gathering_remove", again)
    assert not Gathering.visible_to(cast.maya).filter(pk=again.pk).exists()
    send(maya, "gathering_bring_back", again)
    assert Gathering.visible_to(cast.maya).filter(pk=again.pk).exists()
