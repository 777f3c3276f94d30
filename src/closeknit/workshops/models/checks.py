"""How a session was: asked of everybody who came, answered without a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Level

from .base import SeriesRow
from .in_the_room import Presence
from .openings import OfAPlace
from .seats import Seat
from .sessions import Session

OPEN_FOR = dt.timedelta(days=6)
"""How long after a session it is asked; then all answers are counted at once."""

ASKED = (
    ("useful", _("Was it of use to you?")),
    ("safe", _("Did you feel safe?")),
    ("heard", _("Did you feel heard?")),
    ("pace", _("Was the pace good for you?")),
)
FACES = (("yes", _("Yes")), ("so_so", _("So-so")), ("no", _("No")))


class TooLate(Exception):
    """It was answered from this place already, or is not asked any more."""


class NotCounted(Exception):
    """Nobody noted that this place was there, or nobody came by its link: it may be made up."""


class Checked(OfAPlace):
    """This place has said how a session was. What it said stands nowhere with it."""

    resource = "check"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")

    class Meta(OfAPlace.Meta):
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="one_check_a_place")
        ]

    def __str__(self) -> str:
        return f"checked {self.pk}"

    @classmethod
    def of(cls, seat: Seat) -> set[str]:
        """The sessions of which this place has said how they were."""
        return set(cls.everyones.filter(seat=seat).values_list("session", flat=True))


class Check(SeriesRow):
    """The answers about one session, added up as they come: one row, and no row for an answer.

    `tally` holds, for each question, how many chose each face; `lines` what should be different,
    in the order of the alphabet. Neither says who, when, in which order, or together with what.
    `until` is when nobody is asked any more, and does not move with the session: sums that were
    seen once would give away whoever answers afterwards.
    """

    resource = "check"
    LONGEST = 200

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    tally = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)

    class Meta(SeriesRow.Meta):
        pass

    def __str__(self) -> str:
        return f"check {self.pk}"

    @staticmethod
    def begins(session: Session) -> dt.datetime | None:
        """From when on it is asked: when the session is over."""
        return session.ended_at or session.ends_at

    @classmethod
    def ends(cls, session: Session) -> dt.datetime | None:
        """When it is not asked any more."""
        begins = cls.begins(session)
        return begins + OPEN_FOR if begins else None

    @classmethod
    def is_open(cls, session: Session, now: dt.datetime) -> bool:
        begins, ends = cls.begins(session), cls.ends(session)
        return bool(begins and ends and begins <= now < ends)

    @classmethod
    def is_asked(cls, session: Session, now: dt.datetime) -> bool:
        """Whether answers are taken: as long as it is open, and was not closed before."""
        closed = cls.everyones.filter(session=session, until__lte=now)
        return cls.is_open(session, now) and not closed.exists()

    @classmethod
    def answer(
        cls,
        actor: Actor,
        session: Session,
        seat: Seat,
        faces: Mapping[str, str],
        line: str,
        now: dt.datetime,
    ) -> None:
        """Say how it was, once. Nothing that is written says from which place it came.

        Raises:
            TooLate: this place did already, or it is not asked any more.
            NotCounted: it was not there, or nobody knows that somebody has it.
        """
        with in_turn(actor.network):
            mine = Q(session=session, seat=seat)
            if not cls.is_asked(session, now) or Checked.everyones.filter(mine).exists():
                raise TooLate
            if not Presence.was_there(session, seat):
                raise NotCounted
            Checked.make(actor, "said_how_it_was", session=session, seat=seat)
            row = cls._row(session)
            row.people += 1
            for name, at in _chosen(faces):
                counts = row.tally.setdefault(name, [0] * len(FACES))
                counts[at] += 1
            row.lines = sorted([*row.lines, line] if line else row.lines)
            # No version, no day, no entry for the row: each would say when an answer came.
            row.save(update_fields=["people", "tally", "lines"])

    @classmethod
    def _row(cls, session: Session) -> Self:
        """The one row, as old as its session whoever answers first."""
        said: dict[str, Any] = {"series_id": session.series_id, "audience": Level.STEWARDS}
        said |= {"made_at": session.made_at, "changed_at": session.made_at}
        said["until"] = cls.ends(session)
        row: Self
        row, _made = cls.everyones.get_or_create(session=session, defaults=said)
        return row

    @classmethod
    def of(cls, sessions: Iterable[Session], now: dt.datetime) -> dict[str, Self]:
        """The answers about each session of which nobody is asked any more."""
        rows = cls.everyones.filter(session__in=list(sessions), until__lte=now)
        return {row.session_id: row for row in rows}

    @classmethod
    def how_many(cls, session: Session) -> int:
        """How many have answered so far, and nothing of what they said."""
        return Checked.everyones.filter(session=session).count()

    def counts(self, name: str) -> Sequence[int]:
        """How many chose each face, in the order of FACES."""
        found: Sequence[int] = self.tally.get(name, [0] * len(FACES))
        return found


def _chosen(faces: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    order = [key for key, _words in FACES]
    for name, _words in ASKED:
        if faces.get(name) in order:
            yield name, order.index(faces[name])
