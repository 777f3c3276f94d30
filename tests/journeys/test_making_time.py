"""Making time: one tap, not this week, a wish with a rhythm; by keys, by thumb, without scripts."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from closeknit.plans.models import Intention, Touch
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    cast = assemble()
    june = cast.people["june"]
    june.revise(cast.maya, june.version, likes="choir")
    cast.network.revise(cast.maya, cast.network.version, likes="choir")
    for days in (21, 35, 49, 63):
        Touch.log(cast.maya, june, ago(days), words="Her garden" if days == 21 else "")
    Intention.make(cast.maya, "meant", person=june, every=14)
    return cast


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def at(cast, path="intentions/"):
    return f"/n/{cast.network.pk}/{path}"


def last(cast, who="june"):
    return Touch.visible_to(cast.maya).filter(person=cast.people[who]).first().day


def talk_and_take_it_back(page, cast):
    row = page.get_by_role("listitem").filter(has_text="Be in touch with June")
    expect(row.get_by_text("Last time was 3 weeks ago: “Her garden”.")).to_be_visible()
    expect(row.get_by_text("You both like choir:")).to_be_visible()
    row.get_by_role("button", name="We talked").click()
    page.get_by_text("Written down: you and June").wait_for()
    assert last(cast) == timezone.localdate()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken away again.").wait_for()
    assert last(cast) == ago(21)
    page.goto(at(cast))
    row.get_by_role("button", name="Not this week").click()
    page.get_by_text("That is fine. It comes back on").wait_for()
    expect(page.get_by_text("Nobody is waiting just now.")).to_be_visible()


def test_one_tap_that_we_talked_and_not_this_week(cast, come_in, page, no_barrier):
    come_in(page, cast.account("maya")).goto(at(cast))
    no_barrier(page)
    talk_and_take_it_back(page, cast)
    no_barrier(page)


def test_the_same_without_javascript(cast, come_in, plain):
    come_in(plain, cast.account("maya")).goto(at(cast))
    talk_and_take_it_back(plain, cast)


def test_a_wish_written_down_by_keyboard_alone(cast, come_in, page):
    come_in(page, cast.account("maya")).goto(at(cast))
    page.get_by_label("With whom?").focus()
    page.keyboard.type("Kofi")
    page.keyboard.press("Tab")
    page.keyboard.type("About every month")
    for _field in range(3):
        page.keyboard.press("Tab")
    for _press in range(20):
        if page.evaluate("document.activeElement.textContent.includes('Write it down')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Be in touch with Kofi").wait_for()
    row = Intention.visible_to(cast.maya).get(person=cast.people["kofi"])
    assert (row.every, row.words) == (30, "")


def test_kofi_writes_on_a_phone_when_he_saw_maya(cast, come_in, phone):
    come_in(phone, cast.account("kofi")).goto(at(cast))
    phone.get_by_label("How often?").select_option("About every two weeks")
    phone.get_by_role("button", name="Write it down").tap()
    row = phone.get_by_role("listitem").filter(has_text="Be in touch with Maya")
    row.get_by_role("link", name="Say more").tap()
    phone.get_by_label("When?").fill(ago(2).isoformat())
    phone.get_by_text("On the phone").tap()
    phone.get_by_label("What about?").fill("The match")
    phone.get_by_role("button", name="Save").tap()
    phone.get_by_text("On the phone: The match").wait_for()
    assert last(cast, "kofi") == ago(2)


def test_tanya_has_small_things_of_her_own(cast, come_in, phone, no_barrier):
    come_in(phone, cast.account("tanya")).goto(at(cast))
    expect(phone.get_by_label("What would it be?")).to_be_visible()
    expect(phone.get_by_text("June")).to_be_hidden()
    phone.get_by_label("What would it be?").fill("Bring the bread tin")
    phone.get_by_role("button", name="Write it down").tap()
    row = phone.get_by_role("listitem").filter(has_text="Bring the bread tin")
    row.get_by_role("button", name="Done").tap()
    phone.get_by_text("Done. That is good.").wait_for()
    no_barrier(phone)
