"""What of a book may stand in it, for everybody it is for; and why the rest does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.audience import called, facts_of, reading, taking_part
from closeknit.networks.map_words import listed
from closeknit.networks.models import Membership, Network, Person, Row
from closeknit.policy import Actor, Level, Role, Verb, may
from closeknit.policy.table import KEPT_BACK

from .models import Consent, Keepsake, Lived

NAMED = 3


@dataclass(frozen=True)
class Readers:
    """Everybody a book is for, beside whoever made it."""

    network: Network
    members: Sequence[Membership]
    others: Sequence[Membership]
    today: dt.date

    @classmethod
    def of(cls, network: Network, row: Keepsake) -> Readers:
        members = taking_part(network)
        there = reading(facts_of(row, members), members)
        others = [one for one in there if one.account_id != row.author_id]
        return cls(network, members, others, timezone.localdate())

    def names(self) -> list[str]:
        return [called(one, self.network) for one in self.others]

    def without(self, row: Row, people: Iterable[Person] = ()) -> list[str]:
        """Those who would read the book and may not read this, or not know of somebody in it."""
        facts, there = facts_of(row, list(self.members)), list(people)
        return [
            called(one, self.network)
            for one in self.others
            if not may(one.actor(), Verb.READ, facts)
            or any(is_kept_from(one.actor(), person) for person in there)
        ]

    def why_not(self, lived: Lived) -> str:
        """Why this does not stand in the book, in a sentence; empty when it does."""
        there = lived.others_in_it()
        if any(one.refuses for one in there):
            return _("Somebody in it does not want it to be shown.")
        said = [one for one in there if one.answer == Consent.Answer.YES]
        if any(one.is_over(self.today) for one in said):
            return _("Somebody in it said yes until a day that is over.")
        if not all(one.agrees("network", self.today) for one in said):
            return _("Somebody in it said yes to something else.")
        return self._not_for_others(lived, there) if self.others else ""

    def _not_for_others(self, lived: Lived, there: Sequence[Consent]) -> str:
        if not all(one.agrees("network", self.today) for one in there):
            return _("Not everybody in it has said yes yet.")
        if any(one.stands_named_in(lived) for one in there):
            return _("Its words name somebody who does not want their name there.")
        missing = self.without(lived, (one.person for one in there if one.person))
        return may_not_see(missing)


def may_not_see(names: Sequence[str]) -> str:
    """Who would read the book and may not see this.

    >>> may_not_see(["Kofi", "Dee"])
    'Kofi and Dee would read this book, and may not see it.'
    """
    if not names:
        return ""
    some = [*names[:NAMED], _("others")] if len(names) > NAMED else names
    return _("%(names)s would read this book, and may not see it.") % {"names": listed(some)}


def is_kept_from(actor: Actor, person: Person) -> bool:
    """Whether somebody is kept from this reader: the same as the lists ask of the database."""
    if actor.role is Role.PERSON or person.pk == actor.person or person.author_id == actor.account:
        return False
    facts = Row.facts(person, member=False)
    level = Level(person.audience)
    chosen = level is Level.CHOSEN and not actor.names & facts.let_in
    return level in KEPT_BACK or chosen or bool(actor.names & facts.kept_out)


def name_of(one: Consent, network: Network, known: frozenset[str], today: dt.date) -> Any:
    """How somebody in it is called in a book: as they chose; unasked, only where they are known."""
    if one.person is None:
        return network.name
    if one.agrees("network", today) or one.person_id in known:
        return one.name_for(one.person.name)
    return _("somebody")
