"""Ten codes on a page: each lets one in once, when everything else is lost."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, PaperCode
from closeknit.accounts.paper import print_codes
from tests.accounts.people import PASSWORD, come_in, maya, who
from tests.cast import long_ago

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_tried_yet() -> None:
    cache.clear()


def try_code(code: str, email: str = "maya@example.org", **extra: str) -> Client:
    client = Client(**extra)
    client.answer = client.post(reverse("enter_by_paper"), {"email": email, "code": code})  # type: ignore[attr-defined]
    return client


def test_maya_makes_ten_codes_and_sees_them_once() -> None:
    maya()
    client = come_in(Client())
    page = client.post(reverse("my_codes")).content.decode()
    codes = re.findall(r"\d{4} \d{4} \d{4}", page)
    assert len(set(codes)) == 10
    kept = str(list(PaperCode.objects.values()))
    assert not any(code in kept or code.replace(" ", "") in kept for code in codes)
    assert not re.search(r"\d{4} \d{4} \d{4}", client.get(reverse("my_codes")).content.decode())
    assert who(try_code(codes[0])) == Account.objects.get().pk


def test_a_code_works_once_with_or_without_spaces() -> None:
    codes = print_codes(maya())
    assert who(try_code(codes[0].replace(" ", "-")))
    assert who(try_code(codes[0])) is None
    assert who(try_code(codes[1].replace(" ", ""), "Maya@Example.org"))
    assert PaperCode.left(Account.objects.get()) == 8


def test_new_codes_make_the_old_page_worthless() -> None:
    account = maya()
    old, new = print_codes(account), print_codes(account)
    assert who(try_code(old[0])) is None
    assert who(try_code(new[0]))


def test_a_code_opens_no_other_account() -> None:
    codes = print_codes(maya())
    Account.objects.create_user("kofi@example.org", name="Kofi")
    assert who(try_code(codes[0], "kofi@example.org")) is None


def test_a_known_and_an_unknown_address_get_the_same_answer() -> None:
    print_codes(maya())
    answers = [
        try_code("1234 5678 9012", address).answer
        for address in ("maya@example.org", "no@example.org")
    ]
    texts = [
        re.sub(r'csrf\w*" value="\w+"', "", answer.content.decode()).replace(address, "ADDRESS")
        for answer, address in zip(answers, ("maya@example.org", "no@example.org"), strict=True)
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert texts[0] == texts[1]


@pytest.mark.parametrize("typed", ["", "12", "letters only", "1234 5678 901", "١٢٣٤ ٥٦٧٨ ٩٠١٢"])
def test_what_is_no_code_is_said_in_words(typed: str) -> None:
    assert try_code(typed).answer.status_code == 422


def test_a_guesser_is_paused_and_maya_still_comes_in_every_other_way() -> None:
    account = maya(PASSWORD)
    codes = print_codes(account)
    known = come_in(Client())
    for number in range(12):
        last = try_code(f"{number:012}", REMOTE_ADDR="203.0.113.9").answer
    assert last.status_code == 429
    for place in range(80):
        try_code(f"{place:012}", REMOTE_ADDR=f"198.51.100.{place}")
    assert who(come_in(Client(REMOTE_ADDR="192.0.2.1")))
    known.post(reverse("account_logout"))
    known.post(reverse("enter_by_paper"), {"email": account.email, "code": codes[0]})
    assert who(known) == account.pk


def test_whoever_comes_by_paper_needs_no_letter() -> None:
    codes = print_codes(Account.objects.create_user("maya@example.org", name="Maya"))
    assert who(try_code(codes[0]))


def test_whoever_has_a_password_is_asked_before_codes_are_made() -> None:
    maya(PASSWORD)
    client = long_ago(come_in(Client()))
    assert client.post(reverse("my_codes")).status_code == 302
    assert not PaperCode.objects.exists()
