"""What is new, letters and calendars say nothing of what is kept from somebody: not one byte."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from closeknit.networks.models import Membership, Proposal
from closeknit.notices import sending
from closeknit.notices.models import Feed, Notice, Rhythm, Slot
from closeknit.plans.models import Ask, Confidant, Gathering, Intention, Role, Turn
from tests.cast import Cast
from tests.networks.test_revoked import WAYS, account_at_rest, network_erased

from .scene import reached
from .things import ask_for, everything, meet, take

pytestmark = pytest.mark.django_db


def said_to(cast: Cast, who: str, client: Client) -> tuple[str, str, str]:
    """The page, the letter with everything opened, and the calendar with titles."""
    account = cast.account(who)
    page = re.sub(r'value="\w{64}"', "", client.get("/new/").content.decode())
    _feed, token = Feed.make(account, titles=True)
    calendar = Client().get(f"/calendar/{token}.ics").content.decode()
    Slot.objects.all().delete()
    Notice.everyones.all().delete()
    Rhythm.choose(account, [cast.network], how="daily")
    Rhythm.objects.update(next_at=timezone.now())
    mail.outbox.clear()
    for key in sending.begin_slots():
        sending.send(key)
    letter = str(mail.outbox[0].body) if mail.outbox else ""
    return page, re.sub(r"stop/\w+/", "stop/", letter), re.sub("DTSTAMP:.*", "", calendar)


def secrets(cast: Cast, who: str) -> None:
    """Fifty things that are kept from this one."""
    kept_out = f"|{cast.actors[who].account}|"
    for number in range(10):
        Intention.make(cast.maya, words=f"Secret {number}", by_when=timezone.localdate())
        Confidant.ask(cast.maya, timezone.localdate(), person=cast.people["june"])
        row = ask_for(cast, f"Secret ask {number}")
        take(cast, row, "rosa" if who != "rosa" else "kofi")
        Ask.everyones.filter(pk=row.pk).update(audience="person", kept_out=kept_out)
        Turn.everyones.filter(ask=row).update(audience="person", kept_out=kept_out)
        hidden = meet(cast, title=f"Secret meeting {number}", with_stewards=False)
        Gathering.everyones.filter(pk=hidden.pk).update(kept_out=kept_out)
        role = Role.ask(
            cast.maya,
            timezone.localdate(),
            kind="own",
            name=f"x{number}",
            person=cast.people["june"],
        )
        role.say(cast.maya, role.version, "yes", timezone.localdate())
        said = {"audience": "person", "kept_out": kept_out, "review_on": timezone.localdate()}
        Role.everyones.filter(pk=role.pk).update(**said)


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya"])
def test_fifty_secrets_change_nothing_of_what_others_are_told(
    who: str, cast: Cast, enter: Any
) -> None:
    everything(cast)
    reached(cast.account(who))
    client = enter(who)
    before = said_to(cast, who, client)
    assert all(before)
    secrets(cast, who)
    assert said_to(cast, who, client) == before


def test_the_same_that_is_open_changes_it(cast: Cast, enter: Any) -> None:
    """So that the test above can fail."""
    everything(cast)
    reached(cast.account("kofi"))
    client = enter("kofi")
    before = said_to(cast, "kofi", client)
    take(cast, ask_for(cast, "Open ask"))
    meet(cast, "kofi", title="Open meeting")
    after = said_to(cast, "kofi", client)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False] * 3


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_losing_access_shuts_letters_and_calendars_at_once(
    way: Any, cast: Cast, enter: Any
) -> None:
    take(cast, ask_for(cast))
    kofi = reached(cast.account("kofi"))
    _feed, token = Feed.make(kofi, titles=True)
    where, client = f"/calendar/{token}.ics", enter("kofi")
    ask_for(cast, "Another")
    Rhythm.choose(kofi, [cast.network], how="daily")
    Rhythm.objects.update(next_at=timezone.now())
    (key,) = sending.begin_slots()
    assert b"Company" in Client().get(where).content
    assert b"Another" in client.get("/new/").content
    way(cast, "kofi")
    sending.send(key)
    assert mail.outbox == []
    after = Client().get(where)
    gone = after.status_code == 404 if way is account_at_rest else b"VEVENT" not in after.content
    assert gone
    assert b"Another" not in client.get("/new/").content
    assert way is network_erased or Membership.everyones.exists()


def test_a_guest_is_told_of_what_they_were_asked_to_alone(cast: Cast, enter: Any) -> None:
    Membership.everyones.filter(account=cast.kofi.account).update(role="guest")
    meet(cast, "kofi")
    ask_for(cast, "Not for guests")
    Proposal.put(cast.rosa, "open", Membership.active().get(account=cast.tanya.account))
    page = enter("kofi").get("/new/").content.decode()
    assert "Sunday soup" in page
    assert "Not for guests" not in page
