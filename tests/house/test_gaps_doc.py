"""The page on gaps says what the rules say, and every rule says why it asks."""

import re
from pathlib import Path

import pytest

from closeknit.core.gaps.page import page
from closeknit.core.gaps.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "gaps.md"


def test_the_page_does_not_lag():
    assert PAGE.read_text(encoding="utf-8") == page(), "make docs/gaps.md again, as it says"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_says_why_it_asks_and_when_it_is_silent(rule):
    assert rule.__doc__.splitlines()[0].endswith(".")
    for label in ("Why we ask: ", "Evidence: ", "Next step: ", "Silent when: ", "Source: "):
        assert re.search(rf"^\s*{label}\S", rule.__doc__, re.MULTILINE), label
    assert ">>>" in rule.__doc__


def test_every_rule_has_a_section():
    sections = re.findall(r"^## (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sections == [*(rule.__name__ for rule in RULES), "introductions"]
