"""How many cells were tried, and how many failed: told at the end of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

One = TypeVar("One")


@dataclass
class Told:
    tried: int = 0
    failed: int = 0


TOLD = Told()


def tally(asked: Iterable[One], holds: Callable[[One], bool]) -> list[One]:
    """Those for which it does not hold. Every one is counted."""
    wrong = []
    for one in asked:
        TOLD.tried += 1
        if not holds(one):
            TOLD.failed += 1
            wrong.append(one)
    return wrong
