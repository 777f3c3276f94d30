"""Why somebody has a turn, and why nobody has: reasons that are true of the finished rota."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.core.rota.answer import Rota
from closeknit.core.rota.problem import Problem, fits
from closeknit.core.rota.turns import DAYS, PARTS, Helper, Turn


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `kind` is

    `fixed` it was fixed; `asked` they asked for it; `only_free` nobody else is free then;
    `only_possible` nobody else who is free could, by the rules; `fewest` those free then had more
    turns so far; `as_few` none of them had fewer; `likes` the word `about` is among what they
    like; `shared` turns come out evenly so. Of an empty place: `nobody_free`, `all_taken`.
    `count` is how many turns they had so far; for `shared` how many they have in all; for
    `only_free` and `only_possible` how many come, whoever asks among them.
    """

    kind: str
    about: str = ""
    count: int = 0


def why(problem: Problem, rota: Rota, turn: str, helper: str) -> tuple[Reason, ...]:
    """Why this helper has this turn: one reason that stands alone, or one or two that add up.

    Raises: LookupError when the helper does not have this turn.

    >>> from datetime import date
    >>> rosa = Helper("r", "Rosa", likes=frozenset({"thursday"}))
    >>> problem = Problem((Turn("t", date(2026, 12, 3)),), (rosa, Helper("k", "Kofi", before=2)))
    >>> [reason.kind for reason in why(problem, Rota((("t", "r"),), {}, {}, ()), "t", "r")]
    ['fewest', 'likes']
    """
    it, who = problem.turn(turn), problem.helper(helper)
    if (turn, helper) not in rota.takes:
        raise LookupError(f"{who.name} does not have the turn {turn!r}.")
    if (turn, helper) in problem.fixed:
        return (Reason("fixed"),)
    others = [
        other
        for other in problem.helpers
        if (turn, other.key) not in rota.takes and problem.could(it, other)
    ]
    come = len(rota.who(turn))
    found = [Reason("asked", turn)] if turn in who.wants else []
    if not others:
        return (*found, Reason("only_free", it.part, come))
    if not any(_could_still(problem, rota, it, other) for other in others):
        return (*found, Reason("only_possible", count=come))
    found += _few(problem, rota, it, who, others)
    if turn not in who.wants and (liked := _liked(it, who)):
        found.append(Reason("likes", liked))
    return tuple(found) or (Reason("shared", count=rota.loads.get(helper, 0)),)


def why_nobody(problem: Problem, rota: Rota, turn: str) -> Reason:
    """Why a place at this turn is empty.

    Raises: LookupError when there is no such turn.

    >>> from datetime import date
    >>> problem = Problem((Turn("t", date(2026, 12, 3)),), ())
    >>> why_nobody(problem, Rota((), {"t": 1}, {}, ()), "t")
    Reason(kind='nobody_free', about='', count=0)
    """
    it = problem.turn(turn)
    taken = set(rota.who(turn))
    free = any(problem.could(it, each) for each in problem.helpers if each.key not in taken)
    return Reason("all_taken" if free else "nobody_free", it.part)


def _held(problem: Problem, rota: Rota, helper: str) -> list[Turn]:
    return [problem.turn(key) for key, who in rota.takes if who == helper]


def _could_still(problem: Problem, rota: Rota, turn: Turn, helper: Helper) -> bool:
    return fits(problem, _held(problem, rota, helper.key), turn, helper.key)


def _few(
    problem: Problem, rota: Rota, turn: Turn, who: Helper, others: Iterable[Helper]
) -> list[Reason]:
    """Whether they had fewest of those who are free then, on the days before."""

    def so_far(helper: Helper) -> int:
        held = _held(problem, rota, helper.key)
        return helper.before + sum(each.day < turn.day for each in held)

    mine, least = so_far(who), min(map(so_far, others))
    if mine < least:
        return [Reason("fewest", count=mine)]
    return [Reason("as_few", count=mine)] if mine == least else []


def _liked(turn: Turn, who: Helper) -> str:
    """The most telling of the words for this turn that they like."""
    day = DAYS[turn.day.weekday()]
    iso = turn.day.isoformat()
    telling = (turn.key, f"{iso} {turn.part}", iso, f"{day} {turn.part}", day)
    found = sorted(who.likes & turn.marks)
    found.sort(key=lambda word: telling.index(word) if word in telling else len(telling))
    return found[0] if found and not who.reluctant & turn.marks else ""


def reason_words(reason: Reason) -> str:
    """A reason in English.

    >>> reason_words(Reason("likes", "thursday evening")), reason_words(Reason("only_free"))
    ('likes Thursday evenings', 'the only one free that day')
    """
    part = reason.about if reason.about in PARTS else "day"
    several = reason.count > 1
    return {
        "fixed": "fixed beforehand",
        "asked": "asked for this turn",
        "only_free": f"{'nobody else is' if several else 'the only one'} free that {part}",
        "only_possible": "the only one of those free whom the rules allow"
        if reason.count < 2
        else "of those free the rules allow nobody else",
        "fewest": "fewest turns so far" if reason.count else "no turn so far",
        "as_few": "no more turns so far than anyone else who is free",
        "likes": f"likes {_liking(reason.about)}",
        "shared": "so that turns are shared evenly",
        "nobody_free": f"nobody is free that {part}",
        "all_taken": "whoever is free has other turns, and the rules allow no more",
    }[reason.kind]


def _liking(word: str) -> str:
    first = word.partition(" ")[0]
    if first in ("weekdays", "weekends"):
        return word if word == first else f"{word.replace(first, first[:-1])}s"
    if first in DAYS or word in PARTS:
        return f"{word.capitalize() if first in DAYS else word}s"
    return f"{word[:10]}" if word[:4].isdigit() and "-" in word else "this turn"


def sentence(reasons: Iterable[Reason]) -> str:
    """Reasons as one sentence.

    >>> sentence((Reason("fewest", count=1), Reason("likes", "thursday")))
    'Fewest turns so far, and likes Thursdays.'
    """
    said = ", and ".join(map(reason_words, reasons))
    return f"{said[:1].upper()}{said[1:]}." if said else ""
