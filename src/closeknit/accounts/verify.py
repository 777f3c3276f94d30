"""Whether the record still is what was written: every chain walked from first entry to head.

It finds what was altered, taken out, put in, moved or cut off by whoever can write to the database
but not into the heads that somebody kept elsewhere. Entries are read one by one, never all at once.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, TextField
from django.db.models.functions import Cast

from .chain import BEGINNING, link, seal
from .models import Entry, Head

FIELDS = (
    "network",
    "number",
    "key",
    "account_id",
    "on_behalf",
    "deed",
    "resource",
    "row",
    "level",
    "told",
    "when",
    "salt",
    "seal",
    "before",
    "hash",
)
Row = tuple[Any, ...]
Anchor = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it was written. `number` is the place in the chain."""

    network: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{chain_name(self.network)}: entry {self.number} {self.what}."


def chain_name(network: str) -> str:
    return f"network {network}" if network else "the house"


@dataclass
class Checked:
    """What the walk found: all troubles, the heads, and how many entries were read."""

    entries: int = 0
    heads: dict[str, Anchor] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def verify(anchors: Mapping[str, Anchor] | None = None) -> Checked:
    """Walk every chain. `anchors` are heads kept elsewhere: each must still be on its chain."""
    checked = Checked(heads={head.chain: (head.count, head.hash) for head in Head.objects.all()})
    anchors = anchors or {}
    for network, rows in groupby(_rows(), key=lambda row: str(row[0])):
        walk = Walk(network, anchors.get(network))
        for row in rows:
            walk.step(row)
        walk.end()
        checked.entries += walk.read
        checked.troubles += walk.troubles
        if walk.head:
            checked.heads[network] = walk.head
    checked.troubles += [Trouble(*gone) for gone in _chains_that_are_gone(anchors)]
    return checked


def _rows() -> Iterator[Row]:
    """All entries in the order of their chains, each with its head as it was at the same moment."""
    heads = Head.objects.filter(chain=OuterRef("network"))
    entries = Entry.objects.order_by("network", "number").annotate(
        # As text: SQLite takes anything into any column, and a walk must not stumble over it.
        told=Cast("detail", TextField()),
        when=Cast("at", TextField()) if connection.vendor == "sqlite" else F("at"),
        count=heads.values("count")[:1],
        end=heads.values("hash")[:1],
    )
    return entries.values_list(*FIELDS, "count", "end").iterator(chunk_size=2000)


def _chains_that_are_gone(anchors: Mapping[str, Anchor]) -> Iterator[tuple[str, int, str]]:
    """Heads, here or kept elsewhere, whose chain has no entry at all."""
    here = Entry.objects.filter(network=OuterRef("chain"))
    for head in Head.objects.exclude(count=0).filter(~Exists(here)):
        yield head.chain, 1, f"and all after it were removed, up to {head.count}"
    for network, (count, _hash) in anchors.items():
        if count and not Entry.objects.filter(network=network).exists():
            yield network, 1, f"and all after it were removed, up to {count} at least"


class Walk:
    """One chain, entry by entry."""

    def __init__(self, network: str, anchor: Anchor | None = None) -> None:
        self.network, self.anchor = network, anchor
        self.troubles: list[Trouble] = []
        self.read = 0
        self.last, self.expected = BEGINNING, 1
        self.head: Anchor | None = None
        self.blank: list[int] = []
        self.told: list[tuple[int, int]] = []

    def step(self, row: Row) -> None:
        number, before, kept, (count, end) = row[1], row[13], row[14], row[15:]
        self.read += 1
        self.head = None if count is None else (count, end)
        if not isinstance(number, int) or number < self.expected:
            self.trouble(self.expected, "has another beside it that was added")
            return
        holds = self.holds(row)
        self.check_place(number, before if holds else self.last)
        if not holds:
            self.trouble(number, "was altered")
        if self.anchor and number == self.anchor[0] and kept != self.anchor[1]:
            self.trouble(number, "is not the one that was kept elsewhere")
        self.last, self.expected = kept, number + 1

    def holds(self, row: Row) -> bool:
        """Whether both parts of an entry are what its hashes were made of."""
        _net, number, key, account, on_behalf, deed, resource, about, level, told, when = row[:11]
        salt, sealed, before, kept = row[11:15]
        try:
            detail = {} if told == "{}" else json.loads(told)
            at = dt.datetime.fromisoformat(when + "+00:00") if isinstance(when, str) else when
            own = (self.network, number, key, deed, resource, level, at, sealed, before)
            good = bool(kept == link(*own))
            if salt:
                good = good and sealed == seal(salt, account or "", on_behalf, about, detail)
            else:
                good = good and not (account or on_behalf or about or detail)
                self.blank.append(number)
        except (TypeError, ValueError, AttributeError):
            return False
        if good and salt and deed == "forgot":
            self.told += [(first, last) for first, last in detail["entries"]]
        return good

    def check_place(self, number: int, before: str) -> None:
        """Nothing is missing before this entry, and what stands there is what it was hung on."""
        if number > self.expected:
            gap = range(self.expected, number) if number - self.expected < 100 else ()
            for missing in gap or (self.expected,):
                self.trouble(missing, "was removed")
        elif before != self.last and not self.has_trouble_at(number - 1):
            self.trouble(max(number - 1, 1), "was altered, or the one after it")

    def end(self) -> None:
        """The chain must end where its head says, and nothing was blanked in silence."""
        last = self.expected - 1
        count, end = self.head or (0, BEGINNING)
        if self.anchor and self.anchor[0] > max(last, count):
            self.trouble(last + 1, f"and all after it were removed, up to {self.anchor[0]}")
        if self.head is None:
            self.trouble(last, "is the last, but the head of the chain was removed")
        elif count > last:
            self.trouble(last + 1, f"and all after it were removed, up to {count}")
        elif count < last:
            self.trouble(count + 1, f"and all after it were added, up to {last}")
        elif end != self.last and not self.has_trouble_at(last):
            self.trouble(last, "was altered, or the head of the chain")
        for number in self.blank:
            if not any(first <= number <= until for first, until in self.told):
                self.trouble(number, "was blanked, and no deed says so")

    def trouble(self, number: int, what: str) -> None:
        self.troubles.append(Trouble(self.network, number, what))

    def has_trouble_at(self, number: int) -> bool:
        return any(found.number == number for found in self.troubles[-3:])


def anchors_of(text: str) -> dict[str, Anchor]:
    """Heads that were kept elsewhere, as `closeknit verify --heads` printed them.

    Raises:
        ValueError: a line is not one of those.
    """
    found: dict[str, Anchor] = {}
    for line in text.splitlines():
        if line.startswith("{"):
            told = json.loads(line)
            found[str(told["chain"])] = int(told["count"]), str(told["hash"])
    return found
