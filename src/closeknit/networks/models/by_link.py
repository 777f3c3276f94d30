"""Asking one person by a link: whoever has no account here answers at an address of their own."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from closeknit.core.network import Kind
from closeknit.networks import letters
from closeknit.policy import Actor, Channel, Denied, Role, Verb, may, must

from . import tokens
from .base import Row
from .network import Membership
from .people import Contact, Person

BETWEEN_LETTERS = dt.timedelta(days=1)


def lately(at: dt.datetime | None) -> bool:
    """Whether a letter went out less than a day ago."""
    return at is not None and at > timezone.now() - BETWEEN_LETTERS


class ByLink(Row):
    """A question to one person, and the link by which they answer it.

    The address is made anew each time, never kept. It opens what `purpose` says in `links.txt`,
    this one row, as long as it `leads` anywhere; looking changes nothing. An answer names the
    version it saw, so that one sent twice counts once.
    """

    purpose: ClassVar[str]
    page: ClassVar[str]
    """The name of the page behind the link."""
    letter: ClassVar[str]
    """The words of the letter that brings it."""
    letter_deed: ClassVar[str]
    led_with: ClassVar[tuple[str, ...]] = ("network", "person")
    """What is read along, so that it can be said whether the link leads anywhere."""
    person: Any  # somebody on the map; for some kinds of questions nobody
    person_id: Any

    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        abstract = True

    # The address -----------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """What stands in the address; empty while nobody asked by a link."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    @property
    def has_link(self) -> bool:
        """Whether there is a link by which it can be answered."""
        return bool(self.nonce)

    @property
    def address(self) -> str:
        """The address to hand over; empty while there is none."""
        return settings.URL + reverse(self.page, args=[self.token]) if self.has_link else ""

    def new_link(self) -> dict[str, Any]:
        """What makes a link of this row; nothing where there is one: it stays good."""
        return {} if self.has_link else self.link()

    def link(self) -> dict[str, Any]:
        """A link that nobody knows yet."""
        nonce = tokens.new_nonce()
        made = tokens.token(str(self.pk), nonce)
        return {"nonce": nonce, "token_hash": tokens.hashed(made)}

    @staticmethod
    def no_link() -> dict[str, Any]:
        """What ends a link for good: whoever is asked again gets another address."""
        return {"nonce": "", "token_hash": ""}

    @classmethod
    def led_by(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        return cls._led(Q(token_hash=tokens.hashed(token)))

    @classmethod
    def _led(cls, wanted: Q) -> tuple[Self, Actor] | None:
        found = cls.everyones.filter(wanted, binned_at=None)
        row: Self | None = found.select_related(*cls.led_with).first()
        if row is None or not row.leads():
            return None
        actor = Actor("", row.network_id, Role.LINK, purpose=cls.purpose, row=str(row.pk))
        return (row, actor) if may(actor, Verb.READ, row.facts(), Channel.LINK) else None

    def leads(self) -> bool:
        """Whether the link still leads anywhere. Each kind of question knows its own end."""
        raise NotImplementedError

    # Who can be asked ------------------------------------------------------------------------

    def can_be_asked(self) -> bool:
        """Whether somebody may be asked now, by a link or a letter."""
        return self.leads()

    def can_be_reached(self) -> bool:
        """Whether it is for somebody living and of age on the map of a network that goes on."""
        person: Person | None = self.person
        if person is None or person.binned_at or person.under_age or person.kind != Kind.PERSON:
            return False
        return self.network.binned_at is None and self.network.died_at is None

    def takes_part(self) -> bool:
        """Whether they come in here themselves: then they are asked on their own pages."""
        here = Membership.active().filter(network=self.network_id, person=self.person_id)
        return here.exists()

    # The letter ------------------------------------------------------------------------------

    def must_be_asked_by(self, actor: Actor) -> None:
        """Raise Denied for whoever may not ask this."""
        raise NotImplementedError

    @property
    def wants_no_letters(self) -> bool:
        """Whether whoever is asked stopped letters from here."""
        return self.person is not None and self.person.no_letters_at is not None

    def may_be_written_to(self) -> bool:
        """Whether a letter may go: there is a link, none went out today, and they want letters."""
        may = self.has_link and not lately(self.posted_at) and self.can_be_asked()
        return may and not self.wants_no_letters

    def _stopped_since(self) -> bool:
        """Whether they wanted no letters after this one was sent off. One they ask for goes."""
        stopped = self.person.no_letters_at
        return stopped is not None and (self.posted_at is None or stopped > self.posted_at)

    def written_to(self, actor: Actor, to: str = "") -> None:
        """Whoever asks sends the link as a letter, to the contact with this key."""
        self.must_be_asked_by(actor)
        if not self.may_be_written_to():
            raise Denied(self.resource)
        self._move(actor, self.version, self.letter_deed, self.sent(to))

    def sent(self, to: str) -> dict[str, Any]:
        """What a letter leaves."""
        return {"posted_at": timezone.now()}

    def letter_now(self) -> str:
        """The words of the letter that goes out now."""
        return self.letter

    @classmethod
    def post(cls, key: str, contact: str) -> None:
        """The letter goes to an address that somebody chose, if it is still asked."""
        rows = cls.everyones.filter(pk=key, binned_at=None).select_related(*cls.led_with)
        row: Self | None = rows.first()
        mail = Contact.everyones.filter(pk=contact, how=Contact.How.EMAIL, binned_at=None).first()
        if row is None or mail is None or mail.person_id != row.person_id:
            return
        if row.has_link and row.can_be_asked() and not row._stopped_since():
            stop = reverse("stop_asking", args=[row.person_id, row.person.stop_token])
            letters.ask_by_link(mail.value, row.address, row.letter_now(), settings.URL + stop)

    # The answer ------------------------------------------------------------------------------

    def must_be_answered_by(self, actor: Actor) -> None:
        """Raise Denied for whoever this question is not for, on a page or by the link."""
        channel = Channel.LINK if actor.role is Role.LINK else Channel.PAGE
        must(actor, Verb.CHANGE, self.facts(), channel)
