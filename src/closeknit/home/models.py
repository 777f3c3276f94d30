"""How far the first steps of a network have come."""

from __future__ import annotations

from django.db import models

from closeknit.networks.models import Row
from closeknit.policy import Actor


class Step(Row):
    """One of the first steps that somebody finished or left out. Both can be gone back to."""

    class State(models.TextChoices):
        DONE = "done"
        LEFT_OUT = "left_out"

    resource = "step"
    kept_fields = ("state",)

    name = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="each_step_once_a_network")
        ]

    def __str__(self) -> str:
        return f"step {self.name}"

    @classmethod
    def mark(cls, actor: Actor, name: str, state: str) -> None:
        found = cls.visible_to(actor).filter(name=name).first()
        if found is None:
            cls.make(actor, "stepped", name=name, state=state)
        else:
            found.revise(actor, found.version, "stepped", state=state)
