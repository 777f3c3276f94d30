"""The decision: one pure function over plain facts, asked by every channel."""

from __future__ import annotations

from .clauses import NOW, PROPOSAL, SECOND, WIDER, Tie, clauses, grants
from .table import KEPT_BACK, LINKS, TABLE, WIDE
from .words import Actor, Channel, Denied, Facts, Level, Role, Verb

WRITING = (Verb.CREATE, Verb.CHANGE, Verb.SHARE)
WHILE_IT_WAITS = frozenset({Tie.OWN, Tie.ABOUT, Tie.NAMED})
"""How one stands to a thing for chosen people that is held back, and still finds it."""


def may(
    actor: Actor, verb: Verb, facts: Facts, channel: Channel = Channel.PAGE, how: str = ""
) -> bool:
    """Whether this actor may do this to this row, in this channel.

    Allowed when the row is of the actor's network, the table grants the verb (and the row fits
    the way it is narrowed), the row's audience lets the actor in, and nobody left them out.
    """
    if not actor.network or actor.network != facts.network:
        return False
    if actor.purpose and actor.frozen and verb is not Verb.READ:
        return False
    if actor.purpose:
        return follows(actor, verb, facts, channel)
    return decided(actor, verb, facts, channel, how)


def decided(actor: Actor, verb: Verb, facts: Facts, channel: Channel, how: str = "") -> bool:
    """The same for somebody with a part in the network."""
    if verb in WRITING and (keeps_a_file(actor, facts) or not_for(actor, verb, facts)):
        return False
    ties = stands(actor, facts)
    if kept_out(actor, facts, ties) or refused(actor, facts, ties):
        return False
    if not_chosen(actor, facts, ties):
        return False
    level = level_of(facts)
    found = clauses(actor, verb, facts.resource, channel, how)
    return any(clause.ties <= ties and level in clause.levels for clause in found)


def may_propose(actor: Actor, verb: Verb, facts: Facts) -> bool:
    """Whether this actor may ask for it, so that it is done when the person says yes."""
    return may(actor, verb, facts, how=PROPOSAL)


def may_with_another(actor: Actor, verb: Verb, facts: Facts) -> bool:
    """Whether this actor may do it once a second one agrees."""
    return may(actor, verb, facts, how=SECOND)


def may_for(actor: Actor, other: Actor, verb: Verb, facts: Facts) -> bool:
    """Whether this actor may do it in the name of the other: only what both of them may."""
    return may(actor, verb, facts) and may(other, verb, facts)


def must(actor: Actor, verb: Verb, facts: Facts, channel: Channel = Channel.PAGE) -> None:
    """Raise Denied unless `may`."""
    if not may(actor, verb, facts, channel):
        raise Denied(facts.resource)


def stands(actor: Actor, facts: Facts) -> frozenset[Tie]:
    """How the actor stands to this row."""
    found = set()
    if facts.author in actor.owns:
        found.add(Tie.OWN)
    if actor.person and facts.about == actor.person:
        found.add(Tie.ABOUT)
    if facts.let_in and actor.names & facts.let_in:
        found.add(Tie.NAMED)
    if facts.member:
        found.add(Tie.MEMBER)
    return frozenset(found)


def kept_out(actor: Actor, facts: Facts, ties: frozenset[Tie]) -> bool:
    """Whether somebody left this actor out. Nobody hides a thing from its author or the person.

    Nor from whoever it is fixed for: they hold it, or were asked.
    """
    row = TABLE.get(facts.resource)
    if Tie.OWN in ties or actor.role is Role.PERSON or (row is not None and row.fixed):
        return False
    return bool(facts.kept_out and actor.names & facts.kept_out)


def refused(actor: Actor, facts: Facts, ties: frozenset[Tie]) -> bool:
    """Whether somebody in it does not want this actor to see it.

    A no takes it from everybody but its author and whoever said it; a facilitator sees only what
    everybody in it let a facilitator see.
    """
    if Tie.OWN in ties:
        return False
    outside = actor.role is Role.FACILITATOR and not facts.facilitated
    return outside or bool(facts.refused - {actor.person})


def not_chosen(actor: Actor, facts: Facts, ties: frozenset[Tie]) -> bool:
    """Whether this was to be for others alone, and waits until everybody in it agreed.

    Held back, it goes no further than stewards; and to none of them who was not chosen.
    """
    row = TABLE.get(facts.resource)
    waits = facts.level is Level.CHOSEN and not facts.consented and not (row and row.fixed)
    return waits and actor.role is not Role.PERSON and not ties & WHILE_IT_WAITS


def level_of(facts: Facts) -> Level:
    """The audience that counts: fixed by the table, or held back until everybody agreed."""
    row = TABLE.get(facts.resource)
    if row is not None and row.fixed:
        return row.level
    if row is not None and row.told and facts.level is Level.ONLY_ME:
        return Level.PERSON
    unasked = facts.level in WIDE and not facts.consented
    child = facts.level is Level.WORKSHOP and facts.child
    return Level.STEWARDS if unasked or child else facts.level


def keeps_a_file(actor: Actor, facts: Facts) -> bool:
    """Whether somebody paid would write what the person cannot read, but for notes of their own."""
    row = TABLE.get(facts.resource)
    private = row is not None and row.level is Level.ONLY_ME
    return actor.paid and not private and level_of(facts) is Level.ONLY_ME


def not_for(actor: Actor, verb: Verb, facts: Facts) -> bool:
    """Whether the audience is one that this actor cannot give a row of a network.

    What a workshop sees is a copy, never the row. Whoever may not share with more people at once
    begins no row at a wider audience than is usual for it.
    """
    row = TABLE.get(facts.resource)
    if row is None or row.level is Level.WORKSHOP or actor.role in (Role.LEAD, Role.SEAT):
        return False
    if facts.level is Level.WORKSHOP:
        return True
    begins = verb is Verb.CREATE and row.level in WIDER and row.shared
    wide = begins and WIDER.index(facts.level) > WIDER.index(row.level)
    return wide and NOW not in grants(actor, Verb.SHARE, facts.resource)


def follows(actor: Actor, verb: Verb, facts: Facts, channel: Channel) -> bool:
    """The same for whoever comes by a link: what it was made for, and nothing else."""
    lead = LINKS.get(actor.purpose, {}).get(facts.resource)
    proposed = lead is not None and "p" in lead.cell and verb is not Verb.READ
    if lead is None or proposed or level_of(facts) is Level.ONLY_ME:
        return False
    if lead.which == "owner":
        wanted = actor.role is not Role.LINK and channel is Channel.FEED
        return wanted and verb is Verb.READ and decided(actor, verb, facts, channel)
    if actor.role is not Role.LINK or channel is not Channel.LINK or verb.value not in lead.cell:
        return False
    if lead.which == "person":
        told = level_of(facts) not in KEPT_BACK and actor.person not in facts.kept_out
        return told and bool(actor.person) and facts.about == actor.person
    return bool(actor.row) and facts.row == actor.row


__all__ = ["grants", "may", "may_for", "may_propose", "may_with_another", "must"]
