"""The decision as a few clauses, read by the answer about one row and by the query for many.

A clause says: this relation between the actor and the row, at one of these levels. Both sides read
the same clauses, so that a list cannot hold what its rows would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .table import ADMITTED, KEPT_BACK, PAID, TABLE, TOLD_IN_MAIL, Row
from .words import Actor, Channel, Level, Role, Verb

EVERY = frozenset(Level)
NOW, PROPOSAL, SECOND = "", "p", "2"
"""How a cell lets somebody do a thing: at once, if the person says yes, if a second one agrees."""
WITH_A_PART = (Role.PERSON, Role.STEWARD, Role.FACILITATOR, Role.MEMBER, Role.GUEST)
MAY_BE_PAID = (Role.STEWARD, Role.FACILITATOR, Role.MEMBER)
WIDER = (Level.ONLY_ME, Level.PERSON, Level.STEWARDS, Level.CHOSEN, Level.UNPAID, Level.NETWORK)
"""Audiences of a network, each wider than the one before."""
STILL = {("membership", Verb.DELETE), ("stewardship", Verb.DELETE)}
"""What one may do with one's own where a network is kept as it was: leave."""


class Tie(StrEnum):
    """How an actor may stand to a row."""

    OWN = "own"
    ABOUT = "about"
    NAMED = "named"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Clause:
    """All of these ties, and a level among these."""

    ties: frozenset[Tie]
    levels: frozenset[Level]


def columns(actor: Actor) -> tuple[str, ...]:
    """The columns of the table this actor reads; whoever is paid beside another part has both.

    >>> columns(Actor("a", "n", Role.STEWARD, paid=True))
    ('steward', 'paid')
    >>> columns(Actor("a", "n", Role.MEMBER, paid=True))
    ('paid',)
    """
    if not actor.paid or actor.role not in MAY_BE_PAID:
        return (str(actor.role),)
    return (PAID,) if actor.role is Role.MEMBER else (str(actor.role), PAID)


def admitted(actor: Actor) -> frozenset[Level]:
    """Levels at which this actor sees rows that somebody else wrote.

    >>> Level.STEWARDS in admitted(Actor("a", "n", Role.MEMBER))
    False
    """
    if not (actor.opened or actor.in_charge):
        return frozenset()
    levels = ADMITTED.get(actor.role, frozenset())
    return levels - {Level.UNPAID} if actor.paid else levels


def grants(actor: Actor, verb: Verb, resource: str) -> frozenset[str]:
    """How the table lets this actor do this: "" outright, or the small letters that narrow it.

    Nothing in the set means no. An unknown resource is a no as well.

    >>> sorted(grants(Actor("a", "n", Role.MEMBER), Verb.READ, "person"))
    ['a', 's']
    """
    row = TABLE.get(resource)
    if row is None:
        return frozenset()
    found = set()
    for column in columns(actor):
        for part in row.cell(column).split():
            letters = part.rstrip("oahsnwp2")
            if verb.value in letters:
                found.add(part[len(letters) :])
    if actor.frozen and verb is not Verb.READ:
        found &= {"o"} if (resource, verb) in STILL else set()
    return frozenset(found)


def clauses(
    actor: Actor, verb: Verb, resource: str, channel: Channel, how: str = NOW
) -> tuple[Clause, ...]:
    """What must hold of a row so that this actor may do this to it; nothing in it means never."""
    if not actor.network or channel is Channel.LINK or resource not in TABLE:
        return ()
    part = (actor.role, actor.paid, actor.opened, actor.frozen)
    return _clauses(part, verb, resource, channel, how)


@lru_cache(maxsize=8192)
def _clauses(
    part: tuple[Role, bool, bool, bool], verb: Verb, resource: str, channel: Channel, how: str
) -> tuple[Clause, ...]:
    """The same for anybody with this part; few enough to be kept."""
    role, paid, opened, frozen = part
    actor = Actor("", "here", role, paid=paid, opened=opened, frozen=frozen)
    row = TABLE[resource]
    found: list[Clause] = []
    for way in sorted(grants(actor, verb, resource)):
        found += _of_a_way(actor, way, how)
    narrowed = (_in_channel(actor, clause, channel) for clause in found)
    return _needed([clause for clause in narrowed if _holds_ever(clause, row)])


def _needed(found: list[Clause]) -> tuple[Clause, ...]:
    """These clauses without those that say no more than another one."""
    kept = list(dict.fromkeys(found))
    return tuple(one for one in kept if not any(_within(one, other) for other in kept))


def _within(one: Clause, other: Clause) -> bool:
    """Whether whatever fits the one fits the other as well."""
    return one != other and other.ties <= one.ties and one.levels <= other.levels


def _of_a_way(actor: Actor, way: str, how: str) -> Iterator[Clause]:
    """What one small letter of a cell means."""
    levels = admitted(actor)
    if way in (PROPOSAL, SECOND):
        way, how = ("", NOW) if way == how else ("never", how)
    if how != NOW or way == "never":
        return
    if way == "o":
        yield Clause(frozenset({Tie.OWN}), EVERY)
    elif way == "a":
        yield Clause(frozenset({Tie.ABOUT}), EVERY - KEPT_BACK)
        yield Clause(frozenset({Tie.ABOUT, Tie.OWN}), EVERY)
    elif way == "h":
        yield Clause(frozenset({Tie.ABOUT}), EVERY - {Level.ONLY_ME})
    elif way == "n":
        yield Clause(frozenset({Tie.NAMED}), frozenset({Level.CHOSEN}))
    elif way in ("", "s", "w"):
        also = frozenset({Tie.MEMBER}) if way == "s" else frozenset()
        yield Clause(also | {Tie.OWN}, EVERY)
        yield Clause(also, levels | {Level.STEWARDS} if way == "w" and levels else levels)
        yield Clause(also | {Tie.NAMED}, frozenset({Level.CHOSEN}))


def _in_channel(actor: Actor, clause: Clause, channel: Channel) -> Clause:
    """A letter holds less than a page, and what is taken out holds nothing others kept back."""
    if channel is Channel.MAIL:
        return Clause(clause.ties, clause.levels & TOLD_IN_MAIL)
    if channel is not Channel.EXPORT or Tie.OWN in clause.ties:
        return clause
    if actor.in_charge or Tie.ABOUT in clause.ties:
        return Clause(clause.ties, clause.levels - KEPT_BACK)
    return Clause(clause.ties, frozenset())


def _holds_ever(clause: Clause, row: Row) -> bool:
    """A fixed audience stands in for whatever a row says of itself."""
    return row.level in clause.levels if row.fixed else bool(clause.levels)
