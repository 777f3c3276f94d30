"""The three-file form of egor and other research tools: egos, alters, and alter-alter ties.

The focus person of each network is an ego, people are alters, links are aaties. Files come with
commas, semicolons or tabs, and with a decimal comma.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from closeknit.core.formats.table import Row, read_table
from closeknit.core.network import RELATIONSHIPS, STRONGEST, Link, Network, Pay, Person, link
from closeknit.core.study import Study

EGO = ("egoID", ".egoID", "ego_id", "ego")
ALTER = ("alterID", ".altID", "alter_id", "alter.id", "alter.number")
SOURCE = ("Source", ".srcID", "from", "alter.1.number")
TARGET = ("Target", ".tgtID", "to", "alter.2.number")
WEIGHT = ("weight", "strength")
NAME = ("name", "alter_name", "alter.name", "label")
CIRCLE = ("circle", "closeness_circle")
RELATIONSHIP = ("relationship", "relation")
PAID = ("paid",)
GIVES = "gives."

_PAID_WORDS: Mapping[str, Pay] = MappingProxyType(
    dict.fromkeys(("1", "yes", "true", "paid"), Pay.PAID)
    | dict.fromkeys(("0", "no", "false", "unpaid"), Pay.UNPAID)
    | dict.fromkeys(("was_paid", "was paid"), Pay.WAS_PAID)
)
_YES = frozenset({"1", "yes", "true", "x"})


@dataclass(slots=True)
class _Gathered:
    """One network while its rows come in."""

    name: str
    people: dict[str, Person] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    strengths: dict[tuple[str, str], float] = field(default_factory=dict)

    def network(self) -> Network:
        """What came in. A strength told from one side alone is that of the whole tie."""
        both = {(b, a): strength for (a, b), strength in self.strengths.items()} | self.strengths
        told = {pair: strength for pair, strength in both.items() if link(*pair) in self.links}
        people = tuple(self.people.values())
        return Network(self.name, people, frozenset(self.links), strengths=told)


def read_egor(egos: str, alters: str, aaties: str) -> Study:
    """Every network of a study from the texts of its three files.

    Columns are found whatever their case: egoID; egoID, alterID; egoID, Source, Target and, if
    there, weight (how strong the tie is; 0 is no tie). Of the alters also name, circle (1 to 4),
    relationship (one of our keys), paid (yes, no, was_paid) and gives.SUPPORT (yes, no) are read.
    Other columns are passed over. A tie said twice, once from each side, is one link; each side
    keeps its strength.

    Raises: NotUnderstood naming the file and the row: a column is missing, an id is missing, twice
    there or unknown, a weight is no number.

    >>> study = read_egor("egoID\\n1\\n", "egoID;alterID\\n1;a\\n1;b\\n",
    ...                   "egoID;Source;Target;weight\\n1;a;b;0,5\\n")
    >>> study.networks["1"].links
    frozenset({('a', 'b')})
    """
    notes: list[str] = []
    found = _egos(egos)
    _add_people(found, alters, notes)
    _add_links(found, aaties, notes)
    networks = {key: each.network() for key, each in found.items()}
    return Study(MappingProxyType(networks), tuple(notes))


def _egos(text: str) -> dict[str, _Gathered]:
    table = read_table(text, "egos")
    column, name = table.column(EGO), table.find(NAME)
    found: dict[str, _Gathered] = {}
    for row in table.rows:
        key = row.said(column)
        if key in found:
            raise row.problem(f"The ego {key!r} is there twice.")
        found[key] = _Gathered((row.get(name) if name else "") or f"Ego {key}")
    return found


def _add_people(found: dict[str, _Gathered], text: str, notes: list[str]) -> None:
    table = read_table(text, "alters")
    ego, alter = table.column(EGO), table.column(ALTER)
    read = _Columns(
        name=table.find(NAME),
        circle=table.find(CIRCLE),
        relationship=table.find(RELATIONSHIP),
        paid=table.find(PAID),
        gives={name: name[len(GIVES) :] for name in table.names if name.startswith(GIVES)},
    )
    for row in table.rows:
        people = _known(found, row, ego).people
        key = row.said(alter)
        if key in people:
            raise row.problem(f"The alter {key!r} of ego {row.said(ego)!r} is there twice.")
        people[key] = read.person(row, key, notes)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of the alters say something we know."""

    name: str | None
    circle: str | None
    relationship: str | None
    paid: str | None
    gives: Mapping[str, str]

    def person(self, row: Row, key: str, notes: list[str]) -> Person:
        relationship = row.get(self.relationship).lower()
        if relationship and relationship not in RELATIONSHIPS:
            notes.append(row.note(f"{relationship!r} is not a relationship we know; left out."))
            relationship = ""
        paid = row.get(self.paid).lower()
        if paid and paid not in _PAID_WORDS:
            notes.append(row.note(f"{paid!r} does not say whether somebody is paid; left out."))
        return Person(
            key=key,
            name=row.get(self.name) or key,
            circle=_circle(row, self.circle, notes),
            relationship=relationship,
            paid=_PAID_WORDS.get(paid),
            gives=frozenset(
                support for name, support in self.gives.items() if row.get(name).lower() in _YES
            ),
        )


def _circle(row: Row, column: str | None, notes: list[str]) -> int | None:
    said = row.get(column)
    if said in ("1", "2", "3", "4"):
        return int(said)
    if said:
        notes.append(row.note(f"{said!r} is not a circle from 1 to 4; left out."))
    return None


def _add_links(found: dict[str, _Gathered], text: str, notes: list[str]) -> None:
    table = read_table(text, "aaties")
    ego, weight = table.column(EGO), table.find(WEIGHT)
    source, target = table.column(SOURCE), table.column(TARGET)
    for row in table.rows:
        each = _known(found, row, ego)
        a, b = row.said(source), row.said(target)
        for key in (a, b):
            if key not in each.people:
                raise row.problem(f"The alter {key!r} is not among the alters of this ego.")
        if a == b:
            notes.append(row.note(f"A tie of {a!r} with themselves; left out."))
        elif weight is None or not row.get(weight):
            each.links.add(link(a, b))
        elif 0 <= (strength := row.number_in(weight)) <= STRONGEST:
            each.strengths[a, b] = strength
            each.links |= {link(a, b)} if strength else set()
        else:
            each.links.add(link(a, b))
            notes.append(row.note(f"{row.get(weight)!r} is no strength; the tie is kept."))


def _known(found: dict[str, _Gathered], row: Row, column: str) -> _Gathered:
    key = row.said(column)
    if key not in found:
        raise row.problem(f"The ego {key!r} is in no row of egos.")
    return found[key]
