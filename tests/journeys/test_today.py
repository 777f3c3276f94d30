"""Today, and a role that somebody says yes to: by keyboard, on a phone, without a script."""

import datetime as dt

import pytest
from django.utils import timezone

from closeknit.plans.models import Ask, Intention, Role, Touch
from tests.cast import assemble, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = assemble()
    today = timezone.localdate()
    ask = Ask.begin(cast.maya, title="A lift", first_on=today + dt.timedelta(days=3))
    ask.tell(cast.maya, ask.version)
    june = cast.people["june"]
    place(cast, "june", circle=2, gives={"talk": ""})
    Intention.make(cast.maya, words="", person=june, every=7)
    Touch.log(cast.maya, june, today - dt.timedelta(days=20), "called", words="The hedge")
    Role.ask(cast.maya, today, kind="advocate", person=cast.people["kofi"], words="Comes along.")
    return cast


def test_maya_comes_in_and_writes_down_that_she_called(cast, come_in, phone, no_barrier):
    come_in(phone, cast.account("maya")).goto("/")
    phone.wait_for_url("**/today/")
    no_barrier(phone)
    phone.get_by_text("The hedge").wait_for()
    phone.get_by_role("button", name="We talked").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/today/")
    phone.get_by_text("One person would love to hear from you").wait_for(state="detached")


def test_how_it_goes_comes_by_itself_and_as_a_link(cast, come_in, page, visit, no_barrier):
    come_in(page, cast.account("rosa")).goto(f"/n/{cast.network.pk}/today/")
    page.locator(".doing-list").wait_for()
    no_barrier(page)
    plain = visit(java_script_enabled=False)
    come_in(plain, cast.account("rosa")).goto(f"/n/{cast.network.pk}/today/")
    plain.get_by_role("link", name="See gaps and next steps").click()
    plain.wait_for_url("**/gaps/")


def test_kofi_says_yes_to_a_role_without_a_script(cast, come_in, visit):
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 844})
    come_in(page, cast.account("kofi")).goto(f"/n/{cast.network.pk}/roles/")
    page.get_by_text("Comes along.").wait_for()
    page.get_by_role("button", name="Yes").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Role.visible_to(cast.maya).get().stands == "yes"


@pytest.mark.long
@pytest.mark.parametrize("who", ["maya", "kofi"])
def test_the_pages_of_roles_have_no_barrier(cast, come_in, page, who, no_barrier):
    come_in(page, cast.account(who))
    for name in ("roles", "decisions", "papers"):
        page.goto(f"/n/{cast.network.pk}/{name}/")
        no_barrier(page)
