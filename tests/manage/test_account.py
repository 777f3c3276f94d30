"""Whoever runs the server puts an account to rest and wakes it, and can do nothing else to it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.paper import print_codes
from closeknit.manage import main
from closeknit.networks.models import Membership
from tests.accounts.people import PASSWORD, come_in, maya, who

pytestmark = pytest.mark.django_db
WHY = "Somebody else seems to use it. Call me."


def rest() -> int:
    return main(["account", "rest", "Maya@example.org", "--why", WHY])


def test_an_account_at_rest_is_out_at_once_and_stays_out(capsys) -> None:
    maya(PASSWORD)
    client = come_in(Client())
    assert rest() == 0
    assert "at rest" in capsys.readouterr().out
    assert client.get(reverse("my_account")).status_code == 302
    assert who(come_in(Client())) is None


def by_code(account: Account) -> Client:
    return come_in(Client())


def by_password(account: Account) -> Client:
    client = Client()
    said = {"login": account.email, "password": PASSWORD}
    client.post(reverse("account_login"), said)
    return client


def by_paper(account: Account) -> Client:
    client = Client()
    said = {"email": account.email, "code": print_codes(account)[0]}
    client.post(reverse("enter_by_paper"), said)
    return client


@pytest.mark.parametrize("way", [by_code, by_password, by_paper])
def test_whoever_shows_that_it_is_theirs_reads_why(way) -> None:
    account = maya(PASSWORD)
    rest()
    assert WHY in way(account).get(reverse("account_inactive")).content.decode()


def test_whoever_does_not_show_it_reads_nothing() -> None:
    maya(PASSWORD)
    rest()
    client = Client()
    said = {"login": "maya@example.org", "password": "a wrong guess"}
    assert WHY not in client.post(reverse("account_login"), said, follow=True).content.decode()
    assert WHY not in client.get(reverse("account_inactive")).content.decode()


def test_it_wakes_as_it_was() -> None:
    account = maya(PASSWORD)
    rest()
    assert main(["account", "wake", "maya@example.org"]) == 0
    woken = Account.objects.get()
    assert (woken.password, woken.rests_because) == (account.password, "")
    assert who(come_in(Client())) == account.pk
    assert list(Entry.objects.values_list("deed", flat=True)) == ["rested", "woke"]
    assert all(WHY not in str(entry.detail) for entry in Entry.objects.all())


def test_its_part_in_networks_stays_as_it_is(cast) -> None:
    before = list(Membership.active().values())
    rest()
    assert list(Membership.active().values()) == before


@pytest.mark.parametrize(
    "words",
    [
        ["rest", "nobody@example.org", "--why", WHY],
        ["rest", "maya@example.org", "--why", " "],
        ["rest", "maya@example.org", "--why", "x" * 301],
        ["wake", "nobody@example.org"],
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_happens(words: list[str], capsys) -> None:
    maya()
    assert main(["account", *words]) == 2
    assert capsys.readouterr().err
    assert Account.objects.get().is_active


def test_before_the_house_was_opened_once_there_is_nobody_to_rest(tmp_path) -> None:
    words = ["account", "rest", "maya@example.org", "--why", WHY, "--data", str(tmp_path / "new")]
    program = [sys.executable, "-c", "from closeknit.manage import main; raise SystemExit(main())"]
    ran = subprocess.run([*program, *words], capture_output=True, text=True)
    assert ran.returncode == 2
    assert ran.stderr == "There are no accounts yet. Open the house once: closeknit serve\n"


@pytest.mark.parametrize("deed", ["delete", "password", "email", "join", "rest"])
def test_there_is_no_other_deed(deed: str) -> None:
    maya()
    with pytest.raises(SystemExit):
        main(["account", deed, "maya@example.org"])
