"""What leaves as a table stays text and numbers in every spreadsheet."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from closeknit.core.formats.contacts import read_contacts
from closeknit.core.formats.writing import guarded, plain, write_table

SOURCE = Path(__file__).resolve().parents[3] / "src" / "closeknit"
SIGNS = "=+-@\t\r\n\0＝＋－＠"
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
hostile = st.builds(
    "".join,
    st.lists(st.one_of(st.sampled_from([*SIGNS, " ", "'", '"', ",", ";"]), texts), max_size=6),
)
numbers = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, width=32))
PAYLOADS = [
    sign + rest
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "\0=")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://example.org")', "SUM(A1:A9)")
]


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_as_a_formula(payload):
    (written,) = cells(write_table([payload], []))[0]
    assert written.startswith("'")


@given(hostile)
@example("'=1+1")
@example("''\t")
def test_guarded_text_is_harmless_and_comes_back_as_it_was(text):
    cell = guarded(text)
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]", cell)
    assert plain(cell) == text


@given(texts.filter(lambda text: text[:1].isalpha()))
def test_words_are_left_alone(text):
    assert guarded(text) == plain(text) == text


@given(st.lists(st.lists(st.one_of(hostile, numbers, st.none()), min_size=2, max_size=2)))
def test_a_table_comes_back_as_it_went_out(rows):
    back = cells(write_table(["a", "b"], rows))[1:]
    assert len(back) == len(rows)
    for row, found in zip(rows, back, strict=True):
        for value, cell in zip(row, found, strict=True):
            if isinstance(value, str):
                assert plain(cell) == value
            elif value is None or value in (float("inf"), float("-inf")):
                assert cell == ""
            else:
                assert float(cell) == float(value)


def test_numbers_stay_numbers():
    rows = [["a", -2], ["b", 2.5], ["c", True], ["d", float("nan")]]
    lines = write_table(["n", "m"], rows).split("\r\n")
    assert lines == ['"n","m"', '"a",-2', '"b",2.5', '"c",1', '"d",', ""]


def test_our_own_reader_of_contacts_takes_the_apostrophe_away():
    text = write_table(["Name", "Phone"], [["Rosa", "+44 20 7946"], ["=June", "0123"]])
    found = read_contacts(text.encode(), "out.csv").found
    assert [one.name for one in found] == ["Rosa", "=June"]
    assert found[0].phones[0] == "+44 20 7946"


def test_nothing_writes_rows_by_itself():
    """Every writer of tables uses `write_table`."""
    writers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|\.to_csv\(", path.read_text(encoding="utf-8"))
    }
    assert writers == {"core/formats/writing.py"}
