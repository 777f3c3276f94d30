"""Two days beside each other: both maps, or a way to each where many people are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .picture import size, two_pictures
from .snapshot import Snapshot

DRAWN_TWICE = 200
"""Up to so many people two maps stand beside each other: more would make the page too heavy."""


@dataclass(frozen=True)
class Page:
    """What one of the two is called, and where it stands alone."""

    called: str
    where: str


@dataclass(frozen=True)
class Side:
    """One of the two: its own page, its day, and its map where it is drawn here."""

    page: Page
    day: dt.date
    picture: SafeString | None


@dataclass(frozen=True)
class SideBySide:
    """Two days beside each other, the earlier first."""

    sides: tuple[Side, Side]
    size: str
    drawn: bool


def side_by_side(first: Snapshot, last: Snapshot, pages: tuple[Page, Page]) -> SideBySide:
    """Both maps, with everybody in the same place as far as that is possible."""
    drawn = max(len(day.network.people) for day in (first, last)) <= DRAWN_TWICE
    maps = two_pictures(first, last) if drawn else (None, None)
    return SideBySide(
        sides=(Side(pages[0], first.on, maps[0]), Side(pages[1], last.on, maps[1])),
        size=max(size(first), size(last), key=len),
        drawn=drawn,
    )
