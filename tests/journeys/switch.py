"""One switch: Tab goes on, Enter or Space chooses, and every press is counted."""

from __future__ import annotations

from playwright.sync_api import Page

MOST = 60
# Whether the focus is where it shall be; and, if not all of it is seen, that it is covered.
AIM = """(wanted) => {
  const one = document.activeElement;
  if (!one.matches(wanted) || !one.checkVisibility()) return "";
  const box = one.getBoundingClientRect();
  const y = Math.min(box.y + box.height / 2, innerHeight - 2);
  const top = document.elementFromPoint(box.x + box.width / 2, y);
  return top && (one.contains(top) || one.closest("label")?.contains(top)) ? "there" : "covered";
}"""


class Switch:
    """Somebody at a page who has one switch, and a keyboard of their own for texts."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str) -> None:
        self.presses += 1
        assert self.presses <= MOST, f"more than {MOST} presses on {self.page.url}"
        self.page.keyboard.press(key)

    def aim(self, wanted: str) -> None:
        """On to this, past what a skip link leads past."""
        self.page.locator(wanted).first.wait_for(state="attached")
        if self.page.evaluate("document.activeElement === document.body"):
            for place in ("main", "rooms"):
                within = f"#{place} :is({wanted})"
                if self.page.locator(within).count():
                    self.onto(f'.skip[href="#{place}"]')
                    self.press("Enter")
                    break
        self.onto(wanted)

    def onto(self, wanted: str) -> None:
        while not (found := self.page.evaluate(AIM, wanted)):
            self.press("Tab")
        assert found == "there", f"{wanted} has the focus and is not seen on {self.page.url}"

    def go(self, wanted: str) -> None:
        """A link or a button that leads to another page."""
        self.aim(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def open(self, wanted: str) -> None:
        self.aim(wanted)
        self.press("Enter")

    def tick(self, wanted: str) -> None:
        self.aim(wanted)
        self.press("Space")

    def write(self, wanted: str, words: str) -> None:
        self.aim(wanted)
        self.page.keyboard.type(words)

    def send(self, wanted: str, words: str) -> None:
        """A line that Enter sends."""
        self.write(wanted, words)
        with self.page.expect_navigation():
            self.press("Enter")

    def room(self, name: str) -> None:
        """By the bar, or by what stands behind “More”."""
        link = f'a[href$="/{name}/"]'
        if not self.page.locator(f".bar > ul > li > {link}").count():
            self.open(".bar summary.bar-entry")
        self.go(f".bar {link}")
