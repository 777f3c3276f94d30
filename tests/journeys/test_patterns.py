"""Every component in a real browser: no barrier, and the elements do what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.django_db(transaction=True)

VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => ["a voice"], addEventListener() {}, removeEventListener() {}, cancel() {},
  speak(words) { said.push(words.text); } } });
window.SpeechSynthesisUtterance = class {
  constructor(text) { this.text = text; }
  addEventListener() {}
};
"""
SHEET = """
<section class="panel" aria-labelledby="sheet"><h2 id="sheet">June</h2>
<button type="button" class="panel-close">Close</button></section>
"""
HOST = """
<!doctype html><script src="/static/closeknit/vendor/htmx.min.js"></script>
<script type="module" src="/static/closeknit/elements/side-panel.js"></script>
<a href="/sheet" hx-get="/sheet" hx-target="#panel">June</a><side-panel id="panel"></side-panel>
"""


def answer(words: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=words, content_type="text/html")


def test_no_component_is_a_barrier(page: Page, no_barrier: Callable[[Page], None]) -> None:
    page.goto("/patterns/")
    no_barrier(page)


def test_an_error_page_is_no_barrier(page: Page, no_barrier: Callable[[Page], None]) -> None:
    page.goto("/nothing/here/")
    no_barrier(page)


def test_everything_one_can_press_is_large_enough(phone: Page) -> None:
    phone.goto("/patterns/")
    small = phone.evaluate(
        """[...document.querySelectorAll("a, button, summary, input, select, textarea")]
          .filter((each) => each.checkVisibility() && !each.closest("p"))
          .map((each) => [each.outerHTML, (each.closest("label") || each).getBoundingClientRect()])
          .filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""
    )
    assert small == []


def test_the_page_is_read_aloud_and_stops_when_asked(page: Page) -> None:
    page.add_init_script(VOICE)
    page.goto("/patterns/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Read to me").click()
    assert "Patterns" in page.evaluate("said")
    page.get_by_role("button", name="Stop reading").click()
    expect(page.get_by_role("button", name="Read to me")).to_be_visible()


def test_without_a_voice_nothing_offers_to_read(plain: Page) -> None:
    plain.set_viewport_size({"width": 390, "height": 844})
    plain.goto("/patterns/")
    expect(plain.get_by_role("button", name="Read to me")).to_be_hidden()


def test_the_sheet_takes_the_focus_and_gives_it_back(page: Page) -> None:
    page.route("**/host", answer(HOST))
    page.route("**/sheet", answer(SHEET))
    page.goto("/host")
    page.get_by_role("link", name="June").press("Enter")
    expect(page.get_by_role("region", name="June")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="June")).to_have_count(0)
    expect(page.get_by_role("link", name="June")).to_be_focused()


def test_on_a_phone_the_other_rooms_are_under_more(phone: Page) -> None:
    phone.goto("/patterns/")
    phone.get_by_text("More", exact=True).tap()
    expect(phone.get_by_role("link", name="If something happens")).to_be_visible()
