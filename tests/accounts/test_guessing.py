"""Somebody else’s guessing locks nobody out, and teaches nobody who is here."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from closeknit.accounts import known
from closeknit.accounts.models import Account
from tests.accounts.people import PASSWORD, code, come_in, maya, who

pytestmark = pytest.mark.django_db
ELSEWHERE = "203.0.113.9"
ADDRESS = "maya@example.org"


@pytest.fixture(autouse=True)
def _nobody_tried_yet(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def try_password(client: Client, password: str) -> None:
    client.post(reverse("account_login"), {"login": ADDRESS, "password": password})


def guess(many: int, places: int) -> Client:
    """Wrong passwords, wrong codes and codes asked for, from somewhere else."""
    client = Client()
    for number in range(many):
        client.defaults["REMOTE_ADDR"] = f"203.0.{number % places // 250}.{number % places % 250}"
        kind = number % 4
        if kind == 0:
            try_password(client, f"wrong guess {number}")
        elif kind == 1:
            client.post(reverse("account_request_login_code"), {"email": ADDRESS})
        elif kind == 2:
            client.post(reverse("account_confirm_login_code"), {"code": f"{number:06}"})
        else:
            client.post(reverse("account_reset_password"), {"email": ADDRESS})
    return client


@pytest.mark.parametrize(
    ("many", "places"),
    [
        (300, 1),
        (300, 250),
        pytest.param(10_000, 1, marks=pytest.mark.long),
        pytest.param(10_000, 3000, marks=pytest.mark.long),
    ],
)
def test_guessing_from_elsewhere_locks_maya_out_of_nothing(many: int, places: int) -> None:
    account = maya(PASSWORD)
    device = come_in(Client(REMOTE_ADDR="192.0.2.1"))
    device.post(reverse("account_logout"))
    thief = guess(many, places)
    assert who(thief) is None
    # By a code, in a browser that was never here.
    assert who(come_in(Client(REMOTE_ADDR="192.0.2.2"))) == account.pk
    # By her password, on the device she knows.
    try_password(device, PASSWORD)
    assert who(device) == account.pk
    # By a passkey: the question is asked as ever.
    new = Client(REMOTE_ADDR="192.0.2.3")
    asked = new.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    assert "request_options" in asked.json()


def test_guessing_on_the_device_she_knows_is_stopped_as_well() -> None:
    maya(PASSWORD)
    device = come_in(Client())
    device.post(reverse("account_logout"))
    for number in range(6):
        try_password(device, f"guess {number}")
    try_password(device, PASSWORD)
    assert who(device) is None


def test_a_device_is_known_to_those_who_came_in_there_and_to_nobody_else() -> None:
    maya()
    device = come_in(Client())
    request = device.get("/patterns/").wsgi_request
    assert known.own_number(request, "Maya@example.org")
    assert known.own_number(request, "kofi@example.org") == ""
    assert ADDRESS not in device.cookies[known.COOKIE].value
    device.cookies[known.COOKIE] = "forged"
    assert known.own_number(device.get("/patterns/").wsgi_request, ADDRESS) == ""


def test_where_many_codes_are_asked_for_the_code_grows_and_still_opens() -> None:
    account = maya()
    for place in range(25):
        asker = Client(REMOTE_ADDR=f"203.0.113.{place}")
        asker.post(reverse("account_request_login_code"), {"email": ADDRESS})
    assert len(code()) == 12
    page = asker.get(reverse("account_confirm_login_code")).content.decode()
    assert "The twelve digits" in page
    asker.post(reverse("account_confirm_login_code"), {"code": code()})
    assert who(asker) == account.pk


def test_nobody_floods_mayas_mailbox_from_one_place() -> None:
    maya()
    mail.outbox.clear()
    client = Client(REMOTE_ADDR=ELSEWHERE)
    for _each in range(50):
        client.post(reverse("account_request_login_code"), {"email": ADDRESS})
        client.post(reverse("account_reset_password"), {"email": ADDRESS})
    assert len(mail.outbox) <= 3


WAYS = {
    "account_request_login_code": {"email": ""},
    "account_login": {"login": "", "password": "wrong guess 1"},
    "account_reset_password": {"email": ""},
    "enter_by_paper": {"email": "", "code": "1234 5678 9012"},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("rests", [False, True])
def test_a_known_and_an_unknown_address_look_the_same(way: str, rests: bool) -> None:
    maya(PASSWORD, is_active=not rests)
    found = []
    for address in (ADDRESS, "nobody@example.org"):
        cache.clear()  # both are tried from one place
        said = {name: value or address for name, value in WAYS[way].items()}
        pages = []
        client = Client()
        for _often in range(8):
            answer = client.post(reverse(way), said, follow=True)
            text = answer.content.decode().replace(address, "ADDRESS")
            text = re.sub(r'csrf\w*" value="\w+"', "", text)
            pages.append((answer.status_code, answer.redirect_chain, text))
        found.append(pages)
    assert found[0] == found[1]


def test_joining_with_a_known_address_looks_the_same_as_with_an_unknown_one(settings) -> None:
    settings.OPEN = True
    maya()
    found = []
    for address in (ADDRESS, "nobody@example.org"):
        said = {"name": "Somebody", "email": address}
        answer = Client().post(reverse("account_signup"), said, follow=True)
        text = answer.content.decode().replace(address, "ADDRESS")
        found.append((answer.status_code, re.sub(r'csrf\w*" value="\w+"', "", text)))
    assert found[0] == found[1]
    assert Account.objects.filter(email=ADDRESS).count() == 1
