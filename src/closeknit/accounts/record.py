"""The record: every deed leaves one entry, written in the deed's own transaction."""

from __future__ import annotations

from closeknit.policy import Actor

from .models import Entry


def record(actor: Actor, deed: str, resource: str, row: str) -> Entry:
    """Write down that this actor did this to this row of their network."""
    return Entry.objects.create(
        network=actor.network,
        account_id=actor.account or None,
        deed=deed,
        resource=resource,
        row=row,
    )
