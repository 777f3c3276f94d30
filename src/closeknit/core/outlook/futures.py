"""Many futures at once: who is there until which year of which future.

Every chance is drawn from a stream of its own, named by the seed, the person and the support. So
the same seed gives the same futures, the order of people never matters, one more person changes
nobody else's, and the three scenarios meet the same luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import inf, log1p
from typing import TYPE_CHECKING, Any

from closeknit.core.network import Person
from closeknit.core.outlook.people import Ahead, Look, Need, candidates, coming, keeps, posts
from closeknit.core.outlook.scenario import Scenario, works_here
from closeknit.core.outlook.sums import spread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Last = NDArray[np.uint8]
    Draws = NDArray[np.float32]
    Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Futures:
    """Under one scenario: the last year in which each one is there, a number a future."""

    people: Ahead
    scenario: Scenario
    last: Mapping[str, Last]
    waits: Mapping[tuple[str, str], Draws]
    count: int

    def look(self, need: Need, at: int) -> Look:
        """The share of futures in which at least k still do it, and what it hangs on."""
        apart = posts(self.people, need, self.scenario)
        keys = [key for key in need.givers if key not in apart]
        rows = self._rows(need, keys)
        there = rows >= at
        count = there.sum(axis=0)
        rest = self._rest(need, apart.values(), at)
        short = _look_up(rest, need.k - 1 - count)
        last_one = _look_up(rest, need.k - count)
        leans = {key: self._share(last_one[row]) for key, row in zip(keys, there, strict=True)}
        for key, post in apart.items():
            without = self._rest(need, [p for other, p in apart.items() if other != key], at)
            leans[key] = post[at] * self._share(_look_up(without, need.k - 1 - count))
        still = keeps(need, self.scenario) ** at
        helps = {
            key: still * self._share(short[self.last[key] >= at])
            for key in candidates(self.people, need)
        }
        return Look(self._by_year(need, rows, apart), leans, helps, self._share(short))

    def _share(self, chances: Chances) -> float:
        return float(chances.sum()) / self.count

    def _rows(self, need: Need, keys: Sequence[str]) -> Last:
        """The last year in which each giver does it."""
        import numpy as np

        rows = np.empty((len(keys), self.count), np.uint8)
        for row, key in zip(rows, keys, strict=True):
            row[:] = self.last[key]
            if need.kind != "company" and self.scenario.stop:
                pace = -log1p(-self.scenario.stop) if self.scenario.stop < 1 else inf
                until = self.waits[need.name, key] / np.float32(pace)
                np.minimum(row, np.minimum(until, self.people.years).astype(np.uint8), out=row)
        return rows

    def _rest(self, need: Need, apart: Any, year: int) -> list[float]:
        """The chance that exactly 0, 1, … k of the posts and newcomers do it, summed exactly."""
        more = coming(need, self.scenario, year)
        return spread((post[year] for post in apart), need.k, more)

    def _by_year(
        self, need: Need, rows: Last, apart: Mapping[str, list[float]]
    ) -> tuple[float, ...]:
        years = range(self.people.years + 1)
        reached = _reached(rows, need.k, len(years))
        found = []
        for year in years:
            rest, chance = self._rest(need, apart.values(), year), reached[need.k][year]
            for have in range(need.k):
                exactly = reached[have][year] - reached[have + 1][year]
                chance += exactly * (1 - sum(rest[: need.k - have]))
            found.append(min(1.0, max(0.0, chance)))
        return tuple(found)


def _reached(rows: Last, k: int, years: int) -> list[list[float]]:
    """The share of futures in which at least 0, 1, … k of these are there, year by year."""
    import numpy as np

    best = rows.max(axis=0, initial=0)[None] if k == 1 else np.sort(rows, axis=0)[::-1][:k]
    found = [[1.0] * years]
    for one in best[: len(rows)]:
        until = np.bincount(one, minlength=years)[::-1].cumsum()[::-1]
        found.append([float(share) for share in until / rows.shape[1]])
    return found + [[0.0] * years] * (k + 1 - len(found))


def _look_up(rest: list[float], wanted: NDArray[np.int64]) -> Chances:
    """The chance that exactly so many of the rest are there; fewer than none never are."""
    import numpy as np

    found: Chances = np.array([*rest, 0.0])[np.where(wanted < 0, len(rest), wanted)]
    return found


def draw(
    people: Ahead, needs: Sequence[Need], scenarios: Sequence[Scenario], futures: int, seed: int
) -> tuple[Futures, ...]:
    """So many futures under each scenario, from the same draws."""
    last: list[dict[str, Last]] = [{} for _ in scenarios]
    for home in sorted({household(person) for person in people.people}):
        shape = (people.years, futures) if home else (0, futures)
        shared = _uniform(seed, "home", home, shape)
        for person in people.people:
            if household(person) == home:
                own = _uniform(seed, "own", person.key, (futures,))
                for scenario, found in zip(scenarios, last, strict=True):
                    found[person.key] = _until(people, person, scenario, own, shared)
    waits = {
        (need.name, key): -_log(_uniform(seed, need.name, key, (futures,)))
        for need in needs
        if need.kind != "company"
        for key in need.givers
    }
    return tuple(
        Futures(people, scenario, found, waits, futures)
        for scenario, found in zip(scenarios, last, strict=True)
    )


def household(person: Person) -> str:
    """With whom somebody would leave. Whoever is there for pay goes by themselves."""
    return "" if works_here(person) else person.household


def _uniform(seed: int, of: str, key: str, shape: tuple[int, ...]) -> Draws:
    import numpy as np

    text = "\0".join((str(seed), of, key))
    entropy = int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
    return np.random.Generator(np.random.SFC64(entropy)).random(shape, np.float32)


def _log(draws: Draws) -> Draws:
    import numpy as np

    found: Draws = np.log1p(-draws)
    return found


def _until(people: Ahead, person: Person, scenario: Scenario, own: Draws, shared: Draws) -> Last:
    """The last year in which somebody is alive and still named, in each future.

    Of the chance h to leave within a year a household shares 1 - (1-h)^c, and each one has
    1 - (1-h)^(1-c) of their own (c is `together`): both together are h again. The shared part is
    one draw a year for all of them, so that whoever is as likely to go goes in the same year.
    """
    import numpy as np

    part = scenario.together if len(shared) else 0.0
    living, leaving = people.living(person), people.leaving(person, scenario)
    last = np.zeros(own.shape, np.uint8)
    stays = 1.0
    for alive, leaves in zip(living[1:], leaving, strict=True):
        stays *= (1 - leaves) ** (1 - part)
        last += own < np.float32(alive * stays)
    if part:
        here, until = np.ones(own.shape, np.bool_), np.zeros(own.shape, np.uint8)
        for draws, leaves in zip(shared, leaving, strict=True):
            here &= draws >= np.float32(1 - (1 - leaves) ** part)
            until += here
        np.minimum(last, until, out=last)
    return last
