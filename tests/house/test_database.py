"""What "Saved" means: on disk, whichever connection wrote it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

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


@pytest.mark.django_db
def test_a_write_takes_its_turn_at_once() -> None:
    """A transaction that reads first and writes later would fail beside another writer."""
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
