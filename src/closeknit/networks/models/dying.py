"""Somebody has died: on the map, or in the middle. Both can be taken back for thirty days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.network import Kind
from closeknit.policy import Actor, Denied, Role, Verb, must

from .base import Row
from .taking_part import proposals

DAYS, WAIT_DAYS = 30, 7
DIED = "died"
"""The kind of what waits for another's word that somebody has died."""


class MayDie(Row):
    """Who may have died: since when that is said here, and which account said it."""

    kind: Any
    name: Any

    died_at = models.DateTimeField(null=True, blank=True)
    died_by = models.CharField(max_length=16, blank=True, default="")

    class Meta(Row.Meta):
        abstract = True

    @property
    def taken_back_until(self) -> dt.datetime | None:
        """The moment after which what was said stays."""
        return self.died_at + dt.timedelta(days=DAYS) if self.died_at else None

    def may_be_taken_back(self, now: dt.datetime | None = None) -> bool:
        last = self.taken_back_until
        return last is not None and (now or timezone.now()) < last


class OnTheMap(MayDie):
    """Somebody on the map: they stay on it, and no longer take part."""

    class Meta(Row.Meta):
        abstract = True

    def say_died(self, actor: Actor) -> Any:
        """They have died. Returns what waits instead, where taking them out would wait as well.

        Nobody loses their part by this more easily than by being taken out.
        """
        must(actor, Verb.DELETE, self.facts())
        if self.kind != Kind.PERSON or actor.person == self.pk:
            raise Denied(self.resource)
        with in_turn(actor.network):
            parts = self._parts()
            if not any(part.takes_another(actor) for part in parts):
                return self._died(actor)
            others = self.network.stewards() - {actor.account, *(p.account_id for p in parts)}
            return proposals().put(actor, DIED, self, asked=others, needed=min(1, len(others)))

    def say_alive(self, actor: Actor) -> None:
        """It was a mistake: they are who they were, and take part as they did.

        What the person in the middle said, nobody else takes back.
        """
        must(actor, Verb.DELETE, self.facts())
        if not self.may_be_said_alive(actor):
            raise Denied(self.resource)
        self._live_again(actor)

    def may_be_said_alive(self, actor: Actor) -> bool:
        if self.kind != Kind.DIED or not self.may_be_taken_back():
            return False
        if actor.role is Role.PERSON:
            return True
        person = self.network.of_the_person()
        return actor.in_charge and (person is None or person.account_id != self.died_by)

    def open_to(self, kind: str) -> bool:
        return kind != DIED or self.kind == Kind.PERSON

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        if proposal.kind != DIED:
            super().carry_out(actor, proposal)
        else:
            self._died(actor, proposal.on_behalf())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        if proposal.kind != DIED:
            super().carry_back(actor, proposal)
        elif self.kind == Kind.DIED and self.may_be_taken_back():
            self._live_again(actor)

    def _parts(self) -> list[Any]:
        """What they are here, with an account of their own."""
        return list(_parts().active().filter(network=self.network_id, person=self.pk))

    def _died(self, actor: Actor, on_behalf: str = "") -> None:
        parts = self._parts()
        told = {"kind": Kind.DIED, "died_at": timezone.now(), "died_by": actor.account}
        with in_turn(self.network_id):
            self._move(actor, self.version, "died", told, on_behalf)
            for part in parts:
                part._end(actor, part.Ended.DIED, on_behalf)
            invitation: Any = apps.get_model("networks", "Invitation")
            invitation.end_all(actor, self)

    def _live_again(self, actor: Actor) -> None:
        ended = _parts().everyones.filter(person=self.pk, ended_how=DIED, binned_at=None)
        told = {"kind": Kind.PERSON, "died_at": None, "died_by": ""}
        with in_turn(self.network_id):
            for part in ended.filter(ended_at__gte=self.died_at):
                part._live_again(actor)
            self._move(actor, self.version, "lives", told)


class InTheMiddle(MayDie):
    """The person in the middle: once they have died, their network is kept as it was."""

    class After(models.TextChoices):
        READ = "read", _("Those who take part can go on reading it")
        ERASE = "erase", _("It is erased after 30 days")

    after_me = models.CharField(max_length=6, choices=After, default=After.READ)

    stewards: ClassVar[Any]

    class Meta(Row.Meta):
        abstract = True

    def choose_after(self, actor: Actor, version: int, wanted: str) -> None:
        """What becomes of the network after me. The person's alone to choose."""
        if actor.role is not Role.PERSON or wanted not in self.After:
            raise Denied(self.resource)
        self.revise(actor, version, "chose_after", after_me=wanted)

    def ask_died(self, actor: Actor) -> Any:
        """A steward says so. Another says yes; a steward alone waits a week, and the person may
        say no until then.
        """
        must(actor, Verb.CHANGE, self.facts())
        if actor.role is not Role.STEWARD or self.died_at is not None:
            raise Denied(self.resource)
        others = self.stewards() - {actor.account}
        fields: dict[str, Any] = {"asked": others, "needed": 1}
        if not others:
            fields = {"due_at": timezone.now() + dt.timedelta(days=WAIT_DAYS)}
        return proposals().put(actor, DIED, self, **fields)

    def may_be_said_alive(self, actor: Actor) -> bool:
        """For thirty days by a steward; the person may say so as long as the network is here."""
        if self.died_at is None:
            return False
        steward = actor.role is Role.STEWARD and self.may_be_taken_back()
        return steward or actor.role is Role.PERSON

    def say_alive(self, actor: Actor) -> None:
        """It was a mistake; or the person says: I am here. Everything is as it was."""
        must(replace(actor, frozen=False), Verb.CHANGE, self.facts())
        if not self.may_be_said_alive(actor):
            raise Denied(self.resource)
        self._move(actor, self.version, "lives", {"died_at": None, "died_by": ""})

    def open_to(self, kind: str) -> bool:
        return kind != DIED or self.died_at is None

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """Nobody says it of themselves, and nobody brings it as the person's word."""
        if proposal.kind != DIED:
            return super().carry_out(actor, proposal)
        if actor.role is Role.PERSON or proposal.on_behalf():
            raise Denied(self.resource)
        told = {"died_at": timezone.now(), "died_by": proposal.author_id or ""}
        return self._move(actor, self.version, "ended_here", told)

    @classmethod
    def to_be_erased(cls, now: dt.datetime | None = None) -> models.QuerySet[Any]:
        """Networks whose person wanted that, after the thirty days in which it is taken back."""
        before = (now or timezone.now()) - dt.timedelta(days=DAYS)
        return cls.everyones.filter(died_at__lte=before, after_me=cls.After.ERASE)


def _parts() -> Any:
    """Who takes part. It stands on people, so here it is looked up."""
    return apps.get_model("networks", "Membership")
