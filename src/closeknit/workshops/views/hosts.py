"""What everybody reads of a host, and the recaps of one series."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closeknit.workshops.homes import public_home
from closeknit.workshops.models import Host, Recap
from closeknit.workshops.recap import met_on


@require_safe
def host_page(request: HttpRequest, key: str) -> HttpResponse:
    """Who invites: what is coming, what is on, who leads, and what was told of evenings before."""
    row = Host.public().filter(pk=key).first()
    if row is None:
        raise Http404
    shown = {"row": row, "home": public_home(row), "outside": True}
    return render(request, "workshops/host_page.html", shown)


@require_safe
def public_recaps(request: HttpRequest, key: str) -> HttpResponse:
    """The recaps of a series that everybody reads, the first session first."""
    rows = Recap.public_of([key])
    if not rows:
        raise Http404
    for row in rows:
        row.session.series = row.series
    told = [(row, met_on(row.session)) for row in reversed(rows)]
    shown = {"series": rows[0].series, "recaps": told}
    return render(request, "workshops/public_recaps.html", shown)
