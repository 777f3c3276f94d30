"""Bringing pictures from a phone on a slow line, with one that does not get through; and more."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from closeknit.stories.models import Consent, Photo
from closeknit.stories.painting import hang, paint
from tests.cast import assemble

from .conftest import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 90_000, "uploadThroughput": 60_000}


@pytest.fixture
def cast(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return assemble()


def picture(number: int, form: str = "JPEG") -> bytes:
    image = Image.new("RGB", (800, 600), (40 + 15 * number, 120, 110))
    ImageDraw.Draw(image).ellipse((300, 150, 500, 350), "white")
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def files(count: int) -> list[dict]:
    return [
        {"name": f"IMG_{number:02}.jpg", "mimeType": "image/jpeg", "buffer": picture(number)}
        for number in range(1, count + 1)
    ]


def hung(cast, **said) -> Photo:
    data = picture(1)
    return hang(cast.maya, paint(io.BytesIO(data), len(data)), **said)


def at(cast, name, *keys):
    return reverse(name, args=[cast.network.pk, *keys])


@pytest.fixture
def shaky(chromium, live_server):
    """A phone whose complaints about a lost connection are no trouble; other complaints are."""
    narrow = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
    context = chromium.new_context(base_url=live_server.url, **narrow)
    page, trouble = context.new_page(), []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    yield page
    context.close()
    assert trouble == []


def test_twelve_pictures_on_a_slow_line_and_one_is_tried_again(shaky, cast, come_in):
    page = come_in(shaky, cast.account("maya"))
    page.goto(at(cast, "photos_add"))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    lost = []

    def once(route):
        lost.append(route.request.url)
        route.abort("connectionreset") if len(lost) == 1 else route.continue_()

    page.route(re.compile(r"one=4$"), once)
    page.get_by_label("Pictures", exact=True).set_input_files(files(12))
    page.get_by_label("What was the occasion?").fill("June’s birthday")
    page.get_by_role("button", name="Bring them").tap()
    expect(page.get_by_role("heading", name="Your pictures")).to_be_focused()
    expect(page.get_by_role("progressbar").first).to_be_visible()
    expect(page.get_by_text("11 of 12 are here.")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("It did not get through.")).to_have_count(1)
    page.get_by_role("button", name=re.compile("Try again.*IMG_05")).tap()
    expect(page.get_by_text("All 12 pictures are here.")).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Look at the pictures").tap()
    expect(page.locator(".pictures img")).to_have_count(12)
    kept = Photo.visible_to(cast.maya)
    assert {photo.occasion for photo in kept} == {"June’s birthday"}
    assert kept.count() == 12


def test_an_answer_lost_after_the_picture_was_kept_makes_no_second_one(shaky, cast, come_in):
    page = come_in(shaky, cast.account("maya"))
    page.goto(at(cast, "photos_add"))
    tries = []

    def kept_but_unheard(route):
        tries.append(1)
        if len(tries) > 1:
            route.continue_()
            return
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route(re.compile(r"one=0$"), kept_but_unheard)
    page.get_by_label("Pictures", exact=True).set_input_files(files(2))
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("button", name="Try again").click(timeout=30_000)
    expect(page.get_by_text("All 2 pictures are here.")).to_be_visible(timeout=30_000)
    assert Photo.visible_to(cast.maya).count() == 2


def test_one_that_is_no_picture_is_named_and_the_others_are_kept(page, cast, come_in):
    come_in(page, cast.account("kofi"))
    page.goto(at(cast, "photos_add"))
    cat = {"name": "cat.gif", "mimeType": "image/gif", "buffer": picture(1, "GIF")}
    page.get_by_label("Pictures", exact=True).set_input_files([*files(2), cat])
    page.get_by_role("button", name="Bring them").click()
    expect(page.get_by_text("2 of 3 are here.")).to_be_visible(timeout=30_000)
    refused = page.get_by_role("listitem").filter(has_text="cat.gif")
    expect(refused).to_contain_text("Please choose a JPEG, PNG, WebP or HEIC picture.")
    expect(refused.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Look at the pictures")).to_be_visible()


def test_all_of_it_without_javascript(plain, cast, come_in):
    page = come_in(plain, cast.account("maya"))
    page.goto(at(cast, "photos"))
    page.get_by_role("link", name="Bring pictures").first.click()
    cat = {"name": "cat.gif", "mimeType": "image/gif", "buffer": picture(1, "GIF")}
    page.get_by_label("Pictures", exact=True).set_input_files([*files(3), cat])
    page.get_by_role("button", name="Bring them").click()
    expect(page.get_by_role("alert")).to_contain_text("cat.gif: We could not open this as a photo.")
    page.get_by_role("link", name="Look at the pictures").click()
    page.get_by_role("link", name="Say in a sentence what is there").click()
    page.get_by_label("What is in the picture?").fill("A white ball on green.")
    page.get_by_label("More than just smiles").fill("June threw it over the hedge.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("June threw it over the hedge.")).to_be_visible()

    page.get_by_role("link", name="Say who is in it").click()
    page.get_by_label("Whom do you want to show?").select_option(label="June")
    with page.expect_navigation():
        page.locator("input[type=image]").click(position={"x": 68, "y": 102})
    one = Consent.everyones.get()
    assert one.person == cast.people["june"]
    assert (one.across, one.down) == (25, 50)
    page.get_by_label("Kofi").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Show who is where").click()
    expect(page.locator("svg.marks circle")).to_have_count(1)

    page.get_by_role("link", name="Large").click()
    page.get_by_role("link", name=re.compile("Next|Before")).first.click()
    expect(page.locator("main")).to_contain_text("of 3")


def test_a_face_is_marked_by_a_tap_and_by_keys(page, cast, come_in):
    come_in(page, cast.account("maya"))
    photo = hung(cast)
    page.goto(at(cast, "photo_people", photo.pk))
    page.get_by_label("Whom do you want to show?").select_option(label="June")
    box = page.locator("input[type=image]").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(page.get_by_text("June is marked in the picture.")).to_be_visible()
    one = photo.consents.get()
    assert abs(one.across - 25) <= 1
    assert abs(one.down - 50) <= 1

    page.get_by_label("Whom do you want to show?").focus()
    page.keyboard.type("Kofi")
    page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("Kofi is marked in the picture.")).to_be_visible()
    two = photo.consents.get(person=cast.people["kofi"])
    assert (two.across, two.down) == (54, 48)


def test_by_keyboard_from_an_empty_album_to_the_next_picture(page, cast, come_in):
    come_in(page, cast.account("maya"))
    rows = [hung(cast, caption=words, on=on) for words, on in (("Tea", "2023"), ("Soup", "2022"))]
    page.goto(at(cast, "photos"))
    page.get_by_role("link", name="One at a time").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea")
    page.get_by_role("link", name="Next", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Soup")
    page.get_by_role("link", name="More about this picture").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(at(cast, "photo", rows[1].pk)))


def test_no_page_of_pictures_has_a_barrier(page, cast, come_in, no_barrier):
    come_in(page, cast.account("maya"))
    photo = hung(
        cast, caption="The soup", alt="A bowl.", occasion="A Sunday", behind="June cooked."
    )
    Consent.put_in(cast.maya, photo, cast.people["june"], across=40, down=40)
    for name, keys in {
        "photos": (), "photos_add": (), "photo": (photo.pk,), "photo_people": (photo.pk,),
        "photo_change": (photo.pk,), "photo_alone": (photo.pk,),
    }.items():  # fmt: skip
        page.goto(at(cast, name, *keys) + "?where=1")
        no_barrier(page)
    page.goto(at(cast, "photos_add"))
    page.get_by_label("Pictures", exact=True).set_input_files([*files(1), *files(1)])
    page.get_by_role("button", name="Bring them").click()
    expect(page.get_by_text("All 2 pictures are here.")).to_be_visible(timeout=30_000)
    no_barrier(page)
