"""What or who is missing: each wish becomes an empty chair."""

from __future__ import annotations

from django.http import HttpResponse

from closeknit.home.forms.missing import MissingForm
from closeknit.networks.door import NetworkRequest

from .walk import Walk


def missing(request: NetworkRequest) -> HttpResponse:
    """Supports, roles, companions; and whose wish it is."""
    walk = Walk(request, "missing")
    if walk.leaving_out:
        return walk.leave_out()
    form = MissingForm(walk.asks, seen=walk.seen)
    if form.is_valid():
        form.keep(walk.actor)
        return walk.on()
    return walk.page("missing", form=form)
