"""The map: the picture with one person's panel beside it, and moving somebody."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.core.gaps import empty_chairs, find_gaps
from closeknit.networks import map_words as say
from closeknit.networks.door import NetworkRequest, seen, sighted
from closeknit.networks.files import ALONE
from closeknit.networks.moves import back_to, moved_of
from closeknit.networks.picture import picture, picture_file, size
from closeknit.networks.roll import entry, matching
from closeknit.networks.sentences import chairs_of, tell
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.then import slider
from closeknit.networks.words import CIRCLES

from .then import map_then

SAID = 3
"""How many findings stand beside the map; the others have a page of their own."""


def map_page(request: NetworkRequest, network: str) -> HttpResponse:
    """The people around the person, with one of them opened when the address says whom."""
    if {"on", "step"} & request.GET.keys():
        return map_then(request)
    snapshot = seen(request)
    chairs = chairs_of(empty_chairs(snapshot.network), snapshot)
    focus = _focus(request, snapshot)
    if focus:
        sighted(request, snapshot.people[focus])
    shown = {
        "snapshot": snapshot,
        "title": say.title(snapshot),
        "lead": " ".join(filter(None, (say.counted(snapshot.network), say.waiting(len(chairs))))),
        "others": say.others(snapshot.network),
        "picture": picture(snapshot, focus, chairs=chairs),
        "moved": moved_of(request.GET, snapshot),
        "focus": entry(snapshot, snapshot.network.person(focus)) if focus else None,
        "find": request.GET.get("find", ""),
        "circles": CIRCLES.items(),
        "ring_names": json.dumps({number: str(name) for number, name in CIRCLES.items()}),
        "findings": [tell(finding, snapshot) for finding in find_gaps(snapshot.network)[:SAID]],
        "chairs": chairs,
        "back": back_to(request.get_full_path()),
        "here": "map",
        "slider": slider(snapshot.ties, snapshot.on, snapshot.on),
        "size": size(snapshot),
        "empty": not snapshot.network.people,
    }
    alone = request.headers.get("HX-Target") == "board"
    template = "networks/_board.html" if alone else "networks/map.html"
    return render(request, template, {**shown, "alone": alone})


def _focus(request: NetworkRequest, snapshot: Snapshot) -> str:
    """Whom the address opens: by key, or by the first name that fits what was typed."""
    key, wanted = request.GET.get("focus", ""), request.GET.get("find", "")
    if wanted.strip() and not key:
        return next((person.key for person in matching(snapshot, wanted)), "")
    return key if key in snapshot.people else ""


def map_svg(request: NetworkRequest, network: str) -> HttpResponse:
    """The map as a file of its own, for a wall or a letter."""
    snapshot = seen(request)
    headers = {**ALONE, "Content-Disposition": 'attachment; filename="map.svg"'}
    return HttpResponse(picture_file(snapshot), content_type="image/svg+xml", headers=headers)
