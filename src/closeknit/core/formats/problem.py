"""What a reader says about a file it cannot read."""

from __future__ import annotations


class NotUnderstood(ValueError):
    """A file, or one row of it, that cannot be read. Its text is a sentence for a person.

    `row` counts as a spreadsheet does: the header is row 1. None when it is about the whole file.

    >>> str(NotUnderstood("There is no name.", row=3))
    'Row 3: There is no name.'
    """

    def __init__(self, sentence: str, *, row: int | None = None) -> None:
        self.sentence = sentence
        self.row = row
        super().__init__(sentence if row is None else f"Row {row}: {sentence}")
