"""How hard a piece of text is to read: years of school for English, ease for French.

English: Flesch-Kincaid, 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
French: Kandel and Moles, 207 - 1.015 x words a sentence - 73.6 x syllables a word; the higher the
easier, on the bands of Flesch (60 to 70 plain, from 80 on easy).

Explained words (docs/plain-words.md) count two syllables at most, what is filled in counts one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

EXPLAINED = Path(__file__).resolve().parents[2] / "docs" / "plain-words.md"
FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ENDS = re.compile(r"[.!?:;…](?=[\s»”)]|$)|\n")
WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
TAGS = re.compile(r"<[^>]+>|https?://\S+|\S+@\S+")
# Shorter texts are labels: a formula of averages says nothing about them, so each word is asked.
A_SENTENCE = {"en": 5, "fr": 8}
VOWELS = re.compile(r"[aeiouyàâäæéèêëîïôöœùûü]+")
SILENT = re.compile(r"[^aeiouyàâäæéèêëîïôöœùûü](?:e|es|ent)$")
# Nouns and adverbs whose last “ent” is heard; in verbs it is not.
SAID = re.compile(
    r"(?:[^aeiou]m|em|^(?:mom|souv|arg|v|d|acc|par|c|ag|prés|abs|cont|différ|urg|réc))ent$"
)


@cache
def explained() -> frozenset[str]:
    """Words that are explained, in all their forms."""
    rows = re.findall(r"^\| ([^|]+) \|", EXPLAINED.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(word.strip().lower() for row in rows for word in row.split(","))


def plain(text: str) -> str:
    return FILLED.sub(" Jo ", TAGS.sub(" ", text))


def words(text: str) -> list[str]:
    return WORDS.findall(plain(text))


def sentences(text: str) -> int:
    return max(1, sum(1 for part in ENDS.split(plain(text)) if WORDS.search(part)))


def english(word: str) -> int:
    """Syllables of an English word, near enough.

    >>> [english(word) for word in ("make", "gathering", "people", "looked", "wanted", "idea")]
    [1, 3, 2, 1, 2, 3]
    """
    word = re.sub(r"[’']s?$", "", word.lower())
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxz]es$", word)
    if re.search(r"(?:[aeiouy]|^[^aeiouy]*)le$", word):
        silent = re.search(r"e$", word)
    groups = len(re.findall(r"[aeiouy]+", word)) - bool(silent)
    return max(1, groups + len(re.findall(r"(?<![tscxg])i[ao](?!u)|e[ao]$|ei?ing$", word)))


def french(word: str) -> int:
    """Syllables of a French word as it is said: a last “e” is silent.

    >>> [french(word) for word in ("réseau", "aide", "quelqu’un", "parlent", "nouvelle", "idée")]
    [2, 1, 2, 1, 2, 2]
    """
    word = re.sub(r"[’']", "", word.lower())
    word = re.sub(r"^qu(?=[aeiouéêèà])|(?<=[a-z])qu(?=[aeiouéêèà])", "k", word)
    groups = len(VOWELS.findall(word))
    return max(1, groups - bool(SILENT.search(word) and not SAID.search(word)))


def syllables(text: str, count: str) -> float:
    if count == "en":
        return sum(
            min(2, english(w)) if w.lower() in explained() else english(w) for w in words(text)
        )
    bare = [(w, re.sub(r"^\w+[’']", "", w).lower()) for w in words(text.replace("-", " "))]
    return sum(min(2, french(w)) if core in explained() else french(w) for w, core in bare)


def grade(text: str) -> float:
    """Years of school that an English text takes."""
    many = len(words(text))
    return 0.39 * many / sentences(text) + 11.8 * syllables(text, "en") / many - 15.59


def ease(text: str) -> float:
    """How easily a French text is read."""
    many = len(words(text.replace("-", " ")))
    return 207 - 1.015 * many / sentences(text) - 73.6 * syllables(text, "fr") / many


def is_label(text: str, count: str) -> bool:
    """A few words, or a row of things: no sentence."""
    row = [part.split() for part in text.split(",")]
    return len(words(text)) < A_SENTENCE[count] or (
        len(row) > 2 and all(len(one) < 3 for one in row)
    )


def long_words(text: str, count: str) -> list[str]:
    """Words of a label that are long and not explained."""
    how, most = (english, 2) if count == "en" else (french, 3)
    parts = words(text if count == "en" else text.replace("-", " "))
    bare = {w: re.sub(r"^\w+[’']", "", w) if count == "fr" else w for w in parts}
    return [w for w, core in bare.items() if how(w) > most and core.lower() not in explained()]
