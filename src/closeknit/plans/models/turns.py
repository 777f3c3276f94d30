"""Turns: who is asked for which time, and who took it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import IntegrityError, models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from closeknit.accounts.record import in_turn, record
from closeknit.core.network import Kind
from closeknit.networks.models import Membership, OneAnswer, Person
from closeknit.networks.models.people import AboutAPerson
from closeknit.policy import Actor, Denied, Verb, may, must

from .asks import Ask
from .too_late import HasOne, Over, Taken
from .touches import Touch


def holds(turn: str = "") -> Q:
    """Whose seat is taken; `turn` is the way to a turn from other rows.

    Who has died, or is on the map no more, keeps none: somebody is wanted.
    """
    said = {f"{turn}answer": "yes", f"{turn}binned_at": None, f"{turn}person__binned_at": None}
    return Q(**said) & ~Q(**{f"{turn}person__kind": Kind.DIED})


LINK_LASTS = dt.timedelta(days=60)


class Turn(OneAnswer, AboutAPerson):
    """One person and one time of an ask: asked, taken, or given back.

    Without a time it is the answer of somebody who is asked one after another. `instead_of` is a
    turn that somebody would like to hand over: a yes frees it; with `swap_with` they take over the
    other's turn in return.
    """

    class Answer(models.TextChoices):
        LISTED = "listed", _("Not asked yet")
        ASKED = "asked", _("Asked")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LATER = "later", _("Later")
        BACK = "back", _("Given back")

    resource = "turn"
    purpose = "turn"
    page = "turn_link"
    letter = "asked_to_help"
    letter_deed = "asked_to_help"
    led_with = ("network", "person", "ask__asker")
    once_each = ("ask", "person", "starts_at", "instead_of")
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
    swap_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="swaps"
    )

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

    @classmethod
    def about_them(cls, actor: Actor) -> Q:
        """Not those for which they only stand on a list: nobody asked them, or told them of it."""
        return super().about_them(actor) & ~Q(answer=cls.Answer.LISTED)

    def in_short(self) -> str:
        """Whose turn it is, and on which day."""
        if not (self.person and self.starts_at):
            return super().in_short()
        day = date_format(timezone.localtime(self.starts_at), "j F Y")
        return __("A turn of %(name)s on %(day)s") % {"name": self.person.name, "day": day}

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it is over."""
        return self.ask.ends(self.starts_at) if self.starts_at else None

    @property
    def day(self) -> dt.date | None:
        """Its day, as whoever reads would say it."""
        return self.ask.day_of(self.starts_at) if self.starts_at else None

    @property
    def still_asked(self) -> bool:
        """Whether its time is one of those that are asked; it may have been changed since."""
        at = self.starts_at
        return at is None or self.ask.slots(at, most=1) == [at]

    @classmethod
    def take(cls, actor: Actor, ask: Ask, person: Person, starts_at: dt.datetime) -> Self:
        """Take a free turn, for oneself; or write down that somebody said they take it.

        Raises:
            Taken: every seat of it is taken.
            Over: it is not asked at this time, or not any more.
        """
        must(actor, Verb.READ, ask.facts())
        row = cls._of(actor, ask, person, starts_at=starts_at, answer=cls.Answer.YES)
        must(actor, Verb.CHANGE, row.facts())
        ask.must_reach(person)
        there = ask.slots(starts_at, most=1)
        if not ask.is_open or there != [starts_at] or ask.closes(starts_at) < timezone.now():
            raise Over(cls.resource)
        try:
            with in_turn(actor.network):
                held, free = row._room()
                if person.pk in held:  # tapped twice
                    return held[person.pk]
                if not free:
                    raise Taken
                row = row._in_place_of_the_question()
                row._taken(actor, free)
        except IntegrityError as error:
            raise Taken from error
        return row

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person stood there twice: what they said last holds."""
        last = max((self, other), key=lambda one: (bool(one.answered_at), one.answered_at))
        same = ("answer", "seat", "words", "later_on", "answered_at")
        return {name: getattr(last, name) for name in same} if last is other else {}

    def _in_place_of_the_question(self) -> Self:
        """The row by which they were asked for this time already, if there is one."""
        asked = type(self).everyones.filter(
            ask=self.ask_id, person=self.person_id, starts_at=self.starts_at, binned_at=None
        )
        found = asked.filter(answer=self.Answer.ASKED, instead_of=None).first()
        return self if found is None else found

    def _taken(self, actor: Actor, seat: int) -> None:
        now = timezone.now()
        if self.answer == self.Answer.ASKED:
            stamp = {"answer": self.Answer.YES, "seat": seat, "answered_at": now}
            self._move(actor, self.version, "turn_yes", stamp)
            return
        self.seat, self.answered_at = seat, now
        self._first(actor, "took_turn")

    @classmethod
    def take_every(
        cls, actor: Actor, ask: Ask, person: Person, times: Iterable[dt.datetime]
    ) -> list[Self]:
        """Take these times, as many of them as are still free."""
        got = []
        for starts_at in times:
            with suppress(Taken, Over):
                got.append(cls.take(actor, ask, person, starts_at))
        return got

    @classmethod
    def ask_each(
        cls, actor: Actor, ask: Ask, wanted: Iterable[tuple[Person, dt.datetime]], here: set[str]
    ) -> list[Self]:
        """Ask each of them for one time. Nothing is fixed before they say yes.

        `here` are those who take part; the others are asked by a link. Nobody is asked twice for
        the same time.
        """
        must(actor, Verb.CHANGE, ask.facts())
        if not ask.is_open:
            raise Denied(cls.resource)
        asked = []
        with in_turn(actor.network):
            before = cls.everyones.filter(ask=ask, binned_at=None).exclude(starts_at=None)
            known = set(before.values_list("person", "starts_at"))
            for person, starts_at in wanted:
                if (person.pk, starts_at) in known or ask.slots(starts_at, most=1) != [starts_at]:
                    continue
                if not ask.among({person.pk: person}):
                    continue
                known.add((person.pk, starts_at))
                row = cls.call(actor, ask, person, starts_at=starts_at)
                row.asked_now(actor, link=person.pk not in here)
                asked.append(row)
        return asked

    def is_over(self, now: dt.datetime) -> bool:
        """Whether somebody had it and its time has passed."""
        ends_at = self.ends_at
        return self.answer == self.Answer.YES and ends_at is not None and ends_at <= now

    def happened(self, actor: Actor) -> Touch:
        """It was done: that counts as time together."""
        must(actor, Verb.CHANGE, self.facts())
        if self.starts_at is None or not self.is_over(timezone.now()):
            raise Denied(self.resource)
        day = self.starts_at.astimezone(ZoneInfo(self.ask.zone or "UTC")).date()
        how, source = Touch.How.TOGETHER, Touch.Source.TURN
        return Touch.log(actor, self.person, day, how, source, str(self.pk))

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
        made = cls(
            network_id=actor.network,
            author_id=actor.account,
            ask=ask,
            person=person,
            **ask.shows_turns_to(),
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
        if self.answer == self.Answer.ASKED and (self.nonce or not link):
            return  # tapped twice
        if self.answer not in (self.Answer.LISTED, self.Answer.ASKED) or not self.ask.is_open:
            raise Denied(self.resource)
        self.ask.must_reach(self.person)
        stamp: dict[str, Any] = {"asked_at": timezone.now(), "answer": self.Answer.ASKED}
        if link:
            stamp |= self.new_link()
        self._move(actor, self.version, "asked_to_help", stamp)

    def say(self, actor: Actor, version: int, answer: str, **more: Any) -> None:
        """Yes, no, later, or giving it back: by whoever is asked, or as they said to somebody.

        Raises:
            Taken: somebody else has it by now.
            Over: a yes to what is not asked any more.
        """
        self.must_be_answered_by(actor)
        if self.ask.binned_at:
            raise Denied(self.resource)
        if answer == self.Answer.YES and not self.is_wanted(actor):
            raise Over(self.resource)
        stamp = {"answer": answer, "answered_at": timezone.now(), **more, **self.uses(actor)}
        try:
            with in_turn(actor.network):
                if answer == self.Answer.YES and self.starts_at is not None:
                    stamp["seat"] = self._free_seat(actor)
                self._move(actor, version, f"turn_{answer}", stamp)
                if answer == self.Answer.YES:
                    self._take_in_return(actor)
        except IntegrityError as error:
            raise Taken from error

    def is_wanted(self, actor: Actor) -> bool:
        """Whether a yes still counts. Whoever asked may write it down when its time has come."""
        now, theirs = timezone.now(), self.swap_with
        if not self.ask.is_open or not self.still_asked:
            return False
        if self.starts_at is not None and self.is_late(now):
            return may(actor, Verb.CHANGE, self.ask.facts())
        return theirs is None or (theirs.still_asked and not theirs.is_late(now))

    def _free_seat(self, actor: Actor) -> int:
        """A seat for this turn; the one it is instead of is freed first.

        Raises:
            Taken: that one, or the one in return, was given back or passed on in between.
            HasOne: they have another seat of this time.
        """
        for was in filter(None, (self.instead_of, self.swap_with)):
            if was.answer != self.Answer.YES:
                raise Taken
            was._move(actor, was.version, "turn_back", {"answer": self.Answer.BACK})
        held, free = self._room()
        if self.person_id in held:
            raise HasOne(self.resource)
        if not free:
            raise Taken
        return free

    def _room(self) -> tuple[dict[str, Self], int]:
        """Who has a seat of this time, and the number of a free one; 0 where there is none."""
        here = type(self).everyones.filter(ask=self.ask_id, starts_at=self.starts_at)
        kept = here.filter(answer=self.Answer.YES, binned_at=None).exclude(pk=self.pk)
        full = set(kept.values_list("seat", flat=True))  # that of who has died is not given anew
        held = {one.person_id: one for one in kept.filter(holds()).select_related("ask", "person")}
        free = next(seat for seat in count(1) if seat not in full)
        return held, free if len(held) < self.ask.seats else 0

    def take_again(self, actor: Actor) -> None:
        """What was given back in their name is theirs once more, unless somebody else has it."""
        held, free = self._room()
        if free and self.person_id not in held and self.ask.among({self.person_id: self.person}):
            stamp = {"answer": self.Answer.YES, "seat": free, "answered_at": timezone.now()}
            self._move(actor, self.version, "turn_had_again", stamp)

    def _take_in_return(self, actor: Actor) -> None:
        """Whoever offered to swap has the other's turn from now on."""
        theirs, mine = self.swap_with, self.instead_of
        if theirs is None or mine is None:
            return
        has = Q(ask=theirs.ask_id, starts_at=theirs.starts_at, person=mine.person_id)
        if type(self).everyones.filter(has, answer=self.Answer.YES, binned_at=None).exists():
            raise HasOne(self.resource)
        row = self._of(actor, theirs.ask, mine.person, starts_at=theirs.starts_at, seat=theirs.seat)
        row.author_id, row.answer, row.answered_at = mine.author_id, self.Answer.YES, timezone.now()
        row._first(actor, "took_turn")

    def offer(self, actor: Actor, person: Person, theirs: Turn | None = None) -> Turn:
        """Ask somebody to take this turn over, perhaps in return for theirs. Nothing moves yet."""
        must(actor, Verb.CHANGE, self.facts())
        if self.answer != self.Answer.YES or self.starts_at is None or person.pk == self.person_id:
            raise Denied(self.resource)
        if theirs is not None and (theirs.person_id != person.pk or theirs.answer != "yes"):
            raise Denied(self.resource)
        if not self.ask.is_open or not self.still_asked or self.is_late(timezone.now()):
            raise Over(self.resource)
        here = Membership.active().filter(network=self.network_id, person=person).first()
        if here is None:  # who does not come in here could never answer
            raise Denied(self.resource)
        self.ask.must_reach(person)
        if not may(actor, Verb.CHANGE, self.ask.facts()):  # whoever passes it on shows it to nobody
            must(here.actor(), Verb.READ, self.ask.facts())
        asked = self.offers.filter(person=person, answer=self.Answer.ASKED, binned_at=None)
        if (before := asked.first()) is not None:
            return before
        row = self._of(actor, self.ask, person, starts_at=self.starts_at, instead_of=self)
        row.swap_with, row.answer, row.asked_at = theirs, self.Answer.ASKED, timezone.now()
        with in_turn(actor.network):
            row._first(actor, "asked_to_help")
        return row

    def must_be_asked_by(self, actor: Actor) -> None:
        must(actor, Verb.CHANGE, self.ask.facts())

    def withdraw(self, actor: Actor) -> None:
        """Take somebody off the list who did not answer; their link leads nowhere from then on."""
        must(actor, Verb.CHANGE, self.facts())
        if self.answer in (self.Answer.YES, self.Answer.NO):
            raise Denied(self.resource)
        self._move(actor, self.version, "unlisted_turn", {"binned_at": timezone.now()})

    def leads(self) -> bool:
        """Whether the link leads anywhere: while it is asked, and they may be asked."""
        asked = self.ask.is_open and self.still_asked and not self.is_late(timezone.now())
        return asked and self.can_be_reached()

    def is_late(self, now: dt.datetime) -> bool:
        """Whether its time has passed; without one, whether it was asked two months ago."""
        if self.starts_at is not None:
            return self.ask.closes(self.starts_at) < now
        return (self.asked_at or self.made_at) + LINK_LASTS < now


@task()
def post_asked(key: str, contact: str) -> None:
    """A letter with the link of a turn. The queue holds keys alone."""
    Turn.post(key, contact)
