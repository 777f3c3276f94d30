"""When two people really were in touch: what counts, in place of what was meant."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models import AboutAPerson, Person
from closeknit.networks.models.base import SEEN_AS_USUAL
from closeknit.policy import Actor, Denied


class Touch(AboutAPerson):
    """The focus person and somebody on the map were in touch on a day.

    `source` is where that is known from: somebody said so, or a row of another kind, named by
    `source_key`, of which it is counted once.
    """

    class How(models.TextChoices):
        SAW = "saw", _("Saw each other")
        CALLED = "called", _("On the phone")
        WROTE = "wrote", _("Wrote")
        TOGETHER = "together", _("Did something together")
        OTHER = "other", _("In touch in another way")

    class Source(models.TextChoices):
        SAID = "said", _("Somebody said so")
        GATHERING = "gathering", _("A gathering")
        TURN = "turn", _("A turn somebody took")
        STORY = "story", _("A story")

    resource = "touch"
    kept_fields = ("day", "how", "words")

    day = models.DateField(default=timezone.localdate)
    how = models.CharField(max_length=8, choices=How, default=How.OTHER)
    words = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=9, choices=Source, default=Source.SAID)
    source_key = models.CharField(max_length=16, blank=True)

    class Meta(AboutAPerson.Meta):
        verbose_name_plural = "touches"
        ordering = ["-day", "-made_at", "key"]
        indexes = [models.Index(fields=["network", "person", "day"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source", "source_key"],
                condition=~Q(source="said") & SEEN_AS_USUAL,
                name="counted_once_a_source",
            )
        ]

    def __str__(self) -> str:
        return f"touch {self.pk}"

    def in_short(self) -> str:
        return __("Time with %(name)s") % {"name": self.person.name}

    @classmethod
    def unlog(cls, actor: Actor, person: Person, source: str, source_key: str) -> None:
        """It was not so after all: what came from this row goes, where this actor may take it."""
        same = {"person": person, "source": source, "source_key": source_key}
        for row in cls.visible_to(actor).filter(**same):
            with suppress(Denied):
                row.bin(actor)

    @classmethod
    def log(
        cls,
        actor: Actor,
        person: Person,
        day: dt.date,
        how: str = How.OTHER,
        source: str = Source.SAID,
        source_key: str = "",
        words: str = "",
    ) -> Self:
        """They were in touch on this day.

        What comes from a row of another kind is written once, and stays away where somebody took
        it away.
        """
        told = {"day": day, "how": how, "words": words}
        if source == cls.Source.SAID:
            return cls.make(actor, "touched", person=person, **told)
        same = {"person": person, "source": source, "source_key": source_key}
        before = cls.ever_visible_to(actor).filter(**same).first()
        return before or cls.once(actor, "touched", also=told, **same)
