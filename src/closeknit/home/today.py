"""Today: what matters now for one reader. Everything is asked for as that reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.networks.models import Network, Person, Portrait
from closeknit.plans.asked import Told, mine, of_asks, told
from closeknit.plans.losing import quiet as with_whom
from closeknit.plans.meeting import Together, next_together
from closeknit.plans.models import Ask, Intention, Turn
from closeknit.plans.time_for import Around, Due, all_due
from closeknit.policy import Actor, Verb, grants
from closeknit.stories.memories import Memory, memory
from closeknit.stories.prompts import Prompt, of_the_day
from closeknit.workshops.near import Near

from .answers import Answers, Line

AT_MOST = 3
"""Of each thing: more would be a list of duties, and there is a page for it."""


@dataclass(frozen=True)
class Today:
    """What stands on the page. A part that is empty is not there."""

    greeting: str
    line: str
    due: Sequence[Due]
    asked: Sequence[Told]
    to_me: Sequence[Turn]
    waits: Sequence[Line]
    turns: Sequence[Turn]
    together: Together | None
    session: Near | None
    memory: Memory | None
    question: Prompt | None
    quiet: bool

    @property
    def is_empty(self) -> bool:
        """Nothing is wanted of this reader: that is said kindly, and is fine."""
        parts = (
            *(self.due, self.asked, self.to_me, self.waits),
            *(self.turns, self.together, self.session),
        )
        return not any(parts)


@dataclass(frozen=True)
class Reader:
    """Who reads, where, and when on the clock of the place where they are."""

    actor: Actor
    network: Network
    name: str
    now: dt.datetime

    @property
    def on(self) -> dt.date:
        return self.now.date()


def today(
    reader: Reader,
    people: Mapping[str, Person],
    portraits: Mapping[str, Portrait],
    *,
    waits: Answers,
    session: Near | None = None,
) -> Today:
    """The page for this reader; in a bad week without asks, and without whom to make time for."""
    actor, now, quiet = reader.actor, reader.now, waits.quiet
    rests = quiet or actor.frozen
    due = [] if rests else due_now(reader, people, portraits)
    turns = [] if actor.frozen else _turns(actor)
    asked = [] if rests or not actor.in_charge else _asked(reader, turns, people, portraits)
    own = mine(actor, now, turns)
    together = None if actor.frozen else next_together(actor, now, portraits)
    long_quiet = None if rests else with_whom(actor, reader.on)
    if quiet and together:  # when it is stays; whether one comes is not asked
        together = replace(together, mine=None)
    return Today(
        greeting=greeting(reader.name, now.hour),
        line=line(sum(one.rhythm for one in due), together, now),
        due=due[:AT_MOST],
        asked=asked[:AT_MOST],
        to_me=[] if rests else [turn for turn in own if turn.answer == "asked"][:AT_MOST],
        waits=waits.lines,
        turns=[turn for turn in own if turn.answer == "yes"][:AT_MOST],
        together=together,
        session=session,
        memory=memory(actor, reader.on, few=True, quiet=long_quiet),
        question=_question(reader),
        quiet=quiet,
    )


def _question(reader: Reader) -> Prompt | None:
    """One gentle question, for whoever may write down what they think about it."""
    thinks = not reader.actor.frozen and grants(reader.actor, Verb.CREATE, "reflection")
    return of_the_day(reader.on) if thinks else None


def due_now(
    reader: Reader, people: Mapping[str, Person], portraits: Mapping[str, Portrait]
) -> list[Due]:
    """Whom it is time for, whoever waits longest first."""
    around = Around(reader.actor, reader.network, people, portraits, reader.on)
    rows = Intention.visible_to(reader.actor).filter(done_at=None)
    return [one for one in all_due(around, rows) if one.now]


def _turns(actor: Actor) -> list[Turn]:
    """Turns of this reader; for those in charge also those of whatever is asked for now."""
    live = Q(ask__closed_at=None) & ~Q(ask__told_at=None) if actor.in_charge else Q(pk__in=())
    return list(of_asks(actor, live | Q(person=actor.person or None)))


def _asked(
    reader: Reader,
    turns: Sequence[Turn],
    people: Mapping[str, Person],
    portraits: Mapping[str, Portrait],
) -> list[Told]:
    """What is asked for, those first that need somebody."""
    rows = Ask.visible_to(reader.actor).exclude(told_at=None).filter(closed_at=None)
    found = told(reader.actor, rows, reader.now, 4, turns=turns, people=people, portraits=portraits)
    return sorted(found, key=lambda one: not one.wants)


def greeting(name: str, hour: int) -> str:
    """A word for the time of day.

    >>> greeting("Maya", 8)
    'Good morning, Maya'
    """
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def line(due: int, together: Together | None, now: dt.datetime) -> str:
    """One sentence about the day."""
    hear = ngettext(
        "One person would love to hear from you", "%(due)s people would love to hear from you", due
    ) % {"due": due}
    soon = together_soon(together, now)
    if due and soon:
        return _("%(hear)s, and %(soon)s.") % {"hear": hear, "soon": soon}
    if due:
        return f"{hear}."
    return f"{soon[:1].upper()}{soon[1:]}." if soon else ""


def together_soon(together: Together | None, now: dt.datetime) -> str:
    """How far the next gathering is, if it has a day."""
    starts = together.row.starts_at if together else None
    if together is None or starts is None:
        return ""
    days = (starts.astimezone(now.tzinfo).date() - now.date()).days
    title = {"title": together.title, "days": days}
    if days <= 0:
        return _("%(title)s is today") % title
    return ngettext("%(title)s is tomorrow", "%(title)s is in %(days)s days", days) % title
