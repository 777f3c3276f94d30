"""The doors of a live room: what looking asks the table for, and what doing something asks for."""

from __future__ import annotations

from .words import Verb

SEES, LEADS = ("session", Verb.READ), ("activity", Verb.CHANGE)

ROOM: dict[str, tuple[tuple[str, Verb] | None, tuple[str, Verb] | None]] = {
    "room": (SEES, None),
    "room_events": (SEES, None),
    "room_wall": (("session", Verb.CHANGE), None),
    "room_open": (None, LEADS),
    "room_turn": (None, LEADS),
    "room_presence": (None, ("roster", Verb.CREATE)),
    "room_park": (None, ("parked", Verb.CREATE)),
    "room_note": (None, ("note", Verb.CREATE)),
    "room_groups": (("group", Verb.CREATE), ("group", Verb.CREATE)),
    "room_line": (None, ("group", Verb.CHANGE)),
    "room_answer": (None, ("answer", Verb.CREATE)),
    "room_tell": (None, ("telling", Verb.CREATE)),
    "room_done": (None, ("hand", Verb.CREATE)),
    "room_hand": (None, ("hand", Verb.CHANGE)),
}
