"""What joins the focus person and one person, in dated chapters; and who knows whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.network import RELATIONSHIPS, Circle, Pay, link
from closeknit.policy import Actor

from .base import SEEN_AS_USUAL, Row
from .people import AboutAPerson, Person

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def check_partial_date(text: str) -> None:
    """A year, a month of a year, or a day: 2019, 2019-06, 2019-06-02."""
    if text and not PARTIAL_DATE.fullmatch(text):
        raise ValidationError(_("Write a year like 2019, or a date like 2019-06-02."))


class Chapter(AboutAPerson):
    """How things were between the focus person and one person, from a day on.

    `since` may be empty (always), a year, a month or a day; as text these sort by time. A
    chapter lasts until the next one begins. `gives` and `receives` hold support keys, each with
    the words said about it: {"practical": "lifts, soup"}.
    """

    resource = "tie"
    tie_fields = (
        "circle",
        "relationship",
        "paid",
        "formal",
        "household",
        "known_since",
        "how_met",
        "gives",
        "receives",
    )
    carried = (*tie_fields, "call_place")
    """What goes on into the next chapter as it is."""
    kept_fields = ("since", "why", *carried)

    since = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    why = models.CharField(max_length=300, blank=True)
    circle = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(c.value, c.name) for c in Circle]
    )
    relationship = models.CharField(
        max_length=20, blank=True, choices=[(key, key) for key in RELATIONSHIPS]
    )
    paid = models.CharField(max_length=8, blank=True, choices=[(p, p) for p in Pay])
    formal = models.BooleanField(null=True, blank=True)
    household = models.CharField(max_length=60, blank=True)
    known_since = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    how_met = models.CharField(max_length=200, blank=True)
    gives = models.JSONField(default=dict, blank=True)
    receives = models.JSONField(default=dict, blank=True)
    # Where they stand among those to call; nothing until somebody put the list in order.
    call_place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(AboutAPerson.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"chapter {self.pk}"

    def in_short(self) -> str:
        return __("How %(name)s is joined") % {"name": self.person.name}

    @classmethod
    def current(cls, actor: Actor, person: Person, on: dt.date | str) -> Chapter | None:
        """The chapter that holds on this day, if there is one the actor may read."""
        return cls.holding(cls.visible_to(actor).filter(person=person), on).get(person.pk)

    @staticmethod
    def holding(chapters: Iterable[Chapter], on: dt.date | str) -> dict[str, Chapter]:
        """Of each person's chapters the one that holds on this day: the last begun by then.

        Compared here, not in the database: collations disagree about the dashes in dates.
        """
        day = str(on)
        begun = sorted((c for c in chapters if c.since <= day), key=lambda c: (c.since, c.made_at))
        return {chapter.person_id: chapter for chapter in begun}

    @classmethod
    def turn(
        cls, actor: Actor, person: Person, on: dt.date | str, why: str = "", **changes: Any
    ) -> Chapter:
        """It changed: from this day on things are so. What was before stays as it was.

        `on` may be a year or a month as text. The first chapter has no beginning: it was so as
        long as we know. A chapter opened earlier the same day, or for the same day, is put right
        instead, so that nobody collects chapters by trying.
        """
        with in_turn(actor.network):
            # Two who move somebody at once go one after the other: one chapter, not two.
            Person.everyones.select_for_update().get(pk=person.pk)
            last = cls.current(actor, person, on)
            if last is None:
                return cls.make(actor, "placed", person=person, why=why, **changes)
            if timezone.localdate(last.made_at) == on or (on and last.since == str(on)):
                told = {"why": why} if why else {}
                return last.revise(actor, last.version, "placed", **told, **changes)
            state = {name: getattr(last, name) for name in cls.carried} | changes
            return cls.make(actor, "turned", person=person, since=str(on), why=why, **state)

    @classmethod
    def put_in_order(cls, actor: Actor, people: Sequence[str], on: dt.date) -> None:
        """Whom to call first, second, third: from today's chapter of each of these people on."""
        with in_turn(actor.network):
            rows = list(cls.visible_to(actor).filter(person__in=people))
            now = cls.holding(rows, on)
            for row in rows:
                held = now.get(row.person_id, row)
                if row.since >= held.since:
                    place = people.index(row.person_id) + 1
                    row.revise(actor, row.version, "put_in_order", call_place=place)

    @classmethod
    def turn_back(cls, actor: Actor, person: Person, on: dt.date, **was: Any) -> None:
        """Undo of `turn`: these fields are as they were; a chapter left with nothing new goes."""
        with transaction.atomic():
            now, before = cls._last_two(actor, person, on)
            if now is None:
                return
            now.revise(actor, now.version, "turned_back", **was)
            if before and now.since == on.isoformat() and now.says_the_same_as(before):
                now.bin(actor, "turned_back")

    @classmethod
    def always(cls, actor: Actor, person: Person, on: dt.date, *fields: str) -> None:
        """I had it wrong: what today's chapter says in these fields was so before as well."""
        with transaction.atomic():
            now, before = cls._last_two(actor, person, on)
            if now is None or before is None or now.since != on.isoformat():
                return
            said = {name: getattr(now, name) for name in fields}
            before.revise(actor, before.version, "put_right", **said)
            if now.says_the_same_as(before):
                now.bin(actor, "put_right")

    @classmethod
    def _last_two(
        cls, actor: Actor, person: Person, on: dt.date
    ) -> tuple[Chapter | None, Chapter | None]:
        """The chapter that holds on this day, and the one before it."""
        mine = list(cls.visible_to(actor).filter(person=person))
        now = cls.holding(mine, on).get(person.pk)
        return now, cls.holding([c for c in mine if c != now], on).get(person.pk)

    def says_the_same_as(self, other: Chapter) -> bool:
        """Whether two chapters of one tie differ in nothing but their dates."""
        return all(getattr(self, name) == getattr(other, name) for name in self.tie_fields)


