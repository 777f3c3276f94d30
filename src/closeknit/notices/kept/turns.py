"""Turns that I took, and what I asked for again and again, as entries of a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.models import Network
from closeknit.notices.calendar import Entry, clock
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Actor, Channel

BACK = dt.timedelta(days=60)
KEPT = (Turn.Answer.YES, Turn.Answer.BACK)
RULES = {
    Ask.Repeats.DAILY: "FREQ=DAILY",
    Ask.Repeats.WEEKLY: "FREQ=WEEKLY",
    Ask.Repeats.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
    Ask.Repeats.MONTHLY: "FREQ=MONTHLY",
}


def kept(actor: Actor, network: Network) -> Iterator[Entry]:
    """My turns of the last weeks and from now on; and what I asked for, as it repeats."""
    asks = {one.pk: one for one in Ask.visible_to(actor, Channel.FEED)}
    turns = list(_turns(actor)) if actor.person else []
    for one in turns:
        yield turn_entry(one, asks.get(one.ask_id))
    for ask in asks.values():
        if ask.author_id == actor.account and ask.told_at and ask.first_on:
            mine = [one for one in turns if one.ask_id == ask.pk]
            yield ask_entry(ask, mine)


def _turns(actor: Actor) -> Iterator[Turn]:
    since = timezone.now() - BACK
    mine = Turn.visible_to(actor, Channel.FEED).filter(person=actor.person, answer__in=KEPT)
    yield from mine.filter(starts_at__gt=since).select_related("ask")


def turn_entry(one: Turn, ask: Ask | None) -> Entry:
    """One turn; what it is stands there only for whoever sees the ask.

    Its words and times are those of the ask: its number grows with a change of either.
    """
    assert one.starts_at is not None
    assert one.ends_at is not None
    return Entry(
        uid=uid(one.pk),
        title=ask.title if ask else _("A turn"),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        zone=one.ask.zone,
        changed_at=max(one.changed_at, one.ask.changed_at),
        number=one.version + one.ask.version,
        whole_day=one.ask.at is None,
        cancelled=one.answer == Turn.Answer.BACK or bool(one.binned_at) or not one.still_asked,
        where=ask.place if ask else "",
        url=settings.URL + reverse("ask", args=[one.network_id, one.ask_id]) if ask else "",
    )


def ask_entry(ask: Ask, mine: list[Turn]) -> Entry:
    """What I asked for, as it repeats, but for the times that I take myself."""
    assert ask.first_on is not None
    zone = clock(ask.zone)
    start = dt.datetime.combine(ask.first_on, ask.at or dt.time(), zone)
    but = [one.starts_at for one in mine if one.answer == Turn.Answer.YES and one.starts_at]
    return Entry(
        uid=uid(ask.pk),
        title=_("Asked for: %(what)s") % {"what": ask.title},
        starts_at=start,
        ends_at=(start.astimezone(dt.UTC) + dt.timedelta(minutes=ask.minutes)),
        zone=ask.zone,
        changed_at=ask.changed_at,
        number=ask.version,
        whole_day=ask.at is None,
        cancelled=ask.closed_at is not None,
        rule=rule(ask),
        but=tuple(sorted(but)) if ask.repeats else (),
        where=ask.place,
        url=settings.URL + reverse("ask", args=[ask.network_id, ask.pk]),
    )


def rule(ask: Ask) -> str:
    """How it repeats, as calendars write it; the last day is counted on the clock of the ask."""
    found = RULES.get(Ask.Repeats(ask.repeats), "")
    if not found or ask.first_on is None:
        return ""
    if ask.repeats == Ask.Repeats.MONTHLY and ask.first_on.day > 28:
        found += f";BYMONTHDAY={ask.first_on.day},-1;BYSETPOS=1"
    if ask.until is not None and ask.at is None:
        found += f";UNTIL={ask.until:%Y%m%d}"
    elif ask.until is not None:
        last = dt.datetime.combine(ask.until, dt.time(23, 59, 59), clock(ask.zone))
        found += f";UNTIL={last.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return found


def uid(key: str) -> str:
    """The same for as long as the row is there, and of this house alone."""
    return f"{key}@{settings.HOSTNAME}"
