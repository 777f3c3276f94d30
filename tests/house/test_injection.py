"""What people type stays words: on no page does it become a tag, an attribute or an address."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.conf import settings

from closeknit.accounts.models import Account
from closeknit.networks.models import (
    Chapter,
    Contact,
    Dismissal,
    Link,
    Network,
    Note,
    Person,
    Support,
    Wish,
)
from closeknit.plans.models import Intention
from closeknit.policy.doors import door_for
from closeknit.stories.models import Moment
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import Cast, assemble, entered
from tests.house.hostile import DAILY, LONG

pytestmark = pytest.mark.django_db
LEADS = {"href", "src", "action", "formaction", "hx-post", "hx-get", "data", "poster", "xlink:href"}
OURS = ("/", "#", "?", "data:image/", "tel:", "mailto:")
STRANGE = {"iframe", "object", "embed", "base", "math", "xss", "xss-thing", "style", "video"}
NEVER = {"style", "srcdoc", "http-equiv"}
IN_A_BOOK = {"style", "http-equiv"}
"""A book to keep is one file: its looks and its own policy stand inside."""
PLAIN_PAGES = {"person", "change_person", "tie_changed", "add_note", "add_contact", "person_face"}
"""Opened for everybody on the map; the others show all of them at once."""


class Page(HTMLParser):
    """The tags of a page with the names of their attributes, and where they lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, frozenset[str]]] = set()
        self.leads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.tags.add((tag, frozenset(named)))
        self.leads.update(value for name, value in named.items() if name in LEADS)

    def names(self) -> set[str]:
        return {name for _tag, names in self.tags for name in names}

    def kinds(self) -> set[str]:
        return {tag for tag, _names in self.tags}


def say_everywhere(cast: Cast, words: list[str]) -> list[Person]:
    """Each of these words in each field that a page shows, in rows of its own."""
    maya, people = cast.maya, []
    for said in words:
        person = Person.welcome(maya, said, known_as=said[:60])
        people.append(person)
        Chapter.make(
            maya, person=person, circle=len(people) % 4 + 1, why=said, household=said[:60],
            how_met=said, gives={"talk": said[:120]}, receives={"fun": said[:120]},
        )  # fmt: skip
        Contact.make(maya, person=person, how="phone", value=said)
        Note.make(maya, person=person, text=said)
        Moment.make(maya, person=person, text=said)
        Wish.make(maya, kind="companion", words=said[:120])
        Intention.make(maya, words=said, person=person, finding=said[:120])
        Dismissal.dismiss(maya, f"nobody:{len(people)}", why=said)
    for said in words[:10]:
        Support.make(maya, name=said[:60], hint=said[:120])
    for one, other in pairwise(people):
        Link.know_each_other(maya, one.pk, other.pk)
    return people


def pages(cast: Cast, people: list[Person]) -> Iterable[tuple[str, str]]:
    """Every page of the network as Maya sees it."""
    maya, parts = entered(cast, "maya"), fill(cast)
    for name in OF_A_NETWORK:
        door = door_for(name)
        if door is None or door.look is None:
            continue
        for person in people if name in PLAIN_PAGES else people[:1]:
            there = address(name, parts | {"person": person.pk})
            answer = maya.get(there)
            text = answer.headers["Content-Type"].startswith("text/")  # a bound book is none
            if text and not answer.streaming and answer.status_code == 200:
                yield there, answer.content.decode()


def check(cast: Cast, words: list[str]) -> int:
    """How many pages were looked at."""
    opened = 0
    for there, text in pages(cast, say_everywhere(cast, words)):
        opened += 1
        page = Page(text)
        assert not {name for name in page.names() if name.startswith("on")}, there
        own = IN_A_BOOK if there.endswith("book.html") else set()
        assert not page.names() & NEVER - own, there
        ours = (*OURS, "data:text/css;base64,") if own else OURS
        wrong = {lead for lead in page.leads if lead and not lead.startswith(ours)}
        assert not wrong, there
        assert not page.kinds() & STRANGE - own, there
        raw = [said for said in words if "<" in said and said in text]
        assert not raw, there
        assert settings.SECRET_KEY not in text, there
    return opened


def test_forty_hostile_words_stay_words_on_every_page():
    assert len(DAILY) == len(set(DAILY)) == 40
    assert check(assemble(), DAILY) > 200


def test_hostile_names_of_a_network_and_of_an_account_stay_names():
    """Several in one name: none opens or closes anything for the next."""
    names = DAILY[::8]
    cast = assemble()
    name_all(cast, " ".join(names))
    assert check(cast, names) > 20


@pytest.mark.long
@pytest.mark.parametrize("said", DAILY)
def test_a_hostile_name_stays_a_name(said):
    cast = assemble()
    name_all(cast, said)
    assert check(cast, [said]) > 20


def name_all(cast: Cast, said: str) -> None:
    Network.everyones.filter(pk=cast.network.pk).update(name=said, purpose=said)
    Account.objects.update(name=said)


def test_a_page_that_let_one_through_would_be_noticed():
    page = Page(f"<p title='x'>{DAILY[3]}{DAILY[14]}</p>")
    assert "onerror" in page.names()
    assert "javascript:alert(1)" in page.leads


@pytest.mark.long
def test_three_hundred_hostile_words_stay_words():
    assert len(set(LONG)) >= 300
    for start in range(0, len(LONG), 40):
        Account.objects.all().delete()
        check(assemble(), LONG[start : start + 40])
