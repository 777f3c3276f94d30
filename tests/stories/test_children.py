"""Somebody under age who takes part: they find what it is about, and their own no is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.networks.models import Person, Proposal
from closeknit.policy import Audience, Denied, Level
from closeknit.stories.models import Consent, Story
from tests.cast import Cast, assemble, entered

from .scene import SAID_YES, WORDS, asked, pictured, told, whose

pytestmark = pytest.mark.django_db


def a_child(cast: Cast) -> None:
    """Kofi is under age, and comes in himself."""
    Person.everyones.filter(pk=cast.people["kofi"].pk).update(under_age=True)


def said_for(cast: Cast, lived: Any, yes: bool = True) -> Consent:
    """What those who look after Kofi said, as Rosa wrote it down."""
    one = whose(lived, cast, "kofi")
    one.say_for_child(cast.rosa, one.version, yes)
    return one


def own_page(cast: Cast, one: Consent) -> str:
    return reverse("consent", args=[cast.network.pk, one.pk])


def listed(cast: Cast, browser: Client) -> str:
    return browser.get(reverse("in_it", args=[cast.network.pk])).content.decode()


def test_kofi_finds_what_was_said_for_him_and_says_no_himself() -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi")
    one, kofi = said_for(cast, story), entered(cast, "kofi")
    assert Story.visible_to(cast.maya).exists()
    assert "Yes, said by those who look after you" in listed(cast, kofi)
    page = kofi.get(own_page(cast, one)).content.decode()
    assert WORDS in page
    assert 'name="answer"' not in page, "a yes is not his to say"
    assert kofi.post(own_page(cast, one), {"no": "1"}).status_code == 302
    now = whose(story, cast, "kofi")
    assert (now.answer, now.guarded, now.reach) == ("no", False, frozenset())
    assert not Story.visible_to(cast.maya).exists()
    with pytest.raises(Denied):
        now.say_for_child(cast.rosa, now.version, True)


def test_his_no_counts_from_a_page_that_was_open_before_he_was_known_to_be_a_child() -> None:
    cast = assemble()
    story = told(cast, who="kofi")
    one, kofi = asked(cast, story, "kofi"), entered(cast, "kofi")
    a_child(cast)
    for answer, status, kept in (("yes", 422, "asked"), ("no", 302, "no")):
        said = {**SAID_YES, "answer": answer, "version": one.version}
        assert kofi.post(own_page(cast, one), said).status_code == status
        assert whose(story, cast, "kofi").answer == kept


def test_he_takes_it_back_and_those_who_look_after_him_answer_anew() -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi")
    one, kofi, rosa = said_for(cast, story), entered(cast, "kofi"), entered(cast, "rosa")
    asks = reverse("ask_consent", args=[cast.network.pk, one.pk])
    kofi.post(own_page(cast, one), {"no": "1"})
    told_rosa = rosa.get(asks).content.decode()
    assert "Kofi can take it back on the page What you are in." in told_rosa
    assert "Take my no back" in kofi.get(own_page(cast, one)).content.decode()
    assert kofi.post(own_page(cast, one), {"unsay": "1"}).status_code == 302
    now = whose(story, cast, "kofi")
    assert (now.answer, now.reach) == ("not_asked", frozenset()), "no yes comes back with it"
    assert not Story.visible_to(cast.tanya).exists()
    assert Entry.objects.filter(deed="took_no_back").count() == 1
    version = {"version": now.version}
    assert rosa.post(asks, {"answer": "yes", **version}).status_code == 302
    assert whose(story, cast, "kofi").guarded
    assert Story.visible_to(cast.maya).exists()


def test_after_he_took_it_back_he_finds_the_way_to_another_no() -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi", level="stewards")
    one, kofi = said_for(cast, story), entered(cast, "kofi")
    for said in ("no", "unsay"):
        kofi.post(own_page(cast, one), {said: "1"})
    assert own_page(cast, one) in listed(cast, kofi)
    kofi.post(own_page(cast, one), {"no": "1"})
    assert whose(story, cast, "kofi").is_own_no


@pytest.mark.parametrize("sent", [SAID_YES, {"answer": "yes"}, {}])
def test_no_yes_of_a_child_counts_whatever_is_sent(sent: dict[str, Any]) -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi")
    one = said_for(cast, story, yes=False)
    sent = {**sent, "version": one.version}
    assert entered(cast, "kofi").post(own_page(cast, one), sent).status_code == 422
    with pytest.raises(Denied):
        one.say(cast.kofi, one.version, "yes", ["network"])
    now = whose(story, cast, "kofi")
    assert (now.answer, now.guarded) == ("no", True)


def test_what_he_hid_comes_back_with_what_was_said_for_him() -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi")
    one, kofi = said_for(cast, story), entered(cast, "kofi")
    kofi.post(own_page(cast, one), {"hide": "1"})
    assert not Story.visible_to(cast.maya).exists()
    kofi.post(own_page(cast, one), {"unsay": "1"})
    assert Story.visible_to(cast.maya).exists()
    assert whose(story, cast, "kofi").guarded


def test_a_yes_from_before_he_was_known_to_be_a_child_does_not_come_back() -> None:
    cast = assemble()
    story = told(cast, who="kofi")
    one = asked(cast, story, "kofi")
    one.say(cast.kofi, one.version, "yes", ["network"])
    a_child(cast)
    kofi = entered(cast, "kofi")
    for said in ("hide", "unsay"):
        assert kofi.post(own_page(cast, one), {said: "1"}).status_code == 302
    assert whose(story, cast, "kofi").answer == "not_asked"


def test_a_yes_from_before_he_was_known_to_be_a_child_shows_him_to_nobody_more() -> None:
    cast = assemble()
    story = told(cast, who="kofi")
    one = asked(cast, story, "kofi")
    one.say(cast.kofi, one.version, "yes", ["network"])
    assert Story.visible_to(cast.tanya).exists()
    a_child(cast)
    assert not Story.visible_to(cast.tanya).exists()
    page = entered(cast, "rosa").get(reverse("story", args=[cast.network.pk, story.pk]))
    assert "Not asked yet" in page.content.decode()
    said_for(cast, story)
    assert Story.visible_to(cast.tanya).exists()


def test_he_tells_of_himself_and_those_who_look_after_him_say_whether_it_goes_further() -> None:
    cast = assemble()
    a_child(cast)
    story = Story.begin(cast.kofi, happened="I sang.")
    Consent.put_in(cast.kofi, story, Person.everyones.get(pk=cast.people["kofi"].pk))
    assert whose(story, cast, "kofi").answer == "not_asked"
    story.tell(cast.kofi, story.version, Audience(Level.NETWORK))
    for waits in Proposal.everyones.all():
        waits.say_yes(cast.maya)
    assert not Story.visible_to(cast.tanya).exists()
    said_for(cast, Story.everyones.get(pk=story.pk))
    assert Story.visible_to(cast.tanya).exists()


def test_what_he_may_not_read_stands_there_without_its_words_or_its_file() -> None:
    cast = assemble()
    a_child(cast)
    story = told(cast, who="kofi", level="stewards")
    photo = pictured(cast, who="kofi", level="stewards")
    kofi = entered(cast, "kofi")
    for lived in (story, photo):
        one = whose(lived, cast, "kofi")
        assert kofi.get(own_page(cast, one)).status_code == 404, "nobody was asked: he learns of it"
        one = said_for(cast, lived)
        page = kofi.get(own_page(cast, one)).content.decode()
        assert "soup" not in page
        assert "kept/" not in page
        assert "Rosa" not in page
        assert "I say no" in page
        there = reverse("consent_file", args=[cast.network.pk, one.pk, "picture"])
        assert kofi.get(there).status_code == 404
    assert "soup" not in listed(cast, kofi)
    assert "Something you do not see now" in listed(cast, kofi)


def test_nobody_answers_in_his_place_on_his_page() -> None:
    cast = assemble()
    a_child(cast)
    one = said_for(cast, told(cast, who="kofi"))
    for who in ("maya", "rosa", "tanya"):
        for said in ("no", "unsay", "hide"):
            sent = entered(cast, who).post(own_page(cast, one), {said: "1"})
            assert sent.status_code == 404


def test_nobody_is_told_that_a_child_has_to_answer() -> None:
    cast = assemble()
    story = told(cast, who="kofi")
    asked(cast, story, "kofi")
    mine = Consent.visible_to(cast.kofi)
    assert Consent.still_asked(mine).exists()
    a_child(cast)
    assert not Consent.still_asked(mine).exists()
