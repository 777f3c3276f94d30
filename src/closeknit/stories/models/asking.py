"""Asking somebody whether they may be shown: a link for whoever has no account here."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from closeknit.core.network import Kind
from closeknit.networks.models import Membership, Person, tokens
from closeknit.policy import Actor, Channel, Denied, Level, Role, Verb, may, must

BETWEEN_LETTERS = dt.timedelta(days=1)


class Asked(models.Model):
    """The question, and its link. The address is made anew each time, never kept."""

    resource: ClassVar[str]
    everyones: ClassVar[models.Manager[Any]]
    lived: Any
    person: Any
    network: Any

    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        """What stands in the address; empty while nobody asked."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    @classmethod
    def looked_after_by(cls, actor: Actor, key: str) -> Self | None:
        """Somebody in what this actor reads and looks after: its author, or who is in charge."""
        row: Any = cls.everyones.filter(pk=key, network=actor.network, binned_at=None).first()
        if row is None or row.person is None:
            return None
        lived = row.lived
        there = type(lived).visible_to(actor).filter(pk=lived.pk).exists()
        return row if there and row.may_be_asked_by(actor) else None

    def may_be_asked_by(self, actor: Actor) -> bool:
        """Its author asks; for what stewards read anyway, whoever is in charge does as well."""
        facts = self.lived.facts()
        if not may(actor, Verb.READ, facts):
            return False
        kept_back = facts.level in (Level.ONLY_ME, Level.PERSON)
        return facts.author == actor.account or (actor.in_charge and not kept_back)

    def can_be_asked(self) -> bool:
        """Whether there is anybody to ask: somebody living and of age, about something told."""
        person: Person | None = self.person
        if person is None or person.binned_at or person.under_age or person.kind != Kind.PERSON:
            return False
        return self._is_there() and self.network.died_at is None

    def _is_there(self) -> bool:
        """Whether what they are in is told, and read by anybody but its author."""
        lived = self.lived
        if lived is None or lived.binned_at or self.network.binned_at or not lived.is_told():
            return False
        return bool(lived.audience != Level.ONLY_ME)

    def takes_part(self) -> bool:
        """Whether they come in here themselves: then they are asked on their own pages."""
        here = Membership.active().filter(network=self.network, person=self.person)
        return here.exists()

    def ask(self, actor: Actor) -> None:
        """From now on they are asked: by a link, or on their own page."""
        if not self.may_be_asked_by(actor) or not self.can_be_asked():
            raise Denied(self.resource)
        row: Any = self
        stamp: dict[str, Any] = {"asked_at": timezone.now()}
        if row.answer == row.Answer.NOT_ASKED:
            stamp["answer"] = row.Answer.ASKED
        if not self.nonce and not self.takes_part():
            nonce = tokens.new_nonce()
            made = tokens.token(str(self.pk), nonce)
            stamp |= {"nonce": nonce, "token_hash": tokens.hashed(made)}
        row._move(actor, row.version, "asked_about", stamp)

    def may_be_written_to(self) -> bool:
        """Whether a letter may go: there is a link, and none went out today."""
        lately = self.posted_at is not None and self.posted_at > timezone.now() - BETWEEN_LETTERS
        return bool(self.nonce) and not lately and self.can_be_asked()

    def written_to(self, actor: Actor) -> None:
        """Whoever asks sends the link as a letter."""
        if not self.may_be_asked_by(actor) or not self.may_be_written_to():
            raise Denied(self.resource)
        row: Any = self
        row._move(actor, row.version, "wrote_about", {"posted_at": timezone.now()})

    @classmethod
    def led_by(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        found = cls.everyones.filter(token_hash=tokens.hashed(token), binned_at=None)
        row: Any = found.select_related("network", "person", "story", "photo").first()
        if row is None or not row.leads():
            return None
        actor = Actor("", row.network_id, Role.LINK, purpose=cls.resource, row=row.pk)
        return (row, actor) if may(actor, Verb.READ, row.facts(), Channel.LINK) else None

    def leads(self) -> bool:
        """Whether the link leads anywhere: as long as there is something to say no to."""
        person: Person | None = self.person
        there = person is not None and not person.binned_at and not person.under_age
        return there and self._is_there()

    def only_says_no(self, actor: Actor) -> bool:
        """Where a yes would count too little: by a link, for somebody who comes in themselves.

        Nor in a network that is kept as it was.
        """
        return actor.role is Role.LINK and (bool(self.network.died_at) or self.takes_part())

    def _must_be_theirs(self, actor: Actor) -> None:
        """Nobody answers for somebody else."""
        row: Any = self
        channel = Channel.LINK if actor.role is Role.LINK else Channel.PAGE
        must(actor, Verb.CHANGE, row.facts(), channel)
