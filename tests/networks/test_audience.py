"""Choosing who sees a thing: only what makes sense, by name; hiding it now; and the yearly look."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks import review
from closeknit.networks.audience import seen, taking_part
from closeknit.networks.choices import asked_to_share, choosing
from closeknit.networks.models import Arrival, Contact, Note, Person, Proposal, Row, Wish
from closeknit.networks.models.shared import barred
from closeknit.networks.snapshot import snapshot
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Audience, Level
from closeknit.stories.models import Moment
from tests.cast import Cast, entered, place

pytestmark = pytest.mark.django_db


def who_sees(row: Row) -> str:
    return reverse("who_sees_this", args=[row.tenant, row.resource, row.pk])


def choose(cast: Cast, who: str, row: Row, **said: object):
    told = {"version": row.version, "level": row.audience, **said}
    return entered(cast, who).post(who_sees(row), told)


def phone(cast: Cast, who: str = "maya", about: str = "june") -> Contact:
    return Contact.make(cast.actors[who], person=cast.people[about], how="phone", value="0123")


def levels(cast: Cast, who: str, row: Row) -> dict[str, tuple[str, str]]:
    members = taking_part(cast.network)
    people = list(Person.visible_to(cast.actors[who]))
    found = choosing(cast.network, cast.actors[who], row, members, people)
    return {str(one.level): (one.label, one.sentence) for one in found.choices}


def test_each_audience_says_by_name_who_that_is(cast):
    told = Moment.make(cast.maya, text="Soup.")
    found = levels(cast, "maya", told)
    assert found["person"] == ("Only me", "Seen by 1 person: Maya.")
    assert found["stewards"] == ("The stewards and me", "Seen by 2 people: Maya, Rosa.")
    assert found["unpaid"][1] == "Seen by 3 people: Maya, Rosa, Kofi."
    assert found["network"][1] == "Seen by 4 people: Maya, Rosa, Kofi, Tanya."
    assert "only_me" not in found
    assert "workshop" not in found


def test_what_members_never_see_is_not_offered_to_them(cast):
    assert set(levels(cast, "maya", place(cast, "june", circle=2))) <= {
        "person",
        "stewards",
        "chosen",
    }


def test_rosa_keeps_her_own_words_to_herself_but_not_what_is_known_of_june(cast):
    assert "only_me" in levels(cast, "rosa", Moment.make(cast.rosa, text="Soup."))
    assert "only_me" not in levels(cast, "rosa", phone(cast, "rosa"))


def test_the_page_hides_a_number_from_rosa_at_once(cast):
    number = phone(cast)
    page = entered(cast, "maya").get(who_sees(number)).content.decode()
    assert "Seen by 2 people: Maya, Rosa." in page
    rosa = cast.people["rosa"].pk
    answer = choose(cast, "maya", number, kept_out=[rosa])
    assert answer.status_code == 302
    assert not Contact.visible_to(cast.rosa).exists()
    assert entered(cast, "rosa").get(who_sees(number)).status_code == 404
    again = entered(cast, "maya").get(who_sees(number)).content.decode()
    assert f'value="{rosa}" checked' in again.replace(' id="id_kept_out_0"', "")


def test_rosa_is_told_whose_yes_it_waits_for(cast):
    told = Moment.make(cast.rosa, text="Soup.")
    page = entered(cast, "rosa").get(who_sees(told)).content.decode()
    assert "This waits until Maya says yes." in page
    choose(cast, "rosa", told, level="network")
    assert Proposal.everyones.get().kind == "share"
    assert not Moment.visible_to(cast.kofi).exists()


def test_chosen_people_are_chosen_by_name_also_before_they_take_part(cast):
    told = Moment.make(cast.maya, text="Soup.")
    june = cast.people["june"].pk
    choose(cast, "maya", told, level="chosen", let_in=[cast.people["kofi"].pk, june])
    assert Moment.visible_to(cast.kofi).exists()
    assert not Moment.visible_to(cast.rosa).exists()
    assert Moment.everyones.get().let_in == barred([cast.people["kofi"].pk, june])


def test_whoever_this_reader_does_not_see_stays_left_out(cast):
    """Rosa does not know of Marco; what she saves does not let him in."""
    marco = Person.welcome(cast.maya, "Marco", audience=Level.PERSON)
    told = Moment.make(cast.rosa, text="Soup.")
    hidden = Audience(Level.STEWARDS, frozenset(), frozenset({marco.pk}))
    told.share(cast.maya, 1, hidden)
    choose(cast, "rosa", told, version=2, kept_out=[cast.people["kofi"].pk])
    assert Moment.everyones.get().kept_out == barred([marco.pk, cast.people["kofi"].pk])
    assert "Marco" not in entered(cast, "rosa").get(who_sees(told)).content.decode()


def test_a_thing_is_hidden_only_from_those_who_could_see_it(cast):
    page = entered(cast, "maya").get(who_sees(phone(cast))).content.decode()
    assert "Rosa</span></label>" in page
    assert "Kofi</span></label>" not in page


def test_an_audience_that_is_not_offered_is_asked_again(cast):
    number = phone(cast)
    for level in ("workshop", "only_me", "everybody", ""):
        assert choose(cast, "maya", number, level=level).status_code == 422
    assert choose(cast, "maya", number, kept_out=["nobody"]).status_code == 422


def test_two_who_choose_at_once_are_shown_both(cast):
    number = phone(cast)
    choose(cast, "maya", number, level="person")
    Contact.everyones.update(audience="stewards")
    answer = choose(cast, "rosa", number, version=1, level="person")
    assert answer.status_code == 409
    assert b"Maya changed this while you were writing" in answer.content


def test_kofi_hides_what_is_told_about_him(cast):
    told = Moment.make(cast.maya, text="Kofi sang.", person=cast.people["kofi"])
    told.share(cast.maya, 1, Audience(Level.NETWORK))
    Proposal.everyones.get().say_yes(cast.kofi)
    kofi = entered(cast, "kofi")
    own = kofi.get(reverse("person", args=[cast.network.pk, cast.people["kofi"].pk]))
    assert "Kofi sang." in own.content.decode()
    assert "Hide this now" in kofi.get(who_sees(told)).content.decode()
    assert kofi.post(who_sees(told), {"level": "network"}).status_code == 404
    assert kofi.post(who_sees(told), {"hide": "1"}).status_code == 302
    assert not Moment.visible_to(cast.kofi).exists()
    assert not Moment.visible_to(cast.rosa).exists()
    assert Moment.visible_to(cast.maya).exists()


def test_somebody_it_is_not_about_only_reads_who_sees_it(cast):
    told = Moment.make(cast.maya, text="Soup.")
    told.share(cast.maya, 1, Audience(Level.NETWORK))
    kofi = entered(cast, "kofi")
    page = kofi.get(who_sees(told)).content.decode()
    assert "Seen by 4 people" in page
    assert "Hide this now" not in page
    assert kofi.post(who_sees(told), {"hide": "1"}).status_code == 404


def test_what_is_fixed_has_no_such_page(cast):
    note = Note.make(cast.maya, person=cast.people["june"], text="Secret")
    assert entered(cast, "maya").get(who_sees(note)).status_code == 404


def test_the_yearly_page_tells_by_person_by_kind_and_what_is_unusual(cast):
    number = phone(cast)
    number.share(cast.maya, 1, Audience(Level.PERSON))
    Wish.make(cast.maya, kind="companion", words="A friend")
    page = entered(cast, "maya").get(reverse("who_sees", args=[cast.network.pk])).content.decode()
    assert "Not: private notes of others." in page
    assert "Phone of June" in page
    assert "The wish" not in page
    assert who_sees(number) in page
    rosa = entered(cast, "rosa").get(reverse("who_sees", args=[cast.network.pk])).content.decode()
    assert "Phone of June" not in rosa
    assert "Everything is seen by those who usually see it." in rosa


def test_the_yearly_page_tells_at_once_what_the_same_people_see(cast):
    where = reverse("who_sees", args=[cast.network.pk])
    maya, rosa = entered(cast, "maya"), entered(cast, "rosa")
    told = [phone(cast) for _ in range(12)]
    for number in told:
        number.share(cast.maya, 1, Audience(Level.PERSON))
    cast.people["june"].share(cast.maya, 1, Audience(Level.NETWORK))
    page = maya.get(where).content.decode()
    assert page.count("Seen by 1 person: Maya.") == 1
    assert "And 2 more" in page
    assert all(who_sees(number) in page for number in told)
    for browser, members in ((maya, cast.maya), (rosa, cast.rosa)):
        page = browser.get(where).content.decode()
        for row in [*told, cast.people["june"]]:
            there = seen(row, cast.network, members, taking_part(cast.network))
            may_read = type(row).visible_to(members).filter(pk=row.pk).exists()
            assert (who_sees(row) in page) is (may_read and there.url != "")


def test_the_yearly_page_tells_one_turn_from_another(cast):
    ask = Ask.begin(cast.maya, title="A lift", first_on=timezone.localdate(), repeats="weekly")
    ask.tell(cast.maya, ask.version)
    for name, slot in zip(("kofi", "june"), ask.slots(timezone.now(), most=2), strict=True):
        turn = Turn.take(cast.maya, ask, cast.people[name], slot)
        turn.share(cast.maya, turn.version, Audience(Level.PERSON))
    page = entered(cast, "maya").get(reverse("who_sees", args=[cast.network.pk])).content.decode()
    told = re.findall(r"A turn of (Kofi|June) on \d+ \w+ \d{4}<", page)
    assert sorted(told) == ["June", "Kofi"]


def test_the_yearly_page_goes_on_where_there_are_many_kinds_of_things(cast, monkeypatch):
    monkeypatch.setattr(review, "AT_ONCE", 1)
    where, maya = reverse("who_sees", args=[cast.network.pk]), entered(cast, "maya")
    phone(cast).share(cast.maya, 1, Audience(Level.PERSON))
    cast.people["june"].share(cast.maya, 1, Audience(Level.PERSON))
    first, second = (maya.get(where, asked).content.decode() for asked in ({}, {"from": "1"}))
    assert "Phone of June" not in first
    assert 'href="?from=1"' in first
    assert "Phone of June" in second
    assert "?from=" not in second
    for odd in ("-1", "x", "²", "9" * 400):
        assert maya.get(where, {"from": odd}).status_code == 200


def test_the_person_s_page_leads_there_and_names_who_sees_it(cast):
    june = cast.people["june"]
    maya = entered(cast, "maya")
    page = maya.get(reverse("person", args=[cast.network.pk, june.pk])).content.decode()
    assert who_sees(june) in page
    june.share(cast.maya, 1, Audience(Level.UNPAID, frozenset(), frozenset({cast.rosa.account})))
    page = maya.get(reverse("person", args=[cast.network.pk, june.pk])).content.decode()
    assert "1 person: Maya." in page


def test_whoever_chooses_is_told_that_it_waits_for_those_who_are_in_it(cast):
    waits = "Not everybody in it has said yes yet."
    told = Moment.make(cast.maya, text="Soup.", person=cast.people["june"])
    assert waits in entered(cast, "maya").get(who_sees(told)).content.decode()
    bread = Moment.make(cast.maya, text="Bread.")
    for row in (bread, cast.people["june"]):
        assert waits not in entered(cast, "maya").get(who_sees(row)).content.decode()


def test_hiding_somebody_hides_what_is_said_of_them(cast):
    june = cast.people["june"]
    june.share(cast.maya, 1, Audience(Level.UNPAID, frozenset(), frozenset({cast.rosa.account})))
    phone(cast)
    Moment.make(cast.maya, text="Soup.", person=june)
    place(cast, "june", circle=1)
    mine = Moment.make(cast.rosa, text="June laughed.", person=june)
    assert not Contact.visible_to(cast.rosa).exists()
    assert list(Moment.visible_to(cast.rosa)) == [mine]
    assert Moment.visible_to(cast.maya).count() == 2


def test_an_account_that_was_chosen_is_ticked_by_its_place_on_the_map(cast):
    told = Moment.make(cast.maya, text="Soup.")
    told.share(cast.maya, 1, Audience(Level.CHOSEN, frozenset({cast.kofi.account})))
    page = entered(cast, "maya").get(who_sees(told)).content.decode()
    kofi = cast.people["kofi"].pk
    assert any(kofi in part and "checked" in part for part in page.split("<input"))
    assert Account.objects.filter(pk=cast.kofi.account).exists()


def test_a_chair_that_somebody_hidden_took_is_empty_and_stays_theirs(cast):
    marco = Person.welcome(cast.maya, "Marco", audience=Level.PERSON)
    chair = Wish.make(cast.maya, kind="companion", words="A friend", met_by=[marco.pk])
    today = timezone.localdate()
    assert snapshot(cast.network, cast.maya, today).network.wishes[0].met_by == {marco.pk}
    assert snapshot(cast.network, cast.rosa, today).network.wishes[0].met_by == set()
    said = {"what": "companion:", "words": "A friend", "whose": "person", "version": 1}
    where = reverse("wish", args=[cast.network.pk, chair.pk])
    entered(cast, "rosa").post(where, {**said, "met_by": [cast.people["kofi"].pk]})
    assert set(Wish.everyones.get().met_by) == {marco.pk, cast.people["kofi"].pk}


def test_whoever_came_with_contacts_and_is_hidden_since_stays_when_rosa_undoes_it(cast):
    came = Arrival.make(cast.maya, source="vcard")
    dee = Person.welcome(cast.maya, "Dee", arrival=came)
    marco = Person.welcome(cast.maya, "Marco", arrival=came)
    marco.share(cast.maya, 1, Audience(Level.PERSON))
    Arrival.visible_to(cast.rosa).get().undo(cast.rosa)
    left = set(Person.visible_to(cast.maya).values_list("pk", flat=True))
    assert marco.pk in left
    assert dee.pk not in left


def test_whoever_is_asked_hears_what_it_is_about_and_who_would_see_it(cast):
    told = Moment.make(cast.rosa, text="Kofi sang.", person=cast.people["kofi"])
    told.share(cast.rosa, 1, Audience(Level.NETWORK))
    members = taking_part(cast.network)
    asked = Proposal.everyones.get()
    there = "Seen by 4 people: Maya, Rosa, Kofi, Tanya."
    for who, what in (("maya", "“Kofi sang.”"), ("kofi", "a moment")):
        said = asked_to_share(asked, told, cast.network, cast.actors[who], members)
        assert said == (f"Let more people see {what}", there)
    assert asked_to_share(asked, None, cast.network, cast.kofi, members)[1] == ""
