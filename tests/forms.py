"""The form of a page as a browser would send it: what stands in it, and what somebody types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any


class Forms(HTMLParser):
    """Every form of a page: its address, and its fields with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[dict[str, Any]] = []
        self.here: dict[str, Any] | None = None
        self.text: str | None = None
        self.select: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            self.here = {"action": at.get("action") or "", "method": at.get("method"), "data": {}}
            self.all.append(self.here)
        if self.here is None:
            return
        name = at.get("name") or ""
        if tag == "input" and name and at.get("type") not in ("submit", "file", "button"):
            if at.get("type") in ("radio", "checkbox") and "checked" not in at:
                return
            self.put(name, at.get("value") or ("" if at.get("type") != "checkbox" else "on"))
        elif tag == "textarea":
            self.text = name
            self.put(name, "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in at:
            self.put(self.select, at.get("value") or "")

    def put(self, name: str, value: str) -> None:
        assert self.here is not None
        self.here["data"].setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.text is not None and self.here is not None:
            self.here["data"][self.text][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        elif tag == "textarea":
            self.text = None
        elif tag == "select":
            self.select = None


def the_form(page: str, *, has: str) -> dict[str, list[str]]:
    """What the one form with this field would send as it stands."""
    found = [form["data"] for form in Forms(page).all if has in form["data"]]
    found = found or [form["data"] for form in Forms(page).all if form["method"] == "post"][-1:]
    assert found, f"no form has {has}"
    return dict(found[0])


def first_to(address: str, page: str) -> dict[str, str]:
    """What the first form to this address would send, its button pressed."""
    form = page.partition(f'action="{address}"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
