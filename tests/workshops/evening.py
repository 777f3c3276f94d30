"""An evening for the journeys: a session with a plan, and the cookies of those who come."""

from __future__ import annotations

import datetime as dt
import json

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.workshops.models import Activity, Session
from tests import ready
from tests.cast import entered

from .scene import workshop
from .test_room import by_link

PLAN = (
    ("question", "Story", "Who turned up for you?"),
    ("prompt", "Wishes", "What would you wish for?"),
    ("words", "One word", "A network, in a word?"),
    ("round", "Told", "A story of somebody who was there"),
    ("closing", "Closing", "What do you take home?"),
)


def seed() -> None:
    """Written by the verbs; printed as JSON."""
    ready.bring(str(settings.DATABASES["default"]["NAME"]))
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    shop = workshop()
    session = Session.add(shop.rosa, title="Turning up", starts_at=timezone.now())
    session.change(shop.rosa, session.version, starts_at=timezone.now() - dt.timedelta(minutes=4))
    for kind, title, prompt in PLAN:
        Activity.add(shop.rosa, session, kind=kind, title=title, prompt=prompt, minutes=10)
    here = [shop.series.pk, session.pk]
    told: dict[str, object] = {"room": reverse("room", args=here)}
    told["events"] = reverse("room_events", args=here)
    rosa, kofi = (entered(shop.cast, name) for name in ("rosa", "kofi"))
    for name, client in (("rosa", rosa), ("kofi", kofi), ("june", by_link(shop.june))):
        told[name] = cookies(client)
    print(json.dumps(told))


def cookies(client: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}
