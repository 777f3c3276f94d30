"""What is asked about money: the person in the middle, one other besides, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Proposal
from closeknit.plans.models import Ask, OneBesides, Taken, Turn
from closeknit.policy import Audience, Denied, Level
from tests.cast import Cast, entered

from .test_asks import FORM, day

pytestmark = pytest.mark.django_db
BILLS = FORM | {"title": "Look at my bills", "about": "money", "first_on": "2099-01-05"}


def bills(cast: Cast, by: str = "rosa", **said: Any) -> Ask:
    """Somebody asks for help with bills, every week, and Kofi is the one who knows."""
    known = {"besides": cast.people["kofi"], "first_on": day(), "repeats": "weekly"}
    ask = Ask.begin(cast.actors[by], title="Look at the bills", about="money", **(known | said))
    ask.tell(cast.actors[by], ask.version)
    return ask


def who_sees(cast: Cast, ask: Ask) -> list[str]:
    there = (name for name in ("maya", "rosa", "kofi", "tanya", "sam") if name in cast.actors)
    return [n for n in there if Ask.visible_to(cast.actors[n]).filter(pk=ask.pk).exists()]


def send(client: Client, cast: Cast, **said: Any) -> Any:
    return client.post(reverse("begin_ask", args=[cast.network.pk]), BILLS | said)


def test_whoever_asks_about_money_is_told_who_sees_it_and_chooses_one(cast):
    maya = entered(cast, "maya")
    form = maya.get(reverse("begin_ask", args=[cast.network.pk])).content.decode()
    assert "What is about money goes to you and to one other. Nobody else sees it." in form
    refused = send(maya, cast)
    assert refused.status_code == 422
    assert "Choose who else is to know" in refused.content.decode()
    assert "Look at my bills" in refused.content.decode(), "what was typed is kept"
    assert send(maya, cast, besides=cast.people["kofi"].pk).status_code == 302
    ask = Ask.visible_to(cast.maya).get()
    assert who_sees(cast, ask) == ["maya", "kofi"], "a steward is not told"


def test_a_steward_asks_nobody_for_money_behind_the_person(cast):
    own = {"besides": cast.people["rosa"].pk}
    refused = send(entered(cast, "rosa"), cast, **own)
    assert refused.status_code == 422
    draft = Ask.begin(cast.rosa, title="Lend me some", about="money")
    assert who_sees(cast, draft) == ["maya", "rosa"]
    ask = bills(cast)
    assert who_sees(cast, ask) == ["maya", "rosa", "kofi"]
    with pytest.raises(OneBesides):
        Turn.take(cast.rosa, ask, cast.people["rosa"], ask.slots(timezone.now())[0])


def test_the_one_besides_takes_turns_and_no_other_learns_of_them(cast):
    ask = bills(cast, "maya")
    first = ask.slots(timezone.now())[0]
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], first)
    assert not Turn.visible_to(cast.rosa).filter(pk=turn.pk).exists()
    assert Turn.visible_to(cast.kofi).filter(pk=turn.pk).exists()
    page = entered(cast, "maya").get(reverse("ask", args=[cast.network.pk, ask.pk]))
    assert "June" not in page.content.decode().partition("Whom to ask")[0], "nobody else is offered"


def test_one_after_another_means_one_at_a_time(cast):
    ask = bills(cast, "maya", how="one_by_one", besides=None, first_on=None, repeats="")
    june = Turn.call(cast.maya, ask, cast.people["june"], order=1)
    kofi = Turn.call(cast.maya, ask, cast.people["kofi"], order=2)
    june.asked_now(cast.maya, link=True)
    where = reverse("turn_deed", args=[cast.network.pk, kofi.pk, "ask"])
    said = entered(cast, "maya").post(where, follow=True).content.decode()
    assert "one other is asked at a time" in said
    assert Turn.everyones.get(pk=kofi.pk).answer == "listed"
    led = Turn.led_by(june.token)
    assert led is not None, "whoever is asked by a link can answer"
    led[0].say(led[1], led[0].version, "no")
    assert entered(cast, "maya").post(where).status_code == 302
    assert Turn.visible_to(cast.kofi).get(pk=kofi.pk).answer == "asked"
    assert who_sees(cast, ask) == ["maya"]


def test_what_turns_out_to_be_about_money_is_seen_by_few_from_then_on(cast):
    ask = Ask.begin(cast.rosa, title="Help with papers", about="practical", first_on=day())
    ask.tell(cast.rosa, ask.version)
    assert who_sees(cast, ask) == ["maya", "rosa", "kofi"]
    ask.revise(cast.rosa, ask.version, about="money")
    assert who_sees(cast, ask) == ["maya", "rosa"]
    ask.revise(cast.rosa, ask.version, besides=cast.people["kofi"])
    assert who_sees(cast, ask) == ["maya", "rosa", "kofi"]
    ask.revise(cast.rosa, ask.version, besides=cast.people["june"])
    assert who_sees(cast, ask) == ["maya", "rosa"]


def test_only_the_person_shows_it_to_more(cast):
    ask = bills(cast)
    asked = ask.share(cast.rosa, ask.version, Audience(Level.NETWORK))
    assert not asked.now
    assert who_sees(cast, ask) == ["maya", "rosa", "kofi"]
    Proposal.open_ones(cast.maya).get().say_yes(cast.maya)
    ask = Ask.everyones.get(pk=ask.pk)
    assert "tanya" in who_sees(cast, ask)
    Turn.take(cast.rosa, ask, cast.people["rosa"], ask.slots(timezone.now())[0])


def test_a_member_who_proposes_it_shows_it_to_no_steward(cast):
    ask = Ask.begin(
        cast.kofi, title="Lend me some", about="money", first_on=day(), besides=cast.people["june"]
    )
    assert who_sees(cast, ask) == ["maya", "kofi"]
    with pytest.raises(Denied):
        ask.tell(cast.kofi, ask.version)
    Proposal.open_ones(cast.maya).get().say_yes(cast.maya)
    assert who_sees(cast, Ask.everyones.get(pk=ask.pk)) == ["maya", "kofi"]


def test_a_turn_about_money_is_passed_on_to_nobody(cast):
    ask = bills(cast, "maya", seats=2)
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    with pytest.raises((OneBesides, Taken)):
        turn.offer(cast.kofi, cast.people["rosa"])
