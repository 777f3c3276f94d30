"""Letters of a workshop, put into words by the worker, in the words of whoever gets them."""

from __future__ import annotations

import pytest

from closeknit.workshops.letters import post_lead, post_place
from closeknit.workshops.models import Lead, Seat
from tests.cast import Cast

from .scene import workshop

pytestmark = pytest.mark.django_db


def in_french(cast: Cast, who: str) -> str:
    account = cast.account(who)
    account.language = "fr"
    account.save(update_fields=["language"])
    return str(account.email)


def test_a_place_is_told_of_in_the_words_of_whoever_has_the_address(mailoutbox):
    at = workshop()
    address = in_french(at.cast, "tanya")
    for email in (address, "dee@example.org"):
        Seat.everyones.filter(pk=at.june.pk).update(email=email)
        post_place.call(at.june.pk)
    assert [one.subject for one in mailoutbox] == [
        "Votre place dans un atelier",
        "Your place in a workshop",
    ]
    assert "Cette adresse mène à votre place" in mailoutbox[0].body


def test_whoever_is_asked_to_lead_is_asked_in_their_words(mailoutbox):
    at = workshop()
    asked = Lead.ask(at.rosa, at.series, name="Tanya", email=in_french(at.cast, "tanya"))
    post_lead.call(asked.pk)
    assert "Regardez ici" in mailoutbox[0].body
