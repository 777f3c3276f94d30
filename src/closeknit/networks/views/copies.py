"""Kept copies: keeping one, looking at it, and setting two beside each other."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks import map_words as say
from closeknit.networks.audience import seen as seen_row
from closeknit.networks.audience import taking_part
from closeknit.networks.changes import told
from closeknit.networks.copies import keep, opened
from closeknit.networks.door import NetworkRequest, sighted
from closeknit.networks.forms import KeepForm
from closeknit.networks.models import KeptCopy
from closeknit.networks.picture import picture_then, size
from closeknit.networks.roll import rings
from closeknit.networks.sentences import chair_words
from closeknit.networks.side_by_side import Page, side_by_side
from closeknit.policy import Verb, grants, may

from .between import why

TODAY = "today"


def snapshots(request: NetworkRequest, network: str) -> HttpResponse:
    """Every copy this reader may open, and keeping another."""
    actor, today = request.actor, timezone.localdate()
    form = _form(request)
    if form is not None and form.is_valid():
        row = keep(actor, form.cleaned_data["title"], form.cleaned_data["on"])
        tell(request, _("Kept. Nothing in it changes from now on."))
        return redirect("snapshot", network, row.pk)
    members = taking_part(request.network)
    copies = [
        (row, seen_row(row, request.network, actor, members))
        for row in KeptCopy.visible_to(actor).defer("held")
    ]
    context = {"copies": copies, "form": form, "today": today}
    status = 422 if form is not None and form.errors else 200
    return render(request, "networks/snapshots.html", context, status=status)


def _form(request: NetworkRequest) -> KeepForm | None:
    """Where one may keep a copy; a page of another day brings its day along."""
    if "" not in grants(request.actor, Verb.CREATE, "snapshot"):
        return None
    today = timezone.localdate()
    if request.method == "POST":
        return KeepForm(request.POST, today=today)
    return KeepForm(initial={"on": request.GET.get("on", "")[:10]}, today=today)


def snapshot(request: NetworkRequest, network: str, snapshot: str) -> HttpResponse:
    """One copy, as a map and in sentences."""
    row, others = _one(request, snapshot)
    (seen,) = opened(request.network, request.actor, [row])
    request.portraits = dict(seen.portraits)
    people = seen.network.people
    context = {
        "row": row,
        "others": others,
        "picture": picture_then(seen),
        "size": size(seen),
        "counted": say.counted(seen.network),
        "everyone": say.about_everyone(seen),
        "rings": rings(seen, people, telling=True),
        "wishes": [chair_words(w.kind, w.about, w.words, seen) for w in seen.network.wishes],
        "may_remove": may(request.actor, Verb.DELETE, row.facts()),
        "seen": seen_row(row, request.network, request.actor, taking_part(request.network)),
    }
    return render(request, "networks/snapshot.html", context)


def snapshot_compare(request: NetworkRequest, network: str, snapshot: str) -> HttpResponse:
    """Two copies, or a copy and today: what is different, in sentences and as two maps."""
    row, others = _one(request, snapshot)
    first, last = _two(request, row, others)
    then, now = opened(request.network, request.actor, [first, last or timezone.localdate()])
    request.portraits = dict(now.portraits)
    context: dict[str, Any] = {
        "row": row,
        "other": last if first == row else first,
        "others": others,
        "told": told(then, now, now.ties, kept=True),
        "maps": side_by_side(then, now, (_page(network, first), _page(network, last))),
        **why(request, then.on, now.on),
    }
    return render(request, "networks/snapshot_compare.html", context)


def _page(network: str, copy: KeptCopy | None) -> Page:
    if copy is None:
        return Page(_("Today"), reverse("map", args=[network]))
    return Page(copy.called, reverse("snapshot", args=[network, copy.pk]))


def _one(request: NetworkRequest, key: str) -> tuple[KeptCopy, list[KeptCopy]]:
    """This copy and the others, in one query; a copy nobody here may read is missing."""
    copies = KeptCopy.listed(request.actor, {key, request.GET.get("with", TODAY)})
    row = next((one for one in copies if one.pk == key), None)
    if row is None:
        raise Http404
    sighted(request, row)
    return row, [one for one in copies if one != row]


def _two(
    request: NetworkRequest, row: KeptCopy, others: list[KeptCopy]
) -> tuple[KeptCopy, KeptCopy | None]:
    """This copy and the one that was chosen, the earlier first; None is today."""
    wanted = request.GET.get("with", TODAY)
    if wanted == TODAY:
        return row, None
    other = next((one for one in others if one.pk == wanted), None)
    if other is None:
        raise Http404
    first, last = sorted((row, other), key=lambda one: (one.on, one.made_at))
    return first, last
