"""What stands between two sessions: what to try, what to think about, how it was, being counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from closeknit.networks.models import Membership
from closeknit.networks.telling import when
from closeknit.policy import Actor, Verb, grants

from .models import Check, Checked, Counted, Homework, Seat, Series, Session, Tried
from .words import lines

STAYS = dt.timedelta(days=14)
"""So long after its day something to try is still asked about."""


@dataclass(frozen=True)
class Task:
    """Something to try, as one place sees it."""

    row: Homework
    until: str
    now: bool  # its day has come: did you?
    said: str


@dataclass(frozen=True)
class Between:
    """All that is waiting for one place between two sessions, and none of it has to be done."""

    tasks: list[Task] = field(default_factory=list)
    think: Session | None = None
    check: Session | None = None
    count: bool = False

    def __bool__(self) -> bool:
        return bool(self.tasks or self.think or self.check or self.count)


def until(row: Homework) -> str:
    """Until which day, as one says it; empty where none was said."""
    return when(row.due_on.isoformat()) if row.due_on else ""


def began(session: Session, now: dt.datetime) -> bool:
    starts = session.began_at or session.starts_at
    return starts is not None and starts <= now


def between(
    actor: Actor, series: Series, seat: Seat, sessions: Sequence[Session], now: dt.datetime
) -> Between:
    """What this place may do now, the nearest first."""
    if not actor.opened:
        return Between()
    past = [one for one in sessions if began(one, now)]
    today = series.local(now).date()
    checked = Checked.of(seat)
    asks = (one for one in reversed(past) if Check.is_open(one, now) and one.pk not in checked)
    time = Counted.time_now(sessions, now)
    return Between(
        tasks(actor, seat, past, today),
        next((one for one in reversed(past) if lines(one.questions)), None),
        next(asks, None),
        bool(past) and time not in Counted.of(seat),
    )


def tasks(actor: Actor, seat: Seat, past: Sequence[Session], today: dt.date) -> list[Task]:
    """What there is to try from the sessions that were, as long as it is not long ago."""
    rows = Homework.visible_to(actor).filter(session__in=[one.pk for one in past])
    words = dict(Tried.How.choices)
    last = past[-1].pk if past else ""
    found = []
    for row in Homework.with_own_word(rows, seat):
        if row.due_on >= today - STAYS if row.due_on else row.session_id == last:
            came = bool(row.due_on and row.due_on <= today)
            found.append(Task(row, until(row), came, str(words.get(row.said, ""))))
    return found


def own_parts(account: str) -> list[Membership]:
    """The networks this account looks after, in which something can be written."""
    return [one for one in Membership.of(account) if one.actor().in_charge]


def own_part(account: str, seat: Seat) -> Membership | None:
    """Their part in the network they work in here; else in the only one they look after.

    Only somebody’s own account knows what the key of their place leads to.
    """
    parts = own_parts(account) if account else []
    chosen = next((one for one in parts if one.network_id == seat.network_key), None)
    return chosen or (parts[0] if len(parts) == 1 and not seat.network_key else None)


def page_in(network: str, page: str) -> str:
    """This page of a network, or its first one where there is no such page."""
    try:
        return reverse(page, args=[network])
    except NoReverseMatch:
        return reverse("today", args=[network])


def may_write(part: Membership | None) -> bool:
    """Whether they may write down there what they think about."""
    return part is not None and bool(grants(part.actor(), Verb.CREATE, "reflection"))
