"""The record: every deed leaves one entry, written in the deed's own transaction.

All entries of a network hang on one chain, so deeds in one network go one after the other.
Whoever holds a row and then waits for the chain can block whoever does it the other way round:
begin a transaction of several steps with `in_turn`, which takes the chain first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from closeknit.policy import Actor, Level

from .models import Entry, Head, Look


@contextmanager
def in_turn(network: str) -> Iterator[None]:
    """One transaction that takes its turn in this network's record before it touches any row."""
    with transaction.atomic():
        # SQLite has one writer at a time, from the first statement on.
        if connection.features.has_select_for_update:
            Head.objects.select_for_update().filter(chain=network).first()
        yield


def record(
    actor: Actor,
    deed: str,
    resource: str,
    row: str = "",
    on_behalf: str = "",
    level: str = "",
    **detail: Any,
) -> Entry:
    """Write down that this actor did this to this row of their network.

    `level` is who may see the row. `detail` is small and holds no private content: counts,
    circle numbers, names of fields.
    """
    return Entry.objects.create(
        network=actor.network,
        account_id=actor.account or None,
        on_behalf=on_behalf,
        deed=deed,
        resource=resource,
        row=row,
        level=level,
        detail=detail,
    )


def record_each(
    actor: Actor, deed: str, resource: str, rows: Iterable[str], level: str = ""
) -> None:
    """The same deed on many rows: an entry each, written in one go."""
    who = {"network": actor.network, "account_id": actor.account or None}
    what = {"deed": deed, "resource": resource, "level": level}
    Head.add([Entry(**who, **what, row=row) for row in rows])


def look(actor: Actor, resource: str, row: str = "", about: str = "", level: str = "") -> None:
    """Write down that this actor looked at this. Once an hour, in one query."""
    now = timezone.now()
    seen = Look(
        network=actor.network,
        account_id=actor.account,
        resource=resource,
        row=row,
        about=about,
        level=level,
        hour=now.replace(minute=0, second=0, microsecond=0),
        at=now,
    )
    Look.objects.bulk_create([seen], ignore_conflicts=True)


def forget(
    network: str, account: str = "", rows: Collection[str] = (), by: Actor | None = None
) -> int:
    """Erase who did what in this network: one account's deeds, deeds on these rows, or all.

    The entries stay in their place in the chain, as deeds of somebody who has left: their keys and
    details go for good. One new entry says which were erased.
    """
    with in_turn(network):
        entries: QuerySet[Entry] = QuerySet(Entry).filter(network=network).exclude(salt="")
        if account:
            entries = entries.filter(account=account)
        if rows:
            entries = entries.filter(row__in=rows)
        count = _erase(entries)
        _forget_looks(network, account, rows)
        if count:
            who = None if by is None or by.account == account else by.account
            erased: QuerySet[Entry] = (
                QuerySet(Entry).filter(network=network, salt="").order_by("number")
            )
            Entry.objects.create(
                network=network,
                account_id=who,
                deed="forgot",
                resource="record",
                level=Level.NETWORK,
                detail={"entries": _ranges(erased.values_list("number", flat=True))},
            )
    return count


def forget_made_up(networks: Collection[str], accounts: Collection[str]) -> None:
    """The one exception to "the record only grows": what made-up people did never happened."""
    with transaction.atomic():
        chains: QuerySet[Entry] = QuerySet(Entry).filter(network__in=networks)
        _erase(chains)  # the database lets go only of what was erased
        chains.delete()
        Head.objects.filter(chain__in=networks).delete()
        theirs: QuerySet[Entry] = QuerySet(Entry).filter(account__in=accounts)
        elsewhere = set(theirs.order_by().values_list("network", "account"))
        for network, account in sorted(elsewhere):
            forget(network, account)
        Look.objects.filter(Q(network__in=networks) | Q(account__in=accounts)).delete()


def _erase(entries: QuerySet[Entry]) -> int:
    """Take the sealed part out of these entries, and the salt without which nobody can guess it."""
    return entries.update(account=None, on_behalf="", row="", detail={}, salt="")


def _forget_looks(network: str, account: str, rows: Collection[str]) -> None:
    looks = Look.objects.filter(network=network)
    if account:
        looks = looks.filter(account=account)
    if rows:
        looks = looks.filter(row__in=rows)
    looks.delete()


def _ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in order as pairs of first and last.

    >>> _ranges([1, 2, 3, 7])
    [[1, 3], [7, 7]]
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
