"""Showing a thing to more people or to fewer: what is done at once, and what waits for a yes."""

from __future__ import annotations

import pytest

from closeknit.accounts.models import Entry
from closeknit.networks.models import (
    Contact,
    Dismissal,
    Link,
    Membership,
    Person,
    Portrait,
    Proposal,
    Stale,
    Version,
)
from closeknit.policy import Audience, Denied, Level, Role, Verb, may
from closeknit.stories.models import Moment
from tests.cast import Cast, account, introduce

pytestmark = pytest.mark.django_db

EVERYBODY = Audience(Level.NETWORK)
US_TWO = Audience(Level.PERSON)


def tell(cast: Cast, who: str, about: str = "") -> Moment:
    person = cast.people[about] if about else None
    return Moment.make(cast.actors[who], text="Soup in the rain.", person=person)


def who_reads(cast: Cast, row: object) -> set[str]:
    found = set()
    for name, actor in cast.actors.items():
        if type(row).visible_to(actor).filter(pk=row.pk).exists():
            found.add(name)
    return found


def waiting(cast: Cast) -> Proposal:
    return Proposal.everyones.get(kind="share")


def test_rosa_keeps_a_moment_to_maya_and_herself_at_once(cast):
    told = tell(cast, "rosa")
    assert told.share(cast.rosa, 1, US_TWO).now
    assert who_reads(cast, told) == {"maya", "rosa"}
    entry = Entry.objects.latest("at")
    assert (entry.deed, entry.detail) == ("narrowed", {"version": 1})


def test_what_kofi_told_waits_for_his_yes_and_is_opened_with_it(cast):
    told = tell(cast, "kofi")
    assert not told.share(cast.maya, 1, EVERYBODY).now
    assert who_reads(cast, told) == {"maya", "rosa", "kofi"}
    waiting(cast).say_yes(cast.kofi)
    assert who_reads(cast, told) == {"maya", "rosa", "kofi", "tanya"}
    assert "opened_to_more" in Entry.objects.values_list("deed", flat=True)


def test_maya_cannot_say_yes_in_his_place(cast):
    told = tell(cast, "kofi")
    told.share(cast.maya, 1, EVERYBODY)
    waiting(cast).say_yes(cast.maya)
    assert who_reads(cast, told) == {"maya", "rosa", "kofi"}


def test_rosa_asks_maya_and_whoever_it_is_about(cast):
    told = tell(cast, "rosa", about="kofi")
    told.share(cast.rosa, 1, EVERYBODY)
    waiting(cast).say_yes(cast.maya)
    assert "tanya" not in who_reads(cast, told)
    waiting(cast).say_yes(cast.kofi)
    assert "tanya" in who_reads(cast, told)


def test_a_no_of_whoever_it_is_about_ends_it(cast):
    told = tell(cast, "rosa", about="kofi")
    told.share(cast.rosa, 1, EVERYBODY)
    waiting(cast).say_no(cast.kofi)
    assert waiting(cast).answer == "no"
    assert "tanya" not in who_reads(cast, told)


def test_words_about_june_who_takes_no_part_stay_with_stewards_until_she_can_be_asked(cast):
    told = tell(cast, "maya", about="june")
    assert told.share(cast.maya, 1, EVERYBODY).now
    for kind, readers in (("person", {"maya", "rosa"}), ("pet", {"maya", "rosa", "kofi", "tanya"})):
        Person.everyones.filter(pk=cast.people["june"].pk).update(kind=kind)
        told = Moment.everyones.get()
        assert who_reads(cast, told) == readers
        assert {n for n, who in cast.actors.items() if may(who, Verb.READ, told.facts())} == readers


@pytest.mark.parametrize(("chosen", "waiting"), [("kofi", {"maya"}), ("rosa", {"maya", "rosa"})])
def test_whoever_was_not_chosen_does_not_find_it_while_june_was_not_asked(cast, chosen, waiting):
    told = tell(cast, "maya", about="june")
    told.share(cast.maya, 1, US_TWO)
    told.share(cast.maya, 2, Audience(Level.CHOSEN, frozenset({cast.actors[chosen].account})))
    for kind, readers in (("person", waiting), ("pet", {"maya", chosen})):
        Person.everyones.filter(pk=cast.people["june"].pk).update(kind=kind)
        told = Moment.everyones.get()
        assert who_reads(cast, told) == readers
        assert {n for n, who in cast.actors.items() if may(who, Verb.READ, told.facts())} == readers


def test_hiding_wins_over_a_yes_that_comes_later(cast):
    told = tell(cast, "kofi")
    told.share(cast.maya, 1, EVERYBODY)
    told.share(cast.maya, 1, US_TWO)
    waiting(cast).say_yes(cast.kofi)
    assert who_reads(cast, told) == {"maya", "kofi"}


