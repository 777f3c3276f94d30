"""Looking at the years ahead, by choice."""

import pytest

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
    assert page.get_by_role("heading", name="Do you want to look?").is_visible()
    assert page.get_by_text("It hangs most on").count() == 0
    page.get_by_role("link", name="Yes, show me").press("Enter")
    money = page.get_by_role("region", name="Looking after money").first
    assert money.get_by_text("It hangs most on Rosa.").is_visible()
    assert not money.get_by_role("table").is_visible()
    money.locator("summary").press("Enter")
    assert money.get_by_role("table").is_visible()


def test_first_the_question_then_the_figures(cast, page, come_in):
    look(page, cast, come_in)


def test_the_same_without_javascript(cast, plain, come_in):
    look(plain, cast, come_in)


def test_not_now_leads_back(cast, page, come_in):
    come_in(page, cast.account("rosa")).goto(f"/n/{cast.network.pk}/years-ahead/")
    page.get_by_role("link", name="Not now").click()
    assert page.get_by_role("heading", level=1, name="What is covered").is_visible()


@pytest.mark.parametrize("room", ["years-ahead", "years-ahead/look"])
def test_nothing_stands_in_anybodys_way(cast, page, come_in, no_barrier, room):
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/{room}/")
    if room.endswith("look"):
        page.locator("summary", has_text="Looking after money").click()
    no_barrier(page)
