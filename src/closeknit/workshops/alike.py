"""What all places of a room see alike: read once when something moved, however many ask at once.

Nothing in it is anybody’s own: of what single places said there are keys alone, so that only those
who said something are asked for it. It is kept under the number that moved last, which is read
first; whatever is in it moves that number in the same transaction. Whether a place may see it is
asked of the policy each time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from .models import Answer, Event, Group, Hand, Opening, Session
from .models.groups import Table

MOMENT = 2.0
"""Seconds after which it is read again although nothing moved."""
MOST = 200
"""Rooms that are kept at once."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A session as every place sees it, since this number moved."""

    last: int
    session: Session
    opening: Opening | None
    tables: tuple[Table, ...]
    brought: tuple[Group, ...]
    hands: frozenset[str]
    """The places whose hand is up."""
    said: frozenset[str]
    """The places that said something to what is open, or began to."""

    @classmethod
    def read(cls, session: Session, last: int | None = None) -> Alike:
        """As it is now."""
        last = Event.last_of(session.pk) if last is None else last
        opening = Opening.now(session)
        tables, brought = Group.tables(session)
        hands = Hand.all_up(session)
        said = Answer.begun(opening) if opening else frozenset()
        return cls(last, session, opening, tuple(tables), tuple(brought), hands, said)

    @classmethod
    def lately(cls, key: str) -> Alike | None:
        """As it was read a moment ago, if nothing moved since; None where there is no session."""
        last = Event.last_of(key) if "\0" not in key else 0
        at, found = _kept.get(key, (0.0, None))
        if found is None or found.last != last or time.monotonic() - at > MOMENT:
            at, session = time.monotonic(), Session.there(key)
            if session is None:
                return None
            found = cls.read(session, last)
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = at, found
        return found


_kept: dict[str, tuple[float, Alike]] = {}
forget = _kept.clear
