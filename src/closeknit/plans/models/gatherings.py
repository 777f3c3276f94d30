"""A gathering: the network meets. Whom, where, what to eat, about what; when, and who is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record, record_each
from closeknit.core.meeting import next_day
from closeknit.networks.models import Membership, Person, Proposal, Row
from closeknit.networks.models.base import barred, narrower
from closeknit.policy import Actor, Denied, Level, Role, Verb, may, may_propose, must

PROPOSED = "gather"
"""The kind of what waits when somebody would like the network to meet."""

SOON = dt.timedelta(minutes=30)


def here() -> str:
    """The time zone of the house."""
    return str(settings.TIME_ZONE)


class Gathering(Row):
    """The network meets, or some of it. A draft until somebody is asked to come.

    A draft is seen by whoever writes it, the person, and stewards where `with_stewards` says so.
    From `told_at` on it is seen by those who are asked. `follows` is the one it was copied from.
    """

    class Rhythm(models.TextChoices):
        ONCE = "once", _("Once")
        WEEK = "week", _("Every week")
        TWO_WEEKS = "two_weeks", _("Every second week")
        MONTH = "month", _("Every month, on the same weekday")
        QUARTER = "quarter", _("Every three months")

    resource = "gathering"
    kept_fields = (
        *("title", "about", "starts_at", "ends_at", "zone", "place", "food", "host", "bring"),
        *("invitation", "rhythm", "with_stewards", "told_at", "cancelled_at", "closed_at"),
    )
    WORDS: ClassVar = ("title", "about", "place", "food", "host", "bring", "invitation")

    title = models.CharField(max_length=120)
    about = models.TextField(max_length=1000, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default=here)
    place = models.CharField(max_length=200, blank=True)
    food = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=120, blank=True)
    bring = models.CharField(max_length=200, blank=True)
    invitation = models.TextField(max_length=1000, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.ONCE)
    with_stewards = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    sorry = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(Row.Meta):
        ordering = ["starts_at", "made_at", "key"]
        indexes = [models.Index(fields=["network", "starts_at"], name="when_we_meet")]

    def __str__(self) -> str:
        return f"gathering {self.pk}"

    def in_short(self) -> str:
        return self.title

    # What it is today ------------------------------------------------------------------------

    @property
    def is_draft(self) -> bool:
        return self.told_at is None

    @property
    def waits(self) -> bool:
        """Whether somebody would like it, and the person has not said yes yet."""
        if self.proposal_id is None or not self.is_draft:
            return False
        asked = self.proposal
        return asked is not None and asked.decided_at is None and asked.binned_at is None

    def is_over(self, now: dt.datetime) -> bool:
        """Whether it was held, or its day has passed."""
        return self.closed_at is not None or (self.last is not None and self.last < now)

    def has_begun(self, now: dt.datetime) -> bool:
        """Whether it is on, or was: from half an hour before."""
        soon = self.starts_at is not None and self.starts_at - SOON < now
        return self.closed_at is not None or (soon and not self.is_draft)

    @property
    def last(self) -> dt.datetime | None:
        """When it ends; without an end, at the end of its day."""
        if self.starts_at is None or self.ends_at is not None:
            return self.ends_at
        day = self.starts_at.astimezone(ZoneInfo(self.zone))
        return day.replace(hour=23, minute=59)

    def local(self, at: dt.datetime) -> dt.datetime:
        """This moment on the clock where they meet."""
        return at.astimezone(ZoneInfo(self.zone))

    # Planning --------------------------------------------------------------------------------

    @classmethod
    def plan(cls, actor: Actor, **fields: Any) -> Self:
        """A draft. Whoever may only ask for one has it wait for the person's yes."""
        stewards = fields.get("with_stewards") or actor.role is Role.STEWARD
        level = Level.STEWARDS if stewards else Level.PERSON
        row = cls(network_id=actor.network, author_id=actor.account, audience=level, **fields)
        row.with_stewards = bool(stewards)
        if may(actor, Verb.CREATE, row.facts()):
            with in_turn(actor.network):
                row.save(force_insert=True)
                record(actor, "planned", cls.resource, row.pk, level=level)
            return row
        return row._propose(actor)

    def _propose(self, actor: Actor) -> Self:
        self.audience, self.with_stewards = Level.PERSON, False
        if not may_propose(actor, Verb.CREATE, self.facts()):
            raise Denied(self.resource)
        with in_turn(actor.network):
            self.save(force_insert=True)
            record(actor, "would_meet", self.resource, self.pk, level=self.audience)
            self.proposal = Proposal.put(actor, PROPOSED, self, words=self.title)
            type(self).everyones.filter(pk=self.pk).update(proposal=self.proposal)
        return self

    def open_to(self, kind: str) -> bool:
        return kind != PROPOSED or (self.binned_at is None and self.is_draft)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """Yes, let us meet: from here on the person and stewards plan it."""
        if proposal.kind != PROPOSED:
            super().carry_out(actor, proposal)
            return
        stamp = {"audience": Level.STEWARDS, "with_stewards": True}
        self._move(actor, self.version, "planned", stamp, proposal.on_behalf())

    def turned_down(self, actor: Actor, proposal: Any) -> None:
        """The person said no: put away, where whoever would have liked it finds it again."""
        if proposal.kind == PROPOSED and self.is_draft and self.binned_at is None:
            self._move(actor, self.version, "removed", {"binned_at": timezone.now()})

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """It was not what the person wanted: put away, as long as nobody was asked to come."""
        if proposal.kind != PROPOSED:
            super().carry_back(actor, proposal)
        elif self.is_draft and self.binned_at is None:
            self._move(actor, self.version, "removed", {"binned_at": timezone.now()})

    def change(self, actor: Actor, version: int, **said: Any) -> None:
        """Plan it another way. What only stewards planned along stays with the same people."""
        if self.is_draft and "with_stewards" in said:
            said["audience"] = Level.STEWARDS if said["with_stewards"] else Level.PERSON
        self.revise(actor, version, "planned_again", **said)
        if not self.is_draft:
            self.let_in_those_asked(actor)

    def must_be_planned_by(self, actor: Actor) -> None:
        """Whoever may change it; and whoever asks for one, as long as it waits for a yes.

        Raises:
            Denied: for everybody else.
        """
        own = self.author_id == actor.account and may_propose(actor, Verb.CREATE, self.facts())
        if not (own and self.waits and self.is_draft):
            must(actor, Verb.CHANGE, self.facts())

    # Asking people to come -------------------------------------------------------------------

    def tell(self, actor: Actor) -> None:
        """From now on those who are asked see it, and can answer."""
        must(actor, Verb.CHANGE, self.facts())
        if self.waits or self.cancelled_at is not None:
            raise Denied(self.resource)
        with in_turn(actor.network):
            now = timezone.now()
            stamp: dict[str, Any] = {"told_at": now, "audience": Level.CHOSEN}
            stamp["let_in"] = barred(self.who_sees())
            if self.is_draft:
                self._move(actor, self.version, "asked_to_come", stamp)
            else:
                self.let_in_those_asked(actor)
            asked: Any = self.guests
            asked.filter(binned_at=None, asked_at=None).update(asked_at=now, audience=Level.CHOSEN)

    def who_sees(self) -> set[str]:
        """Those who are asked; and stewards, where they plan it along."""
        guests: Any = self.guests
        people = set(guests.filter(binned_at=None).values_list("person_id", flat=True))
        return people | (self.stewards() if self.with_stewards else set())

    def stewards(self) -> set[str]:
        """The accounts that look after this network."""
        active = Membership.active().filter(network=self.network_id, role=Role.STEWARD)
        return set(active.values_list("account_id", flat=True))

    def let_in_those_asked(self, actor: Actor) -> None:
        """The list of those who see it, after somebody was added or left out."""
        wanted = barred(self.who_sees())
        if not self.is_draft and wanted != self.let_in:
            # The plan stays as it is: nobody who said yes is told that something changed.
            with in_turn(actor.network):
                type(self).everyones.filter(pk=self.pk).update(let_in=wanted)
                record(actor, "asked_others_to_come", self.resource, self.pk, level=self.audience)
            self.let_in = wanted

    def cancel(self, actor: Actor, version: int, sorry: str) -> None:
        """It does not happen after all, and here is a kind word to those who were asked."""
        stamp = {"cancelled_at": timezone.now(), "sorry": sorry}
        self.revise(actor, version, "called_off", **stamp)

    def revive(self, actor: Actor, version: int) -> None:
        """It happens after all."""
        self.revise(actor, version, "called_on", cancelled_at=None, sorry="")

    def again(self, actor: Actor, starts_at: dt.datetime | None = None) -> Gathering:
        """The next one like this: a draft with the same people, place, food and agenda.

        Without a day it takes the next one of its rhythm, at the same time on the clock.
        """
        starts = starts_at or self.next_start()
        long = self.ends_at - self.starts_at if self.ends_at and self.starts_at else None
        same = {name: getattr(self, name) for name in (*self.WORDS, "zone", "rhythm")}
        same |= {"follows": self, "starts_at": starts, "with_stewards": self.with_stewards}
        with in_turn(actor.network):
            made = Gathering.plan(actor, ends_at=starts + long if starts and long else None, **same)
            for name in ("guests", "items"):
                rows: Any = getattr(self, name).filter(binned_at=None)
                rows.model.copy_all(actor, rows, made)
        return made

    def next_start(self) -> dt.datetime | None:
        """The start of the next one, as often as they meet; None where they meet once."""
        if self.starts_at is None:
            return None
        was = self.local(self.starts_at)
        day = next_day(was.date(), self.rhythm)
        return dt.datetime.combine(day, was.time(), ZoneInfo(self.zone)) if day else None

    def thank(self, actor: Actor, words: str, person: Person | None) -> None:
        """A short thank-you to one of those who came, or to all. Saying it twice is once."""
        said: Any = self.thanks
        if words and not said.filter(binned_at=None, words=words, person=person).exists():
            said.model.put(actor, self, "thanked", words=words, person=person)

    def close(self, actor: Actor, version: int) -> None:
        """It was held, and the next date was spoken of."""
        self.revise(actor, version, "closed_gathering", closed_at=timezone.now())


