"""Wishes and the empty chairs they leave, own kinds of support, and the purpose."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find, seen
from closeknit.networks.faces import face_for
from closeknit.networks.models import Network, Stale, Support, Wish
from closeknit.networks.sentences import told_wishes
from closeknit.networks.wish_forms import PurposeForm, SupportForm, WishForm
from closeknit.policy import Verb

from .editing import beside
from .editing import seen as seen_by_whom


def wishes(request: NetworkRequest, network: str) -> HttpResponse:
    """All wishes, and a form for one more."""
    snapshot = seen(request)
    start = {name: request.GET[name] for name in ("what", "words") if name in request.GET}
    form = WishForm(request.POST or None, seen=snapshot, initial=start)
    if request.method == "POST" and form.is_valid():
        Wish.make(request.actor, "wished", **form.wish())
        messages.success(request, _("An empty chair is waiting on the map."))
        return redirect("wishes", network)
    shown = {"snapshot": snapshot, "form": form, "wishes": told_wishes(snapshot)}
    return render(request, "networks/wishes.html", shown, status=422 if form.errors else 200)


def wish(request: NetworkRequest, network: str, wish: str) -> HttpResponse:
    """Change one wish."""
    row = find(request, Wish, wish)
    snapshot = seen(request)
    form = WishForm(request.POST or None, seen=snapshot, instance=row)
    second: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        fresh = find(request, Wish, wish, Verb.CHANGE)
        try:
            told = form.wish()  # whoever this reader does not see keeps their chair
            told["met_by"] += [key for key in fresh.met_by if key not in snapshot.people]
            fresh.revise(request.actor, form.cleaned_data["version"] or 0, **told)
            return redirect("wishes", network)
        except Stale as stale:
            second = beside(form, stale.row, stands(stale.row), snapshot.row)
    back = reverse("wishes", args=[network])
    shown = {"snapshot": snapshot, "form": form, "wish": row, "back": back, **second}
    shown["seen"] = seen_by_whom(request, row)
    status = 409 if second else 422 if form.errors else 200
    return render(request, "networks/wish.html", shown, status=status)


def stands(row: Any) -> dict[str, Any]:
    """A wish as it is now, by the fields of its form."""
    names = ("words", "circle", "whose", "keep_open", "met_by")
    return {"what": f"{row.kind}:{row.about}", **{name: getattr(row, name) for name in names}}


def remove_wish(request: NetworkRequest, network: str, wish: str) -> HttpResponse:
    """Fold the chair away; it can be brought back for thirty days."""
    find(request, Wish, wish, Verb.DELETE).bin(request.actor, "unwished")
    back = reverse("bring_back", args=[network, "wish", wish])
    tell(request, _("The chair is folded away. You can bring it back for 30 days."), undo=back)
    return redirect("wishes", network)


def add_support(request: NetworkRequest, network: str) -> HttpResponse:
    """A kind of support that only this network speaks of."""
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Support.make(request.actor, "named", **form.cleaned_data)
        return redirect("help", network)
    shown = {"snapshot": seen(request), "form": form}
    return render(request, "networks/add_support.html", shown, status=422 if form.errors else 200)


def purpose(request: NetworkRequest, network: str) -> HttpResponse:
    """Why there is a network at all: one sentence, shown on every page."""
    snapshot = seen(request)
    form = PurposeForm(request.POST or None, instance=snapshot.row, seen=snapshot)
    second: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.pop("version")
        try:
            # The form has already written into the row it was made from.
            row = Network.of(snapshot.actor.account).get(pk=network)
            row.revise(request.actor, version, **form.cleaned_data)
            return redirect("map", network)
        except Stale as stale:
            now = {name: getattr(stale.row, name) for name in form.cleaned_data}
            second = beside(form, stale.row, now, row)
    shown = {
        "snapshot": snapshot,
        "form": form,
        "back": reverse("map", args=[network]),
        "face": face_for(snapshot.row, snapshot.portraits),
        **second,
    }
    status = 409 if second else 422 if form.errors else 200
    return render(request, "networks/purpose.html", shown, status=status)
