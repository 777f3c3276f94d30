"""The command: serve a place, or think about a file. No rules live here."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """`serve` opens the house, `account` rests one; everything else is about a file."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["serve"]:
        from .serve import serve

        return serve(words[1:])
    if words[:1] == ["verify"]:
        from .verify import verify

        return verify(words[1:])
    if words[:1] == ["account"]:
        from .account import account

        return account(words[1:])
    if words[:1] == ["manage"]:
        return manage(words[1:])
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
