"""The simple home and its pages: few large things, through the same door as everything else."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.simple import sees_simply
from closeknit.core.network import Kind
from closeknit.design.notices import tell
from closeknit.home.simple import people as around
from closeknit.home.simple.asked import Asked, Teller
from closeknit.home.simple.calls import (
    Call,
    calls,
    checked,
    dialled,
    moved,
    phones,
    stamp,
    with_numbers,
)
from closeknit.home.simple.first import choices
from closeknit.home.simple.waits import Waiting, after, waiting
from closeknit.home.today import Reader
from closeknit.networks.door import NetworkRequest, find, seen
from closeknit.networks.faces import face_for
from closeknit.networks.models import Chapter, Person, Portrait
from closeknit.networks.moves import moved_of
from closeknit.networks.snapshot import Reads
from closeknit.policy import Role, Verb, grants
from closeknit.stories.forms import MomentForm
from closeknit.stories.models import Moment

from .today import called

SOONER_OR_LATER = {"up": -1, "down": 1}


def simple(request: NetworkRequest, network: str) -> HttpResponse:
    """Hello, and a few large things to choose from."""
    account: Any = request.user
    here = _teller(request)
    rhythm = getattr(account, "rhythm", None)
    quiet = bool(rhythm and rhythm.rests(here.now))
    reader = Reader(request.actor, request.network, called(request), here.now)
    found = [] if quiet else waiting(request.actor, here.now)
    first = _first(here, found)[1]
    shown = choices(
        reader,
        here.people,
        here.portraits,
        waits=(len(found), first),
        calls=calls(request.actor, request.network, here.people, reader.on),
        quiet=quiet,
    )
    whose = request.network if request.actor.role is Role.PERSON else request.me
    face = face_for(whose, here.portraits) if whose else None
    context = {"choices": shown, "name": reader.name, "face": face, "home": True}
    return _page(request, "home/simple/home.html", context)


def simple_people(request: NetworkRequest, network: str) -> HttpResponse:
    """Who is around: one circle at a time."""
    snapshot = seen(request, Reads.DRAWN)
    asked = request.GET
    ring = around.ring(snapshot, asked.get("circle", ""), asked.get("page", ""))
    context = {"ring": ring, "mine": snapshot.mine}
    return _page(request, "home/simple/people.html", context)


def simple_person(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """Somebody: who they are, a call, and how close they are."""
    row = find(request, Person, person)
    snapshot = seen(request, Reads.DRAWN)
    told = snapshot.network.person(row.pk)
    actor = request.actor
    alive = row.kind not in (Kind.DIED, Kind.THING) and not actor.frozen
    number = phones(actor, [row]).get(row.pk, "")
    moves = actor.in_charge and not actor.frozen and bool(grants(actor, Verb.CHANGE, "tie"))
    context = {
        "one": around.one(snapshot, told),
        "own": row.pk == actor.person,
        "mine": snapshot.mine,
        "circle": (told.circle or 0) if actor.in_charge else None,
        "number": number,
        "dial": dialled(number),
        "talked": alive and actor.in_charge and bool(grants(actor, Verb.CREATE, "touch")),
        "tells": alive and "" in grants(actor, Verb.CREATE, "moment"),
        "steps": around.steps(told.circle) if moves else [],
        "stands": around.stands(told.circle, row.name) if moves else "",
        "moved": moved_of(asked, snapshot) if (asked := request.GET).get("moved") else None,
        "here": reverse("simple_person", args=[network, person]),
    }
    return _page(request, "home/simple/person.html", context)


def simple_tell(request: NetworkRequest, network: str) -> HttpResponse:
    """Tell a moment in one line; perhaps one with somebody."""
    asked = request.POST if request.method == "POST" else request.GET
    person = find(request, Person, asked["person"]) if asked.get("person") else None
    sent = request.POST if request.method == "POST" else None
    form = MomentForm(sent, people=[person] if person else [])
    if form.is_valid():
        Moment.make(request.actor, "told", **form.told())
        tell(request, _("Your moment is kept."))
        return redirect("simple", network)
    context = {"form": form, "person": person, "mine": request.actor.role is Role.PERSON}
    status = 422 if form.errors else 200
    return _page(request, "home/simple/tell.html", context, status)


def simple_waiting(request: NetworkRequest, network: str) -> HttpResponse:
    """What waits for a yes or a no, one at a time."""
    here = _teller(request)
    left = request.GET.get("after", "")
    found = waiting(request.actor, here.now)
    one, asked = _first(here, after(found, left))
    context = {
        "one": one,
        "asked": asked,
        "put_off": bool(left and found),
        "here": request.get_full_path(),
    }
    return _page(request, "home/simple/waiting.html", context)


def simple_calls(request: NetworkRequest, network: str) -> HttpResponse:
    """Whom to call when something happens, in order; a room of the full view as well."""
    here = _teller(request)
    actor, on = request.actor, here.now.date()
    found = with_numbers(actor, calls(actor, request.network, here.people, on))
    if request.method == "POST":
        return _about_calls(request, found, on)
    knows = actor.in_charge
    keeps = knows and not actor.frozen
    ordering = keeps and len(found) > 1 and "order" in request.GET
    context = {
        "calls": [(call, face_for(call.person, here.portraits)) for call in found],
        "knows": knows,
        "keeps": keeps,
        "opens": keeps and actor.role is Role.PERSON,
        "checked": checked(request.network, found if knows else (), on),
        "stamp": stamp(found),
        "numbers": settings.NUMBERS,
    }
    simply = sees_simply(request)
    context |= {"whole": not simply, "few": simply}
    template = "home/simple/calls_order.html" if ordering else "home/simple/calls.html"
    return _page(request, template, context)


def _about_calls(request: NetworkRequest, found: list[Call], on: dt.date) -> HttpResponse:
    """One person earlier or later; or the whole list is right as it was seen."""
    page = reverse("simple_calls", args=[request.network.pk])
    if "show" in request.POST:
        shown = timezone.now() if request.POST["show"] else None
        now = {"calls_shown_at": shown}
        request.network.revise(request.actor, request.network.version, "showed_calls", **now)
        return redirect(f"{page}#seen")
    way, _colon, person = request.POST.get("move", "").partition(":")
    if way in SOONER_OR_LATER:
        order = moved(found, person, SOONER_OR_LATER[way])
        if person in order:  # and was not taken off the list meanwhile
            Chapter.put_in_order(request.actor, order, on)
            _tell_place(request, found, order, person)
        return redirect(f"{page}?order=1#call-{quote(person)}")
    if request.POST.get("seen") == stamp(found):
        now = {"calls_checked_at": timezone.now()}
        request.network.revise(request.actor, request.network.version, "checked_calls", **now)
        tell(request, _("You checked the list today."))
    else:
        tell(request, _("The list has changed. Please look at it again."), tone="warning")
    return redirect(page)


def _tell_place(request: NetworkRequest, found: list[Call], order: list[str], person: str) -> None:
    """For whoever hears the page: where somebody stands now."""
    for call in found:
        if call.person.pk == person:
            words = {"name": call.person.name, "place": order.index(person) + 1}
            tell(request, _("%(name)s is number %(place)s now.") % words)


def _teller(request: NetworkRequest) -> Teller:
    """Everybody this reader sees, with their faces. Two queries."""
    actor = request.actor
    request.portraits = {row.person_id or "": row for row in Portrait.visible_to(actor)}
    people = {person.pk: person for person in Person.visible_to(actor)}
    return Teller(actor, request.network, people, request.portraits, timezone.localtime())


def _first(here: Teller, found: Any) -> tuple[Waiting | None, Asked | None]:
    """The first of these that is still asked."""
    for one in found:
        asked = here.told(one)
        if asked is not None:
            return one, asked
    return None, None


def _page(
    request: NetworkRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, template, {"few": True, **context}, status=status)
