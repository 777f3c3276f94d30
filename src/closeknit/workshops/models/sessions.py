"""The sessions of a series, and the plan of each: blocks one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Max, Min, OuterRef, Q, Subquery, When

from closeknit.accounts.record import in_turn, record
from closeknit.policy import Actor, Denied, Level, Verb, must

from .base import SeriesRow
from .events import Event, Moved
from .hosts import WHAT_IS_KEPT, Block, Method
from .series import Series, let_go_of

LONGEST = dt.timedelta(hours=5)
"""How long after its beginning a session may still be on."""
BEFORE = dt.timedelta(hours=1)
"""How long before its time a room may open; what is opened earlier is a trial."""


@dataclass(frozen=True)
class Days:
    """How many sessions a series has, and when the first and the last one begin."""

    count: int
    first: dt.datetime | None
    last: dt.datetime | None = None


class Session(SeriesRow):
    """One meeting of the series. Where it says no place and no link, those of the series hold.

    `began_at` and `ended_at` are said in the room, on the day.
    """

    resource = "session"
    kept_fields = (
        *("number", "title", "aim", "bring", "starts_at", "minutes", "place", "link"),
        *("began_at", "ended_at", "questions"),
    )

    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    aim = models.CharField(max_length=400, blank=True)
    bring = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    questions = models.TextField(max_length=700, blank=True)  # to think about, one in a line
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SeriesRow.Meta):
        ordering = ["number", "made_at", "key"]
        indexes = [models.Index(fields=["series", "number"], name="sessions_in_order")]

    def __str__(self) -> str:
        return f"session {self.pk}"

    def in_short(self) -> str:
        return self.title

    @property
    def ends_at(self) -> dt.datetime | None:
        return self.starts_at + dt.timedelta(minutes=self.minutes) if self.starts_at else None

    @classmethod
    def of(cls, series: Series) -> list[Self]:
        """The sessions of this series in their order, for whoever its door let in."""
        return list(cls.everyones.filter(series=series, binned_at=None))

    @classmethod
    def days_of(cls, rows: Iterable[Series]) -> dict[str, Days]:
        """The days of many series at once, for lists of them."""
        here = cls.everyones.filter(series__in=list(rows), binned_at=None).order_by()
        found = here.values("series").annotate(
            many=Count("pk"), first=Min("starts_at"), last=Max("starts_at")
        )
        return {one["series"]: Days(one["many"], one["first"], one["last"]) for one in found}

    @classmethod
    def around(cls, account: str, now: dt.datetime) -> list[Ahead]:
        """Every series this account leads, comes to or waits for, with the session that is on or
        next where it may be told: in one question."""
        get = cls._meta.apps.get_model
        lead: Any = get("workshops", "Lead").active().filter(account=account)
        seats: Any = get("workshops", "Seat").active().filter(account=account)
        part = Q(pk__in=lead.values("series")) | Q(pk__in=seats.values("series"))
        rows = Series.everyones.filter(part, binned_at=None)
        has = Q(pk__in=lead.values("series"))
        has |= Q(pk__in=seats.filter(waiting_since=None).values("series"))
        told = Q(has, ended_at=None, practice=False)
        ahead = cls.everyones.filter(series=OuterRef("pk"), binned_at=None, ended_at=None)
        first = ahead.filter(starts_at__gt=now - LONGEST).order_by("starts_at", "number", "key")
        names = ("pk", "title", "starts_at", "minutes")
        said = {
            f"next_{name}": Case(When(told, then=Subquery(first.values(name)[:1])))
            for name in names
        }
        return [Ahead.of(row, names) for row in rows.annotate(**said)]

    @classmethod
    def soon(cls, now: dt.datetime, within: dt.timedelta) -> list[Self]:
        """Real sessions that begin within this time: those whose letters go out."""
        rows = cls.everyones.filter(cls.real(), starts_at__gt=now, starts_at__lte=now + within)
        return list(rows.filter(ended_at=None).select_related("series"))

    @classmethod
    def real(cls) -> Q:
        """Of a workshop that goes on, with people who are not made up."""
        series = Q(series__ended_at=None, series__binned_at=None, binned_at=None)
        return series & Q(series__practice=False, series__made_up=False)

    @classmethod
    def to_tell(cls, key: str) -> Self | None:
        """This session, if letters of it may still go out."""
        found: Self | None = (
            cls.everyones.filter(cls.real(), pk=key).select_related("series").first()
        )
        return found

    @classmethod
    def there(cls, key: str) -> Self | None:
        """The session with this key, for its room, which asks of everybody whether they may."""
        rows = cls.everyones.filter(pk=key, binned_at=None, series__binned_at=None)
        found: Self | None = rows.order_by().first() if "\0" not in key else None
        return found

    @classmethod
    def write_out(cls, actor: Actor, series: Series, number: int, told: Mapping[str, Any]) -> Self:
        """One session with its blocks, from a template or a copy."""
        said = {name: what for name, what in told.items() if name != "blocks"}
        row = cls.make(actor, "added_session", number=number, **said)
        Activity.write_out(actor, row, told.get("blocks", ()))
        return row

    @classmethod
    def add(cls, actor: Actor, **said: Any) -> Self:
        """One more session, at the end."""
        with in_turn(actor.network):
            here = cls.everyones.filter(series=actor.network, binned_at=None)
            last = max(here.values_list("number", flat=True), default=0)
            return cls.make(actor, "added_session", number=last + 1, **said)

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """Another title, another day, another place."""
        self.revise(actor, version, "changed_session", **said)

    def move(self, actor: Actor, by: int) -> None:
        """One place earlier (-1) or later (1) among the sessions; days stay where they were."""
        with in_turn(actor.network):
            rows = Session.of(self.series)
            days = [row.starts_at for row in rows]
            moved = shifted(rows, self, by)
            for number, (row, day) in enumerate(zip(moved, days, strict=True), start=1):
                if (row.number, row.starts_at) != (number, day):
                    row.revise(actor, row.version, "changed_session", number=number, starts_at=day)

    def begin(self, now: dt.datetime) -> bool:
        """The room is opened: whether it is the first time, and no trial on a day before."""
        if self.starts_at is not None and now < self.starts_at - BEFORE:
            return False
        fresh = Session.everyones.filter(pk=self.pk, began_at=None)
        return fresh.update(began_at=now) == 1  # no version: nobody typed anything

    def take_away(self, actor: Actor) -> None:
        """Not this one. The others move up; it can come back for thirty days."""
        with in_turn(actor.network):
            self.bin(actor, "removed_session")
            Event.tell(actor.network, self.pk, Moved.ROOM)
            for number, row in enumerate(Session.of(self.series), start=1):
                if row.number != number:
                    row.revise(actor, row.version, "changed_session", number=number)

    def come_back(self, actor: Actor) -> None:
        """As it was, as the last one."""
        with in_turn(actor.network):
            last = max((row.number for row in Session.of(self.series)), default=0)
            self.take_back(actor, "brought_back")
            self.revise(actor, self.version, "changed_session", number=last + 1)

    @classmethod
    def shift(cls, actor: Actor, series: Series, rows: Iterable[Session], days: int) -> None:
        """These sessions so many days later, at the same time on the clock of their place."""
        must(actor, Verb.CHANGE, series.facts())
        with in_turn(actor.network):
            for row in rows:
                if row.starts_at is not None:
                    then = series.local(row.starts_at)
                    at = then.replace(tzinfo=None) + dt.timedelta(days=days)
                    moved = at.replace(tzinfo=then.tzinfo)
                    row.revise(actor, row.version, "shifted_session", starts_at=moved)

    def copy_of(self) -> dict[str, Any]:
        """The session as a template: no day, and nothing that happened in it."""
        names = ("title", "aim", "bring", "minutes", "place", "link", "questions")
        said: dict[str, Any] = {name: getattr(self, name) for name in names}
        blocks = ({**row.what_is_kept(), "led_by": row.led_by} for row in Activity.of(self))
        return {**said, "blocks": list(blocks)}


class Activity(Block, SeriesRow):
    """A block of a session's plan. Facilitators alone read it, until one of them opens it.

    `picture` is the key of one that somebody brought along for the group; it hangs here as long as
    it may be shown. `file` is one of those who lead, and hangs instead: everybody in it said yes.
    It goes into no copy and no earlier version.
    """

    resource = "activity"
    kept_fields = (*WHAT_IS_KEPT, "led_by", "order", "picture")
    file_fields = ("file",)
    FOLDER = "workshops"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="activities")
    led_by = models.CharField(max_length=120, blank=True)
    picture = models.CharField(max_length=16, blank=True)
    file = models.CharField(max_length=60, blank=True)
    alt = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(SeriesRow.Meta):
        ordering = ["order", "made_at", "key"]

    def __str__(self) -> str:
        return f"activity {self.pk}"

    def in_short(self) -> str:
        return self.title

    @classmethod
    def of(cls, session: Session) -> list[Self]:
        """The plan of this session in its order, for facilitators and for the room's own pages."""
        return list(cls.everyones.filter(session=session, binned_at=None))

    @classmethod
    def write_out(cls, actor: Actor, session: Session, told: Iterable[Mapping[str, Any]]) -> None:
        """Many blocks in one go, each with its entry in the record."""
        must(actor, Verb.CREATE, session.facts())
        with in_turn(actor.network):
            for order, said in enumerate(told):
                fields = {"session": session, "series_id": actor.network, "order": order, **said}
                row = cls(author_id=actor.account or None, audience=Level.STEWARDS, **fields)
                row.save(force_insert=True)
                record(actor, "planned_block", cls.resource, str(row.pk), level=row.audience)

    @classmethod
    def add(cls, actor: Actor, session: Session, **said: Any) -> Self:
        """One more block, at the end."""
        with in_turn(actor.network):
            last = max((row.order for row in cls.of(session)), default=-1)
            fields = {"session": session, "order": last + 1}
            return cls.make(actor, "planned_block", **fields, **said)

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """The block said anew: on the screens as well, where it is open."""
        with in_turn(actor.network):
            self.revise(actor, version, "planned_block", **said)
            Event.tell(actor.network, self.session_id, Moved.ROOM)

    def move(self, actor: Actor, by: int) -> None:
        """One place up (-1) or down (1); the times of the others follow."""
        self._stand(actor, by=by)

    def move_to(self, actor: Actor, place: int) -> None:
        """To this place, the first being 0, or to the end where there are fewer by now."""
        self._stand(actor, to=place)

    def _stand(self, actor: Actor, **where: int) -> None:
        with in_turn(actor.network):
            for order, row in enumerate(shifted(Activity.of(self.session), self, **where)):
                if row.order != order:
                    row.revise(actor, row.version, "planned_block", order=order)

    def drop(self, actor: Actor) -> None:
        """Out of the plan; it can come back for thirty days."""
        self.bin(actor, "dropped_block")

    def come_back(self, actor: Actor) -> None:
        """In the plan again, at the end."""
        with in_turn(actor.network):
            last = max((row.order for row in Activity.of(self.session)), default=-1)
            self.take_back(actor, "brought_back")
            self.revise(actor, self.version, "planned_block", order=last + 1)

    def keep(self, actor: Actor, at_host: Actor) -> Method:
        """Into the library of whoever invites, to use it again."""
        must(actor, Verb.READ, self.facts())
        if at_host.network != self.series.host_id:
            raise Denied(self.resource)
        return Method.once(at_host, "kept_method", **self.what_is_kept())

    def hang(self, actor: Actor, **said: Any) -> None:
        """This picture is looked at while the block is open; one from before is gone for good."""
        self._hang(actor, "hung_picture", said)

    def take_down(self, actor: Actor) -> None:
        """No picture of one’s own any more: its file goes for good."""
        nothing = {"file": "", "alt": "", "width": 0, "height": 0}
        self._hang(actor, "took_picture_off", nothing)

    def _hang(self, actor: Actor, deed: str, said: dict[str, Any]) -> None:
        must(actor, Verb.CHANGE, self.facts())
        with in_turn(actor.network):
            here = Activity.everyones.filter(pk=self.pk)
            let_go_of(here)
            here.update(**said)  # no version: nobody’s words are written over
            record(actor, deed, self.resource, self.pk, level=self.audience)
            Event.tell(actor.network, self.session_id, Moved.ROOM)

    def open_up(self, actor: Actor) -> None:
        """From now on those who have a place see it."""
        if self.audience != Level.WORKSHOP:
            self.revise(actor, self.version, "opened_activity", audience=Level.WORKSHOP)


def shifted(rows: list[Any], row: Any, by: int = 0, to: int | None = None) -> list[Any]:
    """The rows with this one moved by so many places or to one, as far as there are any."""
    at = next((place for place, one in enumerate(rows) if one.pk == row.pk), None)
    if at is not None:  # else somebody took it out just now
        place = min(max(at + by if to is None else to, 0), len(rows) - 1)
        rows.insert(place, rows.pop(at))
    return rows


@dataclass(frozen=True)
class Ahead:
    """A series somebody takes part in, and its next session, as far as they may know of one."""

    series: Series
    session: Session | None

    @classmethod
    def of(cls, row: Any, names: Iterable[str]) -> Ahead:
        said = {name: getattr(row, f"next_{name}") for name in names}
        return cls(row, Session(series=row, **said) if said["pk"] else None)
