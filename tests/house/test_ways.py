"""What axe cannot see: help in its place, nothing asked twice, no puzzle, nothing only dragged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from closeknit.networks.models import Person
from tests.addresses import address, fill
from tests.cast import Cast, assemble, entered, sure
from tests.house.test_pages import PAGES
from tests.notices.scene import reached

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
# Pages on which somebody says who they are, and what a browser may fill in for them.
COMING_IN = {
    "/enter/": {"email": "email"},
    "/enter/password/": {"login": "email", "password": "current-password"},
    "/enter/forgotten/": {"email": "email"},
    "/enter/paper/": {"email": "email", "code": "off"},
    "/join/": {"name": "name", "email": "email"},
}
# What follows a pointer, and how the same is done without one.
DRAGGED = {
    "map-hand.js": "Move closer, Move away and Move to a circle, beside the map",
    "draw-pad.js": "words, or a picture brought as a file",
    "plan-order.js": "Up and Down, in every row of a plan",
}


@pytest.fixture
def cast() -> Cast:
    return assemble()


def before_everything(page: str) -> str:
    """What stands first on a page, up to where it becomes this page and no other."""
    start = page.index("<body")
    return page[page.index(">", start) + 1 : page.index("</leave-quickly>", start)].strip()


def test_help_stands_first_and_the_same_on_every_page(cast: Cast) -> None:
    """3.2.6: leaving, the main part, and how to stay safe, in this order and before all else."""
    parts, maya, kofi = fill(cast), entered(cast, "maya"), entered(cast, "kofi")
    places = [(maya, address(name, parts)) for name in PAGES[::9]]
    places += [(kofi, address("today", parts)), (maya, "/account/"), (maya, "/nowhere/")]
    places += [(Client(), where) for where in ("/", "/enter/", "/safety/", "/accessibility/")]
    first = {
        before_everything(one.get(where, follow=True).content.decode()) for one, where in places
    }
    assert len(first) == 1
    (said,) = first
    assert re.findall(r'(?:action|href)="([^"]*)"', re.sub(r"<use[^>]*>", "", said)) == [
        "/go/",
        "#main",
        "/safety/",
    ]


def links(part: str) -> list[tuple[str, str]]:
    """Where each link of this part leads, and whether it says that one is there."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"([^>]*)>', part)
    return [(where, "page" if 'aria-current="page"' in more else "") for where, more in found]


def way_back(page: str, here: str) -> bool:
    """A room says itself where one is; whatever lies in a room leads back to it."""
    if 'class="few-ways"' in page or 'class="shell"' not in page:
        top = re.search(r'<header class="top">.*?</header>', page, re.DOTALL)
        return bool(top and links(top[0]))
    rooms = re.search(r'<nav class="rooms".*?</nav>', page, re.DOTALL)
    trail = re.search(r'<nav class="where.*?</nav>', page, re.DOTALL)
    if not rooms or [now for _, now in links(rooms[0])].count("page") != 1:
        return False
    return (here, "page") in links(page) or bool(trail and links(trail[0]))


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_every_page_says_in_which_room_it_lies_and_leads_back_there(cast: Cast, who: str) -> None:
    parts, client = fill(cast), sure(entered(cast, who))
    places = {name: address(name, parts) for name in PAGES}
    answers = {name: client.get(where) for name, where in places.items()}
    shown = {name: one.content.decode() for name, one in answers.items() if one.status_code == 200}
    assert "today" in shown
    assert [name for name, page in shown.items() if not way_back(page, places[name])] == []


def test_from_that_help_one_step_leads_to_whom_to_tell(settings: Any) -> None:
    settings.OPERATOR = "Ann, ann@example.org"
    page = Client().get("/safety/").content.decode()
    assert "Ann, ann@example.org" in page
    assert 'href="/accessibility/"' in page


def test_an_address_is_typed_once_to_come_in(cast: Cast) -> None:
    """3.3.7: the page of the code asks for the code alone."""
    kofi = reached(cast.account("kofi"))
    client = Client()
    page = client.post("/enter/", {"email": kofi.email}, follow=True).content.decode()
    typed = re.findall(r'<input type="(?!hidden)\w+" name="(\w+)"', page)
    assert typed == ["code"]
    assert mail.outbox[-1].to == [kofi.email]


def test_a_form_that_comes_back_keeps_what_was_typed(cast: Cast) -> None:
    where = address("add_people", {"network": cast.network.pk})
    typed = {"name": "Bo", "known_as": "from the choir", "circle": "9"}
    page = entered(cast, "maya").post(where, typed)
    assert not Person.everyones.filter(name="Bo").exists()
    for words in ("Bo", "from the choir"):
        assert f'value="{words}"' in page.content.decode()


@pytest.mark.parametrize("where", COMING_IN)
def test_a_browser_may_fill_in_who_somebody_is(where: str, settings: Any) -> None:
    """3.3.8, 3.3.9: what is known is filled in, and nothing has to be solved or remembered."""
    settings.OPEN = True
    page = Client().get(where).content.decode()
    fields = [
        dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in re.findall("<input [^>]*>", page)
    ]
    shown = [one for one in fields if one["type"] != "hidden"]
    assert {one["name"]: one["autocomplete"] for one in shown} == COMING_IN[where]
    assert not re.search(r"captcha|<canvas|<audio", page, re.IGNORECASE)


def scripts() -> list[Path]:
    return [one for one in SOURCE.rglob("*.js") if "vendor" not in one.parts]


def test_no_script_keeps_anybody_from_pasting() -> None:
    assert scripts()
    for script in scripts():
        assert not re.search(r"[\"'](?:before)?paste[\"']|oncopy|onpaste", script.read_text())


def test_whatever_is_dragged_is_done_by_a_tap_as_well() -> None:
    """2.5.7. A script that follows a pointer is written down here with the other way."""
    follows = re.compile(r"pointermove|mousemove|touchmove|dragstart|draggable")
    assert {one.name for one in scripts() if follows.search(one.read_text())} == {*DRAGGED}


def test_beside_the_map_there_are_buttons_for_what_a_hand_drags(cast: Cast) -> None:
    where = address("map", {"network": cast.network.pk})
    page = entered(cast, "maya").get(where, {"focus": cast.people["june"].pk}).content.decode()
    found = set(re.findall(r'<button[^>]*name="(direction|circle)" value="(\w+)"', page))
    assert found >= {("direction", "closer"), ("circle", "1"), ("circle", "4")}


def test_beside_the_sheet_to_draw_on_there_are_words_and_a_file(cast: Cast) -> None:
    where = address("reflect", {"network": cast.network.pk, "question": "turned_up"})
    page = entered(cast, "maya").get(where).content.decode()
    assert 'name="text"' in page
    assert re.search(r'<input type="file" name="picture"', page)
