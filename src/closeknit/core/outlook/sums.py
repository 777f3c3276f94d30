"""How many of several people are there, when each is there with a chance of their own."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp


def spread(chances: Iterable[float], upto: int, coming: float = 0.0) -> list[float]:
    """The chance that exactly 0, 1, … `upto` of these are there.

    Formula: the Poisson-binomial distribution by convolution; `coming` adds a Poisson number of
    people with that mean.
    When there is no answer: never; of nobody, none is there for certain.
    In the literature: Poisson-binomial distribution, Wang 1993.

    >>> spread([0.5, 0.5], 2)
    [0.25, 0.5, 0.25]
    """
    found = [exp(-coming)]
    for at in range(1, upto + 1):
        found.append(found[-1] * coming / at)
    for chance in chances:
        for at in range(upto, 0, -1):
            found[at] = found[at] * (1 - chance) + found[at - 1] * chance
        found[0] *= 1 - chance
    return found


def at_least(k: int, chances: Iterable[float], coming: float = 0.0) -> float:
    """The chance that at least k of these are there.

    >>> at_least(1, [0.5, 0.5])
    0.75
    """
    if k < 1:
        return 1.0
    return min(1.0, max(0.0, 1 - sum(spread(chances, k - 1, coming))))
