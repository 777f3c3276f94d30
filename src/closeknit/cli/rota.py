"""`closeknit rota`: who takes which turn, with reasons, swaps and changes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closeknit.cli.answers import plain
from closeknit.cli.reading import name_of, text_of
from closeknit.cli.words import Commands, bare, seconds
from closeknit.core.formats.problem import NotUnderstood

if TYPE_CHECKING:
    from closeknit.core.rota import Problem, Reason, Rota, Swap, Turn

    Takes = frozenset[tuple[str, str]]

AIMS = {
    "unfilled": "people missing",
    "changed": "turns given up",
    "largest_load": "the most turns of one helper",
    "squares": "turns of each, squared and summed",
    "dislike": "dislike",
}


def add(commands: Commands) -> None:
    """The words of this command."""
    made = bare(
        commands,
        "rota",
        _rota,
        "Share turns out fairly among helpers.",
        "closeknit rota december.json --why",
    )
    made.add_argument("file", metavar="FILE", help="turns and helpers as JSON, or -")
    made.add_argument("--why", action="store_true", help="say why each one has a turn")
    made.add_argument(
        "--seconds", type=seconds, metavar="S", help="stop then, and say what is not proven"
    )
    either = made.add_mutually_exclusive_group()
    either.add_argument(
        "--mend", action="store_true", help="change the rota in the file as little as it must be"
    )
    either.add_argument(
        "--away",
        action="append",
        default=[],
        metavar="WHO",
        help="somebody drops out: change as little as possible; several times",
    )
    either.add_argument(
        "--swaps", nargs=2, metavar=("TURN", "WHO"), help="with whom WHO can swap this turn"
    )


def _rota(asked: argparse.Namespace) -> None:
    from closeknit.core.rota import mend, read_rota, share_out

    file = Path(asked.file)
    try:
        problem, takes = read_rota(text_of(file))
    except NotUnderstood as wrong:
        raise NotUnderstood(f"{name_of(file)}: {wrong}") from None
    if not takes and (asked.mend or asked.away or asked.swaps):
        raise NotUnderstood(f"{name_of(file)}: There is no rota in it yet; it would be in takes.")
    if asked.swaps:
        _say_swaps(problem, takes, asked)
        return
    for who in [_helper(problem, word) for word in asked.away]:
        if who in {helper.key for helper in problem.helpers}:  # nobody drops out twice
            problem = problem.without(who)
    if asked.mend or asked.away:
        rota = mend(problem, takes, seconds=asked.seconds)
    else:
        rota = share_out(problem, seconds=asked.seconds)
    if asked.json:
        _print(_as_data(problem, rota, asked.why))
    else:
        print(*_lines(problem, rota, asked.why), sep="\n")


def _print(whole: Any) -> None:
    print(json.dumps(whole, ensure_ascii=False, indent=2))


def _helper(problem: Problem, word: str) -> str:
    """The key of the one helper with this key, or else this name."""
    if any(helper.key == word for helper in problem.helpers):
        return word
    said = word.strip().casefold()
    found = [each.key for each in problem.helpers if each.name.strip().casefold() == said]
    if len(found) > 1:
        raise NotUnderstood(f"{len(found)} helpers are called {word!r}: say {', '.join(found)}.")
    if not found:
        raise NotUnderstood(f"No helper has the key or the name {word!r}.")
    return found[0]


def _lines(problem: Problem, rota: Rota, reasons: bool) -> Iterator[str]:
    from closeknit.core.rota import sentence, why, why_nobody

    turns = sorted(problem.turns, key=lambda turn: (turn.day, turn.part, turn.key))
    wide = max((len(_when(turn)) for turn in turns), default=0)
    what = max((len(turn.words or turn.key) for turn in turns), default=0)
    for turn in turns:
        who = rota.who(turn.key)
        names = [problem.helper(key).name for key in who]
        if missing := rota.unfilled.get(turn.key):
            names.append("nobody" if missing == turn.need else f"{missing} missing")
        yield f"{_when(turn):{wide}}  {turn.words or turn.key:{what}}  {', '.join(names)}"
        for key in who if reasons else ():
            said = sentence(why(problem, rota, turn.key, key))
            yield f"    {problem.helper(key).name}: {said}"
        if reasons and missing:
            yield f"    {sentence([why_nobody(problem, rota, turn.key)])}"
    loads = (f"{problem.helper(key).name} {count}" for key, count in rota.loads.items())
    yield f"Turns, with earlier ones: {', '.join(loads) or 'nobody helps yet'}."
    yield _proof(rota)


def _when(turn: Turn) -> str:
    return f"{turn.day:%a} {turn.day.isoformat()} {turn.part}".rstrip()


def _proof(rota: Rota) -> str:
    if rota.proven:
        return "Proven: no rota is better."
    parts = []
    for stage in rota.stages:
        if not stage.proven:
            least = "unknown" if stage.bound is None else f"no less than {stage.bound}"
            parts.append(f"{AIMS[stage.aim]} {stage.value} ({least} is possible)")
    return f"Not proven in that time: {'; '.join(parts)}."


def _as_data(problem: Problem, rota: Rota, reasons: bool) -> dict[str, Any]:
    """The file again, with who takes what in it, and what is known of it."""
    from closeknit.core.rota import why, why_nobody, write_rota

    whole: dict[str, Any] = json.loads(write_rota(problem, rota.takes))
    whole |= {"unfilled": plain(rota.unfilled), "loads": plain(rota.loads), "proven": rota.proven}
    whole["stages"] = [plain(stage) | {"proven": stage.proven} for stage in rota.stages]
    if reasons:
        taken = [_said(turn, key, why(problem, rota, turn, key)) for turn, key in rota.takes]
        empty = [_said(turn, None, (why_nobody(problem, rota, turn),)) for turn in rota.unfilled]
        whole["why"] = taken + empty
    return whole


def _said(turn: str, helper: str | None, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    from closeknit.core.rota import sentence

    words = sentence(reasons)
    return {"turn": turn, "helper": helper, "reasons": plain(reasons), "words": words}


def _say_swaps(problem: Problem, takes: Takes, asked: argparse.Namespace) -> None:
    from closeknit.core.rota import Rota, swaps

    turn, who = asked.swaps[0], _helper(problem, asked.swaps[1])
    try:
        found = swaps(problem, Rota(tuple(sorted(takes)), {}, {}, ()), turn, who)
    except LookupError as wrong:
        raise NotUnderstood(str(wrong.args[0])) from None
    if asked.json:
        _print({"swaps": [plain(each) for each in found]})
        return
    for each in found:
        print(_swap_words(problem, each))
    if not found:
        print("There is no swap that keeps all rules and leaves nobody worse off.")


def _swap_words(problem: Problem, swap: Swap) -> str:
    turn = problem.turn(swap.takes)
    better = "; both together like it better" if swap.easier else ""
    return f"{problem.helper(swap.helper).name}: {turn.words or turn.key}, {_when(turn)}{better}"
