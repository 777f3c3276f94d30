"""Somebody's page in a real browser: without JavaScript, for two people at once, for everyone."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from closeknit.networks.models import Chapter, Contact, Note, Person, Portrait
from tests.cast import assemble, introduce, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return assemble()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_friend_is_added_changed_and_given_a_face_without_javascript(visit, cast, come_in):
    page = come_in(visit(java_script_enabled=False), cast.account("maya"))
    page.goto(reverse("add_people", args=[cast.network.pk]))
    page.get_by_label("Name", exact=True).fill("Dee")
    page.get_by_label("Doing things together").check()
    press(page, "Add")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dee")

    page.get_by_role("link", name="It changed").first.click()
    page.get_by_label("It is so from").fill("2024")
    page.get_by_label("Why, in a few words").fill("The summer of the choir")
    page.get_by_label("Friends").check()
    press(page, "Save")
    expect(page.get_by_text("The summer of the choir")).to_be_visible()
    expect(page.get_by_text("moved closer, to “Friends”")).to_be_visible()

    page.get_by_role("link", name="Choose another face").click()
    pixels = io.BytesIO()
    Image.new("RGB", (90, 60), "teal").save(pixels, "PNG")
    page.locator("input[type=file]").set_input_files(
        {"name": "dee.png", "mimeType": "image/png", "buffer": pixels.getvalue()}
    )
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dee")
    photo = page.locator("h1").locator("xpath=../..").locator("img.face")
    assert photo.evaluate("img => img.decode().then(() => img.naturalWidth)") == 60
    assert Portrait.visible_to(cast.maya).count() == 1


def test_rosa_and_maya_write_at_the_same_time_and_nothing_is_lost(visit, cast, come_in):
    maya = come_in(visit(), cast.account("maya"))
    rosa = come_in(visit(java_script_enabled=False), cast.account("rosa"))
    address = reverse("change_person", args=[cast.network.pk, cast.people["june"].pk])
    for page, name in ((maya, "June Okoye"), (rosa, "Junie")):
        page.goto(address)
        page.get_by_label("Name", exact=True).fill(name)
    press(maya, "Save")
    expect(maya.get_by_role("heading", level=1)).to_have_text("June Okoye")
    press(rosa, "Save")
    notice = rosa.get_by_role("alert")
    expect(notice).to_contain_text("Maya changed this while you were writing")
    expect(notice).to_contain_text("June Okoye")
    expect(rosa.get_by_label("Name", exact=True)).to_have_value("Junie")
    press(rosa, "Save")
    expect(rosa.get_by_role("heading", level=1)).to_have_text("Junie")


def furnished(cast):
    """June with everything that a page can hold. The addresses of her pages."""
    june = cast.people["june"]
    chapter = place(cast, "june", circle=2, relationship="neighbour", gives={"talk": "tea"})
    Chapter.turn(cast.maya, june, "2024", why="The winter of the soup", circle=1)
    introduce(cast, "june", "rosa")
    Contact.make(cast.maya, person=june, how="phone", value="020 7946 0018")
    note = Note.make(cast.maya, person=june, text="Her birthday is in May.")
    gone = Person.welcome(cast.maya, "Somebody else")
    gone.bin(cast.maya)
    net = cast.network.pk
    about = [
        reverse(name, args=[net, june.pk])
        for name in ("person", "change_person", "person_face", "person_knows", "add_contact")
    ]
    ties = [
        reverse("tie_changed", args=[net, june.pk, "supports"]),
        reverse("tie_wrong", args=[net, june.pk, chapter.pk, "joined"]),
        reverse("change_note", args=[net, note.pk]),
    ]
    return [*about, *ties, reverse("add_people", args=[net]), reverse("bin", args=[net])]


def test_nothing_on_these_pages_is_in_anybodys_way(visit, cast, come_in, no_barrier):
    page = come_in(visit(), cast.account("maya"))
    for address in furnished(cast):
        page.goto(address)
        no_barrier(page)
