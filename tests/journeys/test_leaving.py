"""Leaving with everything, in a real browser: without JavaScript, and by keyboard alone."""

import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.networks.models import Membership, Network, Person
from closeknit.policy import Level
from closeknit.stories.models import Moment
from tests.cast import assemble, introduce, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    cast = assemble()
    place(cast, "june", circle=2, gives={"talk": "tea on Sundays"})
    introduce(cast, "june", "kofi")
    bus = Moment.make(cast.kofi, "told", text="Kofi’s line about the bus.")
    Moment.everyones.filter(pk=bus.pk).update(audience=Level.NETWORK)  # as after everybody's yes
    return cast


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def fetched(page, folder):
    with page.expect_download() as wanted:
        press(page, "Get the file")
    where = folder / wanted.value.suggested_filename
    wanted.value.save_as(where)
    return where


def test_maya_takes_everything_out_erases_it_and_brings_it_back(visit, cast, come_in, tmp_path):
    page = come_in(visit(java_script_enabled=False), cast.account("maya"))
    page.goto(reverse("people", args=[cast.network.pk]))
    page.get_by_role("link", name="Take along, or leave").click()
    archive = fetched(page, tmp_path)

    page.get_by_role("link", name="Erase this network for good").click()
    page.get_by_label("Write the name of the network").fill("Maja")
    press(page, "Erase it for good")
    expect(page.get_by_text("That is another name.").first).to_be_visible()
    expect(page.get_by_label("Write the name of the network")).to_have_value("Maja")
    page.get_by_label("Write the name of the network").fill("Maya")
    press(page, "Erase it for good")
    expect(page.get_by_text("The network is erased.")).to_be_visible()
    assert not Network.everyones.filter(name="Maya").exists()

    page.get_by_role("link", name="Bring a network back that was taken out").click()
    page.locator("input[type=file]").set_input_files(archive)
    press(page, "Look inside")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maya’s network")
    expect(page.get_by_label("I am Maya. It is my own network")).to_be_checked()
    press(page, "Yes, bring it back")
    expect(page.get_by_text("Maya’s network is back.")).to_be_visible()
    back = Network.everyones.get(name="Maya")
    assert Person.everyones.filter(network=back).count() == 4

    press(page, "Undo")
    expect(page.get_by_text("The network that came back is gone again.")).to_be_visible()
    assert not Network.everyones.filter(name="Maya").exists()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *told):
        pass


@pytest.fixture
def shelf(tmp_path):
    """Where an unpacked archive lies: `axe` reads style sheets over http alone."""
    folder = tmp_path / "open"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_pages_of_the_archive_are_in_nobodys_way(
    visit, cast, come_in, tmp_path, shelf, no_barrier
):
    folder, address = shelf
    page = come_in(visit(), cast.account("maya"))
    page.goto(reverse("take_out", args=[cast.network.pk]))
    archive = fetched(page, tmp_path)
    zipfile.ZipFile(archive).extractall(folder)
    page.goto(f"{address}/index.html")
    for name in ("People", "Wishes", "Stories", "What I mean to do"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        no_barrier(page)
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_text("tea on Sundays")).to_be_visible()


def by_keyboard(page, name, most=60):
    """Tab until the thing of this name has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(e => (e.labels?.[0]?.innerText || e.innerText || '').trim())(document.activeElement)"
        )
        if told.startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_kofi_leaves_by_keyboard_and_his_words_stay_without_his_name(page, cast, come_in):
    come_in(page, cast.account("kofi")).goto(reverse("take_out", args=[cast.network.pk]))
    by_keyboard(page, "Leave this network")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leave/")
    by_keyboard(page, "Keep my words, without my name")
    page.keyboard.press("Space")
    by_keyboard(page, "Leave")
    page.keyboard.press("Enter")
    page.get_by_text("You have left. What you wrote stays, without your name.").wait_for()
    assert Moment.everyones.get().author is None
    assert not Membership.active().filter(account=cast.kofi.account).exists()


def test_kofi_leaves_and_takes_his_words_along_without_javascript(plain, cast, come_in):
    come_in(plain, cast.account("kofi")).goto(reverse("leave", args=[cast.network.pk]))
    press(plain, "Leave")
    expect(plain.get_by_text("Choose one of the two.").first).to_be_visible()
    plain.get_by_label("Remove my words").check()
    press(plain, "Leave")
    expect(plain.get_by_text("You have left. Your words are gone from there.")).to_be_visible()
    assert not Moment.everyones.exists()
    plain.goto(reverse("people", args=[cast.network.pk]))
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.get_by_text("Kofi")).to_have_count(0)


@pytest.mark.long
def test_nothing_on_these_pages_is_in_anybodys_way(visit, cast, come_in, no_barrier):
    maya = come_in(visit(), cast.account("maya"))
    for name in ("take_out", "erase_network", "leave"):
        maya.goto(reverse(name, args=[cast.network.pk]))
        no_barrier(maya)
    maya.goto(reverse("bring_network_back"))
    no_barrier(maya)
    kofi = come_in(visit(), cast.account("kofi"))
    kofi.goto(reverse("leave", args=[cast.network.pk]))
    no_barrier(kofi)
