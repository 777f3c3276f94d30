"""The rules as plain sets: of these turns one helper may have so many at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from closeknit.core.rota.turns import Rules, Turn

Grouped = dict[date, list[str]]


@dataclass(frozen=True, slots=True)
class Limit:
    """Of these turns one helper may have `most`; `rule` is the name of a switch of Rules."""

    rule: str
    turns: tuple[str, ...]
    most: int


def limits(rules: Rules, turns: Iterable[Turn], weekly: int | None) -> Iterator[Limit]:
    """Every rule but availability, for a helper who can do so many turns a week."""
    days, weeks, ends = _grouped(turns)
    if rules.weekly_limit and weekly is not None:
        yield from _at_most("weekly_limit", weekly, weeks.values())
    if rules.never_two_days_running:
        yield from _running(days, rules.one_a_day)
    if rules.one_a_day:
        yield from _at_most("one_a_day", 1, days.values())
    if rules.one_weekend_turn:
        pairs = (keys + ends.get(week + timedelta(7), []) for week, keys in ends.items())
        yield from _at_most("one_weekend_turn", 1, pairs)


def _grouped(turns: Iterable[Turn]) -> tuple[Grouped, Grouped, Grouped]:
    days: Grouped = defaultdict(list)
    weeks: Grouped = defaultdict(list)
    ends: Grouped = defaultdict(list)
    for turn in turns:
        days[turn.day].append(turn.key)
        weeks[turn.week].append(turn.key)
        if turn.is_weekend:
            ends[turn.week].append(turn.key)
    return days, weeks, ends


def _running(days: Grouped, one_a_day: bool) -> Iterator[Limit]:
    """Two days together, which says more than each pair; pairs where two turns a day may be."""
    for day, keys in days.items():
        following = days.get(day + timedelta(1), [])
        if not following:
            continue
        if one_a_day:
            yield Limit("never_two_days_running", (*keys, *following), 1)
        else:
            for one in keys:
                for other in following:
                    yield Limit("never_two_days_running", (one, other), 1)


def _at_most(rule: str, most: int, sets: Iterable[list[str]]) -> Iterator[Limit]:
    for keys in sets:
        if len(keys) > most:
            yield Limit(rule, tuple(keys), most)


def limit_words(limit: Limit, first: Turn) -> str:
    """What somebody would have whose turns are all of these, in English."""
    return {
        "one_a_day": f"two turns on {first.day}",
        "weekly_limit": f"{len(limit.turns)} turns in the week of {first.week}, not {limit.most}",
        "never_two_days_running": f"turns two days running from {first.day}",
        "one_weekend_turn": f"two weekend turns within two weeks from {first.week}",
    }[limit.rule]
