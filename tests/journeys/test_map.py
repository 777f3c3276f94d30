"""Moving somebody on the map: with a mouse, with keys alone, and without JavaScript."""

import re

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Person, Wish
from tests.cast import assemble, circle, introduce, place
from tests.journeys.conftest import NARROW


@pytest.fixture
def cast(transactional_db):
    cast = assemble()
    with time_machine.travel("2025-03-01", tick=False):
        cast.people["pat"] = Person.welcome(cast.maya, "Pat", known_as="choir")
        for name, circle in (("rosa", 1), ("june", 2), ("kofi", 2), ("pat", 3), ("tanya", 4)):
            place(cast, name, circle=circle, paid="paid" if name == "tanya" else "unpaid")
    introduce(cast, "rosa", "june")
    Wish.make(cast.maya, kind="companion", words="A friend my own age", circle=2)
    return cast


@pytest.fixture
def open_map(cast, come_in):
    """`open_map(page)`: Maya's map in this browser."""

    def opened(page, name="map", query=""):
        come_in(page, cast.account("maya")).goto(reverse(name, args=[cast.network.pk]) + query)
        return page

    return opened


def on_map(page, cast, name):
    return page.locator(f'[data-pan] a[data-key="{cast.people[name].pk}"]')


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') || ''").split(",")[0]


def said(page, words):
    """Wait until the page says this to whoever hears it."""
    page.locator("[data-live]").get_by_text(words).wait_for(state="attached")


def drag(page, cast, name, where, drop=True):
    """Take a face and carry it so many units of the picture from the middle, to the right."""
    face = on_map(page, cast, name).locator("circle").first.bounding_box()
    middle = page.locator("[data-pan] .me").locator("circle").first.bounding_box()
    at = page.locator("[data-pan] svg").evaluate("picture => picture.getScreenCTM().a")
    page.mouse.move(face["x"] + face["width"] / 2, face["y"] + face["height"] / 2)
    page.mouse.down()
    x = middle["x"] + middle["width"] / 2 + where * at
    page.mouse.move(x, middle["y"] + middle["height"] / 2, steps=8)
    if drop:
        page.mouse.up()


def test_june_is_dragged_to_the_closest_circle_and_back(page, cast, open_map):
    open_map(page)
    others = {name: on_map(page, cast, name).bounding_box() for name in ("rosa", "kofi", "tanya")}
    drag(page, cast, "june", 90)
    said(page, "June moved from Friends to Closest.")
    assert circle(cast, "june") == 1
    for name, box in others.items():
        assert on_map(page, cast, name).bounding_box()["x"] == pytest.approx(box["x"], abs=1)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("June is back where they were.").first.wait_for()
    assert circle(cast, "june") == 2
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 1


def test_while_dragging_the_map_says_which_circle_it_would_be(page, cast, open_map):
    open_map(page)
    drag(page, cast, "june", 90, drop=False)
    expect(page.locator("[data-drop]")).to_have_text("Closest")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("[data-drop]")).to_be_hidden()
    assert circle(cast, "june") == 2


def test_a_drop_in_the_same_circle_changes_nothing(page, cast, open_map):
    open_map(page)
    before = Chapter.everyones.count()
    drag(page, cast, "june", 180)
    assert Chapter.everyones.count() == before


def test_by_keys_alone(page, cast, open_map):
    open_map(page)
    page.locator("#find-on-map").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Rosa"
    page.keyboard.press("ArrowDown")
    assert focused(page) in ("June", "Kofi", "Empty chair: A friend my own age")
    page.keyboard.press("End")
    assert focused(page) == "Tanya"
    page.keyboard.press("+")
    said(page, "Tanya moved from From services to Doing things together.")
    assert circle(cast, "tanya") == 3
    assert focused(page) == "Tanya"
    page.keyboard.press("-")
    said(page, "Tanya moved from Doing things together to From services.")
    page.keyboard.press("Home")
    assert focused(page) == "Rosa"


def test_enter_opens_and_escape_goes_back_to_where_one_was(page, cast, open_map):
    open_map(page)
    on_map(page, cast, "june").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="June", exact=True).wait_for()
    assert page.evaluate("document.activeElement.id") == "panel-name"
    page.get_by_role("button", name="Move closer").click()
    said(page, "June moved from Friends to Closest.")
    page.keyboard.press("Escape")
    page.locator("[data-panel]").wait_for(state="detached")
    assert focused(page) == "June"
    expect(page).not_to_have_url(re.compile("focus="))


def test_a_slash_finds_by_name(page, cast, open_map):
    open_map(page)
    on_map(page, cast, "rosa").focus()
    page.keyboard.press("/")
    page.keyboard.type("tan")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tanya", exact=True).wait_for()


def test_five_hundred_people_are_few_stops_of_the_tab_key(page, cast, open_map):
    rows = [{"name": f"Neighbour {n}"} for n in range(500)]
    Person.welcome_many(cast.maya, rows)
    open_map(page)
    expect(page.locator("[data-pan] svg")).to_be_visible()
    stops = """[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())"""
    assert page.evaluate(f"{stops}.length") <= 50
    assert page.evaluate(f"{stops}.filter((one) => one.closest('main')).length") <= 25


def test_without_javascript_somebody_is_opened_and_moved(plain, cast, open_map):
    open_map(plain)
    on_map(plain, cast, "june").click()
    plain.get_by_role("button", name="Doing things together").click()
    expect(plain.get_by_text("June moved from Friends to Doing things together.")).to_be_visible()
    assert circle(cast, "june") == 3
    with plain.expect_navigation():
        plain.get_by_role("button", name="it was always so").click()
    assert Chapter.visible_to(cast.maya).filter(person=cast.people["june"]).count() == 1


def test_on_a_phone_the_map_pans_and_the_page_does_not(phone, cast, open_map):
    open_map(phone)
    pan = phone.locator("[data-pan]")
    assert pan.evaluate("pan => pan.scrollWidth > pan.clientWidth")
    assert pan.evaluate("pan => pan.scrollLeft") > 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    on_map(phone, cast, "rosa").tap()
    phone.get_by_role("button", name="Move away").tap()
    said(phone, "Rosa moved from Closest to Friends.")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_there_is_one_circle_at_a_time_with_faces(visit, cast, open_map, script):
    page = open_map(visit(viewport=NARROW, java_script_enabled=script), "people_tree")
    rosa, june = page.locator("summary", has_text="Rosa"), page.locator("summary", has_text="June")
    expect(rosa).to_be_visible()
    expect(june).to_be_hidden()
    page.get_by_role("link", name="Friends 2").click()
    expect(june).to_be_visible()
    expect(rosa).to_be_hidden()
    june.click()
    page.get_by_role("button", name="Move June closer").click()
    expect(page.get_by_text("June moved from Friends to Closest.").first).to_be_visible()
    page.get_by_role("link", name="All circles").click()
    expect(rosa).to_be_visible()
    expect(page.locator("summary", has_text="Tanya")).to_be_visible()


@pytest.mark.parametrize("name", ["map", "people", "people_tree", "people_sentences"])
def test_nothing_stands_in_anybodys_way(page, cast, open_map, no_barrier, name):
    open_map(page, name)
    no_barrier(page)


def test_an_open_person_stands_in_nobodys_way(page, cast, open_map, no_barrier):
    open_map(page, query=f"?focus={cast.people['june'].pk}")
    no_barrier(page)
