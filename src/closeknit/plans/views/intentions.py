"""Making time: whom one means to be in touch with, and small things one means to do once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Person, Portrait, Stale
from closeknit.networks.views.editing import edit
from closeknit.plans.forms.intentions import IntentionForm
from closeknit.plans.losing import losing
from closeknit.plans.models import Intention
from closeknit.plans.time_for import Around, all_due, due, with_ideas
from closeknit.plans.time_words import a_day
from closeknit.policy import Level, Verb

ASKED = ("words", "person", "finding", "rhythm", "days", "by_when")
"""What the address of another page may have filled in."""
A_WEEK = dt.timedelta(days=7)


def around(request: NetworkRequest) -> Around:
    """The reader and whom they see: two queries."""
    people = {one.pk: one for one in Person.visible_to(request.actor)}
    request.portraits = {p.person_id or "": p for p in Portrait.visible_to(request.actor)}
    today = timezone.localdate()
    return Around(request.actor, request.network, people, request.portraits, today)


def intentions(request: NetworkRequest, network: str) -> HttpResponse:
    """Whom to make time for, whoever waits longest first; small things; and one more of either."""
    here = around(request)
    start = {name: request.GET[name] for name in ASKED if name in request.GET}
    form = IntentionForm(typed(request), around=here, initial=start)
    if request.method == "POST" and form.is_valid():
        made = form.make()
        messages.success(request, _written(here, made))
        return redirect("intentions", network)
    gone: list[Any] = in_the_bin(request.actor, timezone.now(), (Intention,))
    let_go = [due(here, row, None) for row in gone]
    shown = _lists(here) | {"form": form, "around": here, "let_go": let_go}
    return render(request, "plans/intentions.html", shown, status=422 if form.errors else 200)


def _lists(here: Around) -> dict[str, Any]:
    rows = list(Intention.visible_to(here.actor))
    told = with_ideas(all_due(here, (row for row in rows if not row.done_at)), here)
    again = [one for one in told if one.rhythm]
    now = [one for one in again if one.now]
    return {
        "now": now,
        "later": [one for one in again if not one.now],
        "small": [one for one in told if not one.rhythm],
        "done": [due(here, row, None) for row in rows if row.done_at],
        "losing": losing(here, rows, {one.key for one in now}) if here.actor.in_charge else [],
    }


def _written(here: Around, made: Intention) -> str:
    if made.audience != Level.STEWARDS:
        return _("Written down. Only you can see it.")
    if here.mine:
        return _("Written down. You and those who look after the network see it.")
    return _("Written down. %(name)s and the stewards see it.") % {"name": here.network.name}


def change_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """Other words, another rhythm, another day."""
    row = find(request, Intention, intention, Verb.CHANGE)
    here = around(request)
    form: Any = (
        IntentionForm(request.POST, around=here)
        if request.method == "POST"
        else IntentionForm.of(row, around=here)
    )
    form.fields.pop("shared", None)

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    back = reverse("intentions", args=[network])
    return edit(request, "plans/change_intention.html", form, save, back, row=row, around=here)


def finish_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """It was done; or, with `open`, it was not done after all."""
    row = find(request, Intention, intention, Verb.CHANGE)
    undone = "open" in request.POST or "open" in request.GET
    try:
        verb = row.reopen if undone else row.finish
        verb(request.actor, row.version)
    except Stale:
        messages.info(request, _("That was already written down."))
        return redirect("intentions", network)
    if not undone:
        undo = reverse("finish_intention", args=[network, intention]) + "?open=1"
        tell(request, _("Done. That is good."), undo=undo)
    return redirect("intentions", network)


def snooze_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """Not this week, and that is fine."""
    row = find(request, Intention, intention, Verb.CHANGE)
    until = timezone.localdate() + A_WEEK
    try:
        row.snooze(request.actor, row.version, until)
    except Stale:
        messages.info(request, _("Somebody else changed this a moment ago. Please look again."))
        return redirect("intentions", network)
    told = _("That is fine. It comes back on %(day)s.") % {"day": a_day(until)}
    tell(request, told, undo=reverse("wake_intention", args=[network, intention]))
    return redirect(where_from(request, network))


def wake_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """It may be told of again."""
    row = find(request, Intention, intention, Verb.CHANGE)
    try:
        row.wake(request.actor, row.version)
    except Stale:
        messages.info(request, _("Somebody else changed this a moment ago. Please look again."))
    return redirect(where_from(request, network))


def remove_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """Not any more, and that is fine. It can come back for thirty days."""
    find(request, Intention, intention, Verb.DELETE).bin(request.actor)
    tell(
        request,
        _("Taken off your list."),
        undo=reverse("bring_back_intention", args=[network, intention]),
    )
    return redirect("intentions", network)


def bring_back_intention(request: NetworkRequest, network: str, intention: str) -> HttpResponse:
    """On the list again."""
    row = find_gone(request, Intention, intention)
    row.take_back(request.actor)
    messages.success(request, _("It is on your list again."))
    return redirect("intentions", network)


def where_from(request: NetworkRequest, network: str, person: str = "") -> str:
    """The page a button stood on: the first page, somebody's page, else the list."""
    to = request.POST.get("to", "")
    if "back" in request.POST:
        return back_or(request, reverse("intentions", args=[network]))
    if to == "person" and person:
        return reverse("person", args=[network, person])
    try:
        return reverse("today" if to == "today" else "intentions", args=[network])
    except NoReverseMatch:  # a house without that page
        return reverse("intentions", args=[network])
