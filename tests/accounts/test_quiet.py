"""A plain word on the tab and in letters, for whoever wants it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.own import go_quiet
from tests.addresses import address, fill
from tests.cast import Cast, entered
from tests.house.test_pages import PAGES

pytestmark = pytest.mark.django_db


def tab(client: Client, where: str) -> tuple[str, str]:
    """What the tab says, and its picture."""
    text = client.get(where, follow=True).content.decode()
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    icon = re.search(r'<link rel="icon"[^>]* href="([^"]*)"', text)
    assert title
    assert icon
    return title[1], icon[1]


def test_maya_chooses_a_plain_word_and_takes_it_back(cast: Cast, maya: Client) -> None:
    maya.post("/account/quiet/", {"neutral": "on"})
    assert tab(maya, "/account/") == ("Notes", "/static/closeknit/plain.svg")
    maya.post("/account/quiet/", {})
    assert tab(maya, "/account/") == ("My account · Closeknit", "/static/closeknit/brand.svg")
    mine = Entry.objects.filter(account=cast.maya.account, deed="quieted")
    assert [entry.sentence() for entry in mine] == ["maya chose what the tab says."] * 2


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_hers_says_more(cast: Cast, maya: Client, name: str, settings: Any) -> None:
    settings.NEUTRAL_TITLE = "Bob’s <recipes>"
    go_quiet(cast.account("maya"), True)
    assert tab(maya, address(name, fill(cast)))[0] == "Bob’s &lt;recipes&gt;"


@pytest.mark.parametrize("where", ["/account/", "/safety/", "/nowhere/", "/patterns/", "/demo/"])
def test_nor_does_any_other(cast: Cast, maya: Client, where: str) -> None:
    go_quiet(cast.account("maya"), True)
    assert tab(maya, where)[0] == "Notes"


def test_it_is_hers_alone(cast: Cast, rosa: Client) -> None:
    go_quiet(cast.account("maya"), True)
    assert "Closeknit" in tab(rosa, "/account/")[0]
    assert "Closeknit" in tab(Client(), "/enter/")[0]


def test_when_the_house_breaks_the_tab_says_nothing_either(
    cast: Cast, maya: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("closeknit.accounts.views.quiet.render", broken)
    maya.raise_request_exception = False
    answer = maya.get("/account/quiet/")
    assert answer.status_code == 500
    title = re.search(r"<title>(.*?)</title>", answer.content.decode())
    assert title
    assert "Closeknit" not in title[1]


def letter(client: Client, address: str) -> Any:
    client.post("/enter/", {"email": address})
    return mail.outbox[-1]


def test_her_letters_say_it_too(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Closeknit <post@example.org>"
    settings.NEUTRAL_TITLE = "Bob’s notes"
    account = cast.account("maya")
    assert "Closeknit" in letter(client, account.email).subject
    go_quiet(account, True)
    quiet = letter(Client(), account.email)
    assert quiet.subject == "Your code for Bob’s notes"
    assert quiet.from_email.endswith("<post@example.org>")
    assert "knit" not in quiet.message().as_string().lower()


def test_a_strange_answer_does_not_break_the_page(maya: Client) -> None:
    assert maya.post("/account/quiet/", {"neutral": "\0", "more": "x"}).status_code < 500


def test_whoever_is_signed_out_has_nothing_to_choose(client: Client) -> None:
    assert client.get("/account/quiet/").status_code == 302
    client.post("/account/quiet/", {"neutral": "on"})
    assert not Account.objects.filter(neutral=True).exists()


def test_the_choice_is_where_it_was_left(cast: Cast) -> None:
    go_quiet(cast.account("kofi"), True)
    assert "checked" in entered(cast, "kofi").get("/account/quiet/").content.decode()
