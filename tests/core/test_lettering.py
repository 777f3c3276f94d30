import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.layout.lettering import letters, width, wrap

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
WHOLE = [FAMILY, "🇬🇧", "👍🏽", "e\u0301", "مُ", "שָׁ", "各", "का", "a"]


@pytest.mark.parametrize("letter", WHOLE)
def test_no_line_cuts_a_letter_in_two(letter: str) -> None:
    lines = wrap(letter * 40, 15, 118)
    assert len(lines) == 3
    for line in lines:
        assert line.removesuffix("…").replace(letter, "") == ""


@given(st.lists(st.sampled_from(WHOLE)))
def test_letters_are_what_a_reader_sees(written: list[str]) -> None:
    assert letters("".join(written)) == written


@given(st.text(max_size=80), st.floats(60, 200))
def test_no_line_is_wider_than_a_quarter_more(text: str, most: float) -> None:
    lines = wrap(text, 15, most)
    assert len(lines) <= 3
    assert all(
        width(line, 15) <= 1.25 * most or len(letters(line.removesuffix("…"))) == 1
        for line in lines
    )


@given(st.text(max_size=12))
def test_a_short_name_is_written_whole(name: str) -> None:
    assert "".join("".join(wrap(name, 1, 1000)).split()) == "".join(name.split())
