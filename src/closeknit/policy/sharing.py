"""Choosing who sees a thing: what may be changed at once, and whose yes it needs.

To narrow is to keep people out: whoever may change the row does it at once, and so does whoever it
is about ("hide now, talk later"). To widen is to let somebody new in: that needs the author, the
person in the middle, and whoever the words are about. Nobody is ever let in by a narrowing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from .clauses import WITH_A_PART, Tie, grants
from .decide import keeps_a_file, kept_out, may, stands
from .table import TABLE
from .words import Actor, Facts, Level, Role, Verb


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see one row: its level, who was chosen, and who was left out (keys)."""

    level: Level
    let_in: frozenset[str] = frozenset()
    kept_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, facts: Facts) -> Audience:
        """The audience this row has."""
        return cls(facts.level, facts.let_in, facts.kept_out)

    def on(self, facts: Facts) -> Facts:
        """The same row, seen by these."""
        return replace(facts, level=self.level, let_in=self.let_in, kept_out=self.kept_out)


class Yes(StrEnum):
    """Whose agreement a wider audience needs."""

    AUTHOR = "author"
    PERSON = "person"
    IN_IT = "in_it"


class Turn(StrEnum):
    """Which way a change of audience goes. Whatever lets anybody new in is wider."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"


@dataclass(frozen=True, slots=True)
class Sharing:
    """What becomes of the wish to show a row to others: no, at once, or once these agreed."""

    allowed: bool = False
    turn: Turn = Turn.SAME
    needs: frozenset[Yes] = frozenset()

    @property
    def now(self) -> bool:
        """Whether it is done without asking anybody else.

        >>> Sharing(allowed=True, turn=Turn.WIDER, needs=frozenset({Yes.PERSON})).now
        False
        """
        return self.allowed and not self.needs


NO = Sharing()
THEIRS = ("contact", "portrait", "remark")
"""What is about somebody so closely that it is not shown to more people without their yes."""


def sharing(actor: Actor, facts: Facts, wanted: Audience) -> Sharing:
    """Whether this actor may change who sees this row in this way, and who has to agree.

    Rosa, a steward, wrote down something about Kofi that stewards see. She keeps it to Maya and
    herself at once; to show it to everybody she needs Maya's yes, and Kofi's.

    >>> rosa = Actor("rosa", "net", Role.STEWARD, "p-rosa")
    >>> told = Facts("moment", "net", "rosa", Level.STEWARDS, about="p-kofi")
    >>> sharing(rosa, told, Audience(Level.PERSON)).now
    True
    >>> sorted(sharing(rosa, told, Audience(Level.NETWORK)).needs)
    [<Yes.IN_IT: 'in_it'>, <Yes.PERSON: 'person'>]
    """
    if not can_be_shared(facts.resource) or not may(actor, Verb.READ, facts):
        return NO
    after = wanted.on(facts)
    if not fits(actor, after):
        return NO
    turn = which_way(facts, after)
    if turn is Turn.WIDER:
        needs = needed(facts) - given_by(actor, facts)
        lost = Yes.AUTHOR in needs and not facts.author
        return NO if lost or not may_ask(actor, facts) else Sharing(True, turn, needs)
    return Sharing(True, turn) if may_narrow(actor, facts) else NO


def can_be_shared(resource: str) -> bool:
    """Whether anybody may choose who sees such rows. A fixed audience is told, never asked.

    >>> can_be_shared("moment"), can_be_shared("note"), can_be_shared("intention")
    (True, False, False)
    """
    row = TABLE.get(resource)
    return row is not None and not row.fixed and any("X" in cell for cell in row.cells.values())


def own_words(resource: str) -> bool:
    """Whether such rows are somebody's own words: then their author shares them, or nobody.

    >>> own_words("moment"), own_words("contact")
    (True, False)
    """
    cells = TABLE[resource].cells.values()
    return any("X" in part and part.endswith("o") for cell in cells for part in cell.split())


def fits(actor: Actor, after: Facts) -> bool:
    """Whether such an audience is ever right for this row.

    A workshop gets a copy, never the row itself. Only its author keeps a thing to themselves, and
    only their own words: what is known about the network is never hidden from the person.
    """
    if after.level is Level.WORKSHOP:
        return False
    if after.level is Level.ONLY_ME:
        return (
            own_words(after.resource) and is_author(actor, after) and not keeps_a_file(actor, after)
        )
    return True


def which_way(before: Facts, after: Facts) -> Turn:
    """Whether anybody at all, here now or later, reads the row after and did not before."""
    was, will, left_out = agreed(before), agreed(after), False
    for one in _everybody(before, after):
        now, then = may(one, Verb.READ, was), may(one, Verb.READ, will)
        if then and not now:
            return Turn.WIDER
        left_out |= now and not then
    return Turn.NARROWER if left_out else Turn.SAME


def sees(actor: Actor, facts: Facts) -> bool:
    """Whether they read it once everybody in it has agreed."""
    return may(actor, Verb.READ, agreed(facts))


def agreed(facts: Facts) -> Facts:
    """The row once everybody in it has agreed: a later yes opens no more than that."""
    return replace(facts, consented=True, facilitated=True, refused=frozenset())


def _everybody(before: Facts, after: Facts) -> Iterator[Actor]:
    """One actor for each way of standing to the row, but its author, who always reads it.

    The decision knows no more of an actor than their part, whether they are paid and opened, and
    in which of the lists their two keys are; so these few stand for all.
    """
    named = before.let_in | before.kept_out | after.let_in | after.kept_out | {before.about}
    alike = {_place_of(key, before, after): key for key in sorted(named - {before.author})}
    keys = ("", *(key for key in alike.values() if key))
    for role, paid, opened in product(WITH_A_PART, (False, True), (False, True)):
        for account, person in product(keys, keys):
            yield Actor(account, before.network, role, person, paid=paid, opened=opened)


def _place_of(key: str, before: Facts, after: Facts) -> tuple[bool, ...]:
    lists = (before.let_in, before.kept_out, after.let_in, after.kept_out)
    return (key == before.about, *(key in these for these in lists))


def needed(facts: Facts) -> frozenset[Yes]:
    """Everybody whose yes it takes to show this row to more people.

    >>> sorted(needed(Facts("contact", "net", "rosa", about="p-june")))
    [<Yes.IN_IT: 'in_it'>, <Yes.PERSON: 'person'>]
    """
    anybody = Actor("", facts.network, Role.PERSON)
    found = {Yes.PERSON} if "" in grants(anybody, Verb.SHARE, facts.resource) else set()
    if facts.about and facts.resource in THEIRS:
        found.add(Yes.IN_IT)
    if own_words(facts.resource):
        found |= {Yes.AUTHOR, Yes.IN_IT} if facts.about else {Yes.AUTHOR}
    return frozenset(found)


def given_by(actor: Actor, facts: Facts) -> frozenset[Yes]:
    """The yeses that lie in this actor's asking for it."""
    found = {Yes.AUTHOR} if is_author(actor, facts) else set()
    if actor.role is Role.PERSON:
        found.add(Yes.PERSON)
    if is_about(actor, facts):
        found.add(Yes.IN_IT)
    return frozenset(found)


def may_ask(actor: Actor, facts: Facts) -> bool:
    """Whoever wrote it, or may change or share it, may ask that more people see it."""
    verbs = (Verb.SHARE, Verb.CHANGE)
    return is_author(actor, facts) or any(may(actor, verb, facts) for verb in verbs)


def may_narrow(actor: Actor, facts: Facts) -> bool:
    """The same people, and whoever the row is about."""
    return may_ask(actor, facts) or is_about(actor, facts)


def may_hide(actor: Actor, facts: Facts) -> bool:
    """Whether this actor may keep the row to its author and the person, from now on."""
    hidden = sharing(actor, facts, hidden_from_others(facts))
    return hidden.now and hidden.turn is Turn.NARROWER


def hidden_from_others(facts: Facts) -> Audience:
    """Only its author and the person: where a row goes that somebody in it wants to talk about."""
    return Audience(Level.PERSON, frozenset(), facts.kept_out)


def is_author(actor: Actor, facts: Facts) -> bool:
    return Tie.OWN in stands(actor, facts)


def is_about(actor: Actor, facts: Facts) -> bool:
    return Tie.ABOUT in stands(actor, facts) and not kept_out(actor, facts, frozenset())
