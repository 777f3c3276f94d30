"""The years ahead: what is likely to hold, what it hangs on, and what one change would do.

Nothing here foretells. It asks of many made-up futures in how many of them somebody is still named
for a support, under three sets of assumptions; `docs/years-ahead.md` tells them in plain words.
The focus person is never run through the life table: only the people around them are asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from closeknit.core.network import Network
from closeknit.core.outlook.answer import Asked, Change, Lean, Outlook, Strand, Thin, Three
from closeknit.core.outlook.exact import Exact
from closeknit.core.outlook.futures import draw
from closeknit.core.outlook.lifetable import LifeTable, load_table, ssa
from closeknit.core.outlook.people import Ahead, Look, Need, ahead, company, needs, new_friend
from closeknit.core.outlook.scenario import CENTRAL, HIGH, LOW, Bond, Scenario, bond

SCENARIOS = (LOW, CENTRAL, HIGH)
MOST_YEARS, MOST_FUTURES = 100, 100_000


class Engine(Protocol):
    """What answers under one scenario: many futures, or the closed form."""

    @property
    def scenario(self) -> Scenario: ...

    def look(self, need: Need, at: int) -> Look: ...


def outlook(
    network: Network,
    years: int = 20,
    futures: int = 10_000,
    seed: int = 1,
    scenarios: tuple[Scenario, Scenario, Scenario] = SCENARIOS,
    table: LifeTable | None = None,
    k: int = 1,
    *,
    year: int | None = None,
    at: int | None = None,
    thin_below: float = 0.5,
    unpaid_only: bool = False,
    exact: bool = False,
) -> Outlook:
    """In how many of 100 futures somebody still gives each support and holds each role.

    Formula: the share of `futures` in which at least `k` of today's givers are alive, still named
    and have not stopped, for each year. In a year somebody dies with q(sex, age, year) of the life
    table, leaves with the chance of their bond, and stops one support with `stop`; people of one
    household share part of their chance to leave. Company is `k` unpaid people in circles 1 and 2.
    With `exact` it is the closed form (Poisson-binomial), as if all left one by one.
    When there is no answer: a support or role that nobody gives is None.
    Raises: ValueError when years, futures, k, at or thin_below are out of range.
    Source: Mollenhorst 2014; Fischer & Offer 2020; Roy 2022; Ikkink & van Tilburg 1999; NCI-IDD;
    SSA 2020. In the literature: microsimulation of ego networks.

    `year` is the first year, by default that of `network.on`; without either, nothing is known of
    how long ties last already and the table is read from its first year. `at` (by default year 10)
    is the year that `hangs_on` and `changes` speak of; a chance below `thin_below` is thin.
    `unpaid_only` asks about unpaid givers alone.

    >>> from closeknit.core.network import Person
    >>> rosa = Person("r", "Rosa", circle=1, relationship="parent", age=75, sex="female",
    ...               gives=frozenset({"talk"}))
    >>> found = outlook(Network("Maya", (rosa,)), year=2026, exact=True)
    >>> [round(chance, 2) for chance in found.supports["talk"].by_year[10]]
    [0.48, 0.31, 0.14]
    """
    at = min(10, years) if at is None else at
    _check(years, futures, k, at, thin_below)
    first = year if year is not None else (network.on.year if network.on else None)
    table = table or ssa()
    people = ahead(network, table, first, years)
    supports, roles = needs(network, k, unpaid_only=unpaid_only)
    close = company(network, k)
    all_ = [*supports, *roles, close]
    engines: Sequence[Engine] = (
        [Exact.of(people, scenario) for scenario in scenarios]
        if exact
        else draw(people, all_, scenarios, futures, seed)
    )
    found = {need.name: _strand(need, people, engines, at, thin_below) for need in all_}
    return Outlook(
        asked=Asked(first, years, at, k, thin_below, 0 if exact else futures, seed, table.source),
        people=len(people.people),
        unknown_ages=sum(person.age is None for person in people.people),
        unknown_sexes=sum(p.age is not None and not p.sex for p in people.people),
        supports=MappingProxyType({need.about: found[need.name] for need in supports}),
        roles=MappingProxyType({need.about: found[need.name] for need in roles}),
        company=found[close.name],
    )


def _check(years: int, futures: int, k: int, at: int, thin_below: float) -> None:
    for name, value, least, most in (
        ("years", years, 1, MOST_YEARS),
        ("futures", futures, 1, MOST_FUTURES),
        ("k", k, 1, 1000),
        ("at", at, 0, years),
        ("thin_below", thin_below, 0, 1),
    ):
        if not least <= value <= most:
            raise ValueError(f"{name} is between {least} and {most:,}, not {value!r}.")


def _strand(
    need: Need, people: Ahead, engines: Sequence[Engine], at: int, thin_below: float
) -> Strand | None:
    if not need.givers:
        return None
    looks = [engine.look(need, at) for engine in engines]
    by_year = zip(*(look.by_year for look in looks), strict=True)
    fresh = (
        look.short_of_one * new_friend(people, need, engine.scenario, at)
        for look, engine in zip(looks, engines, strict=True)
    )
    return Strand(
        kind=need.kind,
        about=need.about,
        k=need.k,
        givers=need.givers,
        unknown_ages=sum(people.by_key[key].age is None for key in need.givers),
        by_year=tuple(Three(*chances) for chances in by_year),
        thin=Thin(*(_thin(look.by_year, thin_below) for look in looks)),
        hangs_on=tuple(Lean(*each) for each in _ordered([look.leans for look in looks])),
        changes=_changes(need, looks, Three(*fresh)),
    )


def _thin(chances: Sequence[float], below: float) -> int | None:
    return next((year for year, chance in enumerate(chances) if chance < below), None)


def _ordered(found: Sequence[Mapping[str, float]]) -> list[tuple[str, Three]]:
    """Keys with their three differences, the largest in the middle scenario first."""
    low, central, high = found
    keys = sorted(central, key=lambda key: (-central[key], key))
    return [(key, Three(low[key], central[key], high[key])) for key in keys]


BEGINS = MappingProxyType({"support": "one_more", "role": "stand_in", "company": "closer"})


def _changes(need: Need, looks: Sequence[Look], fresh: Three) -> tuple[Change, ...]:
    found = [Change("new_friend", "", fresh)]
    for key, more in _ordered([look.helps for look in looks])[:1]:
        found.append(Change(BEGINS[need.kind], key, more))
    return tuple(sorted(found, key=lambda change: (-change.more.central, change.kind)))


__all__ = [
    "CENTRAL",
    "HIGH",
    "LOW",
    "SCENARIOS",
    "Asked",
    "Bond",
    "Change",
    "Lean",
    "LifeTable",
    "Outlook",
    "Scenario",
    "Strand",
    "Thin",
    "Three",
    "bond",
    "load_table",
    "outlook",
    "ssa",
]
