"""The years ahead: first the question whether one wants to look, then what is likely to hold."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.years import with_ages, years_told
from closeknit.policy import Facts, Verb, must


def years_ahead(request: NetworkRequest, network: str) -> HttpResponse:
    """What this is, and whether one wants to look. It reads nothing and shows no figure."""
    _open_to(request)
    return render(request, "networks/years_ahead.html", {"mine": request.actor.role == "person"})


def look_ahead(request: NetworkRequest, network: str) -> HttpResponse:
    """What is likely to hold in three scenarios, whom it hangs on, what one change would do."""
    _open_to(request)
    snapshot = seen(request)
    shown = {"snapshot": snapshot, "told": years_told(with_ages(snapshot), snapshot)}
    return render(request, "networks/look_ahead.html", shown)


def _open_to(request: NetworkRequest) -> None:
    """Only for whoever reads what stewards read: from a part of the ties it would be untrue."""
    must(request.actor, Verb.READ, Facts("outlook", request.network.pk))
