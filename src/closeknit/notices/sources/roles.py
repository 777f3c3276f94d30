"""Roles that I am asked for, and roles that should be looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from closeknit.notices.ways import way
from closeknit.plans.models import Confidant, Role

from .due import Due, Reader


def asked_of_me(reader: Reader) -> Iterator[Due]:
    """A yes or no that is mine to say; nobody else learns of it."""
    actor = reader.actor
    if not actor.person:
        return
    for model in (Role, Confidant):
        mine = model.visible_to(actor).filter(person=actor.person).exclude(asked_on=None)
        for one in mine.filter(yes_on=None, no_on=None, back_on=None):
            what = one.called if isinstance(one, Role) else _("somebody to trust")
            yield _due(
                reader,
                "role",
                one,
                _("You are asked whether you would be: %(what)s") % {"what": what},
                one.asked_on,
            )


def to_look_at_again(reader: Reader) -> Iterator[Due]:
    """The day has come on which somebody wanted to look at a role again."""
    actor = reader.actor
    today = reader.now.astimezone(reader.zone).date()
    rows = Role.visible_to(actor).filter(review_on__lte=today, back_on=None)
    for one in rows.exclude(yes_on=None).select_related("person"):
        told = {"who": one.person.name, "what": one.called}
        mine = bool(actor.person) and one.person_id == actor.person
        if mine or actor.in_charge:
            text = _("Time to look at this role again: %(what)s, %(who)s") % told
            yield _due(reader, "review", one, text, one.review_on, f"{one.review_on:%Y%m%d}")


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
        way(network, ("roles",)),
        network,
        dt.datetime.combine(day, dt.time(), reader.zone),
        slot=slot,
        in_mail=reader.in_mail(one),
    )
