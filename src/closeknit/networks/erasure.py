"""Erasing for good: rows and files go, and what is left of them on the disk is written over.

There is no undo. Its entries in the record stay as places in their chain: who did it and to which
row is erased too.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django_tasks import task

from closeknit.accounts import once
from closeknit.accounts.models import Account
from closeknit.accounts.record import forget
from closeknit.policy import Level

from .models import Network, OfATenant, Row, Version

TRIES, PAUSE = 10, 5
log = logging.getLogger(__name__)


def erase(network: Network) -> None:
    """Nothing of this network is left: every row hangs on it and goes with it."""
    files = files_of(network)
    with transaction.atomic():
        forget(network.pk)
        once.forget_about(network.pk)
        network.delete()
        transaction.on_commit(lambda: sweep_out(files))


def erase_as_wished(now: dt.datetime | None = None) -> None:
    """Whoever chose that their network goes after them: it does, thirty days after."""
    for network in Network.to_be_erased(now):
        erase(network)


def files_of(network: Network) -> list[str]:
    """Every file that a row of this network names, whichever room the row lives in."""
    kinds = [model for model in apps.get_models() if issubclass(model, Row)]
    return [
        name
        for model in kinds
        for field in model.file_fields
        for name in model.everyones.filter(network=network.pk).values_list(field, flat=True)
    ]


def sweep_out(files: Iterable[str]) -> None:
    """After the rows are gone: their files go, and the database forgets what it still holds."""
    _let_go(files)
    if not write_over():
        write_over_later.enqueue()


def _let_go(files: Iterable[str]) -> None:
    for name in filter(None, files):
        default_storage.delete(name)


def write_over() -> bool:
    """Make the file of the database anew, without a trace of what was deleted. False: not now.

    On PostgreSQL the server writes over the place in its own time (docs/running.md).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        try:
            _forget_words(cursor)
            # The new file is made on the disk, for it may be larger than the memory.
            cursor.execute("PRAGMA temp_store=FILE")
            cursor.execute("VACUUM")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except OperationalError as error:
            log.info("The database could not be written anew yet: %s", type(error).__name__)
            return False
        finally:
            cursor.execute("PRAGMA temp_store=MEMORY")
    return not busy


IN_ORDER = "INSERT INTO {0} ({0}) VALUES (%s)"


def _forget_words(cursor: Any) -> None:
    """An index of words keeps what was deleted until it is put in order."""
    cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")
    for (name,) in cursor.fetchall():
        quoted = connection.ops.quote_name(name)
        cursor.execute(IN_ORDER.format(quoted), ["optimize"])


@task()
def write_over_later() -> None:
    """What was erased while somebody else was reading is written over as soon as it can be."""
    for _again in range(TRIES):
        if write_over():
            return
        time.sleep(PAUSE)


def forget_own(account: Account) -> None:
    """Nothing is left of what this account kept for itself alone, with its earlier texts."""
    private = {"author": account, "audience": Level.ONLY_ME}
    files: list[str] = []
    for model in apps.get_models():
        if issubclass(model, OfATenant):
            rows = model.everyones.filter(**private)
            keys = [str(key) for key in rows.values_list("pk", flat=True)]
            model.versions.everyones.filter(resource=model.resource, row__in=keys).delete()
            for field in model.file_fields:
                files += rows.values_list(field, flat=True)
            rows.delete()
    transaction.on_commit(lambda: _let_go(files))
    Version.everyones.filter(**private).delete()
