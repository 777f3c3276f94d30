"""`closeknit backup`: all of the house in one file, as it was at one moment, while it is open."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from .copies import sources
from .copies.bundle import FILES, Bundle, create, settle_folder
from .copies.sealing import Label, Writer, key_words, label_of, new_lock
from .opening import Sorry, carefully, choose, settle

LONGEST = 35
"""Days. What was erased is gone from every backup by then: docs/privacy.md says so."""
ENDING = ".closeknit"
LAST, OWN, STAGE = "last-backup.json", "copies", "backing-up-"
TRIES, A_DAY = 5, 24 * 60 * 60


def days(words: str) -> int:
    number = int(words)
    if not 1 <= number <= LONGEST:
        raise argparse.ArgumentTypeError(f"1 to {LONGEST} days: what was erased must go by then")
    return number


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit backup",
        description="Keep all of the house in one file. It may stay open meanwhile.",
    )
    wanted.add_argument("file", metavar="FILE", help="a new file, or a folder for one")
    wanted.add_argument("--data", metavar="DIR", help="where everything is kept")
    how = wanted.add_mutually_exclusive_group(required=True)
    how.add_argument("--key-file", metavar="KEY", help="lock it with the words in this file")
    how.add_argument(
        "--unlocked", action="store_true", help="without a lock: whoever has the file can read it"
    )
    wanted.add_argument(
        "--keep", type=days, metavar="DAYS", help="delete backups beside it that are older"
    )
    wanted.add_argument("--replace", action="store_true", help="write over a file that is there")
    return wanted


def backup(words: list[str]) -> int:
    """Say what was kept and where, or why nothing was."""
    chosen = parser().parse_args(words)

    def work() -> int:
        data = choose(chosen.data)
        settle(data)
        key = Path(chosen.key_file).expanduser() if chosen.key_file else None
        manifest = keep(data, Path(chosen.file).expanduser(), key, replace=chosen.replace)
        if chosen.keep:
            prune(Path(manifest["file"]).parent, chosen.keep)
        prune(data / OWN, LONGEST)
        return told(manifest)

    return carefully(work)


def told(manifest: dict[str, Any]) -> int:
    size = Path(manifest["file"]).stat().st_size
    print(f"Kept: {manifest['file']} ({size / 1e6:.1f} MB)")
    print(
        f"As of {manifest['made_at']}: {sum(manifest['rows'].values())} rows, "
        f"{manifest['files']} files, {len(manifest['heads'])} chains of the record."
    )
    for name in manifest["missing"]:
        print(f"A row names the file {name}, and there is none. See: closeknit check")
    return 1 if manifest["missing"] else 0


def keep(data: Path, wanted: Path, key_file: Path | None, *, replace: bool) -> dict[str, Any]:
    """Make the backup, and say what is in it. Until its last byte is on the disk it has no name."""
    from django.utils import timezone

    words = key_words(key_file) if key_file else None
    target = place(wanted, timezone.now())
    if target.exists() and not replace:
        raise Sorry(f"{target} is there already. Take another name, or say --replace.")
    tidy(data, STAGE + "*")
    tidy(target.parent, f".*{ENDING}.partial")
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=data))
    beside = target.with_name(f".{target.name.removesuffix(ENDING)}{ENDING}.partial")
    beside.unlink(missing_ok=True)
    try:
        manifest = write(stage, beside, words, data)
        into_place(beside, target, replace)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        beside.unlink(missing_ok=True)
    remember(data, target, manifest["made_at"])
    return {**manifest, "file": str(target.resolve())}


def place(wanted: Path, now: dt.datetime) -> Path:
    """The name of the new file: as it was given, or in this folder with the moment in it."""
    if wanted.is_dir():
        name = f"closeknit-{now:%Y-%m-%dT%H%M%SZ}"
        names = (f"{name}{more}{ENDING}" for more in ("", *(f"-{at}" for at in range(2, 100))))
        # Two in one second are two files: neither takes the other’s place.
        return next(path for path in map(wanted.joinpath, names) if not path.exists())
    if not wanted.parent.is_dir():
        raise Sorry(f"There is no folder {wanted.parent}. Make it first.")
    return wanted


def write(stage: Path, beside: Path, words: bytes | None, data: Path) -> dict[str, Any]:
    """Copy the database, hold on to the files its rows name, and write both into one file."""
    from django.conf import settings

    made_at, database, names, manifest = gather(stage, data)
    label = Label(made_at, settings.URL, manifest["version"], new_lock() if words else {})
    with create(beside) as out:
        bundle = Bundle(Writer(out, label, words))  # type: ignore[arg-type]
        bundle.add(database.name, database)
        for name in names:
            bundle.add(f"{FILES}/{name}", stage / FILES / name)
        bundle.end(manifest)
        out.flush()
        os.fsync(out.fileno())
    return manifest


def gather(stage: Path, data: Path) -> tuple[dt.datetime, Path, list[str], dict[str, Any]]:
    """All of one moment: a file that was erased while we looked is of another, so look again."""
    from django.utils import timezone

    missing: set[str] = set()
    for _again in range(TRIES):
        now = timezone.now()
        with sources.copied(stage) as (database, ask):
            names = sources.named_files(ask)
            there = held(stage, data, names)
            manifest = about(ask)
        gone = names - there
        if gone <= missing:  # it was not there before either: nobody erased it just now
            break
        missing = gone
    manifest |= {"made_at": now.isoformat(), "missing": sorted(gone), "files": len(there)}
    return now, database, sorted(there), manifest


def about(ask: sources.Ask) -> dict[str, Any]:
    """What the copy is of."""
    from closeknit import __version__

    return {
        "version": __version__,
        "engine": sources.engine(),
        "migrations": sources.migrations(ask),
        "heads": sources.heads(ask),
        "rows": sources.rows(ask),
    }


def held(stage: Path, data: Path, names: set[str]) -> set[str]:
    """Those of these files that are there. A second name keeps each, whoever erases the first."""
    shutil.rmtree(stage / FILES, ignore_errors=True)
    found = set()
    for name in names - {name for name in names if leads_out(name)}:
        source, kept = data / FILES / name, stage / FILES / name
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            try:
                kept.hardlink_to(source)
            except FileNotFoundError:
                raise
            except OSError:  # a disk without second names
                shutil.copyfile(source, kept)
        except FileNotFoundError:
            continue
        found.add(name)
    return found


def leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/")


def into_place(beside: Path, target: Path, replace: bool) -> None:
    """From here on it has its name; never over another that came in the meantime."""
    if replace:
        beside.replace(target)
    else:
        try:
            target.hardlink_to(beside)
        except FileExistsError as trouble:
            raise Sorry(f"{target} is there already. Take another name.") from trouble
        except OSError:  # a disk without second names
            beside.rename(target)
    settle_folder(target.parent)


def remember(data: Path, target: Path, made_at: str) -> None:
    """Where the newest backup is, for `closeknit check`."""
    beside = data / f".{LAST}"
    beside.unlink(missing_ok=True)
    with create(beside) as out:
        out.write(json.dumps({"file": str(target.resolve()), "made_at": made_at}).encode())
    beside.replace(data / LAST)


# What goes ----------------------------------------------------------------------------------------


def tidy(folder: Path, pattern: str) -> None:
    """What a backup left that was cut off more than a day ago."""
    for left in folder.glob(pattern):
        if left.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def older(folder: Path, than: int) -> list[Path]:
    """Backups of this house in this folder that were made more than so many days ago."""
    from django.conf import settings
    from django.utils import timezone

    before = timezone.now() - dt.timedelta(days=than)
    found = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            label = label_of(path)
        except (Sorry, OSError):
            continue
        if label.house == settings.URL and label.made_at < before:
            found.append(path)
    return found


def prune(folder: Path, than: int) -> None:
    for path in older(folder, than):
        path.unlink()
        print(f"Deleted, for it is more than {than} days old: {path}")
