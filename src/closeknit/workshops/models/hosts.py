"""Who invites to workshops: an organisation, or somebody by themselves; and what they keep."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models import OfATenant
from closeknit.policy import Actor, Level, Role

from .base import HostRow, HostVersion

WHAT_IS_KEPT = (
    *("kind", "title", "aim", "instructions", "prompt", "minutes", "materials", "plan_b"),
    "exercise",
)
"""What a block of a plan and a kept block have in common."""


class Host(OfATenant):
    """Who invites: the tenant of its method library. Its people are those who lead its series.

    One for `practice` is there for a practice session, and goes with it.
    """

    resource = "host"
    tenant_lookup = "pk"
    versions = HostVersion
    is_a_tenant = True
    kept_fields = ("name", "words")

    name = models.CharField(max_length=120)
    words = models.TextField(max_length=1000, blank=True)
    made_up = models.BooleanField(default=False)
    practice = models.BooleanField(default=False)

    class Meta(OfATenant.Meta):
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"host {self.pk}"

    def in_short(self) -> str:
        return self.name

    @classmethod
    def of(cls, account: str) -> models.QuerySet[Self]:
        """Those this account leads a series of, the oldest first."""
        leads: Any = cls._meta.apps.get_model("workshops", "Lead")
        theirs = leads.active().filter(account=account).values("series__host")
        return cls.everyones.filter(pk__in=theirs, binned_at=None)

    @classmethod
    def public(cls) -> models.QuerySet[Self]:
        """Those that told everybody of a series once: their page is read by everybody."""
        shown = models.Q(series__published_at__isnull=False, series__binned_at=None)
        return cls.everyones.filter(shown, binned_at=None, practice=False).distinct()

    @classmethod
    def made_up_ones(cls) -> models.QuerySet[Self]:
        """The hosts of the demo, and those that somebody made up began while looking around."""
        return cls.everyones.filter(models.Q(made_up=True) | models.Q(author__made_up=True))

    @classmethod
    def begin(cls, account: str, name: str, **said: Any) -> Self:
        """A new one. Whoever begins its first series looks after it."""
        made: Self = cls.everyones.create(
            author_id=account or None, audience=Level.WORKSHOP, name=name, **said
        )
        return made

    def actor(self, account: str) -> Actor:
        """This account as it acts here; a stranger when it leads nothing of this host."""
        if account and type(self).of(account).filter(pk=self.pk).exists():
            return Actor(account, str(self.pk), Role.LEAD)
        return Actor(account, "", Role.STRANGER)


class Kind(models.TextChoices):
    """What a block of a session is."""

    PROMPT = "prompt", _("A prompt to think about")
    QUESTION = "question", _("A quick question")
    ROUND = "round", _("A round of stories")
    WORDS = "words", _("Single words, gathered")
    GROUPS = "groups", _("Small groups")
    EXERCISE = "exercise", _("An exercise on one’s own map")
    PHOTO = "photo", _("A picture to look at")
    BREAK = "break", _("A break")
    CLOSING = "closing", _("A closing round")


class Block(models.Model):
    """What there is to say about one block, in a plan or in the library.

    `exercise` is the name of a page of a network, which everybody opens in their own.
    """

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROMPT)
    title = models.CharField(max_length=120)
    aim = models.CharField(max_length=300, blank=True)
    instructions = models.TextField(max_length=3000, blank=True)
    prompt = models.TextField(max_length=600, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    materials = models.CharField(max_length=300, blank=True)
    plan_b = models.TextField(max_length=600, blank=True)
    exercise = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    def what_is_kept(self) -> dict[str, Any]:
        """The block as it goes into a library, or comes out of it."""
        return {name: getattr(self, name) for name in WHAT_IS_KEPT}


class Method(Block, HostRow):
    """A block that a host keeps, to use it again."""

    resource = "method"
    kept_fields = WHAT_IS_KEPT

    class Meta(HostRow.Meta):
        ordering = ["title", "key"]

    def __str__(self) -> str:
        return f"method {self.pk}"

    def in_short(self) -> str:
        return self.title
