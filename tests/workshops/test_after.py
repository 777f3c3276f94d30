"""After a workshop: a certificate, staying in touch, going on among themselves, and the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.networks.models import Chapter, Network, Person
from closeknit.policy import Denied
from closeknit.workshops.letters import post_lead
from closeknit.workshops.models import (
    Activity,
    Lead,
    Nod,
    Opening,
    Parked,
    Presence,
    Reach,
    Seat,
    Session,
)
from closeknit.workshops.models.base import SeriesVersion
from tests.cast import entered
from tests.rows import everything

from .scene import Workshop, workshop
from .test_doors import by_link

pytestmark = pytest.mark.django_db
MINE, THEIRS = "0161 496 0012, after six", "The blue door in Mill Lane"


def text(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def here(at: Workshop, name: str) -> str:
    return reverse(name, args=[at.series.pk])


# The certificate ----------------------------------------------------------------------------------


def pages(sheet: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", sheet))


def came(at: Workshop, seat: Seat, *numbers: int) -> None:
    for row in Session.of(at.series):
        if row.number in numbers:
            Presence.say(at.rosa, row, seat, Presence.How.LATE)


def test_a_certificate_says_where_somebody_was_and_nothing_of_how():
    at = workshop()
    came(at, at.kofi, 1)
    kofi = entered(at.cast, "kofi")
    kofi.post(here(at, "certificate"), {"paper_name": "Kofi Aubin-Hart"})
    page = text(kofi.get(here(at, "certificate")))
    for words in ("Kofi Aubin-Hart", "1 session of", "Stories", "Led by rosa", "The Orchard"):
        assert words in page
    assert "Circles" not in page
    assert "late" not in page.casefold()
    answer = kofi.get(here(at, "certificate_pdf"))
    assert answer.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in answer.content
    assert pages(answer.content) == 1


def test_twelve_sessions_and_long_names_fit_on_one_sheet():
    at = workshop()
    for number in range(10):
        Session.add(at.rosa, title=f"Session about asking and inviting, number {number}")
    came(at, at.kofi, *range(1, 13))
    at.kofi.put_on_paper(at.kofi.actor(), "Kofi " + "Aubin-Hart " * 10)
    answer = entered(at.cast, "kofi").get(here(at, "certificate_pdf"))
    assert pages(answer.content) == 1


def test_without_a_session_there_is_no_sheet_and_the_page_says_so():
    at = workshop()
    june = by_link(at.june)
    assert "nothing to put on it yet" in text(june.get(here(at, "certificate")))
    assert june.get(here(at, "certificate_pdf")).status_code == 404
    assert june.post(here(at, "certificate"), {"paper_name": " "}).status_code == 422


def test_nobody_else_says_which_name_stands_on_it():
    at = workshop()
    with pytest.raises(Denied):
        at.kofi.put_on_paper(at.rosa, "Somebody")
    assert entered(at.cast, "rosa").get(here(at, "certificate")).status_code == 404


# Staying in touch ---------------------------------------------------------------------------------


def both(at: Workshop) -> tuple[Client, Client]:
    return entered(at.cast, "kofi"), by_link(at.june)


def test_only_when_both_say_yes_each_sees_what_the_other_gave():
    at = workshop()
    where = here(at, "in_touch")
    kofi, june = both(at)
    assert "June" not in text(kofi.get(where))
    kofi.post(where, {"words": MINE})
    assert "Kofi" not in text(june.get(where))  # until she would like to as well
    june.post(where, {"words": THEIRS})
    for client, name in ((kofi, "June"), (june, "Kofi")):
        page = text(client.get(where))
        assert name in page
        assert THEIRS not in page or client is june
        assert MINE not in page or client is kofi
    kofi.post(where, {"yes": at.june.pk})
    assert MINE not in text(june.get(where))
    assert "do not know whether you would like" in text(june.get(where))
    june.post(where, {"yes": at.kofi.pk})
    assert MINE in text(june.get(where))
    assert THEIRS in text(kofi.get(where))
    kofi.post(where, {"no": at.june.pk})
    assert MINE not in text(june.get(where))
    assert THEIRS not in text(kofi.get(where))


def test_what_is_taken_back_is_gone_everywhere_also_with_the_place():
    at = workshop()
    where = here(at, "in_touch")
    kofi, june = both(at)
    for leaves in (False, True):
        for client, words, other in ((kofi, MINE, at.june), (june, THEIRS, at.kofi)):
            client.post(where, {"words": words})
            client.post(where, {"yes": other.pk})
        kofi.post(where, {"yes": at.june.pk})
        assert MINE in text(june.get(where))
        if leaves:
            kofi.post(here(at, "my_seat"), {"leave": "1"})
        else:
            kofi.post(where, {"back": "1"})
        assert MINE not in text(june.get(where))
        assert not Reach.everyones.filter(seat=at.kofi).exists()
        assert not Nod.everyones.filter(seat=at.kofi).exists()
    kept = str(list(SeriesVersion.everyones.values_list("state", flat=True)))
    assert MINE not in kept


def test_facilitators_strangers_and_whoever_waits_see_none_of_it():
    at = workshop(capacity=2)
    where = here(at, "in_touch")
    kofi, _june = both(at)
    kofi.post(where, {"words": MINE})
    waits = Seat.sign_up(at.series, {"name": "Sam"})
    assert waits.waits
    for client in (entered(at.cast, "rosa"), entered(at.cast, "lena"), by_link(waits)):
        assert client.get(where).status_code == 404
        assert client.post(where, {"words": "x"}).status_code == 404
    assert not Reach.visible_to(at.rosa).exists()
    assert kofi.post(where, {"yes": at.june.pk}).status_code == 404  # she did not say she would
    assert kofi.post(where, {"yes": "nobody"}).status_code == 404
    assert kofi.post(where, {"words": "x" * 400}).status_code == 422


# A group of its own -------------------------------------------------------------------------------


def handed_on(at: Workshop, mailoutbox: list[Any]) -> None:
    """June is asked by the link that Rosa gives her; she signs in as Lena, who has an account."""
    rosa = entered(at.cast, "rosa")
    answer = rosa.post(here(at, "leads"), {"peer": at.june.pk})
    assert answer.url == here(at, "leads")
    (asked,) = [one for one in Lead.of(at.series) if one.among_peers]
    post_lead.call(asked.pk)
    assert mailoutbox == []  # she gave no address
    link = reverse("lead_link", args=[asked.token])
    page = text(entered(at.cast, "lena").get(link))
    assert "a group of your own" in page
    assert entered(at.cast, "lena").post(link).url == here(at, "series")


def test_a_series_goes_on_with_one_of_those_who_came(mailoutbox):
    at = workshop()
    session = Session.of(at.series)[0]
    Parked.put(at.rosa, session, "Ask June about her brother")
    row = at.fresh()
    row.end(at.rosa, row.version)
    also = Lead.ask(at.rosa, row, "Tanya", "tanya@example.org")
    handed_on(at, mailoutbox)
    late = reverse("lead_link", args=[also.token])
    assert entered(at.cast, "tanya").post(late).status_code == 404
    rosa, lena = entered(at.cast, "rosa"), entered(at.cast, "lena")
    assert rosa.get(here(at, "series")).status_code == 404
    assert lena.get(here(at, "roster")).status_code == 200
    assert "A ramp" not in text(lena.get(here(at, "roster")))
    assert not Parked.everyones.exists()
    assert Client().get(reverse("workshop", args=[at.series.pk])).status_code == 404
    assert "group of its own" in text(entered(at.cast, "kofi").get(here(at, "series")))
    fresh = at.fresh()
    assert fresh.ended_at is None
    assert fresh.peers_since is not None


def test_nothing_changes_before_they_say_yes_and_only_somebody_who_comes_is_asked():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    assert rosa.post(here(at, "leads"), {"peer": "nobody"}).status_code == 422
    assert rosa.post(here(at, "leads"), {"peer": ""}).status_code == 422
    rosa.post(here(at, "leads"), {"peer": at.june.pk})
    assert "A ramp" in text(rosa.get(here(at, "roster")))
    assert at.fresh().peers_since is None
    other = workshop_of_lena(at)
    with pytest.raises(Denied):
        Lead.ask_peer(at.rosa, at.series, other)


def workshop_of_lena(at: Workshop) -> Seat:
    """Somebody who comes to another series."""
    lena = entered(at.cast, "lena")
    lena.post("/workshops/begin/", {"title": "Mine", "name": "Lena"})
    row = lena.get("/workshops/").context["led"][0].row
    lead = row.actor(at.cast.lena.account)
    row.publish(lead, row.version)
    return Seat.sign_up(row, {"name": "Dee"})


# The end ------------------------------------------------------------------------------------------


def test_the_end_of_a_series_takes_nothing_of_anybodys_network_along():
    at = workshop()
    network = Network.begin(at.cast.kofi.account, "Kofi", mine=True)
    kofi = network.actor(at.cast.kofi.account)
    june = Person.welcome(kofi, "June")
    Chapter.make(kofi, person=june, circle=2)
    at.kofi.change(at.kofi.actor(), at.kofi.version, network_key=network.pk)
    session = Session.of(at.series)[0]
    block = Activity.add(at.rosa, session, kind="exercise", title="Circles", exercise="map")
    opening = Opening.begin(at.rosa, block)
    apart = {"accounts.Visit", "accounts.Entry", "accounts.Head"}

    def of_networks() -> dict[str, Any]:
        rows = everything(apart)
        return {name: rows[name] for name in rows if name.startswith(("networks", "plans"))}

    before = of_networks()
    assert before["networks.Person"]
    opening.close(at.rosa)
    row = at.fresh()
    row.end(at.rosa, row.version)
    assert of_networks() == before
    row.host.delete()  # even when the workshop itself is gone
    assert of_networks() == before
    page = entered(at.cast, "kofi").get(reverse("map", args=[network.pk]))
    assert page.status_code == 200
    assert "June" in page.content.decode()


def test_recaps_places_and_staying_in_touch_are_there_when_it_is_over():
    at = workshop()
    row = at.fresh()
    row.end(at.rosa, row.version)
    kofi = entered(at.cast, "kofi")
    for name in ("series", "recaps", "my_seat", "certificate", "in_touch"):
        assert kofi.get(here(at, name)).status_code == 200
