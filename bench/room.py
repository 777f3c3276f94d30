"""A live room with everybody in it: 200 people in ten rooms, one real server, one opened activity
after the other.

Each person holds a stream as a browser does, and fetches what moves when it says so; the time runs
from the facilitator's click until the words of the activity have arrived at that person. First the
rooms open at moments of their own; then all ten in the same moment, which no ten facilitators do.
Whoever was not told within ten seconds is an error. The last line is the 95th percentile of the
first kind.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from .pages import free_port

ROOMS, PEOPLE, ROUNDS, AT_ONCE, SPREAD = 10, 20, 4, 2, 4.0
HERE = Path(__file__).resolve().parent.parent
SERVE = "from closeknit.manage import main; raise SystemExit(main())"
SEED = (
    "import django; django.setup(); from bench.rooms import seed; seed({rooms}, {people}, {acts})"
)


class Browser:
    """A browser as far as it matters here: cookies, a line that stays open, a stream."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: str | None = None, **headers: str) -> tuple[int, Any, str]:
        """Status, headers and body of one answer. A line that lay idle is taken up anew."""
        for fresh in (self.line is None, True):
            if fresh:
                self.line = await asyncio.open_connection("127.0.0.1", self.port)
            assert self.line
            reads, writes = self.line
            try:
                writes.write(self.words(path, body, headers))
                status, told = await head(reads)
                break
            except (asyncio.IncompleteReadError, ConnectionError):
                if fresh:
                    raise
        text = await reads.readexactly(int(told.get("content-length", 0)))
        if "csrf" in told:
            self.cookie += "; " + told["csrf"]
        return status, told, text.decode()

    def words(self, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"Host: localhost:{self.port}", f"Cookie: {self.cookie}"]
        lines += [f"{name.replace('_', '-')}: {said}" for name, said in headers.items()]
        if body is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body.encode())}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()

    async def stream(self, path: str) -> AsyncIterator[str]:
        """The events of a stream, as long as it lasts."""
        reads, writes = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        try:
            writes.write(self.words(path, None, {"Accept": "text/event-stream"}))
            status, _told = await head(reads)
            if status != 200:
                raise RuntimeError(f"A stream answered {status}.")
            while line := await reads.readline():
                if line.startswith((b"event:", b"retry:")):
                    yield line.decode().split(":")[1].strip()
        finally:
            writes.close()


async def head(reads: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    said = (await reads.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.split(":", 1) for line in said[1:] if ":" in line)
    told = {name.lower(): what.strip() for name, what in pairs}
    if found := re.search(r"closeknit_csrf=\w+", "\n".join(said)):
        told["csrf"] = found[0]
    return int(said[0].split()[1]), told


class Person:
    """Somebody with a place: watches, fetches, and says when each activity was there."""

    def __init__(self, port: int, room: dict[str, Any], cookie: str) -> None:
        self.browser, self.room = Browser(port, cookie), room
        self.seen: dict[str, float] = {}
        self.watching = asyncio.Event()

    async def watch(self) -> None:
        async for event in self.browser.stream(self.room["events"]):
            self.watching.set()
            if event != "moved":
                continue
            status, _told, text = await self.browser.ask(self.room["page"], HX_Request="true")
            if status != 200:
                raise RuntimeError(f"The room answered {status}.")
            for word in re.findall(r"activity-\d+-\d+", text):
                self.seen.setdefault(word, time.perf_counter())


class Lead:
    """A facilitator who opens one activity after the other."""

    def __init__(self, port: int, room: dict[str, Any]) -> None:
        self.browser, self.room, self.clicked = Browser(port, room["lead"]), room, {}
        self.clicked: dict[str, float] = {}

    async def open(self, number: int) -> None:
        activity = self.room["activities"][number]
        _status, _told, text = await self.browser.ask(self.room["page"], HX_Request="true")
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)
        assert token
        self.clicked[activity["word"]] = time.perf_counter()
        said = f"csrfmiddlewaretoken={token[1]}"
        status, _told, _text = await self.browser.ask(activity["open"], said)
        if status != 302:
            raise RuntimeError(f"Opening answered {status}.")


