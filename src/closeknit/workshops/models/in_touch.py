"""Staying in touch: what somebody would give to others of the group, and to whom they said yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Verb, must

from .openings import OfAPlace
from .seats import Seat


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who would like to stay in touch, as one place sees them.

    `words` are there only where both said yes.
    """

    seat: Seat
    mine: bool
    words: str = ""


class Reach(OfAPlace):
    """What somebody would give to those of the group with whom it is mutual.

    Nobody reads it but by `Reach.others`, and no earlier version of it is kept.
    """

    resource = "reach"
    kept_fields: ClassVar = ()

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="reaches")
    words = models.CharField(max_length=300)

    class Meta(OfAPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["seat"], name="one_reach_a_place")]

    def __str__(self) -> str:
        return f"reach {self.pk}"

    @classmethod
    def of(cls, seat: Seat) -> Self | None:
        """What this place would give, as long as it would."""
        return cls.everyones.filter(seat=seat, binned_at=None).first()

    @classmethod
    def give(cls, actor: Actor, seat: Seat, words: str) -> None:
        """From now on those who said the same see that I would like to stay in touch."""
        with in_turn(actor.network):
            row = cls.everyones.filter(seat=seat).first()
            if row is None:
                cls.make(actor, "would_stay_in_touch", seat=seat, words=words)
            else:
                must(actor, Verb.CHANGE, row.facts())
                said = {"words": words, "binned_at": None}
                row._move(actor, row.version, "would_stay_in_touch", said)

    @classmethod
    def withdraw(cls, actor: Actor, seat: Seat) -> None:
        """Not after all: my words and every yes of mine are gone at once."""
        must(actor, Verb.CHANGE, seat.facts())
        with in_turn(actor.network):
            Nod.everyones.filter(seat=seat).delete()
            cls.everyones.filter(seat=seat).delete()

    @classmethod
    def others(cls, seat: Seat) -> list[Other]:
        """Those who would like to stay in touch as well; nobody, for whoever did not say so."""
        here = Q(seat__left_at=None, seat__binned_at=None, binned_at=None)
        rows = cls.everyones.filter(here, seat__series=seat.series_id).select_related("seat")
        found = {row.seat_id: row for row in rows.order_by("seat__name", "seat__key")}
        if seat.pk not in found:
            return []
        nods = Nod.everyones.filter(Q(seat=seat) | Q(to=seat))
        yes = set(nods.values_list("seat", "to"))
        return [
            Other(
                row.seat,
                (seat.pk, key) in yes,
                row.words if {(seat.pk, key), (key, seat.pk)} <= yes else "",
            )
            for key, row in found.items()
            if key != seat.pk
        ]


class Nod(OfAPlace):
    """One place would like to stay in touch with another. The other does not see it alone."""

    resource = "reach"
    kept_fields: ClassVar = ()

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="nods")
    to = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")

    class Meta(OfAPlace.Meta):
        constraints = [models.UniqueConstraint(fields=["seat", "to"], name="one_nod_to_a_place")]

    def __str__(self) -> str:
        return f"nod {self.pk}"

    @classmethod
    def say(cls, actor: Actor, seat: Seat, to: str, yes: bool) -> None:
        """Yes to one of the others, or not any more."""
        if to not in {one.seat.pk for one in Reach.others(seat)}:
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row: Any = cls.everyones.filter(seat=seat, to=to).first()
            if yes and row is None:
                cls.make(actor, "nodded", seat=seat, to_id=to)
            elif not yes and row is not None:
                must(actor, Verb.DELETE, row.facts())
                row.delete()
