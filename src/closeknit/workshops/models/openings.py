"""What is on everyone’s screen, and what each place says to it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from closeknit.accounts.record import in_turn, record
from closeknit.policy import Actor, Level, Verb, must

from .base import SeriesRow
from .events import Event, Moved
from .seats import Seat
from .sessions import Activity, Session


class Closed(Exception):
    """The facilitator has stopped answers, or gone on. What was typed is still with its writer."""


class Opening(SeriesRow):
    """An activity is put on everyone’s screen. One at a time; opened again it goes on as it was.

    Answers come in until `stopped_at`, are seen by all from `shown_at` on, and leave the screens
    at `closed_at`.
    """

    resource = "activity"
    kept_fields = ("opened_at", "stopped_at", "shown_at", "closed_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="openings")
    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="opening")
    opened_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["opened_at", "key"]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def takes_answers(self) -> bool:
        return self.stopped_at is None and self.closed_at is None

    @classmethod
    def now(cls, session: Session) -> Opening | None:
        """What is on the screens of this session."""
        rows = cls.everyones.filter(session=session, closed_at=None, binned_at=None)
        found: Opening | None = rows.select_related("activity").order_by("-opened_at").first()
        return found

    @classmethod
    def of_kind(cls, session: Session, kind: str) -> list[Opening]:
        """What was opened of this kind and is still in the plan, the last one first."""
        rows = cls.everyones.filter(session=session, activity__kind=kind, binned_at=None)
        return list(rows.filter(activity__binned_at=None).order_by("-opened_at"))

    @classmethod
    def plan(cls, session: Session) -> tuple[list[Any], list[Opening]]:
        """The blocks of this session in their order, and what of them was opened.

        Each knows the last number of the session, which a page begins from, and how many answered.
        """
        rows = Activity.everyones.filter(session=session, binned_at=None)
        rows = rows.annotate(**Answer.beside("opening__activity"))
        numbers = Event.everyones.filter(session=session.pk).order_by("-number")
        last = Subquery(numbers.values("number")[:1])
        activities: list[Any] = list(rows.select_related("opening").annotate(last=last))
        openings = [one.opening for one in activities if hasattr(one, "opening")]
        return activities, openings

    @classmethod
    def begin(cls, actor: Actor, activity: Activity) -> Opening:
        """Put this on everyone’s screen, and take off what was there."""
        must(actor, Verb.CHANGE, activity.facts())
        session = activity.session
        with in_turn(actor.network):
            for other in cls.everyones.filter(session=session, closed_at=None).exclude(
                activity=activity
            ):
                other._close(actor)
            activity.open_up(actor)
            row: Opening | None = cls.everyones.filter(activity=activity).first()
            if row is None:
                here = {"session": session, "activity": activity, "audience": Level.WORKSHOP}
                row = cls.make(actor, "put_on_screens", **here)
            elif row.closed_at is not None:
                row._move(actor, row.version, "put_on_screens", {"closed_at": None})
            Event.tell(actor.network, session.pk, Moved.ROOM)
        return row

    def stop(self, actor: Actor) -> None:
        """No more answers. What is on the screens stays there."""
        self._mark(actor, "stopped_answers", stopped_at=self.stopped_at or timezone.now())

    def go_on(self, actor: Actor) -> None:
        """Answers may come in again."""
        self._mark(actor, "took_answers", stopped_at=None)

    def show(self, actor: Actor) -> None:
        """From now on everybody in the room sees what was answered."""
        self._mark(actor, "showed_answers", shown_at=self.shown_at or timezone.now())

    def hide_answers(self, actor: Actor) -> None:
        """Each answer is its writer’s alone again."""
        self._mark(actor, "hid_answers", shown_at=None)

    def close(self, actor: Actor) -> None:
        """Take it off the screens."""
        must(actor, Verb.CHANGE, self.facts())
        with in_turn(actor.network):
            self._close(actor)
            Event.tell(actor.network, self.session_id, Moved.ROOM)

    def _close(self, actor: Actor) -> None:
        if self.closed_at is None:
            self._move(actor, self.version, "took_off_screens", {"closed_at": timezone.now()})

    def _mark(self, actor: Actor, deed: str, **said: Any) -> None:
        must(actor, Verb.CHANGE, self.facts())
        said = {name: value for name, value in said.items() if getattr(self, name) != value}
        if not said:
            return
        with in_turn(actor.network):
            self._move(actor, self.version, deed, said)
            if "shown_at" in said:
                Answer.follow(self)
            Event.tell(actor.network, self.session_id, Moved.ROOM)


class OfAPlace(SeriesRow):
    """Something a place says in the room. It is theirs, with an account or without."""

    own_lookup = "seat_id"

    class Meta(SeriesRow.Meta):
        abstract = True

    seat_id: Any

    def own_key(self) -> str:
        return self.seat_id or ""


class Answer(OfAPlace):
    """What one place says to what is open: words, or a pass. Begun until `sent_at`.

    Nobody but its writer reads it until the facilitator shows the answers; then all in the room do.
    """

    resource = "answer"
    kept_fields: ClassVar = ("passed", "signed", "sent_at")
    LONGEST = 600

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=LONGEST, blank=True)
    passed = models.BooleanField(default=False)
    signed = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAPlace.Meta):
        ordering = ["sent_at", "key"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "seat"], name="one_answer_a_place")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @classmethod
    def of(cls, opening: Opening, seat: Seat) -> Self | None:
        """What this place has said or begun to say."""
        found: Self | None = cls.everyones.filter(opening=opening, seat=seat).first()
        return found

    @classmethod
    def begun(cls, opening: Opening) -> frozenset[str]:
        """The keys of the places that said something or began to; never what."""
        rows = cls.everyones.filter(opening=opening).order_by()
        return frozenset(rows.values_list("seat_id", flat=True))

    @classmethod
    def say(cls, actor: Actor, opening: Opening, seat: Seat, words: str, signed: bool) -> Self:
        """Give an answer, or give it another wording as long as answers come in.

        Raises:
            Closed: the facilitator has stopped answers.
        """
        said = {"words": words, "signed": signed, "passed": False, "sent_at": timezone.now()}
        return cls._write(actor, opening, seat, "answered", said)

    @classmethod
    def pass_on(cls, actor: Actor, opening: Opening, seat: Seat) -> Self:
        """Passing is always an option, also after an answer: then its words are gone."""
        said = {"words": "", "signed": False, "passed": True, "sent_at": timezone.now()}
        return cls._write(actor, opening, seat, "passed", said)

    @classmethod
    def keep(cls, actor: Actor, opening: Opening, seat: Seat, words: str) -> Self | None:
        """Words that are still being typed, so that no broken line takes them. Sent ones stay."""
        row = cls.of(opening, seat)
        if row is not None and row.sent_at is not None:
            return None
        return cls._write(actor, opening, seat, "began_answer", {"words": words})

    @classmethod
    def _write(
        cls, actor: Actor, opening: Opening, seat: Seat, deed: str, said: dict[str, Any]
    ) -> Self:
        with in_turn(actor.network):
            opening.refresh_from_db()
            row = cls.of(opening, seat)
            fresh = cls(
                series_id=actor.network,
                author_id=actor.account or None,
                opening=opening,
                seat=seat,
                audience=Level.ONLY_ME,
            )
            row = row or fresh
            if "sent_at" in said:  # what is only begun is shown to nobody
                row.audience = Level.WORKSHOP if opening.shown_at else Level.ONLY_ME
            must(actor, Verb.CHANGE if row.pk != fresh.pk else Verb.CREATE, row.facts())
            if not opening.takes_answers:
                raise Closed
            if "sent_at" not in said and row.sent_at is not None:
                return row  # sent in between: what is still being typed does not take its place
            if row.pk != fresh.pk and said["words"] != row.words:
                row._keep_in_the_room()
            began = row.pk == fresh.pk or (row.sent_at is None) != ("sent_at" not in said)
            for name, value in said.items():
                setattr(row, name, value)
            row.changed_at, row.version = timezone.now(), row.version + (row.pk != fresh.pk)
            row.save()
            if began or "sent_at" in said:
                record(actor, deed, cls.resource, row.pk, level=row.audience)
                kind = Moved.ROOM if opening.shown_at else Moved.ANSWERS
                Event.tell(actor.network, opening.session_id, kind)
        return row

    def _keep_in_the_room(self) -> None:
        """Other words than those somebody said yes to: the yes does not go along."""
        going: Any = self._meta.apps.get_model("workshops", "Going")
        going.everyones.filter(answer=self.pk).update(goes=False, audience=Level.ONLY_ME)

    @classmethod
    def follow(cls, opening: Opening) -> None:
        """Their audience, once they are shown or not shown any more."""
        level = Level.WORKSHOP if opening.shown_at else Level.ONLY_ME
        sent = cls.everyones.filter(opening=opening, binned_at=None, sent_at__isnull=False)
        sent.update(audience=level)

    STATES: ClassVar = {
        "answered": Q(sent_at__isnull=False, passed=False),
        "passed": Q(sent_at__isnull=False, passed=True),
        "writing": Q(sent_at=None),
    }

    @classmethod
    def beside(cls, lookup: str) -> dict[str, Any]:
        """The same counts as columns, for rows to which answers lead by this lookup."""
        rows = cls.everyones.filter(**{lookup: OuterRef("pk")}, binned_at=None)
        every = rows.order_by().values(lookup)
        counts = {name: every.filter(state) for name, state in cls.STATES.items()}
        return {
            name: Coalesce(Subquery(some.annotate(n=Count("pk")).values("n")), 0)
            for name, some in counts.items()
        }

    @classmethod
    def counts(cls, opening: Opening) -> dict[str, int]:
        """How many said something, passed, or are still writing; never what."""
        found = {"answered": 0, "passed": 0, "writing": 0}
        rows = cls.everyones.filter(opening=opening, binned_at=None)
        for passed, sent in rows.values_list("passed", "sent_at"):
            found["writing" if sent is None else "passed" if passed else "answered"] += 1
        return found
