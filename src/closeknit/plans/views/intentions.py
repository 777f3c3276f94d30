"""Small things somebody means to do. Private to whoever wrote them down."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, seen
from closeknit.networks.models import Stale
from closeknit.networks.snapshot import Snapshot
from closeknit.plans.forms.intentions import IntentionForm
from closeknit.plans.models import Intention
from closeknit.policy import Verb


def intentions(request: NetworkRequest, network: str) -> HttpResponse:
    """What I mean to do, what I did, and a form for one more small thing."""
    snapshot = seen(request)
    start = {name: request.GET.get(name, "") for name in ("words", "person", "finding")}
    form = IntentionForm(request.POST or None, seen=snapshot, initial=start)
    if request.method == "POST" and form.is_valid():
        Intention.make(request.actor, "meant", **form.cleaned_data)
        messages.success(request, _("Written down. Only you can see it."))
        return redirect("intentions", network)
    rows = [_told(row, snapshot) for row in Intention.visible_to(request.actor)]
    shown = {
        "snapshot": snapshot,
        "form": form,
        "open": [told for told in rows if not told.row.done_at],
        "done": [told for told in rows if told.row.done_at],
        "let_go": in_the_bin(request.actor, timezone.now(), (Intention,)),
    }
    return render(request, "plans/intentions.html", shown, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Told:
    """An intention, and the name of whoever it is with, as far as the reader may know it."""

    row: Intention
    name: str


def _told(row: Intention, snapshot: Snapshot) -> Told:
    person = snapshot.people.get(row.person_id or "")
    return Told(row, person.name if person else "")


def finish_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """It was done; or, with `open`, it was not done after all."""
    row = find(request, Intention, intention, Verb.CHANGE)
    try:
        verb = row.reopen if "open" in request.POST else row.finish
        verb(request.actor, row.version)
    except Stale:
        messages.info(request, _("That was already written down."))
    return redirect("intentions", network)


def remove_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """Not any more, and that is fine. It can come back for thirty days."""
    find(request, Intention, intention, Verb.DELETE).bin(request.actor)
    tell(
        request,
        _("Taken off your list."),
        undo=reverse("bring_back_intention", args=[network, intention]),
    )
    return redirect("intentions", network)


def bring_back_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """On the list again."""
    gone = in_the_bin(request.actor, timezone.now(), (Intention,))
    row = next((row for row in gone if row.pk == intention), None)
    if row is None:
        raise Http404
    row.take_back(request.actor)
    messages.success(request, _("It is on your list again."))
    return redirect("intentions", network)
