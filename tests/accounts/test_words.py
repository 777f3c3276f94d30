"""Everybody reads in the words they chose, with and without an account."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language, override

from closeknit.accounts.letters import in_words_of
from closeknit.accounts.models import Account, Entry
from closeknit.design.tongues import TONGUES
from tests.accounts.people import come_in, maya

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def choose(client: Client, words: str, page: str = "/safety/", **more: str):
    return client.post(reverse("choose_words"), {"words": words}, HTTP_REFERER=HERE + page, **more)


def test_the_four_ways_are_called_as_their_readers_call_them(client: Client) -> None:
    page = client.get("/safety/").content.decode()
    for code, name in TONGUES.items():
        assert f'value="{code}"' in page
        assert f">{name}</button>" in page
    assert list(TONGUES.values()) == ["English", "Easy English", "Français", "Français facile"]


@pytest.mark.parametrize("words", TONGUES)
def test_a_stranger_chooses_and_is_back_on_the_same_page(client: Client, words: str) -> None:
    answer = choose(client, words, "/safety/?from=here")
    assert answer["Location"] == "/safety/?from=here"
    page = client.get("/safety/").content.decode()
    assert f'<html lang="{words[:2]}"' in page
    assert f'value="{words}" lang="{words[:2]}" aria-current="true"' in page
    assert '<details class="tongues">' in page  # open only until somebody chose


def test_before_anybody_chose_the_choice_is_open_and_the_browser_is_asked(client: Client) -> None:
    page = client.get("/safety/", HTTP_ACCEPT_LANGUAGE="fr-CA, en;q=0.5").content.decode()
    assert '<html lang="fr"' in page
    assert '<details class="tongues" open>' in page


def test_the_choice_of_an_account_goes_before_that_of_the_browser(client: Client) -> None:
    maya()
    come_in(client)
    choose(client, "fr-x-easy")
    assert Account.objects.get().language == "fr-x-easy"
    assert Entry.objects.get(deed="chose_words").detail == {"fields": ["language"]}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="fr"' in client.get("/account/").content.decode()
    choose(client, "fr-x-easy")
    assert Entry.objects.filter(deed="chose_words").count() == 1


def test_what_was_chosen_at_the_door_is_kept_when_somebody_comes_in(client: Client) -> None:
    maya()
    choose(client, "en-x-easy")
    come_in(client)
    assert Account.objects.get().language == "en-x-easy"


def test_a_choice_of_the_account_is_not_undone_by_a_browser(client: Client) -> None:
    maya()
    Account.objects.update(language="fr")
    choose(client, "en-x-easy")
    come_in(client)
    assert Account.objects.get().language == "fr"


@pytest.mark.parametrize("words", ["", "tlh", "en\0", "../fr"])
def test_another_word_changes_nothing(client: Client, words: str) -> None:
    maya()
    come_in(client)
    answer = choose(client, words)
    assert answer["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert Account.objects.get().language == ""


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/safety/", HERE + "//elsewhere.example/", HERE + "/no/", ""]
)
def test_nobody_is_led_away_from_here(client: Client, there: str) -> None:
    more = {"HTTP_REFERER": there} if there else {}
    assert client.post(reverse("choose_words"), {"words": "fr"}, **more)["Location"] == "/"


def test_a_page_of_somebody_else_chooses_nothing(client: Client) -> None:
    maya()
    come_in(client)
    for says in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}):
        choose(client, "fr", **says)
    assert Account.objects.get().language == ""


def test_whoever_leaves_quickly_leaves_no_choice_behind(client: Client) -> None:
    choose(client, "fr")
    gone = client.post(reverse("leave_quickly"))
    assert gone.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""


@pytest.mark.parametrize(("reads", "said"), [("fr", "fr"), ("", "en-x-easy"), ("xx", "en-x-easy")])
def test_a_letter_is_in_the_words_of_whoever_gets_it(reads: str, said: str) -> None:
    account = maya()
    account.language = reads
    account.save()
    with override("en-x-easy"):
        for reader in (account, account.email.upper()):
            with in_words_of(reader):
                assert get_language() == said
        with in_words_of("nobody@example.org"):
            assert get_language() == "en-x-easy"
