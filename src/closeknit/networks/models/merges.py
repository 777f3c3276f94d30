"""Two entries on the map that are one and the same person: put together, and taken apart again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.core.network import Kind
from closeknit.policy import Actor, Denied, Facts, Level, Role, Verb, may, must

from .base import Row, Stale
from .joining import Joining
from .network import Membership
from .people import SAME, Person
from .proposals import Proposal
from .taking_part import UNDO_DAYS

Parts = frozenset[tuple[str, str]]


class TwoPeople(Exception):
    """These two cannot be put together. `why` is "accounts", "died" or "gone"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Merge(Row):
    """`gone` was found to be the same person as `kept`: everything that named one names the other.

    `moved` holds what each row said before and says since, by kind, key and column: keys and
    moments alone, no words. `said` holds of rows whose words were joined the version they had and
    the version they have since; the words are read from there. As long as `gone` is in the bin,
    bringing it back takes the two apart: what is as the merge left it goes back, and what
    somebody changed since stays.
    """

    resource = "merge"
    noted: frozenset[str] = frozenset()
    """The accounts that found a note: of words for which there was no room."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    moved = models.JSONField(default=dict)
    said = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"merge {self.pk}"

    @classmethod
    def order(cls, one: Person, other: Person, parts: Parts | None = None) -> tuple[Person, Person]:
        """Which entry stays: the one somebody takes part with, else the older one."""
        parts = cls.parts(one, other) if parts is None else parts
        with_part = {person for person, _account in parts}
        first, second = sorted((one, other), key=lambda p: (p.pk not in with_part, p.made_at, p.pk))
        return first, second

    @classmethod
    def why_not(cls, one: Person, other: Person, parts: Parts | None = None) -> str:
        """Why these two cannot be one person; empty when they can."""
        if one.pk == other.pk or one.binned_at or other.binned_at:
            return "gone"
        if (one.kind == Kind.DIED) != (other.kind == Kind.DIED):
            return "died"
        parts = cls.parts(one, other) if parts is None else parts
        return "accounts" if len({person for person, _account in parts}) > 1 else ""

    @classmethod
    def waits(cls, actor: Actor, one: Person, other: Person, parts: Parts | None = None) -> bool:
        """Whether it waits for the yes of the person in the middle.

        Where one of them takes part, or is asked in, somebody would see more by it.
        """
        if actor.role is Role.PERSON:
            return False
        if cls.parts(one, other) if parts is None else parts:
            return True
        return actor.person in (one.pk, other.pk) or cls._asked_in(one, other)

    @classmethod
    def _asked_in(cls, *people: Person) -> bool:
        """Whether somebody was asked to be here as one of them, and may still say yes."""
        invitation: Any = apps.get_model("networks", "Invitation")
        here = {"person__in": people, "binned_at": None}
        running: bool = invitation.everyones.filter(
            **here, **dict.fromkeys(invitation.ENDED)
        ).exists()
        return running

    @classmethod
    def parts(cls, one: Person, other: Person) -> Parts:
        """The parts they have here, and those that may still come back: of whom, which account."""
        since = timezone.now() - dt.timedelta(days=UNDO_DAYS)
        found = Membership.everyones.filter(person__in=(one.pk, other.pk), binned_at=None)
        found = found.filter(models.Q(ended_at=None) | models.Q(ended_at__gt=since))
        return frozenset(found.values_list("person", "account"))

    @classmethod
    def ask(cls, actor: Actor, one: Person, other: Person, chosen: Mapping[str, str]) -> Proposal:
        """Ask whether they are the same person; it waits for the yes of the person."""
        cls._must(actor, one, other)
        kept, gone = cls.order(one, other)
        if why := cls.why_not(kept, gone):
            raise TwoPeople(why)
        return Proposal.put(actor, SAME, kept, detail={"other": gone.pk, "chosen": dict(chosen)})

    @classmethod
    def together(
        cls,
        actor: Actor,
        one: Person,
        other: Person,
        chosen: Mapping[str, str],
        versions: Mapping[str, int] | None = None,
    ) -> Self:
        """These two are one person from now on. `chosen` names the entry whose words are kept.

        Raises:
            Denied: it waits for the yes of the person.
            TwoPeople: they cannot be one.
            Stale: one of them was changed since `versions` were on the screen.
        """
        cls._must(actor, one, other)
        if cls.waits(actor, one, other):
            raise Denied(cls.resource)
        return cls._together(actor, one.pk, other.pk, chosen, versions or {})

    @classmethod
    def _must(cls, actor: Actor, *people: Person) -> None:
        must(actor, Verb.CREATE, Facts(cls.resource, actor.network, actor.account, Level.STEWARDS))
        for person in people:
            must(actor, Verb.CHANGE, person.facts())
            must(actor, Verb.DELETE, person.facts())

    @classmethod
    def _together(
        cls,
        actor: Actor,
        one: str,
        other: str,
        chosen: Mapping[str, str],
        versions: Mapping[str, int],
        on_behalf: str = "",
    ) -> Self:
        with in_turn(actor.network):
            both = Person.everyones.select_for_update().filter(network=actor.network)
            here = {person.pk: person for person in both.filter(pk__in=(one, other)).order_by("pk")}
            if len(here) < 2 or (why := cls.why_not(here[one], here[other])):
                raise TwoPeople("gone" if len(here) < 2 else why)
            for key, version in versions.items():
                if here[key].version != version:
                    raise Stale(here[key])
            kept, gone = cls.order(here[one], here[other])
            now = {"network_id": actor.network, "author_id": actor.account or None}
            merge = cls(kept=kept, gone=gone, audience=Level.STEWARDS, **now)
            work = Joining(actor, kept, gone, chosen)
            work.do(on_behalf)
            merge.moved, merge.said = work.moved, work.said
            merge.noted = frozenset(work.noted)
            merge.save(force_insert=True)
        return merge

    @classmethod
    def carried_out(cls, actor: Actor, proposal: Proposal) -> None:
        """The yes is here. Where they cannot be one any more, nothing happens."""
        told = proposal.detail
        with suppress(TwoPeople):
            cls._together(
                actor, proposal.target, told["other"], told["chosen"], {}, proposal.on_behalf()
            )

    @classmethod
    def carried_back(cls, actor: Actor, proposal: Proposal) -> None:
        gone = Person.everyones.filter(pk=proposal.detail["other"]).first()
        merge = cls.of_gone(gone) if gone is not None else None
        if merge is not None:
            merge.undo(actor)

    @classmethod
    def of_gone(cls, person: Person) -> Self | None:
        """The merge by which this entry went, while it can be taken back."""
        return cls.by_gone([person.pk]).get(person.pk)

    @classmethod
    def by_gone(cls, people: Collection[str]) -> dict[str, Self]:
        """The merges by which these entries went, each with the entry that stayed."""
        here = models.Exists(Membership.active().filter(person=models.OuterRef("kept")))
        found = cls.everyones.filter(gone__in=people, binned_at=None).select_related("kept")
        found = found.annotate(member=here)
        return {one.gone_id: one for one in found}

    def may_be_undone(self, actor: Actor) -> bool:
        """Whether this actor may take the two apart: that changes the one that stayed as well."""
        member: bool | None = getattr(self, "member", None)
        kept = may(actor, Verb.CHANGE, self.kept.facts(member))
        return kept and may(actor, Verb.DELETE, self.facts())

    def undo(self, actor: Actor) -> None:
        """They are two after all: each has what it had, as far as nobody changed it since."""
        must(actor, Verb.DELETE, self.facts())
        must(actor, Verb.CHANGE, self.kept.facts())
        with in_turn(actor.network):
            kept = Person.everyones.select_for_update().get(pk=self.kept_id)
            gone = Person.everyones.select_for_update().get(pk=self.gone_id)
            if self.binned_at is None and gone.binned_at is not None:
                Joining(actor, kept, gone, {}, self.moved, self.said).undo()
                now = timezone.now()
                Merge.everyones.filter(pk=self.pk).update(binned_at=now)
                self.binned_at = now

    def bin(self, actor: Actor, deed: str = "taken_apart") -> None:
        self.undo(actor)
