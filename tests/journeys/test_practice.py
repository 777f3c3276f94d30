"""Trying a workshop alone, by keys and without JavaScript; and what stays after one, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from closeknit.workshops.models import Presence, Series, Session
from tests.cast import assemble
from tests.workshops.scene import workshop

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = ("Arriving", "Somebody who turned up for me", "In one word")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.press("Enter")


def test_from_one_tap_to_a_recap_that_the_group_can_read(
    plain: Page,
    come_in: Callable[..., Page],
    visit: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:
    cast = assemble()
    page = come_in(plain, cast.account("rosa"))
    page.goto("/workshops/")
    press(page, "Try it alone")
    expect(page.get_by_text("Practice: everybody here is made up.")).to_be_visible()
    for part in PARTS:
        press(page, f"Open it ?: {part}")
    expect(page.get_by_text("5 answered")).to_be_visible()
    press(page, "Show answers")
    expect(page.get_by_text("Neighbours").first).to_be_visible()
    page.get_by_role("link", name="What to do next").press("Enter")
    page.get_by_role("link", name="Say what was said").press("Enter")
    page.get_by_label("What to keep in mind").or_(page.get_by_label("To keep in mind")).first.fill(
        "Somebody has to mean it."
    )
    press(page, "draft")
    expect(page.get_by_text("corner shop").first).to_be_visible()
    press(page, "see it as others would")
    press(page, "^Publish")
    expect(page.get_by_text("practice, everybody made up")).to_be_visible()
    expect(page.get_by_text("Somebody has to mean it.").first).to_be_visible()
    series = Series.led_by(cast.rosa.account).get()
    room = reverse("room", args=[series.pk, Session.of(series)[0].pk])
    looks = come_in(visit(), cast.account("rosa"))
    for where in ("/workshops/", room, reverse("series", args=[series.pk])):
        looks.goto(where)
        no_barrier(looks)
    page.goto(reverse("series", args=[series.pk]))
    press(page, "Throw it away")
    expect(page.get_by_text("The practice session is gone.")).to_be_visible()


def test_two_stay_in_touch_and_one_keeps_a_certificate(
    phone: Page,
    visit: Callable[..., Page],
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:
    at = workshop()
    Presence.say(at.rosa, Session.of(at.series)[0], at.kofi, Presence.How.HERE)
    kofi = come_in(phone, at.cast.account("kofi"))
    where = reverse("in_touch", args=[at.series.pk])
    kofi.goto(where)
    kofi.get_by_label("How can they reach you?").fill("The back seat of the 42")
    kofi.get_by_role("button", name="I would like to stay in touch").tap()
    expect(kofi.get_by_text("Nobody else has said so yet")).to_be_visible()
    june = visit(java_script_enabled=False)
    june.goto(reverse("place", args=[at.june.token]))
    june.get_by_role("button").last.press("Enter")
    june.goto(where)
    june.get_by_label("How can they reach you?").fill("The hedge, any time")
    press(june, "I would like to stay in touch")
    press(june, "Yes ?: Kofi")
    expect(june.get_by_text("You said yes. Once")).to_be_visible()
    expect(june.get_by_text("The back seat of the 42")).to_have_count(0)
    kofi.reload()
    kofi.get_by_role("button", name=re.compile("Yes ?: June")).tap()
    expect(kofi.get_by_text("The hedge, any time")).to_be_visible()
    june.reload()
    expect(june.get_by_text("The back seat of the 42")).to_be_visible()
    looks = come_in(visit(), at.cast.account("kofi"))
    for name in ("in_touch", "certificate", "my_seat"):
        looks.goto(reverse(name, args=[at.series.pk]))
        no_barrier(looks)
    looks.goto(reverse("host_page", args=[at.series.host_id]))
    no_barrier(looks)
    rosa = come_in(visit(), at.cast.account("rosa"))
    for name, key in (("leads", at.series.pk), ("host", at.series.host_id)):
        rosa.goto(reverse(name, args=[key]))
        no_barrier(rosa)
