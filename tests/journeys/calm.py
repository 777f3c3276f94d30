"""Nobody looks at the first half of a page, or types into it.

A click waits until the next page begins to come. Whoever then asks for an element waits for it, but
keys, expressions and counts take what stands there at that moment: on a machine that has much to do
that may be a page without a body. So these wait until all of the page is there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

AT_ONCE = ("count", "all", "all_inner_texts", "all_text_contents", "is_visible", "is_hidden")


def there(page: Page) -> None:
    """Waits until the page that is on its way, if one is, has come as a whole."""
    if not page.is_closed():
        page.wait_for_load_state("domcontentloaded")


def on_a_whole(kind: type, name: str, page_of: Callable[[Any], Page]) -> None:
    deed = getattr(kind, name)

    @functools.wraps(deed)
    def waiting(self: Any, *given: Any, **named: Any) -> Any:
        there(page_of(self))
        return deed(self, *given, **named)

    setattr(kind, name, waiting)


def keep_calm() -> None:
    """From here on, for every page of this process."""
    keyboard = Page.keyboard.fget  # type: ignore[attr-defined]

    def once_there(page: Page) -> Any:
        there(page)
        return keyboard(page)

    Page.keyboard = property(once_there)  # type: ignore[assignment,method-assign]
    for name in ("evaluate", "content"):
        on_a_whole(Page, name, lambda page: page)
    for name in AT_ONCE:
        on_a_whole(Locator, name, lambda place: place.page)
