"""`closeknit measures`, `gaps`, `draw` and more: think about a file, without the house.

Files are read and written here and nowhere in the core. Bad input is a sentence and exit code 2.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from closeknit.cli import away, days, drawing, measuring, rota, thinking, years
from closeknit.core.formats.problem import NotUnderstood

EPILOG = """\
FILE is a network in Closeknit's own JSON, several of them, a folder that holds the three files
egos, alters and aaties of a study, or these three CSV files themselves; - reads standard input.
`closeknit COMMAND --help` tells more, with an example.
`closeknit serve` opens the web application instead.
"""
ALL = (measuring, thinking, away, years, days, drawing, rota)


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the words in one line, as everything else here does."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"closeknit: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it could, 2 with a sentence on standard error when it could not."""
    _speak_plainly()
    try:
        asked = _parser().parse_args(argv)
        asked.command(asked)
        sys.stdout.flush()
    except SystemExit as leaving:  # argparse has said why
        return leaving.code if isinstance(leaving.code, int) else 2
    except NotUnderstood as problem:
        return _sorry(str(problem))
    except BrokenPipeError:  # whoever read our answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as problem:
        return _sorry(f"{problem.filename or 'The file'}: {problem.strerror or problem}.")
    except KeyboardInterrupt:  # whoever asked has waited enough
        return 130
    return 0


def _speak_plainly() -> None:
    """A terminal that cannot show a letter shows a question mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _sorry(problem: str) -> int:
    print(f"closeknit: {problem}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="closeknit",
        description="Think about the network of people around one person.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for room in ALL:
        room.add(commands)
    return parser
