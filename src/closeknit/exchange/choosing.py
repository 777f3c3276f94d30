"""One page of a draft: who is shown, what is known about them, where the buttons lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.core.formats.duplicates import fold
from closeknit.networks.models import Person
from closeknit.policy import Actor

from .models import Draft, Found
from .words import SAME

PAGE = 100
A_GROUP = "group:"
SHOWS = (
    ("", _("Everyone")),
    ("ticked", _("Those ticked")),
    ("new", _("Those not here yet")),
    ("known", _("Those who may be here already")),
)


@dataclass(frozen=True)
class Look:
    """What somebody looks for: words, a part of the list, and which page of it."""

    find: str = ""
    show: str = ""
    page: str = "1"

    @classmethod
    def of(cls, asked: QueryDict) -> Look:
        return cls(asked.get("find", "")[:80], asked.get("show", "")[:80], asked.get("page", "1"))

    def at(self, page: str) -> Look:
        return Look(self.find, self.show, page)

    def query(self) -> str:
        """The same as the end of an address."""
        said = {"find": self.find, "show": self.show, "page": self.page}
        return urlencode({key: value for key, value in said.items() if value not in ("", "1")})

    def among(self, draft: Draft) -> QuerySet[Found]:
        rows: QuerySet[Found] = draft.contacts.all()
        for word in fold(self.find).split():
            rows = rows.filter(words__contains=word)
        if self.show == "ticked":
            rows = rows.filter(ticked=True)
        elif self.show == "new":
            rows = rows.filter(known=[])
        elif self.show == "known":
            rows = rows.exclude(known=[])
        elif self.show.startswith(A_GROUP):
            rows = rows.filter(labels__contains=f"\n{self.show[len(A_GROUP) :]}\n")
        return rows

    def shown(self, draft: Draft) -> Page[Found]:
        return Paginator(self.among(draft), PAGE).get_page(self.page)


@dataclass(frozen=True)
class Line:
    """One contact on the page, with what to know before ticking it."""

    found: Found
    about: str
    here: list[tuple[str, str]]
    """People already on the map: name, and what they share."""

    @property
    def twins(self) -> str:
        """Others of the same file who may be the same person."""
        names = [name for name in self.found.twins if name != self.found.name]
        if names:
            return __("Perhaps the same as %(names)s") % {"names": ", ".join(names)}
        return __("More than once in the file") if self.found.twins else ""


def lines_of(page: Page[Found], actor: Actor) -> list[Line]:
    """The rows of a page; people here are named as the actor sees them now."""
    keys = {key for found in page for key, _why in found.known}
    names = dict(Person.visible_to(actor).filter(pk__in=keys).values_list("pk", "name"))
    lines = []
    for found in page:
        here = [(names[key], str(SAME[why])) for key, why in found.known if key in names]
        about = " · ".join(filter(None, [found.hint, *_told(found)]))
        lines.append(Line(found, about, list(dict.fromkeys(here))[:2]))
    return lines


def _told(found: Found) -> list[str]:
    """Two ways to reach somebody, enough to tell who it is."""
    return [value for how, value in found.ways if how != "birthday"][:2]


def shows_of(draft: Draft) -> list[tuple[str, Any]]:
    """The parts of the list one can ask for."""
    words = __("Group: %(group)s")
    return [*SHOWS, *((A_GROUP + group, words % {"group": group}) for group in draft.groups)]


def count_ways(draft: Draft) -> dict[str, int]:
    """How many phone numbers, addresses and so on there are among those who were ticked."""
    chosen = draft.chosen.values_list("ways", flat=True)
    return dict(Counter(how for ways in chosen for how, _value in ways))
