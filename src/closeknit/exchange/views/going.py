"""Going: leaving a network, or erasing it for good."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from closeknit.exchange import leaving
from closeknit.exchange.forms import EraseForm, LeaveForm
from closeknit.exchange.parcel_words import ERASED, LEFT_WITH, LEFT_WITHOUT, WHY_NOT
from closeknit.networks.audience import called, taking_part
from closeknit.networks.door import NetworkRequest


def leave(request: NetworkRequest, network: str) -> HttpResponse:
    """With my words, or without my name. Whoever cannot leave reads what to do instead."""
    actor = request.actor
    reason = leaving.why_not(request.network, actor)
    form = LeaveForm(request.POST if request.method == "POST" and not reason else None)
    if form.is_bound and form.is_valid():
        with_words = form.cleaned_data["words"] == "remove"
        try:
            leaving.leave(request.network, actor, with_words=with_words)
        except leaving.MayNotLeave:  # the other steward left in the same moment
            return redirect("leave", network)
        messages.success(request, LEFT_WITH if with_words else LEFT_WITHOUT)
        return redirect("welcome")
    context = {"form": form, "reason": reason, "why": WHY_NOT.get(reason, "")}
    return render(request, "exchange/leave.html", context, status=422 if form.errors else 200)


def erase(request: NetworkRequest, network: str) -> HttpResponse:
    """Everything goes, after the name was written by hand. There is no undo."""
    wanted = request.network.name
    form = EraseForm(request.POST if request.method == "POST" else None, wanted=wanted)
    if form.is_bound and form.is_valid():
        leaving.erase_network(request.network, request.actor)
        messages.success(request, ERASED)
        return redirect("welcome")
    others = [
        called(member, request.network)
        for member in taking_part(request.network)
        if member.account_id != request.actor.account
    ]
    context = {"form": form, "others": others}
    return render(request, "exchange/erase.html", context, status=422 if form.errors else 200)
