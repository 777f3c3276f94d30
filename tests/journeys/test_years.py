"""Looking at the years ahead, by choice."""

import pytest
from playwright.sync_api import expect

from closeknit.networks.models import Contact, Wish
from tests.cast import assemble, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = assemble()
    place(cast, "rosa", circle=1, paid="unpaid", relationship="parent",
          gives={"talk": "", "money": "", "decisions": ""})  # fmt: skip
    place(cast, "kofi", circle=2, paid="unpaid", relationship="friend", gives={"talk": ""})
    place(cast, "june", circle=3, paid="unpaid", relationship="neighbour", gives={"fun": ""})
    place(cast, "tanya", circle=3, paid="paid", gives={"practical": ""})
    for name, born in (("rosa", "1950-03-12"), ("kofi", "1985"), ("june", "1979-11-02")):
        Contact.make(cast.maya, person=cast.people[name], how="birthday", value=born)
    Wish.make(cast.maya, kind="support", about="advocacy")
    return cast


def look(page, cast, come_in):
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/gaps/")
    page.get_by_role("link", name="Years ahead").first.click()
    expect(page.get_by_role("heading", name="Do you want to look?")).to_be_visible()
    expect(page.get_by_text("It hangs most on")).to_have_count(0)
    page.get_by_role("link", name="Yes, show me").press("Enter")
    money = page.get_by_role("region", name="Looking after money").first
    expect(money.get_by_text("It hangs most on Rosa.")).to_be_visible()
    expect(money.get_by_role("table")).to_be_hidden()
    money.locator("summary").press("Enter")
    expect(money.get_by_role("table")).to_be_visible()


def test_first_the_question_then_the_figures(cast, page, come_in):
    look(page, cast, come_in)


def test_the_same_without_javascript(cast, plain, come_in):
    look(plain, cast, come_in)


def test_not_now_leads_back(cast, page, come_in):
    come_in(page, cast.account("rosa")).goto(f"/n/{cast.network.pk}/years-ahead/")
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", level=1, name="What is covered")).to_be_visible()


@pytest.mark.parametrize("room", ["years-ahead", "years-ahead/look"])
def test_nothing_stands_in_anybodys_way(cast, page, come_in, no_barrier, room):
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/{room}/")
    if room.endswith("look"):
        page.locator("summary", has_text="Looking after money").click()
    no_barrier(page)
