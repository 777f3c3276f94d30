"""The problem: turns, helpers, rules; and whether who takes what keeps the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from closeknit.core.rota.rules import limit_words, limits
from closeknit.core.rota.turns import Helper, Rules, Turn, check_helper, check_turn

Pair = tuple[str, str]  # a turn and a helper, by their keys


@dataclass(frozen=True, slots=True)
class Problem:
    """Turns, helpers, rules, and who is already fixed for which turn.

    A fixed turn is kept whatever else holds: whoever fixed it knows that the helper can. Fixed
    turns must not break a rule among themselves.

    Raises: ValueError with a sentence, when a key stands twice, is not known, a number is too
    small, a word means no turn, or fixed turns cannot all be kept.
    """

    turns: tuple[Turn, ...]
    helpers: tuple[Helper, ...]
    rules: Rules = field(default_factory=Rules)
    fixed: frozenset[Pair] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        _once("turn", (turn.key for turn in self.turns))
        _once("helper", (helper.key for helper in self.helpers))
        for turn in self.turns:
            check_turn(turn)
        keys = {turn.key for turn in self.turns}
        for helper in self.helpers:
            check_helper(helper, keys)
        self._check_fixed()

    def turn(self, key: str) -> Turn:
        """Raises: LookupError."""
        return _find("turn", self.turns, key)

    def helper(self, key: str) -> Helper:
        """Raises: LookupError."""
        return _find("helper", self.helpers, key)

    def could(self, turn: Turn, helper: Helper) -> bool:
        """Whether somebody is free for a turn, or fixed for it; the other rules are not asked."""
        fixed = (turn.key, helper.key) in self.fixed
        return fixed or not self.rules.availability or helper.is_free(turn)

    def without(self, key: str, turns: Iterable[str] | None = None) -> Problem:
        """The same without one helper, or with them away from some turns only.

        Raises: LookupError when there is no such helper or turn.

        >>> from datetime import date
        >>> problem = Problem((Turn("t", date(2026, 12, 3)),), (Helper("r", "Rosa"),))
        >>> problem.without("r").helpers
        ()
        """
        gone = self.helper(key)
        off = {turn.key for turn in self.turns} if turns is None else set(turns)
        for each in off:
            self.turn(each)
        fixed = frozenset(pair for pair in self.fixed if pair[1] != key or pair[0] not in off)
        stay = replace(gone, away=gone.away | off)
        helpers = (
            other if other.key != key else stay
            for other in self.helpers
            if turns is not None or other.key != key
        )
        return replace(self, helpers=tuple(helpers), fixed=fixed)

    def _check_fixed(self) -> None:
        for turn_key, helper_key in sorted(self.fixed):
            try:
                self.turn(turn_key), self.helper(helper_key)
            except LookupError as problem:
                raise ValueError(f"A fixed turn: {problem.args[0]}") from None
        for turn_key, count in Counter(turn for turn, _ in self.fixed).items():
            if count > (need := self.turn(turn_key).need):
                raise ValueError(f"The turn {turn_key} needs {need}, and {count} are fixed for it.")
        for sentence in broken(self, self.fixed):
            raise ValueError(f"The fixed turns cannot all be kept: {sentence}")


One = TypeVar("One", Turn, Helper)


def _find(kind: str, among: Iterable[One], key: str) -> One:
    for each in among:
        if each.key == key:
            return each
    raise LookupError(f"There is no {kind} {key!r}.")


def _once(kind: str, keys: Iterable[str]) -> None:
    for key, count in Counter(keys).items():
        if not key:
            raise ValueError(f"A {kind} has no key.")
        if count > 1:
            raise ValueError(f"The {kind} {key!r} stands there twice.")


def broken(problem: Problem, pairs: Collection[Pair]) -> tuple[str, ...]:
    """What is against the rules in who takes which turn, a sentence each; empty when all is well.

    >>> from datetime import date
    >>> turns = (Turn("a", date(2026, 12, 3)), Turn("b", date(2026, 12, 3), "evening"))
    >>> broken(Problem(turns, (Helper("r", "Rosa"),)), {("a", "r"), ("b", "r")})
    ('Rosa would have two turns on 2026-12-03.',)
    """
    held: dict[str, list[Turn]] = defaultdict(list)
    for turn_key, helper_key in pairs:
        held[helper_key].append(problem.turn(turn_key))
    said: list[str] = []
    for key, turns in sorted(held.items()):
        helper = problem.helper(key)
        turns.sort(key=lambda turn: (turn.day, turn.part, turn.key))
        said += [
            f"{helper.name} is not free for {turn.key}."
            for turn in turns
            if not problem.could(turn, helper)
        ]
        for limit in limits(problem.rules, turns, helper.weekly):
            first = problem.turn(limit.turns[0])
            said.append(f"{helper.name} would have {limit_words(limit, first)}.")
    for turn in problem.turns:
        if sum(pair[0] == turn.key for pair in pairs) > turn.need:
            said.append(f"More people than it needs would come to {turn.key}.")
    return tuple(said)


def fits(problem: Problem, held: Collection[Turn], turn: Turn, helper_key: str) -> bool:
    """Whether one helper who holds some turns could take one more by every rule."""
    helper = problem.helper(helper_key)
    near = [other for other in held if abs((other.day - turn.day).days) < 14]
    return problem.could(turn, helper) and not any(
        turn.key in limit.turns for limit in limits(problem.rules, [*near, turn], helper.weekly)
    )
