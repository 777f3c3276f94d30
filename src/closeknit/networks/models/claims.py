"""The card with which the person takes a network into their own hands that others began."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.record import in_turn, record
from closeknit.policy import Actor, Denied, Level, Role, new_key

from .base import Row
from .network import Agreed, Membership, Network

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Thirty that are not taken for each other when somebody copies them by hand."""
LONG, DAYS = 20, 30


def new_nonce() -> str:
    return secrets.token_hex(16)


def a_month_on() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=DAYS)


class Claim(Row):
    """One card for the person in the middle, with a code that nobody guesses: one of 30^20.

    The code is made of the house's secret and a number of the card's own; the database holds its
    hash alone. A new card ends the one before. Nobody needs to confirm it: a steward hands it to
    the person themselves.
    """

    resource = "claim"

    nonce = models.CharField(max_length=32, default=new_nonce)
    code_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(default=a_month_on)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"claim {self.pk}"

    @classmethod
    def hand_out(cls, actor: Actor) -> tuple[Self, str]:
        """A card, and its code. Only as long as the person does not come in themselves.

        Raises:
            Denied: the person comes in here already, or this is no steward's to do.
        """
        key, nonce = new_key(), new_nonce()
        code = made_of(key, nonce)
        with in_turn(actor.network):
            here = Network.everyones.select_for_update().filter(pk=actor.network)
            network = here.first()
            if network is None or network.of_the_person() is not None:
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
        now = now or timezone.now()
        return cls.everyones.filter(used_at=None, binned_at=None, until__gt=now)

    @classmethod
    def open_one(cls, actor: Actor) -> Self | None:
        """The card that this actor knows to be out, if it still leads anywhere."""
        return cls.visible_to(actor).filter(pk__in=cls._open().values("pk")).first()

    @classmethod
    def led_by(cls, typed: str, now: dt.datetime | None = None) -> Self | None:
        """The card with this code, while it leads anywhere: asked at every use."""
        found = cls._open(now).filter(code_hash=hashed(read(typed)), network__binned_at=None)
        card = found.select_related("network").first()
        return card if card is not None and card.network.of_the_person() is None else None

    def take(self, account: str) -> Membership:
        """The network is this account's from now on: all of it, at once, and nobody's to take back.

        Raises:
            Denied: somebody was quicker, or this account takes part as somebody else already.
        """
        now = timezone.now()
        with in_turn(self.network_id):
            network = Network.everyones.select_for_update().get(pk=self.network_id)
            used = type(self)._open(now).filter(pk=self.pk).update(used_at=now)
            if not used or network.of_the_person() or network.actor(account).network:
                raise Denied(self.resource)
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
