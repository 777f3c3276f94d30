"""A few numbers of somebody’s own, counted in by themselves, and the figures made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.figures import FEELINGS, MEASURES, Figure, Figures, Numbers, Taker, figures
from closeknit.policy import Actor, Level, Verb, must

from .base import SeriesRow
from .in_the_room import Presence
from .openings import OfAPlace
from .seats import Seat
from .sessions import Session

MONTHS_ON = dt.timedelta(days=75)
"""So long after the last session it is about three months on."""


class Counted(OfAPlace):
    """What one place lets be counted at one time: a few numbers, and nothing they are made of.

    Nobody but whoever has the place reads them; others read figures of many.
    """

    class When(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")
        THREE = "three", _("Three months on")

    resource = "counted"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    time = models.CharField(max_length=6, choices=When)
    numbers = models.JSONField(default=dict, blank=True)
    feelings = models.JSONField(default=dict, blank=True)

    class Meta(OfAPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["seat", "time"], name="counted_once_a_time")]

    def __str__(self) -> str:
        return f"counted {self.pk}"

    @classmethod
    def time_now(cls, sessions: Iterable[Session], now: dt.datetime) -> str:
        """Before, until the last session is over; then after; then three months on."""
        ends = [end for end in (one.ended_at or one.ends_at for one in sessions) if end]
        if not ends or now < max(ends):
            return cls.When.BEFORE
        return cls.When.THREE if now >= max(ends) + MONTHS_ON else cls.When.AFTER

    @classmethod
    def of(cls, seat: Seat) -> dict[str, Self]:
        """What this place has let be counted, by the time."""
        return {row.time: row for row in cls.everyones.filter(seat=seat, binned_at=None)}

    @classmethod
    def say(
        cls,
        actor: Actor,
        seat: Seat,
        time: str,
        numbers: Mapping[str, int],
        feelings: Mapping[str, int],
    ) -> Self:
        """Count me in, or count me anew as long as it is the same time."""
        said = {"numbers": dict(numbers), "feelings": dict(feelings)}
        with in_turn(actor.network):
            row: Self | None = cls.everyones.filter(seat=seat, time=time).first()
            if row is None:
                return cls.make(actor, "counted_in", seat=seat, time=time, **said)
            must(actor, Verb.CHANGE, row.facts())
            row._move(actor, row.version, "counted_in", {**said, "binned_at": None})
            return row

    @classmethod
    def take_out(cls, actor: Actor, seat: Seat) -> None:
        """Not counted any more. The numbers are gone at once; figures that are out stay."""
        with in_turn(actor.network):
            for row in cls.everyones.filter(seat=seat, binned_at=None):
                must(actor, Verb.DELETE, row.facts())
                gone = {"numbers": {}, "feelings": {}, "binned_at": timezone.now()}
                row._move(actor, row.version, "counted_out", gone)

    @classmethod
    def takers(cls, series: str, times: Iterable[str], feelings: bool = False) -> list[Taker]:
        """Everybody who is counted, each network once, for the figures alone.

        Only those who were there, with a place that is known to be somebody’s: numbers of people
        who are made up would leave those of somebody real.
        """
        said = Q(seat__series=series, binned_at=None, time__in=list(times))
        known = Seat.everyones.filter(Seat.KNOWN, pk__in=Presence.ever_in(series))
        rows = (
            cls.everyones.filter(said, seat__in=known)
            .select_related("seat")
            .order_by("made_at", "key")
        )
        found: dict[str, dict[str, Numbers]] = {}
        seats: dict[str, Seat] = {}
        for row in rows:
            one = row.seat.network_key or row.seat_id
            if seats.setdefault(one, row.seat).pk == row.seat_id and (row.feelings or not feelings):
                told = row.feelings if feelings else row.numbers
                found.setdefault(row.seat_id, {})[row.time] = Numbers(**told)
        names = {seat.pk: seat.comes_as for seat in seats.values()}
        return [Taker(key, names[key], **by_time) for key, by_time in found.items()]


class Told(SeriesRow):
    """Figures of a series as they were made on a day: what all with a place read.

    `tables` says whom each table is about; it is read by the next figures alone, so that no
    difference between what is out and what comes singles anybody out.
    """

    resource = "figures"

    time = models.CharField(max_length=6, choices=Counted.When)
    about = models.CharField(max_length=8)  # "map" or "feelings"
    figures = models.JSONField(default=list)
    tables = models.JSONField(default=list)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"figures {self.pk}"

    @classmethod
    def tell(cls, actor: Actor, time: str) -> str:
        """Make the figures up to this time, and put them before the group; else why there are none.

        What is out stays as it is; the same figures are made once.
        """
        must(actor, Verb.CREATE, cls(series_id=actor.network, audience=Level.WORKSHOP).facts())
        with in_turn(actor.network):
            why = [cls._tell(actor, time, about, names) for about, names in MEASURED.items()]
        return why[0]

    @classmethod
    def _tell(cls, actor: Actor, time: str, about: str, measures: tuple[str, ...]) -> str:
        out = cls.out(actor, about)
        upto = TIMES[: TIMES.index(time) + 1]
        made = figures(
            Counted.takers(actor.network, upto, about == FEELT), upto, out, measures=measures
        )
        if made.tables and made != (out[-1] if out else None):
            told = [asdict(figure) for figure in made.figures]
            tables = [[name, sorted(keys)] for name, keys in made.tables]
            said: dict[str, Any] = {"time": time, "about": about}
            cls.make(actor, "told_figures", figures=told, tables=tables, **said)
        return made.why

    @classmethod
    def out(cls, actor: Actor, about: str) -> list[Figures]:
        """Everything that was ever told, the oldest first."""
        rows = cls.ever_visible_to(actor).filter(about=about)
        return [row.as_figures() for row in rows]

    def as_figures(self) -> Figures:
        made = tuple(Figure(**told) for told in self.figures)
        return Figures(made, tuple((name, frozenset(keys)) for name, keys in self.tables))


TIMES = tuple(Counted.When.values)
FEELT = "feelings"
MEASURED = {"map": MEASURES, FEELT: FEELINGS}
"""What is told of a map, and what of how somebody feels: each a stream of tables of its own."""
