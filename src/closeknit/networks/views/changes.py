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


def what_changed(request: NetworkRequest, network: str) -> HttpResponse:
    """Two days, and what is different between them: in sentences, with faces and the reasons."""
    today, actor = timezone.localdate(), request.actor
    ties = list(Chapter.visible_to(actor))
    form = DaysForm(request.GET, usual(ties, today), today)
    shown: dict[str, Any] = {"form": form, "ways": ways(ties, today, request.GET)}
    if form.is_valid():
        days = form.cleaned_data
        shown["told"] = changes(request.network, actor, ties, days["since"], days["until"])
    status = 200 if form.is_valid() else 422
    return render(request, "networks/what_changed.html", shown, status=status)
