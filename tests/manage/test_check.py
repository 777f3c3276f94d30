"""`closeknit check`: each thing that can go wrong is found, and named, and told apart."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.models import Head
from closeknit.accounts.resting import MARK
from closeknit.accounts.tasks import forget_old_sessions
from closeknit.manage import backup, looks, state
from closeknit.manage.check import look
from closeknit.manage.looks import around, kept
from closeknit.manage.opening import carefully
from closeknit.networks import portraits
from tests.cast import Cast
from tests.notices.scene import Post, post_office, through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of this test alone."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA, settings.MEDIA_ROOT = folder, folder / "files"
    settings.MEDIA_ROOT.mkdir(mode=0o700)
    return folder


def levels(found: Iterator[Any]) -> set[int]:
    return {one.level for one in found}


def words(found: Iterator[Any]) -> str:
    return " ".join(one.words for one in found)


def test_a_folder_that_others_can_open(data: Path) -> None:
    assert levels(kept.folder()) == {0}
    data.chmod(0o755)
    assert f"chmod 700 {data}" in words(kept.folder())
    assert levels(kept.folder()) == {2}


def test_a_copy_that_rests(data: Path) -> None:
    (data / MARK).touch()
    assert "closeknit restore --live" in words(kept.folder())


@pytest.mark.parametrize(("free", "level"), [(10**8, 2), (5 * 10**8, 1), (10**10, 0)])
def test_little_room(free: int, level: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = namedtuple("told", "total used free")(10**12, 0, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: told)
    assert levels(kept.room()) == {level}


def test_a_database_that_is_whole(cast: Cast) -> None:
    assert levels(kept.database()) == {0}
    assert levels(kept.tables()) == {0}


def test_a_row_that_names_one_that_is_not_there(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL lets nobody write such a row
    with connection.cursor() as cursor:
        cursor.execute("UPDATE networks_membership SET person_id = 'nobody' WHERE paid")
        assert "in networks_membership" in words(kept.database())
        assert levels(kept.database()) == {2}
        cursor.execute("UPDATE networks_membership SET person_id = NULL WHERE paid")


def test_steps_that_are_missing_and_steps_from_the_future() -> None:
    with connection.cursor() as cursor:
        told = "INSERT INTO django_migrations (app, name, applied) VALUES ('networks', %s, %s)"
        cursor.execute(told, ["9999_from_the_future", timezone.now()])
        assert "newer than this program: it has networks.9999_from_the_future" in words(
            kept.tables()
        )
        cursor.execute("DELETE FROM django_migrations WHERE name = '9999_from_the_future'")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices'")
    assert "closeknit upgrade" in words(kept.tables())
    assert levels(kept.tables()) == {2}


def test_a_record_that_was_altered(cast: Cast) -> None:
    assert levels(kept.record()) == {0}
    Head.objects.filter(chain=cast.network.pk).update(hash="ab")
    assert levels(kept.record()) == {2}


def test_a_file_without_a_row_and_a_row_without_a_file(cast: Cast, data: Path) -> None:
    row = portraits.hang(cast.maya, cast.people["june"], b"June")
    assert (levels(kept.files()), "All 1 are there" in words(kept.files())) == ({0}, True)
    loose = data / "files" / "portraits" / "loose.webp"
    loose.write_bytes(b"?")
    assert levels(kept.files()) == {0}, "its row may be on the way"
    yesterday = time.time() - 2 * 24 * 60 * 60
    os.utime(loose, (yesterday, yesterday))
    assert "portraits/loose.webp" in words(kept.files())
    assert levels(kept.files()) == {1}
    (data / "files" / row.file).unlink()
    assert row.file in words(kept.files())
    assert levels(kept.files()) == {1, 2}


def test_how_old_the_newest_backup_is(data: Path) -> None:
    assert "There is none yet" in words(kept.backups())
    file = data.parent / "kept.closeknit"
    file.touch()
    backup.remember(data, file, timezone.now().isoformat())
    assert levels(kept.backups()) == {0}
    with time_machine.travel(timezone.now() + timezone.timedelta(days=3)):
        assert f"{file}, 3 days old" in words(kept.backups())
        assert levels(kept.backups()) == {1}
    file.unlink()
    assert "is not there any more" in words(kept.backups())


def test_a_database_that_does_not_answer_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> int:
        raise OperationalError("password of closeknit@db.example.org is wrong")

    assert carefully(broken) == 2
    assert capsys.readouterr().err == "The database cannot do it: OperationalError.\n"


def test_a_worker_that_is_alive() -> None:
    cache.clear()
    assert levels(around.worker()) == {1}
    cache.set("worker:one", 1, 30)
    assert (levels(around.worker()), state.heartbeats()) == ({0}, 1)


def test_jobs_that_wait_and_jobs_that_were_given_up() -> None:
    forget_old_sessions.enqueue()
    assert levels(around.queue()) == {0}
    long_ago = timezone.now() - timezone.timedelta(hours=1)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    assert "1 jobs wait" in words(around.queue())
    DBTaskResult.objects.update(status="FAILED")
    assert "1 jobs were given up" in words(around.queue())


def test_a_mail_server_that_answers_and_one_that_does_not(settings, data: Path) -> None:
    with post_office(Post()) as (post, address):
        through(settings, address)
        assert levels(around.mail()) == {0}
        (data / MARK).touch()
        assert "left alone" in words(around.mail())
        (data / MARK).unlink()
    assert levels(around.mail()) == {2}
    assert post.kept == []
    settings.EMAIL_BACKEND = "closeknit.accounts.terminal.EmailBackend"
    assert levels(around.mail()) == {1}


@pytest.mark.parametrize(
    ("url", "proxies", "level"),
    [
        ("https://knit.example.org", 1, 0),
        ("https://knit.example.org", 0, 2),
        ("http://knit.example.org", 1, 2),
        ("http://localhost:8000", 0, 1),
    ],
)
def test_an_address_that_people_can_use(settings, url: str, proxies: int, level: int) -> None:
    host = url.split("/")[2].split(":")[0]
    settings.URL, settings.PROXIES, settings.HOSTNAME = url, proxies, host
    settings.HTTPS = url.startswith("https")
    assert levels(around.address()) == {level}


def test_a_clock_that_was_set_back(cast: Cast, settings) -> None:
    assert levels(around.clock()) == {0}
    with time_machine.travel(timezone.now() - timezone.timedelta(days=1)):
        assert levels(around.clock()) == {2}
    settings.TIME_ZONE = "Nowhere/Land"
    assert "CLOSEKNIT_TIMEZONE" in words(around.clock())


def test_the_answer_is_as_bad_as_the_worst_of_it(
    cast: Cast, capsys: pytest.CaptureFixture[str], settings
) -> None:
    settings.EMAIL_BACKEND = "closeknit.accounts.terminal.EmailBackend"
    assert look() == 1
    assert capsys.readouterr().out.endswith("Something wants a look.\n")
    Head.objects.filter(chain=cast.network.pk).update(hash="ab")
    assert look(in_json=True) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["ends_with"] == 2
    assert {one["about"] for one in told["found"]} == set(looks.LOOKS)
    assert {one["level"] for one in told["found"]} == {"ok", "look", "wrong"}


def test_what_cannot_be_looked_at_does_not_hide_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Any]:
        raise OSError
        yield

    monkeypatch.setitem(looks.LOOKS, "room", broken)
    found = looks.found()
    assert [one.words for one in found if one.about == "room"] == [
        "This could not be looked at: OSError."
    ]
    assert len({one.about for one in found}) == len(looks.LOOKS)
