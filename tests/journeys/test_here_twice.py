"""Somebody is on the map twice, in a real browser: side by side, one entry, and two again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Contact, Person
from tests.cast import place
from tests.journeys.hands import WAYS, Hand

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def twice(cast):
    """June, and June once more as her contacts came in."""
    place(cast, "june", circle=2, how_met="Next door.")
    again = Person.welcome(cast.maya, "June Okoye")
    Contact.make(cast.maya, person=again, how="phone", value="+1 416 555 0100")
    Chapter.make(cast.maya, person=again, circle=4)
    return again


@pytest.mark.parametrize("way", WAYS)
def test_june_is_here_twice_then_once_then_twice_again(visit, cast, come_in, twice, way):
    page = come_in(visit(**WAYS[way]), cast.account("maya"))
    hand = Hand(page, way)
    page.goto(reverse("alike", args=[cast.network.pk]))
    expect(page.get_by_text("The same first name")).to_be_visible()
    hand.press("See both June, June Okoye", role="link")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Are June and June Okoye the same person?"
    )
    expect(page.get_by_role("radio", name="June Okoye")).to_be_checked()
    hand.tick("Friends", to="Which circle?")
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "nothing stands beside the page"
    hand.press("Make it one entry")
    expect(page.get_by_role("heading", level=1)).to_have_text("June Okoye")
    expect(page.get_by_text("+1 416 555 0100")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("June Okoye is one entry now.")

    page.goto(reverse("bin", args=[cast.network.pk]))
    hand.press("Bring back June Okoye, put together with June Okoye")
    expect(page.get_by_role("status")).to_contain_text("is back.")
    page.goto(reverse("person", args=[cast.network.pk, cast.people["june"].pk]))
    expect(page.get_by_role("heading", level=1)).to_have_text("June")
    expect(page.get_by_text("+1 416 555 0100")).to_have_count(0)
