"""Looking for something, among what one may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from closeknit.home.looking_for import GROUPS, look_for, suggest
from closeknit.networks.door import NetworkRequest

LONGEST = 200


def search(request: NetworkRequest, network: str) -> HttpResponse:
    """What was typed, and everything found for it in groups."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    if request.headers.get("HX-Request"):  # somebody is still typing
        hits = suggest(request.actor, typed) if len(typed) > 1 else []
        return render(request, "home/_suggestions.html", {"hits": hits})
    only = request.GET.get("kind", "")
    only = only if only in GROUPS else ""
    groups = look_for(request.actor, typed, only)
    count = sum(len(group.hits) for group in groups)
    context = {"typed": typed, "only": only, "groups": groups, "count": count}
    return render(request, "home/search.html", context)
