"""How quickly 10,000 futures of 60 people over 20 years come, and how near the sums they are.

Sixty made-up people, always the same ones, who give three supports each and hold ten roles, looked
at under all three scenarios. Time is processor time of one run after the first, with people in
homes that leave together and without; the bar is half a second. The error is to the closed form,
where there is one: without homes, over every support and role, scenario and year, in standard
errors; of so many chances that share their luck, the farthest is expected about 3 away.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from statistics import mean, median

from closeknit.core.network import RELATIONSHIPS, ROLES, SUPPORTS, Network, Person, Role
from closeknit.core.outlook import Outlook, outlook

PEOPLE, YEARS, FUTURES, BAR = 60, 20, 10_000, 0.5


def made_up(homes: int, seed: int = 20261128) -> Network:
    """Sixty people of every relationship, age and circle; always the same ones."""
    chance = random.Random(seed)
    keys = [f"p{at:02}" for at in range(PEOPLE)]
    people = tuple(
        Person(
            key,
            key,
            circle=chance.choice((1, 2, 3, 4)),
            relationship=chance.choice(list(RELATIONSHIPS)),
            household=f"home{chance.randrange(20)}",
            gives=frozenset(chance.sample(SUPPORTS, 3)),
            age=chance.randint(15, 90),
            sex=chance.choice(("", "female", "male")),
            known_since=chance.choice(("", "2001", "2018-03", "2025")),
        )
        for key in keys
    )
    if not homes:
        people = tuple(replace(person, household="") for person in people)
    two = [frozenset(chance.sample(keys, 2)) for _ in ROLES]
    roles = tuple(Role(about, about, held_by=who) for about, who in zip(ROLES, two, strict=True))
    return Network("Maya", people, roles=roles)


def seconds(look: Callable[[], object], times: int = 7) -> float:
    """Processor seconds of one run, the middle of several; numpy is read before the first."""
    look()
    spent = []
    for _ in range(times):
        began = time.process_time()
        look()
        spent.append(time.process_time() - began)
    return median(spent)


def errors(found: Outlook, wanted: Outlook) -> list[float]:
    """By how many standard errors each chance is off; those nearly 0 or 1 cannot tell."""
    return [
        (mine - theirs) / sqrt(theirs * (1 - theirs) / FUTURES)
        for one, other in zip(found.strands, wanted.strands, strict=True)
        for year, exact in zip(one.by_year, other.by_year, strict=True)
        for mine, theirs in zip(year, exact, strict=True)
        if 5 / FUTURES < theirs < 1 - 5 / FUTURES
    ]


def main() -> int:
    alone, homes = made_up(0), made_up(20)
    slowest = 0.0
    for words, network in (("each alone", alone), ("in 20 homes", homes)):
        for k in (1, 2):
            took = seconds(lambda n=network, k=k: outlook(n, YEARS, FUTURES, year=2026, k=k))
            slowest = max(slowest, took)
            print(f"{PEOPLE} people {words}, at least {k}: three scenarios in {took:.3f} s")
    took = seconds(lambda: outlook(alone, YEARS, year=2026, exact=True))
    print(f"the closed form: three scenarios in {took:.3f} s")
    farthest, count = 0.0, 0
    for k in (1, 2, 3):
        wanted = outlook(alone, YEARS, year=2026, k=k, exact=True)
        for seed in (1, 2, 3):
            off = errors(outlook(alone, YEARS, FUTURES, seed, year=2026, k=k), wanted)
            worst = max(map(abs, off))
            farthest, count = max(farthest, worst), count + len(off)
            print(f"at least {k}, seed {seed}: {mean(off):+.2f} on average, {worst:.2f} at most")
    print(
        f"outlook: {FUTURES:,} futures of {PEOPLE} people over {YEARS} years, three scenarios, in"
        f" {slowest:.2f} s at most ({slowest / BAR:.2f} of half a second); {farthest:.1f} standard"
        f" errors off the closed form at most, of {count:,} chances"
    )
    return 0 if slowest < BAR and farthest < 5 else 1


if __name__ == "__main__":
    sys.exit(main())
