"""What somebody keeps of looking back: the network as it was on a day, and why it changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _

from closeknit.accounts.record import in_turn
from closeknit.design.days import date_of
from closeknit.policy import Actor

from .base import Row

JSON = models.JSONField()
HELD = re.compile(r"([a-z2-7]{16})\.([0-9]{1,9})")


class KeptCopy(Row):
    """The network as it was on a day, kept under a name. Nothing in it can be changed.

    `held` says which rows stand in it, each with its version: key.version. What they say is read
    from the rows and their earlier versions at each look, as whoever looks may read them now, so
    that the policy stands in one place and what is erased is gone from every copy
    (docs/decisions/0020-kept-copies.md).
    """

    resource = "snapshot"

    title = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    held = models.JSONField(default=list, blank=True)

    class Meta(Row.Meta):
        ordering = ["-on", "-made_at", "key"]

    def __str__(self) -> str:
        return f"kept copy {self.pk}"

    def in_short(self) -> str:
        return _("The copy “%(title)s”") % {"title": self.called}

    @property
    def called(self) -> str:
        """Its name; without one, its day."""
        return self.title or date_of(self.on)

    @classmethod
    def keep(cls, actor: Actor, title: str, on: dt.date, rows: Iterable[Row]) -> Self:
        """These rows as they stand now, for good."""
        held = [f"{row.pk}.{row.version}" for row in rows]
        return cls.make(actor, "kept_copy", title=title, on=on, held=held)

    @classmethod
    def listed(cls, actor: Actor, opened: Collection[str]) -> list[Self]:
        """The copies this actor may read. What stands in them is read of those opened alone."""
        there = models.Case(models.When(pk__in=opened, then="held"), output_field=JSON)
        rows: list[Any] = list(cls.visible_to(actor).defer("held").annotate(there=there))
        for row in rows:
            if row.pk in opened:
                row.held = row.there
        return rows

    def standing(self) -> Mapping[str, int]:
        """Which version of each row stands in it, by its key.

        >>> KeptCopy(held=["abcdefghijklmnop.3", "soup", 7]).standing()
        {'abcdefghijklmnop': 3}
        """
        said = (HELD.fullmatch(one) for one in self.held if isinstance(one, str))
        return {found[1]: int(found[2]) for found in said if found}

    @classmethod
    def held_anywhere(cls) -> frozenset[str]:
        """The keys of all that stands in a copy: it outlives the bin as long as the copy does."""
        copies = cls.everyones.only("held").iterator()
        return frozenset(key for copy in copies for key in copy.standing())


class Between(Row):
    """Why things changed between two days, in somebody's own words. Only they read it."""

    resource = "note"
    kept_fields = ("text",)

    first = models.DateField()
    last = models.DateField()
    text = models.TextField(max_length=4000)

    class Meta(Row.Meta):
        ordering = ["-last", "-first", "made_at", "key"]

    def __str__(self) -> str:
        return f"between {self.pk}"

    def in_short(self) -> str:
        days = {"first": date_of(self.first), "last": date_of(self.last)}
        return _("Why it changed from %(first)s to %(last)s") % days

    @classmethod
    def of(cls, actor: Actor, first: dt.date, last: dt.date) -> Self | None:
        """What this actor wrote about these two days."""
        return cls.visible_to(actor).filter(first=first, last=last).first()

    @classmethod
    def say(cls, actor: Actor, first: dt.date, last: dt.date, version: int, text: str) -> Any:
        """Write it down, or change what was there at `version`.

        Raises:
            Stale: it was written or changed in between, in another window.
        """
        with in_turn(actor.network):
            there = cls.of(actor, first, last)
            if there is None:
                return cls.make(actor, first=first, last=last, text=text)
            return there.revise(actor, version, text=text)
