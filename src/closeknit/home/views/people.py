"""Steps about who there is: names, or where people could come from when there is nobody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from closeknit.home.forms.people import NamesForm, NobodyForm, PeopleForm
from closeknit.home.models import Step
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Person
from closeknit.networks.words import KINDS

from .walk import Walk


def people(request: NetworkRequest) -> HttpResponse:
    """Many at once, one name a line."""
    walk = Walk(request, "people")
    if walk.leaving_out:
        return walk.leave_out()
    if request.method == "POST" and "nobody" in request.POST:
        return redirect(walk.address("nobody"))
    form = PeopleForm(walk.asks, seen=walk.seen)
    if form.is_valid():
        keep(request, walk, form)
        return redirect(walk.address("people")) if "more" in request.POST else onward(walk)
    there = [(row, str(KINDS[row.kind])) for row in walk.seen.people.values()]
    return walk.page("people", form=form, there=there)


def onward(walk: Walk) -> HttpResponse:
    """On; somebody without a single name is shown where people could come from."""
    if Person.visible_to(walk.actor).exists():
        return walk.on()
    return redirect(walk.address("nobody"))


def nobody(request: NetworkRequest) -> HttpResponse:
    """Somebody with nobody yet: welcomed by name, and shown where people could come from."""
    walk = Walk(request, "nobody")
    if walk.leaving_out:
        walk.step = "people"
        return walk.leave_out()
    form = NobodyForm(walk.asks, seen=walk.seen)
    if form.is_valid():
        came = keep(request, walk, form)
        walk.step = "people"
        return walk.on(Step.State.DONE if came else Step.State.LEFT_OUT)
    return walk.page("nobody", form=form)


def keep(request: NetworkRequest, walk: Walk, form: NamesForm) -> int:
    """Put them on the map and say so."""
    made = form.keep(walk.actor)
    if form.there:
        names = ", ".join(form.there)
        text = _("Already on the map, not added again: %(names)s.")
        messages.info(request, text % {"names": names})
    return len(made)
