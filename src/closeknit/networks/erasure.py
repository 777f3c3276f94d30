"""Erasing a whole network: its rows and its files. There is no undo.

Its entries in the record stay as places in their chain: who did it and to which row is erased too.
"""

from __future__ import annotations

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction

from closeknit.accounts import once
from closeknit.accounts.models import Account
from closeknit.accounts.record import forget
from closeknit.policy import Level

from .models import Network, Portrait, Row, Version


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


def forget_own(account: Account) -> None:
    """Nothing is left of what this account kept for itself alone, with its earlier texts."""
    private = {"author": account, "audience": Level.ONLY_ME}
    for model in apps.get_models():
        if issubclass(model, Row):
            rows = model.everyones.filter(**private)
            keys = [str(key) for key in rows.values_list("pk", flat=True)]
            Version.everyones.filter(resource=model.resource, row__in=keys).delete()
            rows.delete()
    Version.everyones.filter(**private).delete()
