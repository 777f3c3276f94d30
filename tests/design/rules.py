"""Reads the rules of every sheet of a screen: which colour each rule writes with, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from closeknit.design import faces

PACKAGE = Path(faces.__file__).parents[1]
# Paper has colours of its own, and so has a file that somebody takes along.
ELSEWHERE = ("tokens.css", "roles.css", "style.css", "keepsake-along.css")
ROLE = re.compile(r"var\(--([a-z0-9-]+)\)")
INK = re.compile(r"(?<![\w-])(?:color|--[a-z]+-ink):([^;]*)")
GROUND = re.compile(r"(?<![\w-])(?:background(?:-color)?|--[a-z]+-(?:paper|hover)):([^;]*)")
LINE = re.compile(r"(?<![\w-])(?:border[a-z-]*|outline[a-z-]*|stroke|--[a-z]+-line):([^;]*)")
FILL = re.compile(r"(?<![\w-])fill:([^;]*)")


@dataclass(frozen=True)
class Rule:
    """One rule: where it holds, whom it is for, and the roles it names."""

    sheet: str
    around: str
    selector: str
    inks: tuple[str, ...]
    grounds: tuple[str, ...]
    lines: tuple[str, ...]
    fills: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.selector}"


def sheets() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.css"))
    return [one for one in found if one.name not in ELSEWHERE and "print" not in one.name]


def rules(known: set[str]) -> Iterator[Rule]:
    """Every rule for a screen that is not in forced colours, with the colours it names."""
    for sheet in sheets():
        for around, selector, body in blocks(sheet.read_text()):
            if "print" in around or "forced-colors" in around:
                continue
            named = (roles(part, body, known) for part in (INK, GROUND, LINE, FILL))
            yield Rule(sheet.name, around, selector, *named)


def roles(part: re.Pattern[str], body: str, known: set[str]) -> tuple[str, ...]:
    found = [name for value in part.findall(body) for name in ROLE.findall(value)]
    return tuple(name for name in found if name in known)


def blocks(css: str) -> Iterator[tuple[str, str, str]]:
    """What stands around a rule, whom it is for, and what it says."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    around: list[str] = []
    for opening, body, closing in re.findall(r"([^{};]*)\{|([^{}]*?);?\s*(\})|[^{}]+;", css):
        if closing:
            *outside, selector = around
            if body.strip():
                yield " ".join(outside), selector, body
            around.pop()
        elif opening.strip():
            around.append(" ".join(opening.split()))
