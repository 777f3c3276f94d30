"""Who is here, what is kept for later, and the facilitator’s own notes."""

from __future__ import annotations

from collections import Counter
from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.policy import Actor, Denied, Level, Verb, must

from .base import SeriesRow
from .events import Event, Moved
from .hands import Hand
from .openings import Closed, OfAPlace, Opening
from .seats import Seat
from .series import Series
from .sessions import Session
from .traces import more


class Presence(SeriesRow):
    """Somebody came to a session, perhaps late, perhaps not to its end, as facilitators see it.

    `first_at` stays when it is taken back: else somebody could be counted out and in again, and the
    difference would tell of them.
    """

    class How(models.TextChoices):
        HERE = "here"
        LATE = "late"
        LEFT = "left"
        AWAY = "away"

    resource = "roster"
    kept_fields = ("came_at", "late", "left_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="presences")
    came_at = models.DateTimeField(null=True, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="one_presence_a_session")
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"

    @property
    def how(self) -> str:
        """In one word."""
        if self.came_at is None:
            return self.How.AWAY
        if self.left_at is not None:
            return self.How.LEFT
        return self.How.LATE if self.late else self.How.HERE

    @classmethod
    def roster(cls, session: Session, actor: Actor | None = None) -> list[Any]:
        """Everybody who has a place, each with how they are here, in one question.

        For an actor also whose `hand` is up, as far as they may see it, and since when.
        """
        here = FilteredRelation("presences", condition=Q(presences__session=session))
        seats = Seat.active().filter(series=session.series_id, waiting_since=None)
        said = {"came": F("here__came_at"), "late": F("here__late"), "gone": F("here__left_at")}
        if actor is not None:
            said |= Hand.beside(actor, session)
        found: list[Any] = list(seats.annotate(here=here).annotate(**said).order_by("name", "key"))
        for one in found:
            one.how = cls(came_at=one.came, late=bool(one.late), left_at=one.gone).how
        return found

    @classmethod
    def attended(cls, actor: Actor, seat: Seat) -> list[Session]:
        """The sessions this place came to, in their order: for whoever has it, and who leads."""
        must(actor, Verb.READ, seat.facts())
        rows = cls.everyones.filter(seat=seat, came_at__isnull=False, binned_at=None)
        rows = rows.filter(session__binned_at=None).select_related("session__series")
        return [row.session for row in rows.order_by("session__number", "session__key")]

    @classmethod
    def was_there(cls, session: Session, seat: Seat) -> bool:
        """Whether this place was ever noted as there, and is known to be somebody’s."""
        known = Seat.everyones.filter(Seat.KNOWN, pk=seat.pk)
        there = cls.everyones.filter(session=session, seat__in=known, first_at__isnull=False)
        return bool(there.exists())

    @classmethod
    def ever_in(cls, series: str) -> models.QuerySet[Any]:
        """The places that were ever noted as there, at any session of a series."""
        rows = cls.everyones.filter(series=series, first_at__isnull=False)
        return rows.values("seat")

    @classmethod
    def names_in(cls, series: str) -> list[str]:
        """The names of those who were ever there, as everybody in the room heard them."""
        seats = Seat.everyones.filter(pk__in=cls.ever_in(series))
        return list(seats.values_list("name", flat=True))

    @classmethod
    def came(cls, series: Series) -> tuple[Counter[str], int]:
        """How many came to each session of a series, and how many to any; never who."""
        here = cls.everyones.filter(series=series, binned_at=None, came_at__isnull=False)
        rows = list(here.values_list("session", "seat"))
        return Counter(session for session, _seat in rows), len({seat for _session, seat in rows})

    @classmethod
    def say(cls, actor: Actor, session: Session, seat: Seat, how: str) -> Self:
        """One tap: here, came late, left before the end, or not here after all."""
        now = timezone.now()
        with in_turn(actor.network):
            row = cls.everyones.filter(session=session, seat=seat).first()
            if row is None:
                row = cls.make(actor, "noted_presence", session=session, seat=seat)
            came = None if how == cls.How.AWAY else row.came_at or now
            stamp = {
                "came_at": came,
                "first_at": row.first_at or came,
                "late": how == cls.How.LATE or (how == cls.How.LEFT and row.late),
                "left_at": (row.left_at or now) if how == cls.How.LEFT else None,
            }
            found: Self = row.revise(actor, row.version, "noted_presence", **stamp)
            Event.tell(actor.network, session.pk, Moved.ANSWERS)
        return found


class Done(OfAPlace):
    """How far a place is with an exercise on its own map: still at it, or done. Never what."""

    class State(models.TextChoices):
        AT_IT = "at_it"
        DONE = "done"

    resource = "hand"
    kept_fields = ("state",)

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="done")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.AT_IT)

    class Meta(OfAPlace.Meta):
        ordering = ["made_at", "key"]
        constraints = [models.UniqueConstraint(fields=["opening", "seat"], name="one_done_a_place")]

    def __str__(self) -> str:
        return f"done {self.pk}"

    @classmethod
    def of(cls, opening: Opening, seat: Seat) -> Self | None:
        """How far this place said it is."""
        found: Self | None = cls.everyones.filter(
            opening=opening, seat=seat, binned_at=None
        ).first()
        return found

    @classmethod
    def counts(cls, opening: Opening) -> Counter[str]:
        """How many are done, and how many still at it."""
        rows = cls.everyones.filter(opening=opening, binned_at=None)
        return Counter(rows.values_list("state", flat=True))

    @classmethod
    def say(cls, actor: Actor, opening: Opening, seat: Seat, state: str) -> Self:
        """Still at it, or done; as often as it changes while the exercise is open.

        Raises:
            Closed: the facilitator has gone on.
        """
        with in_turn(actor.network):
            opening.refresh_from_db()
            if opening.closed_at is not None:
                raise Closed
            row = cls.everyones.filter(opening=opening, seat=seat).first()
            if row is None:
                row = cls.make(actor, "said_how_far", opening=opening, seat=seat, state=state)
            else:
                row.revise(actor, row.version, "said_how_far", state=state)
            Event.tell(actor.network, opening.session_id, Moved.ANSWERS)
        found: Self = row
        return found


