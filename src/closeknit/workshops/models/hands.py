"""Who would like a hand."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Verb, must

from .events import Event, Moved
from .openings import OfAPlace
from .seats import Seat
from .sessions import Session


class Hand(OfAPlace):
    """A place would like a hand. Facilitators see that, and whose; the others do not."""

    resource = "hand"
    kept_fields = ("settled_at",)

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="hands")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAPlace.Meta):
        ordering = ["asked_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "seat"], condition=Q(settled_at=None), name="one_hand_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"hand {self.pk}"

    @classmethod
    def beside(cls, actor: Actor, session: Session) -> dict[str, Any]:
        """As columns beside a place: the key of its hand that is up, and since when it is."""
        up = cls.visible_to(actor).filter(session=session, seat=OuterRef("pk"), settled_at=None)
        return {"hand": Subquery(up.values("pk")[:1]), "asked": Subquery(up.values("asked_at")[:1])}

    @classmethod
    def up(cls, session: Session, seat: Seat) -> Self | None:
        """The hand of this place, as long as it is up."""
        found: Self | None = cls.everyones.filter(
            session=session, seat=seat, settled_at=None, binned_at=None
        ).first()
        return found

    @classmethod
    def all_up(cls, session: Session) -> frozenset[str]:
        """The keys of the places whose hand is up."""
        rows = cls.everyones.filter(session=session, settled_at=None, binned_at=None)
        return frozenset(rows.values_list("seat_id", flat=True))

    @classmethod
    def raise_one(cls, actor: Actor, session: Session, seat: Seat) -> Self:
        """I could use a hand. Saying it twice is saying it once."""
        with in_turn(actor.network):
            row = cls.up(session, seat)
            if row is None:
                row = cls.make(actor, "asked_for_a_hand", session=session, seat=seat)
                Event.tell(actor.network, session.pk, Moved.ANSWERS)
        return row

    def settle(self, actor: Actor) -> None:
        """Somebody was there, or it is not needed any more: said by either of them."""
        must(actor, Verb.CHANGE, self.facts())
        with in_turn(actor.network):
            if self.settled_at is None:
                self._move(actor, self.version, "gave_a_hand", {"settled_at": timezone.now()})
                Event.tell(actor.network, self.session_id, Moved.ROOM)
