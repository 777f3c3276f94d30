"""What is asked for, what I am asked, and the turns that people take and give back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Version
from closeknit.notices.ways import day, when
from closeknit.plans.models import Ask, Turn

from .due import Due, Reader

MINE = (Turn.Answer.ASKED, Turn.Answer.YES)
OTHERS = (Turn.Answer.YES, Turn.Answer.NO, Turn.Answer.LATER, Turn.Answer.BACK)


def asked_for(reader: Reader) -> Iterator[Due]:
    """Something new is asked for, by somebody else, and there is still a time for it."""
    actor = reader.actor
    rows = Ask.visible_to(actor).filter(told_at__gt=reader.lately, closed_at=None)
    for one in rows.filter(how=Ask.How.OPEN).exclude(author=actor.account):
        times = one.slots(reader.now, most=1)
        if one.first_on and not times:
            continue
        yield Due(
            "ask",
            one.resource,
            one.pk,
            _("Asked for: %(what)s") % {"what": one.title},
            reverse("ask", args=[actor.network, one.pk]),
            actor.network,
            one.told_at or one.made_at,
            in_mail=reader.in_mail(one),
        )


def turns(reader: Reader) -> Iterator[Due]:
    """What I am asked to do, what I said yes to, and what others said: one look at the turns."""
    actor = reader.actor
    mine = Q(person=actor.person, answer__in=MINE) if actor.person else Q(pk__in=())
    others = Q(answered_at__gt=reader.lately, answer__in=OTHERS)
    rows = Turn.visible_to(actor).filter(mine | others, ask__binned_at=None)
    rows = rows.annotate(changed_last=Version.changed_last(Turn.resource))
    for one in rows.select_related("ask", "person"):
        if actor.person and one.person_id == actor.person:
            yield from _mine(reader, one)
        elif _looks_after(reader, one) and not _wrote(reader, one):
            yield from _said(reader, one)


def _wrote(reader: Reader, one: Any) -> bool:
    """Whether I wrote this answer down myself: then it is no news. That I asked is not enough."""
    last: str = one.changed_last if one.version > 1 else one.author_id
    return last == reader.actor.account


def _mine(reader: Reader, one: Turn) -> Iterator[Due]:
    if not one.still_asked:
        yield from _moved(reader, one)
    elif one.answer == Turn.Answer.ASKED and one.ask.is_open:
        text = _("You are asked: %(what)s") % {"what": one.ask.title}
        yield _due(reader, "asked", one, text, one.asked_at or one.made_at, until=one.starts_at)
    elif one.answer == Turn.Answer.YES and one.starts_at is not None:
        since = one.starts_at - reader.ahead
        if since <= reader.now < one.starts_at:
            told = {"what": one.ask.title, "when": _when(reader, one)}
            text = _("Your turn: %(what)s, %(when)s") % told
            yield _due(reader, "turn", one, text, since, until=one.starts_at)


def _moved(reader: Reader, one: Turn) -> Iterator[Due]:
    """I said yes, and the times were changed since: mine is not asked any more."""
    if one.answer != Turn.Answer.YES or one.starts_at is None or one.starts_at <= reader.now:
        return
    text = _("No longer asked: %(what)s, %(when)s")
    told = {"what": one.ask.title, "when": _when(reader, one)}
    since, over = one.ask.changed_at, one.starts_at
    found = _due(reader, "moved", one, text % told, since, until=over)
    yield replace(found, url=reverse("asks", args=[reader.actor.network]))


def _said(reader: Reader, one: Turn) -> Iterator[Due]:
    """Somebody took a turn, said no or later, or gave it back, in what I look after."""
    if one.starts_at is not None and one.starts_at < reader.now:
        return
    at = _when(reader, one)
    told = {"who": _who(reader, one), "what": one.ask.title, "when": at}
    kind, text = _answers()[Turn.Answer(one.answer)]
    text = f"{text % told}, {at}" if at else text % told
    where = reverse("ask", args=[reader.actor.network, one.ask_id])
    since = one.answered_at or one.made_at
    yield replace(_due(reader, kind, one, text, since), url=where)


def _answers() -> dict[Turn.Answer, tuple[str, str]]:
    """What is told of each answer, and as what kind of news."""
    return {
        Turn.Answer.YES: ("taken", _("%(who)s says yes: %(what)s")),
        Turn.Answer.NO: ("said_no", _("%(who)s says no, and that is fine: %(what)s")),
        Turn.Answer.LATER: ("said_later", _("%(who)s says later: %(what)s")),
        Turn.Answer.BACK: ("back", _("%(who)s cannot come after all: %(what)s")),
    }


def _when(reader: Reader, one: Turn) -> str:
    """Its time by the reader's clock; a whole day is the same day everywhere."""
    if one.starts_at is None:
        return ""
    if one.ask.at is None:
        return day(one.starts_at.astimezone(ZoneInfo(one.ask.zone or "UTC")).date())
    return when(one.starts_at, reader.zone)


def _who(reader: Reader, one: Turn) -> str:
    """The name of whoever it is, where the reader may know of them."""
    known = one.person.binned_at is None and reader.knows(one.person_id)
    return one.person.name if known else str(_("Somebody"))


def _looks_after(reader: Reader, one: Turn) -> bool:
    """Whether I asked for it, or it is asked for me; of a turn passed on, whether I offered it."""
    actor, ask = reader.actor, one.ask
    if one.instead_of_id and (one.author_id == actor.account or one.answer != Turn.Answer.YES):
        return one.author_id == actor.account
    by_me = ask.author_id == actor.account
    return by_me or bool(actor.person and ask.asker_id == actor.person)


def _due(
    reader: Reader,
    kind: str,
    one: Turn,
    text: str,
    since: dt.datetime,
    until: dt.datetime | None = None,
) -> Due:
    network = reader.actor.network
    return Due(
        kind,
        one.resource,
        one.pk,
        text,
        reverse("turn", args=[network, one.pk]),
        network,
        since,
        slot=f"{one.starts_at:%Y%m%d%H%M}" if one.starts_at else "",
        until=until,
        in_mail=reader.in_mail(one, one.ask),
    )
