"""Sunday lunch, from the first idea to the thank-yous; and an answer from afar by a link."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from closeknit.plans.models import Gathering, Guest, Touch
from tests.cast import Cast, assemble
from tests.plans.test_gatherings import guest, lunch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def plan(page: Page, cast: Cast) -> None:
    """Whom first, then where and about what; a name, a day, and the words."""
    page.goto(reverse("gatherings", args=[cast.network.pk]))
    page.get_by_role("link", name="Plan a gathering").press("Enter")
    page.get_by_label("Kofi").check()
    page.get_by_label("June").check()
    page.get_by_label("Where?").fill("At Rosa’s")
    page.get_by_label("What do we call it?").fill("Sunday lunch")
    day = timezone.localdate() + dt.timedelta(days=4)
    page.get_by_label("On which day?").fill(day.isoformat())
    page.get_by_label("From when?").fill("12:30")
    page.get_by_label("Until when?").fill("13:30")
    page.get_by_label("What would you like to ask them?").fill("What should I do about my flat?")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sunday lunch")
    expect(page.get_by_text("A draft", exact=True)).to_be_visible()


def order(page: Page) -> None:
    """Something to begin from, one part longer and one place up: the others follow."""
    page.get_by_role("link", name="How it goes, minute by minute").press("Enter")
    page.get_by_role("button", name="Begin with that").press("Enter")
    expect(page.get_by_text("It ends at 13:50.")).to_be_visible()
    page.get_by_role("group", name="Round of new and good").get_by_label("Minutes").fill("25")
    page.get_by_role("button", name=re.compile("Up *: Round of new and good")).press("Enter")
    expect(page.get_by_text("That is 30 minutes longer than planned.")).to_be_visible()
    expect(page.locator(".part-row").first.get_by_label("Part")).to_have_value(
        "Round of new and good"
    )
    page.get_by_role("link", name="Back").press("Enter")


@pytest.mark.parametrize("how", ["page", "phone", "plain"])
def test_maya_plans_lunch_and_kofi_says_yes(
    how: str, request: Any, cast: Cast, come_in: Callable[..., Page], visit: Callable[..., Page]
) -> None:
    page = come_in(request.getfixturevalue(how), cast.account("maya"))
    plan(page, cast)
    order(page)
    page.get_by_role("button", name="Ask them to come").press("Enter")
    expect(page.get_by_text("Those you chose see it now, and can answer.")).to_be_visible()
    kofi = come_in(visit(java_script_enabled=how != "plain"), cast.account("kofi"))
    kofi.goto(reverse("gatherings", args=[cast.network.pk]))
    kofi.get_by_role("link", name="Sunday lunch").press("Enter")
    kofi.get_by_role("button", name="Yes").press("Enter")
    expect(kofi.get_by_text("You said yes.")).to_be_visible()
    row = Gathering.everyones.get()
    assert guest(row, cast, "kofi").answer == "yes"


def test_june_answers_from_afar_without_an_account(plain: Page, cast: Cast) -> None:
    row = lunch(cast, "june", "kofi")
    one = guest(row, cast, "june")
    one.open_link(cast.maya)
    plain.goto(reverse("answer_gathering", args=[one.token]))
    plain.get_by_label("Maybe, I say later").check()
    plain.get_by_label("A few words, if you like").fill("If my knee lets me.")
    plain.get_by_role("button", name="Say it").press("Enter")
    expect(plain.get_by_text("Your answer is written down")).to_be_visible()
    assert guest(row, cast, "june").words == "If my knee lets me."


def test_before_everybody_goes(phone: Page, cast: Cast, come_in: Callable[..., Page]) -> None:
    row = lunch(cast, "june", "kofi")
    row.change(cast.maya, row.version, starts_at=timezone.now() - dt.timedelta(hours=1))
    page = come_in(phone, cast.account("maya"))
    page.goto(reverse("gathering", args=[cast.network.pk, row.pk]))
    page.get_by_role("link", name="While we meet").click()
    page.get_by_role("textbox", name="Notes").fill("We ate well.")
    page.get_by_role("button", name="Keep the notes").click()
    page.get_by_label("What will be done?").fill("Find a folding table")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Find a folding table")).to_be_visible()
    page.get_by_role("link", name="Before everybody goes").click()
    page.get_by_label("Kofi").check()
    page.get_by_label("Not yet, and that is fine").check()
    page.get_by_label("Thank you to everybody who came").fill("Thank you for the dishes.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Thank you for the dishes.")).to_be_visible()
    assert Touch.visible_to(cast.maya).get().person == cast.people["kofi"]
    assert Guest.of([row.pk]).filter(came=True).count() == 1


@pytest.mark.long
def test_no_page_of_meeting_has_a_barrier(
    page: Page, cast: Cast, come_in: Callable[..., Page], no_barrier: Callable[[Page], None]
) -> None:
    row = lunch(cast, "june", "kofi")
    come_in(page, cast.account("maya"))
    here = [cast.network.pk, row.pk]
    page.goto(reverse("gathering_agenda", args=here))
    with page.expect_navigation():
        page.get_by_role("button", name="Begin with that").click()
    names = ("gathering", "gathering_agenda", "gathering_meeting", "gathering_close")
    for where in ("gatherings", "gathering_begin", *names, "gathering_date"):
        page.goto(
            reverse(
                where, args=here if where not in ("gatherings", "gathering_begin") else here[:1]
            )
        )
        no_barrier(page)
