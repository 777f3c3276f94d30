"""Why things changed between two days, in somebody's own words."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from closeknit.networks.door import NetworkRequest, sighted
from closeknit.networks.forms import WhyForm
from closeknit.networks.models import Between

from .editing import edit, seen


def why(request: NetworkRequest, first: dt.date, last: dt.date) -> dict[str, Any]:
    """What the reader wrote about these two days and about others. One query."""
    notes = list(Between.visible_to(request.actor))
    here = [note for note in notes if (note.first, note.last) == (first, last)]
    return {
        "why": here,
        "why_url": reverse("between", args=[request.network.pk, first, last]),
        "why_elsewhere": [note for note in notes if note not in here],
    }


def between(request: NetworkRequest, network: str, since: str, until: str) -> HttpResponse:
    """Writing down why it changed between these two days, or changing what was written."""
    first, last = _day(since), _day(until)
    actor = request.actor
    row = Between.of(actor, first, last)
    if row is not None:
        sighted(request, row)
    posted = request.method == "POST"
    form: Any = WhyForm(request.POST) if posted else WhyForm.of(row) if row else WhyForm()

    def save() -> None:
        Between.say(actor, first, last, form.seen, form.cleaned_data["text"])

    back = beside(network, first, last)
    more = {"first": first, "last": last, "row": row, "seen": seen(request, row) if row else None}
    return edit(request, "networks/between.html", form, save, back, **more)


def beside(network: str, first: dt.date, last: dt.date) -> str:
    """The address of the two maps of these days."""
    days = urlencode({"since": first, "until": last})
    return f"{reverse('what_changed', args=[network])}?{days}"


def _day(text: str) -> dt.date:
    """A day out of the address, as our own pages write it there."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
