"""What has changed between two days."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from closeknit.networks.changes import changes, usual, ways
from closeknit.networks.door import NetworkRequest
from closeknit.networks.forms import DaysForm
from closeknit.networks.models import Chapter
from closeknit.networks.picture import size, two_pictures

from .between import why

DRAWN_TWICE = 200
"""Up to so many people two maps stand beside each other: more would make the page too heavy."""


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
        shown["days"] = (first, last)
        if max(len(day.network.people) for day in told.maps) <= DRAWN_TWICE:
            shown["maps"] = zip((first, last), two_pictures(*told.maps), strict=True)
            shown["size"] = max(map(size, told.maps), key=len)
        shown["ways"] = ways(ties, today, first if last == today else None)
        shown |= why(request, first, last)
    status = 200 if form.is_valid() else 422
    return render(request, "networks/what_changed.html", shown, status=status)