@asynccontextmanager
async def house(folder: str) -> AsyncIterator[tuple[int, list[dict[str, Any]]]]:
    """`closeknit serve` as it is typed, on a folder with ten rooms."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("CLOSEKNIT_", "DJANGO_"))}
    env |= {"CLOSEKNIT_DATA": folder, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE / 'src'}"}
    env |= {"CLOSEKNIT_URL": f"http://localhost:{port}", "CLOSEKNIT_SECRET": "bench" * 12}
    seed = SEED.format(rooms=ROOMS, people=PEOPLE, acts=ROUNDS + AT_ONCE)
    made = subprocess.run(
        [sys.executable, "-c", seed], check=True, capture_output=True, text=True,
        env=env | {"DJANGO_SETTINGS_MODULE": "closeknit.settings"},
    )  # fmt: skip
    words = ["serve", "--no-browser", f"--port={port}", f"--data={folder}"]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, *words], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout
        while "Stop with" not in server.stdout.readline():
            pass
        yield port, json.loads(made.stdout)
    finally:
        server.terminate()
        server.wait(15)


def percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


async def everybody(people: list[Person], lead: Lead, number: int) -> list[float]:
    """How long it took until each of this room had what its facilitator opened."""
    await lead.open(number)
    word = lead.room["activities"][number]["word"]
    async with asyncio.timeout(10):
        while not all(word in one.seen for one in people):
            await asyncio.sleep(0.02)
    return [one.seen[word] - lead.clicked[word] for one in people]


async def measure(port: int, rooms: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    groups = [[Person(port, room, cookie) for cookie in room["seats"]] for room in rooms]
    leads = [Lead(port, room) for room in rooms]
    people = [one for group in groups for one in group]
    watching = [asyncio.create_task(one.watch()) for one in people]
    async with asyncio.timeout(60):
        while not all(one.watching.is_set() for one in people):
            await asyncio.sleep(0.1)
            well(watching)
    print(f"{len(watching)} people in {len(rooms)} rooms are watching", flush=True)
    chance = random.Random(7)

    async def later(group: list[Person], lead: Lead, number: int, spread: float) -> list[float]:
        await asyncio.sleep(chance.random() * spread)
        return await everybody(group, lead, number)

    found: list[list[float]] = []
    for first, count, spread in ((0, ROUNDS, SPREAD), (ROUNDS, AT_ONCE, 0.0)):
        times: list[float] = []
        for number in range(first, first + count):
            pairs = zip(groups, leads, strict=True)
            many = await asyncio.gather(*(later(g, lead, number, spread) for g, lead in pairs))
            times += [each for some in many for each in some]
            await asyncio.sleep(0.5)
        found.append(times)
    well(watching)
    for task in watching:
        task.cancel()
    return found[0], found[1]


def well(watching: list[asyncio.Task[None]]) -> None:
    """Raise what went wrong with anybody's screen: nothing else is measured then."""
    for task in watching:
        if task.done():
            task.result()
            raise RuntimeError("A stream ended before its time.")


async def main() -> None:
    with tempfile.TemporaryDirectory(prefix="closeknit-bench-") as folder:
        async with house(folder) as (port, rooms):
            spread, at_once = await measure(port, rooms)
    for name, times in (("all ten at once", at_once), ("each when it is time", spread)):
        told = ", ".join(f"p{int(p * 100)} {percentile(times, p):.2f} s" for p in (0.5, 0.95, 1))
        print(f"{name}: {len(times)} of {len(times)} saw it, {told}")
    print(f"p95 {percentile(spread, 0.95):.2f} s from click to every screen")


if __name__ == "__main__":
    asyncio.run(main())
