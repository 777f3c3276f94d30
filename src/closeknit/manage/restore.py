"""`closeknit restore`: a house as it was in a backup. It rests until it is said to be the real one.

What comes is unpacked beside the old and checked; then the old is put away, never deleted, and the
new put in place. A mark stands there in between, with which no house opens.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from closeknit import folder
from closeknit.accounts.resting import MARK

from .copies import sources
from .copies.bundle import FILES, Manifest, settle_folder, unpack
from .copies.sealing import Reader
from .opening import Sorry, carefully, choose, read_settings, settle

PARTIAL = f"{folder.RESTORING}.partial"
DATABASE = "closeknit.sqlite3"
BESIDE = ("secret", "static", "lost+found", PARTIAL, folder.RESTORING, ".database.dump")
"""What may be there in a folder that is called empty. Codes on paper hold with the old `secret`."""
GOES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", FILES, "last-backup.json")


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit restore",
        description="Put a house back as it was in a backup. It writes to nobody until --live.",
    )
    wanted.add_argument("file", metavar="FILE", nargs="?", help="what `closeknit backup` made")
    wanted.add_argument("--data", metavar="DIR", help="where it goes")
    wanted.add_argument("--key-file", metavar="KEY", help="the words it was locked with")
    wanted.add_argument("--yes", action="store_true", help="put away the house that is there")
    wanted.add_argument("--try", dest="only", action="store_true", help="check it, change nothing")
    wanted.add_argument("--live", action="store_true", help="wake a restored copy: it is real")
    return wanted


def restore(words: list[str]) -> int:
    """Say what is back, or why nothing was touched."""
    wanted = parser()
    chosen = wanted.parse_args(words)
    if bool(chosen.file) is chosen.live:
        wanted.error("name a FILE, or say --live, and not both")
    data = choose(chosen.data)
    if chosen.live:
        return carefully(lambda: wake(data))
    return carefully(lambda: put_back(data, Path(chosen.file).expanduser(), chosen))


def wake(data: Path) -> int:
    """From now on it writes to people again. What gathered while it rested is not sent."""
    settle(data)
    from .returned import drop_letters

    mark = data / MARK
    if not mark.exists():
        raise Sorry(f"The house in {data} does not rest.")
    drop_letters()
    mark.unlink()
    settle_folder(data)
    print("The house is awake. From now on letters go out.")
    return 0


def put_back(data: Path, file: Path, chosen: argparse.Namespace) -> int:
    from .state import is_open

    make_folder(data)
    begun = folder.is_cut_off(data)
    read_settings()
    if not chosen.only:
        if not begun and (data / DATABASE).exists() and is_open():
            raise Sorry("The house is open. Stop it, and begin again.")
        must_be_free(data, yes=chosen.yes or begun)
    with unpacked(data, file, chosen.key_file) as (stage, manifest):
        told(manifest, file)
        if chosen.only:
            print("It can be restored. Nothing was changed.")
            return 0
        way = into_sqlite if sources.engine() == "sqlite" else into_postgres
        way(data, stage, manifest)
    print(
        "It rests: nobody is signed in, old links lead nowhere, and no letter goes out.\n"
        f"Look at it, then say that it is the real one: closeknit restore --live --data {data}"
    )
    return 0


def make_folder(data: Path) -> None:
    if data.exists() and not data.is_dir():
        raise Sorry(f"The data folder {data} cannot be used: it is a file.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)


def must_be_free(data: Path, *, yes: bool) -> None:
    """Nothing that is there is lost.

    Raises:
        Sorry: something is there, and nobody said that it may be put away.
    """
    from .state import has_tables

    if sources.engine() != "sqlite" and has_tables():
        raise Sorry(
            "The database in CLOSEKNIT_DATABASE is not empty. Make a new one (createdb), name it "
            "there, and begin again: the old one stays as it is."
        )
    there = sorted(path.name for path in data.iterdir() if path.name not in BESIDE)
    if there and not yes:
        raise Sorry(
            f"The data folder {data} is not empty: {', '.join(there[:3])}. With --yes what is "
            "there is put away, into a folder beside it that begins with before-."
        )


@contextmanager
def unpacked(data: Path, file: Path, key: str | None) -> Iterator[tuple[Path, Manifest]]:
    """All of the backup in a folder of its own, checked; the folder is gone afterwards."""
    stage = data / PARTIAL
    shutil.rmtree(stage, ignore_errors=True)
    with file.open("rb") as source:
        reader = Reader(source, file, Path(key).expanduser() if key else None)
        stage.mkdir(mode=0o700)
        try:
            manifest = unpack(reader, stage)
            must_fit(manifest)
            yield stage, manifest
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def must_fit(manifest: Manifest) -> None:
    """
    Raises:
        Sorry: it is of another kind of database, or of a newer program than this.
    """
    from .state import unknown_to_us

    if manifest["engine"] != sources.engine():
        kinds = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        kind = kinds.get(manifest["engine"], manifest["engine"])
        raise Sorry(f"This is a copy of a house on {kind}. See CLOSEKNIT_DATABASE.")
    if unknown_to_us(manifest["migrations"]):
        raise Sorry(
            f"This was kept by Closeknit {manifest['version']}, which is newer than this program. "
            "Install that one, and begin again."
        )


def told(manifest: Manifest, file: Path) -> None:
    print(
        f"{file} is whole. As of {manifest['made_at']}, by Closeknit {manifest['version']}: "
        f"{sum(manifest['rows'].values())} rows, {manifest['files']} files, "
        f"{len(manifest['heads'])} chains of the record."
    )


# Into place ---------------------------------------------------------------------------------------


def into_sqlite(data: Path, stage: Path, manifest: Manifest) -> None:
    """All that can go wrong happens to the copy, before the old house is touched."""
    from django.db import connection

    ready = stage / DATABASE
    (stage / "database.sqlite3").rename(ready)
    connection.close()
    connection.settings_dict["NAME"] = str(ready)
    if connection.cursor().execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise Sorry("The database in this backup is damaged. Nothing was touched.")
    prepare(data, manifest)
    connection.close()
    begin(data, stage)
    exchange(data)


def into_postgres(data: Path, stage: Path, manifest: Manifest) -> None:
    """The database first, in one transaction; a house whose mark is there does not open."""
    dump = (stage / "database.dump").rename(data / ".database.dump")
    try:
        begin(data, stage)
        try:
            sources.put_back(dump)
        except Sorry:
            shutil.rmtree(data / folder.RESTORING)
            raise
        prepare(data, manifest)
    finally:
        dump.unlink()
    exchange(data)


def prepare(data: Path, manifest: Manifest) -> None:
    """The tables as this version wants them, the record as it was, and nothing that still leads."""
    from django.core.management import call_command

    from closeknit.accounts import verify as the_record

    from .returned import let_go

    call_command("migrate", verbosity=0, interactive=False)
    anchors = {head["chain"]: (head["count"], head["hash"]) for head in manifest["heads"]}
    for trouble in the_record.verify(anchors).troubles:
        print(f"The record was kept like this: {trouble}", file=sys.stderr)
    let_go()


def begin(data: Path, stage: Path) -> None:
    """From here on it can only go forward; everything is on the disk first."""
    (stage / MARK).touch(mode=0o600)
    (stage / FILES).mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "sync"):
        os.sync()
    shutil.rmtree(data / folder.RESTORING, ignore_errors=True)
    stage.rename(data / folder.RESTORING)
    settle_folder(data)


def exchange(data: Path) -> None:
    """Put the old away and the new in its place. The copy rests before it is there."""
    from django.utils import timezone

    new = data / folder.RESTORING
    old = [data / name for name in GOES if (data / name).exists()]
    if old:
        away = data / f"before-{timezone.now():%Y-%m-%dT%H%M%S.%fZ}"
        away.mkdir(mode=0o700)
        for path in old:
            path.rename(away / path.name)
        print(f"What was there is in {away}")
    for name in (MARK, FILES, DATABASE):
        if (new / name).exists():
            (new / name).replace(data / name)
    settle_folder(data)
    shutil.rmtree(new)
    settle_folder(data)
