"""Who can see something, in names: computed from the policy, never written by hand."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.policy import TABLE, Actor, Facts, Level, Role, Verb, may
from closeknit.policy.sharing import can_be_shared, may_ask, may_hide

from .models import Membership, Network, Person, Row

HERE_ONLY = frozenset({"network", "membership", "proposal", "gathering"})
"""Rows whose readers are decided by who takes part, or is asked to come, on pages of their own."""


@dataclass(frozen=True)
class Seen:
    """Who sees one thing, in a sentence, and what the reader may do about it."""

    sentence: str
    url: str = ""
    hides: bool = False


@dataclass(frozen=True)
class Judged:
    """The same for every row of which the policy knows as much: `mine` is for the reader to change,
    and they may keep it from others where it `hides`."""

    sentence: str
    mine: bool = False
    hides: bool = False

    def of(self, row: Row) -> Seen:
        there = self.mine or self.hides
        url = reverse("who_sees_this", args=[row.tenant, row.resource, row.pk]) if there else ""
        return Seen(self.sentence, url, self.hides)


def taking_part(network: Network) -> list[Membership]:
    """Everyone who takes part now, the person first."""
    found = Membership.active().filter(network=network).select_related("person", "account")
    return sorted(found, key=lambda m: (m.role != Role.PERSON, m.role != Role.STEWARD, m.made_at))


def facts_of(row: Row, members: list[Membership]) -> Facts:
    """What the policy wants to know about the row, without asking again who takes part."""
    about = row.about_key()
    return row.facts(any(m.person_id == about for m in members)) if about else row.facts()


def would_wait(row: Row, members: list[Membership]) -> bool:
    """Whether somebody in it has not agreed: for more people than stewards it then waits."""
    wider = copy(row)
    wider.audience = Level.NETWORK
    return not facts_of(wider, members).consented


def reading(facts: Facts, members: list[Membership]) -> list[Membership]:
    """Those among them who may read this row."""
    return [member for member in members if may(member.actor(), Verb.READ, facts)]


def readers(network: Network, facts: Facts, members: list[Membership]) -> list[str]:
    """The names of those among them who may read this row."""
    return [called(member, network) for member in reading(facts, members)]


def readers_of_page(network: Network, person: Person, members: list[Membership]) -> list[str]:
    """Who may read the whole page about this person: whoever may see them and is in charge."""
    found = reading(facts_of(person, members), members)
    return [called(member, network) for member in found if member.actor().in_charge]


def sees_own_part(person: Person, members: list[Membership]) -> bool:
    """Whether the person the page is about takes part, and so reads their own part of it."""
    about = facts_of(person, members)
    theirs: list[Actor] = [m.actor() for m in members if m.person_id == person.pk]
    return any(not actor.in_charge and may(actor, Verb.READ, about) for actor in theirs)


def called(member: Membership, network: Network) -> str:
    """How whoever takes part is called on pages: never by their address."""
    if member.role == Role.PERSON:
        return network.name
    return member.person.name if member.person else member.account.name


def seen_by(names: Collection[str]) -> str:
    """Who sees it, in a sentence with a count and names.

    >>> seen_by(["Maya", "Rosa"])
    'Seen by 2 people: Maya, Rosa.'
    """
    if not names:
        return _("Seen by nobody who takes part.")
    said = ngettext(
        "Seen by %(count)s person: %(names)s.", "Seen by %(count)s people: %(names)s.", len(names)
    )
    return said % {"count": len(names), "names": ", ".join(names)}


def seen(row: Row, network: Network, actor: Actor, members: list[Membership]) -> Seen:
    """Who sees this row, and where that is changed if this reader may."""
    return judged(facts_of(row, members), network, actor, members).of(row)


def judged(facts: Facts, network: Network, actor: Actor, members: list[Membership]) -> Judged:
    """Who sees a row of which this is known, and what this reader may do about it."""
    if facts.level is Level.ONLY_ME or usual_level(facts) is Level.ONLY_ME:
        return Judged(_("Only you can read this."))
    shared = can_be_shared(facts.resource) and facts.resource not in HERE_ONLY
    return Judged(
        seen_by(readers(network, facts, members)),
        mine=shared and may_ask(actor, facts),
        hides=shared and may_hide(actor, facts),
    )


def usual_level(facts: Facts) -> Level:
    """The audience such a row always has, or the one it has now."""
    row = TABLE[facts.resource]
    return row.level if row.fixed else facts.level
