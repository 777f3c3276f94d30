"""Choosing in which words one reads: by keyboard, without a script, on the narrowest screen."""

import datetime as dt

import pytest
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.plans.models import Intention, Touch
from tests.cast import assemble, place

pytestmark = pytest.mark.django_db(transaction=True)
# Where the longest words stand beside each other.
PAGES = ("today", "map", "gaps", "people", "asks", "gatherings", "roles", "stories", "members")


@pytest.fixture
def cast():
    cast = assemble()
    june, today = cast.people["june"], timezone.localdate()
    place(cast, "june", circle=2, gives={"talk": ""})
    Intention.make(cast.maya, words="", person=june, every=7)
    Touch.log(cast.maya, june, today - dt.timedelta(days=20), "called", words="")
    return cast


def test_maya_chooses_easy_words_by_keyboard_without_a_script(cast, come_in, visit):
    page = visit(java_script_enabled=False)
    there = f"/n/{cast.network.pk}/gaps/"
    come_in(page, cast.account("maya")).goto(there)
    page.locator(".side .tongues summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(there)
    page.get_by_role("heading", name="What there is and what is missing").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_stranger_finds_the_four_ways_open_and_they_have_no_barrier(phone, no_barrier):
    phone.goto("/")
    no_barrier(phone)
    phone.get_by_role("button", name="Français facile").click()
    phone.get_by_role("heading", name="On a besoin des autres").wait_for()
    assert phone.locator("html").get_attribute("lang") == "fr"
    no_barrier(phone)


@pytest.mark.parametrize("words", ["fr", "fr-x-easy", "en-x-easy"])
def test_no_page_needs_scrolling_both_ways_in_any_words(cast, come_in, visit, words):
    Account.objects.update(language=words)
    page = visit(viewport={"width": 320, "height": 640})
    come_in(page, cast.account("maya"))
    for name in PAGES:
        page.goto(f"/n/{cast.network.pk}/{name}/")
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, (name, over)
