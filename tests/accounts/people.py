"""An account as it comes in by the real door, and the letters it gets."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account

PASSWORD = "seven quiet herons"


def maya(password: str | None = None, **fields: Any) -> Account:
    account = Account.objects.create_user("maya@example.org", password, name="Maya", **fields)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def code() -> str:
    """The digits of the last letter."""
    found = re.search(r"^ +((\d{3} ?)+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1].replace(" ", "")


def link() -> str:
    """The address in the last letter, without its house."""
    found = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def come_in(client: Client, address: str = "maya@example.org", **extra: Any) -> Client:
    """By a code by e-mail."""
    client.post(reverse("account_request_login_code"), {"email": address}, **extra)
    client.post(reverse("account_confirm_login_code"), {"code": code()}, **extra)
    return client


def ask_for_a_new_password(client: Client, password: str, address: str = "maya@example.org") -> Any:
    client.post(reverse("account_reset_password"), {"email": address})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code()})
    said = {"password1": password, "password2": password}
    return client.post(reverse("account_complete_password_reset"), said)
