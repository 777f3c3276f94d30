"""The tables of the house, made once for this state of the source and copied from then on."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "closeknit"
KEPT = Path(sys.prefix) / "var" / "closeknit-tests"
STATES = 6
"""Of so many states of the source the tables are kept: branches take turns in one environment."""


def state() -> str:
    """A name for what the tables are made from: all of the source, and the packages."""
    made_of = hashlib.sha256()
    for path in sorted(SOURCE.rglob("*.py")):
        made_of.update(path.read_bytes())
    made_of.update((SOURCE.parent.parent / "requirements-dev.lock").read_bytes())
    return made_of.hexdigest()[:24]


def bring(target: str) -> bool:
    """Copy the tables to this file, if they were made before."""
    kept = KEPT / f"{state()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, target)
    return kept.exists()


def keep(made: str) -> None:
    """Keep the tables of this file for the next run, in place of the oldest ones."""
    kept = KEPT / f"{state()}.sqlite3"
    if kept.exists():
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    newest_first = sorted(KEPT.glob("*.sqlite3"), key=lambda one: -one.stat().st_mtime)
    for old in newest_first[STATES - 1 :]:
        old.unlink(missing_ok=True)
    beside = KEPT / f"{os.getpid()}.new"
    with sqlite3.connect(made) as house, sqlite3.connect(beside) as copy:
        house.backup(copy)
    house.close()
    copy.close()
    beside.replace(kept)
