"""Nobody comes in as somebody else, and no yes goes along with other words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from closeknit.policy import Denied
from closeknit.workshops.models import Activity, Answer, Going, Lead, Opening, Session
from tests.cast import entered

from .scene import Workshop, workshop

pytestmark = pytest.mark.django_db


def question(at: Workshop) -> Opening:
    block = Activity.of(Session.of(at.series)[0])[0]
    block.change(at.rosa, block.version, kind="question")
    return Opening.begin(at.rosa, block)


def test_whoever_leads_is_shown_no_link_to_a_place_where_something_is_written():
    at = workshop()
    there = reverse("seat", args=[at.series.pk, at.june.pk])
    rosa = entered(at.cast, "rosa")
    assert b'name="link"' in rosa.get(there).content
    Answer.say(at.june.actor(), question(at), at.june, "My sister.", signed=False)
    before = at.june.token
    page = rosa.post(there, {"link": "1"}, follow=True).content.decode()
    at.june.refresh_from_db()
    assert at.june.token == before
    assert "/place/" not in page
    assert 'name="link"' not in page
    with pytest.raises(Denied):
        at.june.new_link(at.rosa)


def test_whoever_has_the_place_makes_a_new_link_at_any_time():
    at = workshop()
    at.june.agree(at.june.actor())
    before = at.june.token
    at.june.new_link(at.june.actor())
    assert at.june.token != before


def test_a_place_of_an_account_has_no_link_any_more():
    at = workshop()
    at.june.belongs_to(at.june.actor(), at.cast.tanya.account)
    at.june.refresh_from_db()
    assert at.june.token == ""
    assert entered(at.cast, "tanya").get(reverse("series", args=[at.series.pk])).status_code == 200


def test_whoever_leads_no_more_cannot_come_back_by_the_link_of_somebody_else():
    at = workshop()
    kofi = at.cast.kofi.account
    Lead.ask(at.rosa, at.series, name="Kofi", email="").accept(kofi)
    asked = Lead.ask(at.rosa, at.series, name="Lena", email="")
    Lead.active().get(series=at.series, account=kofi).take_away(at.rosa)
    assert Lead.by_link(asked.token) is None


def test_a_yes_does_not_go_along_with_other_words():
    at = workshop()
    opening = question(at)
    row = Answer.say(at.june.actor(), opening, at.june, "My sister.", signed=False)
    Going.say(at.june.actor(), row, True, "none")
    Answer.say(at.june.actor(), opening, at.june, "My sister.", signed=True)
    assert Going.everyones.get(answer=row.pk).goes
    Answer.say(at.june.actor(), opening, at.june, "My boss.", signed=False)
    assert not Going.everyones.get(answer=row.pk).goes


def test_what_is_still_being_typed_never_takes_the_place_of_what_was_sent():
    at = workshop()
    opening = question(at)
    sent = Answer.say(at.june.actor(), opening, at.june, "All of it.", signed=False)
    late = {"words": "All of"}
    kept = Answer._write(at.june.actor(), opening, at.june, "began_answer", late)
    assert (kept.pk, Answer.everyones.get(pk=sent.pk).words) == (sent.pk, "All of it.")
