"""One thing that happened, as the story of the network tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from closeknit.design.days import date_of

from .telling import when


@dataclass(frozen=True)
class Happened:
    """One thing that happened. `day` is a year, a month or a day; `own` is what somebody wrote."""

    day: str
    words: str
    url: str = ""
    kind: str = "tie"
    own: str = ""

    @property
    def year(self) -> str:
        return self.day[:4]

    @property
    def when(self) -> str:
        """The day within its year; empty where only the year is known.

        >>> Happened("2019-06-02", "").when, Happened("2019-06", "").when, Happened("2019", "").when
        ('2 June', 'June', '')
        """
        if len(self.day) == 10:
            return date_of(dt.date.fromisoformat(self.day), year=False)
        return when(self.day).rpartition(" ")[0]
