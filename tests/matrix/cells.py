"""The cells of the matrix: who, how they stand to a row, at which audience, in which channel.

What is expected stands in `expected.txt`, apart from the table it checks and reviewed by hand
against the permission model. A cell is expected when a line of the file allows it for the ties it
has, or for some of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from closeknit.policy import Actor, Channel, Facts, Level, Role, Verb
from closeknit.policy.clauses import Tie

HERE = "here"
LEVELS = tuple(Level)
OF_MEMBERS = {Tie.MEMBER}

# The actors by the names of the file. Each has an account and a place on the map of their own.
KINDS = {
    "person": {"role": Role.PERSON},
    "steward": {"role": Role.STEWARD},
    "paid-steward": {"role": Role.STEWARD, "paid": True},
    "facilitator": {"role": Role.FACILITATOR},
    "member": {"role": Role.MEMBER},
    "new-member": {"role": Role.MEMBER, "opened": False},
    "paid": {"role": Role.MEMBER, "paid": True},
    "guest": {"role": Role.GUEST},
    "lead": {"role": Role.LEAD},
    "seat": {"role": Role.SEAT},
    "operator": {"role": Role.OPERATOR},
}
ACTORS = {
    name: Actor(f"a-{name}", HERE, person="" if name == "person" else f"p-{name}", **more)  # type: ignore[arg-type]
    for name, more in KINDS.items()
}
OUTSIDE = {
    "somebody whose part ended": Actor("a-gone", "", Role.STRANGER, "p-gone"),
    "the person of another network": Actor("a-lena", "elsewhere", Role.PERSON),
    "a steward of another network": Actor("a-ada", "elsewhere", Role.STEWARD, "p-ada"),
    "nobody": Actor("", "", Role.STRANGER),
}
"""None of these may do anything to any row here."""

TIES = (
    frozenset[Tie](),
    frozenset({Tie.OWN}),
    frozenset({Tie.ABOUT}),
    frozenset({Tie.NAMED}),
    frozenset({Tie.MEMBER}),
    frozenset({Tie.OWN, Tie.ABOUT}),
    frozenset({Tie.OWN, Tie.MEMBER}),
    frozenset({Tie.NAMED, Tie.MEMBER}),
)

HOWS = ("", "p", "2")
"""At once; as a proposal that the person says yes to; when a second one agrees."""

WIDE = (Level.CHOSEN, Level.UNPAID, Level.NETWORK, Level.WORKSHOP)
"""What goes further than stewards, and waits until everybody in it agreed."""
MINE = frozenset({Tie.OWN, Tie.ABOUT, Tie.NAMED})
"""How one stands to a thing for chosen people that waits, and still finds it."""

Expected = Mapping[tuple[str, str, str], frozenset[tuple[frozenset[Tie], Level]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One question with one right answer."""

    resource: str
    actor: str
    verb: Verb
    level: Level
    ties: frozenset[Tie]
    channel: Channel = Channel.PAGE
    how: str = ""

    @property
    def asked(self) -> tuple[str, str, str]:
        """What a line of the file answers."""
        return self.resource, self.actor, self.verb.value + self.how


def facts(cell: Cell, **more: object) -> Facts:
    """A row that stands to the actor as the cell says."""
    who = ACTORS[cell.actor]
    said = {
        "resource": cell.resource,
        "network": HERE,
        "author": who.account if Tie.OWN in cell.ties else "a-somebody",
        "level": cell.level,
        "about": who.person if Tie.ABOUT in cell.ties else "p-somebody",
        "member": Tie.MEMBER in cell.ties,
        "row": "r",
        "let_in": who.names if Tie.NAMED in cell.ties else frozenset(),
    }
    return Facts(**(said | more))  # type: ignore[arg-type]


def cells(
    resource: str, actors: Iterator[str] | None = None, hows: tuple[str, ...] = ("",)
) -> Iterator[Cell]:
    """Every cell of one kind of row, on a page."""
    for actor in actors or ACTORS:
        for ties in TIES:
            if Tie.ABOUT in ties and actor == "person":
                continue  # the person in the middle has no place on the map
            for verb in Verb:
                for level, how in product(LEVELS, hows):
                    yield Cell(resource, actor, verb, level, ties, how=how)


def read_expected(text: str) -> Expected:
    """The file as sets: (resource, actor, verb) to the ties and levels at which it is a yes."""
    found: dict[tuple[str, str, str], set[tuple[frozenset[Tie], Level]]] = {}
    resource = ""
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if words and not line.startswith(" "):
            (resource,) = words
        elif words:
            actor, *parts = words
            for part in parts:
                ties, letters, digits = part.split(":")
                told = frozenset(Tie(tie) for tie in ties.split("+") if tie != "any")
                how = letters[-1] if letters[-1] in HOWS else ""
                for letter in letters.removesuffix(how):
                    levels = {(told, LEVELS[int(digit)]) for digit in digits}
                    found.setdefault((resource, actor, letter + how), set()).update(levels)
    return {key: frozenset(value) for key, value in found.items()}


EXPECTED = read_expected((Path(__file__).parent / "expected.txt").read_text(encoding="ascii"))


def is_expected(cell: Cell, expected: Expected = EXPECTED) -> bool:
    """What the file says about this cell."""
    allowed = expected.get(cell.asked, frozenset())
    return any(ties <= cell.ties and level is cell.level for ties, level in allowed)


def is_expected_in(cell: Cell) -> bool:
    """The same for reading in a channel: some hold less than a page, none holds more."""
    level = FIXED.get(cell.resource, cell.level)
    kept_back = level in (Level.ONLY_ME, Level.PERSON)
    if cell.channel is Channel.LINK:
        return False
    if cell.channel is Channel.MAIL:
        told = (Level.CHOSEN, Level.UNPAID, Level.NETWORK)
        return level in told and is_expected(cell)
    if cell.channel is not Channel.EXPORT or not is_expected(cell):
        return is_expected(cell)
    if cell.actor in ("person", "steward", "paid-steward"):
        return not kept_back or (Tie.OWN in cell.ties and cell.resource not in held_by(cell))
    own = Tie.OWN in cell.ties and cell.resource not in held_by(cell)
    return own or (Tie.ABOUT in cell.ties and not kept_back and not is_open_to_all(cell))


def held_by(cell: Cell) -> tuple[str, ...]:
    """Kinds that are the person's, though another may have written and may hold them."""
    return () if cell.actor == "person" else ("confidant",)


def is_open_to_all(cell: Cell) -> bool:
    """Whether it is read whoever it is about: then that is no reason to take it along."""
    allowed = EXPECTED.get(cell.asked, frozenset())
    return not any(Tie.ABOUT in ties for ties, _level in allowed)


FIXED = {
    "note": Level.ONLY_ME,
    "place": Level.ONLY_ME,
    "draft": Level.ONLY_ME,
    "notice": Level.ONLY_ME,
    "reach": Level.ONLY_ME,
    "consent": Level.PERSON,
    "confidant": Level.PERSON,
    "erasure": Level.PERSON,
}
"""Audiences that nobody can change, written down once more."""
