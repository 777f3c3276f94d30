"""Small groups of a session: who sits together, about what, until when, and one line back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Verb, must

from .base import SeriesRow
from .events import Event, Moved
from .seats import Seat
from .sessions import Session


@dataclass(frozen=True, slots=True)
class Table:
    """A small group as it sits together."""

    group: Any
    seats: tuple[Seat, ...]


class Group(SeriesRow):
    """Some of the room, with a prompt of their own; one of them notes a line for the others."""

    resource = "group"
    own_lookup = "note_taker_id"
    kept_fields = ("prompt", "until", "note_taker_id", "line", "ended_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    prompt = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    note_taker = models.ForeignKey(
        Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    line = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["number", "key"]

    def __str__(self) -> str:
        return f"group {self.pk}"

    def own_key(self) -> str:
        return self.note_taker_id or ""

    @classmethod
    def now(cls, session: Session) -> list[Self]:
        """The groups that sit together at this moment."""
        rows = cls.everyones.filter(session=session, ended_at=None, binned_at=None)
        return list(rows)

    @classmethod
    def tables(cls, session: Session) -> list[Table]:
        """The same with who sits there, in one question."""
        rows = GroupSeat.everyones.filter(group__session=session, group__ended_at=None)
        found: dict[str, tuple[Any, list[Seat]]] = {}
        for row in rows.select_related("group", "seat").order_by("group__number", "made_at"):
            found.setdefault(row.group_id, (row.group, []))[1].append(row.seat)
        return [Table(group, tuple(seats)) for group, seats in found.values()]

    @classmethod
    def form(
        cls,
        actor: Actor,
        session: Session,
        tables: Sequence[Sequence[str]],
        prompt: str,
        minutes: int | None,
    ) -> list[Self]:
        """New groups of these places; those that sat together before are over.

        The first of each group notes down, until they or a facilitator name somebody else.
        """
        until = timezone.now() + dt.timedelta(minutes=minutes) if minutes else None
        made = []
        with in_turn(actor.network):
            cls._end(actor, session)
            for number, seats in enumerate(filter(None, tables), start=1):
                said = {"number": number, "prompt": prompt, "until": until}
                said |= {"session": session, "note_taker_id": seats[0]}
                row = cls.make(actor, "formed_group", **said)
                for seat in seats:
                    GroupSeat.make(actor, "seated", group=row, seat_id=seat)
                made.append(row)
            Event.tell(actor.network, session.pk, Moved.ROOM)
        return made

    @classmethod
    def end(cls, actor: Actor, session: Session) -> None:
        """Back into one room. Their lines stay."""
        with in_turn(actor.network):
            cls._end(actor, session)
            Event.tell(actor.network, session.pk, Moved.ROOM)

    @classmethod
    def _end(cls, actor: Actor, session: Session) -> None:
        for row in cls.now(session):
            row.revise(actor, row.version, "ended_group", ended_at=timezone.now())

    def sits(self, key: str) -> Seat | None:
        """The place with this key, if it sits here and still comes."""
        if "\0" in key:  # PostgreSQL would not look for it
            return None
        chairs = GroupSeat.everyones.filter(group=self, seat=key, seat__left_at=None)
        chair = chairs.select_related("seat").first()
        found: Seat | None = chair.seat if chair else None
        return found

    def give_notes(self, actor: Actor, seat: Seat) -> None:
        """Another of them takes notes from now on: said by whoever does, or a facilitator."""
        with in_turn(actor.network):
            self.refresh_from_db()
            self.revise(actor, self.version, "gave_notes_over", note_taker_id=seat.pk)
            Event.tell(actor.network, self.session_id, Moved.ROOM)

    def note(self, actor: Actor, version: int, line: str) -> None:
        """One line for the others, by whoever takes notes, or a facilitator."""
        must(actor, Verb.CHANGE, self.facts())
        with in_turn(actor.network):
            self.revise(actor, version, "noted_line", line=line)
            Event.tell(actor.network, self.session_id, Moved.ROOM)


class GroupSeat(SeriesRow):
    """This place sits in this group."""

    resource = "group"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seated")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]
        constraints = [models.UniqueConstraint(fields=["group", "seat"], name="one_chair_a_group")]

    def __str__(self) -> str:
        return f"chair {self.pk}"
