"""Another way in waits as long as somebody chose; they hear of it and can stop it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account, Entry, Recovery
from closeknit.accounts.recovery import ask, settle
from tests.accounts.people import PASSWORD, ask_for_a_new_password, code, come_in, link, maya, who
from tests.cast import long_ago

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
NEW = "eleven loud magpies"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def days(count: int, seconds: int = 0) -> dt.datetime:
    return START + dt.timedelta(days=count, seconds=seconds)


def opens(password: str) -> bool:
    client = Client()
    said = {"login": "maya@example.org", "password": password}
    client.post(reverse("account_login"), said)
    return who(client) is not None


def test_without_a_wait_a_new_password_works_at_once(clock) -> None:
    maya(PASSWORD)
    ask_for_a_new_password(Client(), NEW)
    assert opens(NEW)
    assert "changed" in str(mail.outbox[-1].body)


@pytest.mark.parametrize("wait", [1, 3, 7])
def test_a_new_password_works_when_the_wait_is_over(clock, wait: int) -> None:
    maya(PASSWORD, waiting_days=wait)
    answer = ask_for_a_new_password(Client(), NEW)
    assert "The new password waits" in answer.content.decode()
    clock.move_to(days(wait, -1))
    assert not opens(NEW)
    assert opens(PASSWORD)
    clock.move_to(days(wait))
    assert opens(NEW)
    assert not opens(PASSWORD)
    ended = Recovery.objects.get()
    assert (ended.ended_how, ended.value) == ("done", "")


def test_every_address_hears_of_it_without_a_name_or_a_word_of_what(clock) -> None:
    account = maya(PASSWORD, waiting_days=3)
    for address, verified in (("second@example.org", True), ("typo@example.org", False)):
        EmailAddress.objects.create(user=account, email=address, verified=verified)
    mail.outbox.clear()
    ask(account, Recovery.Kind.PASSWORD, "hash")
    assert [letter.to for letter in mail.outbox] == [["maya@example.org"], ["second@example.org"]]
    for letter in mail.outbox:
        assert "Maya" not in letter.subject + str(letter.body)
        assert "password" not in letter.subject + str(letter.body)


def test_the_address_in_the_letter_stops_it_once_and_looking_does_nothing(clock) -> None:
    maya(PASSWORD, waiting_days=3)
    thief = come_in(Client())
    ask_for_a_new_password(Client(), NEW)
    stop = link()
    stranger = Client()
    for _each in range(3):
        assert "Was it not you?" in stranger.get(stop).content.decode()
    assert Recovery.objects.get().ended_at is None
    assert stranger.post(stop).status_code == 302
    assert who(thief) is None
    assert who(stranger) is None
    assert stranger.get(stop).status_code == stranger.post(stop).status_code == 404
    clock.move_to(days(8))
    assert not opens(NEW)
    assert opens(PASSWORD)


def test_no_token_is_kept_as_it_is_and_a_guess_is_nothing(clock) -> None:
    maya(waiting_days=3)
    ask(Account.objects.get(), Recovery.Kind.PASSWORD, "hash")
    token = link().split("/")[-2]
    assert token not in str(Recovery.objects.values())
    assert Client().get(reverse("stop_recovery", args=["guessed"])).status_code == 404


def test_whoever_is_signed_in_sees_it_on_the_next_page_and_stops_it(clock) -> None:
    maya(PASSWORD, waiting_days=3)
    home, elsewhere = come_in(Client()), come_in(Client())
    ask_for_a_new_password(Client(), NEW)
    page = home.get("/begin/").content.decode()
    assert "Somebody asked for this: a new password. It works from 4 July, 12:00 on." in page
    waiting = Recovery.objects.get()
    assert home.post(reverse("refuse_recovery", args=[waiting.pk])).status_code == 302
    assert who(home)
    assert who(elsewhere) is None
    assert "Somebody asked" not in home.get("/begin/").content.decode()
    assert home.post(reverse("refuse_recovery", args=[waiting.pk])).status_code == 404


def test_somebody_else_stops_nothing_of_mine(clock) -> None:
    account = maya(waiting_days=3)
    waiting = ask(account, Recovery.Kind.PASSWORD, "hash")
    kofi = Client()
    kofi.force_login(Account.objects.create_user("kofi@example.org", name="Kofi"))
    assert kofi.post(reverse("refuse_recovery", args=[waiting.pk])).status_code == 404
    assert Recovery.objects.get().ended_at is None


def change_address(client: Client, to: str) -> None:
    client.post(reverse("account_email"), {"email": to, "action_add": "yes"})
    assert mail.outbox[-1].to == [to]
    client.post(reverse("account_email_verification_sent"), {"code": code()})


def test_another_address_waits_and_the_old_one_hears_of_it(clock) -> None:
    maya(waiting_days=2)
    client = come_in(Client())
    mail.outbox.clear()
    change_address(client, "new@example.org")
    assert mail.outbox[-1].to == ["maya@example.org"]
    assert Account.objects.get().email == "maya@example.org"
    clock.move_to(days(2))
    come_in(newcomer := Client(), "new@example.org")
    assert who(newcomer)
    assert Account.objects.get().email == "new@example.org"
    kept = EmailAddress.objects.get()
    assert (kept.email, kept.verified, kept.primary) == ("new@example.org", True, True)
    told = {letter.to[0] for letter in mail.outbox if "changed" in str(letter.body)}
    assert told == {"maya@example.org", "new@example.org"}


def test_the_old_address_refuses_and_stays(clock) -> None:
    maya(waiting_days=2)
    thief = come_in(Client())
    change_address(thief, "thief@example.org")
    Client().post(link())
    clock.move_to(days(3))
    settle()
    assert Account.objects.get().email == "maya@example.org"
    assert who(thief) is None


def test_without_a_wait_the_old_address_still_hears_of_it() -> None:
    maya()
    client = come_in(Client())
    change_address(client, "new@example.org")
    assert Account.objects.get().email == "new@example.org"
    assert "maya@example.org" in {letter.to[0] for letter in mail.outbox[-2:]}


def test_an_address_that_became_somebody_elses_is_not_taken_from_them(clock) -> None:
    account = maya(waiting_days=2)
    ask(account, Recovery.Kind.ADDRESS, "kofi@example.org")
    kofi = Account.objects.create_user("kofi@example.org", name="Kofi")
    EmailAddress.objects.create(user=kofi, email=kofi.email, verified=True, primary=True)
    clock.move_to(days(2))
    settle()
    assert Recovery.objects.get().ended_how == "taken"
    assert Account.objects.get(pk=account.pk).email == "maya@example.org"


def test_asking_once_more_begins_the_wait_anew(clock) -> None:
    maya(PASSWORD, waiting_days=3)
    ask_for_a_new_password(Client(), NEW)
    clock.move_to(days(2))
    ask_for_a_new_password(Client(), "fourteen other birds")
    clock.move_to(days(4))
    assert not opens(NEW)
    assert not opens("fourteen other birds")
    clock.move_to(days(5))
    assert opens("fourteen other birds")


def test_a_longer_wait_holds_at_once_and_a_shorter_one_waits(clock) -> None:
    maya(PASSWORD)
    client = come_in(Client())
    sure(client)
    client.post(reverse("my_waiting"), {"waiting_days": 5, "codes_by_mail": "on"})
    assert Account.objects.get().waiting_days == 5
    client.post(reverse("my_waiting"), {"waiting_days": 0, "codes_by_mail": "on"})
    assert Account.objects.get().waiting_days == 5
    clock.move_to(days(5))
    settle()
    assert Account.objects.get().waiting_days == 0


def sure(client: Client) -> None:
    client.get(reverse("my_waiting"), follow=True)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_before_the_wait_is_changed_the_house_asks_whether_it_is_me(clock) -> None:
    maya(PASSWORD)
    client = long_ago(come_in(Client()))
    answer = client.post(reverse("my_waiting"), {"waiting_days": 5, "codes_by_mail": "on"})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert Account.objects.get().waiting_days == 0


@pytest.mark.parametrize("wait", ["8", "-1", "many", ""])
def test_a_wait_is_none_to_seven_days(wait: str) -> None:
    maya()
    client = come_in(Client())
    said = {"waiting_days": wait, "codes_by_mail": "on"}
    assert client.post(reverse("my_waiting"), said).status_code == 422


def test_codes_by_mail_can_be_switched_off_only_with_another_way_in() -> None:
    account = maya()
    client = come_in(Client())
    answer = client.post(reverse("my_waiting"), {"waiting_days": 0})
    assert "First add a passkey or choose a password." in answer.content.decode()
    account.set_password(PASSWORD)
    account.save()
    come_in(client)
    sure(client)
    client.post(reverse("my_waiting"), {"waiting_days": 2})
    assert not Account.objects.get().codes_by_mail
    mail.outbox.clear()
    thief = Client()
    thief.post(reverse("account_request_login_code"), {"email": account.email})
    assert not any(letter.isdigit() for letter in str(mail.outbox[-1].body))
    thief.post(reverse("account_confirm_login_code"), {"code": ""})
    assert who(thief) is None
    client.post(reverse("my_waiting"), {"waiting_days": 2, "codes_by_mail": "on"})
    assert not Account.objects.get().codes_by_mail  # that waits as well


def test_what_is_done_leaves_an_entry_that_says_nothing_of_it(clock) -> None:
    maya(PASSWORD, waiting_days=1)
    ask_for_a_new_password(Client(), NEW)
    clock.move_to(days(1))
    settle()
    deeds = list(Entry.objects.values_list("deed", "detail"))
    assert deeds == [("way_asked", {}), ("way_changed", {})]
