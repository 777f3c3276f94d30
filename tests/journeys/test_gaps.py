"""Finding a gap, looking at what would be left, and saying "this is how we like it"."""

import re

import pytest
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Dismissal, Wish
from closeknit.plans.models import Intention
from tests.cast import assemble, introduce, place

pytestmark = pytest.mark.django_db(transaction=True)

# In the long tier, where test_every_page.py opens them too.
ALSO = [
    pytest.param(room, marks=pytest.mark.long)
    for room in ("help", "wishes", "supports", "purpose", "intentions")
]


@pytest.fixture
def cast():
    cast = assemble()
    place(cast, "rosa", circle=1, paid="unpaid", gives={"talk": "", "decisions": "", "money": ""})
    place(cast, "kofi", circle=2, paid="unpaid", gives={"talk": ""})
    place(cast, "june", circle=2, paid="unpaid", gives={"practical": "soup"})
    place(cast, "tanya", circle=3, paid="paid", gives={"practical": ""})
    introduce(cast, "rosa", "june")
    Wish.make(cast.maya, kind="companion", words="A friend my own age", circle=2)
    return cast


@pytest.fixture
def look(cast, come_in):
    """`look(page)`: Maya reads her gaps and next steps in this browser."""

    def looking(page):
        come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/gaps/")
        return page

    return looking


def put_aside_and_ask_again(page, cast):
    row = page.get_by_role("listitem").filter(has_text="Looking after money: only Rosa.")
    row.get_by_role("button", name="This is how we like it").click()
    page.get_by_text("One thing is how you like it").click()
    expect(page.get_by_role("button", name="Ask about this again")).to_be_visible()
    assert Dismissal.visible_to(cast.maya).get().finding == "support_only_one:money"
    page.get_by_role("button", name="Ask about this again").click()
    expect(page.get_by_role("heading", name="Looking after money: only Rosa.")).to_be_visible()
    assert not Dismissal.visible_to(cast.maya).exists()


def test_a_gap_is_found_put_aside_and_asked_about_again(cast, look, page):
    put_aside_and_ask_again(look(page), cast)


def test_the_same_without_javascript(cast, look, plain):
    put_aside_and_ask_again(look(plain), cast)


def test_a_next_step_is_written_down_in_two_taps(cast, look, page):
    look(page)
    page.get_by_role("link", name="Write it down").click()
    expect(page.get_by_label("What would it be?")).to_have_value(re.compile("Rosa"))
    with page.expect_navigation():
        page.get_by_role("button", name="Write it down").click()
    assert Intention.visible_to(cast.maya).get().words.startswith("Ask June to stand beside Rosa")


def test_what_would_be_left_without_rosa(cast, look, page):
    look(page)
    page.get_by_role("link", name="See what would be left").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What if Rosa were away?")
    left = page.get_by_role("main").inner_text()
    assert "Help with decisions" in left.split("Nobody would give")[1]


def test_what_would_be_left_without_whoever_is_paid(cast, look, plain):
    look(plain).goto(f"/n/{cast.network.pk}/away/")
    plain.get_by_text("Everybody who is paid: Tanya").click()
    plain.get_by_role("button", name="See what would be left").click()
    said = "What if everybody who is paid were away?"
    expect(plain.get_by_role("heading", level=1)).to_have_text(said)
    expect(plain.get_by_text("Practical help: June")).to_be_visible()
    expect(plain.get_by_label("Everybody who is paid: Tanya")).to_be_checked()


def test_ticking_who_does_what_by_keyboard_alone(cast, look, page):
    look(page)
    page.get_by_role("link", name="Who does what", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/")
    box = page.get_by_role("group", name="Looking after money").get_by_label("Kofi")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gaps/")
    kofi = Chapter.visible_to(cast.maya).filter(person=cast.people["kofi"]).last()
    assert set(kofi.gives) == {"talk", "money"}


def test_on_a_phone_each_support_is_a_card(cast, look, phone):
    look(phone)
    expect(phone.get_by_role("heading", name="Looking after money", exact=True)).to_be_visible()
    expect(phone.get_by_role("table")).to_be_hidden()


@pytest.mark.parametrize("room", ["gaps", "away", *ALSO])
def test_no_barrier_anywhere(room, cast, look, page, no_barrier):
    look(page)
    query = f"?who={cast.people['rosa'].pk}" if room == "away" else ""
    page.goto(f"/n/{cast.network.pk}/{room}/{query}")
    no_barrier(page)
