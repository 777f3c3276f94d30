"""Choosing two days, and reading what has changed between them."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Wish
from tests.cast import assemble, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = assemble()
    place(cast, "rosa", circle=1, since="1998", paid="unpaid", gives={"talk": "", "money": ""})
    place(cast, "june", circle=3, since="2019", paid="unpaid")
    place(cast, "tanya", circle=4, since="2020", paid="paid", gives={"practical": ""})
    lately = (timezone.localdate() - dt.timedelta(days=60)).isoformat()
    soup = "The soup, and then every Thursday"
    Chapter.turn(cast.maya, cast.people["june"], lately, why=soup, circle=2, gives={"fun": ""})
    Chapter.turn(cast.maya, cast.people["tanya"], lately, circle=2, paid="was_paid")
    Wish.make(cast.maya, kind="support", about="fun")
    return cast


@pytest.fixture
def look(cast, come_in):
    """`look(page)`: Maya reads what has changed, from the list of her people."""

    def looking(page, who="maya"):
        come_in(page, cast.account(who)).goto(f"/n/{cast.network.pk}/people/")
        page.get_by_role("link", name="What has changed").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What has changed")
        return page

    return looking


def two_other_days(page):
    page.get_by_role("textbox", name="From", exact=True).fill("2018")
    page.get_by_role("textbox", name="To").fill("2018-02-31")
    page.get_by_role("button", name="Show what changed").click()
    expect(page.get_by_role("alert").get_by_text("There is no such day.")).to_be_visible()
    expect(page.get_by_role("textbox", name="To")).to_have_value("2018-02-31")
    page.get_by_role("textbox", name="To").fill("2019")
    page.get_by_role("button", name="Show what changed").click()
    expect(page.get_by_text("From 1 January 2018 to 31 December 2019.")).to_be_visible()
    expect(page.get_by_text("New here, in the circle “Doing things together”.")).to_be_visible()


def test_what_changed_in_the_last_year_with_the_reason(look, page):
    look(page)
    june = page.get_by_role("listitem").filter(has_text="June")
    closer = "Closer: now “Friends”, before that “Doing things together”."
    expect(june.get_by_text(closer)).to_be_visible()
    expect(june.get_by_text("The soup, and then every Thursday")).to_be_visible()
    wish = "Fun and company: nobody was there for it, and now June is."
    expect(page.get_by_text(wish)).to_be_visible()


def test_two_other_days_are_typed_and_a_wrong_one_is_kept(look, page):
    two_other_days(look(page))


def test_the_same_without_javascript(look, plain):
    two_other_days(look(plain))


def test_as_far_back_as_is_written_down_by_keyboard_alone(look, page):
    look(page)
    page.get_by_role("link", name="As far back as is written down").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?since=1998-01-01")
    expect(page.get_by_text("From 1 January 1998 to")).to_be_visible()
    expect(page.get_by_role("heading", name="June")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?since=1998", "?since=then&until=2031"])
def test_no_barrier_for_a_steward(query, cast, look, page, no_barrier):
    look(page, "rosa")
    page.goto(page.url.partition("?")[0] + query)
    no_barrier(page)