class Telling(OfAPlace):
    """Somebody would like to tell a story, or told one: does it stay in the room?

    It stays unless its teller says yes to the recap, and with which name. Nobody else says it.
    """

    class Named(models.TextChoices):
        FULL = "full"
        FIRST = "first"
        NONE = "none"

    resource = "telling"
    kept_fields = ("goes", "named")

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="tellings")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=1200, blank=True)
    goes = models.BooleanField(default=False)
    named = models.CharField(max_length=8, choices=Named, default=Named.NONE)
    told_at = models.DateTimeField(null=True, blank=True)
    traces = models.JSONField(default=list, blank=True)  # of wordings before this one

    class Meta(OfAPlace.Meta):
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "seat"], name="one_telling_a_place")
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"

    @classmethod
    def of(cls, opening: Opening, seat: Seat) -> Self | None:
        found: Self | None = cls.everyones.filter(
            opening=opening, seat=seat, binned_at=None
        ).first()
        return found

    @classmethod
    def all_of(cls, opening: Opening) -> list[Self]:
        """Who would like to tell, or told, in the order of their saying so."""
        return list(cls.everyones.filter(opening=opening, binned_at=None))

    @classmethod
    def say(
        cls, actor: Actor, opening: Opening, seat: Seat, *, words: str, goes: bool, named: str
    ) -> Self:
        """I would like to tell, or told; the words are for the recap alone, and may stay empty.

        Raises:
            Closed: the facilitator has gone on, and this is more than taking something back.
        """
        said = {"words": words, "goes": goes, "named": named}
        with in_turn(actor.network):
            opening.refresh_from_db()
            row = cls.everyones.filter(opening=opening, seat=seat).first()
            if opening.closed_at is not None and (row is None or row.is_more(said)):
                raise Closed
            if row is None:
                row = cls.make(actor, "told_in_the_room", opening=opening, seat=seat, **said)
            else:
                must(actor, Verb.CHANGE, row.facts())
                stamp = {**said, "binned_at": None, **row._leaves_traces(words)}
                row._move(actor, row.version, "told_in_the_room", stamp)
            level = Level.STEWARDS if goes else Level.ONLY_ME
            cls.everyones.filter(pk=row.pk).update(audience=level)
            row.audience = level
            Event.tell(actor.network, opening.session_id, Moved.ANSWERS)
        found: Self = row
        return found

    def _leaves_traces(self, words: str) -> dict[str, Any]:
        """Of a wording that is another one now: so that nobody else writes it into a recap."""
        return {} if words == self.words else {"traces": more(self.traces, self.words)}

    def is_more(self, said: dict[str, Any]) -> bool:
        """Whether this says or lets go more than was said until now, or something else."""
        order = (self.Named.NONE, self.Named.FIRST, self.Named.FULL)
        before = order.index(self.Named(self.named)) if self.goes and not self.binned_at else -1
        after = order.index(self.Named(said["named"])) if said["goes"] else -1
        return after > before or said["words"] not in ("", self.words)

    @property
    def going(self) -> Self:
        """Whether it goes, as `Answer.going` says it."""
        return self

    @classmethod
    def written(cls, actor: Actor, seat: Seat, session: Session) -> list[Self]:
        """What this place told of a session in words that are still there."""
        rows = cls.visible_to(actor).filter(seat=seat, opening__session=session)
        return list(rows.exclude(words="").select_related("opening"))

    def let(self, actor: Actor, goes: bool, named: str) -> None:
        """Yes or no to the recap, and under which name; the words stay as they are."""
        if self.seat_id != actor.person:
            raise Denied(self.resource)
        if (self.goes, self.named) != (goes, named):
            must(actor, Verb.CHANGE, self.facts())
            deed = "let_a_line_go" if goes else "kept_a_line"
            level = Level.STEWARDS if goes else Level.ONLY_ME
            stamp = {"goes": goes, "named": named, "audience": level}
            self._move(actor, self.version, deed, stamp)

    def take_away(self, actor: Actor) -> None:
        """Not after all. What was written down of it is gone at once."""
        must(actor, Verb.DELETE, self.facts())
        with in_turn(actor.network):
            gone = {"binned_at": timezone.now(), "words": "", "goes": False}
            stamp = {**gone, **self._leaves_traces("")}
            self._move(actor, self.version, "took_telling_back", stamp)
            Event.tell(actor.network, self.opening.session_id, Moved.ANSWERS)


