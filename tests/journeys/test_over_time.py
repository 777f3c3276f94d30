"""Looking back: the map of another day, by slider, by keyboard and without a script."""

import pytest
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Person
from tests.cast import assemble, place
from tests.journeys.hands import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = assemble()
    place(cast, "june", circle=3, since="2019", why="Over the hedge")
    Chapter.turn(cast.maya, cast.people["june"], "2023-02", why="The soup", circle=2)
    place(cast, "kofi", circle=2, since="2024", why="The bus")
    return cast


def test_one_steps_back_with_the_arrow_keys_and_reads_what_began(cast, come_in, page, no_barrier):
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/map/")
    slider = page.get_by_role("slider")
    slider.focus()
    for _step in range(2):
        page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "1 February 2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/?on=2023-02-01")
    expect(page.get_by_role("heading", level=1)).to_have_text("The map on 1 February 2023")
    expect(page.get_by_text("The soup")).to_be_visible()
    no_barrier(page)
    page.get_by_role("link", name="Today", exact=False).first.wait_for()


def test_without_a_script_links_and_the_button_lead_there(cast, come_in, visit):
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/map/")
    page.get_by_role("link", name="1 January 2024").click()
    page.get_by_role("link", name="1 February 2023").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The map on 1 February 2023")
    page.get_by_role("link", name="Back to today").click()
    page.wait_for_url("**/map/")


def test_the_story_of_the_network_leads_to_the_people_in_it(cast, come_in, phone, no_barrier):
    come_in(phone, cast.account("maya")).goto(f"/n/{cast.network.pk}/timeline/")
    no_barrier(phone)
    phone.get_by_role("link", name="Kofi came", exact=False).click()
    phone.wait_for_url(f"**/people/{cast.people['kofi'].pk}/")


def test_a_copy_is_kept_by_keyboard_and_laid_beside_today(cast, come_in, page, no_barrier):
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/copies/")
    page.get_by_label("What do you call it?").focus()
    page.keyboard.type("Before the soup")
    page.keyboard.press("Tab")
    page.keyboard.type("2020")
    page.keyboard.press("Enter")
    page.wait_for_url("**/copies/*/")
    assert page.get_by_role("heading", level=1).text_content() == "Before the soup"
    no_barrier(page)
    page.get_by_role("button", name="Show what is different").press("Enter")
    page.wait_for_url("**/beside/**")
    assert page.get_by_text("Closer: now “Friends”").is_visible()
    no_barrier(page)


def test_why_it_changed_is_written_without_a_script_on_a_phone(cast, come_in, visit):
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/changes/?since=2020")
    page.get_by_role("link", name="Write down why").click()
    page.get_by_label("Why it changed").fill("She brought soup, and stayed.")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("She brought soup, and stayed.").is_visible()


def test_many_people_of_another_day_are_one_stop_of_the_tab_key(cast, come_in, page):
    for person in Person.welcome_many(cast.maya, [{"name": f"N {n}"} for n in range(120)]):
        Chapter.make(cast.maya, person=person, circle=4, since="2018")
    come_in(page, cast.account("maya")).goto(f"/n/{cast.network.pk}/map/?on=2020")
    stops = "[...document.querySelectorAll('.map a')].filter((one) => one.tabIndex >= 0).length"
    until(page, f"{stops} === 1")
