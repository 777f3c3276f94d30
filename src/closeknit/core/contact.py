"""How often two people are in touch, and when that thins: nothing but the days it happened on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from statistics import median

ENOUGH = 4
"""So many days tell a habit: three gaps between them."""
PAST_A_WISH, PAST_A_HABIT = 1.5, 2.0
"""How many times longer than wanted, or than usual, it has to be before anybody asks."""
LEAST = 30
"""Without a wish nobody asks sooner than after so many days."""


def usual_gap(days: Iterable[date]) -> float | None:
    """How many days usually go by between two days of contact.

    Formula: the median of the gaps between the days, each day counted once.

    No answer (None): there are fewer than four different days, which is no habit yet.
    In the literature: the typical inter-event time of a tie; the median, since such times come in
    bursts with long tails (Barabási 2005).

    >>> usual_gap([date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 15), date(2026, 2, 15)])
    7.0
    >>> usual_gap([date(2026, 1, 1), date(2026, 1, 8)]) is None
    True
    """
    order = sorted(set(days))
    if len(order) < ENOUGH:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(order)]
    return float(median(gaps))


def losing_touch(days: Iterable[date], on: date, every: int | None = None) -> int | None:
    """After how many days contact was wanted, or was usual, where it is now much longer ago.

    Formula: with a wish, when more than one and a half times `every` have gone by since the last
    day; without one, when more than twice the usual gap have, and more than thirty days.

    No answer (None): it is not that long ago, there was no contact by `on`, or without a wish no
    habit to go by. Nobody is compared with anybody else, and nothing is guessed.
    Errors: ValueError for a wish of less than a day.
    In the literature: ties fade when contact falls below what the two were used to (Roberts &
    Dunbar 2011); both factors are our own.

    >>> kofi = [date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 15), date(2026, 1, 22)]
    >>> losing_touch(kofi, date(2026, 2, 10)), losing_touch(kofi, date(2026, 3, 10))
    (None, 7)
    >>> losing_touch(kofi, date(2026, 2, 10), every=14), losing_touch(kofi, date(2026, 2, 13), 14)
    (None, 14)
    """
    if every is not None and every < 1:
        raise ValueError(f"Contact is wanted every so many days, at least one, not {every!r}.")
    past = [day for day in days if day <= on]
    if not past:
        return None
    gone = (on - max(past)).days
    if every is not None:
        return every if gone > PAST_A_WISH * every else None
    usual = usual_gap(past)
    if usual is None or gone <= max(PAST_A_HABIT * usual, LEAST):
        return None
    return max(1, round(usual))
