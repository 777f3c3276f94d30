"""Doing what a form asks once, however often it is sent.

Whoever comes first with a form takes its row; whoever comes with the same form again learns where
the first one led. Taking is one statement that only one of two can win, on either database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Once

LEASE = dt.timedelta(minutes=10)
"""After this a deed without an answer is one whose process died."""
KEPT = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it arrived: whose, which page and address (`key`), and what was in it (`sent`)."""

    account: str
    key: str
    sent: str

    def take(self) -> bool:
        """True when this is ours to do: it is new, or says something else than the last time."""
        now = timezone.now()
        try:
            with transaction.atomic():
                Once.objects.create(key=self.key, account_id=self.account, sent=self.sent, at=now)
            return True
        except IntegrityError:
            over = ~Q(sent=self.sent) | Q(answer="", at__lt=now - LEASE)
            row = Once.objects.filter(over, key=self.key)
            return bool(row.update(sent=self.sent, answer="", at=now))

    def before(self) -> Once | None:
        """The same form as it was sent before."""
        return Once.objects.filter(key=self.key, sent=self.sent).first()

    def led_to(self, place: str) -> None:
        """It is done, and this is where it led."""
        self._ours().update(answer=place, at=timezone.now())

    def let_go(self) -> None:
        """Nothing was done: the same form may be sent again."""
        self._ours().delete()

    def _ours(self) -> QuerySet[Once]:
        return Once.objects.filter(key=self.key, sent=self.sent, answer="")


def forget(before: dt.datetime | None = None) -> None:
    """What was sent more than a day ago is not asked about again."""
    Once.objects.filter(at__lt=before or timezone.now() - KEPT).delete()


def forget_about(network: str) -> None:
    """Nothing that led into this network is left."""
    Once.objects.filter(answer__contains=network).delete()
