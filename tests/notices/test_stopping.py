"""No more letters: one click, without coming in, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from closeknit.accounts.models import Account
from closeknit.notices.models import Rhythm
from tests.cast import Cast
from tests.rows import changed, everything

from .scene import Post, asked, chooses
from .test_sending import sweep

pytestmark = pytest.mark.django_db
APART = {"accounts.Visit"}


def address(rhythm: Rhythm) -> str:
    return f"/letters/stop/{rhythm.token}/"


def test_looking_at_the_address_changes_nothing(maya_told: Account) -> None:
    where = address(chooses(maya_told))
    before = everything(APART)
    for method in ("get", "head", "options"):
        getattr(Client(), method)(where)
    assert changed(before, everything(APART)) == set()


def test_one_click_in_a_mail_program_stops_them(cast: Cast, maya_told: Account, post: Post) -> None:
    """As RFC 8058 says: a POST of one field, without a cookie, a session or a token."""
    asked(cast)
    where = address(chooses(maya_told))
    client = Client(enforce_csrf_checks=True)
    before = everything(APART)
    answer = client.post(where, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, len(client.cookies)) == (200, 0)
    changes = changed(before, everything(APART))
    assert changes == {"notices.Rhythm", "accounts.Entry", "accounts.Head"}
    sweep()
    assert post.kept == []


def test_the_page_has_one_button_and_says_when_it_is_done(maya_told: Account) -> None:
    where, client = address(chooses(maya_told)), Client()
    page = client.get(where)
    assert "Stop these letters?" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    for _twice in range(2):
        assert "No more letters come" in client.post(where).content.decode()


def test_the_address_lets_nobody_in_and_says_no_name(maya_told: Account) -> None:
    client = Client()
    page = client.get(address(chooses(maya_told)))
    assert "sessionid" not in str(client.cookies)
    assert "maya" not in page.content.decode().lower()
    assert client.get("/account/").status_code == 302


def test_an_old_letter_does_not_stop_letters_that_were_chosen_anew(maya_told: Account) -> None:
    """Whoever found an old letter cannot keep somebody from hearing of things."""
    old = address(chooses(maya_told))
    Client().post(old)
    Rhythm.choose(maya_told, how="daily")
    assert Client().post(old).status_code == 404
    assert Rhythm.of(maya_told).how == "daily"


def test_choosing_something_else_keeps_the_address_of_letters_on_their_way(
    maya_told: Account,
) -> None:
    where = address(chooses(maya_told))
    Rhythm.choose(maya_told, how="weekly", hour=18)
    Client().post(where)
    assert Rhythm.of(maya_told).how == "none"


@pytest.mark.parametrize("word", ["a" * 32, "x", "0", "é", "a" * 2000])
def test_a_made_up_address_leads_nowhere(word: str, maya_told: Account) -> None:
    chooses(maya_told)
    assert Client().post(f"/letters/stop/{word}/").status_code == 404
    assert Rhythm.of(maya_told).how == "daily"


def test_only_a_hash_of_the_address_is_kept(maya_told: Account) -> None:
    rhythm = chooses(maya_told)
    assert len(rhythm.token) == 32  # 160 bits, five to a letter
    assert rhythm.token not in str(everything())


# Choosing -----------------------------------------------------------------------------------------

USUAL = {"how": "daily", "weekday": "0", "hour": "9"}


def test_what_was_chosen_is_kept(cast: Cast, maya: Any) -> None:
    said = {**USUAL, "how": "weekly", "weekday": "6", "hour": "18", "named": [cast.network.pk]}
    assert maya.post("/account/told/", said).status_code == 302
    row = Rhythm.of(cast.account("maya"))
    assert (row.how, row.weekday, row.hour) == ("weekly", 6, 18)
    assert [one.network for one in row.named.all()] == [cast.network]
    maya.post("/account/told/", USUAL)
    assert not Rhythm.of(cast.account("maya")).named.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"quiet_from": "22"}, "quiet_to", "Choose both hours, or neither."),
        ({"quiet_to": "8"}, "quiet_from", "Choose both hours, or neither."),
        ({"quiet_from": "8", "quiet_to": "10"}, "hour", "This hour lies in your quiet hours."),
        ({"quiet_until": "2099-01-01"}, "quiet_until", "Choose a day within a year."),
        ({"quiet_until": "soon"}, "quiet_until", "Enter a valid date."),
        ({"hour": "25"}, "hour", "Select a valid choice. 25 is not one of the available choices."),
        ({"how": "hourly"}, "how", "Select a valid choice."),
        ({"weekday": "x"}, "weekday", "Select a valid choice."),
        ({"named": ["a" * 16]}, "named", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    said: Any, field: str, words: str, cast: Cast, maya: Any
) -> None:
    answer = maya.post("/account/told/", {**USUAL, **said})
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert Rhythm.of(cast.account("maya")).how == "none"


def test_nobody_names_a_network_that_is_not_theirs(cast: Cast, maya: Any) -> None:
    answer = maya.post("/account/told/", {**USUAL, "named": [cast.other.pk]})
    assert answer.status_code == 422
