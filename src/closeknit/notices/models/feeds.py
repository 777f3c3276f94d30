"""The address under which somebody's own calendar can be read by a phone."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.accounts.record import record
from closeknit.accounts.resting import rests
from closeknit.networks.models import tokens
from closeknit.policy import new_key

AT_MOST, UNUSED = dt.timedelta(days=400), dt.timedelta(days=90)
A_WHILE = dt.timedelta(hours=1)
BYTES = 20


class Feed(models.Model):
    """A calendar that follows one account. Its address is shown once, and kept as a hash.

    Whoever holds it reads what that account may see at that moment, and nothing after it ended,
    was made anew, was not asked for in ninety days, or is 400 days old.
    """

    key = models.CharField(primary_key=True, max_length=16, default=new_key, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    titles = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="one_calendar_an_account"
            )
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"

    @classmethod
    def of(cls, account: Account) -> Self | None:
        """The calendar that this account has now."""
        one = cls.objects.filter(account=account, ended_at=None).first()
        return one if one and one.holds(timezone.now()) else None

    @classmethod
    def make(cls, account: Account, titles: bool = False) -> tuple[Self, str]:
        """A new calendar and the word in its address; the one before leads nowhere from now on."""
        token, now = secrets.token_hex(BYTES), timezone.now()
        with transaction.atomic():
            Account.objects.select_for_update().filter(pk=account.pk).first()  # two who tap at once
            cls.objects.filter(account=account, ended_at=None).update(ended_at=now)
            made = cls.objects.create(
                account=account, token_hash=tokens.hashed(token), titles=titles, made_at=now
            )
            record(account.actor(), "made_calendar", "account", account.pk)
        return made, token

    def say_titles(self, titles: bool) -> None:
        """Whether entries say what they are, or only that one is busy."""
        type(self).objects.filter(pk=self.pk, ended_at=None).update(titles=titles)

    def end(self) -> None:
        """The address leads nowhere any more."""
        with transaction.atomic():
            open_now = type(self).objects.filter(pk=self.pk, ended_at=None)
            if open_now.update(ended_at=timezone.now()):
                record(self.account.actor(), "ended_calendar", "account", self.account_id)

    @property
    def last_used(self) -> dt.datetime:
        return self.used_at or self.made_at

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends by itself, if nobody asks for it until then."""
        return min(self.made_at + AT_MOST, self.last_used + UNUSED)

    def holds(self, now: dt.datetime) -> bool:
        return self.ended_at is None and now < self.ends_at

    @classmethod
    def led_by(cls, token: str) -> Self | None:
        """The calendar at this address, if it holds and its owner may come in."""
        if rests():
            return None
        found = cls.objects.filter(token_hash=tokens.hashed(token)).select_related("account")
        one = found.first()
        if one is None or not one.account.is_active or not one.holds(timezone.now()):
            return None
        return one

    def was_used(self) -> None:
        """Write down that it was asked for: once an hour is enough."""
        now = timezone.now()
        if self.used_at is None or now - self.used_at >= A_WHILE:
            type(self).objects.filter(pk=self.pk, ended_at=None).update(used_at=now)
