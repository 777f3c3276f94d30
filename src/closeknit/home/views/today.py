"""Today: the first page after coming in; and how the network is doing, for those in charge."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from closeknit.core.gaps import support_matrix
from closeknit.home.answers import answers
from closeknit.home.today import Reader
from closeknit.home.today import today as told_today
from closeknit.networks.door import NetworkRequest, seen
from closeknit.networks.matrix import rows_of
from closeknit.networks.models import Person, Portrait
from closeknit.networks.shell import sees_all
from closeknit.policy import Role
from closeknit.workshops.near import next_session

FEW = 5


def today(request: NetworkRequest, network: str) -> HttpResponse:
    """Whom to make time for, what was asked, what is next, a memory, and one gentle question."""
    actor = request.actor
    now = timezone.localtime()
    people = {person.pk: person for person in Person.visible_to(actor)}
    request.portraits = {row.person_id or "": row for row in Portrait.visible_to(actor)}
    waits = answers(actor, str(request.user.pk), now.date())
    reader = Reader(actor, request.network, called(request), now)
    near = None if actor.frozen else next_session(request)
    shown = told_today(reader, people, request.portraits, waits=waits, session=near)
    return render(request, "home/today.html", {"today": shown, "sees_all": sees_all(actor)})


def called(request: NetworkRequest) -> str:
    """How the page greets whoever reads."""
    if request.actor.role is Role.PERSON:
        return request.network.name
    account: Any = request.user
    return request.me.name if request.me else str(account.get_short_name())


def how_it_goes(request: NetworkRequest, network: str) -> HttpResponse:
    """Each kind of support, and how many are there for it: a part of Today, or a page."""
    snapshot = seen(request)
    rows = rows_of(support_matrix(snapshot.network), snapshot).rows
    part = request.headers.get("HX-Request") == "true"
    template = "home/_how_it_goes.html" if part else "home/how_it_goes.html"
    return render(request, template, {"rows": rows[:FEW] if part else rows})
