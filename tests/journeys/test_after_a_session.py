"""After a session: to try at home, how it was, being counted; by keys, on a phone, without JS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from closeknit.workshops.models import Check, Counted, Presence, Session, Told
from tests.workshops.scene import workshop
from tests.workshops.test_checks import count_in, crowd, later

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_gives_something_to_try_another_says_did_you_and_how_it_was(
    plain: Page,
    phone: Page,
    visit: Callable[..., Page],
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:
    here = workshop()
    first = Session.of(here.series)[0]
    said = {"starts_at": timezone.now() - dt.timedelta(days=1), "questions": "Who turned up?"}
    first.change(here.rosa, first.version, **said)
    for seat in (here.june, here.kofi):
        Presence.say(here.rosa, first, seat, Presence.How.HERE)
    rosa = come_in(plain, here.cast.account("rosa"))
    rosa.goto(f"/w/{here.series.pk}/sessions/{first.pk}/")
    rosa.get_by_role("link", name="To try at home").press("Enter")
    rosa.get_by_label("What can people try?").fill("Draw the people of your week.")
    rosa.get_by_role("button", name="Give it").press("Enter")
    expect(rosa.get_by_role("heading", name="Draw the people of your week.")).to_be_visible()

    phone.goto(f"/place/{here.june.token}/")
    phone.locator("main").get_by_role("button").first.tap()
    expect(phone.get_by_role("heading", name="Until next time")).to_be_visible()
    phone.get_by_role("link", name="Draw the people").tap()
    phone.get_by_text("Not this week").tap()
    phone.get_by_role("button", name="Keep it").tap()
    expect(phone.get_by_text("Thank you.")).to_be_visible()
    phone.goto(f"/w/{here.series.pk}/")
    expect(phone.get_by_text("You said: Not this week")).to_be_visible()
    phone.get_by_role("link", name="How was it?").tap()
    for asked in ("of use", "safe", "heard"):
        phone.get_by_role("group", name=asked).get_by_text("Yes").tap()
    phone.get_by_role("button", name="Count it").tap()
    expect(phone.get_by_text("It is counted")).to_be_visible()
    assert Check.everyones.get().tally["safe"] == [1, 0, 0]

    kofi = come_in(visit(), here.cast.account("kofi"))
    kofi.goto(f"/w/{here.series.pk}/sessions/{first.pk}/how-was-it/")
    no_barrier(kofi)
    kofi.get_by_role("radio", name="Yes").first.focus()
    kofi.keyboard.press("ArrowRight")
    kofi.keyboard.press("Tab")
    kofi.keyboard.press("Space")
    kofi.get_by_role("button", name="Count it").press("Enter")
    expect(kofi.get_by_text("It is counted")).to_be_visible()
    tally = Check.everyones.get().tally
    assert (tally["useful"], tally["safe"]) == ([1, 1, 0], [2, 0, 0])


def test_ten_are_counted_and_everybody_reads_the_figures(
    plain: Page, visit: Callable[..., Page], come_in: Callable[..., Page]
) -> None:
    here, seats = crowd(12)
    count_in([seat for seat in seats if seat.pk != here.kofi.pk], "before")
    kofi = come_in(plain, here.cast.account("kofi"))
    kofi.goto(f"/w/{here.series.pk}/count-me-in/")
    for field in kofi.get_by_role("spinbutton").all():
        field.fill("0")
    kofi.get_by_role("button", name="Count me in").press("Enter")
    expect(kofi.get_by_role("heading", name="You are counted")).to_be_visible()
    rosa = come_in(visit(), here.cast.account("rosa"))
    rosa.goto(f"/w/{here.series.pk}/figures/")
    rosa.get_by_role("button", name="Make them").press("Enter")
    expect(rosa.get_by_text("Everybody counted: 12 people")).to_be_visible()
    kofi.goto(f"/w/{here.series.pk}/figures/")
    expect(kofi.get_by_text("Everybody counted: 12 people")).to_be_visible()
    assert Counted.everyones.count() == 12
    assert Told.everyones.count() == 2  # of maps, and of how people feel
    later(here, 7)
    rosa.get_by_role("link", name="The report").press("Enter")
    with rosa.expect_download() as saved:
        rosa.get_by_role("link", name="As a PDF").press("Enter")
    assert saved.value.suggested_filename == "report.pdf"
