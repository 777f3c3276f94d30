"""Asking, taking a turn, sharing turns out, and answering by a link: in a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from closeknit.plans.models import Ask, Turn
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def at(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def in_days(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def lift(cast: Cast) -> Ask:
    ask = Ask.begin(
        cast.maya, title="A lift to swimming", first_on=in_days(3), at=dt.time(16), repeats="weekly"
    )
    ask.tell(cast.maya, ask.version)
    return ask


@pytest.mark.parametrize("how", ["page", "phone", "plain"])
def test_maya_asks_and_kofi_takes_it_in_one_tap(
    how: str,
    request: Any,
    cast: Cast,
    visit: Callable[..., Page],
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:
    maya = come_in(request.getfixturevalue(how), cast.account("maya"))
    maya.goto(at(cast, "asks"))
    maya.get_by_role("link", name="Ask for help").first.click()
    maya.get_by_label("What would help?").fill("A lift to swimming")
    maya.get_by_label("On which day, or from which day on?").fill(in_days(3).isoformat())
    maya.get_by_role("button", name="Go on").click()
    expect(maya.get_by_role("heading", level=1)).to_have_text("A lift to swimming")
    expect(maya.get_by_text("Needs someone").first).to_be_visible()
    kofi = come_in(visit(java_script_enabled=how != "plain"), cast.account("kofi"))
    kofi.goto(at(cast, "asks"))
    kofi.get_by_role("button", name="I take it").click()
    expect(kofi.get_by_text("It is yours. Thank you!")).to_be_visible()
    maya.reload()
    expect(maya.get_by_text("All set").first).to_be_visible()
    if how == "page":
        no_barrier(maya)
        no_barrier(kofi)


def test_maya_shares_turns_out_and_asks_by_keyboard(
    page: Page, cast: Cast, come_in: Callable[..., Page], no_barrier: Callable[[Page], None]
) -> None:
    ask = lift(cast)
    come_in(page, cast.account("maya")).goto(at(cast, "ask", ask.pk))
    page.get_by_role("link", name="Suggest who could take which turn").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Suggest it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ask those who are ticked")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Ask those who are ticked").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is fixed before they say yes.")).to_be_visible()
    assert {turn.answer for turn in Turn.visible_to(cast.maya)} == {"asked"}


def test_june_says_no_by_a_link_and_that_is_fine(phone: Page, cast: Cast) -> None:
    ask = Ask.begin(cast.maya, title="Somebody for the boiler", how="one_by_one")
    ask.tell(cast.maya, ask.version)
    turn = Turn.call(cast.maya, ask, cast.people["june"])
    turn.asked_now(cast.maya, link=True)
    phone.goto(reverse("turn_link", args=[turn.token]))
    expect(phone.get_by_text("Yes, no and later are all fine.")).to_be_visible()
    phone.get_by_label("No", exact=True).check()
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_text("You said no")).to_be_visible()
    assert Turn.visible_to(cast.maya).get().answer == "no"
