"""Days as one says them: “Tuesday 4 March”, « mardi 4 mars »."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format

from .tongues import language_now


def day(on: dt.date) -> str:
    """A day of these weeks, without its year.

    >>> from django.utils.translation import override
    >>> day(dt.date(2026, 3, 3))
    'Tuesday 3 March'
    >>> with override("fr-x-easy"):
    ...     day(dt.date(2026, 12, 1)), day(dt.date(2026, 12, 2))
    ('mardi 1er décembre', 'mercredi 2 décembre')
    """
    return date_format(on, f"l {_number(on)} F")


def full_day(on: dt.date) -> str:
    """A day with its year, for what is kept.

    >>> full_day(dt.date(2026, 3, 3))
    'Tuesday 3 March 2026'
    """
    return date_format(on, f"l {_number(on)} F Y")


def moment(at: dt.datetime) -> str:
    """A day and the hour of it.

    >>> moment(dt.datetime(2026, 3, 3, 14, 5))
    'Tuesday 3 March, 14:05'
    """
    return f"{day(at)}, {date_format(at, 'H:i')}"


def date_of(on: dt.date, year: bool = True) -> str:
    """A day among years, where its weekday says nothing.

    >>> date_of(dt.date(2014, 5, 3)), date_of(dt.date(2014, 5, 3), year=False)
    ('3 May 2014', '3 May')
    """
    return date_format(on, f"{_number(on)} F Y" if year else f"{_number(on)} F")


def _number(on: dt.date) -> str:
    """The day of the month; the first is said as first in French."""
    return r"j\e\r" if on.day == 1 and language_now() == "fr" else "j"
