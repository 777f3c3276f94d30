"""What goes into an archive: every row that whoever takes it out may take, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Entry
from closeknit.networks.models import Membership, Network, Row, Version
from closeknit.policy import TABLE, Actor, Channel, Verb, grants
from closeknit.policy.table import KEPT_BACK

from .fields import written
from .parcel import Piece, in_archive, network_piece, parts, travelling
from .writers import Writers

FORMAT, VERSION = "closeknit network", 1
TOLD_ANYWAY = ("export", "erasure", "record")
"""Deeds of others that the person always reads about, though the things are for one reader."""


@dataclass(frozen=True)
class Taken:
    """What one actor takes out at one moment: `data` is the whole of network.json.

    `rows` are the same rows by their part, `files` where each picture of the archive lives here.
    """

    network: Network
    actor: Actor
    whole: bool
    at: dt.datetime
    rows: Mapping[str, Sequence[Any]]
    files: Mapping[str, str]
    entries: Sequence[Entry]
    data: Mapping[str, Any]


def may_take(actor: Actor) -> bool:
    return bool(grants(actor, Verb.READ, "export"))


def may_take_everything(actor: Actor) -> bool:
    """The person alone, without asking anybody; everybody else takes what is their own."""
    return "" in grants(actor, Verb.READ, "export")


def take_out(network: Network, actor: Actor, at: dt.datetime) -> Taken:
    """The whole network less what others keep to themselves; or what is the actor's own."""
    whole = may_take_everything(actor)
    rows = {piece.part: _rows(piece, actor, whole) for piece in travelling()}
    if whole:
        _let_go_of_what_points_nowhere(rows)
    files = _files(rows)
    writing = _Writing(network, actor, rows, files)
    entries = _entries(actor, whole)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "whole": whole,
        "taken_out": at.isoformat(),
        "taken_out_by": writing.writers.word(actor.account),
        "network": writing.row(network_piece(), network),
        "parts": writing.parts(rows),
        "taking_part": writing.taking_part(actor, whole),
        "record": writing.record(entries),
    }
    data["writers"] = writing.writers.names()
    return Taken(network, actor, whole, at, rows, files, entries, data)


def _rows(piece: Piece, actor: Actor, whole: bool) -> list[Any]:
    found = piece.of.visible_to(actor, Channel.EXPORT)
    if not whole:
        found = found.filter(Q(author=actor.account) | piece.of.about_them(actor))
    rows = list(found.order_by("made_at", "key"))
    stored = list(piece.needed_files)
    return [row for row in rows if all(default_storage.exists(getattr(row, f)) for f in stored)]


def _let_go_of_what_points_nowhere(rows: dict[str, list[Any]]) -> None:
    """A row about somebody who is in the bin, or whom the actor may not see, stays here too."""
    places = parts()
    for piece in travelling():
        for field in piece.fields():
            place = places.get(field.related_model) if field.related_model else None
            if place is None or field.null:
                continue
            there = {row.pk for row in rows[place]}
            kept = [row for row in rows[piece.part] if getattr(row, field.attname) in there]
            rows[piece.part] = kept
        if piece.hangs_on:
            rows[piece.part] = [row for row in rows[piece.part] if _hangs(piece, row, rows)]


def _hangs(piece: Piece, row: Any, rows: Mapping[str, Sequence[Any]]) -> bool:
    """Whether anything that this row hangs on is taken along."""
    places = parts()
    held = [(name, piece.of._meta.get_field(name).related_model) for name in piece.hangs_on]
    return any(
        getattr(row, f"{name}_id") in {one.pk for one in rows[places[model]]}
        for name, model in held
    )


