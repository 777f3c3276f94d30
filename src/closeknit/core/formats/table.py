"""Rows and columns out of delimited text, whatever the delimiter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closeknit.core.formats.problem import NotUnderstood


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name in lower case, its number and its file's name."""

    cells: Mapping[str, str]
    number: int
    file: str

    def get(self, column: str | None) -> str:
        """What stands in a column; empty when nothing does, or NA."""
        said = self.cells.get(column or "", "").strip()
        return "" if said in ("NA", "NaN", "nan") else said

    def said(self, column: str) -> str:
        """What stands in a column that must say something."""
        value = self.get(column)
        if not value:
            raise self.problem(f"{column} is empty.")
        return value

    def number_in(self, column: str) -> float:
        """A number, with a decimal point or a decimal comma."""
        value = self.get(column)
        try:
            return float(value.replace(",", "."))
        except ValueError:
            raise self.problem(f"{column} should be a number, not {value!r}.") from None

    def problem(self, sentence: str) -> NotUnderstood:
        """What is wrong with this row, to be raised."""
        return NotUnderstood(f"{sentence} (in {self.file})", row=self.number)

    def note(self, sentence: str) -> str:
        """What was left out of this row, to be told."""
        return f"{self.file}, row {self.number}: {sentence}"


@dataclass(frozen=True, slots=True)
class Table:
    """The column names, in lower case, and the rows of one file."""

    file: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def find(self, aliases: Iterable[str]) -> str | None:
        """The first of these columns that is there, whatever its case."""
        return next((name.lower() for name in aliases if name.lower() in self.names), None)

    def column(self, aliases: Sequence[str]) -> str:
        """As `find`, but it must be there.

        Raises: NotUnderstood saying which column is missing and which there are.
        """
        found = self.find(aliases)
        if found is None:
            there = ", ".join(self.names)
            raise NotUnderstood(
                f"The {self.file} file has no column {aliases[0]}. It has: {there}.", row=1
            )
        return found


def read_table(text: str, file: str) -> Table:
    """The rows of a delimited text. The header says whether `,`, `;` or a tab stands between cells.

    Rows without any content are passed over. Raises: NotUnderstood when there is no header, or a
    row has more cells than the header.

    >>> table = read_table("egoID;age\\n1;33,5\\n", "egos")
    >>> table.names, table.rows[0].number_in("age")
    (('egoid', 'age'), 33.5)
    """
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = tuple(name.strip().lower() for name in next(lines, []))
        if not any(names):
            raise NotUnderstood(f"The {file} file is empty.")
        rows = []
        for cells in lines:
            if any(cell.strip() for cell in cells):
                row = Row(dict(zip(names, cells, strict=False)), lines.line_num, file)
                if len(cells) > len(names):
                    raise row.problem(f"It has {len(cells)} cells under {len(names)} columns.")
                rows.append(row)
    except csv.Error as problem:
        raise NotUnderstood(
            f"The {file} file cannot be read: {problem}.", row=lines.line_num
        ) from None
    return Table(file, names, tuple(rows))
