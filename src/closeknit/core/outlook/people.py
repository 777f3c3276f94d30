"""Who is asked about, for what, and how each one's tie is likely to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from closeknit.core.network import Network, Person
from closeknit.core.outlook.lifetable import LifeTable
from closeknit.core.outlook.scenario import Scenario, works_here, years_known

CLOSE = (1, 2)


@dataclass(frozen=True)
class Need:
    """Something that at least `k` of `givers` should still do. Company cannot stop by itself."""

    kind: str
    about: str
    k: int
    givers: tuple[str, ...]

    @property
    def name(self) -> str:
        """A word for this need that no other has."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True)
class Ahead:
    """The people of one network, by key in order, and what is asked about them."""

    people: tuple[Person, ...]
    table: LifeTable
    year: int | None
    years: int

    @cached_property
    def by_key(self) -> Mapping[str, Person]:
        """Each one by their key."""
        return {person.key: person for person in self.people}

    def living(self, person: Person) -> list[float]:
        """The chance to be alive in the years 0, 1, …; always 1 when no age is told."""
        alive, found = 1.0, [1.0]
        for later in range(self.years):
            if person.age is not None:
                year = (self.year or self.table.first_year) + later
                alive *= 1 - self.table.dies(person.sex, year, person.age + later)
            found.append(alive)
        return found

    def leaving(self, person: Person, scenario: Scenario) -> list[float]:
        """The chance that the tie ends within the first, second, … year."""
        known = None if self.year is None else years_known(person, self.year)
        return [
            scenario.ends(person, None if known is None else known + later)
            for later in range(self.years)
        ]

    def staying(self, person: Person, scenario: Scenario) -> list[float]:
        """The chance to be alive and still named in the years 0, 1, …."""
        stays, found = 1.0, [1.0]
        for alive, leaves in zip(
            self.living(person)[1:], self.leaving(person, scenario), strict=True
        ):
            stays *= 1 - leaves
            found.append(alive * stays)
        return found


def ahead(network: Network, table: LifeTable, year: int | None, years: int) -> Ahead:
    """The living people of a network in the order of their keys, so that theirs never matters."""
    people = tuple(sorted(network.counted, key=lambda person: person.key))
    return Ahead(people, table, year, years)


def needs(network: Network, k: int, *, unpaid_only: bool) -> tuple[list[Need], list[Need]]:
    """What is asked about: supports wanted or given, and roles. Company is asked apart."""
    here = {p.key for p in network.counted if not (unpaid_only and works_here(p))}
    supports = [
        Need("support", about, k, _sorted(here, {p.key for p in network.givers(about)}))
        for about in network.wanted_supports()
    ]
    roles = [
        Need("role", role.key, k, _sorted(here, role.held_by | role.stand_ins))
        for role in network.roles
    ]
    return supports, roles


def company(network: Network, k: int) -> Need:
    """Unpaid people in circles 1 and 2."""
    close = {p.key for p in network.counted if p.circle in CLOSE and not works_here(p)}
    return Need("company", "", k, tuple(sorted(close)))


def _sorted(here: set[str], keys: frozenset[str] | set[str]) -> tuple[str, ...]:
    return tuple(sorted(here & keys))


def candidates(people: Ahead, need: Need) -> tuple[str, ...]:
    """Unpaid people in circles 1 to 3 who do not do it yet. Those with an age told, if there are.

    Somebody without an age would look as if they never died, and so always look best.
    """
    fitting = [
        person
        for person in people.people
        if person.circle in (1, 2, 3) and not works_here(person) and person.key not in need.givers
    ]
    told = [person for person in fitting if person.age is not None]
    return tuple(person.key for person in told or fitting)


def keeps(need: Need, scenario: Scenario) -> float:
    """The chance that somebody who stays goes on doing it for another year."""
    return 1.0 if need.kind == "company" else 1 - scenario.stop


def posts(people: Ahead, need: Need, scenario: Scenario) -> dict[str, list[float]]:
    """Paid posts that are filled again, by who holds them now: the chance that it is done by year.

    A post, not a person: it is there and gives the support, there without, or empty; whoever comes
    new gives it. Only supports are refilled: a role needs a yes, company is not paid.
    """
    if not scenario.refill or need.kind != "support":
        return {}
    found = {}
    for person in (people.by_key[key] for key in need.givers):
        if works_here(person):
            found[person.key] = _post(people.leaving(person, scenario), scenario)
    return found


def _post(leaving: list[float], scenario: Scenario) -> list[float]:
    gives, only_there, empty = 1.0, 0.0, 0.0
    found = [gives]
    for leaves in leaving:
        gives, only_there, empty = (
            gives * (1 - leaves) * (1 - scenario.stop) + empty * scenario.refill,
            (gives * scenario.stop + only_there) * (1 - leaves),
            (gives + only_there) * leaves + empty * (1 - scenario.refill),
        )
        found.append(gives)
    return found


def coming(need: Need, scenario: Scenario, year: int) -> float:
    """How many newcomers on average are there and do it after so many years (a Poisson mean)."""
    if need.kind == "role":
        return 0.0
    stays = (1 - scenario.friend) * keeps(need, scenario)
    return scenario.newcomers * scenario.newcomer_gives * sum(stays**each for each in range(year))


@dataclass(frozen=True, slots=True)
class Look:
    """What one scenario says of one need: the chance year by year, and at one year what hangs on
    whom, what each one who could begin would add, and the chance that exactly one is missing."""

    by_year: tuple[float, ...]
    leans: Mapping[str, float]
    helps: Mapping[str, float]
    short_of_one: float


NEW = Person("new", "", circle=2)


def new_friend(people: Ahead, need: Need, scenario: Scenario, at: int) -> float:
    """The chance that a friend who comes close today is there and does it at a year.

    Of no age, and not known long: the first years are the likeliest to end.
    """
    stays = 1.0
    for later in range(at):
        stays *= (1 - scenario.ends(NEW, later)) * keeps(need, scenario)
    return stays
