"""Invitations as those see them who look after a network: how each stands, and what waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import segno
from django.utils import timezone

from closeknit.policy import Actor, Role, Verb, may

from .models import Invitation, Membership, Person
from .parts import PARTS, part_of

State = Invitation.State
TONES = {
    State.STUCK: "gap",
    State.UNKNOWN: "gap",
    State.WAITS: "thin",
    State.CLAIMED: "thin",
    State.TALK: "thin",
    State.ACCEPTED: "ok",
}
FIRST = (State.UNKNOWN, State.STUCK, State.CLAIMED, State.WAITS, State.TALK)


@dataclass(frozen=True)
class Told:
    """One invitation in a list."""

    row: Invitation
    whom: str
    part: str
    state: str
    words: str
    tone: str


def told(row: Invitation) -> Told:
    state = row.state()
    part = str(PARTS[part_of(row.role, row.paid)].words)
    return Told(row, row.whom, part, str(state), str(state.label), TONES.get(state, ""))


def invitations(actor: Actor) -> list[Told]:
    """All that this actor may see; first those that somebody should look at."""
    rows = Invitation.visible_to(actor).select_related("person", "proposal")
    order = {str(state): place for place, state in enumerate(FIRST)}
    return sorted(map(told, rows), key=lambda one: order.get(one.state, len(order)))


def to_be_seen(actor: Actor) -> list[Told]:
    """Those that somebody should look at: the last one of each person, for a month."""
    since = timezone.now() - dt.timedelta(days=30)
    found = [one for one in invitations(actor) if one.row.changed_at > since]
    last: dict[str, dt.datetime] = {}
    for one in found:
        key = one.row.person_id or one.row.pk
        last[key] = max(last.get(key, since), one.row.made_at)
    latest = [one for one in found if last[one.row.person_id or one.row.pk] == one.row.made_at]
    return [one for one in latest if one.state in FIRST and one.state != State.WAITS]


def free_to_ask(actor: Actor) -> list[Person]:
    """People on the map who do not take part."""
    taking_part = Membership.active().filter(network=actor.network).values("person")
    people = Person.visible_to(actor).filter(kind="person")
    free = people.exclude(pk__in=taking_part.filter(person__isnull=False))
    return sorted(free, key=lambda person: person.name.casefold())


def what_can_be_done(row: Invitation, actor: Actor) -> dict[str, bool]:
    """The deeds that this actor is offered on the page of an invitation."""
    state, facts = row.state(), row.facts()
    changes = may(actor, Verb.CHANGE, facts)
    open_now = state in row.OPEN_STATES and row.stands()
    waits, claimed = state is State.WAITS, state is State.CLAIMED
    return {
        "agree": waits and row.proposal is not None and row.proposal.counts(actor),
        "agree_said": waits and actor.role is Role.STEWARD and row.network.of_the_person() is None,
        "confirm": bool(row.claimed_by_id) and claimed and row.stands() and row.may_confirm(actor),
        "card": changes and open_now,
        "send": changes and state is State.STUCK and row.stands() and not row.wants_no_letters,
        "shrink": changes and (open_now or state is State.WAITS),
        "withdraw": may(actor, Verb.DELETE, facts)
        and state in (*row.OPEN_STATES, State.WAITS, State.CLAIMED),
        "again": may(actor, Verb.CREATE, facts)
        and row.person is not None
        and state in (State.REFUSED, State.DECLINED, State.EXPIRED, State.WITHDRAWN),
    }


def squares(url: str) -> tuple[str, int]:
    """A QR code as the path of a drawing, and how many squares wide it is with its margin."""
    code = segno.make(url, error="m", micro=False)
    rows = list(code.matrix_iter(border=4))
    dots = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return "".join(dots), len(rows)
