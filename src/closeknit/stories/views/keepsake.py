"""One book to keep: to read, to print, to take along."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from closeknit.networks.audience import seen, taking_part
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.files import ALONE
from closeknit.policy import Channel, Verb, may, must
from closeknit.stories.along import along
from closeknit.stories.binding import Readers
from closeknit.stories.book import Book, bind
from closeknit.stories.models import Keepsake
from closeknit.stories.over_years import drawings, maps_of, why_no_maps
from closeknit.stories.printing import pdf


def keepsake(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """The book as it may be read today; and, for whoever made it, what is left out and why."""
    row = find(request, Keepsake, keepsake)
    actor, facts = request.actor, row.facts()
    context = {
        "row": row,
        "book": bind(request.network, actor, row),
        "own": row.author_id == actor.account,
        "may_change": may(actor, Verb.CHANGE, facts),
        "may_remove": may(actor, Verb.DELETE, facts),
        "seen": seen(row, request.network, actor, taking_part(request.network)),
    }
    return render(request, "stories/keepsake.html", context)


def _to_take(request: NetworkRequest, key: str) -> Book:
    row = find(request, Keepsake, key)
    must(request.actor, Verb.READ, row.facts(), Channel.PRINT)
    return bind(request.network, request.actor, row, Channel.PRINT)


def keepsake_pdf(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """The book for a printer. It is made while one waits, and kept nowhere."""
    book = _to_take(request, keepsake)
    return HttpResponse(pdf(book), content_type="application/pdf", headers=_headers(book, "pdf"))


def keepsake_file(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """The book as one page that needs nothing beside it."""
    book = _to_take(request, keepsake)
    return HttpResponse(along(book), content_type="text/html", headers=_headers(book, "html"))


def _headers(book: Book, ending: str) -> dict[str, str]:
    name = slugify(book.row.title)[:60] or "book"
    return {**ALONE, "Content-Disposition": f'attachment; filename="{name}.{ending}"'}


def keepsake_map(request: NetworkRequest, network: str, keepsake: str, day: str) -> HttpResponse:
    """One map of the book, drawn."""
    row = Keepsake.visible_to(request.actor, Channel.FILE).filter(pk=keepsake).first()
    if row is None:  # the book is one look, and its maps are not ten more
        raise Http404
    days, readers = row.chosen_of("map"), Readers.of(request.network, row)
    if day not in days or why_no_maps(request.actor, readers):
        raise Http404
    drawn = drawings(maps_of(request.network, request.actor, days, readers), day)
    if day not in drawn:
        raise Http404
    headers = {**ALONE, "Content-Disposition": "inline"}
    return HttpResponse(drawn[day], content_type="image/svg+xml", headers=headers)
