"""Every page: who finds it, how it is made, that looking does nothing; few queries, light."""

from __future__ import annotations

import gzip
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.networks.models import Chapter, Person
from closeknit.policy.doors import door_for
from tests.addresses import ALL, OF_A_NETWORK, OF_A_WORKSHOP, address, fill
from tests.cast import Cast, assemble, entered, introduce, sure
from tests.rows import changed, everything

from .test_doors import LETTERS, NETWORK_DOORS
from .test_headers import check_one_of_a_network
from .test_leaving import leaves_first

pytestmark = pytest.mark.django_db

# Addresses that answer with something else than a page.
NO_PAGE = {
    "turn_file",
    "gathering_file",
    "map_svg",
    "portrait",
    "photo_file",
    "story_file",
    "moment_file",
    "reflection_file",
    "consent_file",
    "keepsake_pdf",
    "keepsake_file",
    "keepsake_map",
}
PAGES = [name for name in OF_A_NETWORK if door_for(name).look and name not in NO_PAGE]
# Pages that show only when something else has begun: their own tests open them.
IN_BETWEEN = {
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_reauthenticate",
    "account_set_password",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "first",
    "asked_in",
    "consent_link",
    "turn_link",
    "consent_picture",
    "consent_sound",
    "answer_gathering",
    "demo",
    "remove_demo",
    "end_visit",
    "end_visits",
    "refuse_recovery",
    "stop_recovery",
    "news_seen",
    "stop_letters",
    "stop_place_letters",
    "calendar_feed",
    "again_here",
    "look_into_parcel",
    "throw_parcel_away",
    # Published workshops and links: tests/workshops opens them.
    "workshop",
    "public_recaps",
    "host_page",
    "begin_practice",
    "sign_up",
    "place",
    "lead_link",
    "public_recap",
    "public_recap_pdf",
    "public_recap_card",
    "manifest",  # no page: tests/accounts/test_installed.py
    "public_recap_picture",
}
# The pattern page has a form that is only there to be looked at.
LOOKED_AT = {"patterns"}
INSIDE = {*OF_A_NETWORK, *OF_A_WORKSHOP}
OUTSIDE = [name for name in ALL if name not in INSIDE | IN_BETWEEN | LOOKED_AT]
# What looking may touch, and why.
LOOKING = {
    "accounts.Visit": "a challenge for a passkey, a notice that was read, when it was last used",
    "accounts.Look": "who looked at what",
    "notices.Feed": "when a calendar was last read",
    "networks.Place": "where this viewer last saw people on the map",
}
MOST_QUERIES = 15
MOST_BYTES = 60 * 1024


class Seen(HTMLParser):
    """What of a page matters here."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.inline: list[str] = []
        self.posts = self.tokens = 0
        self.empty_lists: list[dict[str, str]] = []
        self._lists: list[dict[str, str]] = []
        self._inside_label = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in has:
            self.ids[has["id"]] += 1
        if "style" in has or any(name.startswith("on") for name in has):
            self.inline.append(f"{tag} {has}")
        if tag == "style" or (tag == "script" and "src" not in has and has.get("type", "") == ""):
            self.inline.append(tag)
        if tag == "label":
            self._inside_label += 1
            self.labelled.add(has.get("for", ""))
        self._list(tag, has)
        if tag == "form" and has.get("method", "").lower() == "post":
            # Leaving quickly needs no token: it must work on the oldest page. Nor do words.
            names = ("leave_quickly", "choose_words")
            self.posts += has.get("action") not in map(reverse, names)
        if has.get("name") == "csrfmiddlewaretoken":
            self.tokens += 1
        self._field(tag, has)

    def _list(self, tag: str, has: dict[str, str]) -> None:
        """A list is empty until something stands in it. Those with a name fill themselves."""
        if tag == "li" and self._lists:
            self._lists[-1] = {}
        if tag in ("ul", "ol"):
            self._lists.append({} if "id" in has or "data-list" in has else {"tag": tag, **has})

    def _field(self, tag: str, has: dict[str, str]) -> None:
        shown = tag in ("select", "textarea") or (tag == "input" and has.get("type") != "hidden")
        if shown and not self._inside_label:
            self.fields.append(has)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._inside_label -= 1
        if tag in ("ul", "ol") and self._lists:
            self.empty_lists += filter(None, [self._lists.pop()])

    @property
    def without_a_label(self) -> list[dict[str, str]]:
        named = ("aria-label", "aria-labelledby")
        return [
            has
            for has in self.fields
            if has.get("id") not in self.labelled and not any(name in has for name in named)
        ]


def look(client: Client, where: str) -> tuple[bytes, int] | None:
    """Open a page, and another that it leads to, with the queries it took; None: not there."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(where, follow=True)
    if answer.status_code == 404 and not answer.redirect_chain:
        return None
    assert answer.status_code == 200, where
    return answer.content, len(queries)


