"""The numbers to call that the operator wrote down: “Police: 911; Crisis line: 1-800-555-0199”."""

from __future__ import annotations

import re
from dataclasses import dataclass

HOW = 'such as "Police: 911; Crisis line: 1-800-555-0199"'


@dataclass(frozen=True, slots=True)
class Number:
    """Whom one calls, the number as it is written, and as a telephone dials it."""

    name: str
    number: str
    dial: str


def read(words: str) -> tuple[Number, ...]:
    """Every number of CLOSEKNIT_NUMBERS, in its order.

    >>> [one.dial for one in read("Police: 911; Crisis line: 1-800-555-0199")]
    ['911', '18005550199']

    Raises:
        ValueError: a part has no name, or no number after its colon.
    """
    return tuple(_one(part.strip()) for part in re.split(r"[;\n]", words) if part.strip())


def _one(part: str) -> Number:
    name, colon, number = (piece.strip() for piece in part.rpartition(":"))
    dial = re.sub(r"[\s().\-/]", "", number)
    if not (name and colon and re.fullmatch(r"\+?[0-9*#]{2,20}", dial)):
        raise ValueError(
            f"CLOSEKNIT_NUMBERS: {part!r} needs a name, a colon and a number, and “;” between two, "
            f"{HOW}."
        )
    return Number(name, number, dial)
