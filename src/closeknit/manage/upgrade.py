"""`closeknit upgrade`: a backup first, then the tables and pages of this version, then a look."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from .opening import Sorry, carefully, choose, settle


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit upgrade",
        description="Bring a house up to this version of the program, with a backup first.",
    )
    wanted.add_argument("--data", metavar="DIR", help="where everything is kept")
    wanted.add_argument(
        "--backup", metavar="FILE", help="where the backup goes; usually into the data folder"
    )
    wanted.add_argument("--key-file", metavar="KEY", help="lock it with the words in this file")
    return wanted


def upgrade(words: list[str]) -> int:
    """Say what was done, how to go back, and how the house stands."""
    chosen = parser().parse_args(words)
    return carefully(lambda: carry_out(choose(chosen.data), chosen))


def carry_out(data: Path, chosen: argparse.Namespace) -> int:
    settle(data)
    from django.conf import settings

    from . import state, static
    from .check import look

    newer = state.unknown_to_us(state.applied())
    if newer:
        raise Sorry(f"The database is newer than this program: it has {newer[0]}.")
    waiting = state.pending()
    if waiting:
        if state.is_open():
            raise Sorry("The house is open. Stop it, and begin again.")
        move_on(data, kept(data, chosen), len(waiting))
    static.collect(Path(settings.STATIC_ROOT))
    print(f"Everything is of version {version()}.")
    return look()


def version() -> str:
    from closeknit import __version__

    return __version__


def kept(data: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """What to go back to. Beside the database it is as safe as that: for its owner alone."""
    from . import backup

    wanted = data / backup.OWN
    wanted.mkdir(mode=0o700, exist_ok=True)
    backup.prune(wanted, backup.LONGEST)
    if chosen.backup:
        wanted = Path(chosen.backup).expanduser()
    key = Path(chosen.key_file).expanduser() if chosen.key_file else None
    manifest = backup.keep(data, wanted, key, replace=False)
    print(f"Kept first: {manifest['file']}")
    return manifest


def move_on(data: Path, manifest: dict[str, Any], steps: int) -> None:
    from django.core.management import call_command

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except Exception as trouble:
        print(f"{type(trouble).__name__}: {trouble}", file=sys.stderr)
        raise Sorry(
            "The upgrade stopped on its way. To go back, install the version that was here before "
            f"and type: closeknit restore {manifest['file']} --data {data} --yes"
        ) from trouble
    print(f"{steps} steps taken. To go back: install the version that was here before and type")
    print(f"  closeknit restore {manifest['file']} --data {data} --yes")
