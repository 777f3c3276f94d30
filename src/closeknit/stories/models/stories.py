"""Stories: when somebody turned up for the person, or the person for somebody."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models import check_partial_date
from closeknit.policy import Actor, Audience, Level, Sharing

from .lived import Lived


class Story(Lived):
    """What happened, told one part at a time; every part may be left out.

    Until it is told it is a draft, which only its author reads; somebody paid keeps nothing from
    the person, so theirs is read by both. `supports` are the kinds of support it is about.
    """

    class Way(models.TextChoices):
        RECEIVED = "received", _("Somebody turned up for the person")
        GIVEN = "given", _("The person turned up for somebody")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        BIG = "big", _("Big")

    resource = "story"
    lived_as = "story"
    parts = ("happened", "mattered", "felt", "changed", "pass_on")
    kept_fields = ("way", "on", "place", "size", "supports", "hard", *parts)

    way = models.CharField(max_length=8, choices=Way, default=Way.RECEIVED)
    happened = models.TextField(blank=True, max_length=20000)
    on = models.CharField(max_length=10, blank=True, validators=[check_partial_date])
    place = models.CharField(max_length=120, blank=True)
    size = models.CharField(max_length=5, blank=True, choices=Size)
    supports = models.JSONField(default=list, blank=True)
    mattered = models.TextField(blank=True, max_length=8000)
    felt = models.TextField(blank=True, max_length=8000)
    changed = models.TextField(blank=True, max_length=8000)
    pass_on = models.TextField(blank=True, max_length=8000)
    hard = models.BooleanField(default=False)
    moment = models.ForeignKey(
        "stories.Moment", on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta(Lived.Meta):
        ordering = ["-made_at", "key"]
        indexes = [models.Index(fields=["network", "binned_at"])]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"story {self.pk}"

    def in_short(self) -> str:
        said = next((text for text in map(self.__getattribute__, self.parts) if text), "")
        return f"“{Truncator(said).words(8)}”" if said else super().in_short()

    @classmethod
    def begin(cls, actor: Actor, **said: Any) -> Story:
        """A draft, read by nobody else until it is told."""
        level = Level.PERSON if actor.paid else Level.ONLY_ME
        return cls.make(actor, "began_story", audience=level, **said)

    def tell(self, actor: Actor, version: int, wanted: Audience) -> Sharing:
        """It is told: to these people, as soon as everybody it takes has agreed."""
        self.revise(actor, version, "told_story", told_at=self.told_at or timezone.now())
        return self.share(actor, self.version, wanted)
