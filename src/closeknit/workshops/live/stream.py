"""One screen's stream: "something moved", with a number to go on from.

It carries no content, so the policy stands in one place: the page that the screen fetches then.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from closeknit.networks.files import ALONE

from .hub import Room, hub, last_numbers

BEAT = 15
"""Seconds after which a silent stream says that it is still there, and asks whether it may be."""
LONGEST = 10 * 60
"""Seconds after which it ends; the screen comes back with the number it has."""
RETRY = 2000
"""Milliseconds after which a screen comes back whose stream was cut."""


def stream(
    request: HttpRequest, session: str, kinds: Collection[str], still: Callable[[], bool]
) -> HttpResponseBase:
    """Tell this screen whenever one of these kinds moved in this session.

    `still` is asked again while it lasts: whether whoever looks may still be there.
    """
    last = after(request)
    if not isinstance(request, ASGIRequest):  # a server that cannot stream: the screen asks again
        room = Room(last_numbers([session]).get(session, {}))
        return answer(iter([f"retry: {RETRY}\n\n", *moved(room, kinds, last)]))
    if hub.screens >= settings.STREAMS:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return answer(told(session, kinds, last, still))


def answer(said: object) -> StreamingHttpResponse:
    """Proxies that gather an answer before they pass it on are asked not to."""
    headers = {**ALONE, "X-Accel-Buffering": "no"}
    kind = "text/event-stream"
    return StreamingHttpResponse(said, content_type=kind, headers=headers)  # type: ignore[arg-type]


def after(request: HttpRequest) -> int:
    """The number this screen has: a browser that comes back says it by itself."""
    said = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0


async def told(
    session: str, kinds: Collection[str], last: int, still: Callable[[], bool]
) -> AsyncIterator[str]:
    """The lines of one stream, from the number its screen has."""
    may = sync_to_async(still)
    ends = time.monotonic() + LONGEST
    async with hub.watch(session) as room:
        yield f"retry: {RETRY}\n\n"
        people = room.numbers.get("people", 0)
        while time.monotonic() < ends:
            bell = room.bell
            for line in moved(room, kinds, last):
                last = max(room.numbers.values())
                yield line
            try:
                async with asyncio.timeout(BEAT):
                    await bell.wait()
            except TimeoutError:
                yield ": still here\n\n"
            else:
                if hub.over:
                    return
                if room.numbers.get("people", 0) == people:
                    continue
            people = room.numbers.get("people", 0)
            if not await may():
                yield "event: over\ndata: -\n\n"
                return


def moved(room: Room, kinds: Collection[str], last: int) -> list[str]:
    """The line that says so, if one of these kinds moved after this number.

    >>> moved(Room({"room": 4, "answers": 6}), ["room"], 3)
    ['id: 6\\nevent: moved\\ndata: room\\n\\n']
    >>> moved(Room({"room": 4, "answers": 6}), ["room"], 4)
    []
    """
    newest = max(room.numbers.values(), default=0)
    if last > newest:  # the numbers of another time, from before a copy was brought back
        last = -1
    new = sorted(kind for kind, number in room.numbers.items() if kind in kinds and number > last)
    return [f"id: {newest}\nevent: moved\ndata: {' '.join(new)}\n\n"] if new else []
