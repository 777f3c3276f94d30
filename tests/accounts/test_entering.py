"""Coming in by a code, a password, the first address, or not at all."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from closeknit.accounts import first
from closeknit.accounts.models import Account

pytestmark = pytest.mark.django_db


def rosa(password: str | None = None) -> Account:
    account = Account.objects.create_user("rosa@example.org", password, name="Rosa")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def code() -> str:
    found = re.search(r"\b(\d{3} ?\d{3})\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_by_mail_opens_the_door(client: Client) -> None:
    account = rosa()
    client.post(reverse("account_request_login_code"), {"email": "Rosa@Example.org"})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code()})
    assert answer.status_code == 302
    assert who(client) == account.pk


def test_a_wrong_code_opens_nothing(client: Client) -> None:
    rosa()
    client.post(reverse("account_request_login_code"), {"email": "rosa@example.org"})
    wrong = f"{(int(code().replace(' ', '')) + 1) % 1_000_000:06}"
    answer = client.post(reverse("account_confirm_login_code"), {"code": wrong})
    assert answer.status_code == 200
    assert who(client) is None


def test_an_unknown_address_sees_the_same_page(client: Client) -> None:
    rosa()
    pages = []
    for address in ("rosa@example.org", "nobody@example.org"):
        asked = Client()
        answer = asked.post(reverse("account_request_login_code"), {"email": address}, follow=True)
        words = answer.content.decode().replace(address, "ADDRESS")
        pages.append((answer.status_code, re.sub(r'value="[^"]{32,}"', "", words)))
    assert pages[0] == pages[1]


def test_a_password_opens_the_door_for_whoever_set_one(client: Client) -> None:
    account = rosa("seven quiet herons")
    client.post(
        reverse("account_login"), {"login": "rosa@example.org", "password": "seven quiet herons"}
    )
    assert who(client) == account.pk


def test_guessing_passwords_is_stopped(client: Client) -> None:
    rosa("seven quiet herons")
    for number in range(6):
        client.post(
            reverse("account_login"), {"login": "rosa@example.org", "password": f"guess {number}"}
        )
    client.post(
        reverse("account_login"), {"login": "rosa@example.org", "password": "seven quiet herons"}
    )
    assert who(client) is None


def test_a_closed_house_takes_nobody_in(client: Client) -> None:
    answer = client.post(
        reverse("account_signup"), {"email": "lena@example.org", "name": "Lena"}, follow=True
    )
    assert "closed" in answer.content.decode().lower()
    assert not Account.objects.exists()


def test_an_open_house_asks_for_a_name_and_a_code(client: Client, settings) -> None:
    settings.OPEN = True
    client.post(reverse("account_signup"), {"email": "lena@example.org", "name": "Lena"})
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    account = Account.objects.get(email="lena@example.org")
    assert account.name == "Lena"
    assert who(client) == account.pk


def test_whoever_holds_the_first_address_makes_the_first_account(client: Client) -> None:
    door = reverse("first", args=[first.key()])
    assert client.get(door).status_code == 200
    client.post(door)
    client.post(reverse("account_signup"), {"email": "op@example.org", "name": "June"})
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    assert Account.objects.get().email == "op@example.org"


def test_whoever_mistyped_their_address_can_still_be_the_first(client: Client) -> None:
    door = reverse("first", args=[first.key()])
    client.post(door)
    client.post(reverse("account_signup"), {"email": "op@exmaple.org", "name": "June"})
    client.post(reverse("account_logout"))  # "Begin again"
    assert client.get(door).status_code == 200
    client.post(door)
    client.post(reverse("account_signup"), {"email": "op@example.org", "name": "June"})
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    assert who(client) == Account.objects.get(email="op@example.org").pk
    assert client.get(door).status_code == 404


def test_looking_at_the_first_address_opens_nothing(client: Client) -> None:
    client.get(reverse("first", args=[first.key()]))
    client.post(reverse("account_signup"), {"email": "op@example.org", "name": "June"})
    assert not Account.objects.exists()


def test_the_first_address_is_dead_once_somebody_is_here(client: Client) -> None:
    door = reverse("first", args=[first.key()])
    rosa()
    assert client.get(door).status_code == 404
    assert client.post(door).status_code == 404


def test_a_made_up_first_address_is_nothing(client: Client) -> None:
    assert client.get(reverse("first", args=["guessed"])).status_code == 404


def test_one_address_makes_one_account_whatever_its_capitals() -> None:
    rosa()
    with pytest.raises(Exception, match=r"one_account_an_address|UNIQUE|duplicate"):
        Account.objects.create(email="ROSA@example.org")
