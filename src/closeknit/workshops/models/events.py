"""What moved last in a session: a number for each kind, and no content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Max

from closeknit.accounts.record import in_turn
from closeknit.workshops.live.wakes import wake


class Moved(models.TextChoices):
    """What may have moved. `ROOM` is for every screen, the others only for whoever leads."""

    ROOM = "room"
    PEOPLE = "people"
    ANSWERS = "answers"


class Event(models.Model):
    """The number under which this kind of thing moved last in this session.

    Numbers count up within a session, in the order in which things were written: `in_turn` lets
    one deed of a series through after the other, so that nobody is told of 6 before 5 is there.
    """

    series = models.ForeignKey("workshops.Series", models.CASCADE, related_name="+")
    session = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=Moved)
    number = models.PositiveBigIntegerField()

    everyones: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        default_manager_name = "everyones"
        base_manager_name = "everyones"
        constraints = [models.UniqueConstraint(fields=["session", "kind"], name="one_last_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @classmethod
    def tell(cls, series: str, session: str, kind: Moved) -> int:
        """Let the screens of this session know, once this is written for good."""
        with in_turn(series):
            last = cls.everyones.filter(session=session).aggregate(last=Max("number"))["last"]
            told = cls(series_id=series, session=session, kind=kind, number=(last or 0) + 1)
            cls.everyones.bulk_create(
                [told],
                update_conflicts=True,
                update_fields=["number"],
                unique_fields=["session", "kind"],
            )
            wake()
        return told.number

    @classmethod
    def last_of(cls, session: str) -> int:
        """The number a page begins from."""
        last = cls.everyones.filter(session=session).aggregate(last=Max("number"))["last"]
        return last or 0

    @classmethod
    def numbers(cls, sessions: list[str]) -> dict[str, dict[str, int]]:
        """The last number of each kind in each of these sessions."""
        rows = cls.everyones.filter(session__in=sessions)
        found: dict[str, dict[str, int]] = {}
        for session, kind, number in rows.values_list("session", "kind", "number"):
            found.setdefault(session, {})[kind] = number
        return found
