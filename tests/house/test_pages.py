"""Every page: one heading, everything labelled, nothing inline, few queries, little weight."""

from __future__ import annotations

import gzip
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.accounts.models import Entry
from closeknit.networks.models import Chapter, Person
from closeknit.policy.doors import door_for
from tests.addresses import ALL, OF_A_NETWORK, OF_A_WORKSHOP, address, fill
from tests.again import Again
from tests.cast import Cast, assemble, entered, introduce, sure

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
    "stop_asking",
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
MOST_QUERIES = 15
MOST_BYTES = 60 * 1024
CROWDED: Again[int] = Again()


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


def look(client: Client, where: str) -> tuple[Seen, bytes, int]:
    """Open a page, and another that it leads to; with the queries it took."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(where, follow=True)
    assert answer.status_code == 200, where
    return Seen(answer.content.decode()), answer.content, len(queries)


def well_made(page: Seen, where: str) -> None:
    assert page.tags["h1"] == 1, where
    assert page.tags["main"] == 1, where
    assert page.tags["title"] >= 1, where
    assert page.without_a_label == [], where
    assert page.empty_lists == [], where
    assert page.inline == [], where
    assert page.tokens == page.posts, where
    assert [name for name, count in page.ids.items() if count > 1] == [], where


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_every_page_of_a_network_is_well_made(who):
    cast = assemble()
    parts = fill(cast)
    client = entered(cast, who)
    for where in (address(name, parts) for name in PAGES):
        if client.get(where).status_code != 404:
            well_made(look(client, where)[0], where)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_other_page_is_well_made(name, signed_in):
    cast = assemble()
    client = entered(cast, "maya") if signed_in else Client()
    parts = {"whose": "me", "key": "a" * 16, "pk": "1"}
    answer = client.get(address(name, parts), follow=True)
    assert answer.status_code == 200
    if "html" in answer["Content-Type"]:
        well_made(Seen(answer.content.decode()), name)


def crowded(cast: Cast) -> int:
    """Sixty more people around Maya."""
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    for number, person in enumerate(people):
        Chapter.make(cast.maya, person=person, circle=1 + number % 4, gives={"talk": ""})
    introduce(cast, "rosa", "june")
    return len(people)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_few_queries_and_the_same_for_five_as_for_sixty(name):
    cast = assemble()
    where = address(name, fill(cast))
    client = sure(entered(cast, "maya"))
    if client.get(where).status_code == 404:
        return
    few = look(client, where)[2]
    CROWDED(lambda: crowded(cast), Entry.objects.count())
    client.get(where, follow=True)
    _seen, content, many = look(client, where)
    assert many <= MOST_QUERIES
    assert many <= few + 1
    assert len(gzip.compress(content)) <= MOST_BYTES
