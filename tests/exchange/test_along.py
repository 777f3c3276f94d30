"""Somebody is taken along from one of one's networks to another."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Chapter, Contact, Membership, Network, Note, Person
from closeknit.policy import Audience, Level, Role
from tests.cast import entered, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(cast):
    """Rosa, a steward of Maya's, has a network of her own."""
    return Network.begin(cast.rosa.account, "Rosa Reyes", mine=True)


def along(cast, who="june"):
    return reverse("take_along", args=[cast.network.pk, cast.people[who].pk])


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_rosa_takes_june_along_with_what_she_ticks(cast, rosa, hers):
    june = cast.people["june"]
    place(cast, "june", circle=1, how_met="Next door.")
    phone = Contact.make(cast.maya, person=june, how="phone", value="555 0100")
    Contact.make(cast.maya, person=june, how="address", value="Elm Road")
    mine = Note.make(cast.rosa, person=june, text="Sings alto.")
    Note.make(cast.maya, person=june, text="Mine alone.")
    shown = text(rosa.get(along(cast)))
    assert "Rosa Reyes" in shown
    assert "Mine alone." not in shown
    answer = rosa.post(along(cast), {"to": hers.pk, "ways": [phone.pk], "notes": [mine.pk]})
    there = hers.actor(cast.rosa.account)
    made = Person.visible_to(there).get()
    assert answer.url == reverse("person", args=[hers.pk, made.pk])
    assert (made.name, made.known_as) == ("June", "neighbour")
    assert [way.value for way in Contact.visible_to(there)] == ["555 0100"]
    assert [note.text for note in Note.visible_to(there)] == ["Sings alto."]
    assert not Chapter.visible_to(there).exists()
    assert Person.visible_to(cast.maya).filter(pk=june.pk).exists()


def test_both_records_tell_it_and_neither_names_the_other(cast, maya, rosa, hers):
    rosa.post(along(cast), {"to": hers.pk})
    told = text(maya.get(reverse("record", args=[cast.network.pk])))
    assert "Rosa took June along to another network." in told
    assert "Rosa Reyes" not in told
    there = text(rosa.get(reverse("record", args=[hers.pk])))
    assert "You brought June along from another network." in there


def test_taken_off_the_map_here_they_wait_in_the_bin(cast, maya, rosa, hers):
    june = cast.people["june"]
    rosa.post(along(cast), {"to": hers.pk, "away": "on"})
    assert not Person.visible_to(cast.maya).filter(pk=june.pk).exists()
    maya.post(reverse("bring_back", args=[cast.network.pk, "person", june.pk]))
    assert Person.visible_to(cast.maya).filter(pk=june.pk).exists()


def test_whoever_is_there_already_is_asked_about_first(cast, rosa, hers):
    there = hers.actor(cast.rosa.account)
    Person.welcome(there, "June")
    answer = rosa.post(along(cast), {"to": hers.pk})
    assert answer.status_code == 422
    assert "June is there already. Is it the same person?" in text(answer)
    rosa.post(along(cast), {"to": hers.pk, "another": "True"})
    assert Person.visible_to(there).count() == 2


def test_another_persons_network_is_never_named_nor_reached(cast, rosa):
    shown = text(rosa.get(along(cast)))
    assert "You have no other network" in shown
    assert "Lena" not in shown
    answers = {rosa.post(along(cast), {"to": to}).status_code for to in (cast.other.pk, "nothing")}
    assert answers == {422}
    assert not Person.everyones.filter(network=cast.other.pk).exists()


def test_a_network_where_one_is_only_a_member_is_no_choice(cast, rosa):
    more = {"role": Role.MEMBER, "opened_at": timezone.now(), "audience": "network"}
    Membership.everyones.create(network=cast.other, account_id=cast.rosa.account, **more)
    assert "Lena" not in text(rosa.get(along(cast))).partition("<main")[2].partition("</main")[0]
    assert rosa.post(along(cast), {"to": cast.other.pk}).status_code == 422


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_nobody_else_takes_anybody_along(cast, who):
    browser = entered(cast, who)
    assert browser.get(along(cast)).status_code == 404
    assert browser.post(along(cast), {"to": cast.other.pk}).status_code == 404


def test_a_child_stays_sheltered_there(cast, rosa, hers):
    june = cast.people["june"]
    june.revise(cast.maya, june.version, under_age=True)
    way = Contact.make(cast.maya, person=june, how="birthday", value="2015")
    rosa.post(along(cast), {"to": hers.pk, "ways": [way.pk]})
    made = Person.visible_to(hers.actor(cast.rosa.account)).get()
    assert (made.under_age, made.audience) == (True, "stewards")


def test_nobody_sees_more_there_than_here(cast, rosa, hers):
    june = cast.people["june"]
    june.share(cast.maya, june.version, Audience(Level.STEWARDS))
    left_out = Audience(Level.STEWARDS, frozenset(), frozenset(cast.kofi.names))
    phone = Contact.make(cast.maya, person=june, how="phone", value="555 0100")
    phone.share(cast.maya, phone.version, left_out)
    rosa.post(along(cast), {"to": hers.pk, "ways": [phone.pk]})
    made = Person.everyones.get(network=hers.pk, name="June")
    assert made.audience == Level.STEWARDS
    assert Contact.everyones.get(person=made).audience == Level.PERSON
