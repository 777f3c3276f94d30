"""Taking part in a real browser: Ada takes over, a removal and its undo, a second steward."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from closeknit.networks.models import Claim, Membership, Network, Person, Proposal
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def loved(cast):
    """A network that Rosa began for Ada; Kofi takes part, and what Ada said is written down."""
    network = Network.begin(cast.rosa.account, "Ada", mine=False, agreed="not_yet")
    rosa = network.actor(cast.rosa.account)
    place = Person.welcome(rosa, "Kofi")
    fields = {"network": network, "audience": "network", "role": "member", "person": place}
    kofi = Membership.everyones.create(account=cast.account("kofi"), **fields)
    kofi.ask(rosa, "open", how="sign", said="She held his hand.")
    return network


def part(cast, name):
    return Membership.everyones.get(network=cast.network, account=cast.account(name))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def headed(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "plain"])
def test_ada_takes_over_the_network_that_rosa_began(visit, cast, loved, come_in, script, settings):
    settings.OPEN = False
    rosa = come_in(visit(java_script_enabled=script), cast.account("rosa"))
    rosa.goto(reverse("members", args=[loved.pk]))
    rosa.get_by_role("link", name="A card for Ada").click()
    press(rosa, "Make the card")
    code = rosa.locator(".code").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", code)

    ada = visit(java_script_enabled=script, viewport={"width": 390, "height": 844})
    ada.goto(reverse("claim"))
    ada.get_by_label("The code on your card").fill("nothing")
    press(ada, "Go on")
    expect(ada.get_by_text("This code leads nowhere.").first).to_be_visible()
    ada.get_by_label("The code on your card").fill(code.lower().replace("-", " "))
    press(ada, "Go on")
    headed(ada, "Are you Ada?")
    ada.get_by_label("Your e-mail address").fill("ada@example.org")
    press(ada, "Go on")
    join(ada)
    headed(ada, "Are you Ada?")
    press(ada, "Yes, this is my network")
    headed(ada, "You said yes")
    rosa.goto(reverse("members", args=[loved.pk]))
    expect(rosa.get_by_role("heading", name="Somebody came with the card for Ada")).to_be_visible()
    Claim.carry_due(timezone.now() + timezone.timedelta(hours=72))
    ada.goto(reverse("yours", args=[loved.pk]))
    headed(ada, "This is your network")
    expect(ada.get_by_text("She held his hand.")).to_be_visible()
    ada.get_by_role("button", name=re.compile("I did not say that")).click()
    expect(ada.get_by_text("Nobody said yes or no for you")).to_be_visible()
    assert not loved.actor(cast.kofi.account).opened

    rosa.goto(reverse("map", args=[loved.pk]))
    expect(rosa.locator("svg.map").first).to_be_visible()
    expect(rosa.get_by_text("has not been asked yet")).to_have_count(0)


def join(page):
    """An account, with the code that comes by letter."""
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("input[name=code]")).to_be_visible()
    digits = re.search(r"^\s*(\d{3} ?\d{3})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert digits, mail.outbox[-1].body
    page.locator("input[name=code]").fill(digits[1])
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("script", [True, False], ids=["javascript", "plain"])
def test_rosa_takes_kofi_out_and_maya_brings_him_back(visit, cast, come_in, script):
    rosa = come_in(visit(java_script_enabled=script), cast.account("rosa"))
    kofi = come_in(visit(java_script_enabled=script), cast.account("kofi"))
    maya = come_in(visit(java_script_enabled=script), cast.account("maya"))
    kofi.goto(reverse("people", args=[cast.network.pk]))
    rosa.goto(reverse("members", args=[cast.network.pk]))
    rosa.get_by_role("link", name=re.compile("Look.*Kofi")).click()
    rosa.get_by_role("link", name="Take Kofi out of the network").click()
    expect(rosa.get_by_text("Maya can undo it for 30 days")).to_be_visible()
    press(rosa, "Take Kofi out")
    expect(rosa.get_by_text("Kofi no longer takes part.")).to_be_visible()
    assert kofi.goto(reverse("people", args=[cast.network.pk])).status == 404

    maya.goto(reverse("waiting", args=[cast.network.pk]))
    expect(maya.get_by_role("listitem").filter(has_text="Kofi")).to_contain_text("By Rosa on")
    maya.get_by_role("link", name=re.compile("Bring back.*Kofi")).click()
    with maya.expect_navigation():
        press(maya, "Bring Kofi back")
    assert kofi.goto(reverse("people", args=[cast.network.pk])).status == 200


def test_kofi_becomes_the_second_steward_by_keyboard_alone(visit, cast, come_in):
    maya = come_in(visit(), cast.account("maya"))
    maya.goto(reverse("member", args=[cast.network.pk, part(cast, "kofi").pk]))
    to(maya, "Ask Kofi to look after the network as well")
    to(maya, "Ask Kofi")
    expect(maya.get_by_text("It waits for a yes")).to_be_visible()

    kofi = come_in(visit(), cast.account("kofi"))
    kofi.goto(reverse("waiting", args=[cast.network.pk]))
    to(kofi, "Yes: Look after the network of Maya together with others")
    expect(kofi.get_by_text("Done.")).to_be_visible()
    kofi.goto(reverse("map", args=[cast.network.pk]))
    assert cast.network.stewards() == {cast.rosa.account, cast.kofi.account}


def to(page, name):
    """Tab until this is in focus, then Enter."""
    for _step in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.textContent")
        if re.sub(r"\s+", " ", said).strip() == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is nowhere on the way of the Tab key")


def test_yes_no_and_not_now_are_of_one_size(visit, cast, come_in):
    Proposal.put(cast.rosa, "change", part(cast, "kofi"), detail={"role": "guest", "paid": False})
    maya = come_in(visit(), cast.account("maya"))
    maya.goto(reverse("waiting", args=[cast.network.pk]))
    three = [maya.get_by_role("button", name=re.compile(rf"^{word}\s*:")) for word in ANSWERS]
    heights = {round(button.bounding_box()["height"]) for button in three}
    assert len(heights) == 1
    assert heights.pop() >= 44
    looks = {button.evaluate("b => getComputedStyle(b).backgroundColor") for button in three}
    assert len(looks) == 1


ANSWERS = ("Yes", "No", "Not now")


def test_nothing_on_these_pages_is_in_anybodys_way(visit, cast, loved, come_in, no_barrier):
    Proposal.put(cast.rosa, "open", part(cast, "kofi"), words="He would like to see more.")
    part(cast, "tanya").take_out(cast.rosa)
    net, kofi = cast.network.pk, part(cast, "kofi").pk
    there = Membership.everyones.get(network=loved, role="member").pk
    asked = Proposal.put(
        loved.actor(cast.rosa.account), "steward", Membership.everyones.get(pk=there)
    )
    pages = {
        "maya": [
            reverse("members", args=[net]),
            reverse("member", args=[net, kofi]),
            reverse("change_member", args=[net, kofi]),
            reverse("member_deed", args=[net, kofi, "out"]),
            reverse("waiting", args=[net]),
            reverse("yours", args=[net]),
        ],
        "rosa": [
            reverse("members", args=[loved.pk]),
            reverse("waiting", args=[loved.pk]),
            reverse("claim_card", args=[loved.pk]),
            reverse("said", args=[loved.pk, asked.pk, "yes"]),
            reverse("member_deed", args=[loved.pk, there, "steward"]),
            reverse("claim"),
        ],
        "kofi": [reverse("members", args=[loved.pk]), reverse("waiting", args=[loved.pk])],
    }
    for who, addresses in pages.items():
        page = come_in(visit(), cast.account(who))
        for address in addresses:
            assert page.goto(address).status == 200, address
            no_barrier(page)


def test_a_card_is_printed_without_what_is_around_it(visit, cast, loved, come_in):
    rosa = come_in(visit(), cast.account("rosa"))
    rosa.goto(reverse("claim_card", args=[loved.pk]))
    press(rosa, "Make the card")
    rosa.emulate_media(media="print")
    expect(rosa.locator(".code")).to_be_visible()
    expect(rosa.get_by_text("Print this page or copy the code")).to_be_hidden()