class OfAGathering(Row):
    """Something that belongs to a gathering, and is read and changed behind its door."""

    gathering: Any

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def about_them(cls, actor: Actor) -> Q:
        """Not what is said of them at a gathering that they were not let into."""
        there = Gathering.visible_to(actor)
        return super().about_them(actor) & Q(gathering__in=there)

    @classmethod
    def put(cls, actor: Actor, gathering: Gathering, deed: str, **fields: Any) -> Self:
        """Whoever plans the gathering adds to it."""
        gathering.must_be_planned_by(actor)
        fields.setdefault("audience", Level.CHOSEN)
        row = cls(
            network_id=gathering.network_id,
            author_id=actor.account or None,
            gathering=gathering,
            **fields,
        )
        with in_turn(actor.network):
            row.save(force_insert=True)
            record(actor, deed, cls.resource, gathering.pk, level=gathering.audience)
        return row

    @classmethod
    def put_each(
        cls,
        actor: Actor,
        gathering: Gathering,
        deed: str,
        said: Iterable[dict[str, Any]],
        level: str = Level.CHOSEN,
    ) -> list[Self]:
        """The same of many, each with an entry in the record, in as many queries as for one."""
        gathering.must_be_planned_by(actor)
        whose = {"network_id": gathering.network_id, "author_id": actor.account or None}
        rows = [cls(gathering=gathering, audience=level, **whose, **fields) for fields in said]
        with in_turn(actor.network):
            cls.everyones.bulk_create(rows)
            keys = [gathering.pk] * len(rows)
            record_each(actor, deed, cls.resource, keys, narrower(level, gathering.audience))
        return rows

    def alter(self, actor: Actor, version: int, deed: str, **changes: Any) -> None:
        """Whoever plans the gathering changes it."""
        must(actor, Verb.CHANGE, self.gathering.facts())
        changes = {name: said for name, said in changes.items() if getattr(self, name) != said}
        if changes or version != self.version:
            self._move(actor, version, deed, changes)

    def drop(self, actor: Actor, deed: str) -> None:
        """Not any more; it can come back for thirty days."""
        self.alter(actor, self.version, deed, binned_at=timezone.now())
