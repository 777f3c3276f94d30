"""Roles: who said yes to what, who stands in, and when it is looked at again."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.network import ROLES
from closeknit.networks.models import Proposal
from closeknit.networks.models.people import AboutAPerson
from closeknit.networks.wish_forms import THEIR_ROLES
from closeknit.policy import Actor, Denied, Level, Verb, may, may_propose

OWN = "own"
KINDS = [(kind, THEIR_ROLES[kind]) for kind in ROLES if kind != "confidant"]
NEW = "role"
"""The kind of a proposal that waits to ask somebody for a role."""


class Held(AboutAPerson):
    """Something somebody is asked to do for the person, with the days of what they said.

    It has no legal force. Whoever is asked says yes or no, and gives it back when it is enough;
    nobody says it for them but by writing down what they said.
    """

    class Stands(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        ASKED = "asked", _("Asked")
        YES = "yes", _("Said yes")
        NO = "no", _("Said no")
        BACK = "back", _("Given back")

    words = models.CharField(max_length=300, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    yes_on = models.DateField(null=True, blank=True)
    no_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    back_on = models.DateField(null=True, blank=True)

    days: ClassVar[tuple[str, ...]] = ("asked_on", "yes_on", "no_on", "review_on", "back_on")

    class Meta(AboutAPerson.Meta):
        abstract = True

    @property
    def stands(self) -> Held.Stands:
        """How it stands today: the last thing that was said."""
        if self.back_on:
            return self.Stands.BACK
        if self.yes_on:
            return self.Stands.YES
        if self.no_on:
            return self.Stands.NO
        return self.Stands.ASKED if self.asked_on else self.Stands.NOT_ASKED

    def held_on(self, day: dt.date) -> bool:
        """Whether somebody had said yes by this day and not given it back."""
        return bool(
            self.yes_on and self.yes_on <= day and not (self.back_on and self.back_on <= day)
        )

    def say_yes(self, actor: Actor, version: int, on: dt.date) -> None:
        """They said yes on this day."""
        said = {"yes_on": on, "no_on": None, "back_on": None, "asked_on": self.asked_on or on}
        self.revise(actor, version, "took_role", **said)

    def say_no(self, actor: Actor, version: int, on: dt.date) -> None:
        """They said no, and that is fine."""
        self.revise(actor, version, "declined_role", no_on=on, yes_on=None, back_on=None)

    def give_back(self, actor: Actor, version: int, on: dt.date) -> None:
        """It is enough: from this day on somebody else may do it."""
        if self.stands is not self.Stands.YES:
            raise Denied(self.resource)
        self.revise(actor, version, "gave_role_back", back_on=on)


class Role(Held):
    """A role in this network. A stand-in has a row of their own, with a yes of their own."""

    resource = "role"
    kept_fields = ("kind", "name", "words", "paper", *Held.days)

    kind = models.CharField(max_length=20, choices=[*KINDS, (OWN, _("An own role"))])
    name = models.CharField(max_length=60, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    stand_in_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="stand_ins"
    )

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"role {self.pk}"

    @property
    def called(self) -> str:
        """The name of the role, as the network says it."""
        return self.name or str(dict(KINDS).get(self.kind, ""))

    def in_short(self) -> str:
        return self.called or super().in_short()

    @classmethod
    def ask(cls, actor: Actor, on: dt.date, **fields: Any) -> Self:
        """Ask somebody for a role; whoever looks after the network asks the person first."""
        row = cls(
            network_id=actor.network, author_id=actor.account, audience=Level.STEWARDS, **fields
        )
        if may(actor, Verb.CREATE, row.facts()):
            return cls.make(actor, "asked_role", asked_on=on, **fields)
        if not may_propose(actor, Verb.CREATE, row.facts()):
            raise Denied(cls.resource)
        with in_turn(actor.network):
            row.save(force_insert=True)
            Proposal.put(actor, NEW, row)
        return row

    def open_to(self, kind: str) -> bool:
        return kind != NEW or (self.asked_on is None and self.binned_at is None)

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """The person said yes: now whoever it is about is asked."""
        if proposal.kind != NEW:
            return super().carry_out(actor, proposal)
        on = proposal.made_at.date()
        return self._move(actor, self.version, "asked_role", {"asked_on": on}, proposal.on_behalf())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not want that: nobody is asked, unless they answered since."""
        if proposal.kind != NEW:
            return super().carry_back(actor, proposal)
        if self.stands is self.Stands.ASKED:
            self._move(actor, self.version, "took_role_back", {"asked_on": None})
        return None


class Confidant(Held):
    """Somebody the person tells everything. Only the two of them know."""

    resource = "confidant"
    kept_fields = ("words", *Held.days)

    class Meta:
        ordering = ["made_at", "key"]

    def __str__(self) -> str:
        return f"confidant {self.pk}"

    @classmethod
    def ask(cls, actor: Actor, on: dt.date, **fields: Any) -> Self:
        """Ask somebody whether they would be that. Nobody else learns of it."""
        return cls.make(actor, "asked_role", asked_on=on, **fields)
