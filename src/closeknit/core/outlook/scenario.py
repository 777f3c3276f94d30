"""What is assumed of the years ahead: how ties end, and what people stop doing.

In the literature: hazards of tie dissolution. None of them is fitted to anybody's own network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum

from closeknit.core.network import RELATIONSHIPS, Person, TieClass


class Bond(StrEnum):
    """What joins somebody to the focus person, as far as it tells how long ties last."""

    CLOSE_KIN = "close_kin"
    PARTNER = "partner"
    OTHER_KIN = "other_kin"
    CLOSE_FRIEND = "close_friend"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    WORKER = "worker"


KIN = (TieClass.CLOSE_KIN, TieClass.PARTNER, TieClass.OTHER_KIN)


def bond(person: Person) -> Bond:
    """Which row of the table somebody belongs to.

    Formula: family, a partner and whoever is paid by their relationship; anybody else in circle 1
    or 2 is a close friend; a friend, somebody of whom nothing is said, and whoever was paid once
    count as friends, others by their relationship.
    When there is no answer: never; where nothing is said it is a friend.
    Source: our own reading of the classes of Mollenhorst 2014 and Fischer & Offer 2020.

    >>> bond(Person("r", "Rosa", relationship="parent")).value
    'close_kin'
    >>> bond(Person("k", "Kofi", relationship="neighbour", circle=2)).value
    'close_friend'
    """
    known = RELATIONSHIPS.get(person.relationship)
    tie = known.tie_class if known else TieClass.OTHER
    if tie in KIN:
        return Bond(tie.value)
    if works_here(person):
        return Bond.WORKER
    if person.circle in (1, 2):
        return Bond.CLOSE_FRIEND
    if tie in (TieClass.NEIGHBOUR, TieClass.COLLEAGUE):
        return Bond(tie.value)
    return Bond.FRIEND


def works_here(person: Person) -> bool:
    """Whether somebody is around because it is their job: paid, or of a paid trade and not said.

    >>> from closeknit.core.network import Pay
    >>> works_here(Person("t", "Tanya", relationship="support_worker"))
    True
    >>> works_here(Person("t", "Tanya", relationship="support_worker", paid=Pay.WAS_PAID))
    False
    """
    if person.paid is not None:
        return person.is_paid
    known = RELATIONSHIPS.get(person.relationship)
    return known is not None and known.tie_class is TieClass.WORKER


@dataclass(frozen=True, slots=True)
class Scenario:
    """Chances within one year, for whoever is there at its start. Change one with `replace`.

    The first eight are of a tie that ends (by Bond), beside dying. `stop` is of one support or role
    that ends while the tie stays. `together` is how much of the chance of leaving is shared by
    people of one household: 0 each alone, 1 always together; each one's own chance stays the same.
    `settled` tells how much less likely a longer tie ends: from so many years on, times so much;
    family is left out of it. `refill` is the chance that an empty paid post is filled within the
    year, `newcomers` how many new friends come in a year, `newcomer_gives` how likely one of them
    gives a certain support or comes close; all three are off to begin with.

    Raises: ValueError when a chance is not between 0 and 1.
    """

    name: str
    close_kin: float
    partner: float
    other_kin: float
    close_friend: float
    friend: float
    neighbour: float
    colleague: float
    worker: float
    stop: float
    together: float = 0.5
    settled: tuple[tuple[int, float], ...] = ((0, 1.5), (2, 1.0), (7, 0.75), (15, 0.5))
    refill: float = 0.0
    newcomers: float = 0.0
    newcomer_gives: float = 0.25

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == "newcomers":
                if not 0 <= value <= 100:
                    raise ValueError(f"newcomers is how many a year, 0 to 100, not {value!r}.")
            elif each.name == "settled":
                if any(years < 0 or factor < 0 for years, factor in value):
                    raise ValueError(f"settled has no year or factor below 0: {value!r}.")
            elif each.name != "name" and not 0 <= value <= 1:
                raise ValueError(f"{each.name} is a chance between 0 and 1, not {value!r}.")

    def ends(self, person: Person, known: int | None) -> float:
        """The chance that the tie with somebody, known for so many years, ends within the year.

        Formula: the chance of their bond, times the factor of `settled` for the years known (1 when
        not told, and for family), at most 1.
        When there is no answer: never.
        Source: Roy 2022; Mollenhorst 2014; Fischer & Offer 2020; LASA 1999; NCI-IDD. That it falls
        with time is Burt 2002; by how much is our own assumption.

        >>> rosa = Person("r", "Rosa", circle=2)
        >>> round(CENTRAL.ends(rosa, 20), 3), CENTRAL.ends(rosa, None)
        (0.035, 0.07)
        """
        of = bond(person)
        chance = float(getattr(self, of.value))
        if known is None or of in (Bond.CLOSE_KIN, Bond.OTHER_KIN):
            return chance
        factors = [factor for years, factor in sorted(self.settled) if known >= years]
        return min(1.0, chance * factors[-1]) if factors else chance


def years_known(person: Person, year: int) -> int | None:
    """How many years somebody has been known in this year; None while nobody has said.

    >>> years_known(Person("k", "Kofi", known_since="2019-06"), 2026)
    7
    """
    said = re.match(r"\d{4}", person.known_since)
    return max(0, year - int(said[0])) if said else None


LOW = Scenario("low", 0.005, 0.01, 0.03, 0.03, 0.08, 0.08, 0.15, 0.30, stop=0.03)
"""Few ties end: the lowest of the published figures."""

CENTRAL = Scenario("central", 0.01, 0.02, 0.06, 0.07, 0.12, 0.15, 0.20, 0.38, stop=0.065)
"""Between the two, and no more likely than they are."""

HIGH = Scenario("high", 0.03, 0.05, 0.12, 0.12, 0.20, 0.25, 0.40, 0.45, stop=0.12)
"""Many ties end: the highest of the published figures."""
