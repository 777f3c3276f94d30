"""Birthdays as address books write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from closeknit.core.formats.contact import Birthday

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII)
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?", re.ASCII)
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?(?: .*)?", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
# Apple writes 1604 for "no year"; nobody alive was born before 1850.
_NO_YEAR_BEFORE, _NO_YEAR_AFTER = 1850, 2200
_NOTHING = re.compile(r"[0\s./-]*", re.ASCII)


def read_birthday(text: str, *, day_first: bool = False) -> Birthday | None:
    """A birthday from what a program wrote.

    Knows 1990-03-12, 19900312, 1990-03-12T00:00, --09-01, 12.3.1990, 12.3., 3/12/1990.
    `day_first` says how to read the last of these. Years before 1850 mean "no year".
    None when it is no such thing, or no such day.

    >>> read_birthday("--0901")
    Birthday(month=9, day=1, year=None)
    >>> str(read_birthday("3/12/1990")), str(read_birthday("3/12/1990", day_first=True))
    ('1990-03-12', '1990-12-03')
    """
    text = text.strip()[:40]
    try:
        return _read(text, day_first)
    except ValueError:
        return None


def _read(text: str, day_first: bool) -> Birthday | None:
    if match := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _NO_YEAR.fullmatch(text):
        year, (month, day) = "0", match.groups()
    elif match := _DOTS.fullmatch(text):
        day, month, year = match.groups()
    elif match := _SLASHES.fullmatch(text):
        first, second, year = match.groups()
        day, month = (first, second) if day_first else (second, first)
    else:
        return None
    known = int(year or 0)
    sure = known if _NO_YEAR_BEFORE <= known <= _NO_YEAR_AFTER else None
    return Birthday(int(month), int(day), sure)


def says_nothing(text: str) -> bool:
    """Whether this is how programs write "no birthday": empty, 0/0/00, 0.0.0000."""
    return _NOTHING.fullmatch(text) is not None


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether dates with slashes put the day first; None when the file does not give it away.

    >>> day_comes_first(["3/4/1990", "25/12/1980"]), day_comes_first(["3/4/1990"])
    (True, None)
    """
    for text in texts:
        if match := _SLASHES.fullmatch(text.strip()[:40]):
            first, second = int(match[1]), int(match[2])
            if first > 12 or second > 12:
                return first > 12
    return None
