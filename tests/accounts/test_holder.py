"""Nobody but whoever holds an account changes how it comes in, or ends it (T3)."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, PaperCode, Recovery, Visit
from closeknit.accounts.paper import print_codes
from closeknit.accounts.recovery import ask
from tests.addresses import ALL, fill
from tests.cast import assemble, entered

pytestmark = pytest.mark.django_db
VERBS = ("get", "post", "put", "patch", "delete")
BY_A_PAGE = ("get", "post")
"""What a browser does. Rosa, a steward, tries every verb in the quick tier."""


def everything_of(account: Account) -> dict[str, Any]:
    """What says who somebody is and how they come in."""
    row = Account.objects.get(pk=account.pk)
    return {
        "account": {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields},
        "addresses": [model_to_dict(one) for one in EmailAddress.objects.filter(user=row)],
        "passkeys": list(Authenticator.objects.filter(user=row).values()),
        "codes": list(PaperCode.objects.filter(account=row).values()),
        "waiting": list(Recovery.objects.filter(account=row).values()),
        "visits": {visit.mark for visit in Visit.objects.filter(account=row)},
    }


def tempting(account: Account, parts: dict[str, str]) -> dict[str, str]:
    """Everything that could name Maya and what to do to her, in one form."""
    return {
        **dict.fromkeys(("account", "user", "pk", "id", "key", "account_id", "who"), account.pk),
        **dict.fromkeys(("email", "login", "address"), account.email),
        **dict.fromkeys(("password", "password1", "password2", "oldpassword"), "owned by rosa 1"),
        "action_add": "yes",
        "action_primary": "yes",
        "action_remove": "yes",
        "sure": "on",
        "code": "000000",
        "name": "Owned",
        "is_active": "0",
        "waiting_days": "0",
        "codes_by_mail": "on",
        "stays": "15",
        "text_size": "large",
        "credential": "{}",
        "person": parts["person"],
        "role": "stranger",
    }


@pytest.mark.parametrize(
    ("who", "verbs"),
    [
        ("rosa", VERBS),
        *((who, BY_A_PAGE) for who in ("kofi", "lena", "nobody")),
        *(pytest.param(who, VERBS, marks=pytest.mark.long) for who in ("kofi", "lena", "nobody")),
    ],
)
def test_no_address_and_no_verb_reaches_mayas_account(who: str, verbs: tuple[str, ...]) -> None:
    cast = assemble()
    parts = fill(cast)
    maya = cast.account("maya")
    EmailAddress.objects.create(user=maya, email=maya.email, verified=True, primary=True)
    passkey = Authenticator.objects.create(user=maya, type="webauthn", data={"name": "phone"})
    print_codes(maya)
    waiting = ask(maya, Recovery.Kind.PASSWORD, "hash")
    waiting.due_at = waiting.due_at.replace(year=waiting.due_at.year + 1)
    waiting.save()
    entered(cast, "maya")
    (visit,) = Visit.of(maya)
    before = everything_of(maya)
    places = parts | {"pk": str(passkey.pk), "visit": visit.mark, "recovery": waiting.pk}
    places |= {"whose": "me", "which": "all", "token": "guessed", "account": maya.pk}
    said = tempting(maya, parts)
    tried = 0
    inside = "" if who == "nobody" else entered(cast, who).cookies.output(header="", sep=";")
    assert signed_in(inside) == (who != "nobody")
    for name, pattern in ALL.items():
        kwargs = {part: places.get(part, "a" * 16) for part in pattern.pattern.regex.groupindex}
        with transaction.atomic():  # what they do to themselves is undone each time
            for verb in verbs:
                client = Client()
                client.cookies = SimpleCookie(inside)
                answer = getattr(client, verb)(reverse(name, kwargs=kwargs), said)
                assert answer.status_code < 500, (name, verb)
                tried += 1
                if answer.status_code == 302 and name == "delete_account":
                    break  # they deleted themself, as they may
            assert everything_of(maya) == before, name
            transaction.set_rollback(True)
    assert tried > 300


def signed_in(cookies: str) -> bool:
    client = Client()
    client.cookies = SimpleCookie(cookies)
    return client.get(reverse("my_account")).status_code == 200
