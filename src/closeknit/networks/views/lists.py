"""The people as a table, as a tree and as sentences: what the map shows, for every reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks import map_words as say
from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.forms import BothTexts
from closeknit.networks.models import Chapter
from closeknit.networks.moves import Moved, moved_of
from closeknit.networks.roll import COLUMNS, choosing, entry, matching, ordered, rings
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.tie_form import save_page
from closeknit.networks.words import CIRCLES, PAY

from .editing import who_was_quicker

A_PAGE = 40
"""People on one page of the table: with one field open each, Tab gets through it."""

HEADINGS = (
    {"name": gettext_lazy("Name"), "relationship": gettext_lazy("Who they are")},
    {"circle": gettext_lazy("Circle")},
    {"paid": gettext_lazy("Paid")},
    {"gives": gettext_lazy("Gives")},
    {"receives": gettext_lazy("Gets")},
    {"knows": gettext_lazy("Knows")},
)
"""What stands above each column; the first sorts in two ways."""


@dataclass(frozen=True)
class Heading:
    """The head of a column: where a tap on it leads, and how it is sorted now."""

    key: str
    words: str
    query: str
    sorted: str


def people(request: NetworkRequest, network: str) -> HttpResponse:
    """Everyone in a table that sorts; for a member the few who take part."""
    snapshot = seen(request)
    if not snapshot.actor.in_charge:
        return _few(request, snapshot)
    return render(request, "networks/people_table.html", _table(request, snapshot, request.GET))


def _table(
    request: NetworkRequest,
    snapshot: Snapshot,
    asked: QueryDict,
    chosen: Mapping[str, dict[str, Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """One page of the table; `chosen` is what somebody chose here and could not save yet."""
    column, backwards = _sorting(asked)
    wanted = asked.get("find", "")
    entries = [
        choosing(entry(snapshot, person), chosen.get(person.key))
        for person in matching(snapshot, wanted)
    ]
    page = Paginator(ordered(entries, column, backwards), A_PAGE).get_page(asked.get("page"))
    return {
        **_around(request, snapshot, "people"),
        "columns": _columns(column, backwards, wanted),
        "page": page,
        "find": wanted,
        "query": urlencode({"sort": ("-" if backwards else "") + column, "find": wanted}),
        "circles": [(number, str(name)) for number, name in CIRCLES.items()],
        "pays": [(key, str(words)) for key, words in PAY.items()],
    }


def _few(request: NetworkRequest, snapshot: Snapshot) -> HttpResponse:
    """What a member sees: names and faces of those who take part, and their own entry."""
    me = snapshot.actor.person
    taking_part = [entry(snapshot, person) for person in snapshot.network.people]
    shown = {
        "snapshot": snapshot,
        "me": [one for one in taking_part if one.key == me],
        "others": [one for one in taking_part if one.key != me],
    }
    return render(request, "networks/people_few.html", shown)


def people_tree(request: NetworkRequest, network: str) -> HttpResponse:
    """Circle, person, ties: one inside the other, each opening in its place."""
    snapshot = seen(request)
    wanted, asked = request.GET.get("find", ""), request.GET.get("circle", "")
    found = rings(snapshot, matching(snapshot, wanted), telling=True)
    one = next((ring.number for ring in found if str(ring.number) == asked), None)
    shown = {
        **_around(request, snapshot, "people_tree"),
        "rings": found,
        "find": wanted,
        # A phone shows one circle: the chosen one, or the first that has somebody in it.
        "chosen": one is not None,
        "all_circles": asked == "all" or bool(wanted),
        "shown": next((ring.number for ring in found if ring.entries), 1) if one is None else one,
    }
    return render(request, "networks/people_tree.html", shown)


def people_sentences(request: NetworkRequest, network: str) -> HttpResponse:
    """The whole map said in plain sentences, circle by circle."""
    snapshot = seen(request)
    shown = {
        **_around(request, snapshot, "people_sentences"),
        "everyone": say.about_everyone(snapshot),
        "rings": rings(snapshot, snapshot.network.people, telling=True),
    }
    return render(request, "networks/people_sentences.html", shown)


def save_people(request: NetworkRequest, network: str) -> HttpResponse:
    """Circles and pay of a whole page of the table: it changed, or I had it wrong."""
    saved = save_page(request.actor, seen(request), request.POST)
    if saved.changed:
        names = say.listed(saved.changed)
        messages.success(request, _("Saved: %(names)s.") % {"names": names})
    if saved.stale:
        return _second(request, saved.stale)
    answer = redirect("people", network)
    answer["Location"] += "?" + _safe_query(request.POST.get("query", ""))
    return answer


def _second(request: NetworkRequest, chosen: Mapping[str, dict[str, Any]]) -> HttpResponse:
    """Somebody else was quicker: both choices, and the table as it was left, to save again."""
    snapshot = seen(request)
    asked = QueryDict(_safe_query(request.POST.get("query", "")))
    rows = [snapshot.chapters[key] for key in chosen if key in snapshot.chapters]
    both = [
        BothTexts(
            snapshot.people[key].name, _tie(snapshot.chapters.get(key)), _tie(Chapter(**mine))
        )
        for key, mine in chosen.items()
        if key in snapshot.people
    ]
    shown = _table(request, snapshot, asked, chosen)
    shown |= {"both": both, "back": reverse("people", args=[snapshot.row.pk])}
    shown["quicker"] = who_was_quicker(snapshot.row, rows[0]) if rows else _("Somebody")
    return render(request, "networks/people_table.html", shown, status=409)


def _tie(chapter: Chapter | None) -> str:
    """Circle and pay in words."""
    circle, paid = (chapter.circle, chapter.paid) if chapter else (None, "")
    words = [say.circle_name(circle), str(PAY[paid]) if paid else ""]
    return ", ".join(word for word in words if word)


def _safe_query(text: str) -> str:
    """Only the parts of a query that the table itself writes."""
    asked = QueryDict(text)
    return urlencode({key: asked[key] for key in ("sort", "find", "page") if asked.get(key)})


def _around(request: NetworkRequest, snapshot: Snapshot, here: str) -> dict[str, Any]:
    """What stands above each of the four ways to look at the people."""
    moved: Moved | None = moved_of(request.GET, snapshot)
    return {
        "snapshot": snapshot,
        "title": say.title(snapshot),
        "lead": say.counted(snapshot.network),
        "others": say.others(snapshot.network),
        "moved": moved,
        "here": here,
        "empty": not snapshot.network.people,
    }


def _sorting(query: QueryDict) -> tuple[str, bool]:
    asked = query.get("sort", "circle")
    column = asked.removeprefix("-")
    return (column, asked.startswith("-")) if column in COLUMNS else ("circle", False)


def _columns(column: str, backwards: bool, wanted: str) -> list[list[Heading]]:
    """The heads of the columns, the one that sorts now turned the other way."""
    found: list[list[Heading]] = []
    for headings in HEADINGS:
        found.append([])
        for key, words in headings.items():
            here = key == column
            asked = f"-{key}" if here and not backwards else key
            state = ("descending" if backwards else "ascending") if here else ""
            query = urlencode({"sort": asked, **({"find": wanted} if wanted else {})})
            found[-1].append(Heading(key, str(words), query, state))
    return found
