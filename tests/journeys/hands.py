"""How somebody is at a page: with keys alone, with a thumb on a phone, or without JavaScript."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Locator, Page

from tests.journeys.conftest import NARROW

WAYS: dict[str, dict[str, Any]] = {
    "keys": {},
    "phone": {"viewport": NARROW, "has_touch": True, "is_mobile": True},
    "plain": {"java_script_enabled": False},
}
AIMED_AT = ":not([tabindex='-1'])"
IS_THERE = "(one) => one === document.activeElement"
# The Tab key stops once at buttons of which one is chosen; the arrow keys go on from there.
IS_BESIDE = """(one) => one === document.activeElement || (one.type === "radio"
  && document.activeElement.type === "radio" && document.activeElement.name === one.name)"""


def until(page: Page, holds: str, seconds: float = 60) -> Any:
    """Waits until this expression holds in the page, and tells what it is.

    `wait_for_function` evaluates it inside the page, which the policy of the house forbids.
    """
    end = time.monotonic() + seconds
    while not (found := page.evaluate(holds)):
        assert time.monotonic() < end, holds
        page.wait_for_timeout(50)
    return found


class Hand:
    """One page in one of these ways."""

    def __init__(self, page: Page, way: str) -> None:
        self.page, self.keys, self.thumb = page, way == "keys", way == "phone"

    def press(self, name: Any, role: Any = "button", exact: bool = False) -> None:
        # A button that only catches Enter in a field is nobody's aim.
        wanted = self.page.get_by_role(role, name=name, exact=exact)
        self.hit(wanted.and_(self.page.locator(AIMED_AT)).first)

    def unfold(self, words: str) -> None:
        """What is folded away until somebody wants it."""
        self.hit(self.page.locator("main summary", has_text=words).first)

    def hit(self, wanted: Locator) -> None:
        if self.keys:
            self.reach(wanted)
            self.page.keyboard.press("Enter")
        elif self.thumb:
            wanted.tap()
        else:
            wanted.click()

    def write(self, label: str, words: str) -> None:
        wanted = self.page.get_by_label(label).first
        if self.keys:
            self.reach(wanted)
        if self.keys and wanted.get_attribute("type") not in ("date", "time"):
            self.page.keyboard.type(words)
        else:
            wanted.fill(words)

    def choose(self, label: str, words: str) -> None:
        wanted = self.page.get_by_label(label)
        if self.keys:
            self.reach(wanted)
            self.page.keyboard.type(words)
        else:
            wanted.select_option(words)

    def tick(self, label: str, to: str = "") -> None:
        """A box that is ticked, or one answer of several, to a question."""
        place = self.page.get_by_role("group", name=to) if to else self.page
        wanted = place.get_by_label(label, exact=True)
        if not self.keys:
            wanted.check()
            return
        self.reach(wanted)
        for _step in range(10):
            if wanted.evaluate(IS_THERE):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press("Space")

    def reach(self, wanted: Locator) -> None:
        """With the Tab key, and the way past the rooms that whoever has only keys takes."""
        within = wanted.evaluate("(one) => Boolean(one.closest('main'))")
        if within and self.page.evaluate("document.activeElement === document.body"):
            self.tab_to(self.page.get_by_role("link", name="Go to the main part"))
            self.page.keyboard.press("Enter")
        self.tab_to(wanted)

    def tab_to(self, wanted: Locator) -> None:
        for _step in range(80):
            if wanted.evaluate(IS_BESIDE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached by keyboard on {self.page.url}")
