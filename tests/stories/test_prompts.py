"""Questions that somebody here asks: found by all, answered for oneself alone."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from closeknit.policy import Verb, may
from closeknit.stories.models import OwnPrompt, Reflection
from tests.cast import entered

pytestmark = pytest.mark.django_db
ASKED = "Where did somebody wait for you?"


def at(cast, name, *keys):
    return reverse(name, args=[cast.network.pk, *keys])


def page(cast, who, name, *keys):
    answer = entered(cast, who).get(at(cast, name, *keys))
    return unescape(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def asks(cast, who="rosa", words=ASKED):
    return entered(cast, who).post(at(cast, "prompts"), {"words": words})


def test_a_question_stands_among_the_others_with_the_name_of_whoever_asks(cast):
    assert asks(cast).status_code == 302
    for who in ("maya", "rosa", "kofi", "tanya"):
        shown = page(cast, who, "reflections")
        assert ASKED in shown, who
        assert "From Rosa" in shown, who


def test_whoever_asked_never_learns_that_there_is_an_answer(cast):
    asks(cast)
    row = OwnPrompt.everyones.get()
    before = page(cast, "rosa", "prompts"), page(cast, "rosa", "reflections")
    said = {"text": "At the bus stop, secretly."}
    assert entered(cast, "kofi").post(at(cast, "reflect", row.pk), said).status_code == 302
    answer = Reflection.everyones.get()
    assert (answer.prompt, answer.asked) == (row.pk, ASKED)
    for who in ("maya", "rosa", "tanya"):
        assert not may(cast.actors[who], Verb.READ, answer.facts())
        assert "secretly" not in page(cast, who, "reflections")
    after = page(cast, "rosa", "prompts"), page(cast, "rosa", "reflections")
    assert [len(one) for one in after] == [len(one) for one in before]


def test_a_question_that_is_gone_leaves_its_answers(cast):
    asks(cast)
    row = OwnPrompt.everyones.get()
    entered(cast, "kofi").post(at(cast, "reflect", row.pk), {"text": "At the bus stop."})
    assert entered(cast, "maya").post(at(cast, "remove_prompt", row.pk)).status_code == 302
    assert page(cast, "kofi", "reflect", row.pk) == 404
    shown = page(cast, "kofi", "reflections")
    assert ASKED in shown, "what he wrote keeps the words it answered"
    assert "Asked by people here" not in shown
    assert entered(cast, "maya").post(at(cast, "bring_back_prompt", row.pk)).status_code == 302
    assert ASKED in page(cast, "tanya", "prompts")


def test_members_answer_and_do_not_ask(cast):
    asks(cast)
    row = OwnPrompt.everyones.get()
    for who in ("kofi", "tanya", "lena"):
        assert asks(cast, who, "Mine?").status_code == 404
        assert page(cast, who, "prompt", row.pk) == 404
        assert entered(cast, who).post(at(cast, "remove_prompt", row.pk)).status_code == 404
    assert OwnPrompt.everyones.count() == 1


def test_an_empty_question_is_said_kindly(cast):
    answer = asks(cast, words="   ")
    assert answer.status_code == 422
    assert "Write the question first." in unescape(answer.content.decode())
    assert not OwnPrompt.everyones.exists()
