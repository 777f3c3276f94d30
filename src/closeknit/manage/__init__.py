"""The command: serve a place, or think about a file. No rules live here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module

COMMANDS = ("serve", "verify", "account", "backup", "restore", "check", "upgrade")
"""Each is a module here with a function of the same name."""


def main(argv: list[str] | None = None) -> int:
    """`serve` opens the house, others look after it; everything else is about a file."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["manage"]:
        return manage(words[1:])
    if words and words[0] in COMMANDS:
        command: Callable[[list[str]], int] = getattr(
            import_module(f".{words[0]}", __name__), words[0]
        )
        return command(words[1:])
    from closeknit.cli import main as think

    return think(words)


def manage(words: list[str]) -> int:
    """Django's own commands, for whoever works on the house."""
    from closeknit import folder

    folder.prepare(folder.chosen())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["closeknit manage", *words])
    return 0
