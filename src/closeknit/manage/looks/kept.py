"""What is kept: the folder, the database, the record, the files, and the backups of it all."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from closeknit.accounts import verify as the_record
from closeknit.accounts.resting import rests
from closeknit.manage import backup, state

from .found import Found, wants_a_look, well, wrong

MB, GB = 10**6, 10**9
A_DAY, LATE = 24 * 60 * 60, 2
PASSING = ("parcels",)
"""Folders of files that no row names and that go by themselves."""


def folder() -> Iterator[Found]:
    data = Path(settings.DATA)
    mine = not hasattr(os, "getuid") or data.stat().st_uid == os.getuid()
    if not mine:
        yield wrong(f"{data} belongs to somebody else: run this as whoever runs the house.")
    for path in (data, data / "secret", *data.glob("closeknit.sqlite3*")):
        held_open = path.exists() and path.stat().st_mode & 0o077
        if held_open and (path == data or data.stat().st_mode & 0o077):
            kind = "700" if path.is_dir() else "600"
            yield wrong(f"Others on this machine can open {path}. Type: chmod {kind} {path}")
    if rests():
        yield wants_a_look(
            "This is a restored copy, and it rests: no letter goes out. If it is the real one: "
            "closeknit restore --live"
        )
    elif mine and not data.stat().st_mode & 0o077:
        yield well(f"{data}, for its owner alone.")


def room() -> Iterator[Found]:
    """Erasing makes the file of the database anew, and a backup copies it: so twice is needed."""
    data = Path(settings.DATA)
    free = shutil.disk_usage(data).free
    large = sum(path.stat().st_size for path in data.glob("closeknit.sqlite3*"))
    told = f"{free / GB:.1f} GB are free."
    if free < max(200 * MB, large):
        yield wrong(f"{told} That is too little: make room now.")
    elif free < max(GB, 3 * large):
        yield wants_a_look(f"{told} That will not last.")
    else:
        yield well(told)


def database() -> Iterator[Found]:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            yield well(f"PostgreSQL {cursor.fetchone()[0]} answers.")
            return
        cursor.execute("PRAGMA integrity_check(5)")
        said = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        tables = sorted({row[0] for row in cursor.fetchall()})
    if said != ["ok"]:
        yield wrong(f"The file is damaged: {said[0]} Restore the newest backup.")
    if tables:
        yield wrong(f"Rows name others that are not there, in {', '.join(tables[:5])}.")
    if said == ["ok"] and not tables:
        yield well("SQLite is whole, and every row it names is there.")


def tables() -> Iterator[Found]:
    newer = state.unknown_to_us(state.applied())
    waiting = state.pending()
    if newer:
        yield wrong(f"The database is newer than this program: it has {newer[0]}.")
    elif waiting:
        yield wrong(f"{len(waiting)} steps are missing. Type: closeknit upgrade")
    else:
        yield well("They are those of this program.")


def record() -> Iterator[Found]:
    checked = the_record.verify()
    if checked.troubles:
        yield wrong(f"{len(checked.troubles)} entries are not as written: closeknit verify")
    else:
        yield well(f"{checked.entries} entries in {len(checked.heads)} chains, all as written.")


def files() -> Iterator[Found]:
    root = Path(settings.MEDIA_ROOT)
    named = _named()
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    gone = sorted(named - there)
    loose = [name for name in there - named if _is_loose(root, name)]
    if gone:
        yield wrong(f"{len(gone)} files are gone that rows name, such as {gone[0]}.")
    if loose:
        yield wants_a_look(
            f"{len(loose)} files are named by no row, such as {sorted(loose)[0]}. "
            "Something was cut off; they may go."
        )
    if not gone and not loose:
        yield well(f"All {len(named)} are there, and no other.")


def _named() -> set[str]:
    found: set[str] = set()
    for model in apps.get_models():
        rows: Any = model._base_manager
        for name in getattr(model, "file_fields", ()):
            found.update(rows.exclude(**{name: ""}).values_list(name, flat=True))
    return found


def _is_loose(root: Path, name: str) -> bool:
    """A file is written before its row is: only an old one without a row was left over."""
    passing = name.split("/")[0] in PASSING
    return not passing and (root / name).stat().st_mtime < time.time() - A_DAY


def backups() -> Iterator[Found]:
    data = Path(settings.DATA)
    yield _newest(data / backup.LAST)
    for folder in {data / backup.OWN, *_where(data / backup.LAST)}:
        for path in backup.older(folder, backup.LONGEST):
            yield wrong(
                f"{path} is more than {backup.LONGEST} days old and may hold what was erased "
                "since. Delete it."
            )
    for path in data.glob("before-*"):
        yield wants_a_look(f"{path} is what a restore put away. When all is well, delete it.")


def _where(told: Path) -> list[Path]:
    return [Path(json.loads(told.read_bytes())["file"]).parent] if told.exists() else []


def _newest(told: Path) -> Found:
    if not told.exists():
        return wants_a_look("There is none yet. See: closeknit backup --help")
    kept = json.loads(told.read_bytes())
    age = timezone.now() - dt.datetime.fromisoformat(kept["made_at"])
    said = f"The newest is {kept['file']}, {_ago(age)} old"
    if not Path(kept["file"]).exists():
        return wants_a_look(f"{said}, and is not there any more.")
    return wants_a_look(f"{said}.") if age.days >= LATE else well(f"{said}.")


def _ago(age: dt.timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{age.days} days" if age.days > 1 else f"{hours} hours"
