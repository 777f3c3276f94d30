"""Who says that a paper lets them decide, and decisions as they were taken."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.networks.models import Person, Row
from closeknit.networks.models.people import AboutAPerson
from closeknit.policy import Actor, Denied, Verb, must

SEEN_BY = ("audience", "let_in", "kept_out")


class Authority(AboutAPerson):
    """Somebody says that a paper gives them a say. A dated fact that opens no door here.

    Nothing in this house asks this table whether somebody may do a thing. Whoever it is about, the
    person and stewards may contest it; then it is shown as contested, and nothing else changes.
    """

    class Kind(models.TextChoices):
        SUPPORTER = "supporter", _("Supports decisions")
        REPRESENTATIVE = "representative", _("Represents")
        ATTORNEY = "attorney", _("Has a power of attorney")
        GUARDIAN = "guardian", _("Is a guardian")
        MONITOR = "monitor", _("Watches over somebody who decides")

    class State(models.TextChoices):
        ACTIVE = "active", _("Holds")
        CONTESTED = "contested", _("Contested")
        ENDED = "ended", _("Ended")

    resource = "authority"
    kept_fields = (
        "kind",
        "about",
        "paper",
        "seen_by",
        "starts_on",
        "ends_on",
        "contested_at",
        "why",
    )

    kind = models.CharField(max_length=16, choices=Kind)
    about = models.CharField(max_length=200)  # what it is about: health, money, where to live
    paper = models.CharField(max_length=200, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"authority {self.pk}"

    def state(self, on: dt.date) -> Authority.State:
        """How it stands on this day: ended before contested, contested before holding."""
        if self.ends_on and self.ends_on < on:
            return self.State.ENDED
        return self.State.CONTESTED if self.contested_at else self.State.ACTIVE

    def contest(self, actor: Actor, version: int, why: str = "") -> None:
        """I do not think so. It stays written down, as contested."""
        stamp = {"contested_at": timezone.now(), "contested_by_id": actor.account, "why": why}
        self.revise(actor, version, "contested", **stamp)

    def settle(self, actor: Actor, version: int) -> None:
        """Whoever contested it, or the person, says that it holds after all."""
        if actor.account != self.contested_by_id and actor.role != "person":
            raise Denied(self.resource)
        self.revise(actor, version, "uncontested", contested_at=None, contested_by_id=None, why="")


class Decision(Row):
    """One decision: what was asked and how, the person's own words, and what came of it."""

    resource = "decision"
    kept_fields = ("asked", "how", "words", "outcome", "decided_on", "review_on")

    asked = models.CharField(max_length=300)
    how = models.CharField(max_length=300, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def in_short(self) -> str:
        return self.asked

    def _move(
        self,
        actor: Actor,
        version: int,
        deed: str,
        changes: dict[str, Any],
        on_behalf: str = "",
        **detail: Any,
    ) -> None:
        """Where everybody stood goes along: it is read by those who read the decision."""
        with in_turn(actor.network):
            super()._move(actor, version, deed, changes, on_behalf, **detail)
            if seen := {name: changes[name] for name in SEEN_BY if name in changes}:
                voices: Any = self.voices
                voices.update(**seen)


class Voice(Row):
    """Where somebody stood in a decision: they supported it, or they disagreed."""

    class Stance(models.TextChoices):
        SUPPORTED = "supported", _("Supported")
        DISAGREED = "disagreed", _("Disagreed")

    resource = "decision"
    about_lookup = "person"
    people_in_it: ClassVar[tuple[str, ...]] = ("person",)
    kept_fields = ("stance", "words")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="voices")
    stance = models.CharField(max_length=10, choices=Stance)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person"],
                condition=models.Q(binned_at=None),
                name="one_voice_a_decision",
            )
        ]

    def __str__(self) -> str:
        return f"voice {self.pk}"

    def about_key(self) -> str:
        return str(self.person_id)

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person was heard twice: to disagree is not lost."""
        no = self.Stance.DISAGREED
        words = [one.words for one in (self, other) if one.words]
        return {
            "stance": no if no in (self.stance, other.stance) else self.stance,
            "words": "; ".join(dict.fromkeys(words))[:300],
        }

    @classmethod
    def hear(
        cls, actor: Actor, decision: Decision, person: Person, stance: str, **said: Any
    ) -> Self:
        """Write down where somebody stood; saying it anew replaces what was said."""
        must(actor, Verb.CHANGE, decision.facts())
        with in_turn(actor.network):
            here = cls.everyones.filter(decision=decision, person=person, binned_at=None)
            row: Self | None = here.first()
            if row is not None:
                return row.revise(actor, row.version, "heard", stance=stance, **said)
            shown = {name: getattr(decision, name) for name in SEEN_BY}
            return cls.make(
                actor, "heard", decision=decision, person=person, stance=stance, **shown, **said
            )
