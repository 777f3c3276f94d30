"""The closed form: each person for themselves, sums instead of futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeknit.core.outlook.people import Ahead, Look, Need, candidates, coming, keeps, posts
from closeknit.core.outlook.scenario import Scenario
from closeknit.core.outlook.sums import at_least, spread


@dataclass(frozen=True)
class Exact:
    """Chances under one scenario as if no two people ever left together."""

    people: Ahead
    scenario: Scenario
    staying: Mapping[str, Sequence[float]]

    @classmethod
    def of(cls, people: Ahead, scenario: Scenario) -> Exact:
        """Everyone's chance to stay, worked out once."""
        return cls(people, scenario, {p.key: people.staying(p, scenario) for p in people.people})

    def look(self, need: Need, at: int) -> Look:
        """The chance that at least k still do it, from today on, and what it hangs on."""
        years = range(self.people.years + 1)
        apart = posts(self.people, need, self.scenario)
        does = [
            {key: self._does(need, key, year) for key in need.givers}
            | {key: post[year] for key, post in apart.items()}
            for year in years
        ]
        more = [coming(need, self.scenario, year) for year in years]
        short = spread(does[at].values(), need.k - 1, more[at])[-1]
        return Look(
            tuple(at_least(need.k, does[year].values(), more[year]) for year in years),
            {key: _lean(need, does[at], key, more[at]) for key in need.givers},
            {key: short * self._does(need, key, at) for key in candidates(self.people, need)},
            short,
        )

    def _does(self, need: Need, key: str, year: int) -> float:
        return float(self.staying[key][year] * keeps(need, self.scenario) ** year)


def _lean(need: Need, does: Mapping[str, float], key: str, more: float) -> float:
    others = [chance for other, chance in does.items() if other != key]
    return does[key] * spread(others, need.k - 1, more)[-1]
