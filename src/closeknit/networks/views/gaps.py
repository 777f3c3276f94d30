"""What is covered and what is thin: the matrix, the findings, and what if somebody were away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.gaps import empty_chairs, find_gaps, introductions, support_matrix
from closeknit.core.measures import key_people
from closeknit.core.network import Person
from closeknit.networks.away import Asked, Away, asked, tell_away
from closeknit.networks.door import NetworkRequest, find, seen
from closeknit.networks.finding_words import support
from closeknit.networks.forms import BothTexts
from closeknit.networks.matrix import asked_about, everything, help_given, rows_of
from closeknit.networks.models import Chapter, Dismissal
from closeknit.networks.roll import entry
from closeknit.networks.sentences import chairs_of, tell, tell_introductions
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.wish_forms import DismissForm
from closeknit.policy import Verb

from .editing import who_was_quicker


def gaps(request: NetworkRequest, network: str) -> HttpResponse:
    """The support matrix, each finding with its reason and one next step, and who could meet."""
    snapshot = seen(request)
    found = [tell(finding, snapshot) for finding in find_gaps(snapshot.network)]
    dismissed = [tell(finding, snapshot) for finding in find_gaps(snapshot.network, dismissed=True)]
    rows = {row.finding: row for row in Dismissal.visible_to(request.actor)}
    shown = {
        "snapshot": snapshot,
        "matrix": rows_of(support_matrix(snapshot.network), snapshot),
        "findings": found,
        "dismissed": [(said, rows[said.key]) for said in dismissed if said.key in rows],
        "chairs": chairs_of(empty_chairs(snapshot.network), snapshot),
        "meetings": tell_introductions(introductions(snapshot.network), snapshot),
        "key_person": _who_carries_most(snapshot),
    }
    return render(request, "networks/gaps.html", shown)


def _who_carries_most(snapshot: Snapshot) -> Away | None:
    """Whose absence would be felt most, for the card beside the matrix; None when nobody's."""
    only = key_people(snapshot.network)
    if not only:
        return None
    most = max(only, key=lambda key: (len(only[key]), key))
    return tell_away(Asked((most,), ()), snapshot)


def dismiss_finding(request: NetworkRequest, network: str) -> HttpResponse:
    """This is how we like it."""
    form = DismissForm(request.POST)
    if form.is_valid():
        Dismissal.dismiss(request.actor, **form.cleaned_data)
        messages.success(request, _("Put aside. You find it at the end of this page."))
    return redirect("gaps", network)


def raise_finding(request: NetworkRequest, network: str, dismissal: str) -> HttpResponse:
    """Ask about this again."""
    row = find(request, Dismissal, dismissal, Verb.DELETE)
    row.bin(request.actor, "raised")
    return redirect("alike" if row.is_about_two else "gaps", network)


def away(request: NetworkRequest, network: str) -> HttpResponse:
    """What would be left if these people were away. Nothing is changed by looking."""
    snapshot = seen(request)
    chosen = asked(request.GET, snapshot)
    told = tell_away(chosen, snapshot) if chosen.keys else None
    shown = {
        "snapshot": snapshot,
        "chosen": chosen,
        "told": told,
        "people": snapshot.network.counted,
        "gone": [entry(snapshot, snapshot.network.person(key)) for key in chosen.keys],
    }
    return render(request, "networks/away.html", shown)


def help_page(request: NetworkRequest, network: str) -> HttpResponse:
    """Who does what for the person: the matrix as tick boxes, a page of it saved in one go."""
    snapshot = seen(request)
    page = asked_about(snapshot, request.GET.get("page"))
    second: dict[str, Any] = {}
    if request.method == "POST":
        ticked = help_given(request.POST, snapshot)
        _write_help(snapshot, ticked.changed)
        if not ticked.moved_on:
            messages.success(request, _("Saved."))
            return _on_from(page, network)
        snapshot = seen(request)
        page = asked_about(snapshot, request.GET.get("page"))
        second = _both(snapshot, ticked.moved_on)
    ticks = set(request.POST.getlist("gives")) if second else None
    shown = {"snapshot": snapshot, "matrix": everything(snapshot, page, ticks), "page": page}
    shown |= {"back": reverse("gaps", args=[network]), **second}
    return render(request, "networks/help.html", shown, status=409 if second else 200)


def _on_from(page: Page[Person], network: str) -> HttpResponse:
    """To the people who come next; after the last, to what it all shows."""
    if page.has_next():
        return redirect(f"{reverse('help', args=[network])}?page={page.next_page_number()}")
    return redirect("gaps", network)


def _both(snapshot: Snapshot, ticked: Mapping[str, list[str]]) -> dict[str, Any]:
    """For each whom somebody else changed: what stands there now, and what was ticked."""

    def named(keys: Collection[str]) -> str:
        ordered = [key for key in snapshot.network.supports if key in keys]
        return ", ".join(support(snapshot, key) for key in ordered) or _("nothing")

    rows = [snapshot.chapters[key] for key in ticked if key in snapshot.chapters]
    both = [
        BothTexts(snapshot.people[key].name, named(snapshot.network.person(key).gives), named(mine))
        for key, mine in ticked.items()
    ]
    quicker = who_was_quicker(snapshot.row, rows[0]) if rows else _("Somebody")
    return {"both": both, "quicker": quicker}


def _write_help(snapshot: Snapshot, changed: Mapping[str, dict[str, str]]) -> None:
    today = timezone.localdate()
    with transaction.atomic():
        for key, gives in changed.items():
            Chapter.turn(snapshot.actor, snapshot.people[key], today, gives=gives)
