"""Who can see what, all of it on one page: by person, by kind of thing, and what is unusual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from closeknit.policy import TABLE, Actor, Level, Role
from closeknit.policy.sharing import can_be_shared

from .audience import HERE_ONLY, Seen, called, seen, seen_by
from .models import Membership, Network, Row
from .sights import SIGHTS, How, what_they_can_see

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
class Unusual:
    """A thing that fewer or more people see than usual."""

    what: str
    seen: Seen


def kinds() -> dict[str, type[Row]]:
    """Every kind of row whose audience somebody may choose, in this room or above."""
    rows = [model for model in apps.get_models() if issubclass(model, Row)]
    return {
        row.resource: row
        for row in rows
        if can_be_shared(row.resource) and row.resource not in HERE_ONLY
    }


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


def unusual(network: Network, actor: Actor, members: list[Membership]) -> list[Unusual]:
    """What fewer or more people see than usual, of all that this reader may see."""
    rows = {resource: _unusual_rows(model, actor) for resource, model in kinds().items()}
    asked = [of_a_kind.order_by().values_list("of_kind") for of_a_kind in rows.values()]
    there = {
        resource for (resource,) in asked[0].union(*asked[1:])
    }  # one query, however many kinds
    return [
        Unusual(row.in_short(), seen(row, network, actor, members))
        for resource, of_a_kind in rows.items()
        if resource in there
        for row in of_a_kind.select_related(*_named(of_a_kind.model))
    ]


def _unusual_rows(model: type[Row], actor: Actor) -> models.QuerySet[Any]:
    usual = Q(audience=TABLE[model.resource].level, kept_out="", let_in="")
    rows = model.visible_to(actor).exclude(usual)
    return rows.annotate(of_kind=Value(model.resource, models.CharField()))


def _named(model: type[Row]) -> list[str]:
    """The people a row is told by."""
    fields = {field.name for field in model._meta.concrete_fields}
    return [name for name in ("person", "a", "b") if name in fields]
