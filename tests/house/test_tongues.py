"""Every page is said whole, to everybody who may enter it, in each view and each of four ways.

The quick tier opens each page for each reader in one view: in English, in the tongue of marks, and
in one other way. Views and ways take turns from page to page and from reader to reader, so that a
page of a network is read in all of them. `bin/test long` opens each page in each view and way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from closeknit.design.tongues import TONGUES
from closeknit.home.steps import STEPS
from tests.addresses import address, fill
from tests.cast import assemble, entered, sure
from tests.house.spoken import VIEWS, Reader, marks, unknown, unmarked, wanting, written
from tests.house.test_pages import OUTSIDE, PAGES
from tests.networks.test_by_link import KINDS
from tests.workshops.scene import workshop
from tests.workshops.test_doors import DOORS, browsers, parts_of

pytestmark = pytest.mark.django_db
OTHERS = [words for words in TONGUES if words != "en"]
NOWHERE = {"whose": "me", "key": "a" * 16, "pk": "1"}
Scene = tuple[Reader, list[str]]
Found = dict[str, set[str]]


def in_the_network(who: str) -> Scene:
    cast = assemble()
    parts = fill(cast)
    places = [address(name, parts) for name in PAGES if name != "first_step"]
    places += [address("first_step", {**parts, "step": step}) for step in STEPS]
    places += [address(name, NOWHERE) for name in OUTSIDE] if who == "maya" else []
    return Reader(sure(entered(cast, who)), cast.account(who).pk), [*places, "/nowhere/"]


def in_the_workshop(letter: str) -> Scene:
    """R Rosa (leads it), K Kofi (has a place), J June (has a place and a link), S Sam (waits)."""
    here = workshop(capacity=2)
    parts, clients = parts_of(here), browsers(here)
    whose = {"R": "rosa", "K": "kofi"}.get(letter)
    places = [address(name, parts) for name in DOORS]
    return Reader(clients[letter], here.cast.account(whose).pk if whose else None), places


def without_an_account() -> Scene:
    """Whoever is at the front door, or holds a link."""
    here = workshop()
    places = [address(name, NOWHERE) for name in OUTSIDE]
    places += [reverse(name, args=[make(here.cast).token]) for name, make in KINDS.items()]
    for name in ("workshop", "sign_up", "public_recaps"):
        places.append(reverse(name, args=[here.series.pk]))
    places += [reverse("place", args=[here.june.token]), "/nowhere/"]
    return Reader(Client()), [*places, reverse("host_page", args=[here.series.host_id])]


READERS: dict[str, Callable[[], Scene]] = {
    **{who: partial(in_the_network, who) for who in ("maya", "rosa", "kofi", "tanya")},
    "leads": partial(in_the_workshop, "R"),
    "has a place": partial(in_the_workshop, "K"),
    "has a link": partial(in_the_workshop, "J"),
    "waits": partial(in_the_workshop, "S"),
    "nobody": without_an_account,
}


@pytest.fixture(autouse=True)
def nothing_stays_spoken() -> Iterator[None]:
    yield
    translation.deactivate()


def read_in(reader: Reader, where: str, view: str, words: str, said: str, found: Found) -> None:
    """Open a page in other words, beside the same view in standard English."""
    reader.chooses(view, "en")
    status, page = reader.opens(where)
    if status == 404 and where != "/nowhere/":
        return  # the one page of what is missing
    reader.chooses(view, words)
    again, other = reader.opens(where)
    assert again == status, (where, view, words)
    assert bool(other) == bool(page), (where, view, words)
    for wrong in wanting(other, words, said) if other else ():
        found[wrong].add(f"{where} {view} {words}")


@pytest.mark.parametrize("who", READERS)
def test_each_page_is_said_whole(who: str) -> None:
    reader, places = READERS[who]()
    said, found, turn = written(), defaultdict(set), list(READERS).index(who)
    for number, where in enumerate(places, turn):
        view = VIEWS[number % 2]
        read_in(reader, where, view, OTHERS[number // 2 % 3], said, found)
    assert not found


@pytest.mark.parametrize("who", READERS)
def test_nothing_stands_on_a_page_that_no_catalogue_says(who: str) -> None:
    reader, places = READERS[who]()
    said, found, turn = written(), defaultdict(set), list(READERS).index(who)
    for number, where in enumerate(places, turn + 1):
        reader.chooses(VIEWS[number % 2], "en")
        with marks() as asked:
            _status, page = reader.opens(where)
        for wrong in {*unmarked(page, said), *unknown(asked)}:
            found[wrong].add(where)
    assert not found


@pytest.mark.long
@pytest.mark.parametrize("words", OTHERS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("who", READERS)
def test_each_page_is_said_whole_in_each_view_and_way(who: str, view: str, words: str) -> None:
    reader, places = READERS[who]()
    said, found = written(), defaultdict(set)
    for where in places:
        read_in(reader, where, view, words, said, found)
    assert not found


# What would be found ---------------------------------------------------------------------------


def test_words_in_the_wrong_tongue_would_be_found() -> None:
    page = '<html lang="fr"><p>Back</p><p>June</p><a aria-label="Where am I">x</a></html>'
    assert set(wanting(page, "fr", "june")) == {"Back", "Where am I"}
    assert not set(wanting(page, "fr", "june back where am i"))
    assert "another language" in set(wanting(page, "en", ""))


def test_words_that_no_catalogue_says_would_be_found() -> None:
    with marks() as asked:
        page = f"<p>{translation.gettext('Back')} again</p><p>June</p>"
        assert translation.gettext("Soup for everybody") in page or asked
    assert list(unmarked(page, "june")) == ["again"]
    assert unknown(asked) == {"Soup for everybody"}
