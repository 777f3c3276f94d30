"""A real Chromium, and pages that complain when the browser does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from closeknit.accounts.models import Account
from tests.cast import sure
from tests.journeys.calm import keep_calm
from tests.journeys.windows import Windows

keep_calm()

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
LIGHTS: tuple[tuple[Any, Literal["light", "dark"]], ...] = ((WIDE, "light"), (NARROW, "dark"))
# A page that is rightly missing, and a hint about password managers, are no trouble.
FINE = ("the server responded with a status of 4", "[DOM]")


def program() -> str:
    """Where Chromium is on this machine."""
    found = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert found, "Chromium is not installed. Type: sudo apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=program(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--use-fake-device-for-media-stream",  # a microphone that beeps
                "--use-fake-ui-for-media-stream",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    return Windows(chromium)


@pytest.fixture
def visit(windows: Windows, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`visit(**context)` opens a page of the house; in the end nothing may have gone wrong."""
    trouble: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in FINE):
            trouble.append(message.text)

    def opened(**wanted: Any) -> Page:
        wanted = {
            "viewport": WIDE,
            "base_url": live_server.url,
            "reduced_motion": "reduce",
        } | wanted
        page = windows.lend(**wanted)
        page.on("console", heard)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        return page

    yield opened
    windows.take_back(live_server.url)
    assert trouble == []


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """One page at 1280 pixels."""
    return visit()


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    """One page at 390 pixels, touched."""
    return visit(viewport=NARROW, has_touch=True, is_mobile=True)


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Page:
    """One page without JavaScript."""
    return visit(java_script_enabled=False)


@pytest.fixture
def come_in(live_server: Any) -> Callable[..., Page]:
    """`come_in(page, account)`: signed in without the pages that `test_entering.py` walks."""

    def came_in(page: Page, account: Account, just_now: bool = True) -> Page:
        client = Client()
        client.force_login(account)
        if just_now:
            sure(client)  # whoever comes in has shown a moment ago that it is them
        page.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        return page

    return came_in


def barriers(page: Page, scheme: Literal["light", "dark"], rules: dict[str, Any]) -> None:
    """What axe finds on the page in this light."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}\n;null")
    wanted = {"resultTypes": ["violations"]} | rules
    found = page.evaluate("wanted => axe.run(wanted).then(({ violations }) => violations)", wanted)
    told = AxeResults({"violations": found}).generate_report()
    assert found == [], f"{page.url} {scheme}\n{told}"


@pytest.fixture
def no_barrier() -> Callable[[Page], None]:
    """`no_barrier(page)`: axe finds nothing, wide by day and narrow by night; nothing lies over the
    edge. `test_every_page.py` asks every page in each light at each width."""

    def check(page: Page) -> None:
        before = page.viewport_size
        page.wait_for_load_state()  # the words may stand before the sheets that lay them out
        for size, scheme in LIGHTS:
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{page.url} is {wide} px wide on {size['width']}"
            barriers(page, scheme, {})
        page.emulate_media(color_scheme="light")
        if before:
            page.set_viewport_size(before)

    return check
