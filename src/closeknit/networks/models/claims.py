"""The card with which the person takes a network into their own hands that others began."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.record import in_turn, record
from closeknit.policy import Actor, Denied, Level, Role, Verb, may, must, new_key

from .base import Row
from .network import Agreed, Membership, Network

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Thirty that are not taken for each other when somebody copies them by hand."""
LONG, DAYS = 20, 30
WAIT = dt.timedelta(hours=72)


def new_nonce() -> str:
    return secrets.token_hex(16)


def a_month_on() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=DAYS)


class Claim(Row):
    """One card for the person in the middle, with a code that nobody guesses: one of 30^20.

    The code is made of the house's secret and a number of the card's own; the database holds its
    hash alone. A new card ends the one before. Where others take part than the steward who made
    it, taking it waits: until another steward says yes, or 72 hours in which everybody is told.
    Else that steward could take it with a second account, and be the person.
    """

    resource = "claim"

    nonce = models.CharField(max_length=32, default=new_nonce)
    code_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(default=a_month_on)
    used_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @classmethod
    def hand_out(cls, actor: Actor) -> tuple[Self, str]:
        """A card, and its code. Only as long as the person does not come in themselves.

        Raises:
            Denied: the person comes in here already, or waits to; or this is no steward's to do.
        """
        key, nonce = new_key(), new_nonce()
        code = made_of(key, nonce)
        with in_turn(actor.network):
            here = Network.everyones.select_for_update().filter(pk=actor.network)
            network = here.first()
            if network is None or network.of_the_person() or cls.waiting_in(network):
                raise Denied(cls.resource)
            made = cls.make(actor, "made_card", key=key, nonce=nonce, code_hash=hashed(code))
            cls._open().filter(network=network).exclude(pk=made.pk).update(binned_at=made.made_at)
        return made, code

    @property
    def code(self) -> str:
        """What is printed on the card."""
        return in_groups(made_of(self.pk, self.nonce))

    @classmethod
    def _open(cls, now: dt.datetime | None = None) -> models.QuerySet[Self]:
        """Cards that lead somewhere. One that was taken in time waits past its own end."""
        lasts = models.Q(until__gt=now or timezone.now()) | models.Q(taken_by__isnull=False)
        return cls.everyones.filter(lasts, used_at=None, binned_at=None)

    @classmethod
    def open_one(cls, actor: Actor) -> Self | None:
        """The card that this actor knows to be out, if it still leads anywhere."""
        return cls.visible_to(actor).filter(pk__in=cls._open().values("pk")).first()

    @classmethod
    def waiting_in(cls, network: Network) -> Self | None:
        """The card that somebody came with and that waits. Everybody who takes part is told."""
        return cls._open().filter(network=network, taken_by__isnull=False).first()

    @classmethod
    def led_by(cls, typed: str, now: dt.datetime | None = None) -> Self | None:
        """The card with this code, while it leads anywhere: asked at every use."""
        there = {"network__binned_at": None, "network__died_at": None}
        found = cls._open(now).filter(code_hash=hashed(read(typed)), **there)
        card = found.select_related("network").first()
        return card if card is not None and card.network.of_the_person() is None else None

    @property
    def due_at(self) -> dt.datetime | None:
        """When the wait is over. An account that is gone waits for nothing any more."""
        return self.taken_at + WAIT if self.taken_at and self.taken_by_id else None

    def take(self, account: str, now: dt.datetime | None = None) -> Membership | None:
        """The network is this account's: at once, or after a wait where others take part as well.

        Raises:
            Denied: somebody was quicker; or this account takes part already, or made the card.
        """
        now = now or timezone.now()
        with in_turn(self.network_id):
            card = self._held(account)
            if card.due_at is None and card._others(account):
                type(self).everyones.filter(pk=self.pk).update(taken_at=now, taken_by=account)
                nobody = Actor("", self.network_id, Role.LINK)
                record(nobody, "came_with_card", self.resource, self.pk, level=self.audience)
                return None
            waits = card.due_at is not None and now < card.due_at
            return None if waits else card._hand_over(account)

    def may_confirm(self, actor: Actor) -> bool:
        """Any steward but the one who made the card."""
        return may(actor, Verb.CREATE, self.facts()) and actor.account != self.author_id

    def confirm(self, actor: Actor) -> Membership:
        """That is the person: the wait is over."""
        with in_turn(self.network_id):
            card = self._answered_by(actor)
            record(actor, "confirmed_card", self.resource, self.pk, level=self.audience)
            return card._hand_over(str(card.taken_by_id))

    def turn_away(self, actor: Actor) -> None:
        """That is somebody else: this card ends, and it takes a new one."""
        with in_turn(self.network_id):
            self._answered_by(actor)
            self._move(actor, self.version, "turned_away", {"binned_at": timezone.now()})

    @classmethod
    def carry_due(cls, now: dt.datetime | None = None) -> None:
        """Cards that waited long enough are taken."""
        now = now or timezone.now()
        for card in cls._open(now).filter(taken_by__isnull=False, taken_at__lte=now - WAIT):
            try:
                card.take(str(card.taken_by_id), now)
            except Denied:  # they take part otherwise by now, or somebody else is the person
                cls.everyones.filter(pk=card.pk).update(binned_at=now)

    def _answered_by(self, actor: Actor) -> Self:
        must(actor, Verb.CREATE, self.facts())
        card = self._held(str(self.taken_by_id or ""))
        if card.taken_by_id is None or not card.may_confirm(actor):
            raise Denied(self.resource)
        return card

    def _held(self, account: str) -> Self:
        """The card as it is now, if it can still be this account's."""
        network = Network.everyones.select_for_update().get(pk=self.network_id)
        card = type(self)._open().filter(pk=self.pk).first()
        here = network.of_the_person() or network.actor(account).network
        if card is None or network.died_at or here:
            raise Denied(self.resource)
        if account == card.author_id or card.taken_by_id not in (None, account):
            raise Denied(self.resource)
        return card

    def _others(self, account: str) -> bool:
        """Whether anybody takes part beside whoever made the card and whoever came with it."""
        here = Membership.active().filter(network=self.network_id)
        return here.exclude(account__in=[account, self.author_id or ""]).exists()

    def _hand_over(self, account: str) -> Membership:
        """All of it, from now on, and nobody's to take back."""
        now = timezone.now()
        if not type(self)._open(now).filter(pk=self.pk).update(used_at=now):
            raise Denied(self.resource)
        network = Network.everyones.get(pk=self.network_id)
        part: Membership = Membership.everyones.create(
            network=network,
            author_id=account,
            account_id=account,
            audience=Level.NETWORK,
            role=Role.PERSON,
            opened_at=now,
        )
        record(part.actor(), "claimed", "charge", part.pk)
        network.revise(part.actor(), network.version, "agreed", agreed=Agreed.SELF)
        return part


def made_of(key: str, nonce: str) -> str:
    """The code of a card: nobody finds it out without the house's secret."""
    found = salted_hmac("closeknit.claim", f"{key}.{nonce}", algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in found[:LONG])


def hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def read(typed: str) -> str:
    """A code as somebody typed it: capitals, spaces and dashes do not matter.

    >>> read(" ABCD-2345 ")
    'abcd2345'
    """
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def in_groups(code: str) -> str:
    """A code as it is printed.

    >>> in_groups("abcd2345")
    'ABCD-2345'
    """
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4)).upper()
