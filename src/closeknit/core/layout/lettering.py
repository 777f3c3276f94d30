"""How much room words take, without asking a font: widths, and where to break a line."""

from __future__ import annotations

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
_UNKNOWN, _WIDE, _EMOJI, _LIGATURE = 80, 105, 135, 105
_NOTHING = frozenset({"Mn", "Me", "Cf", "Cc"})  # marks above a letter, joiners, direction signs


def _hundredths(char: str) -> int:
    code = ord(char)
    if code < 127:
        return _ASCII[code - 32] if code >= 32 else 0
    if unicodedata.category(char) in _NOTHING:
        return 0
    if code >= 0x1F000 or 0x2600 <= code < 0x27C0:
        return _EMOJI
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    if char in "ÆæŒœ—…﷽":
        return _LIGATURE
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


def _pieces(word: str, size: float, most: float) -> list[str]:
    """A word cut where it no longer fits; a mark stays with its letter."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size) > most and _hundredths(char):
            pieces.append("")
        pieces[-1] += char
    return pieces


def wrap(text: str, size: float, most: float, lines: int = 3) -> tuple[str, ...]:
    """Words on as few lines as they need, none wider than `most`; the last ends in … if cut.

    >>> wrap("Bartholomew Featherstone", 15, 120)
    ('Bartholomew', 'Featherstone')
    >>> wrap("", 15, 120)
    ()
    """
    found: list[str] = []
    for word in text.split():
        if found and width(f"{found[-1]} {word}", size) <= most:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.extend(_pieces(word, size, most))
    if len(found) > lines:
        last = found[lines - 1]
        while last and width(last + "…", size) > most:
            last = last[:-1]
        found = [*found[: lines - 1], last.rstrip() + "…"]
    return tuple(found)
