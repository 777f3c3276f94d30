"""Small groups of a session: who sits together, about what, until when, and one line back."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Verb, must

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
    """Some of the room, with a prompt of their own; one of them notes a line for the others.

    The line belongs to the group. It goes in the recap once whoever takes notes says that all of
    them say yes, and without anybody’s name.
    """

    resource = "group"
    own_lookup = "note_taker_id"
    kept_fields = ("prompt", "until", "note_taker_id", "line", "goes", "ended_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    prompt = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    note_taker = models.ForeignKey(
        Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    line = models.CharField(max_length=300, blank=True)
    goes = models.BooleanField(default=False)
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
    def tables(cls, session: Session) -> tuple[list[Table], list[Self]]:
        """Who sits together now, and the groups that left a line: in one question."""
        here = Q(group__ended_at=None) | ~Q(group__line="")
        rows = GroupSeat.everyones.filter(here, group__session=session, group__binned_at=None)
        found: dict[str, tuple[Any, list[Seat]]] = {}
        for row in rows.select_related("group", "seat").order_by("group__number", "made_at"):
            found.setdefault(row.group_id, (row.group, []))[1].append(row.seat)
        now = [Table(one, tuple(seats)) for one, seats in found.values() if one.ended_at is None]
        over = [one for one, _seats in found.values() if one.ended_at is not None]
        return now, sorted(over, key=lambda one: (one.made_at, one.number))

    @classmethod
    def form(
        cls,
        actor: Actor,
        session: Session,
        tables: Sequence[Sequence[str]],
        prompts: Sequence[str],
        minutes: int | None,
    ) -> list[Self]:
        """New groups of these places; those that sat together before are over.

        Of several prompts each group gets its own, from the first again where they do not last.

        The first of each group notes down, until they or a facilitator name somebody else.
        """
        until = timezone.now() + dt.timedelta(minutes=minutes) if minutes else None
        made = []
        with in_turn(actor.network):
            cls._end(actor, session)
            about = itertools.cycle(prompts or ("",))
            for number, seats in enumerate(filter(None, tables), start=1):
                said = {"number": number, "prompt": next(about), "until": until}
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

    def note(self, actor: Actor, version: int, line: str, goes: bool = False) -> None:
        """One line for the others, by whoever takes notes, or a facilitator.

        Whether it goes is said by whoever takes notes. By a facilitator other words need that yes
        anew, and the same words keep it.
        """
        must(actor, Verb.CHANGE, self.facts())
        goes = goes if self.takes_notes(actor) else self.goes and self.line == line
        said = {"line": line, "goes": goes}
        with in_turn(actor.network):
            self.revise(actor, version, "noted_line", **said)
            Event.tell(actor.network, self.session_id, Moved.ROOM)

    def takes_notes(self, actor: Actor) -> bool:
        return bool(self.note_taker_id) and self.note_taker_id == actor.person

    # The line, once they are over ----------------------------------------------------------------

    named = "none"
    seat_id = property(own_key)
    words = property(lambda self: self.line)

    @property
    def going(self) -> Self:
        """Whether it goes, as `Answer.going` says it."""
        return self

    @classmethod
    def brought_back(cls, actor: Actor, session: Session) -> list[Self]:
        """The groups that are over and left a line, as they sat together."""
        rows = cls.visible_to(actor).filter(session=session, ended_at__isnull=False)
        return list(rows.exclude(line="").order_by("made_at", "number", "key"))

    @classmethod
    def noted_by(cls, actor: Actor, session: Session) -> list[Self]:
        """Those with a line for which this place takes notes."""
        rows = cls.visible_to(actor).filter(session=session, note_taker=actor.person or None)
        return list(rows.exclude(line=""))

    def let(self, actor: Actor, goes: bool, named: str = "") -> None:
        """Yes or no to the recap, by whoever takes notes, for all of the group."""
        if not self.takes_notes(actor):
            raise Denied(self.resource)
        if self.goes != goes:
            self.revise(actor, self.version, "let_a_line_go" if goes else "kept_a_line", goes=goes)


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
