"""How the house stands: whether it is open, and whether its tables are those of this program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone


def heartbeats() -> int:
    """How many workers were alive half a minute ago at most."""
    table: Any = getattr(cache, "_table", "cache")
    alive = f"SELECT count(*) FROM {table} WHERE cache_key LIKE %s AND expires > %s"  # noqa: S608
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        cursor.execute(alive, ["%:worker:%", moment])
        return int(cursor.fetchone()[0])


def is_open() -> bool:
    """Whether somebody serves from it now. Where there are no tables yet, nobody does."""
    try:
        return heartbeats() > 0
    except DatabaseError:
        return False
    finally:
        connection.close()


def has_tables() -> bool:
    return bool(connection.introspection.table_names())


def applied() -> list[str]:
    """The steps that the tables have taken."""
    return [f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()]


def unknown_to_us(steps: Iterable[str]) -> list[str]:
    """Those of these steps that this program does not know: a newer one took them."""
    known = {f"{app}.{name}" for app, name in _steps()}
    ours = {name.partition(".")[0] for name in known}
    return sorted(step for step in set(steps) - known if step.partition(".")[0] in ours)


def pending() -> list[str]:
    """Steps of this program that the tables have not taken."""
    return sorted({f"{app}.{name}" for app, name in _steps()} - set(applied()))


def _steps() -> Iterable[tuple[str, str]]:
    return MigrationLoader(None).disk_migrations or {}
