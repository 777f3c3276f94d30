"""Intentions: a wish to make time, or one small thing to do next."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from closeknit.networks.models import Person, Row
from closeknit.policy import Actor


class Intention(Row):
    """One small thing somebody means to do, perhaps with one person. Private to its author."""

    resource = "intention"
    kept_fields = ("words", "person_id", "done_at")

    words = models.CharField(max_length=200)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="intentions"
    )
    finding = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"intention {self.pk}"

    def finish(self, actor: Actor, version: int) -> None:
        """It was done."""
        self.revise(actor, version, "did", done_at=timezone.now())

    def reopen(self, actor: Actor, version: int) -> None:
        """It was not done after all."""
        self.revise(actor, version, "reopened", done_at=None)
