"""Taking somebody along to another network of one’s own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.exchange.along_form import AlongForm
from closeknit.exchange.carrying import carry, notes_of, targets, there_already, ways_of
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Membership, Person
from closeknit.policy import Verb


def take_along(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """To which network, what goes along, and what stays."""
    row = find(request, Person, person, Verb.DELETE)
    others = targets(request.parts, request.actor)
    ways, notes = ways_of(request.actor, row), notes_of(request.actor, row)
    form = AlongForm(
        request.POST if request.method == "POST" else None, others=others, ways=ways, notes=notes
    )
    there: list[Person] = []
    if request.method == "POST" and form.is_valid():
        part = next(one for one in request.parts if one.network_id == form.cleaned_data["to"])
        there = there_already(part.actor(), row)
        if not there or form.cleaned_data["another"]:
            return _carried(request, row, part, form)
    context: dict[str, Any] = {
        "person": row,
        "form": form,
        "others": others,
        "there": there,
        "back": reverse("person", args=[network, row.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exchange/take_along.html", context, status=status)


def _carried(
    request: NetworkRequest, row: Person, part: Membership, form: AlongForm
) -> HttpResponse:
    said = form.cleaned_data
    made = carry(
        request.actor,
        part.actor(),
        row,
        form.chosen_ways(),
        form.chosen_notes(),
        away=bool(said["away"]),
    )
    words = {"name": made.name, "focus": part.network.name}
    undo = reverse("take_away", args=[part.network_id, "person", made.pk])
    tell(request, _("%(name)s is on the map of %(focus)s.") % words, undo=undo)
    return redirect("person", part.network_id, made.pk)
