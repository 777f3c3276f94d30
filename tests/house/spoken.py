"""Every page, to be read: in which view and which words, and what stands on it.

The tongue of marks puts each thing that is said between two marks. Letters outside of them are
what people wrote, or words that were never given to gettext.
"""

from __future__ import annotations

import json
import re
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import trans_real

from closeknit.accounts.models import Account
from closeknit.accounts.simple import ALL, COOKIE, SIMPLE
from closeknit.accounts.zones import place
from closeknit.design.tongues import TONGUES, language

VIEWS = ("full", "simple")
OPEN, SHUT, APART = "\ue000", "\ue001", "\ue002"
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
TAG = re.compile(r"<[^>]*>")
UNREAD = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
# What a browser shows or a voice says of an element.
ATTRIBUTES = re.compile(r'\s(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')
BUTTONS = re.compile(r'<input(?=[^>]*type="(?:submit|button)")[^>]*\svalue="([^"]*)"')
UNSET = re.compile(r"(\S*[^\W_]\)? ?[:;!?])(?=\s|$)")
LETTERS = re.compile(r"[^\W\d_]{2,}")
BETWEEN = re.compile(r"[.,:·–()…]| / ")  # what stands between words in every language
# An address, and the letters of a card.
NO_WORDS = re.compile(r"(https?://|localhost)\S+|\b[0-9A-Z]{4}(-[0-9A-Z]{4})+\b")
SPEAKING = ("gettext", "ngettext", "pgettext", "npgettext")


@dataclass
class Reader:
    """A browser, and the account whose choices it follows; without one, its cookies say them."""

    client: Client
    account: int | None = None

    def chooses(self, view: str, words: str) -> None:
        if self.account:
            chosen = {"language": words, "simple": view == "simple"}
            Account.objects.filter(pk=self.account).update(**chosen)
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = words
        self.client.cookies[COOKIE] = SIMPLE if view == "simple" else ALL

    def opens(self, where: str) -> tuple[int, str]:
        """The status, and the page; no page where the answer is a file."""
        answer = self.client.get(where)
        page = "text/html" in answer.headers.get("Content-Type", "") and not answer.streaming
        return answer.status_code, answer.content.decode() if page else ""


def pieces(page: str) -> Iterator[str]:
    """Each text of a page that stands by itself, and each that is read out for an element."""
    page = UNREAD.sub("<>", page)
    said = [*ATTRIBUTES.findall(page), *BUTTONS.findall(page), *TAG.split(page)]
    for text in (one for whole in said for one in whole.split(APART)):
        text = re.sub(r"\s+", " ", unescape(text)).strip()
        if LETTERS.search(text):
            yield text


def wanting(page: str, words: str, written: str) -> Iterator[str]:
    """What is wrong with the words of a page in this tongue."""
    if f'<html lang="{language(words)}"' not in page:
        yield "another language"
    yield from re.findall(r"%\(\w+\)\w?", page)
    for text in pieces(page):
        if text in left_in_english(words) and text.casefold() not in written:
            yield text
    if language(words) == "fr":
        yield from unset(page, written)


def unset(page: str, written: str) -> Iterator[str]:
    """Marks that nobody wrote and before which French sets a space that does not break."""
    for text in pieces(re.sub("\u00a0|&nbsp;", "_", page)):
        for said in UNSET.findall(text):
            if said.casefold() not in written:
                yield f"{said} in {text}"


# People's own words --------------------------------------------------------------------------


def written() -> str:
    """All that people wrote, and names that are the same in every language, as one text."""
    found = ["Closeknit", *TONGUES.values(), *map(place, zoneinfo.available_timezones())]
    for model in apps.get_models():
        names = [one.attname for one in model._meta.local_concrete_fields]
        for row in model._base_manager.values_list(*names):
            found += [json.dumps(one, ensure_ascii=False, default=str) for one in row]
    return re.sub(r"[\s_]+", " ", "\n".join(found)).casefold()


# The tongue of marks -------------------------------------------------------------------------


@contextmanager
def marks() -> Iterator[set[Any]]:
    """Whatever is said from here on stands between marks; with the keys that are asked for."""
    asked: set[Any] = set()
    with pytest.MonkeyPatch.context() as patch:
        for name in SPEAKING:
            said = getattr(translation._trans, name)
            patch.setattr(translation._trans, name, _marked(name, said, asked))
        yield asked


def _marked(name: str, said: Any, asked: set[Any]) -> Any:
    def say(*told: Any) -> str:
        words = said(*told)
        if not words:
            return str(words)
        key = f"{told[0]}\x04{told[1]}" if "p" in name else str(told[0])
        asked.add((key, 0) if "n" in name[:2] else key)
        whole = f"{OPEN}{words}{SHUT}"
        return mark_safe(whole) if isinstance(words, SafeData) else whole

    return say


def unmarked(page: str, written: str) -> Iterator[str]:
    """What stands on a page outside of all marks, and nobody wrote."""
    inside = 1
    while inside:
        # Elements that stood in a sentence are there still: they may hold what is read out.
        page, inside = INNERMOST.subn(lambda m: APART + "".join(TAG.findall(m[0])) + APART, page)
    for text in pieces(page.replace(OPEN, APART).replace(SHUT, APART)):
        for part in BETWEEN.split(NO_WORDS.sub("", text)):
            if LETTERS.search(part) and part.strip().casefold() not in written:
                yield text


# The catalogues, as Django has put them together ---------------------------------------------


@cache
def known(tongue: str) -> Any:
    return trans_real.translation(tongue)._catalog


def unknown(asked: set[Any]) -> set[str]:
    """What was asked for and has no words in French; what is only Django’s is English already."""
    return {str(key) for key in asked if not (key in known("fr") and key in known("fr-x-easy"))}


@cache
def left_in_english(tongue: str) -> set[str]:
    """Texts of which this tongue says something else, and which it never says itself."""
    plain = {key: said for key, said in known(tongue).items() if isinstance(key, str) and key}
    others = {text for key, said in plain.items() if (text := key.rpartition("\x04")[2]) != said}
    return others - set(plain.values()) - set(TONGUES.values())
