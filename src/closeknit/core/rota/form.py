"""A rota's own file: turns, helpers, rules, and who takes what; told in docs/formats.md."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.rota.problem import Pair, Problem
from closeknit.core.rota.turns import Helper, Rules, Turn

VERSION = 1
Entry = dict[str, Any]


def read_rota(text: str) -> tuple[Problem, frozenset[Pair]]:
    """What a file asks, and who takes which turn already (nobody when it does not say).

    Raises: NotUnderstood with a sentence.

    >>> text = '{"closeknit_rota": 1, "turns": [{"key": "t", "day": "2026-12-03"}], "helpers": []}'
    >>> problem, takes = read_rota(text)
    >>> problem.turns[0].day.isoformat(), takes
    ('2026-12-03', frozenset())
    """
    whole = _document(text)
    turns = tuple(_turn(each, at) for at, each in enumerate(_list(whole, "turns"), 1))
    helpers = tuple(_helper(each, at) for at, each in enumerate(_list(whole, "helpers"), 1))
    try:
        problem = Problem(turns, helpers, _rules(whole), _pairs(whole, "fixed"))
    except NotUnderstood:
        raise
    except ValueError as wrong:
        raise NotUnderstood(str(wrong)) from None
    return problem, _takes(whole, problem)


def write_rota(problem: Problem, takes: Collection[Pair] = ()) -> str:
    """A problem, and who takes what, as text that `read_rota` reads again."""
    usual = asdict(Rules())
    rules = {name: on for name, on in asdict(problem.rules).items() if on != usual[name]}
    whole: Entry = {
        "closeknit_rota": VERSION,
        "turns": [_said(turn, Turn("", turn.day)) for turn in problem.turns],
        "helpers": [_said(helper, Helper("", "")) for helper in problem.helpers],
    }
    for name, value in (
        ("rules", rules),
        ("fixed", sorted(map(list, problem.fixed))),
        ("takes", [list(pair) for pair in takes]),
    ):
        if value:
            whole[name] = value
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _said(value: Turn | Helper, usual: Turn | Helper) -> Entry:
    entry: Entry = {}
    for each in fields(value):
        said = getattr(value, each.name)
        if isinstance(said, date):
            entry[each.name] = said.isoformat()
        elif said != getattr(usual, each.name):
            entry[each.name] = sorted(said) if isinstance(said, frozenset) else said
    return entry


def _document(text: str) -> Entry:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood("This is not JSON.") from None
    if not isinstance(whole, dict) or "closeknit_rota" not in whole:
        raise NotUnderstood('This is not a rota: "closeknit_rota" is missing.')
    if whole["closeknit_rota"] != VERSION:
        raise NotUnderstood(f"Only version {VERSION} of the form is known.")
    return whole


def _list(whole: Entry, name: str) -> list[Any]:
    found = whole.get(name, [])
    if not isinstance(found, list):
        raise NotUnderstood(f"{name} must be a list.")
    return found


def _turn(entry: Any, at: int) -> Turn:
    where = f"Turn {at}"
    if not isinstance(entry, dict):
        raise NotUnderstood(f"{where} must be an object.")
    said = _text(entry, "day", where)
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise NotUnderstood(f"{where}: {said!r} is no day; write it like 2026-12-03.") from None
    return Turn(
        _text(entry, "key", where),
        day,
        _text(entry, "part", where, ""),
        _number(entry, "need", where, 1),
        _text(entry, "words", where, ""),
    )


def _helper(entry: Any, at: int) -> Helper:
    where = f"Helper {at}"
    if not isinstance(entry, dict):
        raise NotUnderstood(f"{where} must be an object.")
    key = _text(entry, "key", where)
    words = {
        name: _words(entry, name, where)
        for name in ("away", "likes", "reluctant", "wants", "rather_not")
    }
    return Helper(
        key,
        _text(entry, "name", where, key),
        free=_words(entry, "free", where) if entry.get("free") is not None else None,
        weekly=_number(entry, "weekly", where, 0) if entry.get("weekly") is not None else None,
        before=_number(entry, "before", where, 0),
        **words,
    )


def _text(entry: Entry, name: str, where: str, usual: str | None = None) -> str:
    found = entry.get(name, usual)
    if not isinstance(found, str) or (not found and usual is None):
        raise NotUnderstood(f"{where}: {name} must be a text.")
    return found


def _number(entry: Entry, name: str, where: str, usual: int) -> int:
    found = entry.get(name, usual)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= 10_000:
        raise NotUnderstood(f"{where}: {name} must be a whole number from 0 to 10,000.")
    return found


def _words(entry: Entry, name: str, where: str) -> frozenset[str]:
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise NotUnderstood(f"{where}: {name} must be a list of words.")
    return frozenset(found)


def _rules(whole: Entry) -> Rules:
    found = whole.get("rules", {})
    names = [each.name for each in fields(Rules)]
    if not isinstance(found, dict) or not all(isinstance(on, bool) for on in found.values()):
        raise NotUnderstood("rules must be an object of names with true or false.")
    for name in found:
        if name not in names:
            raise NotUnderstood(f"There is no rule {name!r}; there are {', '.join(names)}.")
    return Rules(**found)


def _pairs(whole: Entry, name: str) -> frozenset[Pair]:
    found = _list(whole, name)
    for pair in found:
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not all(isinstance(each, str) for each in pair)
        ):
            raise NotUnderstood(f"{name} must be a list of pairs: a turn and a helper.")
    return frozenset((turn, helper) for turn, helper in found)


def _takes(whole: Entry, problem: Problem) -> frozenset[Pair]:
    """Who takes what; names that are gone are an error, since a slip would lose a turn unseen."""
    found = _pairs(whole, "takes")
    for turn, helper in sorted(found):
        try:
            problem.turn(turn), problem.helper(helper)
        except LookupError as wrong:
            raise NotUnderstood(f"takes: {wrong.args[0]}") from None
    return found
