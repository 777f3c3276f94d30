"""Telling a story: gently, one thing at a time, or all on one page; each answer is saved."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.core.network import Kind
from closeknit.design.notices import tell as say
from closeknit.networks.audience import taking_part
from closeknit.networks.choices import choosing
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Person, Stale, Support
from closeknit.networks.views.editing import who_was_quicker
from closeknit.policy import TABLE, Role, Verb, grants
from closeknit.stories.forms import QUESTIONS, EndForm, StoryForm, WhoForm
from closeknit.stories.keeping import put_beside, take_along
from closeknit.stories.models import Consent, Moment, Story
from closeknit.stories.offers import offers, put_on_map
from closeknit.stories.words import ALL, ASKED, ASKED_ANEW, END

ORDER = (*QUESTIONS, "end")


def begin_story(request: NetworkRequest, network: str) -> HttpResponse:
    """A new draft; or a moment that is told fully."""
    actor = request.actor
    if key := request.POST.get("moment", ""):
        moment = find(request, Moment, key)
        row = Story.from_moment(actor, moment)
        if moment.author_id == actor.account:  # nobody keeps a copy of somebody else's voice
            take_along(actor, moment, row)
    else:
        row = Story.begin(actor)
    return redirect("tell", network, row.pk, "happened")


def tell(request: NetworkRequest, network: str, story: str, asked: str) -> HttpResponse:
    """One question of a story, all of them, or its end."""
    row = find(request, Story, story, Verb.CHANGE)
    if asked == "end":
        return _end(request, row)
    if asked not in (*QUESTIONS, "all"):
        raise Http404
    forms = _forms(request, row, asked)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        status = 422
        wrong = [form for form in forms.values() if not form.is_valid()]  # each says what it finds
        if not wrong:
            try:
                _save(request, row, **forms)
            except Stale as stale:
                status, quicker = 409, _quicker(request, stale.row)
                context = {"both": forms["form"].beside(stale.row), "quicker": quicker}
            else:
                return _on(request, row, asked)
    if "keep" in request.POST:  # the page itself stays: what is wrong is said when it is sent
        return HttpResponse(status=status)
    context = _page(row, asked, forms) | context | {"asks_anew": row.asks_anew(request.actor)}
    return render(request, "stories/tell.html", context, status=status)


def _quicker(request: NetworkRequest, row: Any) -> str:
    """Who changed it in between: with a draft mostly oneself, in another window."""
    return who_was_quicker(request.network, row, request.actor.account)


def _forms(request: NetworkRequest, row: Story, question: str) -> dict[str, Any]:
    """The forms of this page: the parts of the story, who is in it, or both."""
    data = request.POST if request.method == "POST" else None
    only = [f for some in QUESTIONS.values() for f in some]
    found: dict[str, Any] = {}
    if question != "who":
        asked = only if question == "all" else QUESTIONS[question]
        own = {one.pk: one for one in Support.visible_to(request.actor)}
        name = "" if request.actor.role is Role.PERSON else request.network.name
        more: dict[str, Any] = {"only": asked, "own": own, "name": name, "kept": row}
        files = None if data and "keep" in data else request.FILES
        found["form"] = StoryForm(data, files, **more) if data else StoryForm.of(row, **more)
    if question in ("who", "all"):
        here = [one.pk for one in row.people() if one is not None]
        found["who"] = WhoForm(
            data,
            people=_to_name(request, row),
            adds="" in grants(request.actor, Verb.CREATE, "person"),
            initial={"people": here, "shown": here},
        )
    return found


def _to_name(request: NetworkRequest, row: Story) -> list[Person]:
    """People who can be in a story: whoever the teller sees, and whoever is in it already."""
    kinds = (Kind.PERSON, Kind.PET, Kind.DIED)
    seen = {one.pk: one for one in Person.visible_to(request.actor).filter(kind__in=kinds)}
    seen |= {one.pk: one for one in row.people() if one is not None}
    return sorted(seen.values(), key=lambda one: one.name.casefold())


def _save(request: NetworkRequest, row: Story, form: Any = None, who: Any = None) -> None:
    """Keep what was typed; of those in it only what was ticked and unticked changes."""
    actor = request.actor
    seen = form.seen if form is not None else 0
    if form is not None and "keep" not in request.POST:
        seen = put_beside(actor, row, form)
    with transaction.atomic():
        if form is not None:
            row.keep(actor, seen, **form.changes())
        if who is None:
            return
        wanted, before = (set(who.cleaned_data[name]) for name in ("people", "shown"))
        people = {one.pk: one for one in _to_name(request, row)}
        for key in sorted(before - wanted):
            Consent.take_out(actor, row, people[key])
        for key in sorted(wanted - before):
            Consent.put_in(actor, row, people[key])
        if (name := who.cleaned_data.get("name")) and "keep" not in request.POST:
            Consent.put_in(actor, row, _called(request, name, people.values()))


def _called(request: NetworkRequest, name: str, people: Any) -> Person:
    """Whoever has this name on the map; otherwise they are put there."""
    found = next((one for one in people if one.name.casefold() == name.casefold()), None)
    return found or Person.welcome(request.actor, name)


def _on(request: NetworkRequest, row: Story, question: str) -> HttpResponse:
    """Saved: on to the next, to the end, or back to where one came from."""
    if "keep" in request.POST:
        return HttpResponse(status=204, headers={"X-Version": str(row.version)})
    here = (row.network_id, row.pk)
    if row.asked_anew:
        say(request, str(ASKED_ANEW))
    if row.is_told():
        return redirect("story", *here)
    if "stop" in request.POST:
        say(request, _("Your draft is saved. Only you can read it."))
        return redirect("stories", row.network_id)
    following = "end" if question == "all" else ORDER[ORDER.index(question) + 1]
    return redirect("tell", *here, following)


def _page(row: Story, question: str, forms: dict[str, Any]) -> dict[str, Any]:
    """Everything around the question."""
    here = [row.network_id, row.pk]
    at = ORDER.index(question) if question in ORDER else 0
    earlier = reverse("tell", args=[*here, ORDER[at - 1]]) if at else ""
    back = reverse("story", args=here) if row.is_told() else reverse("stories", args=here[:1])
    return {
        "story": row,
        "question": question,
        "asked": ASKED.get(question, ALL),
        "at": at + 1,
        "of": ORDER,
        "earlier": earlier,
        "back": back,
        "next": reverse("tell", args=[*here, ORDER[at + 1]]) if question != "all" else "",
        **forms,
    }


def _end(request: NetworkRequest, row: Story) -> HttpResponse:
    """Who may see it; then it is told."""
    actor = request.actor
    if row.is_told():
        return redirect("who_sees_this", row.network_id, row.resource, row.pk)
    if row.author_id != actor.account:
        raise Http404
    form = _end_form(request, row)
    context: dict[str, Any] = {"story": row, "form": form, "asked": END, "at": len(ORDER)}
    context |= {"of": ORDER, "others": [one for one in row.people() if one is not None]}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and not (row.in_it() or row.says_anything()):
            form.add_error(None, _("There is nothing in this story yet. One line is enough."))
        elif form.is_valid():
            try:
                return _told(request, row, form)
            except Stale as stale:
                status, quicker = 409, _quicker(request, stale.row)
                context |= {"both": form.beside(stale.row), "quicker": quicker}
    context["back"] = reverse("stories", args=[row.network_id])
    return render(request, "stories/end.html", context, status=status)


def _end_form(request: NetworkRequest, row: Story) -> Any:
    """The usual audiences, as they would be for a story that is told already."""
    actor = request.actor
    usual = copy(row)
    usual.audience = TABLE[row.resource].level
    members, people = taking_part(request.network), list(Person.visible_to(actor))
    there = choosing(request.network, actor, usual, members, people)
    more: dict[str, Any] = {"choosing": there, "offers": offers(request.network, actor, row)}
    if request.method == "POST":
        return EndForm(request.POST, **more)
    return EndForm.of(usual, **more)


def _told(request: NetworkRequest, row: Story, form: Any) -> HttpResponse:
    actor, said = request.actor, form.cleaned_data
    with transaction.atomic():
        found = row.tell(actor, form.seen, form.wanted(row.facts()), hard=said["hard"])
        put_on_map(actor, row, said.get("gives", ()))
    if found.now:
        say(request, _("Your story is told."))
    else:
        say(request, _("Your story is told. More people see it when everybody asked says yes."))
    return redirect("story", row.network_id, row.pk)
