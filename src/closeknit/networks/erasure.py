"""Erasing a whole network: its rows and its files. There is no undo.

Its entries in the record stay as places in their chain: who did it and to which row is erased too.
"""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from closeknit.accounts import once
from closeknit.accounts.record import forget

from .models import Network, Portrait


def erase(network: Network) -> None:
    """Nothing of this network is left: every row hangs on it and goes with it."""
    files = list(Portrait.everyones.filter(network=network).values_list("file", flat=True))
    with transaction.atomic():
        forget(network.pk)
        once.forget_about(network.pk)
        network.delete()
        transaction.on_commit(lambda: _remove(files))


def _remove(files: list[str]) -> None:
    for name in files:
        default_storage.delete(name)
