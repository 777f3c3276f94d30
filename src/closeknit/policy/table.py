"""The table: for each kind of row, who may do what, and who sees it unless told otherwise.

A cell is a few letters: C create, R read, U change, D delete, X share. A small letter after
them narrows all of them: `o` only one's own, `a` only what is about oneself, `s` only the
summary (names of those who take part). Several parts are separated by a space. No letter: no.
The level of a row must admit the reader as well; see `decide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .words import Level, Role


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of row: its usual audience, and a cell for each role."""

    level: Level
    person: str
    steward: str
    member: str

    def cell(self, role: Role) -> str:
        return "" if role is Role.STRANGER else str(getattr(self, role.value))


# fmt: off
TABLE: Mapping[str, Row] = MappingProxyType({
    #                      usual audience    person    steward   member
    "network":         Row(Level.NETWORK,    "RUX",    "RU",     "R"),
    "membership":      Row(Level.NETWORK,    "CRUDX",  "R",      "R"),
    "person":          Row(Level.UNPAID,     "CRUDX",  "CRUD",   "Rs RUa"),
    "contact":         Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "portrait":        Row(Level.UNPAID,     "CRUDX",  "CRUD",   "Rs CRUDa"),
    "tie":             Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "link":            Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "support":         Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "wish":            Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "finding":         Row(Level.STEWARDS,   "CRUDX",  "CRUD",   ""),
    "note":            Row(Level.ONLY_ME,    "CRUDo",  "CRUDo",  "CRUDo"),
    "place":           Row(Level.ONLY_ME,    "CRUDo",  "CRUDo",  ""),
    "step":            Row(Level.STEWARDS,   "CRUD",   "CRUD",   ""),
    "moment":          Row(Level.STEWARDS,   "CRUDX",  "CR UDo", ""),
    "intention":       Row(Level.ONLY_ME,    "CRUDo",  "CRUDo",  "CRUDo"),
    "draft":           Row(Level.ONLY_ME,    "CRUDo",  "CRUDo",  ""),
    "arrival":         Row(Level.STEWARDS,   "CRUD",   "CRUD",   ""),
})
# fmt: on

ADMITTED: Mapping[Role, frozenset[Level]] = MappingProxyType(
    {
        Role.PERSON: frozenset(set(Level) - {Level.ONLY_ME, Level.WORKSHOP}),
        Role.STEWARD: frozenset({Level.STEWARDS, Level.UNPAID, Level.NETWORK}),
        Role.MEMBER: frozenset({Level.UNPAID, Level.NETWORK}),
        Role.STRANGER: frozenset(),
    }
)
"""Levels that admit a role when the row is somebody else's. A paid member loses UNPAID."""

KEPT_BACK: frozenset[Level] = frozenset({Level.ONLY_ME, Level.PERSON})
"""Levels that do not admit whoever a row is about, unless they wrote it or are the person."""
