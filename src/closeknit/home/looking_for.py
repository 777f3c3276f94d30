"""What is found for somebody: only ever rows they may see, in groups, with the words around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models import Between, Note, Row
from closeknit.policy import Actor, Channel

from .index import SEARCHED, Line, words_of

A_GROUP = 12
AROUND = 60

GROUPS: Mapping[str, Any] = {
    "networks.Person": _("People"),
    "stories.Story": _("Stories"),
    "stories.Moment": _("Moments"),
    "stories.Photo": _("Pictures"),
    "plans.Gathering": _("Gatherings"),
    "plans.Minutes": _("Notes of gatherings"),
    "plans.Ask": _("What was asked for"),
    "plans.Decision": _("Decisions"),
    "networks.Note": _("Your notes"),
    "networks.Between": _("Why it changed"),
    "stories.Reflection": _("What you thought about"),
    "stories.Keepsake": _("Books"),
    "stories.OwnPrompt": _("Questions to think about"),
    "networks.Wish": _("Wishes"),
    "plans.Intention": _("What you mean to do"),
    "plans.Touch": _("Time together"),
    "networks.KeptCopy": _("Kept copies"),
}
"""The kinds of rows, in the order in which they are told."""
HEAVY: Mapping[str, tuple[str, ...]] = {"networks.KeptCopy": ("held",)}
"""What no line of a list says, and is a great deal."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a sentence; looked for, or around it."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that was found: what it is called, the words around what was looked for."""

    title: str
    url: str
    bits: tuple[Bit, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Group:
    """Everything of one kind that was found, the newest first; `more` if that is not all."""

    name: str
    label: str
    hits: tuple[Hit, ...]
    more: bool


def look_for(actor: Actor, typed: str, only: str = "") -> list[Group]:
    """What this reader finds. Every kind of row asks the policy, as its own page would."""
    words = words_of(typed)
    if not words:
        return []
    lines = Line.saying(actor.network, words)
    kinds = set(lines.values_list("kind", flat=True).distinct())
    found = []
    for name in GROUPS if not only else [only]:
        if apps.get_model(name)._meta.db_table in kinds:
            found.append(_group(name, rows_with(actor, name, words), words, everything=bool(only)))
    return [group for group in found if group.hits]


def rows_with(actor: Actor, name: str, words: list[str]) -> models.QuerySet[Any]:
    """The rows of one kind in which these words stand, of those this reader may see."""
    model: type[Row] = apps.get_model(name)
    lines = Line.saying(actor.network, words)
    return model.visible_to(actor, Channel.SEARCH).filter(pk__in=lines.values("row"))


def suggest(actor: Actor, typed: str, most: int = 6) -> list[Hit]:
    """A few people and things to choose from while somebody is still typing: the same question."""
    hits = [hit for group in look_for(actor, typed) for hit in group.hits]
    return hits[:most]


def _group(name: str, rows: models.QuerySet[Any], words: list[str], *, everything: bool) -> Group:
    most = 200 if everything else A_GROUP
    held = [f.name for f in rows.model._meta.concrete_fields if f.name == "person"]
    rows = rows.select_related(*held).defer(*HEAVY.get(name, ()))
    some = list(rows.order_by("-made_at", "key")[: most + 1])
    hits = tuple(_hit(row, SEARCHED[name], words) for row in some[:most])
    return Group(name, str(GROUPS[name]), hits, len(some) > most)


def _hit(row: Any, fields: tuple[str, ...], words: list[str]) -> Hit:
    texts = [str(getattr(row, field)) for field in fields]
    best = max(texts, key=lambda text: len(set(_places(text, words))))
    title, url = _where(row)
    return Hit(title, url, tuple(around(best, words)), row)


def _one(row: Any) -> list[str]:
    return [row.network_id] if getattr(row, "is_line", False) else [row.network_id, row.pk]


def _note(row: Note | Between) -> tuple[str, str]:
    """What somebody wrote for themselves: about one person, or about what changed."""
    if isinstance(row, Between):
        days = (row.first.isoformat(), row.last.isoformat())
        return row.in_short(), reverse("between", args=[row.network_id, *days])
    title = __("A note about %(name)s") % {"name": row.person.name}
    return title, reverse("change_note", args=[row.network_id, row.pk])


WHERE: Mapping[str, Callable[[Any], tuple[str, str]]] = {
    "person": lambda row: (row.name, reverse("person", args=[row.network_id, row.pk])),
    "note": lambda row: _note(row),
    "wish": lambda row: (__("A wish"), reverse("wishes", args=[row.network_id])),
    "moment": lambda row: (
        __("A moment with %(name)s") % {"name": row.person.name} if row.person else __("A moment"),
        f"{reverse('stories', args=[row.network_id])}?at={row.pk}#at-{row.pk}",
    ),
    "story": lambda row: (row.title, reverse("story", args=[row.network_id, row.pk])),
    "reflection": lambda row: (
        row.asked or __("What you thought about"),
        reverse("reflections" if row.is_line else "reflection", args=_one(row)),
    ),
    "keepsake": lambda row: (row.title, reverse("keepsake", args=[row.network_id, row.pk])),
    "prompt": lambda row: (row.words, reverse("prompts", args=[row.network_id])),
    "photo": lambda row: (__("A picture"), reverse("photo", args=[row.network_id, row.pk])),
    "gathering": lambda row: (row.title, reverse("gathering", args=[row.network_id, row.pk])),
    "minutes": lambda row: (
        __("Notes of a gathering"),
        reverse("gathering", args=[row.network_id, row.gathering_id]),
    ),
    "ask": lambda row: (row.title, reverse("ask", args=[row.network_id, row.pk])),
    "decision": lambda row: (
        row.asked,
        reverse("decision", args=[row.network_id, row.pk]),
    ),
    "snapshot": lambda row: (row.called, reverse("snapshot", args=[row.network_id, row.pk])),
    "touch": lambda row: (
        row.in_short(),
        reverse("person", args=[row.network_id, row.person_id]),
    ),
    "intention": lambda row: (
        __("Something you mean to do"),
        reverse("intentions", args=[row.network_id]),
    ),
}


def _where(row: Any) -> tuple[str, str]:
    """What a row is called in a list, and the page on which it stands."""
    return WHERE[row.resource](row)


def plain(text: str) -> str:
    """Without capitals and accents, letter by letter, so that places stay places.

    >>> plain("Inés")
    'ines'
    """
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text).casefold()


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Where in a text one of these words begins, and where it ends."""
    folded = "".join(plain(letter)[:1] or letter for letter in text)
    begins = "|".join(re.escape(plain(word)) for word in sorted(words, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{begins})", folded):
        yield match.span()


def around(text: str, words: list[str]) -> list[Bit]:
    """The piece of a text in which the words stand, cut into what was looked for and the rest.

    >>> [(bit.text, bit.found) for bit in around("June brought soup.", ["soup"])]
    [('June brought ', False), ('soup', True), ('.', False)]
    """
    places = list(_places(text, words))
    start = max(0, places[0][0] - AROUND) if places else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + 3 * AROUND)
    bits, at = [], start
    for begin, stop in places:
        if at <= begin and stop <= end:
            bits += [Bit(text[at:begin], False), Bit(text[begin:stop], True)]
            at = stop
    bits.append(Bit(text[at:end], False))
    shown = [bit for bit in bits if bit.text]
    before = [Bit("… ", False)] if start else []
    return [*before, *shown, *([Bit(" …", False)] if end < len(text) else [])]
