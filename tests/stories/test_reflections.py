"""Thinking about it: truly for oneself; one line for one other, and nothing around it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.networks.models import Membership
from closeknit.policy import Channel
from closeknit.stories.models import Reflection, Story
from closeknit.stories.prompts import PROMPTS, THEMES, of_the_day
from tests.cast import entered

pytestmark = pytest.mark.django_db
OTHERS = ("rosa", "kofi", "tanya", "lena")


@pytest.fixture
def thought(cast):
    return Reflection.write(cast.maya, prompt="turned_up", asked="When?", text="Quince and rain.")


def line_to(cast, who="kofi"):
    reader = Membership.active().get(account=cast.actors[who].account)
    return Reflection.give_line(cast.maya, "Thank you for the soup.", reader)


def test_maya_answers_a_question_and_finds_it_again(cast):
    maya = entered(cast, "maya")
    answer = maya.post(
        reverse("reflect", args=[cast.network.pk, "trust_grew"]),
        {"text": "With June, slowly.", "mood": "calm"},
    )
    assert answer.status_code == 302
    row = Reflection.mine(cast.maya).get()
    assert (row.prompt, row.mood, row.audience) == ("trust_grew", "calm", "only_me")
    assert "With June, slowly." in maya.get(answer.url).content.decode()


def test_last_years_answer_stands_beside_the_question(cast, thought):
    page = entered(cast, "maya").get(reverse("reflect", args=[cast.network.pk, "turned_up"]))
    assert "Quince and rain." in page.content.decode()


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("channel", list(Channel))
def test_nobody_else_reads_it_in_any_channel(cast, thought, who, channel):
    assert not Reflection.visible_to(cast.actors[who], channel).exists()


@pytest.mark.parametrize("who", OTHERS)
def test_no_page_of_anybody_else_holds_a_word_of_it(cast, thought, who):
    client = entered(cast, who)
    for name in ("reflections", "search", "record", "members", "people", "map", "bin", "who_sees"):
        page = client.get(reverse(name, args=[cast.network.pk]), {"q": "quince"})
        assert b"Quince" not in page.content.replace(b'value="quince"', b""), name
    for name in ("reflection", "share_line", "remove_reflection", "bring_back_reflection"):
        address = reverse(name, args=[cast.network.pk, thought.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "Mine now"}).status_code == 404


def test_one_line_reaches_one_other_and_nothing_else_does(cast, thought):
    line_to(cast, "kofi")
    page = entered(cast, "kofi").get(reverse("reflections", args=[cast.network.pk]))
    assert "Thank you for the soup." in page.content.decode()
    assert "Quince" not in page.content.decode()
    for who in ("rosa", "tanya", "lena"):
        assert not Reflection.visible_to(cast.actors[who]).exists()


def test_a_line_that_was_taken_back_is_gone_with_the_next_request(cast, thought):
    line = line_to(cast, "kofi")
    maya = entered(cast, "maya")
    maya.post(reverse("remove_reflection", args=[cast.network.pk, line.pk]))
    assert not Reflection.visible_to(cast.kofi).exists()


def test_kofi_keeps_to_himself_what_he_thinks_even_from_maya(cast):
    Reflection.write(cast.kofi, text="About Maya, for me alone.")
    assert not Reflection.visible_to(cast.maya).exists()
    assert Reflection.mine(cast.kofi).count() == 1


def test_a_paid_member_has_thoughts_of_their_own(cast):
    client = entered(cast, "tanya")
    address = reverse("reflect", args=[cast.network.pk, "free"])
    assert client.post(address, {"text": "A long day."}).status_code == 302
    assert Reflection.mine(cast.tanya).get().text == "A long day."


def test_nothing_typed_is_a_kind_word_and_keeps_the_mood(cast):
    address = reverse("reflect", args=[cast.network.pk, "free"])
    answer = entered(cast, "maya").post(address, {"text": " ", "mood": "tired"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A few words are enough." in page
    assert 'value="tired"' in page


def test_a_line_for_nobody_keeps_what_was_typed(cast, thought):
    address = reverse("share_line", args=[cast.network.pk, thought.pk])
    for reader in ("", "somebody", cast.lena.account):
        answer = entered(cast, "maya").post(address, {"line": "Thanks!", "reader": reader})
        assert answer.status_code == 422
        assert "Thanks!" in answer.content.decode()
    assert not Reflection.lines_given(cast.maya).exists()


def test_the_record_holds_no_word_of_it(cast, thought):
    told = Entry.objects.filter(row=thought.pk).values_list()
    assert told
    assert "Quince" not in str(list(told))


def test_a_question_that_there_is_not_is_missing(cast):
    address = reverse("reflect", args=[cast.network.pk, "no-such"])
    assert entered(cast, "maya").get(address).status_code == 404


def test_every_theme_has_questions_and_every_key_is_one_of_its_own():
    assert {one.theme for one in PROMPTS} == set(THEMES)
    assert len({one.key for one in PROMPTS}) == len(PROMPTS)
    assert all(len(str(one.words)) <= 300 and len(one.key) <= 30 for one in PROMPTS)


def test_each_question_has_its_day():
    days = {of_the_day(dt.date(2026, 1, 1) + dt.timedelta(n)).key for n in range(len(PROMPTS))}
    assert len(days) == len(PROMPTS)


def test_from_what_she_thought_maya_goes_on_to_a_story_or_an_ask_and_takes_no_word_along(
    cast, thought
):
    maya = entered(cast, "maya")
    page = maya.get(reverse("reflection", args=[cast.network.pk, thought.pk])).content.decode()
    story, ask = (reverse(name, args=[cast.network.pk]) for name in ("begin_story", "begin_ask"))
    assert f'action="{story}"' in page
    assert f'href="{ask}"' in page
    assert "Quince" not in maya.get(ask).content.decode()
    assert "Quince" not in maya.post(story, follow=True).content.decode()
    assert "Quince" not in str(Story.everyones.values_list())
