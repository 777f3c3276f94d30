"""What commands have in common: the files they name, JSON, an example, whole numbers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

Run = Callable[[argparse.Namespace], None]


def command(
    commands: Commands, name: str, run: Run, says: str, example: str, *, json: bool = True
) -> argparse.ArgumentParser:
    """One command about networks in files."""
    made = bare(commands, name, run, f"Show {says}.", example, json=json)
    made.add_argument("files", nargs="*", metavar="FILE", help="a JSON, a folder, three CSV, or -")
    for part in ("egos", "alters", "aaties"):
        made.add_argument(f"--{part}", metavar="CSV", help=f"the {part} file of a study")
    return made


def bare(
    commands: Commands, name: str, run: Run, says: str, example: str, *, json: bool = True
) -> argparse.ArgumentParser:
    """One command, with an example in its help."""
    made = commands.add_parser(
        name,
        help=says.removeprefix("Show ").rstrip("."),
        description=says,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(command=run)
    if json:
        made.add_argument("--json", action="store_true", help="answer in JSON")
    return made


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """A whole number from the command line; argparse puts the option's name before the sentence."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number of {least} or more.")
        if most is not None and int(text) > most:
            raise argparse.ArgumentTypeError(f"{text!r} is more than {most:,}.")
        return int(text)

    return read


def seconds(text: str) -> float:
    """A time above nothing from the command line."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time in seconds, up to 86,400.")
    return found
