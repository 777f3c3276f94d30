"""Who can see what, all of it on one page: by person, by kind of thing, and what is unusual."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from closeknit.policy import TABLE, Actor, Facts, Level, Role
from closeknit.policy.sharing import can_be_shared

from .audience import HERE_ONLY, Judged, called, facts_of, judged, seen_by
from .models import Membership, Network, Row
from .sights import SIGHTS, SOMEBODY, How, what_they_can_see

PARTS = {
    Role.PERSON: _("The person in the middle"),
    Role.STEWARD: _("Steward"),
    Role.FACILITATOR: _("Facilitator"),
    Role.MEMBER: _("Member"),
    Role.GUEST: _("Guest"),
}
PAID = _("paid to be here")


@dataclass(frozen=True)
class Reader:
    """Somebody who takes part, and what they can see."""

    name: str
    part: str
    sentences: list[str]
    photo: str = ""


@dataclass(frozen=True)
class Thing:
    """Something that fewer or more people see than usual, and where that is changed."""

    what: str
    url: str


@dataclass(frozen=True)
class Alike:
    """Things that the same people see: the first few, and the others."""

    sentence: str
    first: list[Thing]
    others: list[Thing]


@dataclass(frozen=True)
class Unusual:
    """What fewer or more people see than usual, and where the list goes on."""

    groups: list[Alike]
    further: int = 0


AT_ONCE, FIRST = 8, 10
"""So many kinds of things are read for one page, and so many things stand there unfolded."""


def kinds() -> dict[str, type[Row]]:
    """Every kind of row whose audience somebody may choose, in this room or above.

    Of several that share a resource it is the first: it gave it its name, and the others follow it.
    """
    found: dict[str, type[Row]] = {}
    for model in apps.get_models():
        if issubclass(model, Row) and can_be_shared(model.resource):
            found.setdefault(model.resource, model)
    return {resource: model for resource, model in found.items() if resource not in HERE_ONLY}


def by_person(network: Network, actor: Actor, members: list[Membership]) -> list[Reader]:
    """What each of those who take part can see."""
    return [
        Reader(
            called(member, network),
            _part(member),
            what_they_can_see(network, member.actor(), to_them=member.account_id == actor.account),
        )
        for member in members
    ]


def _part(member: Membership) -> str:
    part = str(PARTS[Role(member.role)])
    return f"{part}, {PAID}" if member.paid else part


def by_kind(network: Network, members: list[Membership]) -> list[tuple[Any, str]]:
    """Each kind of thing, and who sees it unless told otherwise."""
    found = []
    for sight in SIGHTS:
        if all(TABLE[resource].level is Level.ONLY_ME for resource in sight.resources):
            found.append((sight.words, str(_("Only whoever wrote it."))))
            continue
        there = [m for m in members if sight.how(m.actor()) is How.USUAL]
        found.append((sight.words, seen_by([called(m, network) for m in there])))
    return found


def unusual(network: Network, actor: Actor, members: list[Membership], begin: int = 0) -> Unusual:
    """What fewer or more people see than usual, of all that this reader may see: the kinds of
    things from this one on. One query, and one for each kind on the page."""
    rows = {resource: _unusual_rows(model, actor) for resource, model in kinds().items()}
    asked = [of_a_kind.order_by().values_list("of_kind") for of_a_kind in rows.values()]
    there = {resource for (resource,) in asked[0].union(*asked[1:])}
    named = [of_a_kind for resource, of_a_kind in rows.items() if resource in there]
    end = begin + AT_ONCE
    told = _Told(network, actor, members)
    for of_a_kind in named[begin:end]:
        for row in of_a_kind.select_related(*_named(of_a_kind.model)):
            told.tell(row)
    return Unusual(told.groups(), end if end < len(named) else 0)


class _Told:
    """Things, beside those that the same people see."""

    def __init__(self, network: Network, actor: Actor, members: list[Membership]) -> None:
        self.network, self.actor, self.members = network, actor, members
        self.known = actor.names.union(*(member.actor().names for member in members))
        self.judged: dict[Facts, Judged] = {}
        self.things: dict[tuple[str, str], list[Thing]] = defaultdict(list)

    def tell(self, row: Row) -> None:
        facts = self._alike(facts_of(row, self.members))
        found = self.judged.get(facts)
        if found is None:
            found = judged(facts, self.network, self.actor, self.members)
            self.judged[facts] = found
        seen = found.of(row)
        self.things[row.resource, seen.sentence].append(Thing(row.in_short(), seen.url))

    def groups(self) -> list[Alike]:
        return [
            Alike(sentence, things[:FIRST], things[FIRST:])
            for (_resource, sentence), things in self.things.items()
        ]

    def _alike(self, facts: Facts) -> Facts:
        """With one stand-in for all who do not take part and are in no list: it is the same for
        all of them who sees a row, and to work that out is slow."""
        known = self.known | facts.let_in | facts.kept_out

        def stand_in(key: str) -> str:
            return key if not key or key in known else SOMEBODY

        return replace(facts, row="", author=stand_in(facts.author), about=stand_in(facts.about))


def _unusual_rows(model: type[Row], actor: Actor) -> models.QuerySet[Any]:
    usual = Q(audience=TABLE[model.resource].level, kept_out="", let_in="")
    rows = model.visible_to(actor).exclude(usual)
    return rows.annotate(of_kind=Value(model.resource, models.CharField()))


def _named(model: type[Row]) -> list[str]:
    """The people a row is told by."""
    fields = {field.name for field in model._meta.concrete_fields}
    return [name for name in ("person", "a", "b") if name in fields]
