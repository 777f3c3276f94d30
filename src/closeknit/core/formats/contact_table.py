"""Contacts from tables (CSV): Google, Outlook, Thunderbird and whatever names its columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from closeknit.core.formats.birthdays import day_comes_first
from closeknit.core.formats.contact import Contacts, Limits, NotContacts
from closeknit.core.formats.headers import Column, is_label, name_source, read_columns
from closeknit.core.formats.sheet import Report, Sheet
from closeknit.core.formats.writing import plain

_LONGEST_LINE = 100_000  # characters; csv itself refuses cells beyond 131,072
_MOST_LINES = 200  # in one row
_MOST_BROKEN = 200  # rows in one file before we stop
_MANY_IN_A_CELL = " ::: "
_NO_VOICE = ("fax", "pager", "telex")
_PLAIN = {"given", "family", "middle", "prefix", "nickname", "organisation", "title", "note"}

_Row = tuple[int, list[str]]


def read_table(lines: list[str], limits: Limits, report: Report | None = None) -> Contacts:
    """Every contact of a table whose first row names its columns.

    Rows are counted as a spreadsheet shows them, the first row being 1. A row that cannot be
    read costs itself. Columns nobody asked for are named in `ignored` and not kept.

    Raises:
        NotContacts: no column says who somebody is.
    """
    report = report or Report(limits)
    rows = _rows(lines, report)
    top, header = next((found for found in rows if _is_header(found[1])), (0, []))
    columns = read_columns(header)
    if not columns:
        raise NotContacts("no_columns")
    reader = _Reader(header, columns, report)
    reader.day_first = _day_first(lines, top, reader)
    for number, row in rows:
        if report.ends(number):
            break
        reader.read(number, row)
    return report.result(name_source(header))


def _is_header(row: list[str]) -> bool:
    # Excel may write "sep=;" above the first row.
    return any(map(str.strip, row)) and not row[0].startswith("sep=")


def _rows(lines: list[str], report: Report) -> Iterator[_Row]:
    """The rows of the table with their numbers; a broken row is told and left out."""
    mark = _separator(lines)
    at = number = broken = 0
    while at < len(lines) and broken < _MOST_BROKEN:
        record = _Record(lines, at)
        try:
            for row in csv.reader(record, delimiter=mark, strict=True):
                number += 1
                at = record.start = record.at
                yield number, row
        except csv.Error:
            number, broken = number + 1, broken + 1
            reason = "too_long" if len(lines[at]) > _LONGEST_LINE else "quotes"
            report.problem(number, reason, lines[at][:240])
            at += 1
    if at < len(lines):
        report.problem(number, "stopped")


class _Record:
    """Feeds lines to the csv reader, and stops a row that swallows line after line."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.start, self.at = lines, start, start

    def __iter__(self) -> _Record:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        line = self.lines[self.at]
        if self.at - self.start >= _MOST_LINES or len(line) > _LONGEST_LINE:
            raise csv.Error("too long for one row")
        self.at += 1
        return line + "\n"


def _separator(lines: list[str]) -> str:
    first = next((line for line in lines[:20] if line.strip()), "")[:_LONGEST_LINE]
    return max(",;\t", key=first.count)


def _day_first(lines: list[str], top: int, reader: _Reader) -> bool:
    """How this table writes dates with slashes: as they show, else as its language does."""
    at = next((n for n, column in reader.taken if column.field == "birthday"), None)
    if at is None:
        return False
    rows = _rows(lines, Report(reader.report.limits))
    dates = [(number, row[at]) for number, row in rows if number > top and len(row) > at]
    slashed = [(number, text) for number, text in dates if "/" in text]
    shown = day_comes_first(text for _, text in slashed)
    if shown is not None:
        return shown
    if "(" in name_source(reader.header):  # a language other than English
        return True
    for number, text in slashed[:1]:
        reader.report.once(number, "date_order", text)
    return False


class _Reader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(self, header: list[str], columns: dict[int, Column], report: Report) -> None:
        self.header, self.report = header, report
        self.taken = sorted(columns.items())
        self.day_first = False
        labels = {column.label for column in columns.values()}
        self.untaken = [
            at
            for at, name in enumerate(header)
            if at not in columns and at not in labels and name.strip() and not is_label(name)
        ]

    def read(self, number: int, row: list[str]) -> None:
        """One row: a contact, or a problem, or nothing when it is blank."""
        cells = {at: plain(cell) for at, cell in enumerate(row) if cell and not cell.isspace()}
        if not cells:
            return
        if max(cells) >= len(self.header):
            self.report.problem(number, "cells", ", ".join(row[:6]))
            return
        sheet = Sheet(number, self.report)
        for at, column in self.taken:
            if at in cells:
                label = cells.get(column.label, "") if column.label is not None else ""
                self._take(sheet, column, cells[at], label)
        self._take_addresses(sheet, cells)
        self._take_birth_parts(sheet, cells)
        for at in self.untaken:
            if at in cells:
                self.report.ignore(self.header[at])
        contact = sheet.contact()
        if contact:
            self.report.add(contact)
        else:
            self.report.problem(number, "nobody", ", ".join(cells.values()))

    def _take(self, sheet: Sheet, column: Column, text: str, label: str) -> None:
        if column.field in _PLAIN:
            setattr(sheet, column.field, getattr(sheet, column.field) or text)
        elif column.field == "full":
            sheet.full_name = sheet.full_name or text
        elif column.field == "birthday":
            sheet.add_birthday(text, day_first=self.day_first)
        elif column.field == "groups":
            many = _MANY_IN_A_CELL if _MANY_IN_A_CELL in text else ";"
            for part in text[:20_000].split(many):
                sheet.add_group(part)
        elif column.field == "phone" and any(word in label.lower() for word in _NO_VOICE):
            self.report.ignore(label)
        else:
            for part in text[:20_000].split(_MANY_IN_A_CELL):
                self._take_one_of_many(sheet, column, part, label)

    def _take_one_of_many(self, sheet: Sheet, column: Column, part: str, label: str) -> None:
        if column.field == "email":
            sheet.add_email(part)
        elif column.field == "phone":
            sheet.add_phone(part)
        elif column.field == "formatted":
            sheet.add_address(part)
        elif column.field == "relation":
            sheet.add_relation(label if column.of.isdigit() else column.of, part)

    def _take_addresses(self, sheet: Sheet, cells: dict[int, str]) -> None:
        """Addresses that come as street, town and country, unless they also came whole."""
        whole = {c.of for at, c in self.taken if c.field == "formatted" and at in cells}
        parts: dict[str, list[str]] = {}
        for at, column in self.taken:
            if column.field == "address" and column.of not in whole and at in cells:
                parts.setdefault(column.of, []).append(cells[at])
        for lines in parts.values():
            sheet.add_address(*lines)

    def _take_birth_parts(self, sheet: Sheet, cells: dict[int, str]) -> None:
        part = {c.field: cells[at].strip() for at, c in self.taken if at in cells}
        day, month = part.get("birth_day", ""), part.get("birth_month", "")
        if day and month:
            sheet.add_birthday(f"{part.get('birth_year', ''):0>4}-{month:0>2}-{day:0>2}")
