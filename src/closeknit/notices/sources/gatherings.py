"""Gatherings that I am asked to, what changed in them, and that one is near."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from closeknit.notices.ways import way, when
from closeknit.plans.models import Gathering, Guest, Poll

from .due import Due, Reader


def asked_to_come(reader: Reader) -> Iterator[Due]:
    """For each gathering ahead: the question, what changed since my yes, and that it is near."""
    actor = reader.actor
    if not actor.person:
        return
    rows = Guest.visible_to(actor).filter(person=actor.person, gathering__told_at__isnull=False)
    for one in rows.select_related("gathering", "gathering__network", "person"):
        gathering = one.gathering
        if gathering.binned_at or gathering.closed_at or gathering.is_over(reader.now):
            continue
        if gathering.cancelled_at is not None:
            text = _("Called off: %(what)s") % {"what": gathering.title}
            yield _due(reader, "called_off", gathering, text, gathering.cancelled_at)
        elif one.answer in (Guest.Answer.NONE, Guest.Answer.LATER):
            yield _question(reader, one)
        elif one.answer == Guest.Answer.YES:
            yield from _near_or_moved(reader, one)


def _question(reader: Reader, one: Guest) -> Due:
    gathering = one.gathering
    told = {"what": gathering.title, "when": _at(reader, gathering)}
    text = _("Will you come? %(what)s%(when)s") % told
    since = one.asked_at or gathering.told_at or gathering.made_at
    return _due(reader, "come", gathering, text, since, _slot(gathering))


def _near_or_moved(reader: Reader, one: Guest) -> Iterator[Due]:
    gathering = one.gathering
    if gathering.starts_at is None:
        return
    told = {"what": gathering.title, "when": _at(reader, gathering)}
    said = one.answered_at or gathering.made_at
    if gathering.changed_at > said:
        text = _("Something changed: %(what)s%(when)s") % told
        changed = f"{gathering.version}"
        yield _due(reader, "changed", gathering, text, gathering.changed_at, changed)
    if gathering.starts_at - reader.ahead <= reader.now < gathering.starts_at:
        text = _("You said yes: %(what)s%(when)s") % told
        since = gathering.starts_at - reader.ahead
        yield _due(reader, "near", gathering, text, since, _slot(gathering))


def dates_to_choose(reader: Reader) -> Iterator[Due]:
    """Dates among which I am asked to choose."""
    actor = reader.actor
    rows = Poll.visible_to(actor).filter(closed_at=None, picked="")
    mine = rows.filter(gathering__guests__person=actor.person or None)
    for one in mine.select_related("gathering").distinct():
        gathering = one.gathering
        if gathering.is_draft or gathering.cancelled_at or gathering.binned_at:
            continue
        text = _("Which day suits you? %(what)s") % {"what": gathering.title}
        yield Due(
            "dates",
            one.resource,
            one.pk,
            text,
            way(actor.network, ("gathering", gathering.pk), ("gatherings",)),
            actor.network,
            one.made_at,
            in_mail=reader.in_mail(one, gathering),
        )


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
        way(network, ("gathering", one.pk), ("gatherings",)),
        network,
        since,
        slot=slot,
        until=one.last,
        in_mail=reader.in_mail(one),
    )