def well_made(page: Seen, where: str) -> None:
    assert page.tags["h1"] == 1, where
    assert page.tags["main"] == 1, where
    assert page.tags["title"] >= 1, where
    assert page.without_a_label == [], where
    assert page.empty_lists == [], where
    assert page.inline == [], where
    assert page.tokens == page.posts, where
    assert [name for name, count in page.ids.items() if count > 1] == [], where


def gets_in(client: Client, name: str, where: str) -> bool:
    """Whether this address opens; what it shows is made as it should be."""
    answer = client.get(where, follow=True)
    at_once = answer.redirect_chain[0][1] if answer.redirect_chain else answer.status_code
    if at_once in (404, 405):
        return False
    assert answer.status_code == 200, where
    check_one_of_a_network(answer)
    if name in PAGES:
        text = answer.content.decode()
        well_made(Seen(text), where)
        leaves_first(text)
    return True


@pytest.mark.parametrize("letter", LETTERS)
def test_whoever_may_look_finds_pages_that_are_well_made_and_do_nothing(letter, nobody_outside):
    """One round through every room: what is there is looked at once, for all that it must be."""
    cast = assemble()
    parts = fill(cast)
    client = entered(cast, LETTERS[letter])
    before = everything(LOOKING)
    found = {name for name in NETWORK_DOORS if gets_in(client, name, address(name, parts))}
    assert found == {name for name, (look, _do) in NETWORK_DOORS.items() if letter in look}
    assert changed(before, everything(LOOKING)) == set()
    assert nobody_outside == []


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_other_page_is_well_made(name, signed_in):
    cast = assemble()
    client = entered(cast, "maya") if signed_in else Client()
    parts = {"whose": "me", "key": "a" * 16, "pk": "1"}
    answer = client.get(address(name, parts), follow=True)
    assert answer.status_code == 200
    if "html" in answer["Content-Type"]:
        text = answer.content.decode()
        well_made(Seen(text), name)
        leaves_first(text)


def crowded(cast: Cast) -> int:
    """Sixty more people around Maya."""
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    for number, person in enumerate(people):
        Chapter.make(cast.maya, person=person, circle=1 + number % 4, gives={"talk": ""})
    introduce(cast, "rosa", "june")
    return len(people)


def look_again(client: Client, where: str) -> tuple[bytes, int] | None:
    """The same page, for somebody who opened it a moment ago."""
    return look(sure(client), where) and look(sure(client), where)


@pytest.mark.parametrize("part", range(4))
def test_a_page_takes_few_queries_and_the_same_for_five_as_for_sixty(part):
    """In one scene, since looking changes nothing (test_safe)."""
    cast = assemble()
    parts = fill(cast)
    client = entered(cast, "maya")
    pages = [address(name, parts) for name in PAGES[part::4]]
    few = {where: found[1] for where in pages if (found := look_again(client, where))}
    crowded(cast)
    for where in few:
        content, many = look_again(client, where)
        assert many <= MOST_QUERIES, where
        assert many <= few[where] + 1, where
        assert len(gzip.compress(content)) <= MOST_BYTES, where
