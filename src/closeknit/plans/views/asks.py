"""Asking for help: the list, planning one, its page, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import reading, taking_part
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone, seen
from closeknit.networks.models import Stale
from closeknit.networks.views.editing import edit
from closeknit.networks.views.editing import seen as who_sees
from closeknit.plans.asked import helpers, known_for, may_change, over, page, told
from closeknit.plans.forms.asks import AskForm
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Verb, grants, may
from closeknit.policy.besides import one_besides


def asks(request: NetworkRequest, network: str) -> HttpResponse:
    """What needs somebody, what I am asked, my turns, and what is settled."""
    actor, now = request.actor, timezone.now()
    shown = {
        "page": page(actor, now),
        "over": [] if actor.frozen else over(actor, now),
        "asks": bool(grants(actor, Verb.CREATE, "ask")),
        "gone": in_the_bin(actor, now, (Ask,)) if grants(actor, Verb.DELETE, "ask") else [],
    }
    return render(request, "plans/asks.html", shown)


def begin_ask(request: NetworkRequest, network: str) -> HttpResponse:
    """Plan what to ask: what, why, when, whom, in own words."""
    actor = request.actor
    snapshot = seen(request)
    filled = (("title", "words"), ("first_on", "by_when"))
    start = {name: request.GET[there][:120] for name, there in filled if request.GET.get(there)}
    context: dict[str, Any] = {"seen": snapshot, "people": snapshot.people}
    form: Any = AskForm(request.POST or None, initial=start, **context)
    if request.method == "POST" and form.is_valid():
        said = form.changes() | {"zone": timezone.get_current_timezone_name()}
        row = Ask.begin(actor, **said)
        return redirect(_after(request, row))
    status = 422 if request.method == "POST" else 200
    words = {"form": form, "back": reverse("asks", args=[network]), "proposes": _proposes(request)}
    return render(request, "plans/ask_form.html", words, status=status)


def _proposes(request: NetworkRequest) -> bool:
    """Whether the person's yes comes first."""
    return grants(request.actor, Verb.CREATE, "ask") == {"p"}


def _after(request: NetworkRequest, row: Ask) -> str:
    """Said at once, kept as a draft, or waiting for the person's yes."""
    if _proposes(request):
        name = {"name": request.network.name}
        messages.success(request, _("Written down. It waits for the yes of %(name)s.") % name)
        return reverse("asks", args=[row.network_id])
    if row.how == Ask.How.OPEN and "draft" not in request.POST:
        row.tell(request.actor, row.version)
        tell(request, _("It is asked. You will see here who takes it."))
    else:
        tell(request, _("Kept as a draft. Nobody is asked yet."))
    return reverse("ask", args=[row.network_id, row.pk])


def ask(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """One thing that is asked for: its times, who takes them, and whom one could still ask."""
    row = find(request, Ask, ask)
    actor, now = request.actor, timezone.now()
    one = told(actor, [row], now)[0]
    people = helpers(actor, row)
    changes = may_change(actor, row) and not actor.frozen
    on_it = {turn.person_id for turn in one.called}
    known = known_for(actor, row) if changes else set()
    could = [person for key, person in people.items() if key not in on_it]
    could.sort(key=lambda person: person.pk not in known)
    members = taking_part(request.network)
    reached = row.among(people)
    readers = {one.person_id for one in (members if changes else reading(row.facts(), members))}
    shown = {
        "one": one,
        "row": row,
        "people": reached,
        "few": one_besides(row.about),
        "changes": changes,
        "runs": changes and "" in grants(actor, Verb.CHANGE, "turn"),
        "could": could,
        "already": [person for person in could if person.pk in known],
        "members": [person for key, person in reached.items() if key in readers],
        "tells": row.may_be_told_by(actor) and not actor.frozen,
        "here": {one.person_id for one in members},
        "removes": not actor.frozen and may(actor, Verb.DELETE, row.facts()),
        "takes": row.is_open and bool(actor.person and row.among({actor.person: True})),
        "seen": who_sees(request, row) if changes else None,
        "asker": people.get(row.asker_id or "") if row.asker_id else None,
    }
    return render(request, "plans/ask.html", shown)


def change_ask(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """Change what is asked. Turns that were taken stay, also at times that are no longer asked."""
    row = find(request, Ask, ask, Verb.CHANGE)
    snapshot = seen(request)
    context: dict[str, Any] = {"seen": snapshot, "people": snapshot.people}
    if request.method == "POST":
        form: Any = AskForm(request.POST, initial=AskForm.filled(row), **context)
    else:
        form = AskForm.of(row, **context)

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    back = reverse("ask", args=[network, ask])
    return edit(request, "plans/ask_form.html", form, save, back, row=row)


def ask_deed(request: NetworkRequest, network: str, ask: str, fate: str) -> HttpResponse:
    """Ask it, close it, or open it again."""
    row = find(request, Ask, ask, Verb.CHANGE)
    version = _version(request)
    try:
        if fate == "close":
            outcome = request.POST.get("outcome", "").replace("\0", "")
            row.close(request.actor, version, outcome[:300])
            tell(request, _("Closed. It is not asked any more; thank you for asking."))
        elif fate == "tell":
            row.tell(request.actor, version)
            tell(request, _("It is asked."))
        else:
            raise Http404
    except Stale:
        messages.info(request, _("Somebody changed this in between. Please look again."))
    return redirect("ask", network, ask)


def _version(request: NetworkRequest) -> int:
    """The version that was on the screen; none at all is stale."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def remove_ask(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """Into the bin, with its turns. It can come back for thirty days."""
    find(request, Ask, ask, Verb.DELETE).bin(request.actor)
    tell(request, _("In the bin."), undo=reverse("bring_back_ask", args=[network, ask]))
    return redirect("asks", network)


def bring_back_ask(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """Out of the bin again."""
    row = find_gone(request, Ask, ask)
    row.take_back(request.actor)
    tell(request, _("It is back."))
    return redirect("ask", network, ask)


def turn_call(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """Put somebody on the list of those one could ask. Nobody is asked by that."""
    row = find(request, Ask, ask, Verb.CHANGE)
    person = helpers(request.actor, row).get(request.POST.get("person", ""))
    if person is None:
        messages.info(request, _("Choose somebody first."))
        return redirect("ask", network, ask)
    listed = Turn.visible_to(request.actor).filter(ask=row, starts_at=None)
    if not any(turn.person_id == person.pk for turn in listed):
        Turn.call(request.actor, row, person, order=len(listed) + 1)
    return redirect(reverse("ask", args=[network, ask]) + "#whom")
