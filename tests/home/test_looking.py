"""The made-up scene is entered with one click on this machine, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account

pytestmark = pytest.mark.django_db
DOOR = "/demo/"


@pytest.fixture
def june(settings) -> Account:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    return Account.objects.create_user("june@made-up.invalid", name="June", made_up=True)


def knock(client: Client, account: Account, **meta: str):
    meta = {"HTTP_HOST": "localhost:8000", "REMOTE_ADDR": "127.0.0.1"} | meta
    return client.post(DOOR, {"account": account.pk}, **meta)


def test_one_click_and_one_is_june(client: Client, june: Account) -> None:
    page = client.get(DOOR, HTTP_HOST="localhost:8000")
    assert "June" in page.content.decode()
    assert knock(client, june).status_code == 302
    assert client.session["_auth_user_id"] == june.pk


@pytest.mark.parametrize(
    "header",
    [
        "X_FORWARDED_FOR",
        "X_FORWARDED_HOST",
        "X_FORWARDED_PROTO",
        "FORWARDED",
        "X_REAL_IP",
        "VIA",
        "CF_CONNECTING_IP",
    ],
)
def test_nobody_comes_through_a_proxy(client: Client, june: Account, header: str) -> None:
    assert knock(client, june, **{f"HTTP_{header}": "127.0.0.1"}).status_code == 404
    assert client.get(DOOR, **{f"HTTP_{header}": ""}, HTTP_HOST="localhost").status_code == 404


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "", "::2", "localhost"])
def test_nobody_comes_from_another_machine(client: Client, june: Account, address: str) -> None:
    assert knock(client, june, REMOTE_ADDR=address).status_code == 404


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "10.0.0.5:8000"])
def test_nobody_comes_by_another_name(client: Client, june: Account, host: str) -> None:
    assert knock(client, june, HTTP_HOST=host).status_code == 404


def test_ipv6_loopback_is_this_machine_too(client: Client, june: Account) -> None:
    assert knock(client, june, HTTP_HOST="[::1]:8000", REMOTE_ADDR="::1").status_code == 302


def test_a_real_house_has_no_such_door(client: Client, june: Account, settings) -> None:
    settings.DEMO = False
    assert knock(client, june).status_code == 404
    assert client.get(DOOR, HTTP_HOST="localhost").status_code == 404


def test_nobody_becomes_a_real_person_by_it(client: Client, june: Account) -> None:
    real = Account.objects.create_user("rosa@example.org", name="Rosa")
    assert knock(client, real).status_code == 404
    assert "_auth_user_id" not in client.session


def test_looking_at_the_door_changes_nothing(client: Client, june: Account) -> None:
    client.get(DOOR, {"account": june.pk}, HTTP_HOST="localhost")
    assert "_auth_user_id" not in client.session


def test_the_click_needs_its_form(june: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert knock(strict, june).status_code == 403


def test_the_address_is_the_one_the_terminal_prints() -> None:
    assert reverse("demo") == DOOR
