"""Every deed the code can do has a sentence, and every resource a name, in the record."""

from __future__ import annotations

import re
from pathlib import Path

from closeknit.accounts.sentences import NOUNS, SENTENCES
from closeknit.policy import TABLE

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
CALLS = re.compile(
    r'(?:\.make\(\s*\w+|\brecord\(\s*[\w.()]+|\.revise\([^"\n]*?|\.bin\(\s*\w+|\.take_back\(\s*\w+)'
    r',\s*"([a-z_]+)"'
)
USUAL = re.compile(r'\bdeed: str = "([a-z_]+)"')


def deeds() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(CALLS.findall(text), USUAL.findall(text))
    return found


def test_every_deed_has_a_sentence() -> None:
    assert len(deeds()) > 5
    assert deeds() - set(SENTENCES) == set()


def test_every_resource_has_a_name() -> None:
    assert set(TABLE) - set(NOUNS) == set()
