"""Asking for help: what is asked, and the turns people take in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import IntegrityError, models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn, record
from closeknit.networks.models import Person, Proposal, Row, tokens
from closeknit.networks.models.people import AboutAPerson
from closeknit.plans.slots import slots
from closeknit.policy import Actor, Channel, Denied, Level, Role, Verb, may, may_propose, must

NEW = "ask"
"""The kind of a proposal that waits to ask for something."""
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Taken(Exception):
    """Somebody else took this turn a moment ago."""


class Ask(Row):
    """Something the network is asked for, once or again and again.

    `how` is open, to whoever sees it, or one after another. It is a draft until it is `told_at`.
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

    @classmethod
    def begin(cls, actor: Actor, **fields: Any) -> Self:
        """A draft of something to ask for; whoever may only propose it asks the person first."""
        row = cls(network_id=actor.network, author_id=actor.account, **fields)
        row.audience = fields.get("audience", Level.UNPAID)
        if may(actor, Verb.CREATE, row.facts()):
            return cls.make(actor, "asked_for", **fields)
        if not may_propose(actor, Verb.CREATE, row.facts()):
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row.audience = Level.STEWARDS  # nobody else sees it before the person said yes
            row.save(force_insert=True)
            Proposal.put(actor, NEW, row)
        return row

    def tell(self, actor: Actor, version: int) -> None:
        """From now on it is asked."""
        self.revise(actor, version, "asked_for", told_at=self.told_at or timezone.now())

    def close(self, actor: Actor, version: int, outcome: str = "") -> None:
        """It is not asked any more; who has a turn keeps it."""
        self.revise(actor, version, "closed_ask", closed_at=timezone.now(), outcome=outcome)

    def open_again(self, actor: Actor, version: int) -> None:
        self.revise(actor, version, "asked_for", closed_at=None, outcome="")

    def open_to(self, kind: str) -> bool:
        return kind != NEW or (self.told_at is None and self.binned_at is None)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """The person said yes: now it is asked."""
        if proposal.kind != NEW:
            return super().carry_out(actor, proposal)
        stamp = {"told_at": timezone.now(), "audience": Level.UNPAID}
        return self._move(actor, self.version, "asked_for", stamp, proposal.on_behalf())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not want that: it is closed."""
        if proposal.kind != NEW:
            return super().carry_back(actor, proposal)
        return self._move(actor, self.version, "closed_ask", {"closed_at": timezone.now()})


class Turn(AboutAPerson):
    """One person and one time of an ask: asked, taken, or given back.

    Without a time it is the answer of somebody who is asked one after another. `instead_of` is a
    turn that somebody would like to hand over: a yes frees it.
    """

    class Answer(models.TextChoices):
        LISTED = "listed", _("Not asked yet")
        ASKED = "asked", _("Asked")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LATER = "later", _("Later")
        BACK = "back", _("Given back")

    resource = "turn"
    kept_fields = ("answer", "starts_at", "seat", "words", "later_on", "answered_at")

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="turns")
    starts_at = models.DateTimeField(null=True, blank=True)
    seat = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=6, choices=Answer, default=Answer.LISTED)
    words = models.CharField(max_length=300, blank=True)
    later_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    instead_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    nonce = models.CharField(max_length=32, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "order", "made_at", "key"]
        constraints = [
            # Two who tap at once: the second finds the seat taken.
            models.UniqueConstraint(
                fields=["ask", "starts_at", "seat"],
                condition=Q(answer="yes", binned_at=None),
                name="one_taker_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}"

    @property
    def token(self) -> str:
        """What stands in the address; empty while nobody asked by a link."""
        return tokens.token(str(self.pk), self.nonce) if self.nonce else ""

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it is over."""
        return self.starts_at and self.starts_at + dt.timedelta(minutes=self.ask.minutes)

    @classmethod
    def taken(cls, asks: Iterable[str], since: dt.datetime) -> dict[tuple[str, dt.datetime], int]:
        """How many seats of each time are taken: no more than that, for whoever sees the ask."""
        found = cls.everyones.filter(
            ask__in=list(asks), starts_at__gte=since, answer=cls.Answer.YES, binned_at=None
        )
        counted = found.values("ask", "starts_at").annotate(many=Count("pk")).order_by()
        return {(one["ask"], one["starts_at"]): one["many"] for one in counted}

    @classmethod
    def take(cls, actor: Actor, ask: Ask, person: Person, starts_at: dt.datetime) -> Self:
        """Take a free turn, for oneself; or write down that somebody said they take it.

        Raises:
            Taken: every seat of it is taken.
        """
        must(actor, Verb.READ, ask.facts())
        row = cls._of(actor, ask, person, starts_at=starts_at, answer=cls.Answer.YES)
        must(actor, Verb.CHANGE, row.facts())
        there = ask.slots(starts_at, most=1)
        if not ask.is_open or there != [starts_at] or starts_at < timezone.now():
            raise Denied(cls.resource)
        try:
            with in_turn(actor.network):
                here = cls.everyones.filter(
                    ask=ask, starts_at=starts_at, answer=cls.Answer.YES, binned_at=None
                )
                held = dict(here.values_list("person", "key"))
                if person.pk in held:  # tapped twice
                    return cls.everyones.get(pk=held[person.pk])  # type: ignore[no-any-return]
                full = set(here.values_list("seat", flat=True))
                free = [seat for seat in range(1, ask.seats + 1) if seat not in full]
                if not free:
                    raise Taken
                row.seat, row.answered_at = free[0], timezone.now()
                row._first(actor, "took_turn")
        except IntegrityError as error:
            raise Taken from error
        return row

    @classmethod
    def call(cls, actor: Actor, ask: Ask, person: Person, order: int = 0, **fields: Any) -> Self:
        """Put somebody on the list of those who are asked; nobody is asked by that."""
        must(actor, Verb.CHANGE, ask.facts())
        row = cls._of(actor, ask, person, order=order, **fields)
        with in_turn(actor.network):
            row._first(actor, "listed_turn")
        return row

    @classmethod
    def _of(cls, actor: Actor, ask: Ask, person: Person, **fields: Any) -> Self:
        level = ask.audience if ask.turns_seen else Level.STEWARDS
        shown = {"let_in": ask.let_in, "kept_out": ask.kept_out} if ask.turns_seen else {}
        made = cls(
            network_id=actor.network,
            author_id=actor.account,
            audience=level,
            ask=ask,
            person=person,
            **shown,
            **fields,
        )
        if person.network_id != actor.network or ask.network_id != actor.network:
            raise Denied(cls.resource)
        return made

    def _first(self, actor: Actor, deed: str) -> None:
        self.save(force_insert=True)
        record(actor, deed, self.resource, self.pk, level=self.audience)

    def asked_now(self, actor: Actor, link: bool) -> None:
        """From now on they are asked: on their own page, or with a link for whoever has none."""
        must(actor, Verb.CHANGE, self.ask.facts())
        stamp: dict[str, Any] = {"asked_at": timezone.now(), "answer": self.Answer.ASKED}
        if link and not self.nonce:
            nonce = tokens.new_nonce()
            made = tokens.token(str(self.pk), nonce)
            stamp |= {"nonce": nonce, "token_hash": tokens.hashed(made)}
        self._move(actor, self.version, "asked_to_help", stamp)

    def say(self, actor: Actor, version: int, answer: str, **more: Any) -> None:
        """Yes, no, later, or giving it back: by whoever is asked, or as they said to somebody.

        Raises:
            Taken: somebody else has it by now.
        """
        channel = Channel.LINK if actor.role is Role.LINK else Channel.PAGE
        must(actor, Verb.CHANGE, self.facts(), channel)
        if self.ask.binned_at or (answer == self.Answer.YES and not self.ask.is_open):
            raise Denied(self.resource)
        stamp = {"answer": answer, "answered_at": timezone.now(), **more}
        try:
            with in_turn(actor.network):
                if answer == self.Answer.YES and self.starts_at is not None:
                    stamp["seat"] = self._free_seat(actor)
                self._move(actor, version, f"turn_{answer}", stamp)
        except IntegrityError as error:
            raise Taken from error

    def _free_seat(self, actor: Actor) -> int:
        """A seat for this turn; the one it is instead of is freed first."""
        if self.instead_of is not None and self.instead_of.answer == self.Answer.YES:
            was = self.instead_of
            was._move(actor, was.version, "turn_back", {"answer": self.Answer.BACK})
        here = type(self).everyones.filter(
            ask=self.ask_id, starts_at=self.starts_at, answer=self.Answer.YES, binned_at=None
        )
        full = set(here.exclude(pk=self.pk).values_list("seat", flat=True))
        free = [seat for seat in range(1, self.ask.seats + 1) if seat not in full]
        if not free:
            raise Taken
        return free[0]

    @classmethod
    def led_by(cls, token: str) -> tuple[Self, Actor] | None:
        """Where this address leads, and who comes by it; None when it leads nowhere."""
        found = cls.everyones.filter(token_hash=tokens.hashed(token), binned_at=None)
        row = found.select_related("network", "person", "ask").first()
        if row is None or not row.leads():
            return None
        actor = Actor("", row.network_id, Role.LINK, purpose="turn", row=row.pk)
        return (row, actor) if may(actor, Verb.READ, row.facts(), Channel.LINK) else None

    def leads(self) -> bool:
        """Whether the link leads anywhere: while it is asked, and they may be asked."""
        person, network = self.person, self.network
        gone = person.binned_at or person.kind != "person" or network.binned_at or network.died_at
        return self.ask.is_open and not gone
