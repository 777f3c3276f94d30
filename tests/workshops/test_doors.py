"""Every address of a workshop: who looks, who does something, and what everybody else finds.

R Rosa (leads it), K Kofi (has a place and an account), J June (has a place and a link), S Sam
(waits, by a link). Lena is a stranger.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closeknit.networks.models import Membership
from closeknit.policy import Audience, Level
from closeknit.policy.doors import door_for
from closeknit.stories.models import Story
from closeknit.workshops.models import (
    Activity,
    Group,
    Homework,
    Offer,
    Opening,
    Recap,
    Seat,
    Session,
)
from closeknit.workshops.recap import empty_part
from tests.addresses import ALL, OF_A_WORKSHOP, address
from tests.cast import entered
from tests.house.test_pages import MOST_QUERIES, Seen, well_made
from tests.rows import changed, everything

from .scene import Workshop, workshop

pytestmark = pytest.mark.django_db

# name: (who may look, who may do something there); "" nobody.
DOORS = {
    "series": ("RKJS", ""),
    "series_file": ("RKJS", ""),
    "change_series": ("R", "R"),
    "series_deed": ("", ""),
    "throw_practice": ("", ""),
    "shift_series": ("R", "R"),
    "copy_series": ("R", "R"),
    "roster": ("R", "R"),
    "seat": ("R", "R"),
    "my_seat": ("KJS", "KJS"),
    "certificate": ("KJ", "KJ"),
    "certificate_pdf": ("", ""),
    "in_touch": ("KJ", "KJ"),
    "agreement": ("RKJS", "KJ"),
    "leads": ("R", "R"),
    "add_session": ("R", "R"),
    "session": ("RKJ", ""),
    "change_session": ("R", "R"),
    "session_deed": ("", ""),
    "session_bring_back": ("", ""),
    "session_plan": ("R", "R"),
    "add_block": ("R", "R"),
    "session_print": ("R", ""),
    "block": ("R", "R"),
    "block_bring_back": ("", ""),
    "host": ("R", "R"),
    "method": ("R", "R"),
    "method_bring_back": ("", ""),
    # The live room. Its stream is no page: tests/workshops/test_room.py opens it.
    "room": ("RKJ", ""),
    "room_wall": ("R", ""),
    "room_picture": ("", ""),
    "room_open": ("", "R"),
    "room_turn": ("", ""),
    "room_presence": ("", ""),
    "room_park": ("", "R"),
    "room_note": ("", "R"),
    "room_groups": ("R", "R"),
    "room_line": ("", "RJ"),
    "room_answer": ("", "KJ"),
    "room_tell": ("", "KJ"),
    "room_done": ("", ""),
    "room_hand": ("", "KJ"),
    # Between sessions.
    "homework": ("R", "R"),
    "change_homework": ("R", "R"),
    "homework_bring_back": ("", ""),
    "did_you": ("KJ", "KJ"),
    "think": ("KJ", "KJ"),
    # How it was, being counted, and what is told of the group.
    "check": ("KJ", "KJ"),
    "count_me": ("KJ", "KJ"),
    "figures": ("RKJ", "R"),
    "report": ("R", ""),
    "report_pdf": ("R", ""),
    "report_csv": ("R", ""),
    # Recaps. What is not published yet is read by nobody but Rosa.
    "recaps": ("RKJ", ""),
    "recap": ("R", ""),
    "recap_pdf": ("R", ""),
    "recap_words": ("R", "R"),
    "recap_draft": ("", "R"),
    "recap_edit": ("R", "R"),
    "recap_publish": ("R", "R"),
    "recap_letters": ("", ""),
    "recap_unpublish": ("", "R"),
    "own_lines": ("KJ", "KJ"),
    # What people bring along. What Kofi brought waits for a yes, and is his alone until then.
    "offers": ("RKJ", ""),
    "bring": ("KJ", ""),
    "bring_one": ("K", "K"),
    "offer_back": ("", "K"),
    "offer_picture": ("", ""),
    "recap_picture": ("", ""),
}


def parts_of(here: Workshop) -> dict[str, str]:
    session = Session.of(here.series)[0]
    block = Activity.of(session)[0]
    kept = block.keep(here.rosa, here.series.host.actor(here.cast.rosa.account))
    (group,) = Group.form(here.rosa, session, [[here.june.pk, here.kofi.pk]], (), None)
    return {
        "opening": Opening.begin(here.rosa, block).pk,
        "group": group.pk,
        "series": here.series.pk,
        "session": session.pk,
        "activity": block.pk,
        "seat": here.june.pk,
        "host": str(here.series.host_id),
        "method": kept.pk,
        "homework": Homework.give(here.rosa, session, words="Draw your week.").pk,
        **_along(here),
        "recap": Recap.draft(here.rosa, session, [empty_part("title", "Stories")]).pk,
    }


def _along(here: Workshop) -> dict[str, str]:
    """A story that Kofi told in Maya’s network, and brought along."""
    kofi, part = here.cast.kofi, Membership.of(here.cast.kofi.account)[0]
    story = Story.begin(kofi, happened="June brought soup.")
    story.tell(kofi, story.version, Audience(Level.STEWARDS))
    offer = Offer.bring(here.kofi.actor(), part, story, words="Somebody brought soup.")
    return {"lived": story.pk, "offer": offer.pk}


def by_link(seat: Seat) -> Client:
    """A browser that came by the link of this place."""
    client = Client()
    client.post(f"/place/{seat.token}/")
    return client


def outside(answer: Any) -> bool:
    """Whether it leads to the front door: who comes by a link has no account, and no host."""
    return answer.status_code == 302 and answer.url.startswith("/enter/")


def browsers(here: Workshop) -> dict[str, Client]:
    waits = Seat.sign_up(here.series, {"name": "Sam"})
    assert waits.waits
    links = {"J": by_link(here.june), "S": by_link(waits)}
    return {"R": entered(here.cast, "rosa"), "K": entered(here.cast, "kofi"), **links}


def test_every_address_of_a_workshop_is_decided_here():
    assert set(OF_A_WORKSHOP) == set(DOORS) | {"room_events"}
    assert {door_for(name).kind for name in DOORS} == {"series", "host"}


def test_who_may_look_and_that_looking_changes_nothing():
    here = workshop(capacity=2)
    parts, clients = parts_of(here), browsers(here)
    before = everything({"accounts.Visit"})
    found = {}
    for name in DOORS:
        answers = {k: c.get(address(name, parts)) for k, c in clients.items()}
        found[name] = "".join(k for k, one in answers.items() if one.status_code == 200)
        assert all(one.status_code in (200, 404) or outside(one) for one in answers.values()), name
    assert found == {name: look for name, (look, _do) in DOORS.items()}
    assert changed(before, everything({"accounts.Visit"})) == set()


def test_every_page_is_well_made_and_takes_few_queries():
    here = workshop(capacity=2)
    parts, clients = parts_of(here), browsers(here)
    for name, (look, _do) in DOORS.items():
        for letter in look:
            with CaptureQueriesContext(connection) as queries:
                answer = clients[letter].get(address(name, parts))
            assert len(queries) <= MOST_QUERIES, (name, letter)
            if "text/html" in answer["Content-Type"]:
                well_made(Seen(answer.content.decode()), name)


def test_every_page_has_a_name_and_every_link_has_words():
    here = workshop(capacity=2)
    parts, clients = parts_of(here), browsers(here)
    for name, (look, _do) in DOORS.items():
        for letter in look:
            answer = clients[letter].get(address(name, parts))
            if "text/html" in answer["Content-Type"]:
                page = answer.content.decode()
                assert not re.search(r"<a [^>]*>\s*</a>", page), (name, letter)
                assert re.search(r"<title>\s*[^\s<·|]", page), (name, letter)


@pytest.mark.parametrize("name", DOORS)
def test_who_may_do_it(name):
    here = workshop(capacity=2)
    parts, clients = parts_of(here), browsers(here)
    let_in = ""
    for letter, client in clients.items():
        answer = client.post(address(name, parts))
        assert answer.status_code < 500
        let_in += letter if answer.status_code not in (404, 405) and not outside(answer) else ""
    assert let_in == DOORS[name][1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_and_whoever_left_see_the_same_bytes_as_where_nothing_is(method):
    here = workshop()
    parts = parts_of(here)
    gone = by_link(here.june)
    here.june.leave(here.june.actor())
    for client in (entered(here.cast, "lena"), gone):
        for name in DOORS:
            if name in ("host", "method", "method_bring_back") and client is gone:
                continue  # whoever is signed out is sent to the front door there
            refused = getattr(client, method)(address(name, parts))
            missing = getattr(client, method)(address(name, dict.fromkeys(parts, "a" * 16)))
            assert refused.status_code == missing.status_code == 404, name
            assert refused.content == missing.content, name


def test_whoever_is_signed_out_is_sent_to_the_front_door():
    here = workshop()
    parts = parts_of(here)
    for name in DOORS:
        there = Client().get(address(name, parts))
        nowhere = Client().get(address(name, dict.fromkeys(parts, "a" * 16)))
        assert there.status_code == nowhere.status_code == 302, name
        assert there.url.split("?")[0] == nowhere.url.split("?")[0]


def test_nothing_of_another_series_opens_with_a_key_of_ones_own():
    """Lena leads a series of her own, and names rows of Rosa's inside it."""
    here = workshop()
    theirs = parts_of(here)
    lena = entered(here.cast, "lena")
    lena.post("/workshops/begin/", {"title": "Mine", "name": "Lena"})
    own = lena.get("/workshops/").context["led"][0].row
    mixed = theirs | {"series": own.pk, "host": str(own.host_id)}
    for name in DOORS:
        if set(ALL[name].pattern.regex.groupindex) - {"series", "host"}:
            for method in ("get", "post"):
                assert getattr(lena, method)(address(name, mixed)).status_code in (404, 405), name


