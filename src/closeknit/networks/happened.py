"""What happened in a network, for one reader: deeds from the record, and who looked at what.

The person reads everything but what others keep to themselves. A steward reads what concerns who
takes part and how the network is kept; everybody reads their own deeds, and who looked at what is
about them. A thing is named only while the reader may read it: else it is "somebody on the map".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.utils import timezone

from closeknit.accounts.models import Entry, Look
from closeknit.accounts.sentences import look_sentence, sentence
from closeknit.networks.oneself import oneself
from closeknit.policy import TABLE, Actor, Level, Role, Verb, admitted, grants

from .audience import called
from .models import Membership, Network, Person, Row
from .sameness import came_along

A_PAGE = 40
DEEDS, LOOKS = "deeds", "looks"
NOBODY = Q(pk__in=())

ADMINISTRATION = ("network", "membership", "stewardship", "charge", "invitation", "proposal")
"""What a steward reads of others: who takes part, and how the network is kept."""


@dataclass(frozen=True)
class Line:
    """One thing that happened, as a sentence."""

    at: dt.datetime
    words: str
    kind: str


@dataclass(frozen=True)
class Day:
    """The things of one day, newest first."""

    on: dt.date
    lines: list[Line] = field(default_factory=list)


def page(
    network: Network, actor: Actor, who: str = "", what: str = "", number: str | None = None
) -> tuple[list[Day], Page[Any]]:
    """One page of what happened. `who` is an account; `what` is deeds, looks or both."""
    hidden = hidden_from(actor)
    found = Paginator(_both(_deeds(actor, hidden), _looks(actor, hidden), who, what), A_PAGE)
    shown = found.get_page(number)
    return _days(_lines(network, actor, list(shown.object_list))), shown


def hidden_from(actor: Actor) -> list[str]:
    """Keys of rows that exist and that the reader may not read, where that could be asked."""
    wanted = [
        model
        for model in rows_of_a_network()
        if TABLE[model.resource].level is not Level.ONLY_ME
        and (actor.role is Role.PERSON or model.resource in ADMINISTRATION)
    ]
    hidden = [
        model.everyones.filter(network=actor.network)
        .exclude(pk__in=model.ever_visible_to(actor).values("pk"))
        .order_by()
        .values_list("pk", flat=True)
        for model in wanted
        if actor.in_charge
    ]
    return list(_union(hidden)) if hidden else []


def rows_of_a_network() -> list[type[Row]]:
    """Every kind of row of every room that has a network."""
    rows = [model for model in apps.get_models() if issubclass(model, Row)]
    return [row for row in rows if row is not Network]


def _union(parts: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _deeds(actor: Actor, hidden: list[str]) -> QuerySet[Entry]:
    """The entries this reader may read."""
    own = Q(account=actor.account)
    levels = sorted(admitted(actor))
    usual = [name for name, row in TABLE.items() if row.level in levels]
    # Entries from before levels were kept tell only what the usual level lets in.
    open_to_me = Q(level__in=levels) | Q(level="", resource__in=usual)
    others = open_to_me & ~Q(row__in=hidden)
    if actor.role is not Role.PERSON:
        wanted = [name for name in ADMINISTRATION if "" in grants(actor, Verb.READ, name)]
        others = others & Q(resource__in=wanted) if actor.in_charge else NOBODY
    return Entry.objects.filter(own | others, network=actor.network)


def _looks(actor: Actor, hidden: list[str]) -> QuerySet[Look]:
    """The looks this reader may read: all of them for the person, else those at oneself."""
    looks = Look.objects.filter(network=actor.network)
    if actor.role is Role.PERSON:
        return looks.exclude(Q(row__in=hidden) | Q(about__in=hidden))
    if not actor.person:
        return looks.none()
    told = looks.filter(about=actor.person).exclude(level__in=(Level.ONLY_ME, Level.PERSON))
    return told.exclude(account=actor.account)


def _both(deeds: QuerySet[Entry], looks: QuerySet[Look], who: str, what: str) -> Any:
    """Keys of deeds and looks in one list, newest first."""
    parts: list[QuerySet[Any, Any]] = []
    if what != LOOKS:
        parts.append(deeds.annotate(place=F("number"), kind=Value(DEEDS, CharField())))
    if what != DEEDS:
        nowhere = Value(0, BigIntegerField())
        parts.append(looks.annotate(place=nowhere, kind=Value(LOOKS, CharField())))
    if who:
        parts = [part.filter(account=who) for part in parts]
    told = [part.order_by().values_list("at", "place", "key", "kind") for part in parts]
    return _union(told).order_by("-at", "-place", "key")


def _lines(network: Network, actor: Actor, shown: list[tuple[Any, ...]]) -> list[Line]:
    """The sentences, in the order of the page."""
    keys: dict[str, list[str]] = {DEEDS: [], LOOKS: []}
    for _at, _place, key, kind in shown:
        keys[kind].append(key)
    deeds = {entry.pk: entry for entry in Entry.objects.filter(pk__in=keys[DEEDS])}
    looks = {look.pk: look for look in Look.objects.filter(pk__in=keys[LOOKS])}
    both: list[Any] = [*deeds.values(), *looks.values()]
    names, people = names_of_accounts(network, actor), names_of_rows(actor, both)
    lines = []
    for _at, _place, key, kind in shown:
        one: Any = deeds[key] if kind == DEEDS else looks[key]
        who, about = names.get(one.account_id, ""), people.get(one.row, "")
        if kind == DEEDS:
            words = f"{sentence(who, one.deed, one.resource, about)} {came_along(one.detail)}"
        else:
            words = look_sentence(who, one.resource, bool(one.row), about)
        lines.append(Line(one.at, words.strip(), kind))
    return lines


def names_of_accounts(network: Network, actor: Actor) -> dict[str, str]:
    """How everybody is called who takes part or once did; the reader is "you"."""
    everybody = Membership.everyones.filter(network=network).select_related("person", "account")
    names = {member.account_id: called(member, network) for member in everybody}
    return names | {actor.account: oneself(names.get(actor.account, ""))}


def names_of_rows(actor: Actor, told: Iterable[Any]) -> dict[str, str]:
    """Whom each row is about, by its key, as far as the reader may read both."""
    wanted: dict[str, set[str]] = {}
    for one in told:
        if one.row:
            wanted.setdefault(one.resource, set()).add(one.row)
    parts = [
        model.ever_visible_to(actor)
        .filter(pk__in=wanted[model.resource])
        .annotate(told_of=_whose(model))
        .order_by()
        .values_list("pk", "told_of")
        for model in rows_of_a_network()
        if model.resource in wanted
    ]
    whose = dict(_union(parts)) if parts else {}
    people = Person.ever_visible_to(actor).filter(pk__in=set(whose.values()))
    names = dict(people.values_list("pk", "name"))
    return {row: names.get(person, "") for row, person in whose.items()}


def _whose(model: type[Row]) -> Any:
    return F(model.about_lookup) if model.about_lookup else Value("", CharField())


def _days(lines: list[Line]) -> list[Day]:
    def add(days: list[Day], line: Line) -> list[Day]:
        on = timezone.localdate(line.at)
        if not days or days[-1].on != on:
            days.append(Day(on))
        days[-1].lines.append(line)
        return days

    return reduce(add, lines, [])
