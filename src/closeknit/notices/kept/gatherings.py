"""Gatherings that I am asked to, as entries of a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Network
from closeknit.notices.calendar import Entry
from closeknit.plans.models import Gathering, Guest
from closeknit.policy import Actor, Channel, Role

from .turns import BACK, uid

USUAL = dt.timedelta(hours=2)
NO = Guest.Answer.NO


def kept(actor: Actor, network: Network) -> Iterator[Entry]:
    """What the network meets for: all of it for the person, else what I did not say no to."""
    rows = Gathering.visible_to(actor, Channel.FEED).exclude(told_at=None)
    rows = rows.filter(starts_at__gt=timezone.now() - BACK)
    said = Guest.visible_to(actor, Channel.FEED).filter(person=actor.person or None)
    answers = dict(said.values_list("gathering", "answer"))
    for one in rows:
        asked = actor.role is Role.PERSON or one.pk in answers or one.author_id == actor.account
        if asked and answers.get(one.pk) != NO:
            yield gathering_entry(one)


def gathering_entry(one: Gathering) -> Entry:
    assert one.starts_at is not None
    return Entry(
        uid=uid(one.pk),
        title=one.title,
        starts_at=one.starts_at,
        ends_at=one.ends_at or one.starts_at + USUAL,
        zone=one.zone,
        changed_at=one.changed_at,
        number=one.version,
        cancelled=one.cancelled_at is not None,
        where=one.place,
        words=one.about,
        url=settings.URL + reverse("gathering", args=[one.network_id, one.pk]),
    )
