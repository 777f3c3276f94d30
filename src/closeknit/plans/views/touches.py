"""Time together, written down: in one tap, or with a day, how it was and a few words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.forms import typed
from closeknit.design.notices import tell
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Person
from closeknit.networks.views.editing import edit, seen
from closeknit.plans.forms.touches import OfAStory, TouchForm
from closeknit.plans.models import Touch
from closeknit.plans.time_words import a_day
from closeknit.policy import Verb, may, must
from closeknit.stories.models import Story

from .intentions import where_from


def add_touch(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """We were in touch: with `now` in one tap, today; else with a day and words."""
    actor = request.actor
    row = find(request, Person, person)
    must(actor, Verb.CREATE, _one(request, row).facts())
    if "now" in request.POST:
        return _said(request, Touch.log(actor, row, timezone.localdate()))
    start = {"day": timezone.localdate(), "how": Touch.How.SAW}
    start |= {"words": request.GET.get("words", "")[:200]}
    form = TouchForm(typed(request), initial=start)
    if form.is_valid():
        return _said(request, Touch.log(actor, row, **form.changes()))
    context = {"form": form, "person": row, "back": _page(network, row), "who": _who(request, row)}
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/touch.html", context, status=status)


def _one(request: NetworkRequest, person: Person) -> Touch:
    """What would be written down, to ask whether it may be."""
    return Touch(
        network_id=request.network.pk,
        author_id=request.actor.account,
        person=person,
        audience="stewards",
    )


def _who(request: NetworkRequest, person: Person) -> dict[str, str]:
    """The two it is about, as the reader would name them, and who reads it."""
    own, mine = person.pk == request.actor.person, request.actor.role == "person"
    focus = request.network.name
    names = {"name": person.name, "focus": focus}
    if own:
        readers = _("%(focus)s and the stewards can read this.") % names
    elif mine:
        readers = _("You, the stewards and %(name)s, if they take part, can read this.") % names
    else:
        readers = _("%(focus)s, the stewards and %(name)s, if they take part, can read this.")
    return {
        "name": focus if own else person.name,
        "focus": "" if own or mine else focus,
        "readers": readers % names,
    }


def _page(network: str, person: Person) -> str:
    return reverse("person", args=[network, person.pk])


def _said(request: NetworkRequest, made: Touch) -> HttpResponse:
    words = _who(request, made.person) | {"day": a_day(made.day)}
    if words["focus"]:
        told = _("Written down: %(focus)s and %(name)s, %(day)s.") % words
    else:
        told = _("Written down: you and %(name)s, %(day)s.") % words
    tell(request, told, undo=reverse("remove_touch", args=[made.tenant, made.pk]))
    return redirect(where_from(request, made.tenant, made.person_id))


def change_touch(request: NetworkRequest, network: str, touch: str) -> HttpResponse:
    """It was another day, or otherwise."""
    row = find(request, Touch, touch, Verb.CHANGE)
    person = find(request, Person, row.person_id)
    form: Any = TouchForm(request.POST) if request.method == "POST" else TouchForm.of(row)

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    who, there = _who(request, person), seen(request, row)
    more = {"person": person, "row": row, "who": who, "seen": there}
    return edit(request, "plans/touch.html", form, save, _page(network, person), **more)


def remove_touch(request: NetworkRequest, network: str, touch: str) -> HttpResponse:
    """It was not so. It can come back for thirty days."""
    row = find(request, Touch, touch, Verb.DELETE)
    row.bin(request.actor)
    tell(request, _("Taken away again."), undo=reverse("bring_back_touch", args=[network, touch]))
    return redirect("person", network, row.person_id)


def bring_back_touch(request: NetworkRequest, network: str, touch: str) -> HttpResponse:
    """It was so after all."""
    row = find_gone(request, Touch, touch)
    row.take_back(request.actor)
    messages.success(request, _("It is written down again."))
    return redirect("person", network, row.person_id)


def story_time(request: NetworkRequest, network: str, story: str) -> HttpResponse:
    """A told story whose day is known was time together: offered, and ticked by whoever knows."""
    row = find(request, Story, story)
    day, people = _day(row), _may_count(request, row)
    if day is None or not people:
        raise Http404
    there = Touch.visible_to(request.actor).filter(source=Touch.Source.STORY, source_key=row.pk)
    counted = set(there.values_list("person", flat=True))
    left = {one.pk: one for one in people if one.pk not in counted}
    choices = [(key, one.name) for key, one in left.items()]
    form = OfAStory(typed(request), people=choices)
    if form.is_valid():
        _count(request, row, day, [left[key] for key in form.cleaned_data["people"]])
        return redirect("story", network, story)
    names = ", ".join(one.name for one in people if one.pk in counted)
    context = {
        "story": row,
        "form": form,
        "day": f"{a_day(day)} {day.year}",
        "left": left,
        "counted": names,
    }
    status = 422 if form.errors else 200
    return render(request, "plans/story_time.html", context, status=status)


def _may_count(request: NetworkRequest, story: Story) -> list[Person]:
    """Those in the story of whom this reader may write that they were in touch."""
    return [
        one
        for one in story.people()
        if one is not None and may(request.actor, Verb.CREATE, _one(request, one).facts())
    ]


def _day(story: Story) -> dt.date | None:
    """The day of a told story, where it is known and not to come."""
    if not story.is_told() or len(story.on) != 10:
        return None
    day = dt.date.fromisoformat(story.on)
    return day if day <= timezone.localdate() else None


def _count(request: NetworkRequest, story: Story, day: dt.date, people: list[Person]) -> None:
    how, source = Touch.How.TOGETHER, Touch.Source.STORY
    for one in people:
        Touch.log(request.actor, one, day, how, source, story.pk)
    if people:
        names = {"names": ", ".join(one.name for one in people)}
        messages.success(request, _("Written down as time with %(names)s.") % names)
