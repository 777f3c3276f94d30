"""A workshop from its first idea to somebody who comes; planned by keys, and without JavaScript."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from closeknit.workshops.models import Activity, Seat, Series, Session
from tests.cast import Cast, assemble
from tests.workshops.scene import Workshop, workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def begin(page: Page) -> None:
    page.goto("/workshops/")
    page.get_by_role("link", name="Begin a workshop").press("Enter")
    page.get_by_label("What is the workshop called?").fill("People around us")
    page.get_by_label("Name of the organisation").fill("The Orchard")
    day = timezone.localdate() + dt.timedelta(days=5)
    page.get_by_label("When is the first session?").fill(day.isoformat())
    page.get_by_label("From when?").fill("18:00")
    page.get_by_role("button", name="Begin with these sessions").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("People around us")


def test_a_workshop_is_begun_planned_and_published_and_somebody_comes_by_a_link(
    plain: Page,
    phone: Page,
    cast: Cast,
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
    visit: Callable[..., Page],
) -> None:
    page = come_in(plain, cast.account("rosa"))
    begin(page)
    series = Series.led_by(cast.rosa.account).get()
    page.get_by_role("link", name="Look at its plan").press("Enter")
    starts = page.locator(".plan-row .at")
    assert starts.all_inner_texts()[:3] == ["18:00", "18:20", "18:50"]
    page.get_by_label("Minutes for Arriving").fill("25")
    page.get_by_role("button", name=re.compile("Down *: Arriving")).press("Enter")
    expect(page.get_by_text("5 minutes longer than the session")).to_be_visible()
    assert starts.all_inner_texts()[:3] == ["18:00", "18:30", "18:55"]
    blocks = Activity.of(Session.of(series)[0])
    assert [row.title for row in blocks][:2] == ["Somebody who turned up for me", "Arriving"]
    page.goto(reverse("series", args=[series.pk]))
    page.get_by_role("button", name="Publish it").press("Enter")
    sign_up(phone, series)
    looked_at(come_in(visit(), cast.account("rosa")), series, no_barrier)


def sign_up(phone: Page, series: Series) -> None:
    """Dee has no account. She asks for a place on her phone, reads the promise, and says yes."""
    phone.goto("/workshops/")
    phone.get_by_role("link", name="People around us").tap()
    phone.get_by_role("link", name="Ask for a place").tap()
    phone.get_by_label("Your name").fill("Dee")
    phone.get_by_text("for myself").first.tap()
    phone.get_by_label("What do you need").fill("A seat near the door")
    phone.get_by_role("button", name="Ask for a place").tap()
    expect(phone.get_by_text("You have a place.").first).to_be_visible()
    phone.goto(reverse("series", args=[series.pk]))
    phone.get_by_role("link", name="Read it and say yes").tap()
    phone.get_by_role("button", name="Yes, I promise that too").tap()
    expect(phone.get_by_text("Your yes is written down.")).to_be_visible()
    assert Seat.active().get(series=series).agreed_at is not None


def looked_at(page: Page, series: Series, no_barrier: Callable[[Page], Any]) -> None:
    """No page of it has a barrier, for those who lead or for everybody."""
    row = Session.of(series)[0]
    block = Activity.of(row)[0]
    here: list[tuple[str, list[str]]] = [
        ("series", [series.pk]),
        ("session_plan", [series.pk, row.pk]),
        ("block", [series.pk, row.pk, block.pk]),
        ("roster", [series.pk]),
        ("leads", [series.pk]),
        ("workshop", [series.pk]),
    ]
    for name, args in here:
        page.goto(reverse(name, args=args))
        no_barrier(page)
    page.context.clear_cookies()
    page.goto(reverse("sign_up", args=[series.pk]))
    no_barrier(page)


# Dragging a block ---------------------------------------------------------------------------------


def planned() -> tuple[Workshop, Session, str]:
    """The plan of a session, which Rosa leads: a story, tea, goodbye, from six o’clock."""
    at = workshop()
    row = Session.of(at.series)[0]
    six = dt.datetime(2026, 12, 1, 18, tzinfo=dt.UTC)
    row.change(at.rosa, row.version, starts_at=six, minutes=60)
    Activity.add(at.rosa, row, title="Goodbye", kind="closing", minutes=5)
    return at, row, reverse("session_plan", args=[at.series.pk, row.pk])


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def titles(page: Page) -> list[str]:
    return page.locator(".plan-row h3").all_inner_texts()


def test_a_block_is_dragged_by_mouse_and_the_times_follow(
    page: Page, come_in: Callable[..., Page]
) -> None:
    at, row, plan = planned()
    come_in(page, at.cast.account("rosa")).goto(plan)
    page.get_by_label("Minutes for A story").fill("35")
    page.mouse.move(*middle(page, ".plan-row:nth-of-type(3) .handle"))
    page.mouse.down()
    x, y = middle(page, ".plan-row:nth-of-type(1) h3")
    page.mouse.move(x, y, steps=6)
    expect(page.locator(".plan-row").first).to_have_attribute("data-lands", "before")
    page.keyboard.press("Escape")  # thought better of it
    page.mouse.up()
    assert titles(page) == ["A story", "Tea", "Goodbye"]
    page.mouse.move(*middle(page, ".plan-row:nth-of-type(3) .handle"))
    page.mouse.down()
    page.mouse.move(x, y, steps=6)
    page.mouse.up()
    expect(page.locator(".plan-row h3").first).to_have_text("Goodbye")
    assert [one.title for one in Activity.of(row)] == ["Goodbye", "A story", "Tea"]
    expect(page.get_by_label("Minutes for A story")).to_have_value("35")
    assert page.locator(".plan-row .at").all_inner_texts() == ["18:00", "18:05", "18:40"]


def test_a_block_is_dragged_by_a_finger_and_somebody_elses_block_is_there_then(
    phone: Page, come_in: Callable[..., Page]
) -> None:
    at, row, plan = planned()
    come_in(phone, at.cast.account("rosa")).goto(plan)
    Activity.of(row)[2].move(at.rosa, -1)  # meanwhile, by whoever leads with her
    middle_of_window = "row => row.scrollIntoView({block: 'center'})"
    phone.locator(".plan-row:nth-of-type(1) .handle").evaluate(middle_of_window)
    finger = phone.context.new_cdp_session(phone)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = middle(phone, ".plan-row:nth-of-type(1) .handle")
    touch("touchStart", x, y)
    touch("touchMove", x, y + 40)
    touch("touchMove", x, middle(phone, ".plan-row:nth-of-type(2) .buttons")[1])
    expect(phone.locator(".plan-row[data-lands]")).to_have_count(1)
    touch("touchEnd")
    expect(phone.locator(".plan-row h3").first).to_have_text("Goodbye")
    assert titles(phone) == [one.title for one in Activity.of(row)]


def test_a_picture_of_ones_own_fits_beside_the_block(
    page: Page, phone: Page, come_in: Callable[..., Page]
) -> None:
    at, row, _plan = planned()
    block = Activity.add(at.rosa, row, title="Behind a smile", kind="photo", minutes=10)
    for screen in (page, phone):
        come_in(screen, at.cast.account("rosa"))
        screen.goto(reverse("block", args=[at.series.pk, row.pk, block.pk]))
        expect(screen.get_by_label("The picture", exact=True)).to_be_visible()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert screen.evaluate(wide) == 0
