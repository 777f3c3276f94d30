"""Many screens ask at once: what they see alike is read once, and what is one’s own stays that."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closeknit.workshops.alike import MOST, Alike, _kept
from closeknit.workshops.models import Hand, Series, Session

from .test_room import Room, by_link, room

__all__ = ["room"]

pytestmark = pytest.mark.django_db

MOVES = {"HX-Request": "true"}


def moved(room: Room, who: Client, status: int = 200) -> str:
    """What this screen gets once it is told that something moved."""
    answer = who.get(room.at("room"), headers=MOVES)
    assert answer.status_code == status
    return answer.content.decode()


def asked(room: Room, who: Client) -> int:
    with CaptureQueriesContext(connection) as questions:
        moved(room, who)
    return len(questions)


def test_the_second_screen_asks_for_little_more_than_who_it_is(room: Room) -> None:
    room.open()
    first, second = asked(room, room.june), asked(room, by_link(room.shop.june))
    assert second == 3  # who, with which place, and whether anything moved since
    assert second < first


def test_what_one_place_says_is_on_no_other_screen(room: Room) -> None:
    opening = room.open(prompt="Who was there?")
    for who in (room.kofi, room.june):
        assert "Who was there?" in moved(room, who)
    room.do(room.june, "room_answer", opening.pk, words="Only June knows.")
    room.do(room.june, "room_hand")
    assert "Only June knows." in moved(room, room.june)
    assert "sees that you would like a hand" in moved(room, room.june)
    told = moved(room, room.kofi)
    assert "Only June knows." not in told
    assert "sees that you would like a hand" not in told


def test_words_that_are_only_begun_are_back_on_their_own_screen(room: Room) -> None:
    opening = room.open()
    moved(room, room.kofi)
    room.do(room.kofi, "room_answer", opening.pk, keep="1", words="I begin to")
    assert "I begin to</textarea>" in moved(room, room.kofi)
    room.do(room.kofi, "room_answer", opening.pk, keep="1", words="I begin to say")
    assert "I begin to say</textarea>" in moved(room, room.kofi)
    assert "I begin" not in moved(room, room.june)


def test_what_is_opened_next_or_said_anew_is_on_the_screens_at_once(room: Room) -> None:
    opening = room.open(prompt="Who was there?")
    assert "Who was there?" in moved(room, room.june)
    block = opening.activity
    block.refresh_from_db()
    block.change(room.shop.rosa, block.version, prompt="Who came along?")
    assert "Who came along?" in moved(room, room.june)
    room.open(prompt="And then?")
    told = moved(room, room.june)
    assert "And then?" in told
    assert "Who came along?" not in told


def test_groups_are_on_the_screens_of_those_who_sit_in_them_at_once(room: Room) -> None:
    room.open()
    assert "Your group" not in moved(room, room.june)
    said = {"size": "3", "pairs": "apart", "prompt": "", "minutes": ""}
    places = {f"at-{room.shop.june.pk}": "1", f"at-{room.shop.kofi.pk}": "1"}
    room.do(room.rosa, "room_groups", how="by_hand", **said, **places)
    assert "Kofi" in moved(room, room.june)
    assert "June" in moved(room, room.kofi)


def test_a_hand_that_is_settled_is_down_at_once(room: Room) -> None:
    room.do(room.june, "room_hand")
    assert "sees that you would like a hand" in moved(room, room.june)
    Hand.everyones.get(seat=room.shop.june).settle(room.shop.rosa)
    assert "I could use a hand" in moved(room, room.june)


def test_whoever_may_not_be_here_any_more_finds_nothing_though_it_is_kept(room: Room) -> None:
    room.open()
    moved(room, room.june)
    moved(room, room.kofi)
    room.shop.june.leave(room.shop.june.actor())
    moved(room, room.june, status=404)
    Session.of(room.shop.series)[0].take_away(room.shop.rosa)
    moved(room, room.kofi, status=404)


def test_a_session_of_another_workshop_is_missing_here(room: Room) -> None:
    rosa, host = room.cast.rosa.account, room.shop.series.host
    series = Series.begin(rosa, host, [{"title": "Elsewhere"}], title="Others", capacity=3)
    other = str(Session.of(series)[0].pk)
    assert Alike.lately(other) is not None
    where = room.at("room").replace(str(room.session.pk), other)
    assert room.june.get(where, headers=MOVES).status_code == 404
    for key in ("nothing", "a%00b"):
        where = room.at("room").replace(str(room.session.pk), key)
        assert room.june.get(where, headers=MOVES).status_code == 404


def test_no_more_rooms_are_kept_than_fit(room: Room) -> None:
    for number in range(MOST):
        _kept[str(number)] = (0.0, Alike.read(room.session))
    Alike.lately(str(room.session.pk))
    assert len(_kept) == 1
