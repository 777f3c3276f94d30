"""Gatherings that I am asked to, what changed in them, and that one is near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.networks.models import Version
from closeknit.notices.ways import when
from closeknit.plans.models import Gathering, Guest

from .due import Due, Reader


def asked_to_come(reader: Reader) -> Iterator[Due]:
    """For each gathering ahead: the question, what changed since I answered, that it is near."""
    actor = reader.actor
    if not actor.person:
        return
    seen = Gathering.visible_to(actor).exclude(told_at=None)
    rows = Guest.visible_to(actor).filter(person=actor.person, gathering__in=seen)
    last = Version.changed_last(Gathering.resource, "gathering")
    rows = rows.annotate(changed_last=last, then=Guest.day_then()).select_related("gathering")
    for one in rows.prefetch_related("gathering__polls"):
        gathering = one.gathering
        if gathering.is_over(reader.now):
            continue
        if gathering.cancelled_at is not None:
            if _by_me(reader, one):
                continue
            text = _("Called off: %(what)s") % {"what": gathering.title}
            off = f"{gathering.cancelled_at:%Y%m%d%H%M%S%f}"  # it may be called on, and off again
            yield _due(reader, "called_off", gathering, text, gathering.cancelled_at, off)
            continue
        yield from _dates(reader, one)
        if one.answer in (Guest.Answer.NONE, Guest.Answer.LATER):
            yield _question(reader, one)
        elif one.answer == Guest.Answer.YES:
            yield from _near_or_moved(reader, one)
        elif (
            one.answer == Guest.Answer.NO and one.said_of_another_day() and not _by_me(reader, one)
        ):
            yield _asked_anew(reader, one)


def _by_me(reader: Reader, one: Any) -> bool:
    """Whether I changed it last myself: then it is no news."""
    last: str = one.changed_last if one.gathering.version > 1 else one.gathering.author_id
    return last == reader.actor.account


def _question(reader: Reader, one: Guest) -> Due:
    gathering = one.gathering
    told = {"what": gathering.title, "when": _at(reader, gathering)}
    text = _("Will you come? %(what)s%(when)s") % told
    since = one.asked_at or gathering.told_at or gathering.made_at
    return _due(reader, "come", gathering, text, since, _slot(gathering))


def _asked_anew(reader: Reader, one: Guest) -> Due:
    """Their no was to a day on which it is no more: they may think otherwise of this one."""
    gathering = one.gathering
    told = {"what": gathering.title, "when": _at(reader, gathering)}
    text = _("It is on another day now. Will you come? %(what)s%(when)s") % told
    return _due(reader, "other_day", gathering, text, gathering.changed_at, _slot(gathering))


def _near_or_moved(reader: Reader, one: Guest) -> Iterator[Due]:
    gathering = one.gathering
    if gathering.starts_at is None:
        return
    told = {"what": gathering.title, "when": _at(reader, gathering)}
    said = one.answered_at or gathering.made_at
    if gathering.changed_at > said and not _by_me(reader, one):
        text = _("Something changed: %(what)s%(when)s") % told
        changed = f"{gathering.version}"
        yield _due(reader, "changed", gathering, text, gathering.changed_at, changed)
    if gathering.starts_at - reader.ahead <= reader.now < gathering.starts_at:
        text = _("You said yes: %(what)s%(when)s") % told
        since = gathering.starts_at - reader.ahead
        yield _due(reader, "near", gathering, text, since, _slot(gathering))


def _dates(reader: Reader, one: Guest) -> Iterator[Due]:
    """Dates among which I am asked to choose, and did not yet. Read behind the gathering’s door."""
    gathering = one.gathering
    for poll in gathering.polls.all():
        open_now = poll.closed_at is None and poll.binned_at is None
        if open_now and not set(poll.choices) <= set(one.dates):
            text = _("Which day suits you? %(what)s") % {"what": gathering.title}
            slot = f"{poll.pk} {len(poll.choices)}"  # another poll is another question
            yield _due(reader, "dates", gathering, text, poll.made_at, slot)


def _at(reader: Reader, gathering: Gathering) -> str:
    return f", {when(gathering.starts_at, reader.zone)}" if gathering.starts_at else ""


def _slot(gathering: Gathering) -> str:
    return f"{gathering.starts_at:%Y%m%d%H%M}" if gathering.starts_at else ""


def _due(
    reader: Reader, kind: str, one: Gathering, text: str, since: dt.datetime, slot: str = ""
) -> Due:
    network = reader.actor.network
    return Due(
        kind,
        one.resource,
        one.pk,
        text,
        reverse("gathering", args=[network, one.pk]),
        network,
        since,
        slot=slot,
        until=one.last,
        in_mail=reader.in_mail(one),
    )
