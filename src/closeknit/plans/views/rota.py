"""Who could take which turn, and the sheet of it for the fridge."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Membership, Person
from closeknit.plans.asked import helpers, told
from closeknit.plans.forms.rota import RotaForm
from closeknit.plans.models import Ask, Turn
from closeknit.plans.rota import before, suggest
from closeknit.policy import Verb

from .turns import moment


def ask_sheet(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """The next times and who has them, on one sheet to print."""
    row = find(request, Ask, ask)
    one = told(request.actor, [row], timezone.now(), most=16)[0]
    return render(request, "plans/ask_sheet.html", {"one": one, "row": row})


def ask_rota(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """A fair suggestion: who, and why. Asking them is a button; each says yes or no."""
    row = find(request, Ask, ask, Verb.CHANGE)
    if not row.is_open or not row.first_on:
        raise Http404
    people = row.among(helpers(request.actor, row))
    here = set(Membership.active().filter(network=network).values_list("person", flat=True))
    if request.method == "POST":
        return _ask_each(request, row, people, here)
    now = timezone.now()
    one = told(request.actor, [row], now)[0]
    form = RotaForm(
        request.GET if "who" in request.GET else None,
        people=people,
        here=here,
        slots=one.slots,
    )
    context: dict[str, Any] = {"row": row, "form": form, "ideas": None}
    if form.is_bound and form.is_valid():
        chosen = {key: people[key] for key in form.cleaned_data["who"]}
        had = before(request.actor, list(chosen), now)
        wishes = (form.pairs("away"), form.pairs("likes"))
        context["ideas"] = suggest(row, one.slots, chosen, had, *wishes)
    context["any"] = any(idea.person for idea in context["ideas"] or ())
    return render(request, "plans/ask_rota.html", context)


def _ask_each(
    request: NetworkRequest, row: Ask, people: dict[str, Person], here: set[str]
) -> HttpResponse:
    """Those who are ticked are asked, each for their time."""
    wanted: list[tuple[Person, dt.datetime]] = []
    for pair in request.POST.getlist("take")[:100]:
        who, _bar, when = pair.partition("|")
        starts_at = moment(when)
        if who in people and starts_at is not None and starts_at > timezone.now():
            wanted.append((people[who], starts_at))
    many = len(Turn.ask_each(request.actor, row, wanted, here))
    if many:
        text = ngettext("%(many)s turn is asked for.", "%(many)s turns are asked for.", many)
        more = _("Nothing is fixed before they say yes.")
        tell(request, f"{text % {'many': many}} {more}")
    else:
        messages.info(request, _("Nobody was ticked, so nobody is asked."))
    return redirect("ask", row.network_id, row.pk)
