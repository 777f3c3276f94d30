"""The decision: one pure function over plain facts, asked by every channel."""

from __future__ import annotations

from .table import ADMITTED, KEPT_BACK, TABLE
from .words import Actor, Channel, Denied, Facts, Level, Verb


def admitted(actor: Actor) -> frozenset[Level]:
    """Levels at which this actor sees rows that somebody else wrote.

    >>> from .words import Role
    >>> Level.STEWARDS in admitted(Actor("a", "n", Role.MEMBER))
    False
    """
    levels = ADMITTED[actor.role]
    return levels - {Level.UNPAID} if actor.paid else levels


def grants(actor: Actor, verb: Verb, resource: str) -> frozenset[str]:
    """How the table lets this actor do this: "" outright, or "o", "a", "s" narrowed.

    Nothing in the set means no. An unknown resource is a no as well.

    >>> from .words import Role
    >>> sorted(grants(Actor("a", "n", Role.MEMBER), Verb.READ, "person"))
    ['a', 's']
    """
    row = TABLE.get(resource)
    if row is None:
        return frozenset()
    found = set()
    for part in row.cell(actor.role).split():
        letters = "".join(char for char in part if char.isupper())
        if verb.value in letters:
            found.add(part[len(letters) :])
    return frozenset(found)


def may(actor: Actor, verb: Verb, facts: Facts, channel: Channel = Channel.PAGE) -> bool:
    """Whether this actor may do this to this row, whatever the channel.

    Allowed when the row is of the actor's network, the table grants the verb (and the row fits
    the way it is narrowed), and the row's level admits the actor, the actor wrote it, or it is
    about them and not kept from everyone but its author (and the person).
    """
    if not actor.network or actor.network != facts.network:
        return False
    ways = grants(actor, verb, facts.resource)
    own = bool(actor.account) and facts.author == actor.account
    about_me = bool(actor.person) and facts.about == actor.person
    fits = (
        "" in ways
        or ("o" in ways and own)
        or ("a" in ways and about_me)
        or ("s" in ways and facts.member)
    )
    told = about_me and facts.level not in KEPT_BACK
    return fits and (own or told or facts.level in admitted(actor))


def must(actor: Actor, verb: Verb, facts: Facts, channel: Channel = Channel.PAGE) -> None:
    """Raise Denied unless `may`."""
    if not may(actor, verb, facts, channel):
        raise Denied(facts.resource)
