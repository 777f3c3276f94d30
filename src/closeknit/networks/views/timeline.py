"""The story of the network, as a timeline."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.timeline import timeline as told


def timeline(request: NetworkRequest, network: str) -> HttpResponse:
    """What happened to the people here, newest first, by year and month."""
    snapshot = seen(request)
    request.portraits = dict(snapshot.portraits)
    years, page = told(snapshot, request.GET.get("page"))
    return render(request, "networks/timeline.html", {"years": years, "page": page})
