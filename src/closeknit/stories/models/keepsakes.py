"""Books to keep: what somebody chose of what was lived, never what was found in it."""

from __future__ import annotations

from typing import Any

from django.db import models

from closeknit.design.quoting import quoted
from closeknit.networks.models import Row
from closeknit.policy import Actor

MOST = 150
"""What a book holds at most: a page of it is still read in one go."""


class Keepsake(Row):
    """A book: its title, a dedication, and what was chosen for it, in order.

    `chosen` are words: story:key, photo:key, occasion:name, map:2024-01-01. What stands in the
    book is asked for anew at each look, so that nothing stays in it that somebody takes back.
    With `by_day` it goes by when things were; else in the order of `chosen`.
    """

    resource = "keepsake"
    kept_fields = ("title", "dedication", "chosen", "by_day")

    title = models.CharField(max_length=120)
    dedication = models.TextField(blank=True, max_length=1000)
    chosen = models.JSONField(default=list, blank=True)
    by_day = models.BooleanField(default=True)

    class Meta(Row.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"keepsake {self.pk}"

    def in_short(self) -> str:
        return quoted(self.title)

    def chosen_of(self, kind: str) -> list[str]:
        """What was chosen of this kind, in order.

        >>> Keepsake(chosen=["story:a", "map:2024-01-01", "story:b"]).chosen_of("story")
        ['a', 'b']
        """
        some = self.chosen[:MOST]  # an archive may have brought any number
        parts = (one.partition(":") for one in some if isinstance(one, str))
        return [said for of, _colon, said in parts if of == kind]

    def choose(self, actor: Actor, version: int, chosen: list[str], **said: Any) -> None:
        """Write down what was ticked: what stays keeps its place, what is new comes behind."""
        kept = [one for one in self.chosen if one in chosen]
        new = [one for one in dict.fromkeys(chosen) if one not in kept]
        self.revise(actor, version, chosen=[*kept, *new][:MOST], **said)

    def move(self, actor: Actor, one: str, by: int, shown: list[str]) -> None:
        """One place earlier or later, in the order the page showed; from now on that order holds.

        What is left out for now keeps its place behind what is shown.
        """
        if one not in shown:
            return
        order = [*shown, *(other for other in self.chosen if other not in shown)]
        at = order.index(one)
        to = max(0, min(len(shown) - 1, at + by))
        order.insert(to, order.pop(at))
        self.revise(actor, self.version, chosen=order, by_day=False)
