"""Turns of somebody whose part in the network ends: free for others, theirs again if it is undone.

What they gave back by going carries the moment at which they went, so that nothing else comes back.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from closeknit.networks.models import Membership
from closeknit.policy import Actor

from .turns import Turn

A_WHOLE_DAY = dt.timedelta(days=2)
"""It began so long ago at most, wherever the clock stands."""


def free(actor: Actor, part: Membership) -> None:
    """Whoever goes leaves no turn behind that nobody would come to."""
    again = Membership.active().filter(network=part.network_id, person=part.person_id)
    if part.person_id is None or again.exists():
        return
    stamp = {"answer": Turn.Answer.BACK, "answered_at": part.ended_at}
    for one in _ahead(part, answer=Turn.Answer.YES):
        one._move(actor, one.version, "turn_freed", stamp)


def had_again(actor: Actor, part: Membership) -> None:
    """It is undone: theirs is what nobody else has taken by now."""
    for one in _ahead(part, answer=Turn.Answer.BACK, answered_at=part.ended_at):
        one.take_again(actor)


def _ahead(part: Membership, **said: Any) -> list[Turn]:
    """Their turns to come, all of them: whoever takes somebody out need not know of each."""
    now = timezone.now()
    mine = Turn.everyones.filter(person=part.person_id, ask__binned_at=None, binned_at=None)
    ahead = Q(starts_at__gte=now - A_WHOLE_DAY) | Q(starts_at=None, ask__closed_at=None)
    rows = mine.filter(ahead, **said).select_related("ask", "person")
    return [one for one in rows if not _has_been(one, now)]


def _has_been(one: Turn, now: dt.datetime) -> bool:
    """Whether its time has passed; of one who was asked without a time, that of the ask."""
    begins = one.starts_at or one.ask.begins
    return begins is not None and one.ask.closes(begins) < now
