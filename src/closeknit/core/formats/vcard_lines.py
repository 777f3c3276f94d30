"""vCard text as cards and properties: unfolding, splitting and decoding, one line at a time.

Lines stay bytes until their letters are needed: a fold may cut a letter in two, a card may name
its own alphabet, and a photo needs no letters at all. Every step is linear in its input.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

_BEGIN, _END = b"BEGIN:VCARD", b"END:VCARD"
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/= \t]+")
# Names of alphabets that are just letters: some other codecs of Python are slow or not text.
_ALPHABET = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?1|windows-?125\d|cp125\d|utf-?16(le|be)?"
    r"|koi8-[ru]|shift_?jis|gbk?|gb2312|gb18030|big5|euc-(kr|jp)|macintosh",
    re.IGNORECASE,
)
_MOST_LINES = 2_000  # of one card; more is not a contact
_DEEPEST = 10  # cards within cards


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: "item1.TEL;TYPE=cell:555" has group "item1" and name "TEL"."""

    name: str
    group: str
    params: dict[str, list[str]]
    raw: bytes

    def kinds(self) -> set[str]:
        """What TYPE says, in small letters."""
        return {kind.lower() for kind in self.params.get("TYPE", ())}

    @property
    def is_base64(self) -> bool:
        return not {"B", "BASE64"}.isdisjoint(value.upper() for value in self._encoding())

    def _encoding(self) -> list[str]:
        return self.params.get("ENCODING", [])

    def text(self) -> tuple[str, bool]:
        """The value as text, and whether its alphabet had to be guessed."""
        raw = self.raw
        if "QUOTED-PRINTABLE" in (value.upper() for value in self._encoding()):
            raw = binascii.a2b_qp(raw)
        charset = next(iter(self.params.get("CHARSET", ())), "utf-8")
        if not _ALPHABET.fullmatch(charset):
            charset = "utf-8"
        try:
            return raw.decode(charset), False
        except UnicodeDecodeError:
            fallback = charset if "CHARSET" in self.params else "cp1252"
            return raw.decode(fallback, "replace"), True


@dataclass(slots=True)
class Card:
    """The lines between BEGIN and END. `whole` is false when the END never came."""

    row: int
    lines: list[tuple[int, bytes]] = field(default_factory=list)
    whole: bool = False
    too_long: bool = False

    def take(self, number: int, line: bytes) -> None:
        if len(self.lines) < _MOST_LINES:
            self.lines.append((number, line))
        else:
            self.too_long = True

    @property
    def expects_inner(self) -> bool:
        """Whether the last line announces a card inside this one."""
        return bool(self.lines) and self.lines[-1][1].strip().upper() == b"AGENT:"


def _mark(line: bytes) -> bytes:
    """BEGIN:VCARD or END:VCARD when the line is one of them, however it is written."""
    if len(line) > 40 or b":" not in line:
        return b""
    bare = line.strip().upper()
    return bare if bare in (_BEGIN, _END) else b""


class _Unfolder:
    """Joins the pieces of a folded line: by leading blank, soft line break, or bare base64."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.number = 0
        self.soft = self.base64 = self.old = False

    def start(self, number: int, line: bytes) -> None:
        head = line[:300].partition(b":")[0].upper()
        self.pieces = [line]
        self.number = number
        self.soft = b"QUOTED-PRINTABLE" in head
        self.base64 = b"BASE64" in head or b"ENCODING=B" in head
        if head == b"VERSION":
            self.old = line.endswith(b"2.1")

    def joins(self, line: bytes) -> bool:
        """Whether this line belongs to the one before; if so it is taken."""
        if not self.pieces:
            return False
        if self.soft and self.pieces[-1].endswith(b"="):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.pieces.append(line)
        elif line[:1] in (b" ", b"\t"):
            # vCard 2.1 folds at a blank that is part of the text; later ones add a blank.
            self.pieces.append(line if self.old and not self.base64 else line[1:])
        elif self.base64 and _BASE64_LINE.fullmatch(line):
            self.pieces.append(line)
        else:
            return False
        return True

    def whole(self) -> tuple[int, bytes]:
        pieces, self.pieces = self.pieces, []
        return self.number, b"".join(pieces)


def logical_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The unfolded lines, each with the number of its first line in the file, from 1.

    >>> list(logical_lines(b"NOTE:one\\r\\n  two\\r\\nTEL:5"))
    [(1, b'NOTE:one two'), (3, b'TEL:5')]
    """
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    unfolder = _Unfolder()
    for number, physical in enumerate(BytesIO(data), 1):
        line = physical.rstrip(b"\r\n")
        if not _mark(line) and unfolder.joins(line):
            continue
        if unfolder.pieces:
            yield unfolder.whole()
        if line:
            unfolder.start(number, line)
    if unfolder.pieces:
        yield unfolder.whole()


