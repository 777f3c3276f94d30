"""A thought of one’s own stays unread by everybody else, whoever looks and however they look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from closeknit.stories.models import Reflection
from tests.addresses import ALL, OF_A_NETWORK
from tests.cast import Cast, assemble
from tests.journeys.eyes import covered

pytestmark = pytest.mark.django_db(transaction=True)
THOUGHT = "Quince and rain, and nobody to tell."
WHOLE = [name for name in OF_A_NETWORK if set(ALL[name].pattern.regex.groupindex) == {"network"}]
# What whoever runs the server may open without an account of the house.
OF_THE_SERVER = ("/healthz", "/readyz", "/", "/enter/")


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def thought(cast: Cast, come_in: Any, visit: Callable[..., Page]) -> Reflection:
    """Maya writes it down on her phone, by herself."""
    phone = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    come_in(phone, cast.account("maya"))
    phone.goto(reverse("reflect", args=[cast.network.pk, "turned_up"]))
    phone.get_by_role("textbox").first.fill(THOUGHT)
    phone.get_by_role("button", name="Save").tap()
    phone.wait_for_url("**/reflections/**")
    assert THOUGHT in phone.locator("main").inner_text()
    row: Reflection = Reflection.mine(cast.maya).get()
    return row


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya", "lena"])
def test_nobody_else_reads_it_anywhere(
    who: str, cast: Cast, thought: Reflection, come_in: Any, visit: Callable[..., Page]
) -> None:
    page = visit(java_script_enabled=False)
    come_in(page, cast.account(who))
    opened = 0
    for name in WHOLE:
        query = "?q=quince" if name == "search" else ""
        answer = page.request.get(reverse(name, args=[cast.network.pk]) + query)
        opened += answer.ok
        assert "nobody to tell" not in answer.body().decode("utf-8", "replace"), name
    assert opened >= (0 if who == "lena" else 10)
    page.goto(reverse("reflections", args=[cast.network.pk]))
    assert "Quince" not in page.content()
    for name in ("reflection", "share_line"):
        there = page.goto(reverse(name, args=[cast.network.pk, thought.pk]))
        assert there
        assert there.status in (404, 405)
        assert "Quince" not in page.content()


def test_whoever_runs_the_server_finds_it_on_no_page(thought: Reflection, plain: Page) -> None:
    for where in OF_THE_SERVER:
        plain.goto(where)
        assert "Quince" not in plain.content(), where
        assert thought.pk not in plain.content(), where


@pytest.mark.parametrize("size", [(390, 844), (320, 640)], ids=["phone", "small"])
def test_nothing_lies_on_the_box_somebody_writes_in(
    size: tuple[int, int], cast: Cast, come_in: Any, visit: Callable[..., Page]
) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]})
    come_in(page, cast.account("maya"))
    june = cast.people["june"].pk
    for where, *more in (("add_people",), ("invite_person", june), ("gathering_begin",)):
        page.goto(reverse(where, args=[cast.network.pk, *more]))
        assert page.locator("main textarea").count()
        assert covered(page) == []
    bar, window = page.locator(".bar"), size[1]
    page.locator("main textarea").last.focus()
    assert top(bar) >= window, "it makes room while somebody writes"
    page.keyboard.press("Tab")
    assert top(bar) < window, "and is there again for whoever goes on"


def top(one: Locator) -> float:
    return float(one.evaluate("(one) => one.getBoundingClientRect().top"))
