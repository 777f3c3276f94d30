"""Asked by a link: one row each, one page each, and no way on once nobody is to be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import ByLink, Contact, Membership, Network, Person
from closeknit.networks.who_asks import Asking, who_asks
from closeknit.plans.models import Ask, Gathering, Guest, Turn
from closeknit.policy import Denied
from closeknit.stories.models import Consent
from tests.cast import Cast, assemble, entered
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
    assert not any(row.no_link().values()), "who is not asked any more has none"


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


def asks_for(cast: Cast, by: str, **said: Any) -> str:
    """What June reads behind the link of something that this one asks."""
    ask = Ask.begin(cast.actors[by], title="Water the plants", how="one_by_one", **said)
    turn = Turn.call(cast.actors[by], ask, cast.people["june"], order=1)
    ask.tell(cast.actors[by], ask.version)
    turn.asked_now(cast.actors[by], link=True)
    return Client().get(reverse("turn_link", args=[turn.token])).content.decode()


def names_me(cast: Cast) -> None:
    row = Network.of(cast.maya.account).get()
    row.revise(cast.maya, row.version, named_by_links=True)


def test_the_page_says_who_asks_and_the_person_only_where_they_let_it():
    cast = assemble()
    assert "Maya asks you" in asks_for(cast, "maya"), "she asks by herself"
    said = asks_for(cast, "rosa")
    assert "Rosa asks you" in said
    assert "Maya" not in said
    chosen = asks_for(cast, "rosa", asker=cast.people["kofi"])
    assert "Kofi asks you" in chosen
    assert "Maya" not in chosen
    names_me(cast)
    assert "Maya asks you" in asks_for(cast, "rosa"), "in her words, as the form says"
    assert "about the people around Maya" in asks_for(cast, "rosa", asker=cast.people["kofi"])


@pytest.mark.parametrize("how", ["under_age", "hidden", "binned"])
def test_nobody_is_named_as_asking_who_is_a_child_hidden_or_gone(how):
    cast = assemble()
    gone = {
        "under_age": {"under_age": True},
        "hidden": {"audience": "person"},
        "binned": {"binned_at": timezone.now()},
    }
    Person.everyones.filter(pk=cast.people["kofi"].pk).update(**gone[how])
    kofi = Person.everyones.get(pk=cast.people["kofi"].pk)
    said = asks_for(cast, "rosa", asker=kofi)
    assert "Kofi" not in said
    assert "Rosa asks you" in said


def test_once_the_one_who_asked_is_gone_nobody_is_named():
    cast = assemble()
    Membership.everyones.filter(account=cast.rosa.account).update(ended_at=timezone.now())
    assert who_asks(cast.network, cast.rosa.account) == Asking("", "")
    assert who_asks(cast.network, None) == Asking("", "")


def test_a_gathering_and_a_story_say_the_same_of_who_asks():
    cast = assemble()
    row = Gathering.plan(cast.rosa, title="Cake")
    Guest.invite_each(cast.rosa, row, [cast.people["june"]])
    row.tell(cast.rosa)
    june = guest(row, cast, "june")
    june.open_link(cast.rosa)
    shown = asked(cast, told(cast, by="rosa"))
    pages = [june.address, Consent.everyones.get(pk=shown.pk).address]
    for page in pages:
        said = Client().get(page).content.decode()
        assert "Rosa would like" in said
        assert "Maya" not in said
    names_me(cast)
    for page in pages:
        assert "Maya" in Client().get(page).content.decode()


def test_only_maya_chooses_whether_links_say_her_name():
    cast = assemble()
    maya, rosa = entered(cast, "maya"), entered(cast, "rosa")
    where = reverse("purpose", args=[cast.network.pk])
    assert "may say my name" in maya.get(where).content.decode()
    assert "say my name" not in rosa.get(where).content.decode()
    typed = {"purpose": "Company.", "agreed": "said", "named_by_links": "on", "version": 1}
    rosa.post(where, typed)
    row = Network.of(cast.maya.account).get()
    assert (row.purpose, row.named_by_links) == ("Company.", False)
    with pytest.raises(Denied):
        row.revise(cast.rosa, row.version, named_by_links=True)
    maya.post(where, {"purpose": "Company.", "named_by_links": "on", "version": row.version})
    assert Network.of(cast.maya.account).get().named_by_links
