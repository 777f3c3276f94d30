"""Taking away, and bringing back for thirty days."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.notices import tell
from closeknit.networks import bin as the_bin
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import (
    Arrival,
    Between,
    Chapter,
    Contact,
    KeptCopy,
    Note,
    Person,
    Portrait,
    Row,
    Wish,
)
from closeknit.networks.wish_forms import wish_name
from closeknit.policy import Verb

from .between import beside

CALLED: dict[type[Row], str] = {Between: "why"}
"""What an address calls a kind of row, where two kinds are one to the policy."""
KINDS: dict[str, type[Row]] = {CALLED.get(row, row.resource): row for row in the_bin.KEPT}


def bin(request: NetworkRequest, network: str) -> HttpResponse:
    """What was taken away and can come back; `?of=` names the shelf of another room."""
    shelf = next((one for one in the_bin.SHELVES if one.key == request.GET.get("of")), None)
    actor, now = request.actor, timezone.now()
    if shelf is None:
        rows = [(row, _told(row), _back(row)) for row in the_bin.in_the_bin(actor, now)]
    else:
        rows = [(row, row.in_short(), back) for row, back in shelf.rows(actor, now)]
    context = {"rows": rows, "days": the_bin.DAYS, "shelves": the_bin.SHELVES, "shelf": shelf}
    return render(request, "networks/bin.html", context)


def _back(row: Row) -> str:
    kind = CALLED.get(type(row), row.resource)
    return reverse("bring_back", args=[row.tenant, kind, row.pk])


def take_away(request: NetworkRequest, network: str, resource: str, key: str) -> HttpResponse:
    """Away for thirty days, then for good."""
    row = find(request, _kind(resource), key, Verb.DELETE)
    row.bin(request.actor)
    back = reverse("bring_back", args=[network, resource, key])
    tell(request, _gone(row), undo=back)
    if isinstance(row, Between):
        return redirect(beside(network, row.first, row.last))
    if isinstance(row, Person | KeptCopy):
        return redirect("people" if isinstance(row, Person) else "snapshots", network)
    return redirect("person", network, _about(row))


def bring_back(request: NetworkRequest, network: str, resource: str, key: str) -> HttpResponse:
    """As it was before it was taken away."""
    actor = request.actor
    wanted = _kind(resource)
    rows = the_bin.in_the_bin(actor, timezone.now(), (wanted,))
    row = next((row for row in rows if row.pk == key), None)
    if row is None:
        raise Http404
    told = _told(row)
    row.take_back(actor, "brought_back")
    messages.success(request, _("%(what)s is back.") % {"what": told})
    if isinstance(row, KeptCopy):
        return redirect("snapshot", network, row.pk)
    if isinstance(row, Between):
        return redirect(beside(network, row.first, row.last))
    about = row.pk if isinstance(row, Person) else _about(row)
    return redirect("person", network, about) if about else redirect("bin", network)


def _kind(resource: str) -> type[Row]:
    if resource not in KINDS:
        raise Http404
    return KINDS[resource]


def _about(row: Row) -> str:
    return row.facts().about


def _gone(row: Row) -> str:
    days = {"days": the_bin.DAYS, "what": _told(row)}
    return _("%(what)s was taken away. For %(days)s days you can bring it back.") % days


def _told(row: Row) -> str:
    """What this is, on a page. Whoever may bring one of two entries back may change the other."""
    if isinstance(row, Person) and row.merge is not None:
        both = {"name": row.name, "other": row.merge.kept.name}
        return _("%(name)s, put together with %(other)s") % both
    if isinstance(row, Person | KeptCopy | Between):
        return row.in_short()
    if isinstance(row, Arrival):
        count = {"count": row.count}
        told = ngettext("%(count)s contact we brought", "%(count)s contacts we brought", row.count)
        return told % count
    if isinstance(row, Wish):
        return _("The chair “%(words)s”") % {"words": row.words or wish_name(row)}
    name = getattr(getattr(row, "person", None), "name", "")
    if isinstance(row, Contact):
        return _("%(how)s of %(name)s") % {"how": row.get_how_display(), "name": name}
    if isinstance(row, Note):
        return _("A note about %(name)s") % {"name": name}
    if isinstance(row, Chapter):
        return _("A chapter with %(name)s") % {"name": name}
    if isinstance(row, Portrait) and name:
        return _("A photo of %(name)s") % {"name": name}
    return _("A photo")
