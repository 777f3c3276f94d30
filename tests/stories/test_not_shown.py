"""Asked about something that somebody else in it wants unseen: kindly told, and free to say no."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.networks.models import Membership
from closeknit.policy import Denied, Role
from closeknit.stories.models import Consent, Story
from tests.cast import Cast, account, assemble, entered
from tests.rows import changed, everything

from .scene import SAID_YES, asked, pictured, says, told, whose
from .test_links import page

pytestmark = pytest.mark.django_db

NOT_SHOWN = "It is not shown at the moment"


def two_in_it(cast: Cast, lived: Any) -> tuple[Consent, Consent]:
    """June, who has a link, and Kofi, who comes in himself: both asked."""
    Consent.put_in(cast.rosa, lived, cast.people["kofi"])
    return asked(cast, lived), asked(cast, lived, "kofi")


def own_page(cast: Cast, one: Consent) -> str:
    return reverse("consent", args=[cast.network.pk, one.pk])


def bare(answer: Any) -> str:
    """A page without what is new each time."""
    text = answer.content.decode()
    return re.sub(r'value="[^"]{64}"|nonce="[^"]*"|/c/[\w-]{32}/', "", text)


@pytest.mark.parametrize("word", ["hide", "no"])
@pytest.mark.parametrize("kind", ["story", "photo"])
def test_each_learns_that_it_is_not_shown_and_nothing_of_it(word: str, kind: str) -> None:
    cast = assemble()
    lived = told(cast, place="the blue kitchen") if kind == "story" else pictured(cast)
    june, kofi = two_in_it(cast, lived)
    browser = entered(cast, "kofi")
    for shown in (Client().get(page(june)), browser.get(own_page(cast, kofi))):
        assert "soup" in shown.content.decode()
    says(cast, lived, word)
    told_kofi = browser.get(own_page(cast, kofi))
    says(cast, lived, "yes")
    says(cast, lived, word, "kofi")
    told_june = Client().get(page(june))
    for answer in (told_kofi, told_june):
        assert answer.status_code == 200
        text = answer.content.decode()
        assert NOT_SHOWN in text
        assert "I say no" in text
        assert 'name="answer"' not in text
        for secret in ("soup", "blue", "Rosa", "/picture/", "kept/", "stories/" + lived.pk):
            assert secret not in text, secret
    assert "June" not in told_kofi.content.decode()
    assert "Kofi" not in told_june.content.decode()


def test_the_page_is_the_same_whatever_it_is_that_is_not_shown() -> None:
    cast = assemble()
    pages = []
    for words, who in (("June brought soup.", "june"), ("A long walk by the lake.", "tanya")):
        story = told(cast, who=who, happened=words, place=words[:4])
        Consent.put_in(cast.rosa, story, cast.people["kofi"])
        kofi = asked(cast, story, "kofi")
        whose(story, cast, who).ask(cast.rosa)
        says(cast, story, "hide", who)
        shown = bare(entered(cast, "kofi").get(own_page(cast, kofi)))
        pages.append(shown.replace(kofi.pk, ""))
    assert pages[0] == pages[1]
    pages = []
    for words in ("June brought soup.", "A long walk by the lake."):
        story = told(cast, happened=words)
        june, _kofi = two_in_it(cast, story)
        says(cast, story, "no", "kofi")
        pages.append(bare(Client().get(page(june))))
    assert pages[0] == pages[1]


def test_its_files_are_gone_as_well() -> None:
    cast = assemble()
    photo = pictured(cast)
    june, kofi = two_in_it(cast, photo)
    token = Consent.everyones.get(pk=june.pk).token
    by_link = reverse("consent_picture", args=[token])
    own = reverse("consent_file", args=[cast.network.pk, kofi.pk, "picture"])
    browser = entered(cast, "kofi")
    assert Client().get(by_link).status_code == browser.get(own).status_code == 200
    says(cast, photo, "hide")
    assert browser.get(own).status_code == 404
    says(cast, photo, "yes")
    says(cast, photo, "hide", "kofi")
    assert Client().get(by_link).status_code == 404


def test_a_yes_from_before_shows_nothing_either() -> None:
    cast = assemble()
    story = told(cast)
    _june, kofi = two_in_it(cast, story)
    says(cast, story, "yes", "kofi")
    says(cast, story, "hide")
    browser = entered(cast, "kofi")
    shown = browser.get(own_page(cast, kofi)).content.decode()
    assert NOT_SHOWN in shown
    assert "soup" not in shown
    listed = browser.get(reverse("in_it", args=[cast.network.pk])).content.decode()
    assert "soup" not in listed
    assert own_page(cast, kofi) in listed
    says(cast, story, "yes")
    assert "soup" in browser.get(own_page(cast, kofi)).content.decode()


def test_june_says_no_by_the_link_and_takes_it_back_without_seeing_a_word() -> None:
    cast = assemble()
    story = told(cast)
    june, _kofi = two_in_it(cast, story)
    says(cast, story, "hide", "kofi")
    there = page(june)
    assert Client().post(there, {"no": "1"}).status_code == 302
    assert whose(story, cast).is_own_no
    shown = Client().get(there).content.decode()
    assert "Your answer is: No" in shown
    assert "soup" not in shown, "a no is no key to it"
    assert "Take my no back" in shown
    assert Client().post(there, {"unsay": "1"}).status_code == 302
    assert whose(story, cast).answer == "asked"


def test_nobody_says_yes_to_what_they_do_not_see() -> None:
    cast = assemble()
    story = told(cast)
    june, kofi = two_in_it(cast, story)
    browser, there = entered(cast, "kofi"), own_page(cast, kofi)
    says(cast, story, "hide")
    before = everything()
    said = browser.post(there, SAID_YES | {"version": kofi.version})
    assert said.status_code == 422
    assert NOT_SHOWN in said.content.decode()
    with pytest.raises(Denied):
        kofi.say(cast.kofi, kofi.version, "yes", ["network"])
    assert whose(story, cast, "kofi").answer == "asked"
    assert changed(before, everything()) == set()
    says(cast, story, "yes")
    says(cast, story, "hide", "kofi")
    version = {"version": whose(story, cast).version}
    said = Client().post(page(june), SAID_YES | version)
    assert said.status_code == 422
    assert "soup" not in said.content.decode()


def test_a_no_from_a_page_that_was_open_before_counts() -> None:
    cast = assemble()
    story = told(cast)
    june, kofi = two_in_it(cast, story)
    whole = {"answer": "no", "version": kofi.version, "called": "own"}
    says(cast, story, "hide")
    assert entered(cast, "kofi").post(own_page(cast, kofi), whole).status_code == 302
    assert whose(story, cast, "kofi").is_own_no
    whole["version"] = june.version
    assert Client().post(page(june), whole).status_code == 302
    assert whose(story, cast).is_own_no


def test_two_who_both_said_no_lift_it_one_after_the_other() -> None:
    cast = assemble()
    story = told(cast)
    june, kofi = two_in_it(cast, story)
    says(cast, story, "no")
    browser, there = entered(cast, "kofi"), own_page(cast, kofi)
    browser.post(there, {"no": "1"})
    assert NOT_SHOWN in Client().get(page(june)).content.decode()
    browser.post(there, {"unsay": "1"})
    assert "soup" in Client().get(page(june)).content.decode()
    version = {"version": whose(story, cast).version}
    assert Client().post(page(june), SAID_YES | version).status_code == 302
    version = {"version": whose(story, cast, "kofi").version}
    assert "soup" in browser.get(there).content.decode()
    assert browser.post(there, SAID_YES | version).status_code == 302
    assert Story.visible_to(cast.maya).exists()


def test_whoever_comes_in_themselves_takes_no_no_back_by_an_old_link() -> None:
    cast = assemble()
    story = told(cast)
    june, _kofi = two_in_it(cast, story)
    says(cast, story, "hide", "kofi")
    Client().post(page(june), {"no": "1"})
    there = page(june)
    Membership.welcome(cast.maya, account("june").pk, Role.MEMBER, person=cast.people["june"])
    assert "Take my no back" not in Client().get(there).content.decode()
    assert Client().post(there, {"unsay": "1"}).status_code == 404
    assert whose(story, cast).is_own_no


def test_whoever_told_it_themselves_finds_it_among_what_they_are_in() -> None:
    cast = assemble()
    story = told(cast, by="kofi")
    Consent.put_in(cast.kofi, story, cast.people["kofi"])
    says(cast, story, "no")
    browser, one = entered(cast, "kofi"), whose(story, cast, "kofi")
    listed = browser.get(reverse("in_it", args=[cast.network.pk])).content.decode()
    assert "June brought" in listed
    assert "Something you do not see now" not in listed
    own = browser.get(own_page(cast, one)).content.decode()
    assert "soup" in own
    assert 'name="answer"' not in own, "a yes of his shows it to nobody while June says no"
    stale = {**SAID_YES, "answer": "no", "version": one.version}
    assert browser.post(own_page(cast, one), stale).status_code == 302
    assert whose(story, cast, "kofi").answer == "no"
