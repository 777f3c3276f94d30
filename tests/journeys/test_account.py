"""One’s own account, as people use it: by keyboard, without JavaScript, on a phone, large."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from closeknit.accounts.models import Account, Recovery
from closeknit.accounts.paper import print_codes
from closeknit.accounts.recovery import ask
from closeknit.networks.models import Membership, Network
from closeknit.policy import Role
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> Cast:
    cast = assemble()
    for name in ("maya", "rosa", "kofi"):
        account = cast.account(name)
        address = {"email": account.email, "verified": True, "primary": True}
        EmailAddress.objects.create(user=account, **address)
    return cast


def press(page: Page, name: str, role: Any = "button") -> None:
    """Reach it with the keyboard alone, and press Enter."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _step in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("(one) => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached with the keyboard on {page.url}")


def test_maya_makes_every_page_larger_by_keyboard(
    page: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(page, scene.account("maya"))
    page.goto("/account/")
    before = page.evaluate("getComputedStyle(document.body).fontSize")
    press(page, "Change this", "link")
    larger = page.get_by_role("radio", name="Larger")
    page.get_by_role("radio", name="Normal").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(larger).to_be_checked()
    press(page, "Keep it")
    expect(page.get_by_text("Kept.")).to_be_visible()
    after = page.evaluate("getComputedStyle(document.body).fontSize")
    assert float(after[:-2]) > 1.3 * float(before[:-2])
    page.goto(f"/n/{scene.network.pk}/people/")
    expect(page.locator("html")).to_have_attribute("data-text", "larger")


def test_maya_signs_her_other_devices_out_without_javascript(
    plain: Page, phone: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(plain, scene.account("maya"))
    come_in(phone, scene.account("maya"))
    phone.goto("/account/")
    plain.goto("/account/")
    plain.get_by_role("link", name="Look at my devices").click()
    expect(plain.get_by_text("this one")).to_have_count(1)
    plain.get_by_role("button", name="Sign out every other device").click()
    expect(plain.get_by_text("1 device is signed out.")).to_be_visible()
    phone.goto("/account/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Come in")


def test_maya_prints_codes_and_comes_in_with_one_on_a_phone(
    phone: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(phone, scene.account("maya"))
    phone.goto("/account/codes/")
    phone.get_by_role("button", name="Make ten codes").click()
    expect(phone.locator(".paper-codes li")).to_have_count(10)
    codes = phone.locator(".paper-codes li").all_inner_texts()
    phone.emulate_media(media="print")
    expect(phone.locator(".paper-codes")).to_be_visible()
    expect(phone.get_by_text("/enter/paper/")).to_be_visible()
    expect(phone.get_by_role("link", name="I have them")).to_be_hidden()
    phone.emulate_media(media="screen")
    phone.context.clear_cookies()
    phone.goto("/enter/")
    phone.get_by_role("link", name="Use a code on paper").click()
    phone.get_by_label("Your e-mail address").fill("maya@example.org")
    phone.get_by_label("One code of your page").fill("0000 0000 000")
    phone.get_by_role("button", name="Come in").click()
    expect(phone.get_by_role("alert")).to_contain_text("twelve digits")
    phone.get_by_label("One code of your page").fill(codes[3])
    with phone.expect_navigation():
        phone.get_by_role("button", name="Come in").click()
    phone.goto("/account/")
    expect(phone.get_by_text("9 codes are left on your page.")).to_be_visible()


def test_maya_sees_what_waits_and_stops_it_with_one_click(
    plain: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    maya = scene.account("maya")
    maya.waiting_days = 3
    maya.save()
    ask(maya, Recovery.Kind.PASSWORD, "hash")
    come_in(plain, maya)
    plain.goto(f"/n/{scene.network.pk}/people/")
    plain.get_by_role("button", name="It was not me: stop it").click()
    expect(plain.get_by_text("Stopped. Nothing is changed")).to_be_visible()
    assert Recovery.objects.get().ended_how == "refused"


def test_kofi_goes_from_one_network_to_another(
    phone: Page, plain: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    kofi = scene.account("kofi")
    Network.begin(kofi.pk, "Kofi himself", mine=True)
    come_in(plain, kofi)
    plain.goto(f"/n/{scene.network.pk}/people/")
    plain.locator(".side").get_by_text("Other networks").click()
    plain.locator(".side").get_by_role("link", name="Kofi himself").click()
    expect(plain).not_to_have_url(re.compile(scene.network.pk))
    come_in(phone, kofi)
    phone.goto(f"/n/{scene.network.pk}/people/")
    phone.locator(".bar summary").first.click()
    phone.locator(".bar").get_by_text("Other networks").click()
    phone.locator(".bar").get_by_role("link", name="Kofi himself").click()
    expect(phone).not_to_have_url(re.compile(scene.network.pk))


def test_kofi_deletes_his_account_by_keyboard(
    page: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(page, scene.account("kofi"))
    page.goto("/account/")
    press(page, "See what would happen", "link")
    press(page, "Delete my account")
    expect(page.get_by_role("alert")).to_contain_text("Tick this if you are sure.")
    page.get_by_label("I know that nothing of this comes back.").focus()
    page.keyboard.press("Space")
    press(page, "Delete my account")
    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    assert not Account.objects.filter(email="kofi@example.org").exists()


PAGES = (
    "/account/",
    "/account/about/",
    "/account/devices/",
    "/account/waiting/",
    "/account/codes/",
    "/account/delete/",
)


@pytest.mark.parametrize("size", ["normal", "larger"])
def test_no_barrier_in_ones_own_account(
    page: Page,
    scene: Cast,
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
    size: str,
) -> None:
    maya = scene.account("maya")
    maya.waiting_days, maya.text_size = 3, size
    maya.save()
    print_codes(maya)
    ask(maya, Recovery.Kind.PASSWORD, "hash")
    come_in(page, maya)
    for address in PAGES:
        page.goto(address)
        no_barrier(page)
    page.goto("/account/codes/")
    page.get_by_role("button", name="Make ten codes").click()
    expect(page.locator(".paper-codes li")).to_have_count(10)
    no_barrier(page)
    come_in(page, scene.account("kofi")).goto("/account/delete/")
    no_barrier(page)


def test_no_barrier_where_something_was_lost(
    page: Page, scene: Cast, no_barrier: Callable[[Page], None], mailoutbox: list[Any]
) -> None:
    maya = scene.account("maya")
    maya.waiting_days = 3
    maya.save()
    ask(maya, Recovery.Kind.ADDRESS, "other@example.org")
    found = re.search(r"8000(/enter/stop/\S+)", str(mailoutbox[-1].body))
    assert found
    for address in (found[1], "/enter/paper/", "/enter/asleep/"):
        page.goto(address)
        no_barrier(page)


def test_in_the_largest_text_no_page_of_a_network_scrolls_sideways(
    phone: Page, scene: Cast, come_in: Callable[..., Page]
) -> None:
    rosa = scene.account("rosa")
    rosa.text_size = "larger"
    rosa.save()
    own = Network.begin(rosa.pk, "Grandma", mine=False)
    assert Membership.active().filter(network=own, role=Role.STEWARD).exists()
    come_in(phone, rosa)
    for room in ("people/", "people/sentences/", "gaps/", "intentions/", "map/", "purpose/"):
        phone.goto(f"/n/{scene.network.pk}/{room}")
        wide = phone.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{room} is {wide} px wide"
