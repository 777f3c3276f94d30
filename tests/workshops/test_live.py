"""Every screen of a room is told that something moved: by the database, and by Valkey."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction

from closeknit.workshops.live import hub as watching
from closeknit.workshops.live import stream as streaming
from closeknit.workshops.live import valkey as lines
from closeknit.workshops.live.stream import told
from closeknit.workshops.models import Event, Host, Moved, Series

from .valkey import valkey

pytestmark = pytest.mark.django_db(transaction=True)
SERIES, ROOM, NEXT_DOOR = "series", "room", "next-door"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with valkey(tmp_path_factory.mktemp("valkey")) as address:
        yield address


@pytest.fixture(params=["database", "valkey"], autouse=True)
def _way(request: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same for both ways. Looking without being woken is put off: being woken must do."""
    host = Host.everyones.create(name="The Orchard")
    Series.everyones.create(pk=SERIES, host=host, title="People around us")
    settings.VALKEY = ""
    if request.param == "valkey":
        settings.VALKEY = request.getfixturevalue("address")
    monkeypatch.setattr(watching, "AT_LEAST", 60.0)
    yield
    lines.the_line.close()


def elsewhere(deed: Callable[[], Any]) -> None:
    """Somebody does it beside us, on a connection of their own."""

    def done() -> None:
        deed()
        connection.close()

    one = threading.Thread(target=done)
    one.start()
    one.join()


class Screen:
    """One screen: what it was told, and when."""

    def __init__(
        self,
        session: str = ROOM,
        kinds: tuple[str, ...] = ("room",),
        last: int = 0,
        still: Callable[[], bool] = lambda: True,
    ) -> None:
        self.lines = told(session, kinds, last, still)

    async def next(self) -> str:
        async with asyncio.timeout(10):  # a stream of which nothing moves says so after 15
            return (await anext(self.lines)).strip()

    async def silent(self) -> None:
        """Nothing comes for a while. (The stream cannot be read on after that.)"""
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await anext(self.lines)


def watched(story: Callable[[], Any]) -> Any:
    async def all_of_it() -> Any:
        try:
            return await story()
        finally:
            await sync_to_async(connections.close_all)()

    return asyncio.run(all_of_it())


async def tell(session: str = ROOM, kind: Moved = Moved.ROOM) -> None:
    await asyncio.to_thread(elsewhere, lambda: Event.tell(SERIES, session, kind))


def test_every_screen_is_told_at_once() -> None:
    async def story() -> None:
        screens = [Screen() for _ in range(20)]
        for screen in screens:
            assert await screen.next() == "retry: 2000"
        waiting = [asyncio.create_task(screen.next()) for screen in screens]
        await asyncio.sleep(0.3)
        await tell()
        assert set(await asyncio.gather(*waiting)) == {"id: 1\nevent: moved\ndata: room"}

    watched(story)


def test_a_screen_that_comes_back_is_told_once_what_it_missed() -> None:
    for _ in range(3):
        Event.tell(SERIES, ROOM, Moved.ROOM)

    async def story() -> None:
        for last in (0, 2, 999):  # 999: from before a copy was brought back
            screen = Screen(last=last)
            assert await screen.next() == "retry: 2000"
            assert await screen.next() == "id: 3\nevent: moved\ndata: room"
            await screen.silent()
        screen = Screen(last=3)
        assert await screen.next() == "retry: 2000"
        await screen.silent()

    watched(story)


def test_a_place_is_not_told_how_many_answered() -> None:
    async def story() -> None:
        place, lead = Screen(), Screen(kinds=("room", "answers", "people"))
        for screen in (place, lead):
            await screen.next()
        await tell(kind=Moved.ANSWERS)
        assert await lead.next() == "id: 1\nevent: moved\ndata: answers"
        await place.silent()

    watched(story)


def test_the_room_next_door_stays_quiet() -> None:
    async def story() -> None:
        here, there = Screen(), Screen(NEXT_DOOR)
        for screen in (here, there):
            await screen.next()
        await tell(NEXT_DOOR)
        assert "moved" in await there.next()
        await here.silent()

    watched(story)


def test_what_was_not_written_in_the_end_is_told_to_nobody() -> None:
    def undone() -> None:
        with transaction.atomic():
            Event.tell(SERIES, ROOM, Moved.ROOM)
            transaction.set_rollback(True)

    async def story() -> None:
        screen = Screen()
        await screen.next()
        await asyncio.to_thread(elsewhere, undone)
        await screen.silent()

    watched(story)


def test_whoever_may_not_stay_is_told_that_it_is_over() -> None:
    here = [True]

    async def story() -> None:
        screen = Screen(still=lambda: here[0])
        await screen.next()
        waiting = asyncio.create_task(screen.next())
        await asyncio.sleep(0.2)
        here[0] = False
        await tell(kind=Moved.PEOPLE)
        assert await waiting == "event: over\ndata: -"
        with pytest.raises(StopAsyncIteration):
            await screen.next()

    watched(story)


def test_a_silent_stream_beats_and_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "BEAT", 0.1)
    asked = []

    async def story() -> None:
        screen = Screen(still=lambda: asked.append(1) is None and len(asked) < 2)
        await screen.next()
        assert [await screen.next() for _ in range(3)] == [
            ": still here",
            ": still here",
            "event: over\ndata: -",
        ]

    watched(story)


def test_nobody_watches_an_empty_room() -> None:
    async def story() -> None:
        screen = Screen()
        await screen.next()
        assert watching.hub.screens == 1
        await screen.lines.aclose()  # type: ignore[attr-defined]
        assert (watching.hub.screens, watching.hub.rooms) == (0, {})
        assert watching.hub.watcher is None

    watched(story)


def test_numbers_count_up_within_a_session_whatever_moved() -> None:
    told_numbers = [Event.tell(SERIES, ROOM, kind) for kind in (*Moved, *Moved)]
    assert told_numbers == [1, 2, 3, 4, 5, 6]
    assert Event.tell(SERIES, NEXT_DOOR, Moved.ROOM) == 1
    assert Event.everyones.filter(session=ROOM).count() == len(Moved)
    assert Event.last_of(ROOM) == 6


def test_a_valkey_that_is_gone_holds_nobody_up(settings: Any, caplog: Any) -> None:
    settings.VALKEY = "valkey://127.0.0.1:1"
    lines.the_line.quiet_until = 0
    for _ in range(5):
        Event.tell(SERIES, ROOM, Moved.ROOM)
    assert Event.last_of(ROOM) == 5
    assert caplog.text.count("does not answer") == 1
    lines.the_line.quiet_until = 0
