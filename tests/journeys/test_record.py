"""What happened, in a real browser: by keyboard, on a phone, without JavaScript, for everyone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.accounts.models import Look
from closeknit.networks.models import Person
from tests.cast import assemble, entered, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    """Maya's network, in which a lot happened and Rosa looked around."""
    cast = assemble()
    place(cast, "june", circle=2)
    Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(45)])
    Person.welcome(cast.rosa, "Dee")
    rosa = entered(cast, "rosa")
    for name, more in (("map", []), ("person", [cast.people["june"].pk])):
        rosa.get(reverse(name, args=[cast.network.pk, *more]))
    assert Look.objects.count() == 2
    return cast


def record(cast):
    return reverse("record", args=[cast.network.pk])


def lines(page):
    return page.locator(".happened p")


def test_maya_finds_who_looked_by_keyboard(page, cast, come_in):
    come_in(page, cast.account("maya"))
    page.goto(reverse("map", args=[cast.network.pk]))
    page.get_by_role("link", name="What happened").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened")
    page.get_by_role("link", name="Who looked").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**what=looks")
    looks = ["Rosa looked at June’s page.", "Rosa looked at the map."]
    expect(lines(page)).to_have_text(looks)
    page.get_by_label("By whom").focus()
    page.keyboard.type("Kofi")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Nothing of this kind").wait_for()


def test_without_javascript_the_days_go_on_page_by_page(plain, cast, come_in):
    come_in(plain, cast.account("maya"))
    plain.goto(record(cast))
    expect(lines(plain)).to_have_count(40)
    plain.get_by_role("link", name="Earlier days").click()
    expect(lines(plain).last).to_have_text("You began the network.")
    plain.get_by_label("By whom").select_option("Rosa")
    plain.get_by_role("button", name="Show").click()
    expect(lines(plain).last).to_have_text("Rosa welcomed Dee to the network.")


@pytest.mark.long
def test_nothing_on_the_page_is_in_anybodys_way(visit, cast, come_in, no_barrier):
    for who in ("maya", "rosa", "kofi"):
        page = come_in(visit(), cast.account(who))
        page.goto(record(cast))
        no_barrier(page)
        for link in page.locator("main a, main button, main select").all():
            assert link.bounding_box()["height"] >= 44


def test_on_a_phone_the_sentences_have_room(phone, cast, come_in):
    come_in(phone, cast.account("maya"))
    phone.goto(record(cast))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.locator(".happened p").first.bounding_box()["width"] > 180
