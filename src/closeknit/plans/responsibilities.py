"""Who said yes to what, for every snapshot; and who is asked something and has not answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core import network as core
from closeknit.networks.models import Person, Support
from closeknit.networks.snapshot import Beside
from closeknit.networks.waiting import Wait
from closeknit.networks.wish_forms import named_role
from closeknit.policy import Actor, Channel

from .models import Confidant, Role
from .models.roles import Called

CONFIDANT = "confidant"
NAMED = "named"
NAMES = ("kind", "name", "words", "person", "behind", "yes_on", "review_on", "back_on")


@dataclass(frozen=True)
class Said(Called):
    """One yes, as it is read: who to what, from when until when."""

    kind: str
    name: str
    words: str
    person: str
    stands_in: bool
    yes_on: dt.date
    review_on: dt.date | None
    back_on: dt.date | None

    def holds(self, day: dt.date) -> bool:
        return self.yes_on <= day and not (self.back_on and self.back_on <= day)


def responsibilities(
    actor: Actor, people: Mapping[str, Person], days: Sequence[dt.date], channel: Channel
) -> list[Beside]:
    """The roles that were held on each of these days, as this actor may know them. One query."""
    said = [one for one in yeses(actor, channel) if one.person in people]
    return [Beside(roles=tuple(_roles(one for one in said if one.holds(day)))) for day in days]


def held_then(rows: Sequence[Role], people: Mapping[str, Person], day: dt.date) -> Beside:
    """The roles of a kept copy, from its rows. Who is a confidant stands in none."""
    said = [
        Said(
            kind=row.kind,
            name=row.name,
            words=row.words,
            person=row.person_id,
            stands_in=row.stand_in_of_id is not None,
            yes_on=row.yes_on,
            review_on=row.review_on,
            back_on=row.back_on,
        )
        for row in rows
        if row.yes_on and row.person_id in people
    ]
    return Beside(roles=tuple(_roles(one for one in said if one.holds(day))))


def yeses(actor: Actor, channel: Channel = Channel.LIST) -> list[Said]:
    """Every yes this actor may know of; that to be a confidant is known to two."""
    return [_said(row) for row in _rows(actor, channel)]


def _rows(actor: Actor, channel: Channel, *more: Any) -> Any:
    """Roles and confidants somebody said yes to, and more rows of that shape. One query."""
    parts = (rows.exclude(yes_on=None) for rows in _in_one_shape(actor, channel))
    first, *others = (rows.order_by().values_list(*NAMES) for rows in (*parts, *more))
    return first.union(*others, all=True)


def _in_one_shape(actor: Actor, channel: Channel = Channel.LIST) -> tuple[Any, Any]:
    """Roles, and confidants with the fields that they have not."""
    held = Role.visible_to(actor, channel).annotate(behind=F("stand_in_of"))
    told = Confidant.visible_to(actor, channel).annotate(
        kind=Cast(Value(CONFIDANT), CharField(max_length=20)),
        name=Cast(Value(""), CharField(max_length=60)),
        behind=Cast(Value(None), CharField(max_length=16)),
    )
    return held, told


def _said(row: tuple[Any, ...]) -> Said:
    kind, name, words, person, behind, yes, look, back = row
    return Said(kind, name, words, person, bool(behind), yes, look, back)


def held_by(actor: Actor, person: str, day: dt.date) -> list[Said]:
    """What somebody said yes to and holds on this day, for their page. One query."""
    return [one for one in yeses(actor) if one.person == person and one.holds(day)]


def held_and_named(
    actor: Actor, person: str, day: dt.date
) -> tuple[list[Said], dict[str, Support]]:
    """The same, and the kinds of support this network named itself.

    Both in one query: their page is at the most a page may ask.
    """
    no_day = Cast(Value(None), DateField())
    named = Support.visible_to(actor).annotate(
        kind=Cast(Value(NAMED), CharField(max_length=20)),
        words=Cast(Value(""), CharField(max_length=300)),
        person=F("key"),
        behind=Cast(Value(None), CharField(max_length=16)),
        yes_on=no_day,
        review_on=no_day,
        back_on=no_day,
    )
    found = list(_rows(actor, Channel.LIST, named))
    roles = [_said(row) for row in found if row[0] != NAMED]
    own = {row[3]: Support(key=row[3], name=row[1]) for row in found if row[0] == NAMED}
    return [one for one in roles if one.person == person and one.holds(day)], own


def _roles(said: Iterable[Said]) -> list[core.Role]:
    """The same role held by several is one role."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.about, []).append(one)
    return [_role(about, found[about]) for about in sorted(found)]


def _role(about: str, said: list[Said]) -> core.Role:
    holding = [one for one in said if not one.stands_in]
    looks = [one.review_on for one in holding if one.review_on]
    return core.Role(
        key=about,
        about=about,
        words=said[0].name,  # the ten are called as the reader calls them
        held_by=frozenset(one.person for one in holding),
        stand_ins=frozenset(one.person for one in said if one.stands_in),
        since=min((one.yes_on for one in holding), default=None),
        review=min(looks, default=None),
    )


def asked_of(actor: Actor) -> list[Wait]:
    """What this actor is asked to take on, and has not answered. One query."""
    if not actor.person:
        return []
    open_ones = {"person": actor.person, "yes_on": None, "no_on": None, "back_on": None}
    first, second = (
        rows.filter(**open_ones)
        .exclude(asked_on=None)
        .order_by()
        .values_list("pk", "kind", "name", "behind")
        for rows in _in_one_shape(actor)
    )
    return [_wait(actor, *row) for row in first.union(second, all=True)]


def _wait(actor: Actor, key: str, kind: str, name: str, stands: str) -> Wait:
    about = {"role": named_role(kind, name)}
    url = reverse("role", args=[actor.network, key])
    if kind == CONFIDANT:
        url = reverse("confidant", args=[actor.network])
        return Wait(text=_("Would you be somebody to trust with everything?"), url=url)
    if stands:
        return Wait(text=_("Would you stand in? %(role)s") % about, url=url)
    return Wait(text=_("Would you take this on? %(role)s") % about, url=url)
