"""Who knows what is due: each source is asked for what it has to tell one reader now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from . import asks, calls, consents, gatherings, in_short, intentions, roles, waits
from .due import Due, Reader

Source = Callable[[Reader], Iterable[Due]]

SOURCES: tuple[Source, ...] = (
    waits.proposals,
    waits.to_look_at,
    consents.asked_of_me,
    in_short.in_short,
    asks.turns,
    asks.asked_for,
    gatherings.asked_to_come,
    roles.roles,
    roles.trusted,
    calls.to_check,
    intentions.mine,
)
"""In the order in which they are told. A new kind of thing to tell is a function more."""


def due(reader: Reader) -> Sequence[Due]:
    """All that this reader may be told now. A network that is kept as it was says nothing."""
    if reader.actor.frozen:
        return []
    found = [one for source in SOURCES for one in source(reader)]
    return [one for one in found if one.until is None or one.until > reader.now]


__all__ = ["SOURCES", "Due", "Reader", "Source", "due"]
