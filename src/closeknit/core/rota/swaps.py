"""With whom somebody can change a turn so that all is well for both."""

from __future__ import annotations

from dataclasses import dataclass

from closeknit.core.rota.answer import Rota
from closeknit.core.rota.problem import Problem, fits
from closeknit.core.rota.turns import Turn


@dataclass(frozen=True, slots=True)
class Swap:
    """One gives a turn and takes another from somebody else. `easier` is by how much they like it
    better together; 0 when it is all the same to both."""

    gives: str
    takes: str
    helper: str
    easier: int


def swaps(problem: Problem, rota: Rota, turn: str, helper: str) -> tuple[Swap, ...]:
    """Every swap of this turn that keeps all rules and leaves neither of the two worse off.

    Worse off is whoever would like the new turn less than the old one; how many turns they have
    does not change. Fixed turns stay where they are. What both like better comes first, then by
    day.

    Raises: LookupError when the helper does not have this turn.

    >>> from datetime import date
    >>> from closeknit.core.rota.turns import Helper
    >>> turns = tuple(Turn(f"t{day}", date(2026, 12, day)) for day in (1, 2))
    >>> problem = Problem(turns, (Helper("k", "Kofi"), Helper("r", "Rosa")))
    >>> swaps(problem, Rota((("t1", "k"), ("t2", "r")), {}, {}, ()), "t1", "k")
    (Swap(gives='t1', takes='t2', helper='r', easier=0),)
    """
    if (turn, helper) not in rota.takes:
        raise LookupError(f"{problem.helper(helper).name} does not have the turn {turn!r}.")
    if (turn, helper) in problem.fixed:
        return ()
    gives = problem.turn(turn)
    found = []
    for key, other in rota.takes:
        takes = problem.turn(key)
        if other == helper or (key, other) in problem.fixed:
            continue
        mine = _change(problem, rota, helper, gives, takes)
        theirs = _change(problem, rota, other, takes, gives)
        if mine is not None and theirs is not None and max(mine, theirs) <= 0:
            found.append(Swap(turn, key, other, -mine - theirs))
    when = {each.key: (each.day, each.part) for each in problem.turns}
    return tuple(sorted(found, key=lambda s: (-s.easier, when[s.takes], s.takes, s.helper)))


def _change(problem: Problem, rota: Rota, helper: str, gives: Turn, takes: Turn) -> int | None:
    """How much less somebody would like one turn than the other; None when a rule is against it."""
    mine = {key for key, who in rota.takes if who == helper}
    if takes.key in mine:
        return None
    held = [problem.turn(key) for key in mine - {gives.key}]
    if not fits(problem, held, takes, helper):
        return None
    who = problem.helper(helper)
    return who.dislike(takes) - who.dislike(gives)
