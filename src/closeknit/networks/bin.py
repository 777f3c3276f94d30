"""What was taken away and can come back for thirty days; and what goes for good after that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.policy import Actor, Verb, may

from .models import (
    AboutAPerson,
    Arrival,
    Between,
    Chapter,
    Contact,
    KeptCopy,
    Membership,
    Merge,
    Note,
    OfATenant,
    Person,
    Portrait,
    Row,
    Wish,
)

DAYS = 30
KEPT: tuple[type[Row], ...] = (
    Arrival,
    Person,
    Chapter,
    Contact,
    Note,
    Portrait,
    Wish,
    KeptCopy,
    Between,
)
"""What the bin shows first. Rooms above have shelves of their own in it."""


@dataclass(frozen=True)
class Shelf:
    """What another room took away: its words, and each row with the address that brings it back."""

    key: str
    words: Any
    rows: Callable[[Actor, dt.datetime], list[tuple[Row, str]]]


SHELVES: list[Shelf] = []
"""A room above adds its own."""


def in_the_bin(actor: Actor, now: dt.datetime, kinds: Iterable[type[Row]] = KEPT) -> list[Row]:
    """Everything this actor may bring back, newest first.

    Whom a row is about is named as far as this actor may read of them. However much there is, it
    takes as many queries.
    """
    since = now - dt.timedelta(days=DAYS)
    there: list[Row] = []
    for model in kinds:
        rows = model.everyones.filter(network=actor.network, binned_at__gte=since)
        if model is Person:  # those who went together come back together
            rows = rows.exclude(arrival__binned_at=F("binned_at"))
        if issubclass(model, AboutAPerson):
            rows = rows.filter(Q(person=None) | Q(person__binned_at=None)).select_related("person")
            seen = Person.visible_to(actor).filter(pk=OuterRef("person"))
            rows = rows.annotate(named=Exists(seen))
        if model in COUNTS:
            here = Membership.active().filter(person=OuterRef(model.about_lookup))
            rows = rows.annotate(member=Exists(here))
        there += model.without_hidden(rows, actor)
    found = _may_come_back(actor, there)
    for row in found:
        if isinstance(row, AboutAPerson) and row.person_id and not getattr(row, "named", True):
            row.person.name = _("somebody")
    return sorted(found, key=lambda row: row.binned_at or now, reverse=True)


COUNTS: tuple[type[Row], ...] = (Person, Portrait)
"""Where it counts whether whoever it is about takes part."""


def _may_come_back(actor: Actor, rows: Iterable[Row]) -> list[Row]:
    """Of these rows those that this actor may bring back, each merge with its entry that went."""
    found = []
    for row in rows:
        nobody = isinstance(row, Portrait) and not row.person_id
        facts = row.facts(None if nobody else getattr(row, "member", None))
        if may(actor, Verb.READ, facts) and may(actor, Verb.DELETE, facts):
            found.append(row)
    merges = Merge.by_gone([row.pk for row in found if isinstance(row, Person)])
    for row in found:
        if isinstance(row, Person):
            row.merge = merges.get(row.pk)
    return [row for row in found if not isinstance(row, Person) or _is_two(actor, row.merge)]


def _is_two(actor: Actor, merge: Merge | None) -> bool:
    return merge is None or merge.may_be_undone(actor)


def empty(before: dt.datetime | None = None) -> int:
    """Delete for good what has been in the bin for thirty days; files go with their rows."""
    before = before or timezone.now() - dt.timedelta(days=DAYS)
    held = KeptCopy.held_anywhere()
    return sum(_purge(model, before, held) for model in _every_kind())


def _every_kind() -> list[type[OfATenant]]:
    """Every kind of row of every room; people last. Whole tenants go another way."""
    rows = [model for model in apps.get_models() if issubclass(model, OfATenant)]
    return sorted((row for row in rows if not row.is_a_tenant), key=lambda row: row is Person)


def _purge(model: type[OfATenant], before: dt.datetime, held: Collection[str]) -> int:
    with transaction.atomic():
        gone = model.everyones.filter(binned_at__lt=before)
        keys = list(gone.values_list("pk", flat=True))
        if model is not Person:  # whoever goes is gone from every copy, with all that is about them
            keys = [key for key in keys if key not in held]
        for kind, these in ((model, keys), *_hanging_on(model, keys)):
            for name in filter(None, _files(kind, these)):
                transaction.on_commit(partial(default_storage.delete, name))
            kind.versions.everyones.filter(row__in=these).delete()
        model.everyones.filter(pk__in=keys).delete()
    return len(keys)


def _hanging_on(model: type[OfATenant], keys: list[str]) -> list[tuple[type[OfATenant], list[str]]]:
    """Rows that go when these go. Their earlier texts and files must go as well."""
    hanging = [
        (row, field.name)
        for row in _every_kind()
        for field in row._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is model
        and field.remote_field.on_delete is models.CASCADE
    ]
    return [
        (row, list(row.everyones.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)))
        for row, name in hanging
    ]


def _files(model: type[OfATenant], keys: list[str]) -> list[str]:
    """The files that these rows hold."""
    held = model.everyones.filter(pk__in=keys)
    return [name for field in model.file_fields for name in held.values_list(field, flat=True)]
