"""Django's SQLite, with each new connection asked whether "saved" will mean saved.

A setting that SQLite does not take is not an error to it: on some file systems it quietly stays
with another journal. So every connection is asked back before the first row is written.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


class Unsafe(ImproperlyConfigured):
    """This place cannot be trusted with what people write down."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens a connection only where a commit is on the disk and every key leads somewhere."""

    def get_new_connection(self, conn_params: Any) -> Any:
        opened = super().get_new_connection(conn_params)
        for name, wanted in WANTED.items():
            found = opened.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                opened.close()
                raise Unsafe(
                    f"SQLite says {name} is {found} where {wanted} is needed, so what is saved "
                    f"could be lost. Choose a folder on a disk of this machine."
                )
        return opened
