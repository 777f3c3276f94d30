"""A measure over many networks, where somebody without anyone counts like everybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum

from closeknit.core.network import Network


@dataclass(frozen=True, slots=True)
class Average:
    """A mean, over how many networks it is, and in how many there was no answer."""

    mean: float | None
    answered: int
    unanswered: int


def average(networks: Iterable[Network], measure: Callable[[Network], float | None]) -> Average:
    """A measure over many networks: its mean, and how many of them had an answer.

    Formula: sum of the answers / number of answers. A network of nobody has an answer wherever
    there is one: its size is 0, and the mean size is over everybody who was asked.
    When there is no answer: no network has one. How many had none is always said.
    Source: Marsden 1987; McPherson, Smith-Lovin & Brashears 2006 count the people with nobody.

    >>> from closeknit.core.measures import density, size
    >>> from closeknit.core.network import Person
    >>> two = Network("Maya", (Person("r", "Rosa"), Person("j", "June")))
    >>> average([two, Network("Kofi")], size)
    Average(mean=1.0, answered=2, unanswered=0)
    >>> average([two, Network("Kofi")], density)
    Average(mean=0.0, answered=1, unanswered=1)
    """
    answers = [measure(network) for network in networks]
    found = [answer for answer in answers if answer is not None]
    mean = fsum(found) / len(found) if found else None
    return Average(mean, len(found), len(answers) - len(found))
