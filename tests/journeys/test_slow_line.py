"""A first visit on a line of 50 kbit/s with two seconds' delay: when is anything there?

The house itself is started: its style sheets are joined and compressed, as they are for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import NARROW
from tests.journeys.hands import until
from tests.manage.test_serve import house

pytestmark = pytest.mark.long

SECONDS = 10
JUMP = 0.1
SLOW = {"offline": False, "latency": 2000, "downloadThroughput": 6400, "uploadThroughput": 6400}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
JUMPED = """() => new Promise(told => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value }))
        .observe({type: 'layout-shift', buffered: true})
    setTimeout(() => told(sum), 500)
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house(tmp_path_factory.mktemp("slow") / "data", "--demo") as (_process, at, _said):
        yield at


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    page = chromium.new_page(viewport=NARROW, base_url=address)
    page.set_default_timeout(60_000)
    yield page
    page.close()


def first_words(page: Page, path: str) -> float:
    """Seconds until the first content of a page of which nothing is kept yet."""
    talk = page.context.new_cdp_session(page)
    talk.send("Network.enable")
    talk.send("Network.clearBrowserCache")
    talk.send("Network.emulateNetworkConditions", SLOW)
    page.goto(path)
    return float(until(page, PAINTED)) / 1000


def test_kofi_reads_today_on_a_slow_line(page: Page) -> None:
    page.goto("/demo/")
    page.get_by_role("button", name="Kofi").click()
    page.wait_for_url("**/n/*/**")
    painted = first_words(page, f"/n/{page.url.split('/n/')[1][:16]}/today/")
    assert painted <= SECONDS
    assert page.evaluate(JUMPED) <= JUMP


def test_a_stranger_sees_the_front_page_on_a_slow_line(page: Page) -> None:
    painted = first_words(page, "/")
    assert painted <= SECONDS
    assert page.evaluate(JUMPED) <= JUMP
