"""Decisions as they were taken: what was asked, what was said, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import seen, taking_part
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.faces import face_for
from closeknit.networks.views.editing import edit
from closeknit.plans.forms.deciding import DecisionForm, VoiceForm
from closeknit.plans.models import Decision, Voice
from closeknit.policy import Verb, grants, may

from .roles import people_of


def decisions(request: NetworkRequest, network: str) -> HttpResponse:
    """Every decision that is written down, the newest first."""
    actor = request.actor
    shown = {
        "decisions": Decision.visible_to(actor),
        "today": timezone.localdate(),
        "writes": bool(grants(actor, Verb.CREATE, "decision")),
        "gone": in_the_bin(actor, timezone.now(), (Decision,)),
    }
    return render(request, "plans/decisions.html", shown)


def decision_add(request: NetworkRequest, network: str) -> HttpResponse:
    """Write one down."""
    form = DecisionForm(request.POST or None, **_named(request))
    if request.method == "POST" and form.is_valid():
        row = Decision.make(request.actor, **form.changes())
        return redirect("decision", network, row.pk)
    shown = {"form": form, "back": reverse("decisions", args=[network])}
    status = 422 if form.errors else 200
    return render(request, "plans/decision_form.html", shown, status=status)


def _named(request: NetworkRequest) -> dict[str, Any]:
    return {"mine": request.actor.role == "person", "name": request.network.name}


def decision(request: NetworkRequest, network: str, decision: str) -> HttpResponse:
    """One decision on one page, to read together or to print."""
    row = find(request, Decision, decision)
    actor, people = request.actor, people_of(request)
    writes = may(actor, Verb.CHANGE, row.facts())
    if request.method == "POST" and not writes:
        raise Http404
    form = VoiceForm(request.POST or None, people=people) if writes else None
    if form is not None and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        Voice.hear(actor, row, said["person"], said["stance"], words=said["words"])
        return redirect("decision", network, decision)
    voices = [
        (voice, people[voice.person_id], face_for(people[voice.person_id], request.portraits))
        for voice in Voice.visible_to(actor).filter(decision=row)
        if voice.person_id in people
    ]
    shown = {
        "row": row,
        "voices": voices,
        "form": form,
        "writes": writes,
        "removes": may(actor, Verb.DELETE, row.facts()),
        "due": row.review_on and row.review_on <= timezone.localdate(),
        "seen": seen(row, request.network, actor, taking_part(request.network)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "plans/decision.html", shown, status=status)


def decision_change(request: NetworkRequest, network: str, decision: str) -> HttpResponse:
    """Say anew what was asked, said or decided."""
    row = find(request, Decision, decision, Verb.CHANGE)
    form = DecisionForm.of(row, data=request.POST or None, **_named(request))
    back = reverse("decision", args=[network, decision])
    return edit(
        request,
        "plans/decision_form.html",
        form,
        lambda: row.revise(request.actor, form.seen, **form.changes()),
        back,
        row=row,
    )


def decision_remove(request: NetworkRequest, network: str, decision: str) -> HttpResponse:
    """Off the list, by the person alone; it can come back for thirty days."""
    find(request, Decision, decision, Verb.DELETE).bin(request.actor)
    undo = reverse("decision_bring_back", args=[network, decision])
    tell(request, _("Taken away. It can be brought back for 30 days."), undo=undo)
    return redirect("decisions", network)


def decision_bring_back(request: NetworkRequest, network: str, decision: str) -> HttpResponse:
    """On the list again."""
    row = find_gone(request, Decision, decision)
    row.take_back(request.actor)
    messages.success(request, _("It is here again."))
    return redirect("decisions", network)
