"""Somebody's page: what the network knows, and what was lived and meant with them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from closeknit.networks.audience import Seen, seen, taking_part
from closeknit.networks.door import NetworkRequest, find, sighted
from closeknit.networks.faces import face_for
from closeknit.networks.models import Contact, Membership, Person, Portrait
from closeknit.networks.person_page import person_page
from closeknit.plans.responsibilities import held_and_named, held_by
from closeknit.plans.time_with import time_with
from closeknit.policy import Actor
from closeknit.stories.models import Consent, Moment, Story


def person(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """All of it for whoever is in charge; name and face for members."""
    actor = request.actor
    if not actor.in_charge:
        return _for_a_member(request, actor, person)
    today = timezone.localdate()
    roles, own = held_and_named(actor, person, today)
    page = person_page(request.network, actor, person, today, own)
    if page is None:
        raise Http404
    sighted(request, page.person)
    request.portraits = page.portraits
    context = {
        "page": page,
        "moments": _moments(request, person, page.members),
        "stories": _stories(request, person),
        "time": time_with(actor, page.person, today),
        "roles": roles,
    }
    return render(request, "home/person.html", context)


def _for_a_member(request: NetworkRequest, actor: Actor, key: str) -> HttpResponse:
    row = find(request, Person, key)
    portraits = {p.person_id or "": p for p in Portrait.visible_to(actor).filter(person=row)}
    own = row.pk == actor.person
    members = taking_part(request.network)
    context = {
        "person": row,
        "shown": face_for(row, portraits),
        "own": own,
        "contacts": Contact.visible_to(actor).filter(person=row),
        "moments": _moments(request, key, members),
        "stories": _stories(request, key),
        "roles": held_by(actor, key, timezone.localdate()),
        "seen": seen(row, request.network, actor, members) if own else None,
        "time": time_with(actor, row, timezone.localdate()) if own else None,
    }
    return render(request, "home/person_member.html", context)


def _stories(request: NetworkRequest, key: str) -> list[Story]:
    """Told stories with them in it. Whoever goes without their name is not found out here."""
    actor = request.actor
    here = Consent.of_somebody().filter(person=key, story=OuterRef("pk"))
    if not (actor.in_charge or key == actor.person):
        here = here.exclude(called__in=(Consent.Called.CHANGED, Consent.Called.NONE))
    rows = Story.visible_to(actor).exclude(told_at=None).filter(Exists(here))
    return list(rows.order_by("-told_at"))


def _moments(
    request: NetworkRequest, key: str, members: list[Membership]
) -> list[tuple[Moment, Seen]]:
    """What was lived with them, each with who sees it."""
    network, actor = request.network, request.actor
    told = Story.visible_to(actor).exclude(told_at=None)
    fully = Moment.visible_to(actor).filter(stories__in=told).values("pk")
    rows = Moment.visible_to(actor).filter(person=key).exclude(pk__in=fully)
    rows = rows.select_related("person")
    return [(moment, seen(moment, network, actor, members)) for moment in rows]
