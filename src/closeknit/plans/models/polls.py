"""A poll for a date: some days to choose from, and one that is picked."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.networks.models import Row
from closeknit.policy import Actor, Denied, Verb, must

from .gatherings import Gathering, OfAGathering

MOST_DATES = 12


class TooManyDays(Exception):
    """A poll takes no more days than `room`. Nothing is written."""

    def __init__(self, room: int) -> None:
        super().__init__(f"There is room for {room} more days.")
        self.room = room


class Poll(OfAGathering):
    """Which day suits? Each choice is a day and a time on the clock where they meet.

    What each of those asked says stands with them (`Guest.dates`). `picked` is the choice it
    became; a poll that is over without one was let go.
    """

    resource = "poll"
    kept_fields = ("choices", "picked", "closed_at")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="polls")
    choices = models.JSONField(default=list, blank=True)  # 2026-12-06T12:30, in order
    picked = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    @classmethod
    def ask(cls, actor: Actor, gathering: Gathering, choices: list[str]) -> Self:
        """Ask which of these days suits. One that is open already takes them as well.

        Raises:
            TooManyDays: than anybody would like to answer.
        """
        with in_turn(actor.network):
            here: Any = cls.everyones.filter(gathering=gathering, closed_at=None, binned_at=None)
            row: Self | None = here.first()
            before = row.choices if row else []
            found = in_order([*before, *choices])
            if len(found) > MOST_DATES:
                raise TooManyDays(max(0, MOST_DATES - len(before)))
            if row is None:
                return cls.put(actor, gathering, "asked_for_date", choices=found)
            row.alter(actor, row.version, "asked_for_date", choices=found)
            return row

    def pick(self, actor: Actor, choice: str) -> None:
        """This day it is: the gathering has its date, and nobody is asked any more."""
        gathering: Gathering = self.gathering
        must(actor, Verb.CHANGE, gathering.facts())
        if choice not in self.choices or self.closed_at is not None:
            raise Denied(self.resource)
        at = moment(choice, gathering.zone)
        starts, ends = gathering.starts_at, gathering.ends_at
        long = ends - starts if starts and ends else None
        with in_turn(actor.network):
            self.alter(actor, self.version, "picked_date", picked=choice, closed_at=timezone.now())
            ends = at + long if long else None
            gathering.change(actor, gathering.version, starts_at=at, ends_at=ends)


def in_order(choices: list[str]) -> list[str]:
    """Each day once, the first day first.

    >>> in_order(["2026-12-06T12:30", "2026-12-05T15:00", "2026-12-06T12:30"])
    ['2026-12-05T15:00', '2026-12-06T12:30']
    """
    return sorted(set(choices))


def moment(choice: str, zone: str) -> dt.datetime:
    """The choice as a moment.

    >>> moment("2026-12-06T12:30", "Europe/Paris").astimezone(dt.UTC).hour
    11
    """
    return dt.datetime.fromisoformat(choice).replace(tzinfo=ZoneInfo(zone))