def _files(rows: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Every picture and every sound: its name in the archive, and where it lives here."""
    return {
        in_archive(name, row.pk): stored
        for piece in travelling()
        for name in piece.files
        for row in rows[piece.part]
        if (stored := getattr(row, name)) and default_storage.exists(stored)
    }


def _entries(actor: Actor, whole: bool) -> list[Entry]:
    """The record less what others did with things they keep to themselves."""
    found = Entry.objects.filter(network=actor.network)
    if not whole:
        return list(found.filter(account=actor.account))
    private = [name for name, row in TABLE.items() if row.level in KEPT_BACK]
    private = [name for name in private if name not in TOLD_ANYWAY]
    return list(found.exclude(~Q(account=actor.account), resource__in=private))


class _Writing:
    """Rows as plain values, with short words for people and names for pictures."""

    def __init__(
        self,
        network: Network,
        actor: Actor,
        rows: Mapping[str, Sequence[Any]],
        files: Mapping[str, str],
    ) -> None:
        self.network, self.actor = network, actor
        self.writers = Writers(network)
        self.writers.word(actor.account)
        self.there = {row.pk for some in rows.values() for row in some}
        self.named = {stored: name for name, stored in files.items()}
        self.earlier = self._earlier()

    def _earlier(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = {}
        rows = Version.everyones.filter(network=self.network).order_by("row", "version")
        for version in rows:
            own = version.author_id == self.actor.account
            if own or version.audience not in KEPT_BACK:
                found.setdefault(version.row, []).append(version)
        return found

    def parts(self, rows: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        pieces = {piece.part: piece for piece in travelling()}
        return {part: [self.row(pieces[part], row) for row in rows[part]] for part in rows}

    def row(self, piece: Piece, row: Row) -> dict[str, Any]:
        told: dict[str, Any] = {"key": row.pk, "by": self.writers.of(row)}
        for field in piece.fields():
            told[field.name] = self.value(piece, field, getattr(row, field.attname))
        earlier = [self.version(piece, one) for one in self.earlier.get(str(row.pk), ())]
        if earlier:
            told["earlier"] = earlier
        return told

    def value(self, piece: Piece, field: models.Field[Any, Any], value: Any) -> Any:
        if field.related_model is Account:
            return self.writers.word(value)
        if field.related_model is not None:
            return value if value in self.there else None
        if field.name in piece.files:
            return self.named.get(value, "")
        if field.name in piece.keyed:
            return [one for one in value if str(one).partition(".")[0] in self.there]
        if field.name in ("let_in", "kept_out"):
            return self.people(value)
        return written(value)

    def people(self, value: str) -> list[str]:
        """Those who were let in or left out by name: by their place on the map where they have one.

        A part in the network is not taken along, so an account alone would be nobody later.
        """
        named = [key for key in value.split("|") if key]
        places = {m.account_id: m.person_id for m in self.members if m.person_id}
        found = (places.get(key, key) for key in named)
        return [key if key in self.there else str(self.writers.word(key)) for key in found]

    @property
    def members(self) -> list[Membership]:
        if not hasattr(self, "_members"):
            rows = Membership.everyones.filter(network=self.network).order_by("made_at", "key")
            self._members = list(rows.select_related("person", "account"))
        return self._members

    def version(self, piece: Piece, version: Version) -> dict[str, Any]:
        by_name = {field.attname: field for field in piece.fields()}
        state = {
            name: self.value(piece, by_name[name], value)
            for name, value in version.state.items()
            if name in by_name
        }
        return {
            "version": version.version,
            "at": written(version.at),
            "by": self.writers.of_version(version),
            "audience": version.audience,
            "state": state,
        }

    def taking_part(self, actor: Actor, whole: bool) -> list[dict[str, Any]]:
        now = [m for m in self.members if m.ended_at is None and m.binned_at is None]
        shown = now if whole else [m for m in now if m.account_id == actor.account]
        return [
            {
                "by": self.writers.word(member.account_id),
                "role": member.role,
                "paid": member.paid,
                "person": member.person_id if member.person_id in self.there else None,
                "since": written(member.made_at),
            }
            for member in shown
        ]

    def record(self, entries: Sequence[Entry]) -> list[dict[str, Any]]:
        return self.writers.told_before() + [
            {
                "at": written(entry.at),
                "by": self.writers.word(entry.account_id),
                "deed": entry.deed,
                "resource": entry.resource,
                "row": entry.row,
                "detail": entry.detail,
            }
            for entry in entries
        ]
