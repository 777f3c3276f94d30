"""Asking for help: what is asked, why, when, and of whom."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.networks.models import Membership, Person, Proposal, Row
from closeknit.networks.models.base import barred
from closeknit.plans.slots import closes, moment, slots
from closeknit.policy import Actor, Audience, Denied, Level, Verb, may, may_propose
from closeknit.policy.besides import may_be_asked, one_besides, told_to

NEW = "ask"
"""The kind of a proposal that waits to ask for something."""
Someone = TypeVar("Someone")
SEEN_BY = ("audience", "let_in", "kept_out")


class OneBesides(Denied):
    """It is about money: one other is asked already, and no more are."""


class Ask(Row):
    """Something the network is asked for, once or again and again.

    `how` is open, to whoever sees it, or one after another. It is a draft until it is `told_at`.
    What is about money is seen by the person and the one `besides` alone, unless the person shares
    it with more.
    With `turns_seen` whoever sees the ask sees who takes which turn; else only those who look after
    it and the one it is about.
    """

    class How(models.TextChoices):
        OPEN = "open", _("Whoever sees it can take a turn")
        ONE_BY_ONE = "one_by_one", _("One person after another")

    class Repeats(models.TextChoices):
        ONCE = "", _("Once")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every month")

    resource = "ask"
    kept_fields = (
        *("title", "why", "letter", "place", "about", "how", "first_on", "at", "minutes", "zone"),
        *("repeats", "until", "seats", "turns_seen", "told_at", "closed_at", "outcome"),
    )

    title = models.CharField(max_length=120)
    why = models.CharField(max_length=300, blank=True)
    letter = models.TextField(max_length=2000, blank=True)
    place = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=20, blank=True)  # the kind of support it would be
    asker = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="asks_for"
    )
    besides = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=12, choices=How, default=How.OPEN)
    first_on = models.DateField(null=True, blank=True)
    at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    zone = models.CharField(max_length=64, blank=True)
    repeats = models.CharField(max_length=12, choices=Repeats, blank=True, default=Repeats.ONCE)
    until = models.DateField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    turns_seen = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"ask {self.pk}"

    def in_short(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it is asked now."""
        return self.told_at is not None and self.closed_at is None and self.binned_at is None

    def slots(self, since: dt.datetime, most: int = 60) -> list[dt.datetime]:
        """Its times from this moment on; none without a day."""
        if self.first_on is None:
            return []
        when = (self.first_on, self.at, self.zone, self.repeats, self.until)
        return slots(*when, since=since, most=most)

    def day_of(self, starts_at: dt.datetime) -> dt.date:
        """The day of one of its times: a whole day is the same everywhere, else by our clock."""
        if self.at is None:
            return starts_at.astimezone(ZoneInfo(self.zone or "UTC")).date()
        return timezone.localtime(starts_at).date()

    def closes(self, starts_at: dt.datetime) -> dt.datetime:
        """Until when one of its times can be taken."""
        here = starts_at.astimezone(ZoneInfo(self.zone or "UTC"))
        return closes(here.date(), self.at, self.zone) if self.at is None else starts_at

    def ends(self, starts_at: dt.datetime) -> dt.datetime:
        """When one of its times is over."""
        if self.at is None:
            return self.closes(starts_at)
        return starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def begins_on(self) -> dt.date | None:
        """The day of its next time, or of its first."""
        return self.day_of(self.begins) if self.begins else None

    @property
    def begins(self) -> dt.datetime | None:
        """Its next time, or its last one: a page tells it in the time zone of whoever reads."""
        if self.first_on is None:
            return None
        coming = self.slots(timezone.now(), most=1)
        return coming[0] if coming else moment(self.first_on, self.at, self.zone)

    @classmethod
    def begin(cls, actor: Actor, **fields: Any) -> Self:
        """A draft of something to ask for; whoever may only propose it asks the person first."""
        few = one_besides(fields.get("about", ""))
        narrow = {"audience": Level.CHOSEN if few else Level.STEWARDS}  # until it is asked
        row = cls(network_id=actor.network, author_id=actor.account, **narrow, **fields)
        if may(actor, Verb.CREATE, row.facts()):
            return cls.make(actor, "drafted_ask", **narrow, **fields)
        if not may_propose(actor, Verb.CREATE, row.facts()):
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row.save(force_insert=True)
            Proposal.put(actor, NEW, row)
        return row

    def may_be_told_by(self, actor: Actor) -> bool:
        """Whoever may ask at once asks it for the first time; a proposal waits for its yes."""
        return self.told_at is not None or may(actor, Verb.CREATE, self.facts())

    def tell(self, actor: Actor, version: int) -> None:
        """From now on it is asked: of everybody unpaid, or of those on its list."""
        if not self.may_be_told_by(actor):
            raise Denied(self.resource)
        stamp: dict[str, Any] = {"told_at": self.told_at or timezone.now(), "closed_at": None}
        if self.told_at is None:
            stamp |= self._goes_to()
        self.revise(actor, version, "asked_for", **stamp)

    def _goes_to(self) -> dict[str, str]:
        """Who sees it once it is asked: everybody unpaid, those on its list, or one besides."""
        usual = Level.UNPAID if self.how == self.How.OPEN else Level(self.audience)
        told = told_to(self.about, self.besides_id or "", Audience(usual))
        return {"audience": told.level, "let_in": barred(told.let_in)}

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """Change it. What is about money from now on is seen by few from now on."""
        was, about = one_besides(self.about), one_besides(changes.get("about", self.about))
        one = changes.get("besides", self.besides)
        named = Audience.of(self.facts()).let_in
        if about and not was:
            named = frozenset({one.pk} if one and self.told_at else ())
            changes |= {"audience": Level.CHOSEN, "let_in": barred(named)}
        elif about and self.told_at and one != self.besides:
            named = named - {self.besides_id} | ({one.pk} if one else set())
            changes["let_in"] = barred(named)
        elif was and not about and self.told_at is None:
            changes |= {"audience": Level.STEWARDS, "let_in": ""}
        return super().revise(actor, version, deed, **changes)

    def among(self, people: dict[str, Someone]) -> dict[str, Someone]:
        """Those of these people who can be asked for this now: about money one, and no other."""
        if not one_besides(self.about):
            return people
        rows: Any = self.turns
        asked = set(rows.filter(binned_at=None, answer__in=("asked", "yes")).values_list("person"))
        seen = Audience.of(self.facts())
        here = Membership.active().filter(network=self.network_id, account=self.author_id)
        asker = here.values_list("person", flat=True).first() or ""
        on_it = {key for (key,) in asked}
        return {key: one for key, one in people.items() if may_be_asked(key, seen, asker, on_it)}

    def must_reach(self, person: Person) -> None:
        """Raise OneBesides where somebody else is asked already, and it is about money."""
        if not self.among({str(person.pk): person}):
            raise OneBesides(self.resource)

    def close(self, actor: Actor, version: int, outcome: str = "") -> None:
        """It is not asked any more; who has a turn keeps it."""
        self.revise(actor, version, "closed_ask", closed_at=timezone.now(), outcome=outcome)

    def open_to(self, kind: str) -> bool:
        return kind != NEW or (self.told_at is None and self.binned_at is None)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """The person said yes: now it is asked."""
        if proposal.kind != NEW:
            return super().carry_out(actor, proposal)
        stamp: dict[str, Any] = {"told_at": timezone.now()} | self._goes_to()
        return self._move(actor, self.version, "asked_for", stamp, proposal.on_behalf())

    def turned_down(self, actor: Actor, proposal: Any) -> None:
        """The person said no: it is asked of nobody."""
        if proposal.kind == NEW and self.told_at is None and self.closed_at is None:
            self._move(actor, self.version, "closed_ask", {"closed_at": timezone.now()})

    def shows_turns_to(self) -> dict[str, str]:
        """Who sees who takes which turn: whoever sees the ask, or those who look after it."""
        if self.turns_seen:
            return {name: getattr(self, name) for name in SEEN_BY}
        if one_besides(self.about):  # the person, whoever asks, and the one who has the turn
            return {"audience": str(Level.CHOSEN), "let_in": "", "kept_out": ""}
        return {"audience": str(Level.STEWARDS), "let_in": "", "kept_out": ""}

    def _move(
        self,
        actor: Actor,
        version: int,
        deed: str,
        changes: dict[str, Any],
        on_behalf: str = "",
        **detail: Any,
    ) -> None:
        """Its turns go along: they are shown to nobody whom it is hidden from."""
        with in_turn(actor.network):
            super()._move(actor, version, deed, changes, on_behalf, **detail)
            if {*SEEN_BY, "turns_seen"} & changes.keys():
                turns: Any = self.turns
                turns.update(**self.shows_turns_to())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not want that: it is closed."""
        if proposal.kind != NEW:
            return super().carry_back(actor, proposal)
        return self._move(actor, self.version, "closed_ask", {"closed_at": timezone.now()})
