"""The door: how one knocks, and what happens when two come in at the same moment."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.networks.models import Chapter, Dismissal, Link, Network, Row, Stale
from tests.addresses import ALL, OF_A_NETWORK, address, fill
from tests.cast import entered, place

pytestmark = pytest.mark.django_db
DEEDS = {  # done by whoever is second; what they send
    "take_away": {},
    "undo_move": {"was": "3"},
    "finish_intention": {},
    "remove_intention": {},
    "remove_wish": {},
    "raise_finding": {},
    "undo_contacts": {},
    "person_face": {"face": "june", "part": "middle"},
}


@pytest.mark.parametrize("method", ["options", "trace", "put", "patch", "delete"])
def test_only_a_form_that_was_sent_does_anything(cast, method):
    """OPTIONS and TRACE pass the check for forged forms, so they must never do a deed."""
    parts = fill(cast)
    maya = Client(enforce_csrf_checks=True)
    maya.force_login(cast.account("maya"))
    before = Entry.objects.count()
    for name in OF_A_NETWORK:
        answer = getattr(maya, method)(address(name, parts))
        assert answer.status_code in (403, 404)
    assert Entry.objects.count() == before


@pytest.fixture
def parts(cast) -> dict[str, str]:
    return fill(cast)


@pytest.fixture
def somebody_is_quicker(parts, monkeypatch) -> None:
    """Every row changes in the moment before it is written."""
    move = Row._move

    def late(self, *args, **more):
        type(self).everyones.filter(pk=self.pk).update(version=self.version + 5)
        return move(self, *args, **more)

    monkeypatch.setattr(Row, "_move", late)


@pytest.mark.usefixtures("somebody_is_quicker")
@pytest.mark.parametrize("name", DEEDS)
def test_whoever_comes_second_is_told_and_nothing_is_half_done(cast, parts, name):
    before = Entry.objects.count()
    answer = entered(cast, "maya").post(address(name, parts), DEEDS[name])
    assert answer.status_code in (302, 409)
    assert Entry.objects.count() == before


@pytest.mark.usefixtures("somebody_is_quicker")
def test_who_was_late_can_go_and_look(cast, parts):
    answer = entered(cast, "maya").post(address("remove_wish", parts))
    assert answer.status_code == 409
    assert reverse("people", args=[cast.network.pk]) in answer.content.decode()


def test_two_who_say_the_same_in_one_moment_say_it_once(cast, monkeypatch):
    rosa, june = cast.people["rosa"].pk, cast.people["june"].pk
    Link.know_each_other(cast.maya, rosa, june)
    Dismissal.dismiss(cast.maya, "groups_not_met")
    look = Row.visible_to.__func__
    for model in (Link, Dismissal):
        blind = iter([True])

        def not_yet(cls, actor, *args, seen=blind):
            rows = look(cls, actor, *args)
            return Once(rows, seen)

        monkeypatch.setattr(model, "visible_to", classmethod(not_yet))
    assert Link.know_each_other(cast.rosa, rosa, june).author_id == cast.maya.account
    assert Dismissal.dismiss(cast.rosa, "groups_not_met").author_id == cast.maya.account


class Once:
    """Rows that are not there yet when one looks for the first time."""

    def __init__(self, rows, blind) -> None:
        self.rows, self.blind = rows, blind

    def filter(self, **said):
        return Once(self.rows.filter(**said), self.blind)

    def first(self):
        return None if next(self.blind, False) else self.rows.first()


def test_a_network_that_is_in_the_bin_opens_to_nobody(cast):
    parts = fill(cast)
    Network.everyones.filter(pk=cast.network.pk).update(binned_at=cast.network.made_at)
    assert entered(cast, "maya").get(address("map", parts)).status_code == 404


def test_a_chapter_is_not_put_right_on_the_page_of_somebody_else(cast):
    parts = fill(cast) | {"person": cast.people["rosa"].pk}
    assert entered(cast, "maya").get(address("tie_wrong", parts)).status_code == 404


NOBODY_WROTE = ("\0", "maya\0", "%ED%A0%80", "x" * 9000, "‮{{ 7 }}")
KEYS = [(name, part) for name in OF_A_NETWORK for part in ALL[name].pattern.regex.groupindex]


def nothing_there(client, parts, name, part, text) -> None:
    where = address(name, parts | {part: text})
    assert client.get(where).status_code == 404
    assert client.post(where).status_code == 404


def test_an_address_that_nobody_wrote_leads_nowhere(cast, parts):
    """Each text takes its turn from key to key; the long tier tries every text at every key."""
    maya = entered(cast, "maya")
    for number, (name, part) in enumerate(KEYS):
        nothing_there(maya, parts, name, part, NOBODY_WROTE[number % len(NOBODY_WROTE)])


@pytest.mark.long
@pytest.mark.parametrize("text", NOBODY_WROTE)
def test_no_address_that_nobody_wrote_leads_anywhere(cast, parts, text):
    maya = entered(cast, "maya")
    for name, part in KEYS:
        nothing_there(maya, parts, name, part, text)


def test_a_question_no_database_understands_finds_nothing(cast):
    maya, parts = entered(cast, "maya"), fill(cast)
    for name in ("people", "choose_contacts", "first_steps"):
        assert maya.get(address(name, parts), {"find": "a\0"}).status_code == 404


def test_a_cookie_no_browser_made_is_no_cookie():
    cookie = {"cookie": r'closeknit_session="aaaaaaaaaaaa\000"'}
    assert Client().get("/enter/", headers=cookie).status_code == 200


def test_keys_no_page_wrote_tick_nobody(cast):
    sent = {"shown": ["a\0", "<b>"], "ticked": ["a\0"]}
    answer = entered(cast, "maya").post(address("choose_contacts", fill(cast)), sent)
    assert answer.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_many_who_move_somebody_at_once_begin_one_chapter(cast):
    june, many = cast.people["june"], 6
    chapter = place(cast, "june", circle=4)
    long_ago = chapter.made_at - dt.timedelta(days=3)
    Chapter.everyones.filter(pk=chapter.pk).update(made_at=long_ago)
    together = threading.Barrier(many)

    def move(number: int) -> None:
        together.wait()
        try:
            with contextlib.suppress(Stale):
                Chapter.turn(cast.maya, june, timezone.localdate(), circle=number % 3 + 1)
        finally:
            connection.close()

    movers = [threading.Thread(target=move, args=[number]) for number in range(many)]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()
    assert Chapter.everyones.filter(person=june).count() == 2
