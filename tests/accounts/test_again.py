"""Is it you? What is asked before a deed that would do harm in somebody else's hands."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks import door
from closeknit.policy.door import PUBLIC, SIGNED_IN, Door, desk, with_care
from closeknit.policy.doors import DOORS
from closeknit.policy.words import Verb
from tests.cast import Cast, entered, sure

pytestmark = pytest.mark.django_db

CAREFUL = "/account/email/"
BY_CODE = "/account/again/code/?next=%2Faccount%2Femail%2F"


@pytest.fixture
def rosa(db: None) -> Account:
    account = Account.objects.create_user("rosa.lee@example.org", None, name="Rosa")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


@pytest.fixture
def sitting(rosa: Account) -> Client:
    """A browser in which Rosa came in long ago."""
    client = Client()
    client.force_login(rosa)
    return client


def digits() -> str:
    found = re.search(r"\b(\d{3} \d{3})\b", str(mail.outbox[-1].body))
    assert found
    return found[1]


def asked(client: Client) -> bool:
    return client.get(CAREFUL).status_code == 302


def say_so(client: Client, where: str = BY_CODE) -> HttpResponse:
    """By the code, as somebody without a password does."""
    client.post(where, {"action": "send"})
    answer: Any = client.post(where, {"code": digits()})
    return answer


def test_rosa_is_asked_and_comes_back_to_the_page_she_wanted(sitting: Client) -> None:
    answer = sitting.get(CAREFUL, follow=True)
    assert answer.redirect_chain[-1][0] == BY_CODE
    assert "Is it you?" in answer.content.decode()
    assert mail.outbox == []  # looking sends nothing
    back: Any = say_so(sitting)
    assert (back.status_code, back.url) == (302, CAREFUL)
    assert not asked(sitting)


def test_whoever_came_in_a_moment_ago_is_not_asked(rosa: Account, client: Client) -> None:
    client.post("/enter/", {"email": rosa.email})
    client.post("/enter/code/", {"code": digits()})
    assert not asked(client)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=9)):
        assert not asked(client)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11)):
        assert asked(client)


def test_it_holds_for_ten_minutes(sitting: Client) -> None:
    say_so(sitting)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11)):
        assert asked(sitting)


def test_the_tests_know_how_to_be_sure(sitting: Client) -> None:
    assert asked(sitting)
    assert not asked(sure(sitting))


def test_a_clock_set_back_opens_nothing(sitting: Client) -> None:
    say_so(sitting)
    with time_machine.travel(timezone.now() - timezone.timedelta(days=1)):
        assert asked(sitting)


def test_a_wrong_code_opens_nothing_and_three_of_them_end_it(sitting: Client) -> None:
    sitting.post(BY_CODE, {"action": "send"})
    right = digits()
    wrong = f"{(int(right.replace(' ', '')) + 1) % 1_000_000:06}"
    for _ in range(3):
        answer = sitting.post(BY_CODE, {"code": wrong})
        assert "These are not the digits we sent." in answer.content.decode()
    assert "not good any more" in answer.content.decode()
    sitting.post(BY_CODE, {"code": right})
    assert asked(sitting)


@pytest.mark.parametrize("typed", ["", " ", "\0", "１２３４５６", "x" * 9000])
def test_what_is_no_code_is_refused_in_words(sitting: Client, typed: str) -> None:
    for sent in (False, True):
        if sent:
            sitting.post(BY_CODE, {"action": "send"})
        answer = sitting.post(BY_CODE, {"code": typed})
        assert answer.status_code == 200
        assert "Is it you?" in answer.content.decode()
    assert asked(sitting)


def test_a_code_is_good_once_and_for_fifteen_minutes(sitting: Client) -> None:
    say_so(sitting)
    code = digits()
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=12)):
        sitting.post(BY_CODE, {"code": code})
        assert asked(sitting)
        sitting.post(BY_CODE, {"action": "send"})
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=28)):
        sitting.post(BY_CODE, {"code": digits()})
        assert asked(sitting)


def test_a_new_code_replaces_the_old_one(sitting: Client) -> None:
    sitting.post(BY_CODE, {"action": "send"})
    old = digits()
    sitting.post(BY_CODE, {"action": "send"})
    if digits() != old:
        sitting.post(BY_CODE, {"code": old})
        assert asked(sitting)


def test_letters_are_not_sent_without_end(sitting: Client) -> None:
    for _ in range(5):
        answer = sitting.post(BY_CODE, {"action": "send"})
    assert len(mail.outbox) == 3
    assert "Wait some minutes" in answer.content.decode()


def test_the_letter_says_no_name_and_goes_to_her_address_alone(sitting: Client) -> None:
    sitting.post(BY_CODE, {"action": "send"})
    letter = mail.outbox[-1]
    assert letter.to == ["rosa.lee@example.org"]
    assert "Rosa" not in letter.message().as_string()


def test_whoever_has_a_password_is_asked_for_it_and_may_take_a_code(
    rosa: Account, sitting: Client
) -> None:
    rosa.set_password("seven quiet herons")
    rosa.save()
    sitting.force_login(rosa)
    page = sitting.get(CAREFUL, follow=True).content.decode()
    assert "Password" in page
    assert "/account/again/code/?next=" in page
    here = "/account/again/?next=%2Faccount%2Femail%2F"
    sitting.post(here, {"password": "wrong"})
    assert asked(sitting)
    sitting.post(here, {"password": "seven quiet herons"})
    assert not asked(sitting)


def test_what_she_sent_too_late_is_kept_and_sent_by_one_button(sitting: Client) -> None:
    sent = {"email": "new@example.org", "action_add": "yes"}
    answer: Any = sitting.post(CAREFUL, sent)
    assert "again_kept" in sitting.session
    code_page: Any = sitting.get(answer.url)
    back: Any = say_so(sitting, code_page.url)
    page = sitting.get(back.url).content.decode()
    assert 'action="/account/email/"' in page
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in page
    assert mail.outbox[-1].to == ["rosa.lee@example.org"]
    sitting.post(CAREFUL, sent)
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "again_kept" not in sitting.session


def test_a_password_is_never_kept(sitting: Client) -> None:
    there = "/account/password/first/"
    answer: Any = sitting.post(there, {"password1": "seven quiet herons"})
    assert answer.url.endswith("next=%2Faccount%2Fpassword%2Ffirst%2F")
    assert "herons" not in str(dict(sitting.session))


def test_with_nothing_kept_there_is_nothing_to_go_on_with(sitting: Client) -> None:
    say_so(sitting)
    answer: Any = sitting.get("/account/again/go-on/")
    assert answer.url == "/"


def test_it_never_leads_to_another_site(sitting: Client) -> None:
    there = "/account/again/code/?next=https%3A%2F%2Fevil.example.org%2F"
    back: Any = say_so(sitting, there)
    assert "evil" not in back.url


def test_another_account_in_the_same_browser_is_asked_anew(sitting: Client, cast: Cast) -> None:
    say_so(sitting)
    sitting.force_login(cast.account("kofi"))
    assert asked(sitting)


@pytest.fixture
def made_up(settings: Any) -> Client:
    settings.DEMO = True
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.create_user("june@made-up.invalid", made_up=True))
    return client


def test_somebody_made_up_says_so_by_one_button(made_up: Client) -> None:
    page = made_up.get(CAREFUL, follow=True)
    assert page.redirect_chain[-1][0].startswith("/account/again/here/")
    made_up.post(page.redirect_chain[-1][0])
    assert not asked(made_up)
    assert mail.outbox == []


def test_the_button_is_for_the_demo_on_this_machine_alone(
    made_up: Client, sitting: Client, settings: Any
) -> None:
    here = "/account/again/here/?next=%2Faccount%2Femail%2F"
    assert made_up.post(here, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 404
    assert sitting.post(here, SERVER_NAME="localhost").status_code == 404
    settings.DEMO = False
    assert made_up.post(here).status_code == 404
    assert asked(made_up)
    assert asked(sitting)


def test_what_is_asked_again_is_written_down_here() -> None:
    """Whoever finds an open phone must not be able to take the account, or what is in it, away."""
    careful = {name for name, one in DOORS.items() if one.again}
    assert {
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "again_go_on",
    } <= careful
    assert not any(one.again for one in (PUBLIC, SIGNED_IN))
    assert not any(one.again for one in DOORS.values() if one.kind == "public")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_a_network_can_ask_as_well_and_tells_strangers_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    careful = with_care(desk("person", Verb.CREATE))
    assert careful == Door("network", *[("person", Verb.CREATE)] * 2, again=True)
    monkeypatch.setattr(door, "door_for", lambda name: careful)
    where = f"/n/{cast.network.pk}/people/add/"
    answer: Any = getattr(entered(cast, "maya"), method)(where)
    assert answer.url.startswith("/account/again/?next=")
    assert getattr(entered(cast, "lena"), method)(where).status_code == 404
    out: Any = getattr(Client(), method)(where)
    assert out.url.startswith("/enter/")
