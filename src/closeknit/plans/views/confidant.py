"""Whom the person trusts with everything. The page is there for the two of them alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Stale
from closeknit.plans.chairs import tell as told
from closeknit.plans.forms.roles import ConfidantForm, SaidForm
from closeknit.plans.models import Confidant
from closeknit.policy import Verb

from .roles import people_of, thanks


def confidant(request: NetworkRequest, network: str) -> HttpResponse:
    """Who that is, and since when; for the person, a form to ask somebody."""
    actor = request.actor
    rows = list(Confidant.visible_to(actor))
    mine = actor.role == "person"
    if not mine and not rows:
        raise Http404
    people = people_of(request)
    form = ConfidantForm(request.POST or None, people=people) if mine else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            fields = {name: form.cleaned_data[name] for name in ("person", "words")}
            Confidant.ask(actor, timezone.localdate(), **fields)
            messages.success(request, _("Written down. Only the two of you can see it."))
            return redirect("confidant", network)
    shown = {
        "rows": [told(row, actor, people, request.portraits, timezone.localdate()) for row in rows],
        "form": form,
        "mine": mine,
        "gone": in_the_bin(actor, timezone.now(), (Confidant,)) if mine else [],
    }
    status = 422 if form and form.errors else 200
    return render(request, "plans/confidant.html", shown, status=status)


def confidant_answer(request: NetworkRequest, network: str, confidant: str) -> HttpResponse:
    """Yes, no, or given back."""
    row = find(request, Confidant, confidant, Verb.CHANGE)
    form = SaidForm(request.POST)
    back = back_or(request, reverse("confidant", args=[network]))
    if not form.is_valid() or not row.takes(form.cleaned_data["said"]):
        messages.info(request, _("That was already written down."))
        return redirect(back)
    said = form.cleaned_data
    try:
        row.say(request.actor, said["version"] or row.version, said["said"], said["on"])
    except Stale:
        messages.info(request, _("Somebody else wrote something down. Please look once more."))
        return redirect(back)
    own = row.person_id == request.actor.person
    messages.success(request, thanks(said["said"]) if own else _("Written down."))
    return redirect(back)


def confidant_remove(request: NetworkRequest, network: str, confidant: str) -> HttpResponse:
    """Not any more. Nobody else learns of it."""
    find(request, Confidant, confidant, Verb.DELETE).bin(request.actor)
    undo = reverse("confidant_bring_back", args=[network, confidant])
    tell(request, _("Taken away. It can be brought back for 30 days."), undo=undo)
    return redirect("confidant", network)


def confidant_bring_back(request: NetworkRequest, network: str, confidant: str) -> HttpResponse:
    """As it was before."""
    row = find_gone(request, Confidant, confidant)
    row.take_back(request.actor)
    messages.success(request, _("It is here again."))
    return redirect("confidant", network)
