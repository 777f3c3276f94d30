"""What waits for a yes or a no of this reader: all of it counted, one of it told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, Value

from closeknit.home.answers import OPEN
from closeknit.networks.models import Proposal
from closeknit.networks.waiting import WAITS
from closeknit.plans.models import Confidant, Gathering, Guest, Role, Turn
from closeknit.policy import Actor
from closeknit.stories.models import Consent


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, by its kind and key; `row` is what was read of it already."""

    kind: str
    key: str
    since: dt.datetime
    row: Any = None

    @property
    def mark(self) -> str:
        """The same in one word, for an address."""
        return f"{self.kind}-{self.key}"


def waiting(actor: Actor, now: dt.datetime) -> list[Waiting]:
    """Everything this reader may say yes or no to, the oldest first. Four queries at most."""
    if actor.frozen:
        return []
    asked = [Waiting("proposal", one.pk, one.made_at, one) for one in Proposal.waiting_for(actor)]
    looks = [
        Waiting("look", one.row, one.at or now, one) for source in WAITS for one in source(actor)
    ]
    return sorted([*asked, *looks, *_of_me(actor, now)], key=lambda one: one.since)


def _of_me(actor: Actor, now: dt.datetime) -> list[Waiting]:
    """What somebody on the map is asked themselves, from every room. One query."""
    if not actor.person:
        return []
    there = Q(starts_at=None) | Q(starts_at__gte=now)
    gatherings = Gathering.visible_to(actor).filter(there, cancelled_at=None, closed_at=None)
    live = {"ask__binned_at": None, "ask__closed_at": None, "ask__told_at__isnull": False}
    unsaid = (Guest.Answer.NONE, Guest.Answer.LATER)
    rows: dict[str, Any] = {
        "turn": Turn.visible_to(actor).filter(there, answer=Turn.Answer.ASKED, **live),
        "guest": Guest.visible_to(actor).filter(
            answer__in=unsaid, gathering__in=gatherings.exclude(told_at=None)
        ),
        "consent": Consent.still_asked(Consent.visible_to(actor)),
        "role": Role.visible_to(actor).filter(**OPEN),
        "confidant": Confidant.visible_to(actor).filter(**OPEN),
    }
    first, *others = (
        found.filter(person=actor.person)
        .order_by()
        .annotate(what=Value(kind, CharField()))
        .values_list("what", "pk", "made_at")
        for kind, found in rows.items()
    )
    return [Waiting(*row) for row in first.union(*others, all=True)]


def after(found: Sequence[Waiting], mark: str) -> Sequence[Waiting]:
    """What comes after the one that somebody left for now; all of it where that is gone."""
    place = next((number for number, one in enumerate(found) if one.mark == mark), -1)
    return found[place + 1 :]
