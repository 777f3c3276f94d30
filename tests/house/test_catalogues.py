"""Everything the house says stands in all four ways, whole, and easy enough to read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from babel.messages.catalog import Message

from bin import catalogues
from tests.house import reading

PLACES = [(room, locale) for room in catalogues.rooms_here() for locale in catalogues.LOCALES]
FILLED = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")


@cache
def wanted() -> dict[Any, bytes]:
    return catalogues.files()


def spoken(place: tuple[str, str]) -> Iterator[tuple[Message, str, str]]:
    """Each form that is translated: the message, the English it stands for, and what it says."""
    for message in catalogues.read(*place):
        if not message.id or not catalogues.is_full(message):
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for english, form in zip(ids, forms, strict=True):
            yield message, english, form


def test_the_catalogues_are_as_the_pages_say_them() -> None:
    """Run bin/words after changing what a page says."""
    for path, content in wanted().items():
        assert path.exists(), path
        assert path.read_bytes() == content, path
    there = set(catalogues.SOURCE.glob("*/locale/*/LC_MESSAGES/django.?o"))
    assert there == set(wanted())


def test_nothing_is_missing() -> None:
    assert catalogues.lacking() == {}


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_what_is_filled_in_is_the_same_everywhere(place: tuple[str, str]) -> None:
    for message, english, form in spoken(place):
        every = message.id if isinstance(message.id, tuple) else (message.id,)
        could = [set(FILLED.findall(said)) for said in every]
        # One of something may say "one" for the number.
        assert set(FILLED.findall(form)) in could, form
        assert ("%" in FILLED.sub("", form)) == ("%" in FILLED.sub("", english)), form


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_words_begin_and_end_as_the_english_ones(place: tuple[str, str]) -> None:
    for _message, english, form in spoken(place):
        assert re.match(r"\s*", form)[0] == re.match(r"\s*", english)[0], form
        assert re.search(r"\s*$", form)[0] == re.search(r"\s*$", english)[0], form
        assert "  " not in form or "  " in english, form
        assert not re.search(r"[\"']|\.\.\.", FILLED.sub("", form)) or english == form, form


@pytest.mark.parametrize("place", [p for p in PLACES if p[1].startswith("fr")], ids="-".join)
def test_french_is_set_as_french_is(place: tuple[str, str]) -> None:
    for _message, _english, form in spoken(place):
        bare = re.sub(r"https?://\S+|\d+:\d+|<[^>]+>", "", form)
        assert not re.search(
            r"[“”]|(?<![\u00a0\u202f\s?!])[?!;»]|[^\u00a0\u202f\d]:(?=\s|$)", bare
        ), form
        assert not re.search(r" [?!:;»]|«(?![\u00a0\u202f])", bare), form
        assert not re.search(r"\b(tu|toi|ton|tes|ta)\b", bare, re.IGNORECASE), form


SOURCE = catalogues.SOURCE
SAID_WHOLE = re.compile(r"{% ?blocktranslate\b.*?{% ?endblocktranslate ?%}", re.DOTALL)
BETWEEN = re.compile(
    r"""(?:[}%]}(?:</\w+>)*|[\w">]>)\ ?[:;!?](?=[\s<]|$)  # after what is filled in
    | (?<=[>"\s])[:;!?]\ ?(?={[{%])  # before it""",
    re.VERBOSE,
)
NO_WORDS = re.compile(r"""\b(?:href|action|value|src|style|data-\w+)="[^"]*\"""")
IN_PYTHON = re.compile(r"""\bf"[^"\n]*}\ ?[:;!?]\ """)
# Written for whoever runs the house, in English; and what people wrote, joined.
NOT_SAID = ("core/", "cli/", "manage/", "accounts/terminal.py", "accounts/verify.py")
JOINED = ("networks/models/joining.py",)


def pieces(template: str) -> list[str]:
    """Marks between two pieces of a template, of which French would lack the space."""
    bare = NO_WORDS.sub("", SAID_WHOLE.sub("{{ }}", re.sub(r"{#.*?#}", "", template)))
    return [bare[max(0, m.start() - 40) : m.end() + 20] for m in BETWEEN.finditer(bare)]


@pytest.mark.parametrize(
    "wrong",
    ["{{ a }}: {{ b }}", '<span class="unseen">: {{ a }}</span>', "<b>{{ a }}</b>: {% b %}"],
)
def test_a_mark_between_two_pieces_is_found(wrong: str) -> None:
    assert pieces(wrong)
    assert not pieces(wrong.replace(":", "{% colon %}"))


def test_marks_between_two_pieces_are_set_in_each_language() -> None:
    """Write {% colon %} in a template, `labelled` in Python, or say it whole in gettext."""
    found = {}
    for path in (*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt"), *SOURCE.rglob("*.py")):
        where, text = path.relative_to(SOURCE).as_posix(), path.read_text("utf-8")
        if path.suffix == ".py":
            skipped = where.startswith(NOT_SAID) or where in JOINED or "/migrations/" in where
            wrong = [] if skipped else IN_PYTHON.findall(text)
        else:
            wrong = pieces(text) if "/templates/" in where and "/patterns/" not in where else []
        if wrong:
            found[where] = wrong
    assert not found


def every_english() -> Iterator[str]:
    for _context, words in catalogues.say_all():
        yield from [words] if isinstance(words, str) else words


def hard(texts: Iterator[str], count: str, easy: bool) -> list[str]:
    """Each text that is too hard, with the reason."""
    found = []
    for text in texts:
        many = len(reading.words(text))
        if not reading.is_label(text, count):
            how = reading.grade(text) if count == "en" else reading.ease(text)
            least = {("en", 0): 8, ("en", 1): 5, ("fr", 0): 60, ("fr", 1): 70}[count, easy]
            if how > least if count == "en" else how < least:
                found.append(f"{how:.1f}: {text}")
            if easy and many / reading.sentences(text) > LONGEST:
                found.append(f"long: {text}")
        elif easy and (long := reading.long_words(text, count)):
            found.append(f"{', '.join(long)}: {text}")
    return found


LONGEST = 15


def test_english_can_be_read_after_eight_years_of_school() -> None:
    assert hard(every_english(), "en", easy=False) == []


@pytest.mark.parametrize("place", PLACES, ids="-".join)
def test_words_are_easy_enough(place: tuple[str, str]) -> None:
    count = catalogues.LOCALES[place[1]]
    forms = (form for _message, _english, form in spoken(place))
    assert hard(forms, count, easy=place[1].endswith("easy")) == []


def test_a_hard_sentence_would_be_found() -> None:
    heavy = "Notwithstanding the aforementioned considerations, representatives may deliberate."
    assert hard(iter([heavy]), "en", easy=False)
    lourd = (
        "Nonobstant les considérations susmentionnées, "
        "les représentants concernés délibéreront ultérieurement."
    )
    assert hard(iter([lourd]), "fr", easy=False)
    assert hard(iter(["Accessibility"]), "en", easy=True)
    assert not hard(iter(["Who is in your life? Think of one person."]), "en", easy=True)


def test_words_are_given_to_gettext_as_they_are() -> None:
    """A name or a sum in place of words cannot be taken into a catalogue."""
    for path in catalogues.SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        known = catalogues.names_of(text)
        for node in ast.walk(ast.parse(text)) if known else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in known:
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}"


LOADING = """
import importlib, os, pkgutil, traceback
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.utils.translation import trans_real
real = trans_real.gettext
asked = []
def gettext(message):
    frames = traceback.extract_stack()[:-1]
    if any("/closeknit/" in f.filename and "<frozen" not in f.line for f in frames):
        asked.append(message)
    return real(message)
trans_real.gettext = gettext
django.setup()
import closeknit
for found in pkgutil.walk_packages(closeknit.__path__, "closeknit."):
    if "migrations" not in found.name and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print("\\n".join(sorted(set(asked))))
"""
# Django itself words these as its classes are made: nobody reads them.
OF_DJANGO = {"Constraint “%(name)s” is violated.", "%(from)s-%(to)s relationship"}


def test_nothing_is_said_while_the_house_is_built() -> None:
    """What is put into words as a file is loaded would stay in one language for everybody."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, cwd=catalogues.HOUSE
    )
    assert done.returncode == 0, done.stderr
    ours = set(every_english())
    assert ours & set(done.stdout.splitlines()) - OF_DJANGO == set()
