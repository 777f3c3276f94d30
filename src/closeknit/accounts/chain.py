"""How entries of the record hang together: values in, hashes out. The formula never changes.

An entry has an open part (which deed on what kind of row, when) and a sealed part (who, for whom,
which row, details). The sealed part enters the chain only as a salted hash. Erasing takes the
sealed part and its salt away; the seal stays, so the chain still holds.
"""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from typing import Any

BEGINNING = ""
"""What stands as the hash before the first entry of a chain."""


def seal(salt: str, account: str, on_behalf: str, row: str, detail: dict[str, Any]) -> str:
    """The salted hash of what may be erased one day."""
    told = json.dumps([salt, account, on_behalf, row, detail], sort_keys=True)
    return sha256(told.encode()).hexdigest()


def link(
    network: str,
    number: int,
    key: str,
    deed: str,
    resource: str,
    level: str,
    at: dt.datetime,
    sealed: str,
    before: str,
) -> str:
    """The hash of one entry: its open part, its seal, its place, and the entry before it."""
    when = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    told = json.dumps([network, number, key, deed, resource, level, when, sealed, before])
    return sha256(told.encode()).hexdigest()
