"""No more letters: one click, without coming in, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Contact, Invitation, Merge, Person
from closeknit.notices.models import Rhythm
from closeknit.plans.models import Ask, Gathering, Guest, Turn
from closeknit.policy import Role
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


# Letters that somebody sends by hand --------------------------------------------------------------


@pytest.fixture
def junes_letter(cast: Cast, mailoutbox: list[Any]) -> Any:
    """Maya asks June, who has no account, and sends her a letter."""
    ask = Ask.begin(cast.maya, title="Something secret", how="one_by_one")
    ask.tell(cast.maya, ask.version)
    address = Contact.make(cast.maya, person=cast.people["june"], how="email", value="june@x.org")
    turn = Turn.call(cast.maya, ask, cast.people["june"])
    turn.asked_now(cast.maya, link=True)
    turn.written_to(cast.maya, address.pk)
    Turn.post(str(turn.pk), str(address.pk))
    return mailoutbox[0]


def stops(letter: Any) -> str:
    """The address that stops them, as mail programs read it; it stands in the letter as well."""
    found = str(letter.extra_headers["List-Unsubscribe"]).strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found in letter.body
    return found.removeprefix(settings.URL)


def wants_none(cast: Cast) -> bool:
    return Person.everyones.get(pk=cast.people["june"].pk).no_letters_at is not None


def again_tomorrow(cast: Cast) -> tuple[Turn, Contact]:
    """A day later another letter could go."""
    yesterday = timezone.now() - dt.timedelta(days=2)
    Turn.everyones.filter(person=cast.people["june"]).update(posted_at=yesterday)
    turn = Turn.everyones.select_related("person", "ask").get(person=cast.people["june"])
    return turn, Contact.everyones.get(person=cast.people["june"])


def test_looking_at_the_address_of_a_letter_by_hand_changes_nothing(
    cast: Cast, junes_letter: Any
) -> None:
    where, before = stops(junes_letter), everything(APART)
    for method in ("get", "head", "options"):
        getattr(Client(), method)(where)
    assert changed(before, everything(APART)) == set()
    page = Client().get(where)
    assert "Stop these letters?" in page.content.decode()
    assert not any(word in page.content.decode() for word in ("Maya", "June", "secret"))
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_one_click_stops_letters_by_hand_and_whoever_asks_reads_it_kindly(
    cast: Cast, junes_letter: Any, maya: Client, mailoutbox: list[Any]
) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        stops(junes_letter), {"List-Unsubscribe": "One-Click"}
    )
    assert (answer.status_code, wants_none(cast)) == (200, True)
    turn, address = again_tomorrow(cast)
    page = maya.get(reverse("turn_letter", args=[cast.network.pk, turn.pk])).content.decode()
    assert "June wants no letters from here, and that is fine." in page
    assert "Send it to" not in page
    where = reverse("turn_deed", args=[cast.network.pk, turn.pk, "ask"])
    assert maya.post(where, {"to": address.pk}).status_code == 404
    assert len(mailoutbox) == 1


def test_the_same_holds_for_another_address_and_for_a_gathering(
    cast: Cast, junes_letter: Any, maya: Client
) -> None:
    Client().post(stops(junes_letter))
    Contact.make(cast.maya, person=cast.people["june"], how="email", value="june@other.org")
    gathering = Gathering.plan(cast.maya, title="Coffee")
    gathering.tell(cast.maya)
    guest = Guest.invite(cast.maya, gathering, cast.people["june"])
    guest.open_link(cast.maya)
    where = reverse("gathering_guest", args=[cast.network.pk, gathering.pk, guest.pk])
    page = maya.get(where).content.decode()
    assert "June wants no letters from here, and that is fine." in page
    assert "Send it to june" not in page


def test_an_invitation_goes_by_card_and_by_no_letter(
    cast: Cast, junes_letter: Any, maya: Client, mailoutbox: list[Any]
) -> None:
    Client().post(stops(junes_letter))
    said = {"person": Person.everyones.get(pk=cast.people["june"].pk), "address": "june@x.org"}
    row = Invitation.invite(cast.maya, role=Role.MEMBER, **said)
    Invitation.post(str(row.pk))
    page = maya.get(reverse("invitation", args=[cast.network.pk, row.pk])).content.decode()
    assert "June wants no letters from here, and that is fine." in page
    assert "Send it once more" not in page
    assert "Card to print" in page
    assert len(mailoutbox) == 1


def test_june_lets_letters_come_again(cast: Cast, junes_letter: Any) -> None:
    where = stops(junes_letter)
    for _twice in range(2):
        assert "Let letters come again" in Client().post(where).content.decode()
    Client().post(where, {"again": "1"})
    assert not wants_none(cast)
    turn, address = again_tomorrow(cast)
    turn.written_to(cast.maya, address.pk)


def test_a_letter_that_waited_while_they_were_stopped_does_not_go(
    cast: Cast, junes_letter: Any, mailoutbox: list[Any]
) -> None:
    turn, address = again_tomorrow(cast)
    turn.written_to(cast.maya, address.pk)
    Client().post(stops(junes_letter))
    Turn.post(str(turn.pk), str(address.pk))
    assert len(mailoutbox) == 1


def test_a_link_that_june_asks_for_comes_though_she_wants_no_letters(
    cast: Cast, junes_letter: Any, mailoutbox: list[Any]
) -> None:
    where = junes_letter.body.split(settings.URL)[1].split()[0]
    Client().post(where, {"answer": "yes", "version": Turn.everyones.get().version})
    Client().post(stops(junes_letter))
    Client().post(where, {"again": "1"})
    Turn.post(*Turn.everyones.values_list("pk", "posted_to").get())
    assert len(mailoutbox) == 2


def test_whoever_was_put_together_with_somebody_still_wants_none(
    cast: Cast, junes_letter: Any
) -> None:
    twin = Person.welcome(cast.maya, "June P.")
    june = cast.people["june"]
    Person.everyones.filter(pk=twin.pk).update(made_at=june.made_at - dt.timedelta(days=1))
    twin.refresh_from_db()
    Merge.together(cast.maya, twin, june, {})
    Client().post(stops(junes_letter))
    twin.refresh_from_db()
    assert twin.no_letters_at is not None


def test_nobody_stops_letters_with_a_made_up_address(cast: Cast) -> None:
    where = reverse("stop_asking", args=[cast.people["june"].pk, "a" * 32])
    assert Client().post(where).status_code == 404
    assert not wants_none(cast)
