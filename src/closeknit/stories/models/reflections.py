"""Reflections: what somebody thinks about, for themselves; one line may be shared."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.text import Truncator

from closeknit.design.quoting import quoted
from closeknit.networks.models import Membership, Row
from closeknit.policy import Actor, Audience, Level

from .kept import Kept


class Reflection(Kept, Row):
    """An answer to a prompt, or to none. Only whoever wrote it reads it, whatever they are here.

    `asked` are the words that were answered, as they stood then. A line that is shared is a
    reflection of its own, read by one other; nothing in it leads back to the rest.
    """

    resource = "reflection"
    kept_fields = ("text", "mood")

    prompt = models.CharField(max_length=30, blank=True)
    asked = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True, max_length=20000)
    mood = models.CharField(max_length=60, blank=True)
    is_line = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["network", "author", "prompt"])]

    def __str__(self) -> str:
        return f"reflection {self.pk}"

    def in_short(self) -> str:
        if not self.text:
            return self.without_words()
        return quoted(Truncator(self.text).words(8))

    @classmethod
    def mine(cls, actor: Actor) -> models.QuerySet[Self]:
        """What this reader wrote, without the lines they gave to others."""
        return cls.visible_to(actor).filter(author=actor.account, is_line=False)

    @classmethod
    def shared_with(cls, actor: Actor) -> models.QuerySet[Self]:
        """Lines that others gave to this reader."""
        return cls.visible_to(actor).exclude(author=actor.account)

    @classmethod
    def lines_given(cls, actor: Actor) -> models.QuerySet[Self]:
        """Lines this reader gave to others, and may take back."""
        return cls.visible_to(actor).filter(author=actor.account, is_line=True)

    @classmethod
    def give_line(cls, actor: Actor, line: str, reader: Membership) -> Self:
        """Share one line with one other, and nothing of what stands around it."""
        given = cls.make(actor, "reflected", text=line, is_line=True)
        to = Audience(Level.CHOSEN, frozenset({reader.account_id}))
        given.share(actor, given.version, to)
        return given

    @classmethod
    def write(cls, actor: Actor, **said: Any) -> Self:
        """Write it down. The record tells that, and nothing else."""
        return cls.make(actor, "reflected", **said)

    def keep(self, actor: Actor, version: int, **said: Any) -> None:
        """The same again, with other words or another recording."""
        self.revise(actor, version, "reflected_again", **said)
