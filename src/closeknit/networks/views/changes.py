"""What has changed between two days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from closeknit.networks.changes import changes, usual, ways
from closeknit.networks.door import NetworkRequest
from closeknit.networks.forms import DaysForm
from closeknit.networks.models import Chapter
from closeknit.networks.side_by_side import Page, side_by_side

from .between import why


def what_changed(request: NetworkRequest, network: str) -> HttpResponse:
    """Two days, and what is different between them: in sentences, with faces and the reasons."""
    today, actor = timezone.localdate(), request.actor
    ties = list(Chapter.visible_to(actor))
    form = DaysForm(request.GET, usual(ties, today), today)
    shown: dict[str, Any] = {"form": form, "ways": ways(ties, today, None)}
    if form.is_valid():
        first, last = form.cleaned_data["since"], form.cleaned_data["until"]
        told = shown["told"] = changes(request.network, actor, ties, first, last)
        request.portraits = dict(told.maps[1].portraits)
        shown["maps"] = side_by_side(*told.maps, (_page(network, first), _page(network, last)))
        shown["ways"] = ways(ties, today, first if last == today else None)
        shown |= why(request, first, last)
    status = 200 if form.is_valid() else 422
    return render(request, "networks/what_changed.html", shown, status=status)


def _page(network: str, day: dt.date) -> Page:
    return Page(date_format(day, "j F Y"), f"{reverse('map', args=[network])}?on={day.isoformat()}")
