"""The home of who invites, the way there, and the next session on the page about the day."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.workshops import frame, practice
from closeknit.workshops.models import Host, Seat, Series, Session
from tests.cast import entered
from tests.house.test_pages import MOST_QUERIES, Seen, well_made

from .scene import Workshop, workshop
from .told import evening

pytestmark = pytest.mark.django_db
SOON = dt.timedelta(minutes=20)


def text(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def home_of(at: Workshop) -> str:
    return reverse("host_page", args=[at.series.host_id])


def move(at: Workshop, starts: dt.datetime) -> Session:
    row = Session.of(at.series)[0]
    row.change(at.rosa, row.version, starts_at=starts)
    return row


def test_everybody_reads_who_invites_and_what_is_coming():
    at = workshop()
    draft = Series.begin(at.cast.rosa.account, at.series.host, [], title="Still a draft")
    page = Client().get(home_of(at))
    said = text(page)
    assert "The Orchard" in said
    assert "People around us" in said
    assert "Coming" in said
    assert "Still a draft" not in said
    assert "Kofi" not in said
    well_made(Seen(page.content.decode()), "host_page")
    own = text(entered(at.cast, "rosa").get(reverse("host", args=[at.series.host_id])))
    assert draft.title in own


def test_what_is_on_and_what_is_over_stands_apart():
    at = workshop()
    move(at, timezone.now() - dt.timedelta(days=1))
    assert "On at the moment" in text(Client().get(home_of(at)))
    row = at.fresh()
    row.end(at.rosa, row.version)
    said = text(Client().get(home_of(at)))
    assert "People around us" not in said  # over, and no recap is public
    assert "Over" in text(entered(at.cast, "rosa").get(reverse("host", args=[row.host_id])))


def test_recaps_are_found_from_the_public_page_also_when_the_series_is_over():
    told = evening()
    archive = reverse("public_recaps", args=[told.here.series.pk])
    assert Client().get(archive).status_code == 404
    recap = told.publish()
    page = Client().get(archive)
    assert recap.session.title in text(page)
    well_made(Seen(page.content.decode()), "public_recaps")
    front = Client().get(reverse("workshop", args=[told.here.series.pk]))
    assert archive in front.content.decode()
    row = told.here.fresh()
    row.end(told.here.rosa, row.version)
    assert archive in Client().get(home_of(told.here)).content.decode()
    assert Client().get(archive).status_code == 200
    told.recap().unpublish(told.here.rosa)
    assert Client().get(archive).status_code == 404


def test_a_host_that_told_nobody_of_anything_has_no_public_page():
    at = workshop()
    hidden = Host.begin(at.cast.rosa.account, "Not yet")
    session = practice.begin(at.cast.rosa.account, str(frame.AGREEMENT))
    for key in (hidden.pk, session.series.host_id, "a" * 16):
        assert Client().get(reverse("host_page", args=[key])).status_code == 404


def test_the_home_takes_as_many_queries_for_one_series_as_for_twenty():
    at = workshop()
    rosa = entered(at.cast, "rosa")

    def counted() -> list[int]:
        found = []
        for client, where in (
            (Client(), home_of(at)),
            (rosa, reverse("host", args=[at.series.host_id])),
            (rosa, "/workshops/"),
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(where)
            found.append(len(queries))
        return found

    counted()
    few = counted()
    for number in range(20):
        row = Series.begin(at.cast.rosa.account, at.series.host, [], title=f"More {number}")
        row.publish(row.actor(at.cast.rosa.account), row.version)
    assert counted() == few
    assert max(few) <= MOST_QUERIES


@pytest.mark.parametrize(("who", "there"), [("rosa", True), ("kofi", True), ("tanya", False)])
def test_workshops_stand_among_the_rooms_of_whoever_leads_or_comes(who, there):
    at = workshop()
    browser = entered(at.cast, who)
    for room in ("today", "people"):  # the second needs no question more
        page = browser.get(reverse(room, args=[at.cast.network.pk]))
        assert ('href="/workshops/"' in page.content.decode()) is there, room


def test_today_says_when_the_next_session_is_and_opens_its_room_when_it_is_near():
    at = workshop()
    today = reverse("today", args=[at.cast.network.pk])
    kofi = entered(at.cast, "kofi")
    row = move(at, timezone.now() + dt.timedelta(days=2))
    room = reverse("room", args=[at.series.pk, row.pk])
    said = kofi.get(today).content.decode()
    assert reverse("session", args=[at.series.pk, row.pk]) in said
    assert room not in said
    move(at, timezone.now() + SOON)
    for who in ("kofi", "rosa"):
        client = entered(at.cast, who)
        assert room in client.get(today).content.decode()
        assert room in client.get("/workshops/").content.decode()
    assert room not in entered(at.cast, "tanya").get(today).content.decode()


def test_whoever_waits_for_a_place_or_has_none_any_more_is_told_of_no_session():
    at = workshop(capacity=2)
    move(at, timezone.now() + SOON)
    waits = Seat.sign_up(at.series, {"name": "Tanya"}, account=at.cast.tanya.account)
    assert waits.waits
    at.kofi.leave(at.kofi.actor())
    today = reverse("today", args=[at.cast.network.pk])
    assert "Your workshop" in text(entered(at.cast, "tanya").get(today))  # she came up
    assert "Your workshop" not in text(entered(at.cast, "kofi").get(today))
    row = at.fresh()
    row.end(at.rosa, row.version)
    assert "Your workshop" not in text(entered(at.cast, "tanya").get(today))
