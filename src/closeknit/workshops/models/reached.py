"""How whoever has a place is reached: their account, or a link, and an address known as theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record
from closeknit.networks.models import tokens
from closeknit.policy import Actor, Channel, Denied, Role, Verb, may, must

from .base import SeriesRow

A_DAY = dt.timedelta(days=1)

OWN_WORDS = ("Answer", "Telling", "GroupLine", "Tried", "Reach")
"""The rows of a place that whoever has it writes for themselves, or for the group."""


def addresses_of(account: str) -> list[str]:
    """The addresses that are known as this account’s."""
    known = EmailAddress.objects.filter(user=account, verified=True)
    return [one.lower() for one in known.values_list("email", flat=True)]


class Reached(SeriesRow):
    """A place as far as it is a way in and an address. `proved_at`: the address is theirs.

    Anybody can write down any address. Until somebody comes by the link that went there, one letter
    goes there and no other: that with the link.
    """

    class Remind(models.TextChoices):
        NONE = "", _("No letters")
        DAY = "day", _("The day before")
        HOUR = "hour", _("An hour before")
        BOTH = "both", _("The day before, and an hour before")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="seats",
    )
    waiting_since = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    email = models.EmailField(blank=True)
    remind = models.CharField(max_length=4, choices=Remind, default=Remind.NONE, blank=True)
    recap_letters = models.BooleanField(default=False)
    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)

    KNOWN = Q(account__isnull=False) | Q(proved_at__isnull=False)
    WRITTEN_TO = Q(account__isnull=False) | (~Q(email="") & Q(proved_at__isnull=False))

    class Meta(SeriesRow.Meta):
        abstract = True

    @property
    def waits(self) -> bool:
        return self.waiting_since is not None

    def actor(self) -> Actor:
        """Whoever has this place, as they act here. Until they come up, they see it alone."""
        return Actor(
            account=self.account_id or "",
            network=str(self.series_id),
            role=Role.SEAT,
            person=str(self.pk),
            opened=not self.waits,
        )

    @classmethod
    def active(cls) -> models.QuerySet[Self]:
        """Those who have a place at this moment, or wait for one."""
        here = Q(left_at=None, binned_at=None)
        return cls.everyones.filter(here).select_related("series")

    # Letters that come by themselves ---------------------------------------------------------

    @classmethod
    def wanting(cls, series: Iterable[str], wish: Q) -> list[Self]:
        """Those of these series who have a place, an address known as theirs, and this wish."""
        here = cls.active().filter(series__in=list(series), waiting_since=None)
        rows = here.filter(cls.WRITTEN_TO, wish)
        return list(rows.select_related("series", "account"))

    @property
    def has_address(self) -> bool:
        """Whether a letter could reach them: to their account, or to what they wrote down."""
        return bool(self.account_id or self.email)

    @property
    def address(self) -> str:
        """The address that is known as theirs; empty where there is none."""
        if self.account is not None:
            own = self.account.email.lower()
            return own if own in addresses_of(self.account.pk) else ""
        return self.email if self.proved_at and self.nonce else ""

    @property
    def stop_token(self) -> str:
        return tokens.stop(str(self.pk))

    @classmethod
    def by_stop(cls, key: str, token: str) -> Self | None:
        """The place whose letters this address stops."""
        if not constant_time_compare(tokens.stop(key), token):
            return None
        return cls.active().filter(pk=key).first()

    @property
    def wants_letters(self) -> bool:
        return bool(self.remind or self.recap_letters)

    def stop_letters(self) -> None:
        """No reminder and no other letter comes any more. The place stays."""
        if self.wants_letters:
            stamp = {"remind": self.Remind.NONE, "recap_letters": False}
            self._move(self.actor(), self.version, "stopped_place_letters", stamp)

    def may_be_written_to(self) -> bool:
        """Whether a letter may go: there is an address, and none went out today."""
        if self.series.practice:
            return False
        lately = self.posted_at is not None and self.posted_at > timezone.now() - A_DAY
        return bool(self.email and self.nonce) and not lately

    def written_to(self) -> None:
        """A letter goes out now; not another one today."""
        type(self).everyones.filter(pk=self.pk).update(posted_at=timezone.now())

    # The link --------------------------------------------------------------------------------

    @property
    def token(self) -> str:
        """What stands in the address; empty while there is none."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    @property
    def mark(self) -> str:
        """What stands in a letter with the link, and on no page: who has it got the letter."""
        return tokens.mark(str(self.pk), f"{self.nonce}.{self.email.lower()}")

    def prove(self, mark: str) -> None:
        """Somebody comes by its link: where an address was written down, by that of a letter.

        Anybody can write down any address, and sees the link without its mark.
        """
        came = not self.email or constant_time_compare(mark, self.mark)
        with in_turn(str(self.series_id)):
            new = type(self).everyones.filter(pk=self.pk, proved_at=None)
            if came and new.update(proved_at=timezone.now()):  # no version: nobody typed anything
                record(self.actor(), "proved_place", self.resource, self.pk, level=self.audience)

    def is_lived_in(self) -> bool:
        """Whether somebody came in by it and said something: a link would open that as well.

        So would it where an address is known as theirs: the link goes there by letter.
        """
        get = self._meta.apps.get_model
        kinds: Any = [get("workshops", name) for name in OWN_WORDS]
        said = (kind.everyones.filter(seat=self.pk).exists() for kind in kinds)
        proved = bool(self.email and self.proved_at)
        return proved or self.agreed_at is not None or any(said)

    def new_link(self, actor: Actor) -> None:
        """Another link; the one before leads nowhere from now on.

        Whoever leads makes one only for a place that nobody has used: it would open what somebody
        wrote for themselves, and let another say yes in their name.
        """
        must(actor, Verb.CHANGE, self.facts())
        if actor.person != self.pk and self.is_lived_in():
            raise Denied(self.resource)
        self.nonce = tokens.new_nonce()
        stamp = {"nonce": self.nonce, "token_hash": tokens.hashed(self.token)}
        self._move(actor, self.version, "made_seat_link", stamp)

    @classmethod
    def by_link(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        row = cls.by_hash(tokens.hashed(token)) if token else None
        if row is None:
            return None
        link = Actor("", str(row.series_id), Role.LINK, purpose="place", row=str(row.pk))
        return (row, row.actor()) if may(link, Verb.READ, row.facts(), Channel.LINK) else None

    @classmethod
    def by_hash(cls, told: str) -> Self | None:
        """The place whose link this browser came by before."""
        here = cls.active().filter(token_hash=told, series__binned_at=None)
        return here.select_related("series").first() if told else None
