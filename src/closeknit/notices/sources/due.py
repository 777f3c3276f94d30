"""What a source says: one thing that is due to be told to one reader, in words for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from closeknit.networks.models import Membership, Network, Person, Row
from closeknit.networks.waiting import Names
from closeknit.notices.models.notice import Mark
from closeknit.policy import Actor, Channel, Role, Verb, may

LATELY = dt.timedelta(days=30)
"""How long what happened is still news."""
A_DAY_AHEAD, A_WEEK_AHEAD = dt.timedelta(hours=36), dt.timedelta(days=8)
"""How long before it begins a turn or a gathering is told: with the last letter before it."""


@dataclass(frozen=True)
class Due:
    """One thing to tell. `about` and `row` name the row; `slot` which time of it, or nothing.

    `in_mail` says that a letter to this reader may hold these words. What is over at `until` is
    not told any more.
    """

    kind: str
    about: str
    row: str
    text: str
    url: str
    network: str
    since: dt.datetime
    slot: str = ""
    until: dt.datetime | None = None
    in_mail: bool = False

    @property
    def mark(self) -> Mark:
        return self.kind, self.row, self.slot

    @property
    def word(self) -> str:
        """The same in one word, for a form."""
        return "|".join(self.mark)


@dataclass(frozen=True)
class Reader:
    """Somebody with a part in one network, at one moment, who looks so far `ahead`."""

    part: Membership
    now: dt.datetime
    zone: dt.tzinfo = field(default=dt.UTC)
    ahead: dt.timedelta = A_DAY_AHEAD

    @cached_property
    def actor(self) -> Actor:
        return self.part.actor()

    @property
    def network(self) -> Network:
        return self.part.network

    @cached_property
    def names(self) -> Names:
        """How everybody here is called; asked for once, and only where there is something."""
        here = Membership.known_to(self.actor)
        return Names(self.actor, self.network, {part.account_id: part for part in here})

    def knows(self, person: str) -> bool:
        """Whether the reader may know that this one is on the map."""
        return self.actor.role is Role.PERSON or person in self.people

    @cached_property
    def people(self) -> frozenset[str]:
        """Everybody on the map they may know of; asked for once, and only where it matters."""
        return frozenset(Person.visible_to(self.actor).values_list("pk", flat=True))

    @property
    def lately(self) -> dt.datetime:
        return self.now - LATELY

    def in_mail(self, *rows: Row | None) -> bool:
        """Whether a letter to this reader may speak of every one of these rows.

        The narrowest comes first: once it says no, the others are not asked what they are about.
        """
        there = [row for row in rows if row is not None]
        told = (may(self.actor, Verb.READ, row.facts(), Channel.MAIL) for row in there)
        return bool(there) and all(told)
