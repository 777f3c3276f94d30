"""Choosing who sees a thing, hiding it now, and looking at who can see what."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks import review
from closeknit.networks.audience import facts_of, readers, seen, seen_by, taking_part, would_wait
from closeknit.networks.choices import choosing
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms import AudienceForm
from closeknit.networks.models import Membership, Person, Row
from closeknit.policy import Actor
from closeknit.policy.sharing import may_ask, may_hide

from .editing import edit

WITH_A_PAGE = {
    "photo": "photos",
    "story": "stories",
    "keepsake": "keepsakes",
    "snapshot": "snapshots",
}
"""Kinds of things that have a page of their own, called like them; and the room they are in."""


def who_sees(request: NetworkRequest, network: str) -> HttpResponse:
    """Who can see what: by person, by kind of thing, and what is narrower or wider than usual."""
    members = taking_part(request.network)
    begin = request.GET.get("from", "")
    start = int(begin) if begin.isascii() and begin.isdigit() and len(begin) < 4 else 0
    context = {
        "people": review.by_person(request.network, request.actor, members),
        "kinds": review.by_kind(request.network, members),
        "unusual": review.unusual(request.network, request.actor, members, start),
    }
    return render(request, "networks/who_sees.html", context)


def who_sees_this(request: NetworkRequest, network: str, resource: str, key: str) -> HttpResponse:
    """Who sees this one thing; chosen by whoever may, hidden by whoever it is about."""
    model = review.kinds().get(resource)
    if model is None:
        raise Http404
    row = find(request, model, key)
    members = taking_part(request.network)
    if "hide" in request.POST:
        return _hide(request, row, members)
    if not may_ask(request.actor, facts_of(row, members)):
        return _about_me(request, row, members)
    return _choose(request, row, members)


def _choose(request: NetworkRequest, row: Row, members: list[Membership]) -> HttpResponse:
    actor = request.actor
    people = list(Person.visible_to(actor))
    there = choosing(request.network, actor, row, members, people)
    form: Any = (
        AudienceForm(request.POST, choosing=there)
        if request.method == "POST"
        else AudienceForm.of(row, choosing=there)
    )

    def save() -> None:
        found = row.share(actor, form.seen, form.wanted(facts_of(row, members)))
        if found.now:
            names = readers(request.network, facts_of(row, members), members)
            tell(request, seen_by(names))
        else:
            tell(request, _("Saved as a question. It changes when everybody asked says yes."))

    context = {"row": row, "what": row.in_short(), "hides": False}
    context["waits"] = would_wait(row, members)
    back = after(row, actor)
    return edit(request, "networks/who_sees_this.html", form, save, back, **context)


def _about_me(request: NetworkRequest, row: Row, members: list[Membership]) -> HttpResponse:
    """For whoever reads it and has no say but that it may be about them."""
    if request.method == "POST":
        raise Http404
    there = seen(row, request.network, request.actor, members)
    context = {
        "row": row,
        "what": row.in_short(),
        "sentence": there.sentence,
        "hides": there.hides,
        "back": after(row, request.actor),
    }
    return render(request, "networks/who_sees_this.html", context)


def _hide(request: NetworkRequest, row: Row, members: list[Membership]) -> HttpResponse:
    """Hide now, talk later."""
    if not may_hide(request.actor, facts_of(row, members)):
        raise Http404
    row.hide(request.actor)
    tell(request, _("It is hidden. Only %(name)s and whoever wrote it can see it now.")
         % {"name": request.network.name})  # fmt: skip
    return redirect(after(row, request.actor, hidden=True))


def after(row: Row, actor: Actor, *, hidden: bool = False) -> str:
    """Where one came from, as far as this reader still finds it."""
    about = row.about_key()
    if row.resource in WITH_A_PAGE:
        room = reverse(WITH_A_PAGE[row.resource], args=[actor.network])
        return room if hidden else reverse(row.resource, args=[actor.network, row.pk])
    if hidden or not (about or actor.in_charge):
        return reverse("people", args=[actor.network])
    if about:
        return reverse("person", args=[actor.network, about])
    page = {"wish": "wishes", "finding": "gaps", "support": "help"}.get(row.resource, "who_sees")
    return reverse(page, args=[actor.network])
