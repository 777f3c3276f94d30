"""The map of another day: to look at, not to change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.changes import as_it_was
from closeknit.networks.door import NetworkRequest
from closeknit.networks.forms import DayForm
from closeknit.networks.models import Chapter
from closeknit.networks.picture import picture_then, size
from closeknit.networks.snapshot import snapshot
from closeknit.networks.then import began, slider, stops


def map_then(request: NetworkRequest) -> HttpResponse:
    """Who stood where on the day that was asked for."""
    today, here = timezone.localdate(), reverse("map", args=[request.network.pk])
    if "on" not in request.GET:
        return redirect(_of_step(request))
    form = DayForm(request.GET, today)
    shown: dict[str, Any] = {"form": form, "here": "map", "today": today}
    if not form.is_valid():
        return render(request, "networks/map_then.html", shown, status=422)
    day = form.cleaned_data["on"]
    if day == today:
        return redirect(here)
    seen = as_it_was(snapshot(request.network, request.actor, day))
    request.portraits = dict(seen.portraits)
    told = slider(seen.ties, day, today)
    more = {"day": day, "slider": told, "picture": picture_then(seen), "size": size(seen)}
    more["began"] = began(seen, told.days[told.at])
    more["since"] = told.days[told.at]
    more["count"] = len(seen.network.people)
    return render(request, "networks/map_then.html", shown | more)


def _of_step(request: NetworkRequest) -> str:
    """The address of the day a slider without a script points at; today for what is no stop."""
    days = stops(Chapter.visible_to(request.actor), timezone.localdate())
    step = request.GET.get("step", "")
    known = step.isascii() and step.isdigit() and len(step) < 6 and int(step) < len(days) - 1
    here = reverse("map", args=[request.network.pk])
    return f"{here}?on={days[int(step)].isoformat()}" if known else here
