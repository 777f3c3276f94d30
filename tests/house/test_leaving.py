"""Leaving quickly is the first thing on every page, and the only form without a token."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.addresses import ALL, OF_A_NETWORK, address, fill
from tests.cast import assemble, entered

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
ERRORS = sorted(path.name for path in SOURCE.glob("*/templates/[45]*.html"))
# No page of ours to look at: the one that leaving itself shows, and the files that leave the house
# and are read at home, where nothing of ours answers.
WITHOUT = {"accounts/gone.html", "exchange/archive/base.html", "stories/keepsake_file.html"}


class First(HTMLParser):
    """The first thing in the body that takes the focus, and the form around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: tuple[str, str] | None = None
        self.form = ""
        self.jumps: list[str] = []
        self._in_body = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._in_body = self._in_body or tag == "body"
        if tag == "form":
            self.form = f"{has.get('method')} {has.get('action')}"
        if has.get("tabindex", "0") not in ("0", "-1") or "autofocus" in has:
            self.jumps.append(f"{tag} {has}")
        takes = tag in ("button", "select", "textarea", "summary", "iframe") or "tabindex" in has
        takes = takes or (tag == "a" and "href" in has)
        takes = takes or (tag == "input" and has.get("type") != "hidden")
        if self._in_body and takes and self.found is None:
            self.found = (tag, self.form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""


def leaves_first(text: str) -> None:
    page = First(text)
    assert page.found == ("button", "post /go/")
    assert page.jumps == []


@pytest.mark.django_db
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_way_out_is_first_on_the_page_of_patterns(signed_in: bool) -> None:
    """As on every other page: test_pages opens them all."""
    client = entered(assemble(), "maya") if signed_in else Client()
    leaves_first(client.get(reverse("patterns")).content.decode())


def test_the_pages_of_errors_are_those_we_think_of() -> None:
    assert {"400.html", "403_csrf.html", "404.html", "409.html", "429.html", "500.html"} <= set(
        ERRORS
    )


@pytest.mark.parametrize("name", ERRORS)
def test_the_way_out_is_first_when_something_went_wrong(name: str) -> None:
    leaves_first(render_to_string(name))


def test_no_page_begins_without_it() -> None:
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        name = "/".join(path.parts[path.parts.index("templates") + 1 :])
        if "<body" in text and name not in WITHOUT:
            assert 'parts/leave.html"' in text, name


@pytest.mark.django_db
def test_no_other_address_does_something_without_a_token() -> None:
    """Maya's browser sends each form as it would be forged: with her session and no token."""
    cast = assemble()
    wanted = {part for pattern in ALL.values() for part in pattern.pattern.regex.groupindex}
    parts = {**dict.fromkeys(wanted, "a" * 16), **fill(cast), "whose": "me", "pk": "1"}
    forged = Client(enforce_csrf_checks=True)
    let_in = []
    for name in ALL:
        forged.force_login(cast.account("maya"))
        if forged.post(address(name, parts)).status_code != 403:
            let_in.append(name)
    # The others: tests/accounts/test_words.py, tests/notices/test_stopping.py.
    assert let_in == ["leave_quickly", "choose_words", "stop_letters", "stop_place_letters"]
    assert OF_A_NETWORK
    assert reverse("leave_quickly") == "/go/"
