"""Who takes which turn, how good that is, and how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from closeknit.core.rota.problem import Pair


@dataclass(frozen=True, slots=True)
class Stage:
    """One aim, in its place: what was reached, and what nobody could go below.

    `aim` is `unfilled`, `changed` (only where a rota is mended), `largest_load`, `squares` or
    `dislike`. `bound` is None when nothing was found out. Later aims are bounded while the earlier
    ones keep their values.
    """

    aim: str
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.bound is not None and self.bound >= self.value

    @property
    def gap(self) -> int | None:
        """How much better it could be at most.

        >>> Stage("unfilled", 3, 2).gap
        1
        """
        return None if self.bound is None else max(0, self.value - self.bound)


@dataclass(frozen=True, slots=True)
class Rota:
    """Who takes which turn.

    `takes` are pairs of a turn and a helper, by day. `unfilled` says how many people are missing
    at a turn. `loads` are turns of each helper, those of earlier rotas counted in. `stages` are the
    aims in their order.
    """

    takes: tuple[Pair, ...]
    unfilled: Mapping[str, int]
    loads: Mapping[str, int]
    stages: tuple[Stage, ...]

    @property
    def proven(self) -> bool:
        """Whether no better rota exists."""
        return all(stage.proven for stage in self.stages)

    def who(self, turn: str) -> tuple[str, ...]:
        """The helpers who take a turn."""
        return tuple(helper for key, helper in self.takes if key == turn)
