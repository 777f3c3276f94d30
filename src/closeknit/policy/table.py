"""The table: for each kind of row, who may do what, and who sees it unless told otherwise.

It stands in `permissions.txt` and `links.txt`, in letters that need no programmer to read; here it
becomes data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from .words import Level, Role, Verb

PART = re.compile("[CRUDX]+[oahsnwp2]?")
PAID = "paid"
"""The column of whoever is paid to be here."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of row: its usual audience, and a cell for each column.

    A `fixed` audience counts whatever the row says; `told` rows the person always reads.
    """

    level: Level
    fixed: bool
    told: bool
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def shared(self) -> bool:
        """Whether anybody at all may give such a row another audience by themselves."""
        return any(Verb.SHARE.value in cell for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Lead:
    """What a link of one purpose lets its holder do, and to which rows."""

    cell: str
    which: str


def lines(name: str) -> Iterator[list[str]]:
    """The lines of a table without its comments, word by word."""
    text = files(__package__).joinpath(name).read_text(encoding="ascii")
    for line in text.splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            yield words


def read_table() -> dict[str, Row]:
    (_resource, _audience, *columns), *rows = lines("permissions.txt")
    found = {}
    for resource, audience, *cells in rows:
        said = ["" if cell == "-" else cell.replace(",", " ") for cell in cells]
        level, mark = Level(audience.rstrip("!+")), audience[-1]
        by_column = MappingProxyType(dict(zip(columns, map(checked, said), strict=True)))
        found[resource] = Row(level, mark == "!", mark == "+", by_column)
    return found


def checked(cell: str) -> str:
    """The cell, once every part of it is a word of this language: a slip must not open a door.

    >>> checked("CR UDo")
    'CR UDo'
    """
    for part in cell.split():
        if not PART.fullmatch(part):
            raise ValueError(f"{part!r} says nothing in the table of permissions.")
    return cell


def read_links() -> dict[str, dict[str, Lead]]:
    _heading, *rows = lines("links.txt")
    found: dict[str, dict[str, Lead]] = {}
    for purpose, resource, cell, which in rows:
        found.setdefault(purpose, {})[resource] = Lead(checked(cell), which)
    return found


TABLE: Mapping[str, Row] = MappingProxyType(read_table())
LINKS: Mapping[str, Mapping[str, Lead]] = MappingProxyType(read_links())

ADMITTED: Mapping[Role, frozenset[Level]] = MappingProxyType(
    {
        Role.PERSON: frozenset(set(Level) - {Level.ONLY_ME, Level.WORKSHOP}),
        Role.STEWARD: frozenset({Level.STEWARDS, Level.UNPAID, Level.NETWORK}),
        Role.FACILITATOR: frozenset({Level.UNPAID, Level.NETWORK}),
        Role.MEMBER: frozenset({Level.UNPAID, Level.NETWORK}),
        Role.LEAD: frozenset({Level.WORKSHOP}),
        Role.SEAT: frozenset({Level.WORKSHOP}),
    }
)
"""Levels that admit a role when the row is somebody else's. Whoever is paid loses UNPAID; guests,
operators and strangers are let in nowhere."""

KEPT_BACK: frozenset[Level] = frozenset({Level.ONLY_ME, Level.PERSON})
"""Levels that do not admit whoever a row is about, unless they wrote it or hold it."""

TOLD_IN_MAIL: frozenset[Level] = frozenset({Level.CHOSEN, Level.UNPAID, Level.NETWORK})
"""Levels whose content a letter may hold, for whoever asked for more than a bare notice."""

WIDE: frozenset[Level] = TOLD_IN_MAIL | {Level.WORKSHOP}
"""Levels that fall back to STEWARDS while somebody in the row has not agreed."""
