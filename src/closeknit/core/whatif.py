"""What would be left if somebody were away: one person, a household, everybody who is paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from closeknit.core.counts import Counts, count
from closeknit.core.gaps.matrix import Row, support_matrix
from closeknit.core.measures import isolates, meeting_groups
from closeknit.core.network import Network, Role


@dataclass(frozen=True, slots=True)
class Left:
    """One kind of support: how it is covered, how it would be, and who would still give it.

    `before` and `after` are states of the support matrix: `nobody`, `only_paid`, `only_one`, `thin`
    or `covered`.
    """

    support: str
    before: str
    after: str
    givers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes, and what stays, while these people are away.

    `supports` tell every kind of support before and after. `nobody`, `only_paid` and `only_one` are
    those that come to this because they are away; what was so before is not held against them.
    `stays` are the supports somebody unpaid still gives. `nobody_holds` are roles that would have
    neither a holder nor a stand-in, `steps_in` roles of which only the stand-ins would be left, and
    who they are. `left_alone` are people who would know nobody else any more; `fallen_apart` are
    the parts of each group that would no longer reach each other. `people_left` counts the living
    who stay; `before` and `after` count more than that.
    """

    away: tuple[str, ...]
    nobody: tuple[str, ...]
    only_paid: tuple[str, ...]
    only_one: tuple[str, ...]
    stays: tuple[str, ...]
    left_alone: tuple[str, ...]
    fallen_apart: tuple[tuple[tuple[str, ...], ...], ...]
    people_left: int
    supports: tuple[Left, ...]
    nobody_holds: tuple[str, ...]
    steps_in: tuple[tuple[str, tuple[str, ...]], ...]
    before: Counts
    after: Counts


def away(network: Network, keys: Iterable[str]) -> WhatIf:
    """What the network would be like without these people for a while.

    Any people, in any order, each named once or more often. Nobody away changes nothing, and more
    people away never leave more covered. When there is no answer: never.
    Raises: LookupError when nobody has one of these keys.
    In the literature: node removal; Borgatti 2006, key players, carried over to supports and roles.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", gives=frozenset({"talk", "money"})),
    ...           Person("k", "Kofi", gives=frozenset({"talk"})))
    >>> found = away(Network("Maya", people), ["r"])
    >>> found.nobody, found.only_one, found.stays
    (('money',), ('talk',), ('talk',))
    """
    gone = tuple(sorted({network.person(key).key for key in keys}))
    left = network.without(gone)
    supports = _supports(network, left)
    return WhatIf(
        away=gone,
        nobody=_became("nobody", supports),
        only_paid=_became("only_paid", supports),
        only_one=_became("only_one", supports),
        stays=tuple(one.support for one in supports if one.after not in ("nobody", "only_paid")),
        left_alone=tuple(sorted(set(isolates(left)) - set(isolates(network)))),
        fallen_apart=_fallen_apart(network, left),
        people_left=len(left.counted),
        supports=supports,
        nobody_holds=_unheld(network, left),
        steps_in=_stepping_in(network, left),
        before=count(network),
        after=count(left),
    )


def households(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Who lives together: the word for each household of two or more living people, and their keys.

    Formula: living people whose household reads the same, whatever its capitals and outer spaces;
    the word is the one written first in the alphabet.
    When there is no answer: never; no such household is an empty mapping.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", household="Elm Road"), Person("i", "Inés", household="Pier"),
    ...           Person("b", "Ben", household="elm road "))
    >>> dict(households(Network("Maya", people)))
    {'Elm Road': ('b', 'r')}
    """
    together: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for person in sorted(network.counted, key=lambda one: (one.household.strip(), one.key)):
        word = person.household.strip()
        if word:
            together.setdefault(word.casefold(), []).append(person.key)
            words.setdefault(word.casefold(), word)
    found = {words[key]: tuple(sorted(keys)) for key, keys in together.items() if len(keys) > 1}
    return MappingProxyType(dict(sorted(found.items())))


def paid_people(network: Network) -> tuple[str, ...]:
    """The keys of everybody who is paid to be here now. "Was paid" is not.

    When there is no answer: never; nobody is an empty tuple.

    >>> from closeknit.core.network import Pay, Person
    >>> paid_people(Network("Maya", (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa"))))
    ('t',)
    """
    return tuple(sorted(person.key for person in network.counted if person.is_paid))


def _supports(network: Network, left: Network) -> tuple[Left, ...]:
    after = {row.support: row for row in support_matrix(left).rows}

    def one(row: Row) -> Left:
        now = after.get(row.support)
        if now is None:  # whoever spoke of it is away as well
            return Left(row.support, row.state, "nobody", ())
        return Left(row.support, row.state, now.state, now.givers)

    return tuple(one(row) for row in support_matrix(network).rows)


def _became(state: str, supports: tuple[Left, ...]) -> tuple[str, ...]:
    return tuple(one.support for one in supports if one.after == state and one.before != state)


def _living(network: Network, keys: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(person.key for person in network.counted if person.key in keys))


def _unheld(network: Network, left: Network) -> tuple[str, ...]:
    """Roles that somebody held or stood in for, and that nobody would any more."""

    def anybody(role: Role, where: Network) -> bool:
        return bool(_living(where, role.held_by | role.stand_ins))

    lost = [r.key for r in network.roles if anybody(r, network) and not anybody(r, left)]
    return tuple(sorted(lost))


def _stepping_in(network: Network, left: Network) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Roles whose holders would all be away, with the stand-ins who are there."""
    found = [
        (role.key, _living(left, role.stand_ins - role.held_by))
        for role in network.roles
        if _living(network, role.held_by) and not _living(left, role.held_by)
    ]
    return tuple(sorted((key, stand_ins) for key, stand_ins in found if stand_ins))


def _fallen_apart(network: Network, left: Network) -> tuple[tuple[tuple[str, ...], ...], ...]:
    parts = meeting_groups(left)
    of_each = (
        tuple(part for part in parts if part[0] in group) for group in meeting_groups(network)
    )
    return tuple(found for found in of_each if len(found) > 1)
