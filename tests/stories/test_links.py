"""Asked without an account: one link, one purpose, any time, and dead when the story is gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import Contact, Membership, Network, Person, tokens
from closeknit.policy import Channel, Denied, Role, Verb, may
from closeknit.stories.models import Consent, Story, post_question
from tests.cast import Cast, account, assemble, entered
from tests.forms import the_form
from tests.rows import changed, everything

from .scene import SAID_YES, WORDS, asked, link, pictured, says, told, whose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calm() -> None:
    cache.clear()


def page(one: Consent) -> str:
    return reverse("consent_link", args=[Consent.everyones.get(pk=one.pk).token])


def answer(one: Consent, said: str, **more: Any) -> Any:
    """What somebody sends who opened the page and pressed the button."""
    client, where = Client(), page(one)
    shown = the_form(client.get(where).content.decode(), has="version")
    typed = {"version": shown["version"], "scopes": ["network"], "called": "own"} | more
    return client.post(where, typed | {"answer": said})


def test_june_reads_what_it_is_and_says_yes_without_an_account() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    shown = Client().get(page(one))
    assert WORDS in shown.content.decode()
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert answer(one, "yes", called="first", until="2099-01-01").status_code == 302
    now = whose(one.story, cast)
    said = (now.answer, sorted(now.reach), now.called, now.until)
    assert said == ("yes", ["network"], "first", dt.date(2099, 1, 1))
    assert "come back to this address at any time" in Client().get(page(one)).content.decode()


def test_at_the_same_address_she_says_no_later() -> None:
    cast = assemble()
    story = told(cast)
    one = asked(cast, story)
    answer(one, "yes")
    assert Story.visible_to(cast.kofi).exists()
    answer(one, "no")
    assert not Story.visible_to(cast.kofi).exists()
    assert "Your answer is: No" in Client().get(page(one)).content.decode()


def test_one_press_hides_it_and_names_nobody() -> None:
    cast = assemble()
    story = told(cast)
    one = asked(cast, story)
    answer(one, "yes")
    assert Client().post(page(one), {"hide": "1"}).status_code == 302
    assert not Story.visible_to(cast.maya).exists()
    entry = Entry.objects.filter(deed="hid").get()
    assert entry.account_id is None
    assert "Somebody" in entry.sentence()


def test_looking_changes_nothing_however_often() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    before = everything()
    for _time in range(3):
        assert Client().get(page(one)).status_code == 200
        assert Client().head(page(one)).status_code == 200
    assert changed(before, everything()) == set()


def test_a_form_that_is_not_ours_does_nothing() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(page(one), {"answer": "yes"}).status_code == 403
    assert whose(one.story, cast).answer == "asked"


def test_the_link_is_for_this_row_and_for_nothing_else() -> None:
    cast = assemble()
    one, other = asked(cast, told(cast)), asked(cast, told(cast, by="maya"))
    actor = link(one)
    assert (actor.role, actor.purpose, actor.row) == (Role.LINK, "consent", one.pk)
    assert may(actor, Verb.CHANGE, one.facts(), Channel.LINK)
    assert not may(actor, Verb.READ, other.facts(), Channel.LINK)
    assert not may(actor, Verb.READ, one.story.facts(), Channel.LINK)
    assert not may(actor, Verb.READ, one.person.facts(), Channel.LINK)
    assert not Story.visible_to(actor, Channel.LINK).exists()
    with pytest.raises(Denied):
        other.say(actor, other.version, "yes", ["network"])


def test_a_token_of_something_else_or_of_nobody_finds_nothing() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    for token in ("a" * 32, tokens.token(one.pk, "b" * 32), tokens.token("a" * 16, one.nonce)):
        for where in ("consent_link", "consent_picture", "asked_in"):
            assert Client().get(reverse(where, args=[token])).status_code == 404
    real = Consent.everyones.get(pk=one.pk).token
    assert Client().get(reverse("asked_in", args=[real])).status_code == 404
    assert Client().get(reverse("consent_picture", args=[real])).status_code == 404


def test_the_database_holds_no_token() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    token = Consent.everyones.get(pk=one.pk).token
    assert len(token) == 32
    assert token not in repr(everything())


@pytest.mark.parametrize("how", ["binned", "gone", "to oneself", "taken out", "off the map"])
def test_the_link_is_dead_when_there_is_nothing_to_say_no_to(how: str) -> None:
    cast = assemble()
    story = told(cast)
    one = asked(cast, story)
    where = page(one)
    assert Client().get(where).status_code == 200
    if how == "binned":
        story.bin(cast.rosa)
    elif how == "gone":
        story.delete()
    elif how == "to oneself":
        Story.everyones.filter(pk=story.pk).update(audience="only_me")
    elif how == "taken out":
        Consent.take_out(cast.rosa, story, cast.people["june"])
    else:
        cast.people["june"].bin(cast.maya)
    assert Client().get(where).status_code == 404
    assert Client().post(where, {"answer": "no"}).status_code == 404


def test_after_too_many_answers_from_one_place_it_waits() -> None:
    where = reverse("consent_link", args=["a" * 32])
    for _time in range(60):
        assert Client().post(where, {"answer": "no"}).status_code == 404
    assert Client().post(where, {"answer": "no"}).status_code == 429
    assert Client().get(where).status_code == 404, "looking is no trying: nobody guesses 160 bits"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer": ""}, "Choose yes or no. Both are fine."),
        ({"answer": "yes", "scopes": []}, "To whom may it be shown?"),
        ({"answer": "yes", "called": "changed"}, "Write the name you would like"),
        ({"answer": "yes", "until": "2001-01-01"}, "This day is over."),
        ({"answer": "perhaps"}, "perhaps"),
        ({"answer": "yes", "until": "soon"}, "soon"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_kept(typed: Any, words: str) -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    said = answer(one, typed.pop("answer"), **typed)
    assert said.status_code == 422
    assert words in said.content.decode()
    assert whose(one.story, cast).answer == "asked"


def test_the_second_of_two_answers_is_shown_what_stands() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    stale = whose(one.story, cast).version
    answer(one, "no")
    said = Client().post(page(one), SAID_YES | {"version": stale})
    assert said.status_code == 409
    assert whose(one.story, cast).answer == "no"


def test_the_same_answer_twice_is_the_same_answer() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    answer(one, "yes")
    answer(one, "yes")
    now = whose(one.story, cast)
    assert (now.answer, now.reach) == ("yes", frozenset({"network"}))


def test_a_picture_is_shown_to_whoever_is_asked_about_it() -> None:
    cast = assemble()
    one = asked(cast, pictured(cast))
    token = Consent.everyones.get(pk=one.pk).token
    where = reverse("consent_picture", args=[token])
    assert where in Client().get(page(one)).content.decode()
    shown = Client().get(where)
    assert b"".join(shown.streaming_content) == b"RIFF"  # type: ignore[attr-defined]
    assert shown.headers["Content-Type"] == "image/webp"
    assert "no-store" in shown.headers["Cache-Control"]


def test_whoever_comes_in_here_later_still_says_no_by_the_link_but_not_yes() -> None:
    cast = assemble()
    story = told(cast)
    one = asked(cast, story)
    joined = account("june")
    fields = {"person": cast.people["june"], "opened_at": timezone.now()}
    Membership.welcome(cast.maya, joined.pk, Role.MEMBER, **fields)
    assert answer(one, "yes").status_code == 422
    assert whose(story, cast).answer == "asked"
    assert answer(one, "no").status_code == 302
    assert whose(story, cast).answer == "no"


def test_a_no_still_holds_where_everything_is_kept_as_it_was() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    answer(one, "yes")
    Network.everyones.filter(pk=cast.network.pk).update(died_at=timezone.now())
    assert answer(one, "yes", scopes=["recap"]).status_code == 422
    assert answer(one, "no").status_code == 302
    assert whose(one.story, cast).answer == "no"


# Asking -----------------------------------------------------------------------------------------


def ask_page(cast: Cast, one: Consent) -> str:
    return reverse("ask_consent", args=[cast.network.pk, one.pk])


def test_the_author_gets_a_link_to_hand_over_and_nothing_is_sent() -> None:
    cast = assemble()
    one = whose(told(cast), cast)
    rosa = entered(cast, "rosa")
    assert rosa.post(ask_page(cast, one)).status_code == 302
    shown = rosa.get(ask_page(cast, one)).content.decode()
    assert f"/c/{Consent.everyones.get(pk=one.pk).token}/" in shown
    assert mail.outbox == []


def test_a_letter_goes_only_to_an_address_that_is_written_down_and_says_nothing() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    june = {"person": cast.people["june"], "how": "email"}
    own = Contact.make(cast.maya, value="june@example.org", **june)
    others = Contact.make(cast.maya, person=cast.people["kofi"], how="email", value="k@example.org")
    rosa = entered(cast, "rosa")
    assert rosa.post(ask_page(cast, one), {"to": others.pk}).status_code == 404
    assert rosa.post(ask_page(cast, one), {"to": "\0"}).status_code == 404
    assert rosa.post(ask_page(cast, one), {"to": own.pk}).status_code == 302
    assert rosa.post(ask_page(cast, one), {"to": own.pk}).status_code == 404, "one a day"
    post_question.func(one.pk, own.pk)
    (letter,) = mail.outbox
    assert letter.to == ["june@example.org"]
    for word in ("soup", "Rosa", "Maya", "June brought"):
        assert word not in f"{letter.subject} {letter.body}"
    assert f"/c/{Consent.everyones.get(pk=one.pk).token}/" in letter.body


@pytest.mark.parametrize(("who", "opens"), [("maya", True), ("kofi", False), ("tanya", False)])
def test_who_may_ask_about_a_story_of_rosas(who: str, opens: bool) -> None:
    cast = assemble()
    story = told(cast)
    says(cast, story, "yes")
    one = whose(story, cast)
    seen = entered(cast, who).get(ask_page(cast, one)).status_code
    assert seen == (200 if opens else 404)


def test_nobody_is_asked_about_a_draft_or_what_is_kept_to_oneself() -> None:
    cast = assemble()
    draft = Story.begin(cast.rosa, happened=WORDS)
    Consent.put_in(cast.rosa, draft, cast.people["june"])
    with pytest.raises(Denied):
        whose(draft, cast).ask(cast.rosa)
    private = told(cast, level="only_me")
    with pytest.raises(Denied):
        whose(private, cast).ask(cast.rosa)


def test_maya_does_not_show_around_what_rosa_told_her_alone() -> None:
    cast = assemble()
    one = whose(told(cast, level="person"), cast)
    assert entered(cast, "maya").get(ask_page(cast, one)).status_code == 404
    with pytest.raises(Denied):
        one.ask(cast.maya)


def test_whoever_has_an_account_is_asked_on_their_own_page_without_a_link() -> None:
    cast = assemble()
    story = told(cast, by="maya", who="kofi", level="stewards")
    kofi, listed = entered(cast, "kofi"), reverse("in_it", args=[cast.network.pk])
    assert "June brought" not in kofi.get(listed).content.decode(), "nobody asked yet"
    one = asked(cast, story, "kofi")
    assert Consent.everyones.get(pk=one.pk).token == ""
    assert "June brought" in kofi.get(listed).content.decode()
    where = reverse("consent", args=[cast.network.pk, one.pk])
    assert WORDS in kofi.get(where).content.decode()
    version = {"version": whose(story, cast, "kofi").version}
    assert kofi.post(where, SAID_YES | version).status_code == 302
    assert whose(story, cast, "kofi").answer == "yes"
    assert kofi.post(where, {"hide": "1"}).status_code == 302
    assert not Story.visible_to(cast.rosa).exists()


def test_nobody_answers_for_somebody_else() -> None:
    cast = assemble()
    story = told(cast, who="kofi")
    one = asked(cast, story, "kofi")
    where = reverse("consent", args=[cast.network.pk, one.pk])
    for who in ("maya", "rosa", "tanya"):
        assert entered(cast, who).post(where, SAID_YES).status_code == 404
        with pytest.raises(Denied):
            one.say(cast.actors[who], one.version, "yes", ["network"])
    assert whose(story, cast, "kofi").answer == "asked"


# Children ---------------------------------------------------------------------------------------


def with_a_child(cast: Cast) -> Consent:
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    return whose(told(cast), cast)


def test_a_child_gets_no_link() -> None:
    cast = assemble()
    one = with_a_child(cast)
    with pytest.raises(Denied):
        one.ask(cast.rosa)
    assert "Ask June" not in entered(cast, "rosa").get(ask_page(cast, one)).content.decode()


@pytest.mark.parametrize("who", ["maya", "rosa"])
def test_what_those_who_look_after_a_child_said_is_written_down_for_the_network_alone(
    who: str,
) -> None:
    cast = assemble()
    one = with_a_child(cast)
    where = ask_page(cast, one)
    sent = {"answer": "yes", "version": one.version}
    assert entered(cast, who).post(where, sent).status_code == 302
    now = whose(one.story, cast)
    assert (now.answer, now.reach, now.guarded) == ("yes", frozenset({"network"}), True)
    assert Story.visible_to(cast.kofi).exists()


def test_a_link_that_was_there_before_somebody_is_known_to_be_a_child_leads_nowhere() -> None:
    cast = assemble()
    one = asked(cast, told(cast))
    where = page(one)
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    assert Client().get(where).status_code == 404


def test_nobody_turns_a_childs_own_no_into_a_yes() -> None:
    cast = assemble()
    story = told(cast)
    one = says(cast, story, "no")
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    rosa, where = entered(cast, "rosa"), ask_page(cast, one)
    page = rosa.get(where).content.decode()
    assert "June said no. It stays a no, whoever speaks for June." in page
    assert 'name="answer"' not in page
    for answer in ("no", "yes"):  # not by way of another no either
        assert rosa.post(where, {"answer": answer, "version": one.version}).status_code == 404
        with pytest.raises(Denied):
            one.say_for_child(cast.rosa, one.version, answer == "yes")
    now = whose(story, cast)
    assert (now.answer, now.guarded) == ("no", False)


@pytest.mark.parametrize("word", ["hide", "no"])
def test_whoever_is_asked_sees_nothing_that_somebody_else_in_it_wants_unseen(word: str) -> None:
    cast = assemble()
    story = told(cast)
    Consent.put_in(cast.rosa, story, cast.people["kofi"])
    kofi = asked(cast, story, "kofi")
    mine, list_ = (
        reverse("consent", args=[cast.network.pk, kofi.pk]),
        reverse("in_it", args=[cast.network.pk]),
    )
    june, browser = page(asked(cast, story)), entered(cast, "kofi")
    assert WORDS in browser.get(mine).content.decode()
    assert WORDS in Client().get(june).content.decode()
    says(cast, story, word)
    assert WORDS not in browser.get(mine).content.decode()
    assert WORDS not in browser.get(list_).content.decode()
    assert WORDS in Client().get(june).content.decode(), "June may still change her answer"
    says(cast, story, "yes")
    assert WORDS in browser.get(mine).content.decode()


def test_no_member_writes_down_what_was_said_for_a_child() -> None:
    cast = assemble()
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    one = whose(told(cast, by="kofi", level="stewards"), cast)
    assert entered(cast, "kofi").get(ask_page(cast, one)).status_code == 404
    with pytest.raises(Denied):
        one.say_for_child(cast.kofi, one.version, True)


def test_from_the_page_of_a_picture_one_asks_and_is_told_kindly_of_a_no() -> None:
    cast = assemble()
    photo = pictured(cast)
    where, rosa = reverse("photo", args=[cast.network.pk, photo.pk]), entered(cast, "rosa")
    assert ask_page(cast, whose(photo, cast)) in rosa.get(where).content.decode()
    says(cast, photo, "hide")
    assert "Somebody in it asked for this." in rosa.get(where).content.decode()
    assert entered(cast, "maya").get(where).status_code == 404
