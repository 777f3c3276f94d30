"""Trying it alone: a room with six made-up people, led from the first tap to its recap."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account
from closeknit.home.views.account import go_for_good
from closeknit.policy import Denied
from closeknit.workshops import practice
from closeknit.workshops.models import (
    Activity,
    Answer,
    Event,
    Group,
    Hand,
    Host,
    Opening,
    Recap,
    Seat,
    Series,
    Session,
    Telling,
)
from closeknit.workshops.practice_words import PEOPLE, PLAN, TALES
from tests.cast import entered
from tests.forms import the_form
from tests.rows import changed, everything

pytestmark = pytest.mark.django_db
SPENT = {"accounts.Visit", "accounts.Once"}


def text(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def begun(client: Client) -> Session:
    answer = client.post("/workshops/practice/")
    assert answer.status_code == 302
    row = Series.everyones.get(practice=True)
    (session,) = Session.of(row)
    session.series = row
    return session


def open_all(client: Client, session: Session) -> dict[str, Opening]:
    """Every part of the plan on the screens, one after the other; the answers shown."""
    here = [session.series_id, session.pk]
    for block in Activity.of(session):
        assert client.post(reverse("room_open", args=[*here, block.pk])).status_code == 302
        opening = Opening.everyones.get(activity=block)
        client.post(reverse("room_turn", args=[*here, opening.pk]), {"turn": "show"})
    return {one.activity.kind: one for one in Opening.everyones.filter(session=session)}


def test_six_people_are_there_in_one_tap_and_a_second_tap_leads_back(rosa):
    session = begun(rosa)
    assert [one.name for one in practice.people(session) if one] == [name for name, _ in PEOPLE]
    page = text(rosa.get(reverse("room", args=[session.series_id, session.pk])))
    assert "6 here" in page
    assert "everybody here is made up" in page
    assert rosa.post("/workshops/practice/").url == reverse("series", args=[session.series_id])
    assert Series.everyones.filter(practice=True).count() == 1
    assert rosa.get("/workshops/practice/").status_code == 405
    assert Client().post("/workshops/practice/").url.startswith("/enter/")


def test_they_answer_to_everything_that_is_opened_as_people_in_a_room_do(rosa):
    session = begun(rosa)
    opened = open_all(rosa, session)
    assert set(opened) == {str(block["kind"]) for block in PLAN}
    for kind in ("question", "words", "closing"):
        assert Answer.counts(opened[kind]) == {"answered": 5, "passed": 1, "writing": 0}
    tales = Telling.all_of(opened["round"])
    assert [one.goes for one in tales] == [bool(one.goes) for one in TALES if one]
    assert {True, False} == {one.goes for one in tales}
    assert Hand.everyones.get(session=session).settled_at is None
    page = text(rosa.get(reverse("room", args=[session.series_id, session.pk])))
    assert "Lighter." in page  # the closing round is on, and shown


def test_what_is_opened_again_is_answered_once(rosa):
    session = begun(rosa)
    open_all(rosa, session)
    before = {one.pk: one.words for one in Answer.everyones.all()}
    block = Activity.of(session)[0]
    rosa.post(reverse("room_open", args=[session.series_id, session.pk, block.pk]))
    assert {one.pk: one.words for one in Answer.everyones.all()} == before


def test_a_second_question_gets_other_answers(rosa):
    session = begun(rosa)
    lead = session.series.actor(str(session.series.author_id))
    open_all(rosa, session)
    more = Activity.add(lead, session, kind="question", title="More", prompt="And what else?")
    rosa.post(reverse("room_open", args=[session.series_id, session.pk, more.pk]))
    said = set(Answer.everyones.filter(opening__activity=more).values_list("words", flat=True))
    first = Answer.everyones.filter(opening__activity__title="Arriving")
    assert said & set(first.exclude(words="").values_list("words", flat=True)) == set()


def test_each_small_group_brings_one_line_back(rosa):
    session = begun(rosa)
    where = reverse("room_groups", args=[session.series_id, session.pk])
    drawn = rosa.post(where, {"draw": "1", "size": "3", "pairs": "as_it_comes", "prompt": "Ask?"})
    typed = the_form(drawn.content.decode(), has="prompt")
    typed.pop("draw", None)
    assert rosa.post(where, typed).status_code == 302
    assert [bool(one.line) for one in Group.now(session)] == [True, True]


def test_its_recap_is_published_to_the_group_and_never_to_everybody(rosa):
    session = begun(rosa)
    open_all(rosa, session)
    here = [session.series_id, session.pk]
    draft = rosa.post(reverse("recap_draft", args=here))
    assert draft.status_code == 302
    row = Recap.everyones.get(session=session)
    where = reverse("recap_publish", args=[session.series_id, row.pk])
    page = rosa.get(where)
    assert "Everybody, on a page" not in text(page)
    typed = the_form(page.content.decode(), has="who")
    assert rosa.post(where, typed | {"who": "everybody"}).status_code == 422
    assert rosa.post(where, typed | {"who": "group"}).status_code == 302
    row.refresh_from_db()
    assert row.group_at
    assert row.public_at is None
    read = text(rosa.get(reverse("recap", args=[session.series_id, row.pk])))
    assert "practice, everybody made up" in read
    assert "corner shop carried my bags" in read
    assert "That one is for this room" not in read
    row.publish(session.series.actor(str(session.series.author_id)), row.version, True, [])
    assert not Recap.public().exists()


def test_nobody_else_finds_it_and_it_is_never_put_before_everybody(rosa, cast):
    session = begun(rosa)
    row = session.series
    deed = rosa.post(reverse("series_deed", args=[row.pk]), {"deed": "publish"})
    assert deed.status_code == 404
    with pytest.raises(Denied):
        row.publish(row.actor(cast.rosa.account), row.version)
    for client in (Client(), entered(cast, "lena")):
        assert "practice" not in text(client.get("/workshops/")).casefold()
        assert client.get(reverse("workshop", args=[row.pk])).status_code == 404
    assert rosa.post(reverse("copy_series", args=[row.pk]), {"title": "More"}).status_code == 404
    assert "Practice" not in text(rosa.get("/workshops/begin/"))


def test_no_letter_ever_leaves_it(rosa, cast):
    session = begun(rosa)
    open_all(rosa, session)
    asked = {"name": "Lena", "email": "lena@example.org"}
    row = session.series
    assert rosa.post(reverse("leads", args=[row.pk]), asked).status_code == 404
    dee = {"name": "Dee", "email": "dee@example.org", "comes_as": "self"}
    assert rosa.post(reverse("roster", args=[row.pk]), dee).status_code == 302
    seat = Seat.active().get(series=row, name="Dee")
    rosa.post(reverse("seat", args=[row.pk, seat.pk]), {"write": "1"})
    assert mail.outbox == []


def test_it_is_thrown_away_in_one_tap_and_leaves_nothing(rosa):
    rosa.get("/workshops/")
    before = everything(SPENT)
    session = begun(rosa)
    open_all(rosa, session)
    rosa.post(reverse("recap_draft", args=[session.series_id, session.pk]))
    assert Event.everyones.exists()
    answer = rosa.post(reverse("throw_practice", args=[session.series_id]), follow=True)
    assert "Try it alone" in text(answer)
    assert changed(before, everything(SPENT)) == set()
    assert rosa.get(reverse("series", args=[session.series_id])).status_code == 404


def test_a_real_workshop_cannot_be_thrown_away(rosa, cast):
    rosa.post("/workshops/begin/", {"title": "Real", "name": "Rosa"})
    row = Series.led_by(cast.rosa.account).get()
    assert rosa.post(reverse("throw_practice", args=[row.pk])).status_code == 404
    assert Series.led_by(cast.rosa.account).exists()


def test_it_goes_with_the_account_of_whoever_practises():
    account = Account.objects.create_user(email="ada@example.org", name="Ada")
    client = Client()
    client.force_login(account)
    begun(client)
    assert go_for_good(account)
    assert not Series.everyones.exists()
    assert not Host.everyones.exists()
