"""The record: every deed leaves one entry, written in the deed's own transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from closeknit.policy import Actor

from .models import Entry


def record(
    actor: Actor, deed: str, resource: str, row: str = "", on_behalf: str = "", **detail: Any
) -> Entry:
    """Write down that this actor did this to this row of their network.

    `detail` is small and holds no private content: counts, circle numbers, names of fields.
    """
    return Entry.objects.create(
        network=actor.network,
        account_id=actor.account or None,
        on_behalf=on_behalf,
        deed=deed,
        resource=resource,
        row=row,
        detail=detail,
    )


def forget_made_up(networks: Collection[str], accounts: Collection[str]) -> None:
    """The one exception to "the record only grows": what made-up people did never happened."""
    about = Q(network__in=networks) | Q(account__in=accounts)
    QuerySet(Entry).filter(about).delete()
