"""A copy of the database as it was at one moment, while others read and write it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from closeknit.manage.opening import Sorry

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Asks the copy, not the house."""


def engine() -> str:
    from django.db import connection

    return str(connection.vendor)


def copied(into: Path) -> AbstractContextManager[tuple[Path, Ask]]:
    """The database in one file of this folder, and a way to ask what is in it."""
    return of_sqlite(into) if engine() == "sqlite" else of_postgres(into)


@contextmanager
def of_sqlite(into: Path) -> Iterator[tuple[Path, Ask]]:
    """SQLite's own copying, in one step: whoever writes meanwhile writes on."""
    from django.conf import settings

    place = into / "database.sqlite3"
    place.unlink(missing_ok=True)
    place.touch(mode=0o600)
    copy = sqlite3.connect(place)
    try:
        source = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
        try:
            source.backup(copy)
        finally:
            source.close()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        yield place, lambda sql: copy.execute(sql).fetchall()
    finally:
        copy.close()


@contextmanager
def of_postgres(into: Path) -> Iterator[tuple[Path, Ask]]:
    """`pg_dump`, and what is asked beside it, see one and the same moment."""
    from django.db import connection, transaction

    place = into / "database.dump"
    place.unlink(missing_ok=True)
    with transaction.atomic(), connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        ((moment,),) = ask("SELECT pg_export_snapshot()")
        what = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={moment}"]
        run("pg_dump", *what, f"--file={place}")
        place.chmod(0o600)
        yield place, ask


def put_back(dump: Path) -> None:
    """Write a dump into the empty PostgreSQL that the settings name: all of it, or nothing."""
    what = ["--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
    run("pg_restore", *what, str(dump))


def run(name: str, *what: str) -> None:
    """One of PostgreSQL's own programs, at the database that the settings name.

    Raises:
        Sorry: it is not here, or says that it cannot.
    """
    from django.conf import settings
    from psycopg.conninfo import make_conninfo

    here = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    told = {ours: here[theirs] for ours, theirs in names.items() if here[theirs]}
    address = make_conninfo(**told, **here["OPTIONS"])
    # On the command line everybody on this machine could read the password.
    env = {**os.environ, "PGPASSWORD": here["PASSWORD"]} if here["PASSWORD"] else None
    command = [program(name), f"--dbname={address}", "--no-password", *what]
    ran = subprocess.run(command, env=env, capture_output=True, text=True)  # noqa: S603
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["no reason was given"])[0]
        raise Sorry(f"PostgreSQL cannot do it. {last}")


def program(name: str) -> str:
    """Where it is: Debian keeps each version in a folder of its own."""
    elsewhere = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    found = [str(path) for path in reversed(elsewhere)]
    if there := shutil.which(name):
        found.append(there)
    if not found:
        raise Sorry(
            f"{name} is not here. It comes with PostgreSQL’s own programs: "
            "sudo apt-get install postgresql-client"
        )
    return found[0]


def _version(path: Path) -> float:
    try:
        return float(path.parents[1].name)
    except ValueError:
        return 0


# What the copy holds ------------------------------------------------------------------------------


def named_files(ask: Ask) -> set[str]:
    """Every file that a row names, whichever room the row lives in.

    The tables may be older than this program: before an upgrade they are.
    """
    from django.apps import apps

    found: set[str] = set()
    for model in apps.get_models():
        table = model._meta.db_table
        fields = getattr(model, "file_fields", ())
        for name in set(fields) & columns(ask, table) if fields else ():
            found.update(row[0] for row in ask(f'SELECT "{name}" FROM "{table}"'))  # noqa: S608
    return found - {"", None}


def columns(ask: Ask, table: str) -> set[str]:
    """What a table has; nothing where there is none."""
    if engine() == "sqlite":
        return {row[1] for row in ask(f'PRAGMA table_info("{table}")')}
    wanted = f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608
    return {row[0] for row in ask(wanted)}


def heads(ask: Ask) -> list[dict[str, Any]]:
    """Where each chain of the record ends, as `closeknit verify --heads` prints it."""
    rows = ask("SELECT chain, count, hash FROM accounts_head ORDER BY chain")
    return [{"chain": chain, "count": count, "hash": last} for chain, count, last in rows]


def migrations(ask: Ask) -> list[str]:
    """Which steps the tables have taken."""
    return sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))


OF_SQLITE = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
OF_POSTGRES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def rows(ask: Ask) -> dict[str, int]:
    """How many rows each table holds."""
    tables = ask(OF_SQLITE if engine() == "sqlite" else OF_POSTGRES)
    return {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in tables}  # noqa: S608
