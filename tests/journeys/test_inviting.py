"""Asking somebody in, from Maya's words to June's answer, as both of them do it."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import segno
from aiosmtpd.controller import Controller
from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Worker
from PIL import Image
from playwright.sync_api import Page, expect

from closeknit import settings as house
from closeknit.networks.models import Invitation, Membership
from tests.cast import Cast
from tests.journeys.test_entering import Letters, with_the_code_of_the_letter

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "You bring soup when it rains, and you never ask silly questions."
Opened = Callable[..., Page]


@pytest.fixture
def letters(settings: Any, live_server: Any) -> Iterator[Letters]:
    """A mail server, and addresses in letters that lead to the house under test."""
    kept = Letters()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    for name, value in house.mail(f"smtp://127.0.0.1:{port}?tls=no").items():
        setattr(settings, name, value)
    settings.URL = live_server.url
    yield kept
    server.stop()


def work() -> None:
    """What waits in the queue is done, as the house's own worker does it."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def ask(page: Page, cast: Cast, address: str = "June@example.org") -> None:
    """Maya writes to June."""
    page.goto(reverse("invite", args=[cast.network.pk]))
    page.get_by_role("link", name="June").click()
    page.get_by_label("Why them?").fill(WHY)
    page.get_by_label("One small thing together").fill("Tea on Sunday.")
    page.get_by_label("Their e-mail address").fill(address)
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The invitation for June")


def link(letter: Any) -> str:
    found = re.search(r"https?://\S+/i/\w+/", letter.get_content())
    assert found
    return found[0]


def asked(cast: Cast, letters: Letters, **more: Any) -> str:
    """The address in a letter that June got from Maya."""
    said = {"role": "member", "address": "june@example.org", "why": WHY, "together": "Tea."} | more
    Invitation.invite(cast.maya, person=cast.people["june"], **said)
    work()
    return link(letters.kept[-1])


def test_maya_asks_and_june_sees_what_she_will_see_and_says_yes(
    page: Page, phone: Page, cast: Cast, come_in: Any, letters: Letters
) -> None:
    ask(come_in(page, cast.account("maya")), cast)
    work()
    letter = letters.kept[-1]
    assert letter["To"] == "june@example.org"
    phone.goto(link(letter))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Maya would like to ask you")
    expect(phone.get_by_text(WHY)).to_be_visible()
    expect(phone.get_by_role("heading", name="What you would see")).to_be_visible()
    phone.get_by_role("button", name="Yes", exact=True).click()
    phone.get_by_label("Your name").fill("June Okoye")
    expect(phone.get_by_label("Your e-mail address")).to_have_value("june@example.org")
    phone.get_by_role("button", name="Send me a code").click()
    with_the_code_of_the_letter(phone, letters)
    expect(phone.get_by_text("One more tap below and you are in.")).to_be_visible()
    phone.get_by_role("button", name="Yes, come in").click()
    expect(phone.get_by_text("Welcome. It is good that you are here.")).to_be_visible()
    june = Membership.active().get(account__email="june@example.org")
    assert (june.person, june.opened_at) == (cast.people["june"], None)
    page.reload()
    expect(page.get_by_text("Said yes")).to_be_visible()


def test_the_letter_says_nothing_of_anybody(cast: Cast, letters: Letters) -> None:
    asked(cast, letters, together="Tea on Sunday with Kofi")
    letter = letters.kept[-1]
    whole = letter.as_bytes().decode() + letter.get_content() + str(letter["Subject"])
    hidden = ("Maya", "Rosa", "Kofi", "soup", "silly", "Tea", cast.network.pk, "<img", "html")
    for words in (*hidden, "June", "Okoye"):
        assert words not in whole.replace("june@example.org", ""), words
    assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]
    assert letter["From"] == house.DEFAULT_FROM_EMAIL
    assert len(letters.kept) == 1


def test_the_letter_says_who_asks_where_maya_wants_it(cast: Cast, letters: Letters) -> None:
    asked(cast, letters, says_who=True)
    letter = letters.kept[-1]
    assert letter["Subject"] == "Maya would like to ask you something"
    assert "soup" not in letter.get_content()


