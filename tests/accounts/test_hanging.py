"""The record from before there was a chain takes its place in it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from closeknit.accounts.models import Entry
from closeknit.accounts.record import forget_made_up
from closeknit.accounts.verify import verify


@pytest.mark.django_db(transaction=True)
def test_entries_that_were_there_are_chained_in_the_order_of_time() -> None:
    """Back to before, some entries as they were written then, and forward again."""
    graph = MigrationExecutor(connection).loader.graph
    chained = next(
        key for key in graph.nodes if key[0] == "accounts" and key[1].endswith("_record")
    )
    before = [
        parent.key for parent in graph.node_map[chained].parents if parent.key[0] == "accounts"
    ]
    MigrationExecutor(connection).migrate(before)
    try:
        then = MigrationExecutor(connection).loader.project_state(before).apps
        old = then.get_model("accounts", "Entry")
        for number in range(1200):
            network = "n" * 16 if number % 2 else "m" * 16
            old(
                network=network,
                account_id=None if number % 5 else "a" * 16,
                deed="changed",
                resource="tie",
                detail={"é": number} if number % 3 else {},
            ).save()
    finally:
        MigrationExecutor(connection).migrate(graph.leaf_nodes())
    checked = verify()
    assert checked.troubles == []
    assert (checked.entries, len(checked.heads)) == (1200, 2)
    times = list(Entry.objects.filter(network="n" * 16).values_list("at", flat=True))
    assert times == sorted(times)
    forget_made_up(["n" * 16, "m" * 16], [])
