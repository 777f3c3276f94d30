"""The page on measures says what the code says."""

import re
from pathlib import Path

import pytest

from closeknit.core.measures import MEASURES, Measures
from closeknit.core.measures.page import page

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_page_does_not_lag():
    assert PAGE.read_text(encoding="utf-8") == page(), "make docs/measures.md again, as it says"


def test_every_field_of_the_value_is_told_on_the_page():
    told = {measure.__name__ for measure in MEASURES}
    assert set(Measures.__dataclass_fields__) <= told


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_every_measure_says_what_it_means_and_where_it_comes_from(measure):
    lines = measure.__doc__.splitlines()
    assert lines[0].endswith(".")
    for label in ("Formula: ", "When there is no answer: ", "Source: "):
        assert re.search(rf"^\s*{label}\S", measure.__doc__, re.MULTILINE), label
    assert ">>>" in measure.__doc__
