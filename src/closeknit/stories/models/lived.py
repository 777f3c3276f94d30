"""What stories and pictures have in common: people are in them, and may say no."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from closeknit.networks.models import Person, Row
from closeknit.policy import WIDE, Actor, Facts, Role, Verb, about_hidden, may

from .consents import Consent


class Lived(Row):
    """A row with people in it. Until each of them agreed it goes no further than stewards.

    A no, or "hide this now, talk later", takes it from everybody but its author and whoever said
    so, with the next request. Every list and every address asks here.
    """

    consents: Any
    lived_as: ClassVar[str]

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
        said_no = Q(answer=Consent.Answer.NO) | Q(hidden_at__isnull=False)
        others_no = cls._those_in_it().filter(said_no)
        if actor.person:
            others_no = others_no.exclude(person=actor.person)
        unseen = cls._those_in_it().filter(about_hidden(actor, "person"))
        kept = Q(Exists(others_no)) | Q(Exists(unseen))
        if actor.role is Role.FACILITATOR:
            agreed = Consent.agreed("facilitator", timezone.localdate())
            kept |= Q(Exists(cls._those_in_it().exclude(agreed)))
        return rows.exclude(kept & ~mine)

    def facts(self, member: bool | None = None) -> Facts:
        told = super().facts(member)
        if told.level not in WIDE:
            return told
        # Asked only where it counts, since it costs a query.
        return replace(told, consented=self.is_agreed())

    @classmethod
    def taken_away(cls, actor: Actor, since: dt.datetime) -> list[Self]:
        """Those in the bin that this actor may bring back, the last one first."""
        rows = cls.ever_visible_to(actor).filter(binned_at__gte=since).order_by("-binned_at")
        return [row for row in rows if may(actor, Verb.DELETE, Row.facts(row))]

    def is_agreed(self) -> bool:
        """Whether everybody in it agreed to being shown in the network."""
        agreed = Consent.agreed("network", timezone.localdate())
        mine = Consent.of_somebody().filter(**{self.lived_as: self.pk})
        return not mine.exclude(agreed).exists()

    def is_about_a_child(self) -> bool:
        mine = Consent.of_somebody().filter(**{self.lived_as: self.pk})
        return mine.filter(person__under_age=True).exists()

    def people(self) -> list[Person | None]:
        """Those in it, in the order they were named; None is the focus person."""
        here = self.consents.filter(binned_at=None).select_related("person")
        return [one.person for one in here]
