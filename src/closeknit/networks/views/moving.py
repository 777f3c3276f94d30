"""Moving somebody to another circle, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.returning import back_or
from closeknit.networks.door import NetworkRequest, find, seen
from closeknit.networks.models import Chapter, Person, Stale
from closeknit.networks.moves import back_to
from closeknit.networks.roll import step


def move_person(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """It changed: somebody stands in another circle from today on."""
    row = find(request, Person, person)
    snapshot = seen(request)
    was = snapshot.network.person(row.pk).circle
    to = _wanted(request, was)
    if to is None or to == was:
        return _return(request, network)
    try:
        Chapter.turn(request.actor, row, snapshot.on, circle=to)
    except Stale:
        messages.warning(request, _("Somebody else moved %(name)s just now.") % {"name": row.name})
        return _return(request, network)
    return _return(request, network, row.pk, was)


def undo_move(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """As it was before; or, with `always`, it was so all the time."""
    row = find(request, Person, person)
    on, actor = seen(request).on, request.actor
    was = request.POST.get("was", "")
    if was not in ("", "1", "2", "3", "4"):
        raise Http404
    if "always" in request.POST:
        Chapter.always(actor, row, on, "circle")
        messages.success(request, _("Noted: it was always so."))
    else:
        Chapter.turn_back(actor, row, on, circle=int(was) if was else None)
        messages.success(request, _("%(name)s is back where they were.") % {"name": row.name})
    return _return(request, network)


def _wanted(request: NetworkRequest, was: int | None) -> int | None:
    """The circle asked for, by number or by direction."""
    circle = request.POST.get("circle", "")
    if circle in ("1", "2", "3", "4"):
        return int(circle)
    direction = request.POST.get("direction", "")
    return step(was, direction) if direction in ("closer", "away") else None


def _return(
    request: NetworkRequest, network: str, moved: str = "", was: int | None = None
) -> HttpResponse:
    """Back to the page the deed was done on."""
    start = reverse("map", args=[network])
    return HttpResponseRedirect(back_to(back_or(request, start), moved, was))
