"""What I mean to do by a day, and whom I wanted to make time for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.plans.models import Intention, Touch
from closeknit.plans.time_for import last_times, waits
from closeknit.policy import Role

from .due import Due, Reader

DAY = dt.timedelta(days=1)


def mine(reader: Reader) -> Iterator[Due]:
    """My own intentions whose day has come, counted from the last real contact."""
    actor, today = reader.actor, reader.now.astimezone(reader.zone).date()
    rows = Intention.visible_to(actor).filter(author=actor.account, done_at=None)
    found = list(rows.exclude(snoozed_until__gt=today).select_related("person"))
    me = "" if actor.role is Role.PERSON else actor.person
    often = [one.person_id or me for one in found if one.every]
    last = last_times(actor, often, today) if often else {}
    for one in found:
        if one.by_when is not None and one.by_when <= today:
            text = _("You meant to do this by now: %(what)s") % {"what": one.words}
            yield _due(reader, "by_when", one, text, one.by_when)
        past = _past(one, last.get(one.person_id or me), today) if one.every else -1
        if past >= 0:
            yield _due(reader, "make_time", one, _time_for(reader, one), today - past * DAY)


def _past(one: Intention, touch: Touch | None, today: dt.date) -> int:
    """How many days it is past what was wanted; never of whoever has died or was taken away."""
    person = one.person
    if person is not None and (person.binned_at or person.kind == Kind.DIED):
        return -1
    past = waits(one, touch.day if touch else None, today)
    return -1 if past is None else past


def _time_for(reader: Reader, one: Intention) -> str:
    name = one.person.name if one.person else reader.network.name
    return _("You wanted to make time for %(name)s about now.") % {"name": name}


def _due(reader: Reader, kind: str, one: Intention, text: str, on: dt.date) -> Due:
    return Due(
        kind,
        one.resource,
        one.pk,
        text,
        reverse("intentions", args=[reader.actor.network]),
        reader.actor.network,
        dt.datetime.combine(on, dt.time(), reader.zone),
        slot=f"{on:%Y%m%d}",
        in_mail=reader.in_mail(one),
    )
