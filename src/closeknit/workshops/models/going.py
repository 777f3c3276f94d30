"""Who lets a line of their own leave the room, and under which name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Level, Verb, must

from .openings import Answer, OfAPlace
from .seats import Seat


class Going(OfAPlace):
    """Somebody lets one line of theirs leave the room, under which name; or takes that back."""

    class Named(models.TextChoices):
        NONE = "none", _("without a name")
        FIRST = "first", _("with my first name")
        FULL = "full", _("with my whole name")

    resource = "telling"
    kept_fields = ("goes", "named")

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="going")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    goes = models.BooleanField(default=False)
    named = models.CharField(max_length=8, choices=Named, default=Named.NONE)

    class Meta(OfAPlace.Meta):
        pass

    def __str__(self) -> str:
        return f"going {self.pk}"

    @classmethod
    def say(cls, actor: Actor, answer: Answer, goes: bool, named: str) -> None:
        """Yes or no to one line of one’s own: by whoever wrote it, by nobody else."""
        if answer.seat_id != actor.person:
            raise Denied(cls.resource)
        level = Level.STEWARDS if goes else Level.ONLY_ME
        with in_turn(actor.network):
            row = cls.everyones.filter(answer=answer).first()
            if row is None and goes:
                said = {"answer": answer, "seat_id": answer.seat_id, "goes": True, "named": named}
                cls.make(actor, "let_a_line_go", audience=level, **said)
            elif row is not None and (row.goes, row.named) != (goes, named):
                must(actor, Verb.CHANGE, row.facts())
                deed = "let_a_line_go" if goes else "kept_a_line"
                row._move(
                    actor, row.version, deed, {"goes": goes, "named": named, "audience": level}
                )
