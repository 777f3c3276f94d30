"""What "Saved" means: on disk, whichever connection wrote it."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from closeknit.manage import serve
from closeknit.manage.sqlite.base import DatabaseWrapper, Unsafe
from closeknit.settings import database

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20000}


def pragmas() -> dict[str, object]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}


@pytest.mark.django_db(transaction=True)
def test_every_connection_writes_through_to_the_disk() -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    seen = [pragmas()]

    def elsewhere() -> None:
        seen.append(pragmas())
        connections.close_all()

    for _ in range(2):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    connection.close()
    seen.append(pragmas())
    assert seen == [WANTED] * 4


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        ("journal_mode=DELETE", "journal_mode is delete"),
        ("synchronous=NORMAL", "synchronous is 1"),
        ("foreign_keys=OFF", "foreign_keys is 0"),
    ],
)
def test_a_connection_that_would_lose_something_is_not_opened(
    pragma: str, said: str, tmp_path: Path
) -> None:
    usual = database("", tmp_path)
    options = usual["OPTIONS"]
    usual["OPTIONS"] = options | {"init_command": f"{options['init_command']}PRAGMA {pragma};"}
    opening = DatabaseWrapper({**connection.settings_dict, **usual, "TIME_ZONE": None})
    with pytest.raises(Unsafe, match=said):
        opening.get_new_connection(opening.get_connection_params())


def test_the_house_opens_its_own_file_in_no_other_way(tmp_path: Path) -> None:
    usual = database("", tmp_path)
    assert usual["ENGINE"] == DatabaseWrapper.__module__.removesuffix(".base")
    opening = DatabaseWrapper({**connection.settings_dict, **usual, "TIME_ZONE": None})
    opening.get_new_connection(opening.get_connection_params()).close()


def test_whoever_serves_from_an_unsafe_place_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unsafe(demo: bool) -> None:
        raise Unsafe("SQLite says journal_mode is delete.")

    monkeypatch.setattr(serve, "make_ready", unsafe)
    monkeypatch.setenv("CLOSEKNIT_DATA", str(tmp_path))
    with socket.socket() as door:
        assert serve.opened(door, serve.parser().parse_args([])) == 2
    told = capsys.readouterr().err
    assert told == (
        f"The data folder {tmp_path} is not safe to use. SQLite says journal_mode is delete.\n"
    )


@pytest.mark.django_db
def test_a_write_takes_its_turn_at_once() -> None:
    """A transaction that reads first and writes later would fail beside another writer."""
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
