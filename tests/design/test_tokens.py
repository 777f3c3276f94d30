"""Words at 7:1, lines that mean something at 3:1, light and dark, computed from the tokens."""

from __future__ import annotations

import re

import pytest

from .colours import CSS, block, contrast, lightness, looks
from .pairs import GREY, LINES, TEXT

LOOKS = looks()
FILES = sorted(CSS.glob("*.css"))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_words_stand_out_seven_to_one(look: str, words: str, ground: str) -> None:
    assert contrast(LOOKS[look][words], LOOKS[look][ground]) >= 7


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_that_mean_something_stand_out_three_to_one(
    look: str, line: str, ground: str
) -> None:
    assert contrast(LOOKS[look][line], LOOKS[look][ground]) >= 3


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("one", "other", "least"), GREY)
def test_a_grey_print_keeps_them_apart(look: str, one: str, other: str, least: float) -> None:
    tokens = LOOKS[look]
    assert abs(lightness(tokens[one]) - lightness(tokens[other])) >= least


def test_dark_is_the_same_whoever_asks_for_it() -> None:
    assert LOOKS["dark"] == LOOKS["system dark"]


def test_paper_has_colours_of_its_own_whatever_the_screen_shows() -> None:
    printed = set(block((CSS / "print.css").read_text(), ":root[data-theme] {"))
    assert printed == set(LOOKS["light"])


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_the_tokens_name_colours(file) -> None:  # type: ignore[no-untyped-def]
    if file.name in ("tokens.css", "roles.css", "print.css"):
        return
    css = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(|var\(--c-", css)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_role_that_is_used_is_declared(file) -> None:  # type: ignore[no-untyped-def]
    declared = {
        name for each in FILES for name in re.findall(r"(?:^|\s)--([\w-]+):", each.read_text())
    }
    assert set(re.findall(r"var\(--([\w-]+)\s*\)", file.read_text())) <= declared


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_css_lives_in_layers_and_stays_short(file) -> None:  # type: ignore[no-untyped-def]
    css = file.read_text()
    assert css.count("\n") <= 200
    assert "@layer" in css or file.name == "fonts.css"
    assert "@import" not in css
