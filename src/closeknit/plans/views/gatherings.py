"""Gatherings: all of them, one of them, planning it, and what becomes of the plan."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.design.notices import tell
from closeknit.networks.bin import in_the_bin
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Person
from closeknit.networks.views.editing import edit
from closeknit.plans import meeting
from closeknit.plans.forms.gatherings import OffForm, PlanForm
from closeknit.plans.listing import listed
from closeknit.plans.models import Gathering, Guest, Question
from closeknit.plans.one import one_gathering
from closeknit.policy import Actor, Role, Verb, grants


def gatherings(request: NetworkRequest, network: str) -> HttpResponse:
    """What is planned, what is next, and what was held."""
    ways = grants(request.actor, Verb.CREATE, "gathering")
    gone = in_the_bin(request.actor, timezone.now(), (Gathering,))
    context = {
        **listed(request),
        "plans": bool(ways),
        "proposes": "" not in ways,
        "gone": [row for row in gone if isinstance(row, Gathering)],
    }
    return render(request, "plans/gatherings.html", context)


def gathering(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """One gathering: when, where, who comes; afterwards what was said and who does what."""
    row = find(request, Gathering, gathering)
    return render(request, "plans/gathering.html", one_gathering(request, row))


# Planning -----------------------------------------------------------------------------------------


def people_to_ask(actor: Actor) -> list[Person]:
    """Whoever the reader knows of and can be asked to come: people, not things or the dead."""
    people = Person.visible_to(actor).filter(kind=Kind.PERSON).exclude(pk=actor.person or None)
    return sorted(people, key=lambda one: one.name.casefold())


def gathering_begin(request: NetworkRequest, network: str) -> HttpResponse:
    """A new draft. Whoever may not plan one by themselves asks for the person’s yes."""
    data = request.POST if request.method == "POST" else None
    people = people_to_ask(request.actor)
    zone = timezone.get_current_timezone_name()
    form = PlanForm(data, people=people, zone=zone, initial={"title": request.GET.get("title")})
    if form.is_valid():
        with transaction.atomic():
            row = Gathering.plan(request.actor, zone=zone, **form.changes())
            chosen = [form.known[key] for key in form.cleaned_data["people"]]
            Guest.invite_each(request.actor, row, chosen)
            Question.put_on_list(request.actor, row, form.cleaned_data["questions"])
        tell(request, _planned(row))
        return redirect("gathering", network, row.pk)
    context = {"form": form, "back": reverse("gatherings", args=[network]), "row": None}
    context["proposes"] = "" not in grants(request.actor, Verb.CREATE, "gathering")
    status = 422 if form.errors else 200
    return render(request, "plans/gathering_plan.html", context, status=status)


def _planned(row: Gathering) -> str:
    if row.waits:
        return _("Written down. It waits for a yes; nobody is asked before that.")
    return _("The draft is kept. Nobody is asked before you say so.")


def gathering_plan(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Plan it another way: what, when, whom, and the questions."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    asked: list[Question] = list(row.questions.filter(binned_at=None))
    guests = list(row.guests.filter(binned_at=None).select_related("person"))
    people = {one.pk: one for one in people_to_ask(request.actor)}
    people |= {one.person_id: one.person for one in guests if one.person_id in people}
    more: dict[str, Any] = {"people": people.values(), "zone": row.zone}
    if request.method == "POST":
        form = PlanForm(request.POST, **more)
    else:
        here = [one.person_id for one in guests if one.person_id in people]
        first = PlanForm.filled(row) | {"version": row.version, "people": here, "before": here}
        first["questions"] = "\n".join(one.words for one in asked)
        form = PlanForm(initial=first, **more)

    def save() -> None:
        with transaction.atomic():
            row.change(request.actor, form.seen, **form.changes())
            _lists(request, row, form, guests)
        tell(request, _("The plan is changed."))

    back = reverse("gathering", args=[network, gathering])
    return edit(request, "plans/gathering_plan.html", form, save, back, row=row)


def _lists(request: NetworkRequest, row: Gathering, form: PlanForm, guests: list[Guest]) -> None:
    """Of those asked and of the questions only what was changed on this page changes."""
    wanted, before = (set(form.cleaned_data[name]) for name in ("people", "before"))
    for guest in guests:
        if guest.person_id in before - wanted:
            guest.leave_out(request.actor)
    chosen = [person for key, person in form.known.items() if key in wanted - before]
    Guest.invite_each(request.actor, row, chosen)
    Question.put_on_list(request.actor, row, form.cleaned_data["questions"])


def gathering_tell(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """From now on those who were chosen see it, and can answer."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    if not row.guests.filter(binned_at=None).exists():
        tell(request, _("Choose first whom you would like there."), tone="warning")
        return redirect("gathering_plan", network, gathering)
    row.tell(request.actor)
    tell(request, _("Those you chose see it now, and can answer."))
    return redirect("gathering", network, gathering)


def gathering_again(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Same again: whom, food and agenda are copied into a new draft."""
    row = find(request, Gathering, gathering)
    made = row.again(request.actor)
    tell(request, _("Same again: here is the draft. Nobody is asked before you say so."))
    return redirect("gathering", network, made.pk)


# What becomes of it -------------------------------------------------------------------------------


def gathering_off(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """It does not happen, with a kind word; or, with `on`, it happens after all."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    back = reverse("gathering", args=[network, gathering])
    if "on" in request.POST:
        row.revive(request.actor, row.version)
        tell(request, _("It happens after all."))
        return redirect(back)
    form = OffForm(request.POST) if request.method == "POST" else OffForm.of(row)

    def save() -> None:
        row.cancel(request.actor, form.seen, form.cleaned_data["sorry"])
        tell(request, _("It is called off. Those who were asked see your words."))

    return edit(request, "plans/gathering_off.html", form, save, back, row=row)


def gathering_remove(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Into the bin, for thirty days."""
    find(request, Gathering, gathering, Verb.DELETE).bin(request.actor)
    undo = reverse("gathering_bring_back", args=[network, gathering])
    tell(request, _("It is in the bin. For 30 days you can bring it back."), undo=undo)
    return redirect("gatherings", network)


def gathering_bring_back(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Out of the bin, as it was."""
    row = find_gone(request, Gathering, gathering)
    row.take_back(request.actor)
    tell(request, _("It is back."))
    return redirect("gathering", network, gathering)


def gathering_print(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """The invitation and the agenda, on paper."""
    row = find(request, Gathering, gathering)
    people = {one.pk: one for one in Person.visible_to(request.actor)}
    context = {
        "row": row,
        "when": meeting.when(row, timezone.now()),
        "agenda": meeting.agenda(row, people),
        "questions": meeting.questions(request.actor, row, people, plans=False),
        "listed": request.actor.role is not Role.GUEST,
    }
    return render(request, "plans/gathering_print.html", context)
