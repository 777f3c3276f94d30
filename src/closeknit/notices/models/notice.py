"""One thing that was told to one account: keys alone, so that it is told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils import timezone

from closeknit.networks.models import Row
from closeknit.policy import Level

Mark = tuple[str, str, str]
"""What a notice is about: its kind, the key of a row, and which time of it (`slot`)."""

AT_ONCE = 200
"""So many are looked for in one question: a database takes no sentence of a thousand parts."""


class Notice(Row):
    """Whoever it was told to is its `author`: nobody else ever reads it.

    There are no words in it. They are made anew each time from the row it is about, for whoever
    reads and as far as they may: what was taken away, hidden or ended is told nobody any more.
    """

    resource = "notice"

    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=30)
    row = models.CharField(max_length=16)
    slot = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["author", "kind", "row", "slot"], name="each_thing_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def mark(self) -> Mark:
        return self.kind, self.row, self.slot

    @classmethod
    def of(cls, account: str, *which: models.Q, **where: Any) -> dict[Mark, Self]:
        """What this account was told."""
        return {one.mark: one for one in cls.everyones.filter(*which, author=account, **where)}

    @classmethod
    def keep(cls, account: str, dues: Iterable[Any], **when: dt.datetime) -> None:
        """Write down that these were told, or seen, at this moment. Twice is once."""
        dues = list(dues)
        rows = [
            cls(
                network_id=due.network,
                author_id=account,
                audience=Level.ONLY_ME,
                kind=due.kind,
                about=due.about,
                row=due.row,
                slot=due.slot,
                due_at=due.since,
            )
            for due in dues
        ]
        cls.everyones.bulk_create(rows, ignore_conflicts=True)
        for name, moment in when.items():
            for start in range(0, len(dues), AT_ONCE):
                told = models.Q(pk__in=())
                for due in dues[start : start + AT_ONCE]:
                    told |= models.Q(kind=due.kind, row=due.row, slot=due.slot)
                found = cls.everyones.filter(told, author=account)
                found.update(**{name: moment}, changed_at=moment)
