"""Small groups: by hand or at random, with a prompt and a time."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from closeknit.core.groups import how_many, share
from closeknit.policy import Verb
from closeknit.workshops import practice
from closeknit.workshops.door import SeriesRequest, find
from closeknit.workshops.forms.groups import GroupsForm
from closeknit.workshops.models import Group, Presence, Session


def room_groups(request: SeriesRequest, series: str, session: str) -> HttpResponse:
    """Who sits with whom. At random it is drawn first, to be looked at and changed by hand."""
    row = find(request, Session, session, Verb.CHANGE)
    row.series = request.series
    if "end" in request.POST:
        Group.end(request.actor, row)
        return redirect("room", series, session)
    people = [one for one in Presence.roster(row) if one.how in ("here", "late")]
    people = people or Presence.roster(row)
    form = GroupsForm(request.POST or None, people=people)
    status = 200
    if request.method == "POST" and form.is_valid():
        if "draw" in request.POST:
            form = drawn(form, people)
        elif tables := form.tables():
            minutes = form.cleaned_data["minutes"]
            sit = Group.form(request.actor, row, tables, form.prompts(), minutes)
            if request.series.practice:
                practice.note_lines(sit, row)
            return redirect("room", series, session)
        else:
            form.add_error(None, _("Put somebody in a group first, or draw them."))
    if form.is_bound and form.errors:
        status = 422
    context = {"series": request.series, "session": row, "form": form, "people": people}
    return render(request, "workshops/groups.html", context, status=status)


def drawn(form: GroupsForm, people: list[Any]) -> GroupsForm:
    """The same form with everybody in a group by chance, pairs together or apart as wished."""
    keys = [one.pk for one in people]
    count = how_many(len(keys), form.cleaned_data["size"])
    pairs: dict[str, list[str]] = {}
    for one in people:
        pairs.setdefault(one.pair, []).append(one.pk)
    couples = [found for found in pairs.values() if len(found) > 1]
    together = couples if form.cleaned_data["pairs"] == "together" else []
    apart = [
        (one, other)
        for found in couples
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if form.cleaned_data["pairs"] == "apart"
    ]
    found = share(keys, count, secrets.token_hex(8), together, apart) if keys else None
    if found is None or not found.groups:
        form.add_error("size", _("It cannot be done like this: try larger or smaller groups."))
        return form
    return form.with_tables(found.groups)