def test_kofi_hides_what_is_told_about_him(cast):
    tell(cast, "maya", about="kofi").share(cast.maya, 1, EVERYBODY)
    waiting(cast).say_yes(cast.kofi)
    told = Moment.visible_to(cast.kofi).get()
    told.hide(cast.kofi)
    assert who_reads(cast, told) == {"maya"}


def test_whoever_cannot_see_a_thing_cannot_hide_it(cast):
    with pytest.raises(Denied):
        tell(cast, "maya").hide(cast.kofi)


def test_two_who_choose_at_once_do_not_overwrite_each_other(cast):
    told = tell(cast, "maya")
    told.share(cast.maya, 1, US_TWO)
    again = Moment.visible_to(cast.maya).get()
    with pytest.raises(Stale):
        again.share(cast.maya, 1, EVERYBODY)


def test_whoever_is_left_out_does_not_learn_that_it_waits_for_a_yes(cast):
    ines = account("ines")
    Membership.welcome(cast.maya, ines.pk, Role.STEWARD).open_up(cast.maya)
    actor = cast.network.actor(ines.pk)
    told = tell(cast, "rosa")
    told.share(cast.rosa, 1, Audience(Level.STEWARDS, frozenset(), frozenset({ines.pk})))
    told.share(cast.rosa, 2, Audience(Level.NETWORK, frozenset(), frozenset({ines.pk})))
    assert Proposal.open_ones(cast.rosa).count() == 1
    assert not Proposal.open_ones(actor).exists()


def test_what_stays_hidden_is_said_anew_by_whoever_does_not_see_it(cast):
    """To be refused would tell Rosa that it was said."""
    without = Audience(Level.STEWARDS, frozenset(), frozenset({cast.rosa.account}))
    introduce(cast, "june", "kofi").share(cast.maya, 1, without)
    Dismissal.dismiss(cast.maya, "only_paid").share(cast.maya, 1, without)
    june, kofi = cast.people["june"].pk, cast.people["kofi"].pk
    assert Link.know_each_other(cast.rosa, june, kofi).author_id == cast.rosa.account
    assert Dismissal.dismiss(cast.rosa, "only_paid").author_id == cast.rosa.account
    Link.knows_these(cast.maya, june, [], shown=[kofi])
    assert not Link.visible_to(cast.maya).exists()


def test_opened_again_it_is_said_once(cast):
    usual = Audience(Level.STEWARDS)
    hidden = introduce(cast, "june", "kofi")
    hidden.share(cast.maya, 1, US_TWO)
    Link.know_each_other(cast.rosa, hidden.a_id, hidden.b_id)
    hidden.share(cast.maya, 2, usual)
    assert Link.visible_to(cast.maya).count() == 1


def test_a_child_is_seen_by_stewards_at_most_and_of_birthdays_the_year_stays(cast):
    june = cast.people["june"]
    born = Contact.make(cast.maya, person=june, how="birthday", value="2015-05-02")
    Portrait.make(cast.maya, person=june, file="none")
    assert "kofi" not in who_reads(cast, june)
    june.share(cast.maya, 1, Audience(Level.CHOSEN, frozenset({cast.kofi.account})))
    june.revise(cast.maya, 2, under_age=True)
    assert who_reads(cast, june) == {"maya", "rosa"}
    assert Portrait.everyones.get().audience == Level.STEWARDS
    assert Contact.everyones.get(pk=born.pk).value == "2015"
    assert not Version.everyones.filter(row=born.pk).exists()
    again = Contact.make(cast.maya, person=june, how="birthday", value="2 May 2016")
    assert again.value == "2016"


def test_a_child_that_is_put_on_the_map_begins_with_stewards(cast):
    niece = Person.welcome(cast.maya, "Ana", under_age=True)
    assert niece.audience == Level.STEWARDS
    told = Moment.make(cast.maya, text="Ana sang.", person=niece, audience=Level.WORKSHOP)
    assert told.audience == Level.STEWARDS


def test_an_earlier_text_is_kept_from_whoever_could_not_read_it_then(cast):
    told = tell(cast, "rosa")
    told.share(cast.rosa, 1, Audience(Level.ONLY_ME))
    told.revise(cast.rosa, 2, text="Soup.")
    told.share(cast.rosa, 3, Audience(Level.PERSON))
    Proposal.everyones.get().say_yes(cast.maya)
    told = Moment.visible_to(cast.maya).get()
    assert Version.before(told, cast.maya, 2) is None
    then = {"text": "Soup in the rain.", "person_id": None, "hard": False}
    assert Version.before(told, cast.rosa, 2) == then