class Parked(SeriesRow):
    """Something for later. Facilitators alone see it."""

    resource = "parked"
    kept_fields = ("words", "settled_at")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parked")
    words = models.CharField(max_length=300)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"parked {self.pk}"

    @classmethod
    def put(cls, actor: Actor, session: Session, words: str) -> Self:
        with in_turn(actor.network):
            row = cls.make(actor, "parked", session=session, words=words)
            Event.tell(actor.network, session.pk, Moved.ANSWERS)
        return row

    def settle(self, actor: Actor) -> None:
        """It was spoken of."""
        with in_turn(actor.network):
            self.revise(actor, self.version, "settled_parked", settled_at=timezone.now())
            Event.tell(actor.network, self.session_id, Moved.ANSWERS)


class LeadNote(SeriesRow):
    """What a facilitator writes for themselves during a session. Nobody else reads it."""

    resource = "note"
    kept_fields = ("words",)

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(max_length=5000)

    class Meta(SeriesRow.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @classmethod
    def of(cls, actor: Actor, session: Session) -> Self | None:
        """One’s own notes of this session."""
        return cls.visible_to(actor).filter(session=session).first()

    @classmethod
    def write(cls, actor: Actor, session: Session, version: int, words: str) -> Self:
        """The first words, or the next wording of one’s own notes."""
        row = cls.of(actor, session)
        if row is None:
            return cls.make(actor, "noted", session=session, words=words)
        return row.revise(actor, version, "noted", words=words)
