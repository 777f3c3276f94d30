"""The live room, through the real door: one activity at a time, answers shown when it is time."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closeknit.networks.models import tokens
from closeknit.policy import Denied
from closeknit.workshops.door import PLACES
from closeknit.workshops.models import (
    Activity,
    Answer,
    Done,
    Event,
    Group,
    Hand,
    LeadNote,
    Opening,
    Parked,
    Presence,
    Recap,
    Seat,
    Session,
    Telling,
)
from closeknit.workshops.recap import Material, drafted, read
from tests.cast import Cast, entered
from tests.forms import the_form

from .scene import Workshop, workshop

pytestmark = pytest.mark.django_db


def by_link(seat: Seat) -> Client:
    """A browser that came by the link of this place."""
    client = Client()
    session = client.session
    session[PLACES] = {seat.series_id: tokens.hashed(seat.token)}
    session.save()
    return client


@dataclass
class Room:
    """A session that is on: Rosa leads it, Kofi has an account, June came by her link."""

    shop: Workshop
    session: Session
    rosa: Client
    kofi: Client
    june: Client

    @property
    def cast(self) -> Cast:
        return self.shop.cast

    def at(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.shop.series.pk, self.session.pk, *more])

    def page(self, who: Client, name: str = "room") -> str:
        answer = who.get(self.at(name))
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def do(self, who: Client, name: str, *more: Any, **said: Any) -> Any:
        return who.post(self.at(name, *more), said)

    def activity(self, kind: str, **said: Any) -> Activity:
        told = {"kind": kind, "title": f"A {kind}", "prompt": f"About {kind}?", "minutes": 10}
        return Activity.add(self.shop.rosa, self.session, **{**told, **said})

    def open(self, kind: str = "question", **said: Any) -> Opening:
        chosen = self.activity(kind, **said)
        assert self.do(self.rosa, "room_open", chosen.pk).status_code == 302
        return Opening.everyones.get(activity=chosen)

    def turn(self, opening: Opening, how: str) -> None:
        assert self.do(self.rosa, "room_turn", opening.pk, turn=how).status_code == 302


@pytest.fixture
def room() -> Room:
    shop = workshop()
    session = Session.of(shop.series)[0]
    rosa, kofi = (entered(shop.cast, name) for name in ("rosa", "kofi"))
    return Room(shop, session, rosa, kofi, by_link(shop.june))


def test_a_stranger_finds_no_room(room: Room) -> None:
    for who in (entered(room.cast, "lena"), Client(), entered(room.cast, "maya")):
        for name in ("room", "room_wall", "room_groups", "room_events"):
            assert who.get(room.at(name)).status_code in (302, 404)
    gone = by_link(room.shop.june)
    room.shop.june.leave(room.shop.june.actor())
    assert gone.get(room.at("room")).status_code in (302, 404)


def test_nobody_with_a_place_does_what_the_facilitator_does(room: Room) -> None:
    opening = room.open()
    for who in (room.kofi, room.june):
        assert who.get(room.at("room_wall")).status_code == 404
        assert who.get(room.at("room_groups")).status_code == 404
        assert room.do(who, "room_turn", opening.pk, turn="show").status_code == 404
        assert room.do(who, "room_open", opening.activity_id).status_code == 404
        assert room.do(who, "room_park", words="x").status_code == 404
        assert room.do(who, "room_note", words="x").status_code == 404
        where = [room.shop.june.pk]
        assert room.do(who, "room_presence", *where, how="here").status_code == 404
    for name in ("room_answer", "room_tell", "room_done"):
        assert room.do(room.rosa, name, opening.pk, words="x", state="done").status_code == 404


def test_what_is_opened_stands_on_every_screen_and_one_at_a_time(room: Room) -> None:
    assert "We begin soon" in room.page(room.june)
    room.open("question", prompt="What is a neighbour for?")
    for who in (room.rosa, room.kofi, room.june):
        assert "What is a neighbour for?" in room.page(who)
    room.open("prompt", prompt="Who would you call at night?")
    for who in (room.kofi, room.june):
        told = room.page(who)
        assert "Who would you call at night?" in told
        assert "What is a neighbour for?" not in told
    assert "Who would you call at night?" in room.page(room.rosa, "room_wall")


def test_an_answer_is_its_writers_alone_until_it_is_shown(room: Room) -> None:
    opening = room.open()
    room.do(room.june, "room_answer", opening.pk, words="She minded the baby.")
    assert "She minded the baby." in room.page(room.june)
    for who, name in ((room.rosa, "room"), (room.kofi, "room"), (room.rosa, "room_wall")):
        assert "She minded the baby." not in room.page(who, name)
    assert "1 answered" in room.page(room.rosa)
    room.turn(opening, "show")
    for who, name in ((room.rosa, "room"), (room.kofi, "room"), (room.rosa, "room_wall")):
        told = room.page(who, name)
        assert "She minded the baby." in told
        assert '<p class="small">June</p>' not in told
    room.turn(opening, "hide")
    assert "She minded the baby." not in room.page(room.kofi)


def test_a_name_stands_beside_an_answer_only_by_its_writers_wish(room: Room) -> None:
    opening = room.open()
    room.do(room.june, "room_answer", opening.pk, words="Petrol in a storm.", signed="on")
    room.turn(opening, "show")
    assert '<p class="small">June</p>' in room.page(room.kofi)


def test_passing_is_always_an_option(room: Room) -> None:
    opening = room.open()
    room.do(room.june, "room_answer", opening.pk, words="Something I regret.")
    room.do(room.june, "room_answer", opening.pk, **{"pass": "1"})
    told = room.page(room.june)
    assert "You passed, and that is fine." in told
    assert "Something I regret." not in told
    assert "1 passed" in room.page(room.rosa)
    assert Answer.everyones.get().words == ""


def test_what_is_typed_after_the_end_comes_back_with_a_sentence(room: Room) -> None:
    opening = room.open()
    room.turn(opening, "stop")
    answer = room.do(room.june, "room_answer", opening.pk, words="Almost done with th")
    told = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Almost done with th" in told
    assert "The facilitator has gone on" in told
    room.open("prompt")
    answer = room.do(room.june, "room_answer", opening.pk, words="And this as well")
    assert answer.status_code == 422
    assert "And this as well" in unescape(answer.content.decode())
    assert Answer.everyones.count() == 0


def test_words_being_typed_are_kept_and_counted_but_are_no_answer(room: Room) -> None:
    opening = room.open()
    kept = room.do(room.june, "room_answer", opening.pk, words="I am still thi", keep="1")
    assert kept.status_code == 204
    assert "I am still thi" in room.page(room.june)
    assert "1 writing" in room.page(room.rosa)
    room.turn(opening, "show")
    assert "I am still thi" not in room.page(room.kofi)
    room.do(room.june, "room_answer", opening.pk, words="I am still thinking.")
    late = room.do(room.june, "room_answer", opening.pk, words="I am", keep="1")
    assert late.status_code == 204
    assert Answer.everyones.get().words == "I am still thinking."


def test_an_empty_answer_gets_a_sentence_beside_it(room: Room) -> None:
    opening = room.open()
    for words, said in (("  ", "or pass. Both are fine."), ("x" * 601, "Shorten it a little.")):
        answer = room.do(room.kofi, "room_answer", opening.pk, words=words)
        assert answer.status_code == 422
        assert said in unescape(answer.content.decode())


def test_single_words_are_gathered(room: Room) -> None:
    opening = room.open("words")
    room.do(room.june, "room_answer", opening.pk, words="Trust")
    room.do(room.kofi, "room_answer", opening.pk, words="trust ")
    room.turn(opening, "show")
    assert "×2" in room.page(room.rosa, "room_wall")


def test_a_hand_is_seen_by_the_facilitator_alone(room: Room) -> None:
    room.do(room.june, "room_hand")
    room.do(room.june, "room_hand")
    hand = Hand.everyones.get()
    assert "I was there" in room.page(room.rosa)
    assert "hand.pk" not in room.page(room.kofi)
    assert room.do(room.kofi, "room_hand", settled=hand.pk).status_code == 404
    assert "It is settled" in room.page(room.june)
    room.do(room.rosa, "room_hand", settled=hand.pk)
    assert "I could use a hand" in room.page(room.june)
    room.do(room.june, "room_hand")
    assert Hand.everyones.count() == 2


def test_attendance_takes_one_tap(room: Room) -> None:
    june = room.shop.june.pk
    assert "0 here" in room.page(room.rosa)
    for how, said in (("late", "came late"), ("left", "left early"), ("here", "1 here")):
        room.do(room.rosa, "room_presence", june, how=how)
        assert said in room.page(room.rosa)
    assert Presence.everyones.get().late is False
    room.do(room.rosa, "room_presence", june, how="away")
    assert "0 here" in room.page(room.rosa)
    assert room.do(room.rosa, "room_presence", june, how="dancing").status_code == 404


def test_what_is_for_later_and_notes_are_the_facilitators(room: Room) -> None:
    room.do(room.rosa, "room_park", words="Who decides what counts as family?")
    room.do(room.rosa, "room_note", words="June seemed tired.")
    room.do(room.rosa, "room_note", words="June seemed tired, call her.")
    told = room.page(room.rosa)
    assert "Who decides what counts as family?" in told
    assert "June seemed tired, call her." in told
    for who, name in ((room.kofi, "room"), (room.june, "room"), (room.rosa, "room_wall")):
        told = room.page(who, name)
        assert "counts as family" not in told
        assert "tired" not in told
    assert LeadNote.everyones.count() == 1
    room.do(room.rosa, "room_park", settled=Parked.everyones.get().pk)
    assert "counts as family" not in room.page(room.rosa)
    assert room.do(room.rosa, "room_park", words="").status_code == 422


def test_a_story_stays_in_the_room_unless_its_teller_says_otherwise(room: Room) -> None:
    opening = room.open("round")
    said = {"goes": "stays", "words": "Not to be written anywhere."}
    room.do(room.june, "room_tell", opening.pk, **said)
    told = Telling.everyones.get()
    assert (told.words, told.goes) == ("", False)
    assert "1 stays in the room." in room.page(room.rosa)
    said = {"goes": "first", "words": "A father brought petrol."}
    room.do(room.june, "room_tell", opening.pk, **said)
    told.refresh_from_db()
    assert (told.words, told.goes, told.named) == ("A father brought petrol.", True, "first")
    assert "A father brought petrol." not in room.page(room.kofi)
    room.do(room.june, "room_tell", opening.pk, back="1")
    told.refresh_from_db()
    assert told.words == ""
    assert "Nobody yet, and that is fine." in room.page(room.rosa)
    assert room.do(room.june, "room_tell", opening.pk, goes="").status_code == 422
    room.do(room.kofi, "room_answer", opening.pk, **{"pass": "1"})
    assert "You listen today, and that is fine." in room.page(room.kofi)


def test_a_story_after_the_end_comes_back_with_a_sentence_and_can_be_taken_back(room: Room) -> None:
    opening = room.open("round")
    told = {"goes": "first", "words": "A father brought petrol."}
    room.do(room.june, "room_tell", opening.pk, **told)
    for closed in ("turn", "next"):
        room.turn(opening, "close") if closed == "turn" else room.open("round")
        for said in ({"words": "It was my boss."}, {"goes": "full"}):
            answer = room.do(room.june, "room_tell", opening.pk, **told | said)
            page = unescape(answer.content.decode())
            assert answer.status_code == 422
            assert (told | said)["words"] in page
            assert "can always be taken back" in page
        late = room.do(room.kofi, "room_tell", opening.pk, **told)
        assert late.status_code == 422
        row = Telling.everyones.get()
        assert (row.words, row.named) == ("A father brought petrol.", "first")
    room.do(room.june, "room_tell", opening.pk, **told | {"goes": "none"})
    assert Telling.everyones.get().named == "none"
    room.do(room.june, "room_tell", opening.pk, goes="stays")
    row = Telling.everyones.get()
    assert (row.words, row.goes) == ("", False)
    assert room.do(room.june, "room_tell", opening.pk, **told).status_code == 422


def test_an_exercise_says_done_and_never_what(room: Room) -> None:
    opening = room.open("exercise", exercise="map")
    own = room.cast.network.pk
    assert "Begin a network of my own" in room.page(room.june)
    assert own not in room.page(room.kofi)  # a member there looks after nothing
    assert room.do(room.kofi, "room_done", opening.pk, network=own).status_code == 404
    room.do(room.june, "room_done", opening.pk, state="done")
    room.do(room.kofi, "room_done", opening.pk, state="at_it")
    assert sorted(Done.everyones.values_list("state", flat=True)) == ["at_it", "done"]
    assert room.do(room.june, "room_done", opening.pk, state="won").status_code == 404
    room.turn(opening, "close")
    assert room.do(room.june, "room_done", opening.pk, state="at_it").status_code == 422


def test_an_exercise_opens_ones_own_network_and_nobody_elses() -> None:
    shop = workshop()
    maya = Seat.sign_up(shop.series, {"name": "Maya"}, account=shop.cast.maya.account)
    client = entered(shop.cast, "maya")
    room = Room(shop, Session.of(shop.series)[0], entered(shop.cast, "rosa"), client, client)
    opening = room.open("exercise", exercise="map")
    own = shop.cast.network.pk
    assert f'value="{own}"' in room.page(client)
    room.do(client, "room_done", opening.pk, network=own)
    maya.refresh_from_db()
    assert maya.network_key == own
    assert f'href="{reverse("map", args=[own])}"' in room.page(client)
    part = room.rosa.get(room.at("room"), headers={"HX-Request": "true"}).content.decode()
    assert own not in part
    assert room.do(client, "room_done", opening.pk, network=shop.cast.other.pk).status_code == 404


def test_small_groups_by_chance_and_by_hand(room: Room) -> None:
    said = {"size": "2", "pairs": "together", "prompt": "One small ask?", "minutes": "10"}
    drawn = room.do(room.rosa, "room_groups", draw="1", **said)
    assert drawn.status_code == 200
    assert Group.everyones.count() == 0
    places = {f"at-{room.shop.june.pk}": "1", f"at-{room.shop.kofi.pk}": "2"}
    assert room.do(room.rosa, "room_groups", **said, **places).status_code == 302
    assert "One small ask?" in room.page(room.june)
    group = Group.everyones.get(note_taker=room.shop.june)
    assert room.do(room.kofi, "room_line", group.pk, line="Not mine.").status_code == 404
    room.do(room.june, "room_line", group.pk, line="Ask the neighbour with the van.")
    for who in (room.kofi, room.rosa):
        assert "Ask the neighbour with the van." in room.page(who)
    room.do(room.rosa, "room_groups", end="1")
    assert "Your small group" not in room.page(room.june)
    assert room.do(room.rosa, "room_groups", **said).status_code == 422
    assert room.do(room.rosa, "room_groups", **{**said, "size": "x"}).status_code == 422


def test_each_group_may_have_a_question_of_its_own(room: Room) -> None:
    june, kofi = room.shop.june, room.shop.kofi
    said = {"size": "2", f"at-{june.pk}": "1", f"at-{kofi.pk}": "2"}
    room.do(room.rosa, "room_groups", prompt="Who is near?\r\n\r\nWho is far?", **said)
    assert "Who is near?" in room.page(room.june)
    assert "Who is far?" not in room.page(room.june)
    assert "Who is far?" in room.page(room.kofi)
    one = {"prompt": "Who is far?\n" + "a" * 301, **said}
    long = room.do(room.rosa, "room_groups", **one)
    assert long.status_code == 422
    assert "That is longer than fits here." in long.content.decode()
    assert "a" * 301 in long.content.decode(), "nothing that was typed is lost"


def test_whoever_takes_notes_lets_another_of_them_do_it(room: Room) -> None:
    june, kofi = room.shop.june, room.shop.kofi
    sam = Seat.sign_up(room.shop.series, {"name": "Sam"})
    said = {"size": "2", "pairs": "together", f"at-{june.pk}": "1", f"at-{kofi.pk}": "1"}
    room.do(room.rosa, "room_groups", **said)
    group = Group.everyones.get(note_taker=june)
    assert "Let them take notes" in room.page(room.june)
    assert "Let them take notes" not in room.page(room.kofi)
    assert room.do(room.kofi, "room_line", group.pk, notes=kofi.pk).status_code == 404
    for nobody in (sam.pk, "x" * 16, "\0", ""):  # who does not sit here
        assert room.do(room.june, "room_line", group.pk, notes=nobody).status_code == 404
    assert room.do(room.june, "room_line", group.pk, notes=kofi.pk).status_code == 302
    assert "Kofi takes notes." in room.page(room.june)
    late = room.do(room.june, "room_line", group.pk, line="Mine still.")
    assert late.status_code == 422
    told = unescape(late.content.decode())
    assert "Somebody else takes notes" in told
    assert "Mine still.</textarea>" in told
    assert Group.everyones.get(pk=group.pk).line == ""
    sams = by_link(sam)  # who sits in no group learns nothing of it
    assert room.do(sams, "room_line", group.pk, line="Mine?").status_code == 404
    assert room.do(room.kofi, "room_line", group.pk, line="Ask the van.").status_code == 302
    assert "Kofi takes notes." in room.page(room.rosa)
    assert room.do(room.rosa, "room_line", group.pk, notes=june.pk).status_code == 302
    assert Group.everyones.get(pk=group.pk).note_taker_id == june.pk
    room.do(room.rosa, "room_groups", end="1")
    assert room.do(room.rosa, "room_line", group.pk, notes=kofi.pk).status_code == 404


def test_a_line_comes_in_after_the_groups_end_and_too_long_a_one_comes_back(room: Room) -> None:
    june = room.shop.june
    said = {"size": "2", "pairs": "together", f"at-{june.pk}": "1"}
    room.do(room.rosa, "room_groups", **said)
    group = Group.everyones.get(note_taker=june)
    room.do(room.rosa, "room_groups", end="1")
    late = room.do(room.june, "room_line", group.pk, line="y" * 301)
    assert late.status_code == 422
    assert "y" * 301 + "</textarea>" in late.content.decode()
    assert room.do(room.june, "room_line", group.pk, line="Ask the van.").status_code == 302
    assert Group.everyones.get(pk=group.pk).line == "Ask the van."


def test_the_lines_of_small_groups_are_read_on_and_go_where_their_group_says(room: Room) -> None:
    june, kofi = room.shop.june, room.shop.kofi
    block = room.open("groups", title="In threes")
    said = {"size": "2", "pairs": "together", f"at-{june.pk}": "1", f"at-{kofi.pk}": "2"}
    room.do(room.rosa, "room_groups", **said)
    hers, his = (Group.everyones.get(note_taker=seat) for seat in (june, kofi))
    room.do(room.june, "room_line", hers.pk, line="Ask the neighbour with the van.", goes="on")
    room.do(room.kofi, "room_line", his.pk, line="Nobody asked us before.")
    room.do(room.rosa, "room_groups", end="1")
    plan = reverse("session", args=[room.shop.series.pk, room.session.pk])
    own = reverse("own_lines", args=[room.shop.series.pk, room.session.pk])
    pages = [room.page(room.june), room.page(room.rosa, "room_wall"), room.page(room.rosa)]
    for page in (*pages, unescape(room.rosa.get(plan).content.decode())):
        assert "Ask the neighbour with the van." in page
        assert "Nobody asked us before." in page
    for words in ("It may go in the recap", "Form small groups"):  # facilitators' own
        assert words in pages[2]
        assert words not in pages[1]
    material = Material(room.session)
    (line,) = material.shared()
    assert (line.key, line.activity) == (f"group:{hers.pk}", block.activity_id)
    assert material.voices.keep("Nobody asked us before.")
    parts = drafted(room.shop.rosa, room.session)
    assert f"group:{hers.pk}" in str(parts)
    assert f"group:{his.pk}" not in str(parts)
    assert "the van" not in str(parts)  # its key alone is kept
    recap = Recap.draft(room.shop.rosa, room.session, parts)
    told = [one.words for part in read(recap, recap.parts).parts for one in part.lines]
    at = told.index("A line from each group:")
    assert told[at + 1] == "Ask the neighbour with the van."
    assert room.june.post(own, {f"answer-{hers.pk}": "stays"}).status_code == 302
    assert Material(room.session).shared() == []
    read_by_kofi = the_form(room.kofi.get(own).content.decode(), has=f"answer-{his.pk}")
    yes = read_by_kofi | {f"answer-{his.pk}": "none"}
    his.refresh_from_db()
    his.note(room.shop.rosa, his.version, "Nobody asked us at all.")
    answer = room.kofi.post(own, yes)
    assert answer.status_code == 422, "he read other words"
    assert "Nobody asked us at all." in unescape(answer.content.decode())
    assert Material(room.session).shared() == []
    his.refresh_from_db()
    his.note(room.shop.rosa, his.version, "Nobody asked us before.")
    assert room.kofi.post(own, {f"answer-{his.pk}": "none"}).status_code == 422
    assert room.kofi.post(own, yes).status_code == 302
    assert [one.words for one in Material(room.session).shared()] == ["Nobody asked us before."]
    his.refresh_from_db()
    his.note(room.shop.rosa, his.version, "Other words, by whoever leads.", goes=True)
    assert Material(room.session).shared() == []
    with pytest.raises(Denied):
        his.let(room.shop.rosa, True)
    room.open()
    assert "the van" not in room.page(room.rosa, "room_wall")
    assert "the van" in room.page(room.june)


def test_a_facilitator_who_keeps_the_words_of_a_group_keeps_its_yes(room: Room) -> None:
    june, line = room.shop.june, "Ask the neighbour with the van."
    said = {"size": "2", "pairs": "together", f"at-{june.pk}": "1"}
    room.do(room.rosa, "room_groups", **said)
    group = Group.everyones.get(note_taker=june)
    ask = "all of our group say yes"
    assert ask in room.page(room.june)
    for who, name in ((room.kofi, "room"), (room.rosa, "room"), (room.rosa, "room_wall")):
        assert ask not in room.page(who, name)
    room.do(room.june, "room_line", group.pk, line=line, goes="on")
    for words, tick, goes in (
        (line, {}, True),
        ("Ask the van.", {"goes": "on"}, False),
        ("Ask the van.", {"goes": "on"}, False),
    ):
        assert room.do(room.rosa, "room_line", group.pk, line=words, **tick).status_code == 302
        group.refresh_from_db()
        assert (group.line, group.goes) == (words, goes)
    room.do(room.june, "room_line", group.pk, line="Ask the van.", goes="on")
    group.refresh_from_db()
    assert group.goes


def test_a_story_with_something_missing_comes_back_though_the_round_is_over(room: Room) -> None:
    opening = room.open("round")
    room.turn(opening, "close")
    late = room.do(room.june, "room_tell", opening.pk, words="A father brought petrol.")
    assert late.status_code == 422
    assert "A father brought petrol.</textarea>" in late.content.decode()


def test_every_deed_moves_the_screens_it_concerns(room: Room) -> None:
    opening = room.open()
    before = Event.last_of(room.session.pk)
    room.do(room.june, "room_answer", opening.pk, words="Soup.")
    moved = Event.everyones.get(session=room.session.pk, kind="answers")
    assert moved.number == before + 1
    room.turn(opening, "show")
    assert Event.everyones.get(session=room.session.pk, kind="room").number == before + 2


def test_a_screen_fetches_only_what_moves(room: Room) -> None:
    room.open()
    for who in (room.rosa, room.june):
        part = who.get(room.at("room"), headers={"HX-Request": "true"}).content.decode()
        assert "data-live" in part
        assert "<html" not in part


def test_a_server_that_cannot_stream_answers_once(room: Room) -> None:
    room.open()
    answer = room.june.get(room.at("room_events"))
    assert answer["Content-Type"] == "text/event-stream"
    assert b"event: moved" in b"".join(answer)
    again = room.june.get(room.at("room_events"), {"after": Event.last_of(room.session.pk)})
    assert b"event:" not in b"".join(again)


def test_a_full_room_takes_few_questions_to_the_database(room: Room) -> None:
    shop = room.shop
    for number in range(30):
        Seat.take_in(shop.rosa, shop.series, name=f"Guest {number}")
    opening = room.open()
    for seat in Seat.active().filter(series=shop.series):
        Answer.say(seat.actor(), opening, seat, "Soup.", signed=True) if not seat.waits else None
    room.turn(opening, "show")
    said = {"size": "3", "pairs": "apart", "prompt": "", "minutes": ""}
    places = {f"at-{room.shop.june.pk}": "1", f"at-{room.shop.kofi.pk}": "1"}
    room.do(room.rosa, "room_groups", **said, **places)
    for who, name, most in ((room.rosa, "room", 15), (room.june, "room", 12)):
        with CaptureQueriesContext(
            connection,
        ) as found:
            room.page(who, name)
        assert len(found) <= most, [query["sql"][:90] for query in found]


def test_a_key_that_no_database_looks_for_is_missing_like_any_other():
    at = workshop()
    there = reverse("room_park", args=[at.series.pk, Session.of(at.series)[0].pk])
    for key in ("\0", "a\0", "a" * 16):
        assert entered(at.cast, "rosa").post(there, {"settled": key}).status_code == 404
