"""The front door for address books: bytes in, contacts out, whatever program wrote them."""

from __future__ import annotations

import re

from closeknit.core.formats.contact import Contacts, Limits, NotContacts
from closeknit.core.formats.contact_table import read_table
from closeknit.core.formats.sheet import Report
from closeknit.core.formats.vcard import read_vcards

# How files that are certainly something else begin.
_FOREIGN = (
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format", "not_text"),
)
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|\?xml)", re.IGNORECASE)
_CALENDAR = re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_contacts(data: bytes, filename: str = "", limits: Limits | None = None) -> Contacts:
    """The contacts in a vCard file (2.1, 3.0, 4.0) or a table (CSV) of an address book.

    `data` is the file, or what somebody pasted; `filename` helps only to name what a foreign
    file is. Letters may be UTF-8, UTF-16, UTF-32 or Western European. Time and memory grow with
    the size of the file alone. What was not understood stands in `problems`, with the reason.

    Raises:
        NotContacts: the file as a whole is something else, empty or too big.

    >>> book = read_contacts(b"First Name,Phone\\nRosa,555 0100\\n,none\\n")
    >>> [person.name for person in book.found]
    ['Rosa']
    >>> [(problem.row, problem.reason) for problem in book.problems]
    [(3, 'phone'), (3, 'nobody')]
    """
    limits = limits or Limits()
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if len(data) > limits.file_bytes or lines > limits.file_lines:
        raise NotContacts("too_big")
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise NotContacts("empty")
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise NotContacts("spreadsheet" if filename.lower().endswith(".xlsx") else reason)
    data = _as_utf8(data)
    if _WEB_PAGE.match(data[:1_000]):
        raise NotContacts("web_page")
    if b"BEGIN:" in data[:1_000].upper() or filename.lower().endswith((".vcf", ".vcard")):
        return _cards(data, limits)
    return _table(data, limits)


def _cards(data: bytes, limits: Limits) -> Contacts:
    if _CALENDAR.match(data[:1_000]):
        raise NotContacts("calendar")
    if b"BEGIN:VCARD" not in data.upper():
        raise NotContacts("no_cards")
    return read_vcards(data, limits)


def _table(data: bytes, limits: Limits) -> Contacts:
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if b"\x00" in data.partition(b"\n")[0]:
        raise NotContacts("not_text")
    report = Report(limits)
    lines = [_letters(line, at, report) for at, line in enumerate(data.split(b"\n"), 1)]
    return read_table(lines, limits, report)


def _letters(line: bytes, at: int, report: Report) -> str:
    try:
        return line.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace").rstrip("\r")
        report.once(at, "letters", text)
        return text


def _as_utf8(data: bytes) -> bytes:
    """The same text as UTF-8 bytes. UTF-16 is known by its mark, or by a NUL beside a letter."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[3:] if encoding == "utf-8" else _transcode(data, encoding)
    if data[:1] == b"\x00" and data[1:2].isascii() and data[1:2] != b"\x00":
        return _transcode(data, "utf-16-be")
    if data[1:2] == b"\x00" and data[:1].isascii() and data[:1] != b"\x00":
        return _transcode(data, "utf-16-le")
    return data


def _transcode(data: bytes, encoding: str) -> bytes:
    return data.decode(encoding, "replace").encode("utf-8", "replace")
