"""Being told: a rhythm is chosen, a letter comes, its link is followed, one click ends it."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from closeknit.accounts.models import Account
from closeknit.notices.models import Rhythm
from closeknit.notices.tasks import tell_what_is_due
from tests.cast import Cast
from tests.notices.scene import Post, asked, post_office, reached, through, work
from tests.notices.things import ask_for, meet, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings: Any, live_server: Any) -> Iterator[Post]:
    """A mail server, and addresses in letters that lead to the house under test."""
    with post_office() as (kept, address):
        through(settings, address)
        settings.URL = live_server.url
        yield kept


def the_hour_comes() -> None:
    Rhythm.objects.update(next_at=timezone.now() - dt.timedelta(seconds=1))
    tell_what_is_due.call()
    work()


def link(letter: Any, part: str) -> str:
    found = re.search(rf"https?://\S+/{part}/\S*", letter.get_content())
    assert found
    return found[0]


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def tab_to(page: Page, what: str) -> None:
    """By the keyboard alone, as far as it takes."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({what!r})"):
            return
    raise AssertionError(f"nobody comes to {what} by keyboard")


def test_maya_chooses_a_rhythm_reads_the_letter_and_stops_it(
    page: Page, phone: Page, cast: Cast, come_in: Callable[..., Page], post: Post, no_barrier: Any
) -> None:
    asked(cast)
    maya = reached(cast.account("maya"))
    come_in(page, maya)
    page.goto("/account/")
    page.get_by_role("link", name="Choose what I am told").click()
    tab_to(page, "[name=how]")  # the first of three is chosen: no letters
    press(page, "ArrowRight ArrowRight")
    tab_to(page, "[name=hour]")
    page.keyboard.type("18")
    tab_to(page, "main [type=submit]")
    press(page, "Enter")
    expect(page.get_by_text("Kept.")).to_be_visible()
    row = Rhythm.of(maya)
    assert (row.how, row.hour) == ("daily", 18)
    no_barrier(page)
    the_hour_comes()
    (letter,) = post.kept
    assert "Kofi" not in str(letter)
    come_in(phone, maya)
    phone.goto(link(letter, "new"))
    phone.get_by_role("link", name="Waits for your yes: Open more of the network to Kofi").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What waits for a yes")
    phone.go_back()
    phone.get_by_role("button", name="Seen: Waits for your yes").click()
    expect(phone.get_by_role("heading", name="Nothing new")).to_be_visible()
    stranger = page.context.browser.new_page()  # type: ignore[union-attr]
    stranger.goto(link(letter, "letters"))
    assert Rhythm.of(maya).how == "daily"
    stranger.get_by_role("button", name="Stop the letters").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("No more letters come")
    stranger.close()
    asked(cast, "tanya")
    the_hour_comes()
    assert len(post.kept) == 1


def test_one_click_in_the_mail_program_is_enough(cast: Cast, post: Post, live_server: Any) -> None:
    """What a mail program does with the two headers, and nothing else."""
    asked(cast)
    maya = reached(cast.account("maya"))
    Rhythm.choose(maya, how="daily")
    the_hour_comes()
    (letter,) = post.kept
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = urllib.parse.urlsplit(letter["List-Unsubscribe"].strip().strip("<>"))
    answer = Client(enforce_csrf_checks=True).post(where.path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Rhythm.of(maya).how == "none"


def test_without_javascript_all_of_it_is_the_same(
    plain: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    take(cast, ask_for(cast))
    meet(cast, "kofi")
    kofi = reached(Account.objects.get(pk=cast.kofi.account))
    come_in(plain, kofi)
    plain.goto("/account/told/")
    plain.get_by_role("radio", name="Once a week").check()
    plain.get_by_label("On which day, if once a week").select_option("Sunday")
    plain.get_by_label("Quiet from", exact=False).select_option("22:00")
    plain.get_by_role("button", name="Keep it").click()
    expect(plain.get_by_text("Choose both hours, or neither.").first).to_be_visible()
    expect(plain.get_by_role("radio", name="Once a week")).to_be_checked()
    plain.get_by_label("Quiet until").select_option("08:00")
    plain.get_by_label("Maya").check()
    plain.get_by_role("button", name="Keep it").click()
    expect(plain.get_by_text("Kept.")).to_be_visible()
    plain.goto("/new/")
    plain.get_by_role("button", name="I have seen all of this").click()
    expect(plain.get_by_role("heading", name="Nothing new")).to_be_visible()


def test_kofi_makes_a_calendar_and_ends_it(
    phone: Page, cast: Cast, come_in: Callable[..., Page], live_server: Any, settings: Any
) -> None:
    settings.URL = live_server.url
    take(cast, ask_for(cast))
    come_in(phone, cast.account("kofi"))
    phone.goto("/account/calendar/")
    phone.get_by_label("Entries say what they are and where").check()
    phone.get_by_role("button", name="Make my calendar").click()
    where = phone.get_by_label("Address").input_value().removeprefix(live_server.url)
    assert b"Company on Thursday" in Client().get(where).content
    phone.get_by_role("link", name="I have copied it").click()
    expect(phone.get_by_text("Last read on")).to_be_visible()
    phone.get_by_role("button", name="End the calendar").click()
    expect(phone.get_by_text("The calendar has ended.")).to_be_visible()
    assert Client().get(where).status_code == 404
