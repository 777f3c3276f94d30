"""The support matrix: what the person wants, and who gives it."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.gaps.asking import FAR
from closeknit.core.network import Network, Person


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of support.

    `state` is `nobody`, `only_paid` (one or more, all of them paid), `only_one`, `thin` (two) or
    `covered` (three or more). `cells` stand in the order of the matrix's `people`, each `unpaid`,
    `paid` or empty. `givers` are the keys of those who give it, `wished` whether anyone wishes it.
    """

    support: str
    state: str
    wished: bool
    givers: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are supports somebody wishes for or gives; columns the people who give at least one."""

    people: tuple[str, ...]
    rows: tuple[Row, ...]


def state_of(givers: tuple[Person, ...]) -> str:
    """How well a support is covered by these people.

    >>> state_of((Person("r", "Rosa"),))
    'only_one'
    """
    if not givers:
        return "nobody"
    if all(giver.is_paid for giver in givers):
        return "only_paid"
    return {1: "only_one", 2: "thin"}.get(len(givers), "covered")


def support_matrix(network: Network) -> Matrix:
    """Who does what. Unpaid people come before paid ones, then the closest, then who gives most.

    >>> rosa = Person("r", "Rosa", circle=1, gives=frozenset({"talk"}))
    >>> support_matrix(Network("Maya", (rosa,))).rows[0].cells
    ('unpaid',)
    """
    columns = sorted(
        (person for person in network.counted if person.gives),
        key=lambda one: (one.is_paid, one.circle or FAR, -len(one.gives), one.name, one.key),
    )
    wished = {wish.about for wish in network.wishes if wish.kind == "support"}
    rows = [_row(support, support in wished, columns) for support in network.wanted_supports()]
    return Matrix(tuple(person.key for person in columns), tuple(rows))


def _row(support: str, wished: bool, columns: list[Person]) -> Row:
    givers = tuple(person for person in columns if support in person.gives)
    cells = tuple(
        "" if support not in person.gives else "paid" if person.is_paid else "unpaid"
        for person in columns
    )
    return Row(support, state_of(givers), wished, tuple(one.key for one in givers), cells)
