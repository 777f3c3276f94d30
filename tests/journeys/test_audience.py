"""Choosing who sees a thing in a real browser: by keyboard, without JavaScript, on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.networks.models import Contact, Person
from closeknit.policy import Audience, Level
from closeknit.stories.models import Moment
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return assemble()


def number_of_june(cast):
    return Contact.make(cast.maya, person=cast.people["june"], how="phone", value="0123")


def who_sees(row):
    return reverse("who_sees_this", args=[row.network_id, row.resource, row.pk])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_maya_hides_a_number_from_rosa_by_keyboard_and_the_sentence_follows(page, cast, come_in):
    come_in(page, cast.account("maya")).goto(who_sees(number_of_june(cast)))
    said = page.get_by_role("status").filter(has_text="Seen by")
    expect(said).to_have_text("Seen by 2 people: Maya, Rosa.")
    page.locator("summary", has_text="Hide it from somebody").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Hide it from").get_by_label("Rosa").focus()
    page.keyboard.press("Space")
    expect(said).to_have_text("Seen by 1 person: Maya.")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="June", exact=True).wait_for()
    expect(page.get_by_text("Seen by 1 person: Maya.").first).to_be_visible()
    assert not Contact.visible_to(cast.rosa).exists()


def test_chosen_people_are_ticked_without_javascript_on_a_phone(visit, cast, come_in):
    small = {"width": 390, "height": 844}
    page = come_in(visit(java_script_enabled=False, viewport=small), cast.account("maya"))
    cat = Person.welcome(cast.maya, "Mimi", kind="pet")  # who is asked nothing
    told = Moment.make(cast.maya, text="Soup in the rain.", person=cat)
    page.goto(reverse("person", args=[cast.network.pk, cat.pk]))
    page.get_by_role("region", name="A moment").get_by_role("link", name="Change").click()
    expect(page.get_by_text("Seen by 4 people: Maya, Rosa, Kofi, Tanya.")).to_be_visible()
    page.get_by_label("People I choose").check()
    page.get_by_role("group", name="Whom?").get_by_label("Kofi").check()
    press(page, "Save")
    expect(page.get_by_text("Seen by 2 people: Maya, Kofi.").first).to_be_visible()
    assert {m.pk for m in Moment.visible_to(cast.kofi)} == {told.pk}
    assert not Moment.visible_to(cast.rosa).exists()


def test_kofi_hides_what_is_about_him(page, cast, come_in):
    told = Moment.make(cast.maya, text="Kofi sang.", person=cast.people["kofi"])
    Moment.everyones.filter(pk=told.pk).update(audience=Level.NETWORK)
    come_in(page, cast.account("kofi"))
    page.goto(reverse("person", args=[cast.network.pk, cast.people["kofi"].pk]))
    page.get_by_role("region", name="A moment").get_by_role("link", name="Change").click()
    press(page, "Hide this now")
    page.get_by_role("heading", level=1, name="Who can see this?").wait_for(state="detached")
    expect(page.get_by_text("It is hidden. Only Maya and whoever wrote it")).to_be_visible()
    assert not Moment.visible_to(cast.kofi).exists()
    assert not Moment.visible_to(cast.rosa).exists()


def furnished(cast):
    """The pages of this room, each in its states."""
    june = cast.people["june"]
    for name in ("Dee", "Marco", "Sam", "Priya"):
        Person.welcome(cast.maya, name)
    number = number_of_june(cast)
    told = Moment.make(cast.maya, text="Soup in the rain, and a long talk.", person=june)
    some = Audience(Level.CHOSEN, frozenset({cast.people["kofi"].pk}))
    told.share(cast.maya, 1, some)
    hidden = Audience(Level.STEWARDS, frozenset(), frozenset({cast.people["rosa"].pk}))
    number.share(cast.maya, 1, hidden)
    here = [cast.network.pk]
    return {
        "number": who_sees(number),
        "moment": who_sees(told),
        "person": who_sees(june),
        "overview": reverse("who_sees", args=here),
        "june": reverse("person", args=[*here, june.pk]),
        "change": reverse("change_person", args=[*here, june.pk]),
    }


@pytest.mark.long
def test_nothing_on_these_pages_is_in_anybodys_way(page, cast, come_in, no_barrier):
    come_in(page, cast.account("maya"))
    for address in furnished(cast).values():
        page.goto(address)
        no_barrier(page)
