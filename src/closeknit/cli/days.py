"""`closeknit compare`: what changed between two snapshots of one network."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from closeknit.cli.answers import plain
from closeknit.cli.reading import network_in
from closeknit.cli.words import Commands, bare
from closeknit.core.formats.problem import NotUnderstood


def add(commands: Commands) -> None:
    """The words of this command."""
    made = bare(
        commands,
        "compare",
        _compare,
        "Show what changed between two days.",
        "closeknit compare maya-2025.json maya-2026.json",
    )
    made.add_argument("before", metavar="BEFORE", help="the network as it was, or -")
    made.add_argument("after", metavar="AFTER", help="the network as it is, or -")


def _compare(asked: argparse.Namespace) -> None:
    from closeknit.core.change import compare
    from closeknit.core.change_words import item_words, sentences

    if asked.before == asked.after == "-":
        raise NotUnderstood("Standard input can be read once.")
    change = compare(network_in(Path(asked.before)), network_in(Path(asked.after)))
    if asked.json:
        items = [plain(item) | {"sentence": item_words(item, change)} for item in change.items]
        whole = {"name": change.after.name, "items": items}
        counts = {"was": plain(change.was), "now": plain(change.now)}
        print(json.dumps(whole | counts, ensure_ascii=False, indent=2))
        return
    for each in sentences(change) or ("Nothing changed that is compared here.",):
        print(each)
