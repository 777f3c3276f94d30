"""One watcher in each process, however many screens look at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import sync_to_async
from django.apps import apps
from django.db import DatabaseError, close_old_connections

from .wakes import hear

AT_LEAST = 2.0
"""Seconds after which it looks although nobody woke it."""
TOGETHER = 0.05
"""Seconds between two looks, so that many deeds in one moment are one look."""


@dataclass
class Room:
    """A session that somebody watches: its last numbers by kind, and a bell for the next ones."""

    numbers: dict[str, int]
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    screens: int = 0

    def moved(self, numbers: dict[str, int]) -> None:
        """Ring for whoever waits now; the next one waits for the next bell."""
        if numbers != self.numbers:
            self.numbers, bell, self.bell = numbers, self.bell, asyncio.Event()
            bell.set()


class Hub:
    """Looks for all its rooms in one query when something was written; idle while none is open."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.screens = 0
        self.watcher: asyncio.Task[None] | None = None
        self.over = False

    def end(self) -> None:
        """The house closes: every stream ends now, so that nobody waits for it."""
        self.over = True
        for room in self.rooms.values():
            room.bell.set()

    @asynccontextmanager
    async def watch(self, session: str) -> AsyncIterator[Room]:
        """The room of this session, as long as a screen looks at it."""
        self.screens += 1
        try:
            if session not in self.rooms:
                found = (await numbers_of([session])).get(session, {})
                self.rooms.setdefault(session, Room(found))
            room = self.rooms[session]
            room.screens += 1
            try:
                self._begin()
                yield room
            finally:
                room.screens -= 1
                if not room.screens and self.rooms.get(session) is room:
                    del self.rooms[session]
        finally:
            self.screens -= 1
            if not self.rooms:
                self._rest()

    def _begin(self) -> None:
        if self.watcher is None or self.watcher.done():
            self.watcher = asyncio.create_task(self._watch())

    def _rest(self) -> None:
        if self.watcher is not None:
            self.watcher.cancel()
        self.watcher = None

    async def _watch(self) -> None:
        woken = asyncio.Event()
        ears = asyncio.create_task(hear(woken.set))
        try:
            while True:
                try:
                    async with asyncio.timeout(AT_LEAST):
                        await woken.wait()
                except TimeoutError:
                    pass
                woken.clear()
                await self._look()
                await asyncio.sleep(TOGETHER)
        finally:
            ears.cancel()

    async def _look(self) -> None:
        try:
            found = await numbers_of(list(self.rooms))
        except DatabaseError:  # busy or away: the next look finds it
            return
        for session, room in self.rooms.items():
            room.moved(found.get(session, {}))


def last_numbers(sessions: Iterable[str]) -> dict[str, dict[str, int]]:
    """The last number of each kind in each of these sessions."""
    event: Any = apps.get_model("workshops", "Event")
    found: dict[str, dict[str, int]] = event.numbers(list(sessions))
    return found


@sync_to_async
def numbers_of(sessions: Iterable[str]) -> dict[str, dict[str, int]]:
    """The same from a stream, which has no request to take up a line anew that was cut."""
    close_old_connections()
    return last_numbers(sessions)


hub = Hub()
