"""Tables as text for spreadsheets: the one way out, so that no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None
RISKY = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\0])")
"""How a text begins that a program may take for a formula, or that was guarded before."""


def guarded(text: str) -> str:
    """The text as a cell that stays text in every spreadsheet.

    Excel, LibreOffice and Google Sheets calculate a cell that begins with `=`, `+`, `-` or `@`,
    also behind white space, and in their wide forms; a tab or the end of a line at the beginning
    can push the rest into a cell of its own. Such a text gets an apostrophe in front, which
    spreadsheets take for "this is text".

    A text that has apostrophes before such a sign gets one more, so that `plain` always gives back
    what was written.

    >>> guarded("=HYPERLINK(A1)"), guarded("+44 20 7946"), guarded("-"), guarded("@Dee")
    ("'=HYPERLINK(A1)", "'+44 20 7946", "'-", "'@Dee")
    >>> guarded("  =1+1"), guarded("'=1+1"), guarded("Rosa"), guarded("'s Gravenhage"), guarded("")
    ("'  =1+1", "''=1+1", 'Rosa', "'s Gravenhage", '')
    """
    return f"'{text}" if RISKY.match(text) else text


def plain(cell: str) -> str:
    """What was written before it was guarded.

    >>> plain("'=1+1"), plain("''=1+1"), plain("'s Gravenhage"), plain(guarded("\\t=1"))
    ('=1+1', "'=1+1", "'s Gravenhage", '\\t=1')
    """
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def write_table(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows under their names as comma-separated text.

    Text is guarded (see `guarded`) and stands in quotation marks. Numbers stay numbers, also
    negative ones: `-2` as a number is `-2`, as a text `"'-2"`. True and False are 1 and 0; None,
    and a number that is none, are empty. Lines end as spreadsheets like it (CR LF).

    To read it back: take `plain` of each quoted cell. In the literature: CSV injection, formula
    injection; ASVS 1.2.10.

    >>> text = write_table(["name", "circle"], [["=Rosa", 1], ["June", None], ["Kofi", -2.5]])
    >>> for line in text.splitlines():
    ...     print(line)
    "name","circle"
    "'=Rosa",1
    "June",
    "Kofi",-2.5
    """
    out = io.StringIO()
    lines = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (names, *rows):
        lines.writerow([_cell(value) for value in row])
    return out.getvalue()


class _Nothing(float):
    """A cell with nothing in it: the writer puts no marks around a number."""

    def __repr__(self) -> str:
        return ""

    __str__ = __repr__


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, str):
        return guarded(value)
    if value is None or not math.isfinite(value):
        return _Nothing()
    return int(value) if isinstance(value, bool) else value
