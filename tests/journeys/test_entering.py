"""Coming in, as people do it: a letter, a touch, a click."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from closeknit import settings as house
from closeknit.accounts import first
from closeknit.accounts.models import Account

pytestmark = pytest.mark.django_db(transaction=True)


class Letters:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.kept.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def code(self) -> str:
        found = re.search(r"(\d{3}) (\d{3})", self.kept[-1].get_content())
        assert found
        return f"{found[1]} {found[2]}"


@pytest.fixture
def letters(settings: Any) -> Iterator[Letters]:
    kept = Letters()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in house.mail(f"smtp://127.0.0.1:{port}?tls=no").items():
        setattr(settings, name, value)
    yield kept
    server.stop()


@pytest.fixture
def rosa() -> Account:
    account = Account.objects.create_user("rosa@example.org", name="Rosa")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def with_the_code_of_the_letter(page: Page, letters: Letters) -> None:
    """The letter is out when the page that asks for its digits is there."""
    digits = page.get_by_label("The six digits")
    expect(digits).to_be_visible()
    digits.fill(letters.code())
    with page.expect_navigation():
        page.get_by_role("button", name="Go on").click()


def come_in(page: Page, letters: Letters) -> None:
    page.goto("/enter/")
    page.get_by_label("Your e-mail address").fill("rosa@example.org")
    page.get_by_role("button", name="Send me a code").click()
    with_the_code_of_the_letter(page, letters)
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")


def test_rosa_comes_in_by_a_letter(page: Page, letters: Letters, rosa: Account) -> None:
    come_in(page, letters)
    letter = letters.kept[-1]
    assert letter["To"] == "rosa@example.org"
    assert "Rosa" not in str(letter)
    assert not re.search(r"\d{3}", letter["Subject"])


def test_rosa_comes_in_without_javascript(plain: Page, letters: Letters, rosa: Account) -> None:
    come_in(plain, letters)


def test_rosa_comes_in_by_a_touch(page: Page, letters: Letters, rosa: Account) -> None:
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    talk.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    come_in(page, letters)
    page.goto("/account/passkeys/add/")
    page.get_by_label("A name for it").fill("my phone")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_text("You have 1 passkey.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.goto("/enter/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda address: "/enter/" not in address)
    page.goto("/account/")
    expect(page.get_by_text("rosa@example.org")).to_be_visible()
    # A passkey is no second lock: the letter still opens the door.
    page.context.clear_cookies()
    come_in(page, letters)


def test_the_first_one_is_let_in_once(page: Page, letters: Letters) -> None:
    page.goto(f"/first/{first.key()}/")
    page.get_by_role("button", name="Make the first account").click()
    page.get_by_label("Your name").fill("June")
    page.get_by_label("Your e-mail address").fill("june@example.org")
    page.get_by_role("button", name="Send me a code").click()
    with_the_code_of_the_letter(page, letters)
    page.goto("/account/")
    expect(page.get_by_text("June", exact=True)).to_be_visible()
    page.context.clear_cookies()
    page.goto("/join/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Closed for new accounts")


def test_one_click_and_one_is_somebody_made_up(page: Page, settings: Any) -> None:
    settings.DEMO = True
    Account.objects.create_user("june@made-up.invalid", name="June", made_up=True)
    page.goto("/demo/")
    with page.expect_navigation():
        page.get_by_role("button", name="June").click()
    page.goto("/account/")
    expect(page.get_by_text("June", exact=True)).to_be_visible()


OUTSIDE = ("/enter/", "/enter/password/", "/enter/forgotten/", "/join/", "/demo/", "/nowhere/")
INSIDE = (
    "/account/",
    "/account/email/",
    "/account/password/first/",
    "/account/passkeys/",
    "/account/passkeys/add/",
    "/leave/",
)


def test_no_barrier_on_the_way_in(
    page: Page, settings: Any, no_barrier: Callable[[Page], None]
) -> None:
    settings.DEMO = settings.OPEN = True
    Account.objects.create_user("june@made-up.invalid", name="June", made_up=True)
    for address in OUTSIDE:
        page.goto(address)
        no_barrier(page)
    page.goto(f"/first/{first.key()}/")
    no_barrier(page)


def test_no_barrier_in_ones_own_account(
    page: Page, letters: Letters, rosa: Account, no_barrier: Callable[[Page], None]
) -> None:
    page.goto("/enter/")
    page.get_by_label("Your e-mail address").fill("rosa@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The six digits").fill("000 000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("not the digits we sent")
    no_barrier(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin again").click()
    come_in(page, letters)
    for address in INSIDE:
        page.goto(address)
        no_barrier(page)
