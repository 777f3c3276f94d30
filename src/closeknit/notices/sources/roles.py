"""Roles that I am asked for, and roles that should be looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.plans.models import Confidant, Role

from .due import Due, Reader

OPEN = Q(asked_on__isnull=False, yes_on=None, no_on=None, back_on=None)


def roles(reader: Reader) -> Iterator[Due]:
    """A yes or no that is mine to say; and roles that somebody wanted to look at again by today."""
    actor = reader.actor
    today = reader.now.astimezone(reader.zone).date()
    mine = OPEN & Q(person=actor.person) if actor.person else Q(pk__in=())
    again = Q(review_on__lte=today, back_on=None, yes_on__isnull=False)
    again &= ~Q(person__kind=Kind.DIED)
    for one in Role.visible_to(actor).filter(mine | again).select_related("person"):
        if one.yes_on is None:
            yield _asked(reader, one, one.called)
        elif actor.in_charge or (actor.person and one.person_id == actor.person):
            told = {"who": one.person.name, "what": one.called}
            text = _("Time to look at this role again: %(what)s, %(who)s") % told
            yield _due(reader, "review", one, text, one.review_on, f"{one.review_on:%Y%m%d}")


def trusted(reader: Reader) -> Iterator[Due]:
    """Whether I would be somebody to trust. Nobody else learns of it."""
    actor = reader.actor
    if actor.person:
        for one in Confidant.visible_to(actor).filter(OPEN, person=actor.person):
            yield _asked(reader, one, _("somebody to trust"))


def _asked(reader: Reader, one: Role | Confidant, what: str) -> Due:
    text = _("You are asked whether you would be: %(what)s") % {"what": what}
    return _due(reader, "role", one, text, one.asked_on)


def _due(
    reader: Reader, kind: str, one: Role | Confidant, text: str, on: dt.date | None, slot: str = ""
) -> Due:
    network = reader.actor.network
    day = on or one.made_at.date()
    return Due(
        kind,
        one.resource,
        one.pk,
        text,
        reverse("roles", args=[network]),
        network,
        dt.datetime.combine(day, dt.time(), reader.zone),
        slot=slot,
        in_mail=reader.in_mail(one),
    )
