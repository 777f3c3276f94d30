"""How alike or mixed people are, for anything that can be said of them: of values, not networks.

A value is a word for each person, whatever it says: "family", "paid", a decade of birth. None means
that nobody has said, and is left out, from above and from below the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import log2, sqrt


def ei(own: Hashable, values: Iterable[Hashable]) -> float | None:
    """Whether the people around somebody are like them (-1) or unlike them (+1).

    Formula: (E - I) / (E + I), where I counts the people with the same value as `own`, E those
    with another; None is left out.
    When there is no answer: nobody's value is known.
    In the literature: E-I index between ego and alters.
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> ei("choir", ["choir", "work", "work", None, "street"])
    0.5
    """
    known = [value for value in values if value is not None]
    return (len(known) - 2 * known.count(own)) / len(known) if known else None


def homophily(own: Hashable, values: Iterable[Hashable]) -> float | None:
    """What share of the people around somebody is like them in this.

    Formula: I / (E + I), where I counts the people with the same value as `own`, E those with
    another; None is left out. For "is family" this is `kin_share`.
    When there is no answer: nobody's value is known.
    In the literature: homophily, as a share.
    Source: Perry, Pescosolido & Borgatti 2018.

    >>> homophily("choir", ["choir", "work", "work", None, "street"])
    0.25
    """
    known = [value for value in values if value is not None]
    return known.count(own) / len(known) if known else None


def blau(values: Iterable[Hashable]) -> float | None:
    """How likely two people, picked at random, differ in this. The same one may be picked twice.

    Formula: 1 - sum_k p_k^2, from 0 to 1 - 1/K with K values.
    When there is no answer: nobody's value is known.
    In the literature: Blau's heterogeneity, Gini-Simpson index.
    Source: Blau 1977.

    >>> blau(["choir", "choir", "work", None, "work"])
    0.5
    """
    return blau_of(counts(values))


def blau_of(found: Sequence[int]) -> float | None:
    total = sum(found)
    return 1 - sum([count * count for count in found]) / (total * total) if total else None


def iqv(values: Iterable[Hashable], possible: int) -> float | None:
    """How mixed people are, of how mixed they could be: 0 all alike, 1 evenly of every kind.

    Formula: Blau / (1 - 1/K), where K is how many values are `possible`, from the list one can
    choose from, and not how many happen to be there.
    When there is no answer: nobody's value is known, or only one is possible.
    Raises: ValueError when there are more values than are possible.
    In the literature: index of qualitative variation (IQV).
    Source: Agresti & Agresti 1978.

    >>> iqv(["choir", "work"], possible=4)
    0.6666666666666666
    """
    return iqv_of(counts(values), possible)


def iqv_of(found: Sequence[int], possible: int) -> float | None:
    if len(found) > possible:
        raise ValueError(f"{len(found)} different values are there, and only {possible} possible.")
    mixed = blau_of(found)
    return None if mixed is None or possible < 2 else mixed / (1 - 1 / possible)


def shannon(values: Iterable[Hashable]) -> float | None:
    """How many yes-or-no questions it takes on average to guess somebody's value.

    Formula: -sum_k p_k log2 p_k, from 0 to log2 K.
    When there is no answer: nobody's value is known.
    In the literature: Shannon entropy, in bits.
    Source: Shannon 1948.

    >>> shannon(["choir", "choir", "work", "street"])
    1.5
    """
    return shannon_of(counts(values))


def shannon_of(found: Sequence[int]) -> float | None:
    total = sum(found)
    return sum([count / total * log2(total / count) for count in found]) if total else None


def counts(values: Iterable[Hashable]) -> list[int]:
    """How often each value is there, sorted, so that the order of people changes no last digit."""
    return sorted(Counter([value for value in values if value is not None]).values())


def spread(numbers: Iterable[float | None]) -> float | None:
    """How far apart numbers lie: about how much one of them differs from their mean.

    Formula: sqrt(sum (x - mean)^2 / (n - 1)) over the numbers that are known.
    When there is no answer: fewer than two numbers are known.
    In the literature: standard deviation, with n - 1 as R and egor have it.
    Source: Perry, Pescosolido & Borgatti 2018.

    >>> spread([20, 40, None, 60])
    20.0
    """
    known = sorted([number for number in numbers if number is not None])
    if len(known) < 2:
        return None
    mean = sum(known) / len(known)
    return sqrt(sum([(number - mean) ** 2 for number in known]) / (len(known) - 1))
