"""Intentions: a wish to make time, or one small thing to do next."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from closeknit.networks.models import Person, Row
from closeknit.policy import Actor, Channel

MOST_DAYS = 730


class Intention(Row):
    """One small thing somebody means to do, or a wish to be in touch every so many days.

    A wish without a person is meant with the focus person. Private to its author; one that is the
    network's is seen by the person and stewards.
    """

    resource = "intention"
    people_in_it = ("person",)
    kept_fields = ("words", "person_id", "every", "by_when", "snoozed_until", "done_at")

    words = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="intentions"
    )
    every = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    by_when = models.DateField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    finding = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"intention {self.pk}"

    @classmethod
    def rhythms(cls, actor: Actor, channel: Channel = Channel.LIST) -> models.QuerySet[Self]:
        """The wishes to be in touch every so many days that hold now."""
        return cls.visible_to(actor, channel).filter(done_at=None).exclude(every=None)

    def finish(self, actor: Actor, version: int) -> None:
        """It was done."""
        self.revise(actor, version, "did", done_at=timezone.now())

    def reopen(self, actor: Actor, version: int) -> None:
        """It was not done after all."""
        self.revise(actor, version, "reopened", done_at=None)

    def snooze(self, actor: Actor, version: int, until: dt.date) -> None:
        """Not now, and that is fine: it is not told of until this day."""
        self.revise(actor, version, "snoozed", snoozed_until=until)

    def wake(self, actor: Actor, version: int) -> None:
        """It may be told of again."""
        self.revise(actor, version, "woke_intention", snoozed_until=None)