class Link(Row):
    """Two people of the network who know each other. `a` is the smaller key."""

    resource = "link"
    people_in_it = ("a", "b")
    kept_fields = ("a_id", "b_id")

    a = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(binned_at=None) & SEEN_AS_USUAL,
                name="one_link_a_pair",
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def in_short(self) -> str:
        names = {"one": self.a.name, "other": self.b.name}
        return __("%(one)s and %(other)s know each other") % names

    def handed_to(self, name: str, gone: str, kept: str) -> dict[str, Any] | None:
        other = self.b_id if self.a_id == gone else self.a_id
        if other == kept:  # nobody knows themselves
            return None
        a, b = link(kept, other)
        return {"a_id": a, "b_id": b}

    @classmethod
    def know_each_other(cls, actor: Actor, one: str, other: str) -> Self:
        """These two know each other. Saying it twice is saying it once."""
        a, b = link(one, other)
        return cls.once(actor, "linked", a_id=a, b_id=b)

    @classmethod
    def of(cls, actor: Actor, one: str) -> list[tuple[str, str]]:
        """The pairs of keys that this person is in."""
        here = cls.visible_to(actor).filter(Q(a=one) | Q(b=one))
        return list(here.values_list("a_id", "b_id"))

    @classmethod
    def knows_these(
        cls, actor: Actor, one: str, knows: Iterable[str], shown: Iterable[str] = ()
    ) -> None:
        """These people are known to `one`. Of those who were `shown` as known the others are not.

        Links that somebody else made or took away meanwhile stay as they left them.
        """
        wanted = {link(one, other) for other in knows}
        before = {link(one, other) for other in shown}
        with transaction.atomic():
            here = cls.visible_to(actor).filter(Q(a=one) | Q(b=one))
            for row in here:
                if (row.a_id, row.b_id) in before - wanted:
                    row.bin(actor, "unlinked")
            for a, b in sorted(wanted - before):
                cls.know_each_other(actor, a, b)
