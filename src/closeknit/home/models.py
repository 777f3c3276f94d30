"""How far the first steps of a network have come."""

from __future__ import annotations

from django.db import IntegrityError, models, transaction

from closeknit.networks.models import Person, Row
from closeknit.policy import Actor

from .index import Line

__all__ = ["Line", "Step"]


class Step(Row):
    """One of the first steps that somebody finished or left out. Both can be gone back to.

    A step with a person is finished for that person only: who knows whom is asked about one
    person at a time.
    """

    class State(models.TextChoices):
        DONE = "done"
        LEFT_OUT = "left_out"

    resource = "step"
    about_lookup = "person"
    kept_fields = ("state",)

    name = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"],
                condition=models.Q(person=None),
                name="each_step_once_a_network",
            ),
            models.UniqueConstraint(
                fields=["network", "name", "person"], name="each_step_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.name}"

    def about_key(self) -> str:
        return self.person_id or ""

    @classmethod
    def mark(cls, actor: Actor, name: str, state: str, person: Person | None = None) -> None:
        """Finished, or left out for now. Saying it again moves its date."""
        found = cls.visible_to(actor).filter(name=name, person=person).first()
        if found is not None:
            found.revise(actor, found.version, "stepped", state=state)
            return
        try:
            with transaction.atomic():
                cls.make(actor, "stepped", name=name, state=state, person=person)
        except IntegrityError:
            return  # somebody beside us marked it in the same moment

    @classmethod
    def states(cls, actor: Actor) -> dict[str, str]:
        """What was finished or left out in this network, by the name of the step."""
        return dict(cls.visible_to(actor).filter(person=None).values_list("name", "state"))
