"""The page about the years ahead does not lag behind what is assumed."""

import doctest
import re
from dataclasses import fields
from pathlib import Path

from closeknit.core.outlook import CENTRAL, HIGH, LOW, Bond

PAGE = Path(__file__).resolve().parents[3] / "docs" / "years-ahead.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_table_tells_what_is_assumed():
    rows = re.findall(r"^\|[^|]+\| `(\w+)` \| (\S+) \| (\S+) \| (\S+) \|", TEXT, re.MULTILINE)
    told = {name: tuple(map(float, chances)) for name, *chances in rows}
    assert told == {
        name: tuple(getattr(each, name) for each in (LOW, CENTRAL, HIGH))
        for name in (*(bond.value for bond in Bond), "stop")
    }


def test_every_assumption_that_can_be_changed_is_told():
    for each in fields(CENTRAL):
        if each.name not in ("name", "settled"):
            assert f"`{each.name}`" in TEXT, each.name
    assert CENTRAL.settled == ((0, 1.5), (2, 1.0), (7, 0.75), (15, 0.5))
    assert CENTRAL.together == 0.5


def test_its_examples_are_true():
    assert doctest.testfile(str(PAGE), module_relative=False).failed == 0
