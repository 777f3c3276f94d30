"""Made-up networks of any size, always the same ones."""

from __future__ import annotations

import random

from closeknit.core.network import RELATIONSHIPS, ROLES, SUPPORTS, Network, Person, Role


def some_network(count: int, *, seed: int = 5, homes: int = 0, ages: bool = True) -> Network:
    """So many people who give three supports each, and ten roles with a stand-in each."""
    chance = random.Random(seed)
    people = tuple(
        Person(
            f"p{at:02}",
            f"P{at}",
            circle=chance.choice((1, 2, 3, 4)),
            relationship=chance.choice(list(RELATIONSHIPS)),
            household=f"home{chance.randrange(homes)}" if homes else "",
            gives=frozenset(chance.sample(SUPPORTS, 3)),
            age=chance.randint(15, 90) if ages else None,
            sex=chance.choice(("", "female", "male")),
            known_since=chance.choice(("", "2001", "2018-03", "2025")),
        )
        for at in range(count)
    )
    roles = tuple(
        Role(about, about, held_by=_one(chance, count), stand_ins=_one(chance, count))
        for about in ROLES
    )
    return Network("Maya", people, roles=roles)


def _one(chance: random.Random, count: int) -> frozenset[str]:
    return frozenset({f"p{chance.randrange(count):02}"})
