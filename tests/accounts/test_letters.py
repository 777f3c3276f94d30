"""No letter holds a name or a word of anybody's: not in its subject, its body or its headers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory

from closeknit.accounts.models import Account
from closeknit.networks.models import Network, Note, Person

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
FOLDERS = sorted(SOURCE.glob("*/templates/*/email"))
LETTERS = sorted(
    f"{path.parent.relative_to(next(p for p in path.parents if p.name == 'templates'))}/"
    f"{path.name.removesuffix('_subject.txt')}"
    for folder in FOLDERS
    for path in folder.glob("*_subject.txt")
)
# What a letter may be given to say: digits, an address of ours, the name of the house.
SAYS = {
    "code": "123456",
    "digits": "123 456",
    "house": "Closeknit",
    "link": "https://knit.example.org/x/",
}
CANARY = "Canary"


class Canary:
    """Whatever a template asks of it, it sings."""

    def __str__(self) -> str:
        return CANARY

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("alters_data", "do_not_call_in_templates"):
            raise AttributeError(name)
        return Canary()

    def __getitem__(self, name: object) -> Any:
        return Canary()


def wanted(prefix: str) -> set[str]:
    """The names a letter's templates use."""
    names: set[str] = set()
    for folder in FOLDERS:
        for path in folder.glob(f"{Path(prefix).name}_*"):
            text = path.read_text(encoding="utf-8")
            names.update(re.findall(r"{{\s*(\w+)", text), re.findall(r"with \w+=(\w+)", text))
    return names


def whole(letter: EmailMessage) -> str:
    """Everything of it: headers, each part, and the names it carries."""
    message = letter.message()
    parts = [str(part.get_payload(decode=True)) for part in message.walk()]
    heads = [f"{name}: {value}" for name, value in message.items()]
    return "\n".join([message.as_string(), *parts, *heads, letter.subject])


def test_there_are_letters_to_look_at() -> None:
    assert "account/email/login_code" in LETTERS
    assert len(LETTERS) >= 5


@pytest.mark.parametrize("prefix", LETTERS)
def test_a_letter_asks_for_nothing_about_anybody(prefix: str) -> None:
    assert wanted(prefix) <= set(SAYS)


@pytest.mark.parametrize("prefix", LETTERS)
def test_no_name_and_no_content_in_any_part_of_a_letter(prefix: str) -> None:
    names = {
        "user",
        "request",
        "current_site",
        "network",
        "person",
        "name",
        "email",
        *wanted(prefix),
    }
    account = Account.objects.create_user("canary@example.org", name=CANARY)
    given = {name: Canary() for name in names - set(SAYS)} | SAYS
    given |= {"user": account, "request": RequestFactory().get(f"/{CANARY}/")}
    letter = get_adapter().render_mail(prefix, "to@example.org", given)
    assert letter.subject
    assert letter.body
    assert CANARY not in whole(letter)
    assert "canary@" not in whole(letter)
    assert not re.search(r"\d", letter.subject)  # digits in a subject show on a locked phone


def test_a_canary_would_be_heard() -> None:
    letter = EmailMessage("Subject", f"Dear {Canary().friends[0].name}", to=["to@example.org"])
    assert CANARY in whole(letter)


def asks_for_letters(account: Account) -> None:
    """Every way there is today to be written to, each from a browser of its own."""
    Client().post("/enter/", {"email": account.email})
    Client().post("/enter/forgotten/", {"email": account.email})
    Client().post("/join/", {"email": account.email, "name": "Canaryson"})
    Client().post("/join/", {"email": "new@example.org", "name": "Canaryson"})
    signed_in = Client()
    signed_in.force_login(account)
    signed_in.post("/account/again/code/", {"action": "send"})
    found = re.search(r"\b(\d{3} \d{3})\b", str(mail.outbox[-1].body))
    assert found
    signed_in.post("/account/again/code/", {"code": found[1]})
    signed_in.post("/account/email/", {"email": "other@example.org", "action_add": "yes"})


def test_letters_that_were_really_sent_hold_none_either(settings: Any) -> None:
    settings.OPEN = True
    account = Account.objects.create_user("r@example.org", name="Canary Reyes")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    network = Network.begin(account.pk, "Canary Reyes", mine=True)
    actor = network.actor(account.pk)
    Note.make(actor, person=Person.welcome(actor, "Canary June"), text="A canary sang.")
    asks_for_letters(account)
    assert len(mail.outbox) == 6
    for letter in mail.outbox:
        assert "canary" not in whole(letter).lower()
        assert network.pk not in whole(letter)
        assert len(letter.to) == 1
        assert letter.cc == letter.bcc == letter.attachments == []
