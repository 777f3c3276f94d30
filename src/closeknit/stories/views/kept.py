"""Recordings and pictures that stand beside words: for whoever may read those, piece by piece."""

from __future__ import annotations

import re
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from closeknit.networks.door import NetworkRequest, sighted
from closeknit.networks.files import ALONE
from closeknit.policy import Channel, Verb, must
from closeknit.stories.models import Consent, Kept, Moment, Photo, Reflection, Story
from closeknit.stories.sound import TYPE

Answer = HttpResponse | FileResponse
TYPES = {"sound": TYPE, "picture": "image/webp"}
PIECE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def moment_file(request: NetworkRequest, network: str, moment: str, what: str) -> Answer:
    """The recording or the picture of a moment."""
    return _file(request, Moment, moment, what)


def story_file(request: NetworkRequest, network: str, story: str, what: str) -> Answer:
    """The same of a story."""
    return _file(request, Story, story, what)


def reflection_file(request: NetworkRequest, network: str, reflection: str, what: str) -> Answer:
    """The same of a reflection: for whoever wrote it."""
    return _file(request, Reflection, reflection, what)


def _file(request: NetworkRequest, model: type[Any], key: str, what: str) -> Answer:
    row = model.visible_to(request.actor, Channel.FILE).filter(pk=key).first()
    if row is None or what not in Kept.file_fields or not getattr(row, what):
        raise Http404
    must(request.actor, Verb.READ, row.facts(), Channel.FILE)
    sighted(request, row)
    return _sent(request, getattr(row, what), what)


def _sent(request: HttpRequest, name: str, what: str) -> Answer:
    """The file, or the piece of it that was asked for."""
    try:
        found = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {**ALONE, "Content-Disposition": "inline", "Accept-Ranges": "bytes"}
    asked = PIECE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return FileResponse(found, content_type=TYPES[what], headers=headers)
    return _piece(found, found.size, asked, {**headers, "Content-Type": TYPES[what]})


def of_what_is_asked(request: HttpRequest, row: Consent, what: str) -> Answer:
    """What somebody is asked about, for whoever is asked: nobody says yes to what they cannot hear.

    Who may ask for it was found out before.
    """
    lived = row.lived
    name = getattr(lived, "middle" if isinstance(lived, Photo) else what, "")
    if not name or what not in Kept.file_fields or (what == "sound" and isinstance(lived, Photo)):
        raise Http404
    return _sent(request, name, what)


def _piece(
    found: IO[bytes], size: int, asked: re.Match[str], headers: dict[str, str]
) -> HttpResponse:
    """What a player asks for when somebody goes on from the middle."""
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    with found:
        if first > last:
            return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
        found.seek(first)
        piece = found.read(last - first + 1)
    told = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(piece, status=206, headers={**headers, **told})
