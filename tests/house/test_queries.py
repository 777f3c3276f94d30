"""Nobody asks for rows but as somebody: unscoped queries stand where they are listed here."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
# Where rows are made, kept and thrown away for good; each of these asks the policy itself, or acts
# for the house on rows whose time is over.
UNSCOPED = {
    "networks/models": "the verbs themselves",
    "networks/bin.py": "asks may() for each row it shows; empties what is older than thirty days",
    "networks/happened.py": "asks for each kind of row what the reader may read, the bin included",
    "networks/erasure.py": "a whole network, with everything in it",
    "exchange/models.py": "the rows of a draft are its author's; old drafts go",
    "exchange/taking_out.py": "earlier texts of rows that visible_to() gave, and who takes part",
    "exchange/writers.py": "the names behind what was taken out",
    "exchange/bringing_back.py": "writes a new network, and asks which keys are taken",
    "exchange/leaving.py": "what somebody wrote, for themselves as they leave",
    "stories/models": "who is in a story or a picture, behind the door of what they are in",
    "plans/models": "what is taken, and who was asked, behind the door of what it belongs to",
    "workshops/models": "what is public, who has which place, and rows behind the door of a series",
    "notices/sending.py": "whose turn is near; asked again as each of them when a letter goes",
    "notices/models": "what somebody was told is theirs, and only keys",
    "home/models.py": "the first steps of one network",
    "manage/looks/kept.py": "which files are named by any row, by name alone",
    "manage/returned.py": "every link of a restored copy, which leads nowhere any more",
}


def files_that(pattern: str) -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts and re.search(pattern, path.read_text(encoding="utf-8")):
            found.add(path.relative_to(SOURCE).as_posix())
    return found


def test_rows_are_asked_for_as_somebody():
    unscoped = files_that(r"\.everyones\b|\b_(default|base)_manager\b")
    assert {path for path in unscoped if not path.startswith(tuple(UNSCOPED))} == set()


def test_no_view_writes_a_row_but_by_its_verbs():
    """No save(), create(), update() or delete() on rows in a view."""
    for path in files_that(
        r"\.(save|create|bulk_create|update_or_create)\(|\.filter\([^\n]*\)\.(update|delete)\("
    ):
        assert "/views" not in path, path


def test_no_signals_are_listened_to():
    assert files_that(r"django\.dispatch|django\.db\.models\.signals|@receiver") == set()


def test_there_is_no_room_for_things_without_a_name():
    nameless = {"utils", "helpers", "services", "common", "managers"}
    named = {part for path in SOURCE.rglob("*.py") for part in (*path.parts, path.stem)}
    assert not nameless & named
