"""Fifty people take the same turn in the same moment: one has it, the others are told kindly."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Person
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Role
from tests.cast import Cast, assemble

SORRY = "Somebody just took this one"


def member(cast: Cast, number: int) -> Client:
    """One more who takes part, with a browser of their own."""
    account = Account.objects.create_user(email=f"m{number}@example.org", name=f"M{number}")
    person = Person.welcome(cast.maya, f"M{number}")
    opened = {"person": person, "opened_at": timezone.now()}
    Membership.welcome(cast.maya, account.pk, Role.MEMBER, **opened)
    client = Client()
    client.force_login(account)
    return client


def all_at_once(clients: list[Client], where: str, sent: dict[str, str]) -> list[str]:
    """What each of them reads after tapping in the same moment."""
    together, lock, read = threading.Barrier(len(clients)), threading.Lock(), []

    def tap(client: Client) -> None:
        together.wait()
        answer = client.post(where, sent, follow=True)
        with lock:
            read.append(answer.content.decode() if answer.status_code == 200 else "")
        connections.close_all()

    threads = [threading.Thread(target=tap, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return read


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [8, pytest.param(50, marks=pytest.mark.long)])
@pytest.mark.parametrize("seats", [1, 3])
def test_of_many_who_tap_at_once_as_many_have_it_as_there_are_seats(many, seats):
    cast = assemble()
    day = timezone.localdate() + dt.timedelta(days=3)
    ask = Ask.begin(cast.maya, title="A lift", first_on=day, seats=seats)
    ask.tell(cast.maya, ask.version)
    clients = [member(cast, number) for number in range(many)]
    where = reverse("turn_take", args=[cast.network.pk, ask.pk])
    sent = {"starts_at": ask.slots(timezone.now())[0].isoformat(), "next": "asks"}
    read = all_at_once(clients, where, sent)
    assert sum("It is yours" in page for page in read) == seats
    assert sum(SORRY in page for page in read) == many - seats
    held = Turn.visible_to(cast.maya).filter(answer="yes")
    assert sorted(held.values_list("seat", flat=True)) == list(range(1, seats + 1))
