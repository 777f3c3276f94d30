"""Legal papers: what they are said to allow, and who does not think so. They open no door here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.audience import seen, taking_part
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Stale
from closeknit.networks.views.editing import edit
from closeknit.plans.forms.deciding import ContestForm, NewPaperForm, PaperForm
from closeknit.plans.models import Authority
from closeknit.policy import Verb, may

from .roles import people_of


def papers(request: NetworkRequest, network: str) -> HttpResponse:
    """Every paper the reader may know of, and a form for one more."""
    actor, today = request.actor, timezone.localdate()
    people = people_of(request)
    form = NewPaperForm(request.POST or None, people=people) if actor.in_charge else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            row = Authority.make(actor, **form.changes())
            return redirect("paper", network, row.pk)
    rows = Authority.visible_to(actor)
    shown = {
        "papers": [(row, people.get(row.person_id), row.state(today)) for row in rows],
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "plans/papers.html", shown, status=status)


def paper(request: NetworkRequest, network: str, authority: str) -> HttpResponse:
    """One paper, how it stands, and what is said against it."""
    row = find(request, Authority, authority)
    actor = request.actor
    if request.method == "POST" and not actor.in_charge:
        raise Http404
    people = people_of(request)
    may_contest = may(actor, Verb.CHANGE, row.facts())
    by = row.contested_by_id
    shown = {
        "row": row,
        "whom": people.get(row.person_id),
        "state": row.state(timezone.localdate()),
        "edits": actor.in_charge and may_contest,
        "contests": may_contest and not row.contested_at,
        "settles": row.contested_at and (by == actor.account or actor.role == "person"),
        "contest": ContestForm(initial={"version": row.version}),
        "seen": seen(row, request.network, actor, taking_part(request.network)),
    }
    form = PaperForm.of(row, data=request.POST or None)
    back = reverse("paper", args=[network, authority])
    return edit(
        request,
        "plans/paper.html",
        form,
        lambda: row.revise(actor, form.seen, **form.changes()),
        back,
        **shown,
    )


def paper_contest(request: NetworkRequest, network: str, authority: str) -> HttpResponse:
    """I do not think so; or, with `settle`, it holds after all."""
    row = find(request, Authority, authority, Verb.CHANGE)
    form = ContestForm(request.POST)
    back = redirect("paper", network, authority)
    if not form.is_valid():
        messages.warning(request, "; ".join(str(e) for es in form.errors.values() for e in es))
        return back
    version = form.cleaned_data["version"] or row.version
    try:
        if "settle" in request.POST:
            row.settle(request.actor, version)
        elif row.contested_at is None:
            row.contest(request.actor, version, form.cleaned_data["why"])
    except Stale:
        messages.info(request, _("Somebody else wrote something down. Please look once more."))
        return back
    messages.success(request, _("Written down. Nothing else changes by it."))
    return back
