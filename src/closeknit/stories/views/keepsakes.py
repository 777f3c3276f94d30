"""Books to keep: all of them, and choosing what stands in one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import seen, taking_part
from closeknit.networks.bin import DAYS, in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.views.editing import edit
from closeknit.policy import Verb, grants
from closeknit.stories.book import bind
from closeknit.stories.forms import BookForm, TitleForm
from closeknit.stories.models import Keepsake
from closeknit.stories.offered import offered

BY = {"earlier": -1, "later": 1}


def keepsakes(request: NetworkRequest, network: str) -> HttpResponse:
    """Every book this reader may read, and beginning another."""
    actor = request.actor
    begins = "" in grants(actor, Verb.CREATE, "keepsake")
    form = TitleForm(request.POST if request.method == "POST" else None) if begins else None
    if form is not None and form.is_valid():
        row = Keepsake.make(actor, title=form.cleaned_data["title"])
        return redirect("keepsake_choose", network, row.pk)
    members = taking_part(request.network)
    books = [
        (row, seen(row, request.network, actor, members)) for row in Keepsake.visible_to(actor)
    ]
    gone = in_the_bin(actor, timezone.now(), (Keepsake,))
    context = {"books": books, "form": form, "gone": gone}
    status = 422 if form is not None and form.errors else 200
    return render(request, "stories/keepsakes.html", context, status=status)


def keepsake_choose(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """The title, a dedication, and what stands in it."""
    row = find(request, Keepsake, keepsake, Verb.CHANGE)
    more: dict[str, Any] = {"offers": offered(request.actor, row)}
    posted = request.method == "POST"
    form = BookForm(request.POST, **more) if posted else BookForm.of(row, **more)
    back = reverse("keepsake", args=[network, row.pk])
    context = {"row": row, "photos": form.fields.get("photos")}

    def save() -> None:
        form.put_down(row, request.actor)

    return edit(request, "stories/keepsake_choose.html", form, save, back, **context)


def keepsake_order(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """One thing after the other, each with a way earlier and later."""
    row = find(request, Keepsake, keepsake, Verb.CHANGE)
    book = bind(request.network, request.actor, row)
    if request.method == "POST":
        way, _colon, one = request.POST.get("move", "").partition(":")
        row.move(request.actor, one, BY.get(way, 0), book.shown())
        return redirect("keepsake_order", network, row.pk)
    return render(request, "stories/keepsake_order.html", {"row": row, "book": book})


def keepsake_remove(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """The choice goes into the bin; what was chosen stays where it is."""
    find(request, Keepsake, keepsake, Verb.DELETE).bin(request.actor)
    back = reverse("keepsake_bring_back", args=[network, keepsake])
    told = _("The book is in the bin for %(days)s days. What stood in it stays where it is.")
    tell(request, told % {"days": DAYS}, undo=back)
    return redirect("keepsakes", network)


def keepsake_bring_back(request: NetworkRequest, network: str, keepsake: str) -> HttpResponse:
    """As it was before."""
    row = find_gone(request, Keepsake, keepsake)
    row.take_back(request.actor)
    tell(request, _("The book is back."))
    return redirect("keepsake", network, keepsake)
