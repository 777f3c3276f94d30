"""All rows of the house, to see what a request did to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.apps import apps
from django.db import connection

from tests.again import columns, quoted

Rows = Mapping[str, list[tuple[object, ...]]]


def everything(without: Collection[str] = ()) -> Rows:
    """Every row of every model, column by column, but for these models."""
    models = [model for model in apps.get_models() if model._meta.label not in without]
    with connection.cursor() as cursor:
        return {model._meta.label: read(cursor, model._meta.db_table) for model in models}


def read(cursor: Any, table: str) -> list[tuple[object, ...]]:
    """The rows as the database has them: dozens of tables are read, so Django makes no models."""
    names = [quoted(name) for name in columns(table)]
    cursor.execute(f"SELECT {', '.join(names)} FROM {quoted(table)} ORDER BY {names[0]}")
    return [tuple(row) for row in cursor.fetchall()]


def changed(before: Rows, after: Rows) -> set[str]:
    """The models whose rows are not what they were."""
    return {label for label in before if before[label] != after[label]}
