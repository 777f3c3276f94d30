"""What was just moved, as the address carries it, so that the next page can offer to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import QueryDict
from django.utils import timezone

from . import map_words as say
from .snapshot import Snapshot


@dataclass(frozen=True)
class Moved:
    """Somebody who changed circle a moment ago. `was` is "" when they had none.

    `dated` says that the change began a chapter today, so that "it was always so" says more.
    """

    key: str
    name: str
    was: str
    words: str
    dated: bool


def moved_of(query: Mapping[str, str], seen: Snapshot) -> Moved | None:
    """Who was moved just now, if the address says so and today's rows agree."""
    person, was = seen.people.get(query.get("moved", "")), query.get("was", "")
    chapter = seen.chapters.get(person.pk) if person else None
    if person is None or chapter is None or was not in ("", "1", "2", "3", "4"):
        return None
    before = int(was) if was else None
    if chapter.circle == before or timezone.localdate(chapter.changed_at) != seen.on:
        return None
    words = say.moved(person.name, before, chapter.circle)
    return Moved(person.pk, person.name, was, words, chapter.since == seen.on.isoformat())


def back_to(path: str, moved: str = "", was: int | None = None) -> str:
    """The page somebody came from, with what was moved in its address."""
    scheme, host, place, query, anchor = urlsplit(path)
    asked = QueryDict(query, mutable=True)
    for name in ("moved", "was"):
        asked.pop(name, None)
    said = asked.urlencode()
    if moved:
        said += ("&" if said else "") + urlencode({"moved": moved, "was": was or ""})
    return urlunsplit((scheme, host, place, said, anchor))
