"""No rule of the CSS writes with a colour on a ground that nobody computed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .colours import CSS, block, colour, contrast, looks
from .pairs import GROUNDS, LINES, PAGE, TEXT
from .rules import ROLE, Rule, blocks, rules, sheets

LOOKS = looks()
KNOWN = {name for name, value in LOOKS["light"].items() if value.startswith("#")}
RULES = list(rules(KNOWN))
DESIGN = Path(__file__).parents[2] / "docs/design.md"

# Where a colour stands that its rule does not say: what is around it does.
STANDS = {
    ".face.chair": ("gap-wash",),
    ".button:hover": ("accent-wash",),
    ".leave .button": ("card",),
    ".button.danger": ("card", "gap-wash"),
    ".errorlist, .wrong": PAGE,
    ".recap-band :is(.brand, .brand:hover)": ("accent-deep",),
    ".map .me-name": ("accent-deep",),
    ".map .chair-words": ("gap-wash",),
    ".map .second": ("card",),
    ".map .tray-name": ("card",),
    ".marks text": ("card",),
    ".map .thread": ("card", "ring-1", "ring-2", "ring-3", "ring-4"),
    ".map .ring": ("ring-1", "ring-2", "ring-3", "ring-4"),
    ".map .halo": ("ring-1", "ring-2", "ring-3", "ring-4"),
    ".ahead .middle": ("card",),
}
# Signs are no words: 3:1 is what they need.
SIGNS = {".face.chair": "gap"}
# Lines that only set things apart: without them nothing is lost.
DECORATION = {"line", "accent-line", "paper", "card"}


def id_of(rule: Rule) -> str:
    return str(rule)


def stands(rule: Rule) -> tuple[str, ...]:
    return rule.grounds or STANDS.get(rule.selector) or PAGE


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.inks], ids=id_of)
def test_what_is_written_is_a_computed_pair(rule: Rule) -> None:
    pairs = {(ink, ground) for ink in rule.inks for ground in stands(rule)}
    if rule.selector in SIGNS:
        assert {ink for ink, _ground in pairs} == {SIGNS[rule.selector]}
        assert pairs <= set(LINES)
    else:
        assert pairs <= set(TEXT)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.grounds], ids=id_of)
def test_a_ground_that_is_laid_carries_the_ink_of_the_page(rule: Rule) -> None:
    """Where a rule brings a ground and no ink, what was written around it goes on."""
    if not rule.inks:
        shapes = {"accent", "tie-unpaid", "tie-paid"}  # a dot, a step that is done
        assert set(rule.grounds) <= {*GROUNDS, *shapes}


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if set(rule.lines) - DECORATION], ids=id_of
)
def test_what_is_drawn_is_a_computed_pair(rule: Rule) -> None:
    own = tuple(ground for ground in (*rule.grounds, *rule.fills) if ground not in rule.lines)
    grounds = own or STANDS.get(rule.selector) or PAGE
    lines = set(rule.lines) - DECORATION
    assert {(line, ground) for line in lines for ground in grounds} <= {*LINES, *TEXT}


@pytest.mark.parametrize("pen", ["pen-1", "pen-2", "pen-3", "pen-4"])
def test_every_pen_is_seen_on_its_sheet(pen: str) -> None:
    palette = block((CSS / "tokens.css").read_text(), ":root {")
    drawn, sheet = (colour(palette[name], palette) for name in (pen, "sheet"))
    assert contrast(drawn, sheet) >= 3


def test_the_rules_were_read() -> None:
    assert len(RULES) > 400
    assert {"base.css", "map.css", "asks.css", "room.css"} <= {rule.sheet for rule in RULES}


def said() -> list[str]:
    """The table of docs/design.md as it has to be: a line for each colour that writes or draws."""
    lines = []
    for pairs, least in ((TEXT, 7), (LINES, 3)):
        for ink in dict.fromkeys(ink for ink, _ground in pairs):
            grounds = list(dict.fromkeys(ground for one, ground in pairs if one == ink))
            # Cut, not rounded: 6.99 is no 7.
            day, night = (
                int(min(contrast(LOOKS[n][ink], LOOKS[n][ground]) for ground in grounds) * 10) / 10
                for n in ("light", "dark")
            )
            lines.append(f"| `{ink}` | {', '.join(grounds)} | {least}:1 | {day} | {night} |")
    return lines


def test_the_table_in_the_docs_is_the_one_that_is_computed() -> None:
    told = re.findall(
        r"^\| `[\w-]+` \| [^|]+ \| \d:1 \|.*$", DESIGN.read_text(), flags=re.MULTILINE
    )
    assert told == said()


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.name)
def test_forced_colours_are_the_system_s_own(sheet: Path) -> None:
    """Where somebody chose their colours, ours are not seen: system colours alone are named."""
    for around, selector, body in blocks(sheet.read_text()):
        if "forced-colors" in around:
            assert not ROLE.findall(body), selector


def test_forced_colours_keep_what_a_ground_alone_would_say() -> None:
    kept = {
        sheet.name
        for sheet in sheets()
        for around, _selector, _body in blocks(sheet.read_text())
        if "forced-colors" in around
    }
    assert {"base.css", "button.css", "map.css", "table.css", "told.css"} <= kept
