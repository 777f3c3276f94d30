"""The words people read: ours, plain, and translatable."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
# The pattern page shows examples from the made-up scene; they are people's words, not ours.
TEMPLATES = sorted(p for p in SOURCE.rglob("templates/**/*.html") if "patterns" not in p.parts)
# What nobody here is called, and words that judge.
NEVER = re.compile(
    r"\b(patients?|clients?|(?<!in )cases?|users?|username|compliance|compliant|scores?|burden"
    r"|dashboard|submit|invalid|illegal|please try again|failed to)\b",
    re.IGNORECASE,
)
TRANSLATED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENTS = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')
COLOUR = re.compile(r"#[0-9a-f]{6}")
NAMES = re.compile(r"\b(Closeknit|EN|FR)\b")


def said(template: str) -> Iterator[str]:
    """What a template says in translate tags."""
    yield from re.findall(r"{%\s*trans(?:late)?\s+\"([^\"]*)\"", template)
    for block in TRANSLATED.findall(template):
        yield TAGS.sub(" ", block)


def bare(template: str) -> list[str]:
    """Letters that stand outside translate tags, in text and in attributes that are read out."""
    rest = TAGS.sub(" ", TRANSLATED.sub(" ", COMMENTS.sub(" ", template)))
    rest = re.sub(r"<(script|style)\b.*?</\1>", " ", rest, flags=re.DOTALL)
    rest = re.sub(r'\b[\w-]+="\s*"', " ", rest)  # an attribute that holds nothing but tags
    spoken = [s for s in SPOKEN.findall(rest) if "=" not in s and not COLOUR.fullmatch(s)]
    texts = [*re.sub(r"<[^>]*>", "\n", rest).splitlines(), *spoken]
    found = [NAMES.sub("", re.sub(r"&\w+;", "", text)).strip() for text in texts]
    return [text for text in found if re.search(r"[^\W\d_]{2,}", text)]


GETTEXT = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext")


def strings(path: Path) -> Iterator[str]:
    """What Python code hands to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        for argument in node.args if node.func.id in GETTEXT else ():
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_page_says_nothing_that_cannot_be_translated(path: Path) -> None:
    assert bare(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_page_uses_our_words(path: Path) -> None:
    for text in said(path.read_text(encoding="utf-8")):
        assert not NEVER.search(re.sub(r"%\(\w+\)s", "", text)), text


def test_the_code_uses_our_words() -> None:
    for path in SOURCE.rglob("*.py"):
        for text in strings(path):
            assert not NEVER.search(text), f"{path.name}: {text}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_page_has_no_script_or_style_of_its_own(path: Path) -> None:
    text = TAGS.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text)
    for tag in re.findall(r"<script\b[^>]*>", path.read_text(encoding="utf-8")):
        assert "src=" in tag or 'type="application/json"' in tag


def test_markup_is_trusted_in_one_file_only() -> None:
    for path in [*SOURCE.rglob("*.py"), *TEMPLATES]:
        if path.relative_to(SOURCE) == Path("design/picture.py"):
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bmark_safe\b|\|\s*safe\b|autoescape off", text), path
