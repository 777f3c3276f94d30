"""Somebody is on the map twice: two entries become one, and can become two again."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.bin import empty
from closeknit.networks.models import (
    Chapter,
    Contact,
    Dismissal,
    Invitation,
    Link,
    Membership,
    Merge,
    Note,
    Person,
    Proposal,
    TwoPeople,
)
from closeknit.networks.models.arrivals import pointing_at_people
from closeknit.networks.models.base import barred
from closeknit.networks.models.versions import Version
from closeknit.networks.sameness import together
from closeknit.plans.models import Action, Confidant, Gathering, Guest, Role
from closeknit.policy import Denied
from closeknit.policy import Role as Part
from closeknit.stories.models import Consent, Story
from tests.cast import account, entered, introduce, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def june_again(cast):
    """June once more, as her contacts came in."""
    return Person.welcome(cast.maya, "June Okoye", likes="cards, choir")


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


def page(browser, cast, one, other):
    return browser.get(at(cast, "merge", one.pk, other.pk))


def put_together(browser, cast, one, other, **chosen):
    shown = page(browser, cast, one, other).context["page"]
    said = {"seen": shown.seen, **{choice.name: choice.fuller for choice in shown.choices}}
    return browser.post(at(cast, "merge", one.pk, other.pk), {**said, **chosen})


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


# What comes together ----------------------------------------------------------------------------


def test_maya_makes_one_entry_of_two_and_everything_is_there(cast, maya, june_again):
    june = cast.people["june"]
    Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    Note.make(cast.maya, person=june_again, text="Ask about the garden.")
    answer = put_together(maya, cast, june, june_again, name="gone")
    assert answer.url == at(cast, "person", june.pk)
    seen = text(maya.get(answer.url))
    for words in ("June Okoye", "+1 416 555 0100", "Ask about the garden.", "cards, choir"):
        assert words in seen
    assert "June Okoye is one entry now." in seen
    assert not Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()
    assert "You put two entries of June Okoye together." in text(maya.get(at(cast, "record")))


def test_it_is_two_again_with_one_press(cast, maya, june_again):
    june = cast.people["june"]
    way = Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    put_together(maya, cast, june, june_again, name="gone")
    assert "June Okoye, put together with June Okoye" in text(maya.get(at(cast, "bin")))
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    june.refresh_from_db()
    way.refresh_from_db()
    assert (june.name, way.person_id) == ("June", june_again.pk)
    assert Person.visible_to(cast.maya).get(pk=june_again.pk).likes == "cards, choir"
    assert "You made one entry of June two again." in text(maya.get(at(cast, "record")))


def test_what_was_said_in_between_stays_with_the_entry_that_was_there(cast, maya, june_again):
    june = cast.people["june"]
    old = Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    put_together(maya, cast, june, june_again, name="kept")
    new = Contact.make(cast.maya, person=june, how="email", value="june@example.org")
    there = Person.visible_to(cast.maya).get(pk=june.pk)
    there.revise(cast.maya, there.version, name="Junie")
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    for row in (old, new, june):
        row.refresh_from_db()
    assert (old.person_id, new.person_id, june.name) == (june_again.pk, june.pk, "Junie")


def test_both_ties_are_joined_and_the_years_stay_in_order(cast, maya, june_again):
    june = cast.people["june"]
    place(cast, "june", circle=2, gives={"fun": "cards"}, how_met="Next door.")
    Chapter.make(cast.maya, person=june_again, circle=4, gives={"fun": "choir"})
    Chapter.make(cast.maya, person=june_again, since="2020", circle=3, household="Elm Road")
    put_together(maya, cast, june, june_again, circle="kept", name="kept")
    years = sorted(Chapter.visible_to(cast.maya).filter(person=june), key=lambda c: c.since)
    assert [(c.since, c.circle) for c in years] == [("", 2), ("", 4), ("2020", 2)]
    assert (years[-1].how_met, years[-1].household) == ("Next door.", "Elm Road")
    assert years[-1].gives == {"fun": "cards"}


def test_two_who_know_the_same_people_know_each_of_them_once(cast, maya, june_again):
    june, kofi = cast.people["june"], cast.people["kofi"]
    introduce(cast, "june", "kofi")
    Link.know_each_other(cast.maya, june_again.pk, kofi.pk)
    Link.know_each_other(cast.maya, june_again.pk, june.pk)
    put_together(maya, cast, june, june_again)
    assert [set(pair) for pair in Link.of(cast.maya, june.pk)] == [{june.pk, kofi.pk}]
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    assert len(Link.of(cast.maya, june_again.pk)) == 2


def test_the_page_says_what_each_entry_says_and_asks_only_where_they_differ(cast, maya, june_again):
    seen = page(maya, cast, cast.people["june"], june_again)
    assert list(seen.context["form"].fields) == ["seen", "name"]
    assert seen.context["form"].fields["name"].initial == "gone"
    assert "Are June and June Okoye the same person?" in text(seen)


def test_gatherings_are_counted_and_what_is_done_there_by_its_own_name(cast, june_again):
    lunch = Gathering.plan(cast.maya, title="Lunch")
    Guest.invite(cast.maya, lunch, june_again)
    for words in ("Bring bread", "Bring salt"):
        Action.make(cast.maya, gathering=lunch, person=june_again, words=words)
    comes = dict(
        together(cast.maya, cast.people["june"], june_again, lunch.made_at.date(), "").comes
    )
    assert comes["Gatherings"] == 1
    assert comes["What they do and say at gatherings"] == 2


def test_a_role_that_both_were_asked_for_stands_once_with_its_yes_and_its_stand_in(
    cast, june_again
):
    june, kofi, day = cast.people["june"], cast.people["kofi"], timezone.localdate()
    asked = Role.ask(cast.maya, day, person=june, kind="advocate", words="At the bank")
    said = Role.ask(cast.maya, day, person=june_again, kind="advocate", words="At work")
    said.say(cast.maya, said.version, "yes", day)
    second = Role.ask(cast.maya, day, person=kofi, kind="advocate", stand_in_of=said)
    over = Role.ask(cast.maya, day, person=june_again, kind="driver")
    over.say(cast.maya, over.version, "no", day)
    merge = Merge.together(cast.maya, june, june_again, {})
    [one] = Role.visible_to(cast.maya).filter(person=june, kind="advocate")
    assert (one.pk, one.stands, one.words) == (asked.pk, "yes", "At the bank; At work")
    second.refresh_from_db()
    assert second.stand_in_of_id == asked.pk
    merge.undo(cast.maya)
    found = {row.pk: row for row in Role.visible_to(cast.maya)}
    assert (found[asked.pk].stands, found[said.pk].stands) == ("asked", "yes")
    assert found[asked.pk].words == "At the bank"
    assert found[second.pk].stand_in_of_id == said.pk


def test_words_for_which_there_is_no_room_stand_in_a_note_of_whoever_wrote_them(
    cast, maya, june_again
):
    june, day = cast.people["june"], timezone.localdate()
    first, second = "At the bank. " * 14, "With the new landlord. " * 12
    for person, words in ((june, first), (june_again, second)):
        Role.ask(cast.maya, day, person=person, kind="advocate", words=words.strip())
    put_together(maya, cast, june, june_again)
    role = Role.visible_to(cast.maya).get(person=june)
    assert second.strip() not in role.words
    seen = text(maya.get(at(cast, "person", june.pk)))
    assert "Words that found no room are in a note of yours." in seen
    assert second.strip() in seen
    assert not Note.visible_to(cast.rosa).exists()
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    assert not Note.visible_to(cast.maya).exists(), "each role says it whole again"
    assert Role.visible_to(cast.maya).get(person=june_again).words == second.strip()


def test_what_both_like_and_finds_no_room_stands_in_a_note(cast, maya, june_again):
    june = cast.people["june"]
    many = [", ".join(f"{kind} {n}" for n in range(14)) for kind in ("long walks", "slow songs")]
    for person, likes in zip((june, june_again), many, strict=True):
        Person.everyones.filter(pk=person.pk).update(likes=likes)
    put_together(maya, cast, june, june_again)
    likes = Person.visible_to(cast.maya).get(pk=june.pk).likes
    (note,) = Note.visible_to(cast.maya)
    whole = f"{likes}, {note.text.removeprefix('Likes: ')}"
    assert whole == ", ".join(many)


def test_words_that_fit_leave_no_note(cast, maya, june_again):
    june, day = cast.people["june"], timezone.localdate()
    for person, words in ((june, "At the bank"), (june_again, "At work")):
        Role.ask(cast.maya, day, person=person, kind="advocate", words=words)
    put_together(maya, cast, june, june_again)
    assert not Note.everyones.exists()


# What the record says ---------------------------------------------------------------------------


def test_the_record_tells_how_much_came_along_and_nothing_private(cast, maya, rosa, june_again):
    june = cast.people["june"]
    for value in ("+1 416 555 0100", "+1 416 555 0101"):
        Contact.make(cast.maya, person=june_again, how="phone", value=value)
    Note.make(cast.rosa, person=june_again, text="Ask about the garden.")
    Role.ask(cast.maya, timezone.localdate(), person=june_again, kind="advocate")
    Confidant.ask(cast.maya, timezone.localdate(), person=june_again)
    put_together(maya, cast, june, june_again, name="gone")
    said = "You put two entries of June Okoye together. Came along: "
    seen = text(maya.get(at(cast, "record")))
    assert f"{said}Ways to reach them (2), Roles (1)." in seen
    assert "Came along" not in text(rosa.get(at(cast, "record")))


def test_a_merge_with_which_nothing_came_says_no_more(cast, maya, june_again):
    put_together(maya, cast, cast.people["june"], june_again, name="gone")
    seen = text(maya.get(at(cast, "record")))
    assert "You put two entries of June Okoye together." in seen
    assert "Came along" not in seen


# Who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_nobody_else_finds_these_pages(cast, june_again, who):
    june = cast.people["june"]
    browser = entered(cast, who)
    where = at(cast, "merge", june.pk, june_again.pk)
    for found in (browser.get(where), browser.post(where), browser.get(at(cast, "alike"))):
        assert found.status_code == 404
    assert browser.get(at(cast, "same_as", june.pk)).status_code == 404
    assert Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()


def test_a_steward_does_it_at_once_where_neither_takes_part(cast, rosa, june_again):
    put_together(rosa, cast, cast.people["june"], june_again)
    assert not Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()


def test_where_one_takes_part_a_steward_asks_and_maya_says_yes(cast, maya, rosa):
    kofi, again = cast.people["kofi"], Person.welcome(cast.maya, "Kofi M.")
    answer = put_together(rosa, cast, again, kofi)
    assert answer.url == at(cast, "waiting")
    assert Person.visible_to(cast.maya).filter(pk=again.pk).exists()
    assert "Put two entries together: Kofi and Kofi M." in text(maya.get(at(cast, "waiting")))
    asked = Proposal.open_ones(cast.maya).get()
    maya.post(at(cast, "answer_proposal", asked.pk, "yes"))
    assert not Person.visible_to(cast.maya).filter(pk=again.pk).exists()
    assert cast.network.actor(cast.kofi.account).person == kofi.pk


def test_where_one_is_asked_in_a_steward_asks_as_well(cast, rosa, june_again):
    """Whoever says yes to the invitation would see what stood with the other entry."""
    june = cast.people["june"]
    Invitation.invite(cast.maya, person=june_again, role=Part.MEMBER)
    answer = put_together(rosa, cast, june, june_again)
    assert answer.url == at(cast, "waiting")
    assert Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()
    assert Proposal.open_ones(cast.maya).count() == 1


def test_the_model_itself_waits_for_maya(cast):
    again = Person.welcome(cast.maya, "Kofi M.")
    with pytest.raises(Denied):
        Merge.together(cast.rosa, cast.people["kofi"], again, {})
    assert Person.visible_to(cast.maya).filter(pk=again.pk).exists()


def test_nobody_makes_themself_somebody_else(cast, rosa, june_again):
    """Rosa would hold what only Maya and June know of."""
    put_together(rosa, cast, cast.people["rosa"], june_again)
    assert Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()
    assert Proposal.open_ones(cast.maya).count() == 1


def test_two_with_accounts_stay_two_and_a_sentence_says_why(cast, maya):
    kofi, rosa = cast.people["kofi"], cast.people["rosa"]
    seen = page(maya, cast, kofi, rosa)
    assert "Two accounts cannot become one." in text(seen)
    answer = maya.post(at(cast, "merge", kofi.pk, rosa.pk), {"seen": seen.context["page"].seen})
    assert answer.status_code == 200
    with pytest.raises(TwoPeople):
        Merge.together(cast.maya, kofi, rosa, {})


def test_whoever_takes_part_is_the_entry_that_stays(cast, maya):
    first = Person.welcome(cast.maya, "Sam")
    second = Person.welcome(cast.maya, "Sam")
    more = {"person": second, "opened_at": timezone.now()}
    sam = account("sam")
    Membership.welcome(cast.maya, sam.pk, Part.MEMBER, **more)
    put_together(maya, cast, first, second)
    assert cast.network.actor(sam.pk).person == second.pk
    assert not Person.visible_to(cast.maya).filter(pk=first.pk).exists()


def test_the_model_itself_refuses_a_member(cast, june_again):
    with pytest.raises(Denied):
        Merge.together(cast.kofi, cast.people["june"], june_again, {})


def test_somebody_who_was_quicker_is_seen_first(cast, maya, rosa, june_again):
    june = cast.people["june"]
    seen = page(maya, cast, june, june_again).context["page"].seen
    june_again.revise(cast.rosa, june_again.version, name="June Adebayo")
    answer = maya.post(at(cast, "merge", june.pk, june_again.pk), {"seen": seen, "name": "kept"})
    assert answer.status_code == 409
    assert "June Adebayo" in text(answer)
    assert Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()


def test_rosa_neither_finds_nor_takes_apart_what_went_to_somebody_she_cannot_see(cast, rosa):
    """The entry that went was hers to see; the one that stays is not, and neither is its name."""
    june, gone = cast.people["june"], Person.welcome(cast.maya, "J. from the choir")
    Person.everyones.filter(pk=june.pk).update(kept_out=barred([cast.rosa.account]))
    merge = Merge.together(cast.maya, Person.everyones.get(pk=june.pk), gone, {"name": "kept"})
    seen = text(rosa.get(at(cast, "bin")))
    assert "June" not in seen
    assert "J. from the choir" not in seen
    assert rosa.post(at(cast, "bring_back", "person", gone.pk)).status_code == 404
    with pytest.raises(Denied):
        merge.undo(cast.rosa)
    assert Merge.of_gone(gone) is not None
    assert "J. from the choir, put together with June" in text(
        entered(cast, "maya").get(at(cast, "bin"))
    )


# What must not become wider ---------------------------------------------------------------------


def test_the_narrower_audience_wins(cast, maya, june_again):
    june = cast.people["june"]
    Person.everyones.filter(pk=june_again.pk).update(
        audience="stewards", kept_out=barred([cast.kofi.account])
    )
    june_again.refresh_from_db()
    put_together(maya, cast, june, june_again)
    june.refresh_from_db()
    assert (june.audience, june.kept_out) == ("stewards", barred([cast.kofi.account]))
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    june.refresh_from_db()
    assert (june.audience, june.kept_out) == ("unpaid", "")


@pytest.mark.parametrize(("first", "second"), [("yes", "no"), ("no", "yes"), ("yes", "not_asked")])
def test_the_stricter_answer_about_a_story_wins(cast, maya, june_again, first, second):
    june = cast.people["june"]
    story = Story.begin(cast.maya, happened="We sang.")
    for person, answer in ((june, first), (june_again, second)):
        row = Consent.put_in(cast.maya, story, person)
        said = {"answer": answer, "scopes": barred(["network"]) if answer == "yes" else ""}
        Consent.everyones.filter(pk=row.pk).update(**said)
    put_together(maya, cast, june, june_again)
    left = Consent.of_somebody().get(story=story, person=june)
    assert left.answer == ("no" if "no" in (first, second) else "not_asked")
    assert left.scopes == ""
    maya.post(at(cast, "bring_back", "person", june_again.pk))
    found = dict(Consent.of_somebody().filter(story=story).values_list("person", "answer"))
    assert found == {june.pk: first, june_again.pk: second}


def test_private_notes_stay_with_whoever_wrote_them(cast, maya, rosa, june_again):
    note = Note.make(cast.rosa, person=june_again, text="Only I know.")
    put_together(maya, cast, cast.people["june"], june_again)
    where = at(cast, "person", cast.people["june"].pk)
    assert "Only I know." in text(rosa.get(where))
    assert "Only I know." not in text(maya.get(where))
    note.refresh_from_db()
    assert note.person_id == cast.people["june"].pk


def test_a_list_of_names_knows_the_one_that_stays(cast, maya, june_again):
    note = Contact.make(cast.maya, person=cast.people["kofi"], how="phone", value="1234567")
    Contact.everyones.filter(pk=note.pk).update(kept_out=barred([june_again.pk]))
    put_together(maya, cast, cast.people["june"], june_again)
    note.refresh_from_db()
    assert note.kept_out == barred([cast.people["june"].pk])


# Nothing is forgotten ---------------------------------------------------------------------------


def test_every_kind_of_row_that_names_somebody_is_handled():
    """A new kind of row that names a person comes along, or this test says which does not."""
    named = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model is Person
    }
    assert {(model._meta.label, name) for model, name in pointing_at_people()} == named


def test_no_row_names_the_entry_that_went(db):
    from tests.matrix.rows import Said, scene, write

    made = scene()
    maya = made.actors["person"]
    kept, gone = made.people["nobody"], Person.welcome(maya, "June again")
    names = [one for one in pointing_at_people() if one[0] is not Merge]
    for model, name in names:
        row = write(made, model, Said("stewards"))
        taking_part = model is Membership
        model.everyones.filter(pk=row.pk).update(**{name: gone.pk if taking_part else kept.pk})
    joined = Merge.together(maya, kept, gone, {})
    assert joined.kept == gone  # of two entries the one that takes part
    left = {
        (model.__name__, name)
        for model, name in names
        if model.everyones.filter(binned_at=None, **{name: kept.pk}).exists()
    }
    assert left == set()


def test_after_thirty_days_the_merge_goes_for_good_and_what_came_along_stays(cast, june_again):
    june = cast.people["june"]
    way = Contact.make(cast.maya, person=june_again, how="phone", value="+1 416 555 0100")
    merge = Merge.together(cast.maya, june, june_again, {"name": "kept"})
    with time_machine.travel(timezone.now() + dt.timedelta(days=31), tick=False):
        empty()
        assert not Merge.everyones.filter(pk=merge.pk).exists()
        assert not Person.everyones.filter(pk=june_again.pk).exists()
        assert not Version.everyones.filter(row=june_again.pk).exists()
    way.refresh_from_db()
    assert way.person_id == june.pk


# Finding them -----------------------------------------------------------------------------------


def test_a_list_says_who_looks_alike_and_why(cast, maya, june_again):
    Contact.make(cast.maya, person=cast.people["kofi"], how="phone", value="+1 416 555 0100")
    other = Person.welcome(cast.maya, "Mr. Mensah")
    Contact.make(cast.maya, person=other, how="phone", value="(416) 555-0100")
    seen = text(maya.get(at(cast, "alike")))
    assert "Kofi and Mr. Mensah" in seen
    assert "The same phone number" in seen
    assert "June and June Okoye" in seen
    assert at(cast, "merge", cast.people["june"].pk, june_again.pk) in seen


def test_a_pair_that_is_two_people_is_not_offered_again(cast, maya, june_again):
    june = cast.people["june"]
    assert "June and June Okoye" in text(maya.get(at(cast, "alike")))
    where = at(cast, "merge", june.pk, june_again.pk)
    assert 'name="two"' in text(maya.get(where))
    assert maya.post(where, {"two": "1"}).url == at(cast, "person", june.pk)
    assert where not in text(maya.get(at(cast, "alike")))
    assert "It may be one of these" not in text(maya.get(at(cast, "same_as", june.pk)))
    assert page(maya, cast, june, june_again).status_code == 200  # who was mistaken finds it still
    assert Person.visible_to(cast.maya).filter(pk=june_again.pk).exists()


def test_two_people_can_be_asked_about_again(cast, maya, june_again):
    june = cast.people["june"]
    maya.post(at(cast, "merge", june.pk, june_again.pk), {"two": "1"})
    seen = text(maya.get(at(cast, "alike")))
    assert "One pair is two people" in seen
    assert "Ask about this again : June, June Okoye" in re.sub(r"<[^>]*>", " ", seen).replace(
        "  ", " "
    )
    said = Dismissal.visible_to(cast.maya).get()
    answer = maya.post(at(cast, "raise_finding", said.pk))
    assert answer.url == at(cast, "alike")
    seen = text(maya.get(answer.url))
    assert "One pair is two people" not in seen
    assert at(cast, "merge", june.pk, june_again.pk) in seen


def test_two_people_of_whom_rosa_may_not_see_one_are_not_told_to_her(cast, maya, rosa, june_again):
    june = cast.people["june"]
    maya.post(at(cast, "merge", june.pk, june_again.pk), {"two": "1"})
    assert "One pair is two people" in text(rosa.get(at(cast, "alike")))
    Person.everyones.filter(pk=june_again.pk).update(audience="only_me")
    assert "One pair is two people" not in text(rosa.get(at(cast, "alike")))


@pytest.mark.parametrize("typed", ["JUNE", "Dr. June", "Júne"])
def test_a_new_name_is_held_to_be_the_same_where_the_list_would_say_so(cast, maya, typed):
    seen = text(maya.post(at(cast, "add_people"), {"name": typed, "kind": "person"}))
    assert "June is already here." in seen
    Person.welcome(cast.maya, typed)
    assert "The same name" in text(maya.get(at(cast, "alike")))


def test_from_somebodys_page_one_says_who_it_is(cast, maya, june_again):
    june = cast.people["june"]
    assert at(cast, "same_as", june.pk) in text(maya.get(at(cast, "person", june.pk)))
    seen = text(maya.get(at(cast, "same_as", june.pk)))
    assert "It may be one of these" in seen
    chosen = maya.get(at(cast, "same_as", june.pk), {"other": june_again.pk})
    assert chosen.url == at(cast, "merge", june.pk, june_again.pk)
    wrong = maya.get(at(cast, "same_as", june.pk), {"other": "nobody"})
    assert wrong.status_code == 422


def test_whom_maya_left_out_since_stays_out_when_they_are_two_again(cast, june_again):
    june, only = cast.people["june"], barred([cast.rosa.account])
    Person.everyones.filter(pk=june_again.pk).update(
        audience="chosen", let_in=barred([cast.rosa.account, cast.kofi.account])
    )
    merge = Merge.together(cast.maya, june, Person.everyones.get(pk=june_again.pk), {})
    Person.everyones.filter(pk=june.pk).update(let_in=only)
    merge.undo(cast.maya)
    june.refresh_from_db()
    assert (june.audience, june.let_in) == ("chosen", only)
