"""The doors of workshops: what everybody reads, a series and its host, the live room, recaps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .door import ADD, CHANGE, PUBLIC, REMOVE, SIGNED_IN, Door, deed, desk, of_host, of_series, room
from .words import Verb

WORKSHOP: Mapping[str, Door] = MappingProxyType(
    {
        # Workshops: what everybody reads, asking for a place, and the links of a place and of a
        # part; the pages behind them ask the policy themselves.
        "workshops": PUBLIC,
        "begin_workshop": SIGNED_IN,
        "begin_practice": SIGNED_IN,
        "workshop": PUBLIC,
        "public_recaps": PUBLIC,
        "host_page": PUBLIC,
        "sign_up": PUBLIC,
        "stop_place_letters": PUBLIC,
        "place": PUBLIC,
        "lead_link": PUBLIC,
        # One series, its people, its sessions and their plans.
        "series": of_series(room("series")),
        "series_file": of_series(room("session")),
        "change_series": of_series(desk("series", CHANGE)),
        "series_deed": of_series(deed("series", CHANGE)),
        "throw_practice": of_series(deed("series", REMOVE)),
        "shift_series": of_series(desk("series", CHANGE)),
        "copy_series": of_series(desk("series", CHANGE)),
        "roster": of_series(room("roster", ("roster", ADD))),
        "seat": of_series(desk("roster", CHANGE)),
        "my_seat": of_series(desk("seat", CHANGE)),
        "certificate": of_series(desk("seat", CHANGE)),
        "certificate_pdf": of_series(Door("network", ("seat", CHANGE))),
        "in_touch": of_series(desk("reach", ADD)),
        "agreement": of_series(room("series", ("seat", CHANGE))),
        "leads": of_series(desk("series", CHANGE)),
        "add_session": of_series(desk("session", ADD)),
        "session": of_series(room("session")),
        "change_session": of_series(desk("session", CHANGE)),
        "session_deed": of_series(deed("session", CHANGE)),
        "session_bring_back": of_series(deed("session", REMOVE)),
        "session_plan": of_series(desk("activity", CHANGE)),
        "add_block": of_series(desk("activity", ADD)),
        "session_print": of_series(Door("network", ("activity", CHANGE))),
        "block": of_series(desk("activity", CHANGE)),
        "block_bring_back": of_series(deed("activity", REMOVE)),
        # Who invites, and the blocks they keep.
        "host": of_host(desk("host", CHANGE)),
        "method": of_host(desk("method", CHANGE)),
        "method_bring_back": of_host(deed("method", REMOVE)),
        # The live room of a workshop.
        "room": of_series(room("session")),
        "room_events": of_series(room("session")),
        "room_wall": of_series(Door("network", ("session", CHANGE))),
        "room_picture": of_series(room("activity")),
        "room_open": of_series(deed("activity", CHANGE)),
        "room_turn": of_series(deed("activity", CHANGE)),
        "room_presence": of_series(deed("roster", ADD)),
        "room_park": of_series(deed("parked", ADD)),
        "room_note": of_series(deed("note", ADD)),
        "room_groups": of_series(desk("group", ADD)),
        "room_line": of_series(deed("group", CHANGE)),
        "room_answer": of_series(deed("answer", ADD)),
        "room_tell": of_series(deed("telling", ADD)),
        "room_done": of_series(deed("hand", ADD)),
        "room_hand": of_series(deed("hand", CHANGE)),
        # Between sessions: something to try, and what to think about.
        "homework": of_series(desk("homework", CHANGE)),
        "change_homework": of_series(desk("homework", CHANGE)),
        "homework_bring_back": of_series(deed("homework", REMOVE)),
        "did_you": of_series(room("homework", ("tried", ADD))),
        "think": of_series(desk("answer", ADD)),
        # How a session was, being counted, and what is told of the group.
        "check": of_series(desk("check", ADD)),
        "count_me": of_series(desk("counted", ADD)),
        "figures": of_series(room("figures", ("figures", ADD))),
        "report": of_series(Door("network", ("figures", ADD))),
        "report_pdf": of_series(Door("network", ("figures", ADD))),
        "report_csv": of_series(Door("network", ("figures", ADD))),
        # Recaps of a series of workshops; the last three are read by everybody once published.
        "recaps": of_series(room("recap")),
        "recap": of_series(room("recap")),
        "recap_pdf": of_series(room("recap")),
        "recap_words": of_series(desk("recap", CHANGE)),
        "recap_draft": of_series(deed("recap", ADD)),
        "recap_edit": of_series(desk("recap", CHANGE)),
        "recap_publish": of_series(desk("recap", Verb.SHARE)),
        "recap_letters": of_series(deed("recap", Verb.SHARE)),
        "recap_unpublish": of_series(deed("recap", Verb.SHARE)),
        "own_lines": of_series(desk("telling", ADD)),
        # Stories and pictures that people bring along from their networks.
        "offers": of_series(room("offer")),
        "bring": of_series(Door("network", ("offer", ADD))),
        "bring_one": of_series(desk("offer", ADD)),
        "offer_back": of_series(deed("offer", REMOVE)),
        "offer_picture": of_series(room("offer")),
        "recap_picture": of_series(room("recap")),
        "public_recap_picture": PUBLIC,
        "public_recap": PUBLIC,
        "public_recap_pdf": PUBLIC,
        "public_recap_card": PUBLIC,
    }
)
