"""The same decision as a database condition, for lists. Models call it; it knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from .clauses import Clause, Tie, clauses
from .decide import WHILE_IT_WAITS
from .table import KEPT_BACK, LINKS, TABLE, WIDE, Row
from .words import Actor, Channel, Level, Role, Verb

NOBODY = Q(pk__in=())
# An empty Q is swallowed by "or": all rows must be said as the opposite of none.
EVERYBODY = ~NOBODY


@dataclass(frozen=True)
class Lookups:
    """Where a model keeps what the decision asks for.

    `own` leads to the account whose row it is, `about` to the person it is about; `member` gives
    the condition that this person takes part, where it matters; `unasked` is the condition that
    somebody in the row has not agreed yet.
    `tenant` holds the key of the network, or of the series, the row belongs to.
    """

    own: str = "author_id"
    about: str = ""
    member: Callable[[], Q] = lambda: NOBODY
    unasked: Q | None = None
    tenant: str = "network_id"


def visible(
    actor: Actor, resource: str, lookups: Lookups = Lookups(), channel: Channel = Channel.LIST
) -> Q:
    """Rows of this resource that the actor may read in this channel."""
    if actor.purpose:
        return led_to(actor, resource, lookups, channel)
    found = clauses(actor, Verb.READ, resource, channel)
    if not found:
        return NOBODY
    row = TABLE[resource]
    fits = _any(_condition(actor, clause, lookups, row) for clause in found)
    here = _all([Q(**{lookups.tenant: actor.network}), fits])
    if row.fixed:
        return here
    return _but(_but(here, _left_out(actor, lookups)), _not_chosen(actor, lookups))


def _condition(actor: Actor, clause: Clause, lookups: Lookups, row: Row) -> Q:
    ties = (_tie(actor, tie, lookups) for tie in sorted(clause.ties))
    level = EVERYBODY if row.fixed else _level(_said(clause.levels, row), lookups.unasked)
    return _all([*ties, level])


def _all(parts: Iterable[Q]) -> Q:
    """What all of them let in. What is known beforehand is not handed to the database."""
    known = [part for part in parts if part is not EVERYBODY]
    if any(part is NOBODY for part in known):
        return NOBODY
    return reduce(and_, known) if known else EVERYBODY


def _but(here: Q, out: Q) -> Q:
    """What the one lets in and the other does not."""
    return here if here is NOBODY or out is NOBODY else here & ~out


def _any(parts: Iterable[Q]) -> Q:
    """What one of them lets in."""
    known = [part for part in parts if part is not NOBODY]
    if any(part is EVERYBODY for part in known):
        return EVERYBODY
    return reduce(or_, known) if known else NOBODY


def _said(levels: frozenset[Level], row: Row) -> frozenset[Level]:
    """What a row may say of itself to count as one of these: some the person always reads."""
    if not row.told:
        return levels
    also = frozenset({Level.ONLY_ME}) if Level.PERSON in levels else frozenset[Level]()
    return (levels - {Level.ONLY_ME}) | also


def _tie(actor: Actor, tie: Tie, lookups: Lookups) -> Q:
    if tie is Tie.OWN:
        return Q(**{f"{lookups.own}__in": sorted(actor.owns)}) if actor.owns else NOBODY
    if tie is Tie.ABOUT:
        about = lookups.about
        return Q(**{about: actor.person}) if about and actor.person else NOBODY
    return lookups.member() if tie is Tie.MEMBER else _named(actor, "let_in")


def _named(actor: Actor, column: str) -> Q:
    """Keys stand between bars, so that none is found inside another."""
    return _any(Q(**{f"{column}__contains": f"|{name}|"}) for name in sorted(actor.names))


def _level(levels: frozenset[Level], unasked: Q | None) -> Q:
    said = Q(audience__in=sorted(levels))
    if unasked is None:
        return said
    held_back = unasked & Q(audience__in=sorted(WIDE))
    return _any([said & ~held_back, held_back if Level.STEWARDS in levels else NOBODY])


def _left_out(actor: Actor, lookups: Lookups) -> Q:
    if actor.role is Role.PERSON:
        return NOBODY
    return _but(_named(actor, "kept_out"), _tie(actor, Tie.OWN, lookups))


def _not_chosen(actor: Actor, lookups: Lookups) -> Q:
    """What was to be for others alone, and waits until everybody in it agreed."""
    if actor.role is Role.PERSON or lookups.unasked is None:
        return NOBODY
    here = _any(_tie(actor, tie, lookups) for tie in sorted(WHILE_IT_WAITS))
    return _but(lookups.unasked & Q(audience=Level.CHOSEN), here)


def about_hidden(actor: Actor, person: str) -> Q:
    """Rows about somebody who is kept from this actor: what is said of them is kept as well.

    `person` leads from the row to that person. Whoever put them on the map knows of them.
    """
    if actor.role is Role.PERSON:
        return NOBODY
    chosen = Q(**{f"{person}__audience": Level.CHOSEN})
    kept = [
        Q(**{f"{person}__audience__in": sorted(KEPT_BACK)}),
        _but(chosen, _named(actor, f"{person}__let_in")),
        _named(actor, f"{person}__kept_out"),
    ]
    hidden = _any(kept) & ~Q(**{person: actor.person or None})
    return hidden & ~Q(**{f"{person}__author": actor.account or None})


def led_to(actor: Actor, resource: str, lookups: Lookups, channel: Channel) -> Q:
    """Rows that a link leads to."""
    lead = LINKS.get(actor.purpose, {}).get(resource)
    if lead is None or not actor.network:
        return NOBODY
    fixed = TABLE[resource].fixed
    private = (Level.ONLY_ME,) if lead.which != "person" else sorted(KEPT_BACK)
    said = EVERYBODY if fixed else ~Q(audience__in=private)
    here = _all([Q(**{lookups.tenant: actor.network}), said])
    if lead.which == "owner" and actor.role is not Role.LINK and channel is Channel.FEED:
        return _all([here, visible(replace(actor, purpose=""), resource, lookups, channel)])
    if actor.role is not Role.LINK or channel is not Channel.LINK:
        return NOBODY
    if lead.which == "person":
        about = lookups.about
        told = _but(here, _named(actor, "kept_out"))
        return told & Q(**{about: actor.person}) if about and actor.person else NOBODY
    return here & Q(pk=actor.row) if lead.which == "row" and actor.row else NOBODY
