"""What the person wants of the network, and findings answered with "this is how we like it"."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import Circle
from closeknit.policy import Actor, Level

from .base import SEEN_AS_USUAL, Row


class Support(Row):
    """A kind of support this network added to the nine it started with."""

    resource = "support"
    kept_fields = ("name", "hint")

    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"support {self.pk}"

    def in_short(self) -> str:
        return self.name


class Wish(Row):
    """Something the person wants: a support, a role, a companion; and whose wish it is."""

    class For(models.TextChoices):
        SUPPORT = "support", _("A kind of support")
        ROLE = "role", _("A role")
        COMPANION = "companion", _("Somebody to be with")

    class Whose(models.TextChoices):
        PERSON = "person", _("The person's own wish")
        FAMILY = "family", _("A wish of the family")
        NETWORK = "network", _("A wish of the network")

    resource = "wish"
    kept_fields = ("kind", "about", "words", "whose", "weight", "keep_open", "circle", "met_by")

    kind = models.CharField(max_length=10, choices=For)
    about = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=120, blank=True)
    whose = models.CharField(max_length=8, choices=Whose, default=Whose.PERSON)
    weight = models.PositiveSmallIntegerField(default=1)
    keep_open = models.BooleanField(default=False)
    met_by = models.JSONField(default=list, blank=True)  # keys of people who took the chair
    circle = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(c.value, c.name) for c in Circle]
    )

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"wish {self.pk}"

    def in_short(self) -> str:
        return (
            __("The wish “%(words)s”") % {"words": self.words} if self.words else super().in_short()
        )


TWO = "two"
"""What a dismissal begins with that says of two people that they are not one."""


class Dismissal(Row):
    """A finding answered with "this is how we like it"."""

    resource = "finding"
    kept_fields = ("finding", "why")

    finding = models.CharField(max_length=120)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "finding"],
                condition=Q(binned_at=None) & SEEN_AS_USUAL,
                name="one_dismissal_a_finding",
            )
        ]

    def __str__(self) -> str:
        return f"dismissal {self.pk}"

    @classmethod
    def dismiss(cls, actor: Actor, finding: str, why: str = "") -> Self:
        """This is how we like it."""
        return cls.once(actor, "dismissed", {"why": why}, finding=finding)

    @classmethod
    def say_two(cls, actor: Actor, one: str, other: str) -> Self:
        """These look alike and are two people: the pair is not offered again."""
        return cls.dismiss(actor, ":".join((TWO, *sorted((one, other)))))

    @classmethod
    def said_two(cls, actor: Actor) -> dict[frozenset[str], Self]:
        """The pairs of which this actor may know that they are two."""
        rows = cls.visible_to(actor).filter(finding__startswith=f"{TWO}:")
        return {frozenset(row.finding.split(":")[1:]): row for row in rows}

    @property
    def is_about_two(self) -> bool:
        return self.finding.startswith(f"{TWO}:")


class Place(Row):
    """Where people stood on the map when this viewer last looked, so that nobody jumps."""

    resource = "place"

    places = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "author"], name="one_map_a_viewer")
        ]

    def __str__(self) -> str:
        return f"places {self.pk}"

    @classmethod
    def seen_by(cls, actor: Actor) -> dict[str, Any]:
        row = cls.visible_to(actor).first()
        return dict(row.places) if row else {}

    @classmethod
    def keep(cls, actor: Actor, places: dict[str, Any]) -> None:
        """Not a deed: no version, no entry. One query, so that a page may ask for it."""
        if actor.in_charge:
            row = cls(
                network_id=actor.network,
                author_id=actor.account,
                audience=Level.ONLY_ME,
                places=places,
            )
            cls.everyones.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["network", "author"],
                update_fields=["places"],
            )
