"""A closed house: only whoever was asked in makes an account, and only with that address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.adapter import INVITED
from closeknit.accounts.models import Account
from tests.accounts.people import code, who

pytestmark = pytest.mark.django_db


def invited(client: Client, address: str) -> Client:
    client.get("/patterns/")
    session = client.session
    session[INVITED] = address
    session.save()
    return client


def join(client: Client, address: str) -> str:
    said = {"name": "Dee", "email": address}
    return client.post(reverse("account_signup"), said, follow=True).content.decode()


def test_a_house_is_closed_unless_the_operator_opened_it(client: Client, settings) -> None:
    assert settings.OPEN is False
    assert "Closed for new accounts" in client.get(reverse("account_signup")).content.decode()
    assert "I am new here" not in client.get(reverse("account_request_login_code")).content.decode()


def test_an_invitation_opens_the_house_for_its_own_address(client: Client) -> None:
    invited(client, "dee@example.org")
    assert "I am new here" in client.get(reverse("account_request_login_code")).content.decode()
    assert 'value="dee@example.org"' in client.get(reverse("account_signup")).content.decode()
    join(client, "Dee@Example.org")
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    account = Account.objects.get()
    assert (account.email, who(client)) == ("dee@example.org", account.pk)
    assert client.session[INVITED] == "dee@example.org"


def test_with_another_address_it_opens_nothing(client: Client) -> None:
    page = join(invited(client, "dee@example.org"), "sam@example.org")
    assert "The invitation is for another address." in page
    assert 'value="sam@example.org"' in page
    assert not Account.objects.exists()


def test_an_empty_mark_opens_nothing(client: Client) -> None:
    assert "Closed for new accounts" in join(invited(client, ""), "sam@example.org")


def test_in_an_open_house_an_invitation_shuts_nobody_out(client: Client, settings) -> None:
    settings.OPEN = True
    join(invited(client, "dee@example.org"), "sam@example.org")
    assert Account.objects.get().email == "sam@example.org"
