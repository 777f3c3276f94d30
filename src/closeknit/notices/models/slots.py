"""One letter that is due: made once for each slot, and sent once."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models.posting import LEASE, Posting

from .rhythm import Rhythm


class Slot(Posting):
    """A day (or a turn, then its key is `row`) that one account is told of. Two make one."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "slot"], name="one_letter_a_slot")
        ]
        indexes = [models.Index(fields=["state", "try_at"], name="letters_to_send")]

    def __str__(self) -> str:
        return f"slot {self.pk}"

    @classmethod
    def claim(cls, account: Account, slot: str, due_at: dt.datetime, row: str = "") -> Self | None:
        """The letter of this slot, for the first who asks; None for everybody after."""
        now = timezone.now()
        one = cls(account=account, slot=slot, due_at=due_at, row=row, try_at=now, asked_at=now)
        cls.objects.bulk_create([one], ignore_conflicts=True)
        return cls.objects.filter(pk=one.pk).first()

    @classmethod
    def take(cls, key: str) -> Self | None:
        """This letter, for one worker alone; None where it is sent, or in other hands.

        Nor while another letter to the same account is on its way: a thing would be told twice.
        """
        now = timezone.now()
        free = cls.objects.filter(pk=key, state__in=cls.OPEN, try_at__lte=now)
        with transaction.atomic():
            account = free.values_list("account", flat=True).first()
            Rhythm.objects.select_for_update().filter(account=account).first()
            others = cls.objects.filter(account=account, state=cls.State.SENDING).exclude(pk=key)
            if account is None or others.exists():
                return None
            taken = free.update(state=cls.State.SENDING, try_at=now + LEASE)
        return cls.objects.select_related("account").get(pk=key) if taken else None
