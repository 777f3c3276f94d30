"""Setting up: for me or for someone I love, one question a page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.home.forms.opening import AgreedForm, NameForm
from closeknit.home.models import Step
from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.models import Agreed, Network, Stale
from closeknit.networks.views.editing import beside


def begin(request: HttpRequest) -> HttpResponse:
    """For whom is it?"""
    return render(request, "home/begin.html")


def begin_name(request: HttpRequest, whose: str) -> HttpResponse:
    """The name of the person in the middle. From here on there is a network."""
    if whose not in ("me", "loved"):
        raise Http404
    mine = whose == "me"
    account = request.user
    start = {"name": getattr(account, "name", "")} if mine else {}
    form = NameForm(request.POST or None, mine=mine, initial=start)
    if form.is_valid():
        agreed = Agreed.SELF if mine else Agreed.NOT_YET
        name = form.cleaned_data["name"]
        network = Network.begin(str(account.pk), name, mine=mine, agreed=agreed)
        if mine:
            return redirect("first_step", network.pk, "story")
        return redirect("agreed", network.pk)
    shown = {"form": form, "mine": mine}
    return render(request, "home/begin_name.html", shown, status=422 if form.errors else 200)


def agreed(request: NetworkRequest, network: str) -> HttpResponse:
    """How did the person agree? Until somebody says so, every page says: not asked yet."""
    snapshot = seen(request)
    row = snapshot.row
    if snapshot.mine:
        raise Http404
    start = {"agreed": "" if row.version == 1 else row.agreed, "version": row.version}
    form = AgreedForm(request.POST or None, name=row.name, initial=start)
    second: dict[str, Any] = {}
    if form.is_valid():
        version = form.cleaned_data.pop("version")
        try:
            row.revise(snapshot.actor, version, "agreed", **form.cleaned_data)
            if not Step.states(snapshot.actor):
                return redirect("first_step", network, "story")
            return redirect("first_steps", network)
        except Stale as stale:
            second = beside(form, stale.row, {"agreed": stale.row.agreed}, row)
    shown = {"snapshot": snapshot, "name": row.name, "form": form, **second}
    shown["back"] = reverse("first_steps", args=[network])
    status = 409 if second else 422 if form.errors else 200
    return render(request, "home/agreed.html", shown, status=status)
