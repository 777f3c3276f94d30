"""While the network meets, and after: the agenda, the notes, who does what, and the next date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Person, Stale
from closeknit.networks.views.editing import edit, who_was_quicker
from closeknit.plans import meeting
from closeknit.plans.forms.gatherings import moment
from closeknit.plans.forms.meeting import ActionForm, AgendaForm, CloseForm, NotesForm
from closeknit.plans.models import Action, Gathering, Item, Minutes
from closeknit.plans.one import actions, thanks
from closeknit.plans.words import START
from closeknit.policy import Actor, Role, Verb, may


def known(actor: Actor) -> dict[str, Person]:
    """Whoever the reader knows of, by name."""
    people = sorted(Person.visible_to(actor), key=lambda one: one.name.casefold())
    return {one.pk: one for one in people}


def living(actor: Actor) -> dict[str, Person]:
    return {key: one for key, one in known(actor).items() if one.kind == Kind.PERSON}


# The agenda ---------------------------------------------------------------------------------------


def gathering_agenda(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """The parts one after the other: their minutes, who leads, up and down; one more."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    here = redirect("gathering_agenda", network, gathering)
    if "start" in request.POST:
        if not Item.of(row):
            for title, minutes in START:
                Item.add(request.actor, row, title=str(title), minutes=minutes)
        return here
    people, items = living(request.actor), Item.of(row)
    data = request.POST if request.method == "POST" else None
    form = AgendaForm(data, items=items, people=people)
    context: dict[str, Any] = {}
    status = 422 if form.errors else 200
    if form.is_valid():
        found = _save_agenda(request, row, form)
        if found is None:
            return here
        status, context = 409, found
    context |= {"row": row, "form": form, "agenda": meeting.agenda(row, people)}
    context["back"] = reverse("gathering", args=[network, gathering])
    context["rows"] = list(zip(form.rows(), context["agenda"].parts, strict=False))
    return render(request, "plans/gathering_agenda.html", context, status=status)


def _save_agenda(
    request: NetworkRequest, row: Gathering, form: AgendaForm
) -> dict[str, Any] | None:
    """Keep what was typed, then do what the button says; both texts if somebody was quicker."""
    actor = request.actor
    try:
        with transaction.atomic():
            for number, item, version, said in form.changed():
                at = number
                item.alter(actor, version, "set_agenda", **said)
            if more := form.added():
                Item.add(actor, row, **more)
    except Stale as stale:
        quicker = who_was_quicker(request.network, stale.row)
        return {"both": form.beside(at, stale.row), "quicker": quicker}
    for name, by in (("up", -1), ("down", 1), ("out", 0)):
        for one in Item.of(row) if name in request.POST else ():
            if one.pk == request.POST[name] and by:
                one.move(actor, by)
            elif one.pk == request.POST[name]:
                one.drop(actor, "set_agenda")
    return None


# While they meet ----------------------------------------------------------------------------------


