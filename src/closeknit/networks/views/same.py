"""Somebody is here twice: finding them, and putting the two entries together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.alike import MOST, pairs, two_people
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.faces import face_for
from closeknit.networks.forms import SameForm, WhoForm
from closeknit.networks.models import Dismissal, Merge, Person, Portrait, Stale, TwoPeople
from closeknit.networks.sameness import Together, together
from closeknit.policy import Denied, Verb


def alike(request: NetworkRequest, network: str) -> HttpResponse:
    """Pairs of people who look alike."""
    people = list(Person.visible_to(request.actor))
    found = pairs(request.actor, people)
    portraits = {p.person_id or "": p for p in Portrait.visible_to(request.actor)}
    shown = [
        (pair, face_for(pair.one, portraits), face_for(pair.other, portraits))
        for pair in found[:MOST]
    ]
    context = {"pairs": shown, "more": len(found) - len(shown)}
    context |= {"two": two_people(request.actor, people)}
    return render(request, "networks/alike.html", context)


def same_as(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """This is the same person as whom? Those who look alike come first."""
    row = find(request, Person, person, Verb.DELETE)
    people = list(Person.visible_to(request.actor))
    others = sorted((p for p in people if p.pk != row.pk), key=lambda p: p.name.casefold())
    form = WhoForm(request.GET if "other" in request.GET else None, others=others)
    if form.is_valid():
        return redirect("merge", network, row.pk, form.cleaned_data["other"])
    mine = [pair for pair in pairs(request.actor, people) if row.pk in (pair.one.pk, pair.other.pk)]
    looks = [pair.other if pair.one.pk == row.pk else pair.one for pair in mine]
    portraits = {p.person_id or "": p for p in Portrait.visible_to(request.actor)}
    context = {
        "person": row,
        "form": form,
        "others": others,
        "looks": [(one, face_for(one, portraits)) for one in looks],
        "back": reverse("person", args=[network, row.pk]),
    }
    return render(request, "networks/same_as.html", context, status=422 if form.is_bound else 200)


def merge(request: NetworkRequest, network: str, person: str, other: str) -> HttpResponse:
    """Two entries side by side, and making one of them."""
    one = find(request, Person, person, Verb.DELETE)
    two = find(request, Person, other, Verb.DELETE)
    if one.pk == two.pk:
        raise Http404
    if "two" in request.POST:
        return _two(request, one, two)
    focus = "" if request.actor.role == "person" else request.network.name
    page = together(request.actor, one, two, timezone.localdate(), focus)
    request.portraits = page.portraits
    form = SameForm(request.POST or None, choices=page.choices, initial={"seen": page.seen})
    status = 200
    if request.method == "POST" and not page.why_not:
        status = 422
        if form.is_valid():
            answer = _join(request, page, form)
            if answer is not None:
                return answer
            status = 409
            one.refresh_from_db()
            two.refresh_from_db()
            page = together(request.actor, one, two, timezone.localdate(), focus)
            form = SameForm(_on(request.POST, page), choices=page.choices)
    context: dict[str, Any] = {"page": page, "form": form, "person": one}
    context |= {"quicker": status == 409, "back": reverse("person", args=[network, one.pk])}
    return render(request, "networks/merge.html", context, status=status)


def _two(request: NetworkRequest, one: Person, two: Person) -> HttpResponse:
    """They look alike and are two: nobody is asked about this pair again."""
    Dismissal.say_two(request.actor, one.pk, two.pk)
    messages.success(request, _("Saved."))
    return redirect("person", request.actor.network, one.pk)


def _on(typed: Any, page: Together) -> Any:
    """What was chosen, on top of what stands there now."""
    typed = typed.copy()
    typed["seen"] = page.seen
    for one in page.choices:
        typed.setdefault(one.name, one.fuller)
    return typed


def _join(request: NetworkRequest, page: Together, form: SameForm) -> HttpResponse | None:
    """One person from now on, or asked for; None where somebody else was quicker."""
    actor, kept, gone = request.actor, page.kept.person, page.gone.person
    if form.cleaned_data["seen"] != page.seen:
        return None
    if page.waits:
        Merge.ask(actor, kept, gone, form.chosen())
        messages.info(request, _("Asked. It waits for a yes; nothing changes until then."))
        return redirect("waiting", actor.network)
    versions = {one.pk: one.version for one in (kept, gone)}
    try:
        merge = Merge.together(actor, kept, gone, form.chosen(), versions)
    except (Stale, TwoPeople, Denied):  # somebody came in between, and now it waits
        return None
    kept.refresh_from_db()
    said = _("%(name)s is one entry now. For 30 days you can make two of it again.")
    said %= {"name": kept.name}
    if actor.account in merge.noted:
        said += " " + _("Words that found no room are in a note of yours.")
    back = reverse("bring_back", args=[actor.network, "person", gone.pk])
    tell(request, said, undo=back)
    return redirect("person", actor.network, kept.pk)
