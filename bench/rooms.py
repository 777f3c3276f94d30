"""Rooms for `bench/room.py`: written by its verbs, printed as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse


def seed(rooms: int, people: int, activities: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    print(json.dumps([a_room(number, people, activities) for number in range(rooms)]))


def a_room(number: int, people: int, activities: int) -> dict[str, Any]:
    """A session with so many people by link, its facilitator, and a plan."""
    from closeknit.accounts.models import Account
    from closeknit.workshops.models import Activity, Host, Seat, Series, Session

    account = Account.objects.create_user(email=f"lead-{number}@example.org", name="Lead")
    series = Series.begin(account.pk, Host.begin(account.pk, "Host"), title="A", capacity=people)
    lead = series.actor(account.pk)
    session = Session.add(lead, title="One", minutes=120)
    here = [series.pk, session.pk]
    plan = []
    for one in range(activities):
        word = f"activity-{number}-{one}"
        said = {"kind": "question", "title": "Q", "prompt": word, "minutes": 10}
        row = Activity.add(lead, session, **said)
        plan.append({"word": word, "open": reverse("room_open", args=[*here, row.pk])})
    seats = [Seat.take_in(lead, series, name=f"Guest {one}") for one in range(people)]
    client = Client()
    client.force_login(account)
    return {
        "page": reverse("room", args=here),
        "events": reverse("room_events", args=here),
        "activities": plan,
        "lead": cookies(client),
        "seats": [cookies(by_link(seat)) for seat in seats],
    }


def by_link(seat: Any) -> Client:
    """A browser that came by the link of this place."""
    from closeknit.networks.models import tokens
    from closeknit.workshops.door import PLACES

    client = Client()
    session = client.session
    session[PLACES] = {seat.series_id: tokens.hashed(seat.token)}
    session.save()
    return client


def cookies(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
