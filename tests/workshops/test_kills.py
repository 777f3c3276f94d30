"""An answer that was taken is kept, however often the house is killed while a room is on."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.manage.houses import House, new_database
from tests.manage.test_serve import COMMAND, free_port

PEOPLE, KILLS, EACH = 8, 6, 3
SEED = f"""
from closeknit import folder; folder.prepare(folder.chosen())
import django; django.setup()
from bench.rooms import seed; seed(1, {PEOPLE}, {KILLS})
"""
WORDS = """
import django, json; django.setup()
from closeknit.workshops.models import Answer
print(json.dumps(list(Answer.everyones.values_list("words", flat=True))))
"""


@contextmanager
def served(house: House, port: int) -> Iterator[subprocess.Popen[str]]:
    """Web and worker, as they are served; killed in the end, not stopped."""
    process = house.begin(*COMMAND, "serve", "--no-browser", f"--port={port}")
    assert process.stdout
    assert process.stderr
    try:
        while "Stop with" not in process.stdout.readline():
            assert process.poll() is None, process.stderr.read()
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


class Browser:
    """Somebody with a place, who keeps writing until the line is cut."""

    def __init__(self, port: int, cookie: str) -> None:
        self.line = http.client.HTTPConnection("localhost", port, timeout=20)
        self.cookie = cookie
        self.taken: list[str] = []

    def ask(self, path: str, body: str | None = None) -> tuple[int, str, str]:
        headers = {"Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Set-Cookie", "")

    def write_on(self, page: str, name: str, enough: threading.Event) -> None:
        """One wording after the other; what the house said yes to is written down here."""
        try:
            status, text, told = self.ask(page)
            csrf = re.search(r"closeknit_csrf=\w+", told)
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)
            where = re.search(r'action="(/w/[^"]+/answer/[^"]+)"', text)
            assert status == 200
            assert csrf
            assert token
            assert where
            self.cookie += f"; {csrf[0]}"
            for number in range(10_000):
                words = f"{name}-{number}"
                said = f"csrfmiddlewaretoken={token[1]}&words={words}"
                if self.ask(where[1], said)[0] == 302:
                    self.taken.append(words)
                if len(self.taken) == EACH:
                    enough.set()
        except (OSError, http.client.HTTPException):
            return  # killed: what was under way was not said yes to


def kept(house: House) -> set[str]:
    """What everybody’s answers say; the database itself is whole."""
    if not house.database:
        with sqlite3.connect(house.data / "closeknit.sqlite3") as there:
            assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return set(json.loads(house.runs(WORDS)))


@pytest.mark.long
@pytest.mark.django_db
def test_no_answer_that_was_taken_is_lost_when_the_house_is_killed(tmp_path: Path) -> None:
    """On the database that the tests run on: SQLite, and PostgreSQL, which outlives the house."""
    house = House(tmp_path, "" if connection.vendor == "sqlite" else new_database())
    (room,), port = json.loads(house.runs(SEED)), free_port()
    answered = 0
    for round_ in range(KILLS):
        with served(house, port) as process:
            opened(port, room, round_)
            answered += one_round(port, room, round_, house, process)
    assert answered >= KILLS * PEOPLE * EACH


def opened(port: int, room: dict[str, Any], round_: int) -> None:
    """The facilitator opens the next activity."""
    lead = Browser(port, room["lead"])
    _status, text, told = lead.ask(room["page"])
    csrf, token = re.search(r"closeknit_csrf=\w+", told), re.search(r'value="(\w{64})"', text)
    assert csrf
    assert token
    lead.cookie += f"; {csrf[0]}"
    where = room["activities"][round_]["open"]
    assert lead.ask(where, f"csrfmiddlewaretoken={token[1]}")[0] == 302


def one_round(
    port: int, room: dict[str, Any], round_: int, house: House, process: subprocess.Popen[str]
) -> int:
    """All write at once; in the middle everything is killed. The last taken wording is there."""
    people = [Browser(port, cookie) for cookie in room["seats"]]
    enough = [threading.Event() for _ in people]
    names = [f"r{round_}p{number}" for number in range(len(people))]
    threads = [
        threading.Thread(target=one.write_on, args=[room["page"], name, seen])
        for one, name, seen in zip(people, names, enough, strict=True)
    ]
    for thread in threads:
        thread.start()
    assert all(seen.wait(60) for seen in enough)
    process.kill()
    for thread in threads:
        thread.join(30)
    found = kept(house)
    for one, name in zip(people, names, strict=True):
        numbers = [int(words.split("-")[1]) for words in found if words.startswith(f"{name}-")]
        last = int(one.taken[-1].split("-")[1])
        assert numbers, name
        assert max(numbers) >= last, (name, numbers, last)  # perhaps one more, not said yes to yet
    return sum(len(one.taken) for one in people)