def test_a_new_link_ends_what_the_old_one_opened():
    here = workshop()
    june = by_link(here.june)
    where = address("series", {"series": here.series.pk})
    assert june.get(where).status_code == 200
    here.june.new_link(here.rosa)
    assert june.get(where).status_code == 404


def sent_twice(client: Client, where: str, what: dict[str, Any]) -> set[str]:
    apart = {"accounts.Once", "accounts.Visit"}
    token = str(client.get("/begin/me/").context["csrf_token"])
    answers = []
    for _ in range(2):
        before = everything(apart)
        answers.append(client.post(where, {**what, "csrfmiddlewaretoken": token}))
        found = changed(before, everything(apart))
    assert answers[0].status_code == answers[1].status_code == 302
    return found


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("begin_workshop", {"title": "Twice", "name": "Rosa"}),
        ("copy_series", {"title": "Another"}),
        ("roster", {"name": "Dee", "comes_as": "ally"}),
        ("add_session", {"title": "More", "minutes": "60"}),
        ("add_block", {"title": "More", "minutes": "5", "kind": "break"}),
        ("leads", {"name": "Lena", "email": "lena@example.org"}),
        ("homework", {"words": "Draw your circles."}),
    ],
)
def test_what_is_sent_twice_is_done_once(name, what):
    here = workshop()
    where = address(name, parts_of(here))
    assert sent_twice(entered(here.cast, "rosa"), where, what) == set()


def test_a_full_room_costs_no_more_queries_than_a_small_one():
    here = workshop(capacity=200)
    parts, rosa = parts_of(here), entered(here.cast, "rosa")
    names = ("series", "roster", "agreement", "session", "session_plan", "session_print", "leads")

    def counts() -> dict[str, int]:
        found = {}
        for name in names:
            with CaptureQueriesContext(connection) as queries:
                rosa.get(address(name, parts))
            found[name] = len(queries)
        return found

    counts()  # a first look writes when this visit was last used
    few = counts()
    for number in range(60):
        Seat.sign_up(here.series, {"name": f"Neighbour {number}"})
    first = Session.of(here.series)[0]
    Activity.write_out(here.rosa, first, [{"title": f"Block {n}"} for n in range(20)])
    assert counts() == few
