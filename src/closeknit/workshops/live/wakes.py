"""How a process hears that another one wrote something: by SQLite, PostgreSQL or Valkey.

A wake says only "look". Whoever misses one looks a little later, so none of them has to be sure.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from . import valkey

CHANNEL = "closeknit_rooms"
EVERY = 0.1
"""Seconds between two looks at SQLite's counter of commits, which costs microseconds."""
AGAIN = 1.0
"""Seconds before a line that was cut is taken up again."""


def wake() -> None:
    """Called inside the transaction that wrote; heard once it is committed."""
    if settings.VALKEY:
        transaction.on_commit(lambda: valkey.publish(settings.VALKEY, CHANNEL), robust=True)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    # SQLite counts its commits by itself.


async def hear(woken: Callable[[], None]) -> None:
    """Call `woken` whenever something may have been written, for ever."""
    while True:
        try:
            if settings.VALKEY:
                await valkey.subscribe(settings.VALKEY, CHANNEL, woken)
            elif connection.vendor == "postgresql":
                await hear_postgres(woken)
            else:
                await hear_sqlite(woken)
        except cut():
            await asyncio.sleep(AGAIN)


async def hear_sqlite(woken: Callable[[], None]) -> None:
    """`data_version` moves with each commit of any other connection, in this process or not."""
    name = str(connection.settings_dict["NAME"])
    counter = sqlite3.connect(name, isolation_level=None, timeout=0)
    try:
        seen = None
        while True:
            found = counter.execute("PRAGMA data_version").fetchone()
            if found != seen:
                seen = found
                woken()
            await asyncio.sleep(EVERY)
    finally:
        counter.close()


async def hear_postgres(woken: Callable[[], None]) -> None:
    import psycopg

    asked = connection.get_connection_params()
    plain = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "service")
    wanted: dict[str, Any] = {name: asked[name] for name in plain if asked.get(name)}
    async with await psycopg.AsyncConnection.connect(autocommit=True, **wanted) as line:
        await line.execute(f"LISTEN {CHANNEL}")
        woken()  # what was written before we listened
        async for _ in line.notifies():
            woken()


def cut() -> tuple[type[Exception], ...]:
    """What a line that was cut raises. PostgreSQL's package is there only where it is used."""
    if connection.vendor != "postgresql":
        return OSError, EOFError, TimeoutError, sqlite3.Error
    import psycopg

    return OSError, EOFError, TimeoutError, psycopg.Error
