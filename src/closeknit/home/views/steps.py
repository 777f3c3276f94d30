"""The first steps: where one stands, and the door to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse

from closeknit.home.models import Step
from closeknit.home.steps import STEPS, has_somebody, here
from closeknit.home.words import TITLES
from closeknit.networks.door import NetworkRequest
from closeknit.plans.models import Intention
from closeknit.policy import Actor

from . import knit, missing, people, telling, ties
from .walk import Walk

PAGES: Mapping[str, Callable[[NetworkRequest], HttpResponse]] = {
    "story": telling.story,
    "purpose": telling.purpose,
    "people": people.people,
    "nobody": people.nobody,
    "circles": ties.circles,
    "supports": ties.supports,
    "links": knit.links,
    "missing": missing.missing,
    "intention": telling.intention,
}


def first_step(request: NetworkRequest, network: str, step: str) -> HttpResponse:
    """One question."""
    if step not in PAGES:
        raise Http404
    return PAGES[step](request)


def answered(actor: Actor) -> dict[str, str]:
    """What was answered or left out. Of the private question each reader sees only their own."""
    states = Step.states(actor)
    if "intention" in states and Intention.visible_to(actor).exists():
        states["intention"] = Step.State.DONE
    return states


def first_steps(request: NetworkRequest, network: str) -> HttpResponse:
    """What was answered and what was not, and the way on: to a question, or to the map."""
    walk = Walk(request, "people")
    states = answered(walk.actor)
    now = here(states, walk.seen)
    rows = [
        {
            "title": TITLES[step].to(walk.seen),
            "href": walk.address(step),
            "state": states.get(step, ""),
            "here": step == now,
        }
        for step in STEPS
        if has_somebody(step, walk.seen)
    ]
    counted = len(walk.seen.network.counted)
    return walk.page("first_steps", rows=rows, now=now, counted=counted, begun=bool(states))
