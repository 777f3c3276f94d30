"""How much room words take, without asking a font: widths, and where to break a line."""

from __future__ import annotations

import re
import unicodedata

# Hundredths of an em from space to tilde, Atkinson Hyperlegible Next, bold.
# fmt: off
_ASCII = (
    31, 30, 39, 76, 61, 97, 72, 21, 34, 34, 48, 60, 27, 37, 27, 44, 66, 44, 58,
    60, 62, 61, 63, 54, 62, 57, 27, 27, 57, 61, 57, 55, 78, 68, 64, 66, 69, 60,
    57, 72, 70, 42, 56, 66, 55, 86, 72, 75, 63, 76, 65, 61, 61, 69, 64, 89, 68,
    65, 62, 34, 44, 34, 58, 40, 29, 55, 60, 51, 60, 56, 36, 59, 57, 30, 26, 56,
    32, 88, 57, 58, 60, 60, 38, 51, 38, 57, 53, 74, 54, 52, 50, 38, 25, 38, 54,
)
# fmt: on
_SAFE = 1.06  # the reader may have another font
_UNKNOWN, _BROAD, _WIDE, _EMOJI = 72, 100, 105, 135
WIDER = 1.25
EVENED = (0.9, 0.8, 0.7, 0.6)
_NOTHING = frozenset({"Mn", "Me", "Cf", "Cc"})  # marks above a letter, joiners, direction signs

_JOINER, _KEYCAP = "\u200d", "\u20e3"
_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_SKINS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def _hundredths(char: str) -> int:
    code = ord(char)
    if code < 127:
        return _ASCII[code - 32] if code >= 32 else 0
    if char == _KEYCAP:
        return _EMOJI - 50
    if unicodedata.category(char) in _NOTHING:
        return 0
    if code >= 0x1F000 or 0x2600 <= code < 0x27C0:
        return _EMOJI
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    if char in "ÆæŒœ—…ЖШЩМЮФЫжшщмюфыΩΨωψ":
        return _BROAD
    base = unicodedata.normalize("NFD", char)[0]
    if ord(base) < 127:
        return _ASCII[ord(base) - 32] + 2
    return _UNKNOWN


def width(text: str, size: float) -> float:
    """How wide a line of text is at most, in the unit of `size` (the height of the letters).

    >>> width("Rosa", 15) < width("Rosamunde", 15)
    True
    >>> width("", 15)
    0.0
    """
    return sum(map(_hundredths, text)) / 100 * size * _SAFE


def _joins(before: str, char: str) -> bool:
    """Whether this belongs to the letter before it: a mark, a joined emoji, half of a flag."""
    if unicodedata.category(char) in _NOTHING | {"Mc"} or char in _SKINS:
        return True
    if before[-1] == _JOINER:
        return True
    return len(before) == 1 and before in _FLAGS and char in _FLAGS


def letters(text: str) -> list[str]:
    """What a reader sees as single letters, which no line may cut in two.

    >>> letters("🇬🇧🇫🇷")
    ['🇬🇧', '🇫🇷']
    """
    found: list[str] = []
    for char in text:
        if found and _joins(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _pieces(word: str, size: float, most: float) -> list[str]:
    """A word cut where it no longer fits, between letters."""
    pieces = [""]
    for letter in letters(word):
        if pieces[-1] and width(pieces[-1] + letter, size) > most and width(letter, size):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, size: float, most: float) -> str:
    """The line with … at its end, short enough."""
    kept = letters(line)
    while kept and width("".join(kept) + "…", size) > most:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def _filled(text: str, size: float, most: float) -> list[str]:
    """Words put on lines one after the other, a new line when the next would be too wide."""
    found, glue = [""], ""
    for word in re.findall(r"[^\s-]*-+|[^\s-]+|\s+", text.strip()):
        if word.isspace():
            glue = " "
        elif width(found[-1] + glue + word, size) <= most:
            found[-1], glue = found[-1] + glue + word, ""
        else:
            first, *rest = _pieces(word, size, WIDER * most)
            found, glue = [*found, first, *rest], ""
    return [line for line in found if line]


def wrap(text: str, size: float, most: float, lines: int = 3) -> tuple[str, ...]:
    """Words on as few lines as they need, about as wide as `most`; the last ends in … if cut.

    A word may stand out a quarter before it is cut, and is cut after a hyphen first. Lines are
    evened, so that no word is left alone on the last.

    >>> wrap("Bartholomew Featherstone-Haugh", 15, 120)
    ('Bartholomew', 'Featherstone-', 'Haugh')
    >>> wrap("A friend my own age", 13, 118)
    ('A friend my', 'own age')
    >>> wrap("", 15, 120)
    ()
    """
    found = _filled(text, size, most)
    for share in EVENED:
        closer = _filled(text, size, most * share)
        if len(closer) > len(found) or any(width(line, size) > most * share for line in closer):
            break
        found = closer
    if len(found) > lines:
        found = [*found[: lines - 1], _cut(found[lines - 1], size, most)]
    return tuple(found)