def split_cards(data: bytes) -> Iterator[Card | tuple[int, bytes]]:
    """The cards of a file in the order they end, and lines that stand outside every card.

    A BEGIN inside an open card closes the open one as cut off, unless AGENT announced it.
    """
    open_cards: list[Card] = []
    for number, line in logical_lines(data):
        mark = _mark(line)
        if mark == _BEGIN:
            inner = open_cards and open_cards[-1].expects_inner and len(open_cards) < _DEEPEST
            if open_cards and not inner:
                yield open_cards.pop()
            open_cards.append(Card(number))
        elif not open_cards:
            yield number, line
        elif mark == _END:
            card = open_cards.pop()
            card.whole = True
            yield card
        else:
            open_cards[-1].take(number, line)
    yield from open_cards


def read_property(line: bytes) -> Property | None:
    """The property on one unfolded line, or None when it is none.

    >>> read_property(b"item1.TEL;CELL;TYPE=pref:555").params
    {'TYPE': ['CELL', 'pref']}
    """
    head, colon, value = _cut(line)
    if not colon or len(head) > 2_000:
        return None
    first, *params = _split_quoted(head.decode("utf-8", "replace"), ";")
    group, _, name = first.strip().rpartition(".")
    if not name or not name.replace("-", "").replace("_", "").isalnum():
        return None
    return Property(name.upper(), group.lower(), _params(params), value)


def _cut(line: bytes) -> tuple[bytes, bytes, bytes]:
    head, colon, value = line.partition(b":")
    if b'"' not in head:
        return head, colon, value
    quoted = False
    for at, byte in enumerate(line[:2_001]):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return line[:at], b":", line[at + 1 :]
    return head, colon, value


def _split_quoted(text: str, mark: str) -> list[str]:
    if '"' not in text:
        return text.split(mark)
    parts, quoted = [""], False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char == mark and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _params(params: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for param in params:
        key, equals, value = param.strip().partition("=")
        if equals:
            found.setdefault(key.strip().upper(), []).extend(v.strip() for v in value.split(","))
        elif key.upper() in ("QUOTED-PRINTABLE", "BASE64"):
            found.setdefault("ENCODING", []).append(key)
        elif key:
            found.setdefault("TYPE", []).append(key)
    return found


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = {mark: re.compile(rf"(?:[^\\{mark}]|\\.)*", re.DOTALL) for mark in ";,"}


def split_raw(value: str, mark: str) -> list[str]:
    """A structured value at its unescaped marks; the parts keep their backslashes."""
    if "\\" not in value:
        return value.split(mark)
    parts, at = [], 0
    while at <= len(value):
        match = _PART[mark].match(value, at)
        end = match.end() if match else at
        if end < len(value) and value[end] != mark:  # a lone backslash at the very end
            end = len(value)
        parts.append(value[at:end])
        at = end + 1
    return parts


def split_parts(value: str, mark: str) -> list[str]:
    """A structured value at its unescaped marks, each part unescaped.

    >>> split_parts("Doe;John;Richter\\\\, James", ";")
    ['Doe', 'John', 'Richter, James']
    """
    return [unescape(part) for part in split_raw(value, mark)]


def unescape(value: str) -> str:
    """Text without its backslashes; \\n is a new line."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
