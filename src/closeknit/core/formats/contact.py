"""One contact out of an address book, and what a reader has to say about a file.

These values are the same whichever program wrote the file. Nothing here is kept: whoever reads
a file decides afterwards who belongs to a network and throws the rest away.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from closeknit.core.formats.problem import NotUnderstood


class Sort(StrEnum):
    """What a contact stands for."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    ORGANISATION = "org"


REASONS = {
    "nobody": "There is no name, e-mail address or phone number in it.",
    "cut_off": "This card stops in the middle. What was there was read.",
    "outside": "These lines belong to no card and were left out.",
    "line": "This line of the card could not be read and was left out.",
    "too_long": "This is longer than anything a contact needs, and was left out.",
    "date": "This birthday could not be read and was left out.",
    "date_order": "Dates like this one were read as month, day, year. Please check them.",
    "email": "This is not an e-mail address and was left out.",
    "phone": "There are no digits in this phone number, so it was left out.",
    "photo": "This photo could not be read and was left out.",
    "photo_size": "This photo is too big and was left out.",
    "letters": "These letters are in an older alphabet. Please check the name.",
    "cells": "This row has more cells than the first row, so nobody can say what they mean.",
    "quotes": "A quotation mark in this row is never closed, so the row could not be read.",
    "stopped": "Too much of this file could not be read. The rest of it was left out.",
    "too_many": "The file holds more contacts than can be read in one go. The rest was left out.",
}
"""Why something was left out, by a key that stays the same; a page may translate it."""

UNREADABLE = {
    "empty": "This file is empty.",
    "too_big": "This file is too big to be read in one go.",
    "zip": "This is a packed file or a spreadsheet. Save it as CSV or unpack it first.",
    "spreadsheet": "This is a spreadsheet. Save it as CSV first.",
    "pdf": "This is a PDF, not a list of contacts.",
    "picture": "This is a picture, not a list of contacts.",
    "web_page": "This is a web page, not a list of contacts.",
    "calendar": "This is a calendar, not a list of contacts.",
    "no_cards": "There is no whole contact card in this file.",
    "no_columns": "The first row of this table names no column for a name, an e-mail address or a "
    "phone number.",
    "not_text": "This file is not text, so it cannot be a vCard or a CSV file.",
}
"""Why a whole file could not be read, by a key that stays the same."""


class NotContacts(NotUnderstood):
    """The file as a whole holds no contacts that can be read. `reason` is a key of UNREADABLE."""

    def __init__(self, reason: str) -> None:
        super().__init__(UNREADABLE[reason])
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken. What goes beyond is left out and told, never an error."""

    file_bytes: int = 50_000_000
    file_lines: int = 2_000_000
    contacts: int = 100_000
    photo_bytes: int = 5_000_000
    problems: int = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Birthday:
    """A day of the year, with the year when it is known.

    >>> str(Birthday(9, 1)), str(Birthday(3, 12, 1990))
    ('--09-01', '1990-03-12')
    """

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        # 2000 has a 29 February; ValueError when there is no such day.
        date(self.year or 2000, self.month, self.day)

    def __str__(self) -> str:
        year = f"{self.year:04}" if self.year else "-"
        return f"{year}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody named in the contact of somebody else: label "spouse", name "Luis"."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it stood in the card. It is decoded only when somebody asks for it."""

    mime: str
    encoded: bytes = field(repr=False)

    def data(self) -> bytes | None:
        """The bytes of the picture, or None when they are not base64 after all."""
        body = b"".join(self.encoded.split())
        try:
            return binascii.a2b_base64(body + b"=" * (-len(body) % 4)) or None
        except binascii.Error:
            return None


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in an address book. `row` is where: the card's first line, or the table's row."""

    name: str
    row: int
    sort: Sort = Sort.INDIVIDUAL
    given: str = ""
    family: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    birthday: Birthday | None = None
    addresses: tuple[str, ...] = ()
    organisation: str = ""
    title: str = ""
    relations: tuple[Relation, ...] = ()
    groups: tuple[str, ...] = ()
    note: str = ""
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was not understood: where, what it was, and why."""

    row: int
    reason: str
    excerpt: str = ""

    @property
    def sentence(self) -> str:
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a file held: who was found, what was not understood, what was not taken.

    `source` says which program's shape it is. `ignored` names columns or properties that had
    something in them and were not taken. `more_problems` counts those beyond the limit.
    """

    source: str
    found: tuple[Contact, ...]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    more_problems: int = 0


# Control signs, halves of letters, and signs that turn the direction of the text around them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def clean(text: str, limit: int = 300) -> str:
    """One line of plain text, without control signs, at most `limit` characters.

    >>> clean("  Ana \\n García\\x00 ")
    'Ana García'
    """
    if not text.isprintable():
        text = _UNSAFE.sub("", text)
    return " ".join(text[: 4 * limit].split())[:limit].rstrip()


def clean_lines(text: str, limit: int = 2_000) -> str:
    """The same for text of several lines."""
    lines = text[: 4 * limit].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean(line, limit) for line in lines).strip()[:limit]
