"""Putting people on the map, and changing who they are and what joins them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.networks.alike import called_so, reads_as
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms import (
    AddForm,
    ChangedForm,
    KnowsForm,
    ManyForm,
    PersonForm,
    SupportsForm,
    TieForm,
    Versioned,
)
from closeknit.networks.models import Chapter, Link, Person, Stale, Support
from closeknit.networks.person_page import headings
from closeknit.policy import Verb

from .editing import edit, seen


def page_of(request: NetworkRequest, person: Person) -> str:
    return reverse("person", args=[person.tenant, person.pk])


def add_people(request: NetworkRequest, network: str) -> HttpResponse:
    """One more, or many at once."""
    many = "names" in request.POST
    one_form = AddForm(request.POST if request.method == "POST" and not many else None)
    many_form = ManyForm(request.POST if many else None)
    context: dict[str, Any] = {"form": one_form, "many": many_form}
    if request.method == "POST":
        answer = _add_many(request, many_form) if many else _add_one(request, one_form)
        if isinstance(answer, HttpResponse):
            return answer
        context["here"] = answer
    status = 422 if request.method == "POST" else 200
    return render(request, "networks/add_people.html", context, status=status)


def _add_one(request: NetworkRequest, form: AddForm) -> HttpResponse | list[Person]:
    if not form.is_valid():
        return []
    here = called_so(request.actor, [form.cleaned_data["name"]])
    if here and "another" not in request.POST:
        return here
    actor = request.actor
    with transaction.atomic():
        person = Person.welcome(actor, **form.who())
        if form.tie():
            Chapter.turn(actor, person, timezone.localdate(), **form.tie())
    messages.success(request, _("%(name)s is on the map.") % {"name": person.name})
    if "more" in request.POST:
        return redirect("add_people", person.tenant)
    return redirect(page_of(request, person))


def _add_many(request: NetworkRequest, form: ManyForm) -> HttpResponse | list[Person]:
    if not form.is_valid():
        return []
    names = form.cleaned_data["names"]
    here = called_so(request.actor, names)
    choice = request.POST.get("another", "")
    if here and choice not in ("all", "new"):
        return here
    if choice == "new":
        known = {reads_as(person.name) for person in here}
        names = [name for name in names if reads_as(name) not in known]
    actor = request.actor
    Person.welcome_many(actor, [{"name": name} for name in names])
    messages.success(request, _("Now on the map: %(names)s.") % {"names": ", ".join(names)})
    return redirect("people", actor.network)


def change_person(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """Name, kind and the short word; a member changes only their own."""
    row = find(request, Person, person, Verb.CHANGE)
    mine = not request.actor.in_charge
    form: PersonForm = (
        PersonForm(request.POST, mine=mine)
        if request.method == "POST"
        else PersonForm.of(row, mine=mine)
    )

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    back = page_of(request, row)
    context = {"person": row, "seen": seen(request, row)}
    return edit(request, "networks/change_person.html", form, save, back, **context)


def _tie_form(
    request: NetworkRequest, part: str, person: Person, chapter: Chapter, *, anew: bool
) -> Versioned:
    if part not in ("joined", "supports"):
        raise Http404
    kind: Any = SupportsForm if part == "supports" else ChangedForm if anew else TieForm
    more: dict[str, Any] = {"person": person}
    if part == "supports":
        own = {s.pk: s for s in Support.visible_to(request.actor)}
        mine = request.actor.role == "person"
        name = "" if mine else request.network.name
        more = {"own": own, "name": name, "other": person.name, "anew": anew}
    if request.method == "POST":
        return kind(request.POST, **more)  # type: ignore[no-any-return]
    form: Versioned = kind.of(chapter, **more)
    if anew:
        form.initial.update(since=timezone.localdate().isoformat(), why="", chapter=chapter.pk)
        if chapter._state.adding:
            form.initial.update(chapter="", version=None)
    return form


def tie_changed(request: NetworkRequest, network: str, person: str, part: str) -> HttpResponse:
    """It changed: from a day on things are so, and what was before stays."""
    row = find(request, Person, person, Verb.CHANGE)
    actor = request.actor
    last = Chapter.current(actor, row, timezone.localdate()) or Chapter(person=row)
    form: Any = _tie_form(request, part, row, last, anew=True)

    def save() -> None:
        with transaction.atomic():
            now = Chapter.current(actor, row, timezone.localdate())
            if form.missed(now):
                raise Stale(now or last)
            Chapter.turn(actor, row, form.day(), form.cleaned_data["why"], **form.told())

    return _tie_page(request, row, form, save, part, anew=True)


def tie_wrong(
    request: NetworkRequest, network: str, person: str, chapter: str, part: str
) -> HttpResponse:
    """I had it wrong: the chapter is put right, and its earlier text kept."""
    row = find(request, Person, person)
    found = find(request, Chapter, chapter, Verb.CHANGE)
    if found.person_id != row.pk:
        raise Http404
    form: Any = _tie_form(request, part, row, found, anew=False)

    def save() -> None:
        found.revise(request.actor, form.seen, "put_right", **form.changes())

    there = seen(request, found)
    return _tie_page(request, row, form, save, part, anew=False, chapter=found, seen=there)


def _tie_page(
    request: NetworkRequest, person: Person, form: Versioned, save: Any, part: str, **context: Any
) -> HttpResponse:
    mine = request.actor.role == "person"
    words = headings(person, request.network, mine=mine)
    words["step"] = _("It changed") if context["anew"] else _("I had it wrong")
    template = f"networks/change_{part}.html"
    back = page_of(request, person)
    return edit(request, template, form, save, back, person=person, words=words, **context)


def person_knows(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """Who they know here: a tick for each of the others."""
    row = find(request, Person, person, Verb.CHANGE)
    actor = request.actor
    others = sorted(
        Person.visible_to(actor).exclude(pk=row.pk), key=lambda other: other.name.casefold()
    )
    known = [b if a == row.pk else a for a, b in Link.of(actor, row.pk)]
    form = KnowsForm(initial={"knows": known, "shown": known}, others=others)
    if request.method == "POST":
        form = KnowsForm(request.POST, others=others)
        if form.is_valid():
            Link.knows_these(actor, row.pk, **form.cleaned_data)
            return redirect(page_of(request, row))
    mine = actor.role == "person"
    context = {
        "form": form,
        "person": row,
        "others": others,
        "words": headings(row, request.network, mine=mine),
        "back": page_of(request, row),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "networks/person_knows.html", context, status=status)
