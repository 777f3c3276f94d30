"""Asked by a link: one row each, one page each, and no way on once nobody is to be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import ByLink, Contact, Network, Person
from closeknit.policy import Denied
from tests.cast import Cast, assemble
from tests.plans.test_asks import one_by_one
from tests.plans.test_gatherings import guest, lunch
from tests.stories.scene import asked, told

pytestmark = pytest.mark.django_db


def a_turn(cast: Cast) -> ByLink:
    _ask, turn = one_by_one(cast)
    turn.asked_now(cast.maya, link=True)
    return turn


def an_answer(cast: Cast) -> ByLink:
    june = guest(lunch(cast, "june"), cast, "june")
    june.open_link(cast.maya)
    return june


def a_yes_to_be_shown(cast: Cast) -> ByLink:
    return asked(cast, told(cast, by="maya"))


KINDS: dict[str, Callable[[Cast], ByLink]] = {
    "turn_link": a_turn,
    "answer_gathering": an_answer,
    "consent_link": a_yes_to_be_shown,
}
every_kind = pytest.mark.parametrize("page", KINDS)


def now(row: ByLink) -> Any:
    """The same row, as the database has it."""
    return type(row).everyones.select_related(*row.led_with).get(pk=row.pk)


@every_kind
def test_a_link_opens_its_own_page_and_no_other(page, client):
    row = now(KINDS[page](assemble()))
    assert row.token not in row.token_hash, "the address is kept nowhere"
    assert row.address.endswith(reverse(page, args=[row.token]))
    for other in KINDS:
        there = client.get(reverse(other, args=[row.token])).status_code
        assert there == (200 if other == page else 404), other


@every_kind
@pytest.mark.parametrize("how", ["under age", "taken off the map", "row in the bin", "all gone"])
def test_whoever_is_not_to_be_asked_is_led_nowhere(page, how, client):
    cast = assemble()
    row = now(KINDS[page](cast))
    june = Person.everyones.filter(pk=cast.people["june"].pk)
    if how == "under age":
        june.update(under_age=True)
    elif how == "taken off the map":
        june.update(binned_at=timezone.now())
    elif how == "all gone":
        Network.everyones.filter(pk=cast.network.pk).update(binned_at=timezone.now())
    else:
        type(row).everyones.filter(pk=row.pk).update(binned_at=timezone.now())
    assert client.get(reverse(page, args=[row.token])).status_code == 404
    assert type(row).led_by(row.token) is None


@every_kind
def test_one_letter_a_day_and_none_once_they_have_died(page):
    cast = assemble()
    row = now(KINDS[page](cast))
    june = {"person": cast.people["june"], "how": "email"}
    post = Contact.make(cast.maya, value="june@example.org", **june)
    other = Contact.make(cast.maya, person=cast.people["kofi"], how="email", value="k@example.org")
    with pytest.raises(Denied):
        row.written_to(cast.kofi)
    row.written_to(cast.maya)
    with pytest.raises(Denied):
        row.written_to(cast.maya)
    type(row).post(row.pk, other.pk)
    assert not mail.outbox, "a letter goes to nobody else"
    type(row).post(row.pk, post.pk)
    (letter,) = mail.outbox
    assert row.address in letter.body
    Person.everyones.filter(pk=cast.people["june"].pk).update(kind="died")
    type(row).post(row.pk, post.pk)
    assert len(mail.outbox) == 1


@every_kind
def test_whoever_is_asked_once_more_keeps_the_address_they_have(page):
    row = now(KINDS[page](assemble()))
    assert row.new_link() == {}
    assert {**row.no_link()} == {"nonce": "", "token_hash": ""}


def test_whoever_was_left_out_and_is_asked_again_gets_another_address(client):
    cast = assemble()
    june: Any = an_answer(cast)
    old = june.token
    june.leave_out(cast.maya)
    type(june).invite(cast.maya, june.gathering, cast.people["june"])
    again = now(june)
    again.open_link(cast.maya)
    assert again.token not in ("", old)
    assert client.get(reverse("answer_gathering", args=[old])).status_code == 404
