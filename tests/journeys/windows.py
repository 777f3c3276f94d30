"""Windows of one browser, lent to one test after the other, and empty each time."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

# In milliseconds. Whoever waits longer loses nothing where the page comes, and a machine that has
# much to do needs a while for the first page of all.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE / 2)


class Windows:
    """To open a window takes longer than most of what a test does in it: so they are kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[str, list[BrowserContext]] = {}
        self.lent: list[tuple[str, BrowserContext]] = []

    def lend(self, **wanted: Any) -> Page:
        """An empty page in a window of this kind, which remembers nobody."""
        kind = repr(sorted(wanted.items()))
        free = self.free.setdefault(kind, [])
        context = free.pop() if free else self.browser.new_context(**wanted)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(2 * PATIENCE)
        self.lent.append((kind, context))
        return context.pages[0] if context.pages else context.new_page()

    def take_back(self, address: str) -> None:
        """What was lent is emptied of all that this address left in it, and free again."""
        lent, self.lent = self.lent, []
        for kind, context in lent:
            empty(context, address)
            self.free[kind].append(context)


def empty(context: BrowserContext, address: str) -> None:
    """No cookie, nothing stored, no page that was open, and no way back to one."""
    before = context.pages
    context.set_offline(False)
    fresh = context.new_page()
    for page in before:
        page.close()
    context.unroute_all()
    context.clear_cookies()
    context.clear_permissions()
    talk = context.new_cdp_session(fresh)
    talk.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    talk.detach()
