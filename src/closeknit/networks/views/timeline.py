"""The story of the network, as a timeline."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from closeknit.networks.door import NetworkRequest
from closeknit.networks.timeline import lived_through
from closeknit.networks.timeline import timeline as told


def timeline(request: NetworkRequest, network: str) -> HttpResponse:
    """What happened to the people here, newest first, by year and month."""
    seen, gone = lived_through(request.network, request.actor, timezone.localdate())
    request.portraits = dict(seen.portraits)
    years, page = told(seen, gone, request.GET.get("page"))
    return render(request, "networks/timeline.html", {"years": years, "page": page})