def gathering_meeting(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Everything one needs at the table: the agenda, the questions, notes, who does what."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    actor, people = request.actor, known(request.actor)
    notes = _own_notes(actor, row)
    context = {
        "row": row,
        "when": meeting.when(row, timezone.now()),
        "agenda": meeting.agenda(row, people),
        "questions": meeting.questions(actor, row, people, plans=True),
        "notes": notes,
        "form": NotesForm.of(notes) if notes else NotesForm(),
        "actions": actions(actor, row, people),
        "action": ActionForm(people=living(actor)),
        "back": reverse("gathering", args=[network, gathering]),
    }
    return render(request, "plans/gathering_meeting.html", context)


def _own_notes(actor: Actor, row: Gathering) -> Minutes | None:
    """The notes one goes on writing: one’s own, or the last ones one may change."""
    rows = Minutes.visible_to(actor).filter(gathering=row)
    open_ones = [one for one in rows if one.may_be_written_by(actor)]
    return min(open_ones, key=lambda one: one.author_id != actor.account, default=None)


def gathering_notes(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """The notes: go on writing, say that they are right, or strike what one said."""
    row = find(request, Gathering, gathering)
    actor = request.actor
    if not may(actor, Verb.CHANGE, row.facts()):
        raise Http404
    notes = _own_notes(actor, row)
    if notes and (answer := _agreed_or_struck(request, notes)):
        return answer
    form: Any = NotesForm(request.POST) if request.method == "POST" else _notes_form(notes)
    back = reverse("gathering", args=[network, gathering])

    def save() -> None:
        if notes is None:
            Minutes.begin(actor, row, form.cleaned_data["text"])
        else:
            notes.write(actor, form.seen, form.cleaned_data["text"])
        tell(request, _("The notes are kept."))

    if "stay" in request.POST:
        back = reverse("gathering_meeting", args=[network, gathering])
    lines = [line for line in notes.text.splitlines() if line.strip()] if notes else []
    more = {"row": row, "notes": notes, "lines": lines, "strikes": actor.role is Role.PERSON}
    return edit(request, "plans/gathering_notes.html", form, save, back, **more)


def _notes_form(notes: Minutes | None) -> Any:
    return NotesForm.of(notes) if notes else NotesForm()


def _agreed_or_struck(request: NetworkRequest, notes: Minutes) -> HttpResponse | None:
    if "agree" in request.POST:
        seen = request.POST.get("version", "")
        if seen != str(notes.version):  # they were changed since: nobody agrees to words unread
            tell(request, _("The notes were changed in between. Please read them once more."))
            return redirect("gathering_notes", notes.network_id, notes.gathering_id)
        notes.agree(request.actor, notes.version)
        tell(request, _("Those who came can read the notes now."))
        return redirect("gathering", notes.network_id, notes.gathering_id)
    if passage := request.POST.get("strike", ""):
        notes.strike(request.actor, notes.version, passage)
        tell(request, _("It is gone, from earlier texts as well."))
        return redirect("gathering_notes", notes.network_id, notes.gathering_id)
    return None


def gathering_actions(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """One more thing that somebody does."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    people = living(request.actor)
    form = ActionForm(request.POST if request.method == "POST" else None, people=people)
    place = "gathering_meeting" if "stay" in request.POST else "gathering"
    back = reverse(place, args=[network, gathering])
    if form.is_valid():
        said = form.cleaned_data
        person = people.get(said.pop("person"))
        Action.put(request.actor, row, "took_on", person=person, **said)
        return redirect(back)
    context = {"row": row, "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "plans/gathering_actions.html", context, status=status)


def gathering_action(
    request: NetworkRequest, network: str, gathering: str, action: str
) -> HttpResponse:
    """It was done; with `open` it was not after all; with `out` it is taken off the list."""
    row = find(request, Gathering, gathering)
    there: Any = row.actions
    one: Action | None = there.filter(pk=action, binned_at=None).first()
    if one is None:
        raise Http404
    one.gathering = row
    if "out" in request.POST:
        one.drop(request.actor, "took_on")
    else:
        one.finish(request.actor, done="open" not in request.POST)
    return redirect("gathering", network, gathering)


# Before everybody goes ----------------------------------------------------------------------------


def gathering_close(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Who came, the next date, and thanks. It can be opened again for more thanks."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    people = known(request.actor)
    guests = list(row.guests.filter(binned_at=None).select_related("person"))
    guests = [one for one in guests if one.person_id in people]
    names = {one.pk: people[one.person_id].name for one in guests}
    again = row.closed_at is None
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, people=names, again=again, initial=_as_it_is(row, guests))
    if form.is_valid():
        made = _close(request, row, guests, form)
        if made is None:
            return redirect("gathering", network, gathering)
        tell(request, _("The next one is a draft now: look at it, and ask people when you like."))
        return redirect("gathering", network, made.pk)
    context = {"row": row, "form": form, "again": again}
    context["said"] = thanks(request.actor, row, people)
    context["back"] = reverse("gathering", args=[network, gathering])
    status = 422 if form.errors else 200
    return render(request, "plans/gathering_close.html", context, status=status)


def _as_it_is(row: Gathering, guests: list[Any]) -> dict[str, Any]:
    """Whoever said yes is ticked until somebody said who came; the next date of the rhythm."""
    told = any(one.came is not None for one in guests)
    came = [one.pk for one in guests if (one.came if told else one.answer == "yes")]
    at = row.next_start()
    day: dt.date | None = at.date() if at else None
    clock = row.local(row.starts_at).time() if row.starts_at else None
    return {"came": came, "was": came, "next": "day" if at else None, "day": day, "starts": clock}


def _close(
    request: NetworkRequest, row: Gathering, guests: list[Any], form: CloseForm
) -> Gathering | None:
    said, actor = form.cleaned_data, request.actor
    with transaction.atomic():
        here = {one.pk: one for one in guests}
        for key, came in form.who_came({one.pk: one.came for one in guests}).items():
            here[key].gathering = row
            here[key].was_there(actor, came)
        row.thank(actor, said["thanks"], None)
        if said["words"]:
            whom = next(one.person for one in guests if one.pk == said["whom"])
            row.thank(actor, said["words"], whom)
        if row.closed_at is None:
            row.close(actor, row.version)
        tell(request, _("It is written down who came."))
        if said.get("next") != "day":
            return None
        return row.again(actor, moment(said["day"], said["starts"], row.zone))
