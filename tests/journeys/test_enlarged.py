"""Pages at 400 %: 320 pixels wide and 256 high, as a window of 1280 by 1024 is then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from closeknit.accounts.models import Account
from closeknit.design.tongues import TONGUES
from tests.addresses import address, fill
from tests.cast import Cast, assemble
from tests.journeys.conftest import barriers
from tests.journeys.eyes import (
    covered,
    lost_when_spaced,
    moving,
    small,
    unseen_focus,
    width,
)

pytestmark = pytest.mark.django_db(transaction=True)

ENLARGED = {"width": 320, "height": 256}
CORE = ("today", "map", "people", "people_tree", "person", "gaps", "asks", "gathering", "stories")
ALL = {
    "what is needed most": CORE,
    "the people": ("people_sentences", "add_people", "change_person", "person_knows", "bin"),
    "what is covered": ("help", "wishes", "wish", "away", "years_ahead", "timeline"),
    "living together": ("ask", "begin_ask", "ask_rota", "turn", "intentions", "gatherings"),
    "meeting": ("gathering_begin", "gathering_agenda", "gathering_date", "gathering_close"),
    "promises": ("roles", "role", "role_ask", "papers", "decisions", "decision_add"),
    "what was lived": ("story", "tell", "photos", "photo", "reflections", "reflect"),
    "who sees what": ("who_sees", "who_sees_this", "members", "member", "waiting", "record"),
    "coming and going": (
        "search",
        "first_steps",
        "take_out",
        "erase_network",
        "bring_contacts",
        "invite",
    ),
    "one's own": ("my_account", "about_me", "my_devices", "quiet", "safety", "told_how", "news"),
}
SEVEN_TO_ONE: dict[str, Any] = {
    "runOnly": ["color-contrast-enhanced"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def enlarged(cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page]) -> Page:
    """Maya's window, four times enlarged."""
    return come_in(visit(viewport=ENLARGED), cast.account("maya"))


def wrong(page: Page) -> list[str]:
    """Everything on this page that whoever enlarges it would stumble over."""
    page.emulate_media(forced_colors="none")
    found = [f"{width(page)} pixels wide"] if width(page) > ENLARGED["width"] else []
    found += [f"covered: {one}" for one in covered(page)]
    found += [f"small: {one}" for one in small(page)]
    found += [f"{moving(page)} things move"] if moving(page) else []
    page.emulate_media(forced_colors="active")
    found += [f"no sign of the focus: {one}" for one in unseen_focus(page)]
    found += [f"cut when spaced: {one}" for one in lost_when_spaced(page)]
    found += [f"{width(page)} pixels, spaced"] if width(page) > ENLARGED["width"] else []
    return found


def look(page: Page, names: tuple[str, ...], parts: dict[str, str]) -> dict[str, list[str]]:
    found = {}
    for name in names:
        answer = page.goto(address(name, parts))
        assert answer
        assert answer.status == 200, name
        found[name] = wrong(page)
    return {name: lines for name, lines in found.items() if lines}


def test_maya_enlarges_the_pages_she_needs_most(cast: Cast, enlarged: Page) -> None:
    assert look(enlarged, CORE, fill(cast)) == {}


@pytest.mark.long
@pytest.mark.parametrize("rooms", ALL)
def test_maya_enlarges_every_other_page(rooms: str, cast: Cast, enlarged: Page) -> None:
    assert look(enlarged, ALL[rooms], fill(cast)) == {}


@pytest.mark.long
@pytest.mark.parametrize("rooms", ALL)
def test_words_stand_out_and_axe_finds_nothing(rooms: str, cast: Cast, enlarged: Page) -> None:
    parts = fill(cast)
    for name in ALL[rooms]:
        enlarged.goto(address(name, parts))
        enlarged.emulate_media(forced_colors="none")
        barriers(enlarged, "light", {})
        barriers(enlarged, "light", SEVEN_TO_ONE)
        barriers(enlarged, "dark", SEVEN_TO_ONE)
        enlarged.emulate_media(forced_colors="active")
        barriers(enlarged, "light", {})


CUT = """() => [...document.querySelectorAll('.leave *, .bar-entry, .bar-entry > *, main *')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).clipPath === 'none')
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.left < -1 || box.right > innerWidth + 1
      || (!one.closest('main') && one.scrollWidth > one.clientWidth + 2 && one.clientWidth > 1); })
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_largest_words_are_cut_nowhere_on_a_phone(
    tongue: str, cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page]
) -> None:
    Account.objects.update(text_size="larger", language=tongue)
    parts = fill(cast)
    page = come_in(visit(viewport={"width": 320, "height": 640}), cast.account("maya"))
    for name in ("today", "gaps", "gatherings"):
        page.goto(address(name, parts))
        assert page.locator("html").get_attribute("data-text") == "larger"
        for wide in (320, 390):
            page.set_viewport_size({"width": wide, "height": 640})
            assert page.evaluate(CUT) == [], (name, wide)
