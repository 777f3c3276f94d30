"""Bringing contacts: a file, who of it belongs, what comes along; and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from closeknit.design.notices import tell
from closeknit.exchange.choosing import Look, count_ways, lines_of, shows_of
from closeknit.exchange.forms import BringForm, ConfirmForm
from closeknit.exchange.models import Draft
from closeknit.exchange.words import (
    CAME,
    MOST,
    NOBODY_TICKED,
    REASONS,
    STAY,
    THROWN_AWAY,
    TOO_MANY_TICKED,
    UNDONE,
    name_source,
)
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Arrival
from closeknit.policy import Verb

STEPS = (1, 2, 3)
NAMED = 60  # on the last page before they come in


def bring(request: NetworkRequest, network: str) -> HttpResponse:
    """Choose a file or paste text; what was begun before, and what can be undone."""
    actor = request.actor
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*sent)
    if sent and form.is_valid() and form.book:
        draft = Draft.begin(actor, form.book)
        return redirect("choose_contacts", network, draft.pk)
    problems = form.book.problems if form.book else ()
    drafts = [(row, name_source(row.source)) for row in Draft.visible_to(actor)]
    arrivals = Arrival.open_to_undo(actor, timezone.now())
    context = {
        "form": form,
        "drafts": drafts,
        "arrivals": [(row, name_source(row.source)) for row in arrivals],
        "told": _told([[p.row, p.reason, p.excerpt] for p in problems[:20]]),
        "cards": form.book is not None and form.book.source.startswith("vcard"),
        "steps": STEPS,
    }
    return render(request, "exchange/bring.html", context, status=422 if form.errors else 200)


def choose(request: NetworkRequest, network: str, draft: str) -> HttpResponse:
    """Who of them belongs. Every button of the page keeps its ticks first."""
    row = Draft.visible_to(request.actor).filter(pk=draft).first()
    if row is None:
        return _came_already(request, draft)
    if request.method == "POST":
        return _keep_ticks(request, row)
    look = Look.of(request.GET)
    page = look.shown(row)
    context = {
        "draft": row,
        "source": name_source(row.source),
        "look": look,
        "shows": shows_of(row),
        "page": page,
        "lines": lines_of(page, request.actor),
        "chosen": row.chosen.count(),
        "problems": len(row.problems) + row.more_problems,
        "steps": STEPS,
    }
    return render(request, "exchange/choose.html", context)


def _keep_ticks(request: NetworkRequest, draft: Draft) -> HttpResponse:
    asked = request.POST
    shown, ticked = asked.getlist("shown"), asked.getlist("ticked")
    go = asked.get("go", "")
    if go in ("all", "none"):
        ticked = shown if go == "all" else []
    draft.choose(shown, ticked)
    if request.headers.get("HX-Request") and not go:
        return render(request, "exchange/_ticked.html", {"chosen": draft.chosen.count()})
    if go == "on":
        return redirect("confirm_contacts", draft.network_id, draft.pk)
    page = asked.get("page", "1") if go in ("", "all", "none") else go
    look = Look.of(asked).at(page if page.isdigit() else "1")
    address = reverse("choose_contacts", args=[draft.network_id, draft.pk])
    return redirect(f"{address}?{look.query()}#people".replace("?#", "#"))


def confirm(request: NetworkRequest, network: str, draft: str) -> HttpResponse:
    """These people, and what comes along with their names. Then they are on the map."""
    row = Draft.visible_to(request.actor).filter(pk=draft).first()
    if row is None:
        return _came_already(request, draft)
    chosen = row.chosen.count()
    if not chosen:
        messages.warning(request, NOBODY_TICKED)
        return redirect("choose_contacts", network, draft)
    if chosen > MOST:
        messages.warning(request, TOO_MANY_TICKED % {"count": chosen, "most": MOST})
        return redirect("choose_contacts", network, draft)
    form = ConfirmForm(request.POST if request.method == "POST" else None, there=count_ways(row))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            arrival = row.bring(request.actor, said["ways"], said["circle"])
        except Draft.DoesNotExist:
            return _came_already(request, draft)
        back = reverse("undo_contacts", args=[network, arrival.pk])
        tell(request, CAME % {"count": arrival.count}, undo=back)
        return redirect("people", network)
    context: dict[str, Any] = {
        "draft": row,
        "form": form,
        "chosen": chosen,
        "named": row.chosen[:NAMED],
        "more": max(0, chosen - NAMED),
        "known": row.chosen.exclude(known=[]).count(),
        "steps": STEPS,
    }
    return render(request, "exchange/confirm.html", context, status=422 if form.errors else 200)


def _came_already(request: NetworkRequest, draft: str) -> HttpResponse:
    """Asked twice, or gone back to: they are here, so that is where one is led."""
    if Arrival.visible_to(request.actor).filter(pk=draft).exists():
        return redirect("people", request.actor.network)
    raise Http404


def not_understood(request: NetworkRequest, network: str, draft: str) -> HttpResponse:
    """Every row that was not understood, and why; and what was not taken."""
    row = find(request, Draft, draft)
    cards = row.source.startswith("vcard")
    context = {"draft": row, "told": _told(row.problems), "cards": cards}
    return render(request, "exchange/not_understood.html", context)


def _told(problems: list[list[Any]]) -> list[tuple[Any, list[tuple[int, str]]]]:
    """Problems by their reason, the most frequent first."""
    by_reason: dict[str, list[tuple[int, str]]] = {}
    for number, reason, excerpt in problems:
        by_reason.setdefault(reason, []).append((number, excerpt))
    ordered = sorted(by_reason.items(), key=lambda pair: -len(pair[1]))
    return [(REASONS[reason], rows) for reason, rows in ordered]


def throw_away(request: NetworkRequest, network: str, draft: str) -> HttpResponse:
    """Nothing of this file is kept."""
    if not Draft.was_thrown_away(request.actor, draft):  # saying it twice is saying it once
        find(request, Draft, draft, Verb.DELETE).throw_away(request.actor)
    messages.success(request, THROWN_AWAY)
    return redirect("bring_contacts", network)


def undo(request: NetworkRequest, network: str, arrival: str) -> HttpResponse:
    """Whoever came with this goes again, unless something about them was changed since."""
    row = find(request, Arrival, arrival, Verb.DELETE)
    if not Arrival.open_to_undo(request.actor, timezone.now()).filter(pk=row.pk).exists():
        raise Http404
    stay = row.undo(request.actor)
    text = str(STAY % {"count": len(stay)} if stay else UNDONE)
    tell(request, text, undo=reverse("bring_back", args=[network, "arrival", row.pk]))
    return redirect("bring_contacts", network)
