"""Each thing is told once, however often whoever tells it is killed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.manage.test_kills import prepared, run

from .scene import Post, post_office

PEOPLE, KILLS = 250, 100
FILLED = f"""
import datetime as dt
import django; django.setup()
from allauth.account.models import EmailAddress
from django.utils import timezone
from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Network, Person
from closeknit.notices.models import Rhythm
from closeknit.plans.models import Ask
from closeknit.policy import Role
maya = Account.objects.create_user("maya@example.org", name="Maya")
network = Network.begin(maya.pk, "Maya", mine=True)
actor = network.actor(maya.pk)
for number in range({PEOPLE}):
    one = Account.objects.create_user(f"{{number}}@example.org", name=f"N{{number}}")
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    person = Person.welcome(actor, one.name)
    Membership.welcome(actor, one.pk, Role.MEMBER, person=person, opened_at=timezone.now())
    Rhythm.choose(one, how="daily", hour=(timezone.now().hour + 12) % 24)
row = Ask.begin(actor, title="Company")
row.tell(actor, row.version)
Rhythm.objects.update(next_at=timezone.now())
"""
# One process that has read the program waits for a line, and then begins a worker of its own, which
# sweeps and works without a pause. A letter left behind is taken up at once, not after minutes.
WORKERS = """
import datetime as dt, os, sys
import django; django.setup()
from django_tasks_db.management.commands.db_worker import Worker
from closeknit.notices import sending, tasks
from closeknit.networks.models import posting
from closeknit.notices.models import slots
slots.LEASE = posting.AGAIN = dt.timedelta(0)
def work():
    while True:
        tasks.tell_what_is_due.call()
        Worker(queue_names=["*"], interval=0, batch=True, backend_name="default",
               startup_delay=False, max_tasks=None, worker_id=str(os.getpid()),
               excluded_queue_names=[]).run()
from django.urls import reverse
reverse("news")  # what every worker would read first
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        work()
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class Slow(Post):
    """A mail server that takes its time before and after it has taken a letter."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.begun += 1
        await asyncio.sleep(random.random() / 50)
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(random.random() / 50)
        return answer


def in_hand(folder: Path) -> set[str]:
    """Letters that somebody took and did not end."""
    with sqlite3.connect(folder / "closeknit.sqlite3", timeout=20) as there:
        found = there.execute("SELECT key FROM notices_slot WHERE state = 'sending'")
        return {key for (key,) in found}


def states(folder: Path) -> Counter[str]:
    with sqlite3.connect(folder / "closeknit.sqlite3", timeout=20) as there:
        found = there.execute("SELECT state, count(*) FROM notices_slot GROUP BY state")
        return Counter(dict(found.fetchall()))


def begin(spawner: subprocess.Popen[str]) -> int:
    assert spawner.stdin
    assert spawner.stdout
    spawner.stdin.write("go\n")
    spawner.stdin.flush()
    return int(spawner.stdout.readline())


def end(spawner: subprocess.Popen[str], child: int) -> None:
    assert spawner.stdout
    os.kill(child, signal.SIGKILL)
    assert spawner.stdout.readline() == "ended\n"


def wait_a_little(post: Slow, kill: int) -> None:
    """Every third is killed anywhere in its first second; the others about when a letter goes."""
    if kill % 3 == 0:
        time.sleep(random.random())
        return
    before, until = post.begun, time.monotonic() + 20
    while post.begun == before and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(random.random() / 15)


def workers(folder: Path, address: str) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("CLOSEKNIT_")}
    env |= {
        "CLOSEKNIT_DATA": str(folder),
        "CLOSEKNIT_SMTP": address,
        "DJANGO_SETTINGS_MODULE": "closeknit.settings",
    }
    wanted = [sys.executable, "-c", WORKERS]
    return subprocess.Popen(
        wanted, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.long
def test_every_notice_is_told_once_though_its_teller_is_killed_a_hundred_times(
    tmp_path: Path,
) -> None:
    """By its name (Message-ID). A letter that the server had taken when its worker was killed,
    before that was written down, comes again under the same name; nothing is lost, and nothing is
    told in two letters."""
    random.seed(7)
    prepared(tmp_path)
    assert run(FILLED, tmp_path).wait(300) == 0
    caught, before = 0, set[str]()
    with post_office(Slow()) as (post, address):
        spawner = workers(tmp_path, address)
        for kill in range(KILLS):
            child = begin(spawner)
            wait_a_little(post, kill)
            end(spawner, child)
            now = in_hand(tmp_path)
            caught, before = caught + bool(now - before), now
        child = begin(spawner)
        until = time.monotonic() + 300
        while states(tmp_path)["sent"] < PEOPLE and time.monotonic() < until:
            time.sleep(0.5)
        end(spawner, child)
        spawner.kill()
        spawner.wait()
        for pipe in (spawner.stdin, spawner.stdout):
            assert pipe
            pipe.close()
    assert states(tmp_path) == {"sent": PEOPLE}
    names = defaultdict(set)
    for letter in post.kept:
        names[letter["To"]].add(letter["Message-ID"])
    assert len(names) == PEOPLE
    assert {len(several) for several in names.values()} == {1}
    assert len({name for (name,) in names.values()}) == PEOPLE
    with sqlite3.connect(tmp_path / "closeknit.sqlite3") as there:
        told = there.execute("SELECT count(*), count(told_at) FROM notices_notice").fetchone()
    assert told == (PEOPLE, PEOPLE)
    again = len(post.kept) - PEOPLE
    print(f"{KILLS} kills, {caught} with a letter in hand, {again} came again by the same name")
    assert 0 <= again <= caught
    assert caught > KILLS // 5, "so many kills must have met a letter on its way"
