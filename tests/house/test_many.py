"""Every page of a network is as quick with 500 people as with five, for whoever opens it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.addresses import address, fill
from tests.cast import assemble, entered, sure
from tests.crowd import ASKS, PEOPLE, TOUCHES, crowd, how_many

from .test_pages import MOST_BYTES, MOST_QUERIES, PAGES

pytestmark = pytest.mark.django_db
FEW = (10, 20, 4)
"""Somebody and something of each kind, as among many: nothing there takes no queries."""
READERS = ("maya", "rosa", "kofi", "tanya")
Looks = Mapping[tuple[str, str], tuple[int, int]]


def look(client: Client, where: str) -> tuple[int, int] | None:
    """Its queries and its weight, with the first entry of a look; None where nothing is found."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(where)
    if answer.status_code == 404:
        return None
    assert answer.status_code in (200, 302), where
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    asked = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    return len(asked), len(gzip.compress(body))


def looks(clients: Mapping[str, Client], where: Mapping[str, str]) -> Looks:
    """Each page as each of them finds it."""
    found = {
        (who, name): look(client, place)
        for who, client in clients.items()
        for name, place in where.items()
    }
    return {at: seen for at, seen in found.items() if seen}


@pytest.mark.parametrize("who", ["maya", "rosa"])
@pytest.mark.parametrize("name", ["bin", "alike"])
def test_what_was_taken_away_and_who_looks_alike_take_no_more_for_many(name: str, who: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        cast = assemble()
        where = address(name, fill(cast))
        client = sure(entered(cast, who))
        crowd(cast, FEW)
        client.get(where)
        few, many = look(client, where), None
        crowd(cast, (60, 20, 4))
        many = look(client, where)
    assert few
    assert many
    assert many[0] <= min(few[0], MOST_QUERIES)
    assert many[1] > few[1], "more of them is shown"


@pytest.mark.long
def test_every_page_takes_few_queries_and_the_same_for_five_as_for_five_hundred() -> None:
    """The clock stands still: a slow machine does not make a visit old."""
    with time_machine.travel(timezone.now(), tick=False):
        cast = assemble()
        parts = fill(cast)
        crowd(cast, FEW)
        where = {name: address(name, parts) for name in PAGES}
        clients = {who: sure(entered(cast, who)) for who in READERS}
        few = looks(clients, where)
        crowd(cast)
        assert how_many(cast.network) >= (PEOPLE, TOUCHES, ASKS)
        many = looks(clients, where)
    assert {("maya", "map"), ("maya", "asks"), ("kofi", "asks")} <= many.keys() == few.keys()
    assert {at: asked for at, (asked, _) in few.items() if asked > MOST_QUERIES} == {}
    assert {at: asked for at, (asked, _) in many.items() if asked > MOST_QUERIES} == {}
    more = {at: (few[at][0], asked) for at, (asked, _) in many.items() if asked > few[at][0] + 1}
    assert more == {}
    assert {at: weight for at, (_, weight) in many.items() if weight > MOST_BYTES} == {}
