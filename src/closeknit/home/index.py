"""The index behind the search: one line of words for each row, kept by the database itself.

Triggers on the tables that are searched keep the lines, so that no way of writing can forget them,
and words that are gone are gone from the index in the same transaction (docs/decisions/0017).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import models

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "networks.Person": ("name", "known_as"),
    "networks.Note": ("text",),
    "networks.Wish": ("words",),
    "networks.KeptCopy": ("title",),
    "networks.Between": ("text",),
    "stories.Moment": ("text",),
    "stories.Story": ("happened", "place", "mattered", "felt", "changed", "pass_on"),
    "stories.Photo": ("caption", "alt", "occasion", "behind"),
    "stories.Reflection": ("text", "asked"),
    "stories.Keepsake": ("title", "dedication"),
    "stories.OwnPrompt": ("words",),
    "plans.Intention": ("words",),
    "plans.Touch": ("words",),
    "plans.Gathering": ("title", "about", "invitation", "place"),
    "plans.Minutes": ("text",),
    "plans.Ask": ("title", "why", "letter", "place", "outcome"),
    "plans.Decision": ("asked", "words", "outcome"),
}
"""What is looked through: each kind of row, and the fields in which people write.

What somebody likes is left out: who takes part learns of it only where they like it as well, and a
line of words knows one reader from another only by the whole row.
"""

WORD = re.compile(r"\w+")
MOST_WORDS = 8


class Words(models.TextField[str, str]):
    """A column whose words the engine of the database keeps, without capitals and accents."""


@Words.register_lookup
class Finds(models.Lookup[Any]):
    """All of these words stand in it, or begin a word in it."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        asked = " ".join(f'"{word}"*' for word in self.rhs)
        found = "SELECT rowid FROM home_line_words WHERE home_line_words MATCH %s"
        return f"{table}.id IN ({found})", [asked]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        asked = " & ".join(f"{word}:*" for word in self.rhs)
        return f"{table}.words @@ to_tsquery('simple', home_line_plain(%s))", [asked]


class Line(models.Model):
    """What stands in one row, for the search alone. Whoever may see the row is asked elsewhere."""

    network = models.CharField(max_length=16, db_index=True)
    row = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=40)  # the table the row is in
    text = Words()

    def __str__(self) -> str:
        return f"line {self.pk}"

    @classmethod
    def saying(cls, network: str, words: list[str]) -> models.QuerySet[Line]:
        """The lines of a network in which all of these words stand."""
        return cls.objects.filter(network=network, text__finds=words)


def words_of(typed: str) -> list[str]:
    """The words somebody looks for; the first eight of them.

    >>> words_of("  June's  soup! ")
    ['June', 's', 'soup']
    """
    return WORD.findall(typed)[:MOST_WORDS]