def test_a_letter_that_the_server_refuses_is_told_and_sent_again(
    page: Page, cast: Cast, come_in: Any, letters: Letters, settings: Any
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nobody listens there
    ask(come_in(page, cast.account("maya")), cast)
    work()
    page.reload()
    expect(page.get_by_text("The letter did not go out")).to_be_visible()
    settings.EMAIL_PORT = port
    with page.expect_navigation():
        page.get_by_role("button", name="Send it once more").click()
    work()
    page.reload()
    expect(page.get_by_text("No answer yet")).to_be_visible()
    assert len(letters.kept) == 1


def test_june_says_not_now_without_javascript(
    plain: Page, page: Page, cast: Cast, come_in: Any, letters: Letters
) -> None:
    plain.goto(asked(cast, letters))
    plain.get_by_role("button", name="Not now").click()
    expect(plain.get_by_text("That is fine, and Maya can see it.")).to_be_visible()
    come_in(page, cast.account("maya")).goto(reverse("invite", args=[cast.network.pk]))
    expect(page.get_by_text("Not now")).to_be_visible()


def test_june_would_like_to_talk_first_by_keyboard(
    page: Page, cast: Cast, letters: Letters
) -> None:
    page.goto(asked(cast, letters))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "talk":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("will get in touch in your usual way")).to_be_visible()


def test_somebody_else_reads_junes_letter_and_does_not_know_maya(
    phone: Page, page: Page, cast: Cast, come_in: Any, letters: Letters
) -> None:
    where = asked(cast, letters)
    phone.goto(where)
    phone.get_by_role("button", name="I don’t know this person").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for saying so")
    expect(phone.get_by_text("Maya")).to_have_count(0)
    phone.goto(where)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("does not lead anywhere")
    come_in(page, cast.account("rosa")).goto(reverse("invite", args=[cast.network.pk]))
    page.get_by_role("link", name=re.compile("^June.*Takes part")).click()
    expect(page.get_by_text("The address may be wrong")).to_be_visible()


def test_a_card_is_handed_over_and_june_is_confirmed(
    page: Page, phone: Page, plain: Page, cast: Cast, come_in: Any, letters: Letters
) -> None:
    ask(come_in(page, cast.account("maya")), cast, address="")
    page.get_by_role("link", name="Card to print").click()
    expect(page.get_by_role("img", name="Picture for a phone")).to_be_visible()
    code = page.locator(".typed").last.inner_text()
    phone.goto("/invited/")
    phone.get_by_label("The code on the card").fill(code.lower())
    phone.get_by_role("button", name="Show me").click()
    phone.get_by_role("button", name="Yes", exact=True).click()
    phone.get_by_label("Your e-mail address").fill("june@example.net")
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_label("Your name").fill("June Okoye")
    phone.get_by_role("button", name="Send me a code").click()
    with_the_code_of_the_letter(phone, letters)
    phone.get_by_role("button", name="Yes, come in").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You said yes")
    come_in(plain, cast.account("rosa")).goto(reverse("invite", args=[cast.network.pk]))
    plain.get_by_role("link", name=re.compile("^June.*Takes part")).click()
    expect(plain.get_by_text("June Okoye said yes. Is that June?")).to_be_visible()
    plain.get_by_role("button", name="Yes, that is June").click()
    expect(plain.get_by_text("June takes part now.")).to_be_visible()
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone).to_have_url(re.compile(cast.network.pk))


def test_what_is_printed_is_the_picture_a_phone_reads(
    page: Page, cast: Cast, come_in: Any, letters: Letters
) -> None:
    """Dot by dot: black where the code has a dark square, white everywhere else."""
    row = Invitation.invite(cast.maya, person=cast.people["june"], role="member", why=WHY)
    come_in(page, cast.account("maya"))
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(reverse("invitation_card", args=[cast.network.pk, row.pk]))
    expect(page.get_by_role("navigation")).to_have_count(0)
    address = f"{page.evaluate('location.origin')}/i/{row.token}/"
    wanted = list(segno.make(address, error="m", micro=False).matrix_iter(border=4))
    with Image.open(io.BytesIO(page.locator(".qr").screenshot())) as shot:
        grey = shot.convert("L")
    step = grey.width / len(wanted)
    for y, line in enumerate(wanted):
        for x, dark in enumerate(line):
            dot = grey.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))
            assert (dot < 100) is bool(dark), (x, y)


def test_nothing_on_these_pages_is_in_anybodys_way(
    page: Page, cast: Cast, come_in: Any, letters: Letters, no_barrier: Any
) -> None:
    where = asked(cast, letters)
    row = Invitation.everyones.get()
    page.goto(where)
    no_barrier(page)
    page.goto("/i/nowhere/")
    no_barrier(page)
    page.goto("/invited/")
    no_barrier(page)
    come_in(page, cast.account("maya"))
    page.goto(reverse("invite", args=[cast.network.pk]))
    no_barrier(page)
    page.goto(reverse("invite_person", args=[cast.network.pk, cast.people["june"].pk]))
    no_barrier(page)
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("alert")).to_be_visible()
    no_barrier(page)
    for name in ("invitation", "invitation_card"):
        page.goto(reverse(name, args=[cast.network.pk, row.pk]))
        no_barrier(page)
