"""Few large things, or everything: chosen on an account, and before somebody comes in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.simple import COOKIE
from tests.accounts.people import come_in, maya
from tests.forms import first_to

pytestmark = pytest.mark.django_db


def choose(client: Client, view: str, back: str = "/safety/", **more: str):
    return client.post(reverse("choose_view"), {"view": view, "back": back}, **more)


def test_maya_chooses_and_the_record_says_so_once(client: Client) -> None:
    maya()
    come_in(client)
    assert choose(client, "simple")["Location"] == "/safety/"
    choose(client, "simple")
    assert Account.objects.get().simple is True
    assert Entry.objects.get(deed="chose_view").detail == {"fields": ["simple"]}
    choose(client, "all")
    assert Account.objects.get().simple is False


def test_what_was_chosen_at_the_door_is_kept_when_somebody_comes_in(client: Client) -> None:
    maya()
    choose(client, "simple")
    assert "You will see a few large things" in client.get("/").content.decode()
    come_in(client)
    assert Account.objects.get().simple is True


def test_a_choice_of_the_account_is_not_undone_by_a_browser(client: Client) -> None:
    maya()
    Account.objects.update(simple=False)
    client.cookies[COOKIE] = "simple"
    come_in(client)
    assert Account.objects.get().simple is False


def test_the_account_page_shows_and_changes_it(client: Client) -> None:
    maya()
    come_in(client)
    assert "Show few large things" in client.get("/account/").content.decode()
    choose(client, "simple")
    page = client.get("/account/").content.decode()
    assert "A few large things on each page." in page
    assert "Back to the simple home" in page


@pytest.mark.parametrize("view", ["", "tiny", "simple\0"])
def test_another_word_changes_nothing(client: Client, view: str) -> None:
    maya()
    come_in(client)
    answer = choose(client, view)
    assert answer["Location"] == "/"
    assert COOKIE not in answer.cookies
    assert Account.objects.get().simple is None


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", ""]
)
def test_nobody_is_led_away_from_here(client: Client, back: str) -> None:
    assert choose(client, "simple", back)["Location"] == "/"


def test_a_page_of_somebody_else_chooses_nothing() -> None:
    maya()
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get())
    assert choose(client, "simple").status_code == 403
    assert Account.objects.get().simple is None


@pytest.mark.parametrize("where", ["/", "/account/"])
def test_each_place_of_the_choice_has_a_token_that_works(where: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if where == "/account/":
        maya()
        client.force_login(Account.objects.get())
    form = first_to(reverse("choose_view"), client.get(where).content.decode())
    assert client.post(reverse("choose_view"), form).status_code == 302
    assert client.cookies[COOKIE].value == "simple"


def test_a_page_that_is_not_there_offers_no_choice(client: Client) -> None:
    maya()
    come_in(client)
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert reverse("choose_view") not in missing.content.decode()


def test_whoever_leaves_quickly_leaves_no_choice_behind(client: Client) -> None:
    choose(client, "simple")
    gone = client.post(reverse("leave_quickly"))
    assert gone.cookies[COOKIE].value == ""
