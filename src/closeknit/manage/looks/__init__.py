"""What is looked at: each look answers with a word about how it is and a sentence why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import around, kept
from .found import Found, wrong

LOOKS: dict[str, Callable[[], Iterator[Found]]] = {
    "data folder": kept.folder,
    "room": kept.room,
    "database": kept.database,
    "tables": kept.tables,
    "record": kept.record,
    "files": kept.files,
    "backup": kept.backups,
    "worker": around.worker,
    "queue": around.queue,
    "mail": around.mail,
    "address": around.address,
    "clock": around.clock,
}


def found() -> list[Found]:
    """Everything there is to say, in this order. A look that cannot look says so."""
    told: list[Found] = []
    for about, look in LOOKS.items():
        try:
            told += [one.on(about) for one in look()]
        except Exception as trouble:  # the rest is still looked at
            told.append(wrong(f"This could not be looked at: {type(trouble).__name__}.").on(about))
    return told
