"""Kept copies inside an archive: each in words, as it stood."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from closeknit.networks import map_words
from closeknit.networks.copies import opened
from closeknit.networks.models import KeptCopy
from closeknit.networks.roll import Ring, rings
from closeknit.networks.sentences import chair_words
from closeknit.networks.snapshot import Snapshot

from .taking_out import Taken


@dataclass(frozen=True)
class Stood:
    """What stood in one copy: who was there, in which circle, and what was wished for."""

    called: str
    day: dt.date
    counted: str
    rings: Sequence[Ring]
    wishes: Sequence[str]


def copies_told(taken: Taken) -> list[Stood]:
    """Every copy that is taken out, the latest first, and of each only what is taken out too."""
    there = {row.pk for rows in taken.rows.values() for row in rows}
    copies = [_of_these(row, there) for row in taken.rows["copies"]]
    copies.sort(key=lambda row: (row.on, row.made_at), reverse=True)
    if not copies:
        return []
    days = opened(taken.network, taken.actor, copies)
    return [_stood(row, seen) for row, seen in zip(copies, days, strict=True)]


def _of_these(row: KeptCopy, there: set[str]) -> KeptCopy:
    less = copy.copy(row)
    less.held = [f"{key}.{version}" for key, version in row.standing().items() if key in there]
    return less


def _stood(row: KeptCopy, seen: Snapshot) -> Stood:
    network = seen.network
    return Stood(
        called=row.called,
        day=row.on,
        counted=map_words.counted(network),
        rings=[ring for ring in rings(seen, network.people, telling=True) if ring.entries],
        wishes=[chair_words(one.kind, one.about, one.words, seen) for one in network.wishes],
    )
