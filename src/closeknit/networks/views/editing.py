"""Saving what somebody changed, or showing both texts when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from closeknit.networks.audience import Seen, called, taking_part
from closeknit.networks.audience import seen as seen_row
from closeknit.networks.door import NetworkRequest
from closeknit.networks.forms import BothTexts, Versioned, in_words
from closeknit.networks.models import Membership, Network, Row, Stale, Version


def edit(
    request: NetworkRequest,
    template: str,
    form: Versioned,
    save: Callable[[], Any],
    back: str,
    **context: Any,
) -> HttpResponse:
    """One form for one row of a network: ask, check, save; what was typed is never lost."""
    context["back"] = back
    return edited(request, template, form, save, context, partial(_quicker, request))


def edited(
    request: HttpRequest,
    template: str,
    form: Versioned,
    save: Callable[[], Any],
    context: dict[str, Any],
    quicker: Callable[[Any], str],
) -> HttpResponse:
    """The same for a row of any tenant. `quicker` says who changed it in between."""
    context["form"] = form
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save()
            except Stale as stale:
                status = 409
                context["both"] = form.beside(stale.row)
                context["quicker"] = quicker(stale.row)
            else:
                return redirect(context["back"])
    return render(request, template, context, status=status)


def _quicker(request: NetworkRequest, row: Row) -> str:
    return who_was_quicker(request.network, row)


def beside(
    form: forms.BaseForm, row: Row, now: Mapping[str, Any], network: Network
) -> dict[str, Any]:
    """What `_both_texts.html` says when somebody was quicker; saving again then goes on from them.

    `now` holds what the row says, by the names of the form's fields.
    """
    both = []
    for name, theirs in now.items():
        mine = form.cleaned_data.get(name)
        if (theirs or None) != (mine or None):
            field = form.fields[name]
            both.append(BothTexts(str(field.label), in_words(field, theirs), in_words(field, mine)))
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data[form.add_prefix("version")] = str(row.version)  # type: ignore[index]
    return {"both": both, "quicker": who_was_quicker(network, row)}


def seen(request: NetworkRequest, row: Row) -> Seen:
    """Who sees this row, for `_seen.html`."""
    return seen_row(row, request.network, request.actor, taking_part(request.network))


def who_was_quicker(network: Network, row: Row, reader: str = "") -> str:
    """Who wrote what stands there now; empty where it was this reader, in another window."""
    account = Version.changed_by(row) or row.author_id
    if reader and account == reader:
        return ""
    here = Membership.active().filter(network=network, account=account)
    member = here.select_related("person", "account").first()
    return called(member, network) if member else _("Somebody")
