"""What stories and pictures have in common: people are in them, and may say no."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from closeknit.accounts.record import in_turn
from closeknit.networks.models import Person, Row
from closeknit.policy import WIDE, Actor, Facts, Level, Role, Verb, about_hidden, may

from .consents import Consent

WORD = re.compile(r"\w+")
TO_WORKSHOP = "workshop"
"""The kind of a proposal that asks the person whether a copy may go to a workshop."""


class Lived(Row):
    """A row with people in it. Until each of them agreed it goes no further than stewards.

    A no, or "hide this now, talk later", takes it from everybody but its author and whoever said
    so, with the next request. Every list and every address asks here.
    """

    consents: Any
    lived_as: ClassVar[str]
    agreed_to: ClassVar[tuple[str, ...]]
    """What somebody said yes to: where it changes, they are asked once more."""
    asked_anew = 0
    """How many were, by what was changed last."""

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def _those_in_it(cls) -> models.QuerySet[Consent]:
        return Consent.of_somebody().filter(**{cls.lived_as: OuterRef("pk")})

    @classmethod
    def unasked_condition(cls) -> Q:
        agreed = Consent.agreed("network", timezone.localdate())
        return Q(Exists(cls._those_in_it().exclude(agreed)))

    @classmethod
    def without_hidden(cls, rows: models.QuerySet[Self], actor: Actor) -> models.QuerySet[Self]:
        """Without what somebody in it wants unseen, or where somebody kept from this actor is."""
        rows = super().without_hidden(rows, actor)
        mine = Q(**{cls.own_lookup: actor.account or None})
        others_no = cls._those_in_it().filter(Consent.refusing())
        if actor.person:
            others_no = others_no.exclude(person=actor.person)
        unseen = cls._those_in_it().filter(about_hidden(actor, "person"))
        kept = Q(Exists(others_no)) | Q(Exists(unseen))
        if actor.role is Role.FACILITATOR:
            agreed = Consent.agreed("facilitator", timezone.localdate())
            kept |= Q(Exists(cls._those_in_it().exclude(agreed)))
        return rows.exclude(kept & ~mine)

    @classmethod
    def with_people(cls, rows: models.QuerySet[Self]) -> models.QuerySet[Self]:
        """The same rows with whoever is in each: one query for all of them."""
        return rows.prefetch_related(cls._prefetch())

    @staticmethod
    def _prefetch() -> Prefetch[str, Any, str]:
        return Prefetch("consents", queryset=Consent.with_people())

    def look_up_people(self) -> None:
        """Whoever is in it is asked for once: for pages that only show it."""
        models.prefetch_related_objects([self], self._prefetch())

    def in_it(self) -> list[Consent]:
        """Everybody in it, in the order they were named."""
        kept = getattr(self, "_prefetched_objects_cache", {}).get("consents")
        if kept is not None:
            return list(kept)
        return list(self.consents.filter(binned_at=None).select_related("person"))

    def others_in_it(self) -> list[Consent]:
        """The same without the focus person, whose yes every sharing needs anyway."""
        return [one for one in self.in_it() if one.person_id]

    def facts(self, member: bool | None = None) -> Facts:
        told = super().facts(member)
        if told.level is Level.ONLY_ME:  # read by nobody else, whatever anybody in it says
            return told
        today, there = timezone.localdate(), self.others_in_it()
        return replace(
            told,
            consented=told.level not in WIDE or all(one.agrees("network", today) for one in there),
            facilitated=all(one.agrees("facilitator", today) for one in there),
            refused=frozenset(str(one.person_id) for one in there if one.refuses),
        )

    @classmethod
    def taken_away(cls, actor: Actor, since: dt.datetime) -> list[Self]:
        """Those in the bin that this actor may bring back, the last one first."""
        rows = cls.ever_visible_to(actor).filter(binned_at__gte=since).order_by("-binned_at")
        return [row for row in rows if may(actor, Verb.DELETE, Row.facts(row))]

    def carry_out(self, actor: Actor, proposal: Any) -> None:
        """A yes to a copy for a workshop is counted where the copy is; nothing changes here."""
        if proposal.kind != TO_WORKSHOP:
            super().carry_out(actor, proposal)

    def carry_back(self, actor: Actor, proposal: Any) -> None:
        """The person did not say it: the copy is gone without that yes."""
        if proposal.kind != TO_WORKSHOP:
            super().carry_back(actor, proposal)

    def revise(self, actor: Actor, version: int, deed: str = "changed", **changes: Any) -> Self:
        """The same of every row; and nobody’s yes is carried over to other words or pictures."""
        told = {name: changes[name] for name in self.agreed_to if name in changes}
        anew = self.is_told() and any(self._otherwise(name, said) for name, said in told.items())
        with in_turn(actor.network):
            super().revise(actor, version, deed, **changes)
            if anew:
                self.asked_anew += Consent.ask_anew(actor, self)
        return self

    def _otherwise(self, name: str, said: str) -> bool:
        """Whether this says or shows something else: not by a comma, nor by less to see."""
        before = str(getattr(self, name))
        if name in self.file_fields:
            return bool(said) and said != before
        return WORD.findall(before.casefold()) != WORD.findall(said.casefold())

    def asks_anew(self, actor: Actor) -> bool:
        """Whether somebody would be asked once more if this actor changed it."""
        yes = [one for one in self.others_in_it() if one.answer == Consent.Answer.YES]
        return self.is_told() and any(one.person_id != actor.person for one in yes)

    def is_agreed(self) -> bool:
        """Whether everybody in it agreed to being shown in the network."""
        return all(one.agrees("network", timezone.localdate()) for one in self.others_in_it())

    def is_about_a_child(self) -> bool:
        return any(one.person and one.person.under_age for one in self.others_in_it())

    def is_told(self) -> bool:
        """Whether it is more than a draft: nobody is asked about what is not told yet."""
        return True

    def people(self) -> list[Person | None]:
        """Those in it, in the order they were named; None is the focus person."""
        return [one.person for one in self.in_it()]
