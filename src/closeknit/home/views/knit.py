"""Who knows whom: one person at a time against the rest, each pair asked once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect

from closeknit.home.forms.knit import LinksForm
from closeknit.home.models import Step
from closeknit.home.steps import acquainted
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Person

from .walk import Walk

Asked = Mapping[str, dt.datetime]


def links(request: NetworkRequest) -> HttpResponse:
    """One person, and everyone of whom it is not known yet whether they know each other."""
    walk = Walk(request, "links")
    people = acquainted(walk.seen)
    asked = asked_about(walk)
    turn = whose_turn(request, people, asked)
    if turn is None:
        return walk.on() if walk.asks else look_back(walk, people)
    again = turn.pk in asked and turn.pk == request.GET.get("person")
    rest = [p for p in people if p != turn] if again else open_pairs(turn, people, asked)
    if walk.leaving_out:
        Step.mark(walk.actor, "links", Step.State.LEFT_OUT, person=turn)
        return onward(walk, people)
    form = LinksForm(walk.asks, person=turn, rest=rest, seen=walk.seen)
    if form.is_valid():
        form.keep(walk.actor)
        Step.mark(walk.actor, "links", Step.State.DONE, person=turn)
        return onward(walk, people)
    left = sum(1 for p in people if p.pk not in asked) - (turn.pk not in asked)
    shown = {"form": form, "person": turn, "rest": rest, "left": left}
    return walk.page("links", back=came_from(walk, people, turn), **shown)


def asked_about(walk: Walk) -> dict[str, dt.datetime]:
    """Who was asked about, or left out, and when."""
    steps = Step.visible_to(walk.actor).filter(name="links").exclude(person=None)
    return dict(steps.values_list("person", "changed_at"))


def open_pairs(one: Person, people: Sequence[Person], asked: Asked) -> list[Person]:
    """Those of whom nobody was asked yet whether they know this one.

    A pair was asked about when one of the two had their turn after the other came.
    """

    def known(a: Person, b: Person) -> bool:
        return a.pk in asked and asked[a.pk] >= b.made_at

    return [p for p in people if p != one and not known(one, p) and not known(p, one)]


def whose_turn(request: NetworkRequest, people: Sequence[Person], asked: Asked) -> Person | None:
    """Whoever was named in the address; else the first with a pair nobody was asked about."""
    named = request.GET.get("person")
    wanted = next((person for person in people if person.pk == named), None)
    return wanted or next((p for p in people if open_pairs(p, people, asked)), None)


def onward(walk: Walk, people: Sequence[Person]) -> HttpResponse:
    """The next person, or the next step when every pair was asked about."""
    asked = asked_about(walk)
    turn = next((person for person in people if open_pairs(person, people, asked)), None)
    if turn is None:
        return walk.on()
    return redirect(f"{walk.address('links')}?person={turn.pk}")


def look_back(walk: Walk, people: Sequence[Person]) -> HttpResponse:
    """Everybody was asked about: begin again with the first, ticked as it was."""
    if not people:
        return redirect(walk.address("people"))
    return redirect(f"{walk.address('links')}?person={people[0].pk}")


def came_from(walk: Walk, people: Sequence[Person], turn: Person) -> str:
    """The address of the person before this one; nothing for the first."""
    place = [person.pk for person in people].index(turn.pk)
    return f"{walk.address('links')}?person={people[place - 1].pk}" if place else ""
