"""Roles: who said yes to what, who stands in, and when it is looked at again."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.record import in_turn
from closeknit.core.network import ROLES
from closeknit.networks.models import Membership, Proposal, Row, Version
from closeknit.networks.models.base import barred, unbarred
from closeknit.networks.models.people import AboutAPerson
from closeknit.networks.wish_forms import THEIR_ROLES, named_role
from closeknit.policy import (
    Actor,
    Denied,
    Level,
    Verb,
    may,
    may_propose,
    may_with_another,
)
from closeknit.policy import Role as Part

OWN = "own"
KINDS = [(kind, THEIR_ROLES[kind]) for kind in ROLES if kind != "confidant"]
NEW, SAID, MEANS, GONE = "role", "role_said", "role_means", "role_gone"
"""The kinds of proposals about roles: to ask somebody, to write down what they said, to change what
it means and when it is looked at again, and to take it off the page."""
YES, NO, BACK = "yes", "no", "back"


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

    def takes(self, said: str) -> bool:
        """Whether this can be said now: what was given back is asked anew, as a role of its own."""
        if said == BACK:
            return self.stands is self.Stands.YES
        return said in (YES, NO) and self.stands in (self.Stands.ASKED, *ANSWERED.get(said, ()))

    def say(self, actor: Actor, version: int, said: str, on: dt.date) -> None:
        """Yes, no, or given back, on this day.

        Raises:
            Denied: it cannot be said now.
        """
        if not self.takes(said):
            raise Denied(self.resource)
        self.revise(actor, version, DEEDS[said], **told(said, on))


ANSWERED = {YES: (Held.Stands.NO, Held.Stands.NOT_ASKED), NO: (Held.Stands.NOT_ASKED,)}
"""From where else one may say yes or no, than from being asked."""
DEEDS = {YES: "took_role", NO: "declined_role", BACK: "gave_role_back"}


def told(said: str, on: dt.date) -> dict[str, Any]:
    """The days that an answer changes."""
    if said == BACK:
        return {"back_on": on}
    return {"yes_on": on, "no_on": None} if said == YES else {"no_on": on, "yes_on": None}


class Called:
    """A role by its kind and, where it is none of the ten, by a name of its own."""

    kind: Any
    name: Any

    @property
    def called(self) -> str:
        """The name of the role, as the network says it."""
        return named_role(self.kind, self.name)

    @property
    def about(self) -> str:
        """One key for the same role, whoever holds it: one of the ten, or made of its own name.

        >>> Role(kind="advocate").about, Role(kind="own", name="Cook").about
        ('advocate', 'own:03fb94180aa0')
        """
        return own_key(self.name) if self.kind == OWN else self.kind


class Role(Called, Held):
    """A role in this network. A stand-in has a row of their own, with a yes of their own.

    While a steward's question waits for the person's yes, it is kept from whoever it is about:
    nobody is asked before that, and nobody answers.
    """

    resource = "role"
    kept_fields = ("kind", "name", "words", "paper", *Held.days)
    once_each = ("person", "kind", "name", "stand_in_of", "audience", "let_in", "kept_out")
    once_where = Q(back_on=None) & (Q(yes_on__isnull=False) | Q(no_on=None, asked_on__isnull=False))

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

    def in_short(self) -> str:
        return self.called or super().in_short()

    def hang_on(self) -> list[tuple[Row, str]]:
        return [(one, "stand_in_of_id") for one in type(self).everyones.filter(stand_in_of=self)]

    def joined_with(self, other: Any) -> dict[str, Any]:
        """One person was asked twice for the same: a yes holds, with the words of both."""
        yes = other if other.yes_on and not self.yes_on else self
        words = [one.words for one in (self, other) if one.words]
        return {
            **{name: getattr(yes, name) for name in self.days},
            "words": "; ".join(dict.fromkeys(words))[:300],
            "paper": self.paper or other.paper,
        }

    @classmethod
    def ask(cls, actor: Actor, on: dt.date, **fields: Any) -> Self:
        """Ask somebody for a role; whoever looks after the network asks the person first.

        With `yes_on` they were asked already, and said yes on that day. Asking for the same again
        while it stands is asking once.
        """
        yes = fields.pop("yes_on", None)
        row = cls(
            network_id=actor.network, author_id=actor.account, audience=Level.STEWARDS, **fields
        )
        proposes = not may(actor, Verb.CREATE, row.facts())
        if proposes and not may_propose(actor, Verb.CREATE, row.facts()):
            raise Denied(cls.resource)
        with in_turn(actor.network):
            asked = {one: fields[one] for one in ("person", "kind", "name") if one in fields}
            behind = fields.get("stand_in_of")
            there = cls.visible_to(actor).filter(stand_in_of=behind, **asked)
            found = next((one for one in there if one.stands not in OVER), None)
            if found is not None:
                return found._asked_anew(actor, on, yes, proposes)
            if not proposes:
                return cls.make(actor, "asked_role", asked_on=on, yes_on=yes, **fields)
            row.kept_out = row._kept_from_them()["kept_out"]
            row.save(force_insert=True)
            Proposal.put(actor, NEW, row, detail={"yes_on": yes.isoformat() if yes else ""})
        return row

    def _kept_from_them(self) -> dict[str, str]:
        """Whoever it is about learns nothing of it yet."""
        return {"kept_out": barred(unbarred(self.kept_out) | {self.person_id})}

    def _told_to_them(self) -> dict[str, str]:
        """From now on they are asked, and see it."""
        return {"kept_out": barred(unbarred(self.kept_out) - {self.person_id})}

    def _asked_anew(self, actor: Actor, on: dt.date, yes: dt.date | None, proposes: bool) -> Self:
        """What waited for a yes is asked now, by the person; or it waits once more."""
        if self.stands is not self.Stands.NOT_ASKED:
            return self
        if proposes:
            Proposal.put(actor, NEW, self, detail={"yes_on": yes.isoformat() if yes else ""})
            return self
        told = self._told_to_them()
        return self.revise(actor, self.version, "asked_role", asked_on=on, yes_on=yes, **told)

    def answer(self, actor: Actor, version: int, said: str, on: dt.date) -> Proposal | None:
        """What somebody said. A steward writes it down for somebody else once the person agrees."""
        if may(actor, Verb.CHANGE, self.facts()):
            waits = self.stands is self.Stands.NOT_ASKED
            if waits and not may(actor, Verb.CREATE, self.facts()):
                raise Denied(self.resource)  # nobody says yes to what nobody may ask them yet
            self.say(actor, version, said, on)
            return None
        if not may_propose(actor, Verb.CHANGE, self.facts()) or not self.takes(said):
            raise Denied(self.resource)
        detail = {"said": said, "on": on.isoformat(), "version": self.version}
        return Proposal.put(actor, SAID, self, detail=detail)

    def mean(self, actor: Actor, version: int, **fields: Any) -> Proposal | None:
        """What it means here, and when it is looked at again; a steward asks the person."""
        if may(actor, Verb.CHANGE, self.facts()):
            self.revise(actor, version, **fields)
            return None
        if not may_propose(actor, Verb.CHANGE, self.facts()):
            raise Denied(self.resource)
        review = fields["review_on"]
        detail = {"review_on": review.isoformat() if review else "", "version": version}
        return Proposal.put(actor, MEANS, self, detail=detail, words=fields["words"])

    def ask_to_remove(self, actor: Actor) -> Proposal:
        """Stewards take a role off the page once the person or a second one of them agrees."""
        if not may_with_another(actor, Verb.DELETE, self.facts()):
            raise Denied(self.resource)
        stewards = Membership.active().filter(network=actor.network, role=Part.STEWARD)
        others = set(stewards.values_list("account", flat=True)) - {actor.account}
        return Proposal.put(actor, GONE, self, asked=others, needed=min(1, len(others)))

    def open_to(self, kind: str) -> bool:
        return self.binned_at is None and (kind != NEW or self.asked_on is None)

    def turned_down(self, actor: Actor, proposal: Any) -> None:
        """The person said no to asking: it can be asked anew one day, as a question of its own."""
        if proposal.kind == NEW and self.stands is self.Stands.NOT_ASKED:
            self._move(actor, self.version, "took_role_back", {"binned_at": timezone.now()})

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """The yes is here: do what was asked for."""
        detail = proposal.detail
        if proposal.kind == NEW:
            asked = proposal.made_at.date()
            yes = detail.get("yes_on")
            changes: dict[str, Any] = {"asked_on": asked, "yes_on": day_of(yes)}
            changes |= self._told_to_them()
            deed = "asked_role"
        elif proposal.kind == SAID and self.takes(detail["said"]):
            changes, deed = told(detail["said"], day_of(detail["on"])), DEEDS[detail["said"]]  # type: ignore[arg-type]
        elif proposal.kind == MEANS:
            changes = {"words": proposal.words, "review_on": day_of(detail["review_on"])}
            deed = "changed"
        elif proposal.kind == GONE:
            changes, deed = {"binned_at": timezone.now()}, "removed"
        else:
            return super().carry_out(actor, proposal)
        return self._move(actor, self.version, deed, changes, proposal.on_behalf())

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not want that. What was said or changed since then stays."""
        if proposal.kind == NEW:
            if self.stands is self.Stands.ASKED:
                gone = {"asked_on": None, **self._kept_from_them()}
                self._move(actor, self.version, "took_role_back", gone)
        elif proposal.kind in (SAID, MEANS):
            version = proposal.detail["version"]
            before = Version.before(self, actor, version) if self.version == version + 1 else None
            if before is not None:
                days = {name: day_of(before[name]) for name in self.days}
                self._move(actor, self.version, "changed", {"words": before["words"], **days})
        else:
            super().carry_back(actor, proposal)


OVER = (Held.Stands.NO, Held.Stands.BACK)


def own_key(name: str) -> str:
    """The key of a role that only this network speaks of: the same name has the same key."""
    digest = hashlib.sha256(" ".join(name.casefold().split()).encode())
    return f"own:{digest.hexdigest()[:12]}"


def day_of(text: str | None) -> dt.date | None:
    """A day, as it was kept."""
    return dt.date.fromisoformat(text) if text else None


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
        """Ask somebody whether they would be that, once. Nobody else learns of it."""
        with in_turn(actor.network):
            there = cls.visible_to(actor).filter(person=fields["person"])
            found = next((one for one in there if one.stands not in OVER), None)
            return found or cls.make(actor, "asked_role", asked_on=on, **fields)
