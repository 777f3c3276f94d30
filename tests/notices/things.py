"""Things to tell of each kind, each with a word of its own in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from closeknit.networks.models import Invitation, Person
from closeknit.plans.models import (
    Ask,
    Confidant,
    Decision,
    Gathering,
    Guest,
    Intention,
    Minutes,
    Poll,
    Role,
    Turn,
)
from closeknit.policy import Audience, Level
from closeknit.stories.models import Consent, Story
from tests.cast import Cast

from .scene import asked

A_DAY = dt.timedelta(days=1)


def ask_for(cast: Cast, title: str = "Company on Thursday", **more: Any) -> Ask:
    """Maya asks for something, once, tomorrow at four by the clock of the house."""
    day = timezone.localdate() + A_DAY
    said = {"title": title, "first_on": day, "at": dt.time(16), "zone": "UTC", **more}
    row: Ask = Ask.begin(cast.maya, **said)
    row.tell(cast.maya, row.version)
    return row


def take(cast: Cast, ask: Ask, who: str = "kofi", number: int = 0) -> Turn:
    starts_at = ask.slots(timezone.now())[number]
    turn: Turn = Turn.take(cast.actors[who], ask, cast.people[who], starts_at)
    return turn


def meet(cast: Cast, *who: str, title: str = "Sunday soup", **more: Any) -> Gathering:
    """Maya asks some of them to come, the day after tomorrow."""
    begins = timezone.now().replace(minute=0, second=0, microsecond=0) + 2 * A_DAY
    said = {"title": title, "starts_at": begins, "ends_at": begins + A_DAY / 12, "zone": "UTC"}
    row: Gathering = Gathering.plan(cast.maya, **said | more)
    for name in who:
        Guest.invite(cast.maya, row, cast.people[name])
    row.tell(cast.maya)
    return Gathering.everyones.get(pk=row.pk)


def held(cast: Cast, *came: str, title: str = "Sunday soup", **more: Any) -> Gathering:
    """They met yesterday, and these of them came."""
    row = meet(cast, *came, title=title, **more)
    yesterday = timezone.now() - A_DAY
    Gathering.everyones.filter(pk=row.pk).update(starts_at=yesterday, ends_at=yesterday)
    for one in Guest.everyones.filter(gathering=row):
        one.was_there(cast.maya, True)
    return Gathering.everyones.get(pk=row.pk)


def agreed(cast: Cast, row: Gathering, text: str = "We ate.") -> Minutes:
    notes = Minutes.begin(cast.maya, row, text)
    notes.agree(cast.maya, notes.version)
    return notes


def invited(cast: Cast, name: str, why: str = "You are kind.") -> None:
    """Somebody new on the map said yes to an invitation of Maya's."""
    person = Person.welcome(cast.maya, name)
    row = Invitation.invite(cast.maya, person=person, role="member", why=why)
    Invitation.everyones.filter(pk=row.pk).update(accepted_at=timezone.now())


def shown_with(cast: Cast, who: str, **said: str) -> Story:
    """A story of Maya's with this person in it, who is asked whether it may be shown."""
    story: Story = Story.begin(cast.maya, **said)
    one = Consent.put_in(cast.maya, story, cast.people[who])
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    Consent.everyones.get(pk=one.pk).ask(cast.maya)
    return story


def everything(cast: Cast, word: str = "canary") -> None:
    """One thing of each kind; whatever somebody typed in it is this word."""
    asked(cast)
    shown_with(cast, "kofi", happened=word)
    invited(cast, "Ada", word)
    ask = ask_for(cast, word, seats=2, why=word, place=word)
    take(cast, ask)
    Turn.call(cast.maya, ask, cast.people["rosa"]).asked_now(cast.maya, link=False)
    gathering = meet(cast, "kofi", "rosa", title=word, place=word, about=word)
    meet(cast, "tanya", title=f"{word} near")
    afterwards = held(cast, "kofi", "rosa", title=word)
    afterwards.thank(cast.maya, word, cast.people["kofi"])
    agreed(cast, afterwards, word)
    Decision.make(cast.maya, asked=word, review_on=timezone.localdate())
    Poll.ask(cast.maya, gathering, ["2026-12-06T12:30", "2026-12-07T12:30"])
    today = timezone.localdate()
    role = Role.ask(cast.maya, today, kind="own", name=word, person=cast.people["kofi"])
    seen = Role.ask(cast.maya, today, kind="own", name=word, person=cast.people["rosa"])
    seen.say(cast.maya, seen.version, "yes", today)
    Role.everyones.filter(pk=seen.pk).update(review_on=today)
    assert role.stands == "asked"
    Confidant.ask(cast.maya, today, words=word, person=cast.people["kofi"])
    for actor in (cast.maya, cast.kofi):
        Intention.make(actor, words=word, by_when=today)
    Intention.make(cast.maya, words=word, every=1, person=cast.people["june"])
    Intention.everyones.filter(every=1).update(made_at=timezone.now() - 3 * A_DAY)
