"""Letters to whoever has a place: a session that is near, a recap that can be read; each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from closeknit.networks.models.posting import KEPT, LEASE, Posting

from .seats import Seat

RECAP = "recap"
"""How the slot of a letter about a recap begins."""


class Letter(Posting):
    """One letter to one place. `row` is the key of what it is about; two of a slot make one."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="letters")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "slot"], name="one_letter_a_place_and_slot")
        ]
        indexes = [models.Index(fields=["state", "try_at"], name="place_letters_to_send")]

    @classmethod
    def claim(cls, seat: Seat, slot: str, row: str, due_at: dt.datetime) -> Self | None:
        """The letter of this slot, for the first who asks; None for everybody after."""
        now = timezone.now()
        one = cls(seat=seat, slot=slot, row=row, due_at=due_at, try_at=now, asked_at=now)
        cls.objects.bulk_create([one], ignore_conflicts=True)
        return cls.objects.filter(pk=one.pk).first()

    @classmethod
    def take(cls, key: str) -> Self | None:
        """This letter, for one worker alone; None where it is sent, or in other hands."""
        now = timezone.now()
        free = cls.objects.filter(pk=key, state__in=cls.OPEN, try_at__lte=now)
        with transaction.atomic():
            if not free.update(state=cls.State.SENDING, try_at=now + LEASE):
                return None
        found: Any = cls.objects.select_related("seat__series__host", "seat__account")
        one: Self = found.get(pk=key)
        return one

    @classmethod
    def made_about(cls, rows: Iterable[str]) -> set[tuple[str, str]]:
        """Which letters about these were made: whose, and of which slot."""
        return set(cls.objects.filter(row__in=list(rows)).values_list("seat", "slot"))

    @classmethod
    def forget_old(cls) -> None:
        """Those of sessions long over. One about a recap stays, or it could be sent once more."""
        over = cls.objects.filter(ended_at__lt=timezone.now() - KEPT)
        over.exclude(slot__startswith=f"{RECAP} ").delete()

    @classmethod
    def about(cls, series: str, row: str) -> dict[str, int]:
        """How many of this series wished for letters about recaps, and have one about this row."""
        here = Seat.active().filter(series=series, waiting_since=None).select_related(None)
        found: dict[str, int] = here.order_by().aggregate(
            wanted=Count("pk", filter=Seat.WRITTEN_TO & Q(recap_letters=True), distinct=True),
            told=Count("letters", filter=Q(letters__row=row), distinct=True),
        )
        return found
