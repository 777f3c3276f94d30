"""Gatherings: who plans, who is asked, who answers, and who sees what of it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account, Entry
from closeknit.networks.models import Person, Proposal, Version
from closeknit.plans.models import Gathering, Guest, Minutes, Poll, Question, Reply, Touch
from closeknit.policy import Denied, Level
from tests.cast import Cast, assemble, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def lunch(cast: Cast, *names: str, told: bool = True) -> Gathering:
    """Maya plans Sunday lunch, and asks these."""
    at = timezone.now() + dt.timedelta(days=4)
    row = Gathering.plan(cast.maya, title="Sunday lunch", place="At Rosa’s", starts_at=at)
    Guest.invite_each(cast.maya, row, [cast.people[name] for name in names])
    if told:
        row.tell(cast.maya)
    return row


def guest(row: Gathering, cast: Cast, name: str) -> Guest:
    found: Guest = Guest.everyones.get(gathering=row, person=cast.people[name])
    return found


def sees(cast: Cast, who: str, row: Gathering) -> bool:
    return Gathering.visible_to(cast.actors[who]).filter(pk=row.pk).exists()


def test_a_draft_is_seen_by_nobody_who_is_on_its_list(cast):
    row = lunch(cast, "kofi", told=False)
    assert [sees(cast, who, row) for who in ("maya", "rosa", "kofi", "lena")] == [
        True,
        *[False] * 3,
    ]


def test_those_who_are_asked_see_it_and_nobody_else(cast):
    row = lunch(cast, "kofi", "tanya", "june")
    assert [sees(cast, who, row) for who in ("kofi", "tanya")] == [True, True]
    assert not sees(cast, "rosa", row)
    Guest.invite(cast.maya, row, cast.people["rosa"])
    assert sees(cast, "rosa", row)
    guest(row, cast, "rosa").leave_out(cast.maya)
    assert not sees(cast, "rosa", row)


def test_whoever_is_asked_answers_for_themselves_and_for_nobody_else(cast):
    row = lunch(cast, "kofi", "tanya")
    guest(row, cast, "kofi").say(cast.kofi, 1, "yes", "I bring jollof.")
    assert guest(row, cast, "kofi").answer == "yes"
    for who in (cast.kofi, cast.rosa):
        with pytest.raises(Denied):
            guest(row, cast, "tanya").say(who, 1, "no")
    guest(row, cast, "tanya").was_told(cast.maya, 1, "no")
    assert guest(row, cast, "tanya").how == Guest.How.SAID


def test_an_answer_to_another_day_says_so(cast):
    row = lunch(cast, "kofi")
    guest(row, cast, "kofi").say(cast.kofi, 1, "no")
    where = reverse("gathering", args=[cast.network.pk, row.pk])
    assert "That was for another day." not in entered(cast, "kofi").get(where).content.decode()
    row.change(cast.maya, row.version, starts_at=row.starts_at + dt.timedelta(days=2))
    assert "That was for another day." in entered(cast, "kofi").get(where).content.decode()
    one = guest(row, cast, "kofi")
    one.say(cast.kofi, one.version, "yes")
    assert "That was for another day." not in entered(cast, "kofi").get(where).content.decode()


def test_a_link_answers_one_invitation_until_it_is_taken_back(cast):
    row = lunch(cast, "june", "kofi")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    assert june.token not in str(Guest.everyones.values_list("token_hash", flat=True))
    led, actor = Guest.led_by(june.token)
    led.say(actor, led.version, "later")
    assert guest(row, cast, "june").answer == "later"
    with pytest.raises(Denied):
        guest(row, cast, "kofi").say(actor, 1, "no")
    token = june.token
    guest(row, cast, "june").leave_out(cast.maya)
    assert Guest.led_by(token) is None


def test_a_link_leads_nowhere_once_the_day_is_over(cast):
    row = lunch(cast, "june")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    row.change(cast.maya, row.version, starts_at=timezone.now() - dt.timedelta(days=2))
    assert Guest.led_by(june.token) is None


def test_what_somebody_answers_from_afar_is_read_by_them_and_whoever_plans(cast):
    row = lunch(cast, "june", "kofi")
    asked = Question.put(cast.maya, row, "asked_question", words="What about my flat?")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    led, actor = Guest.led_by(june.token)
    Reply.write(actor, led, asked, "Keep it. It is near us.")
    Reply.write(actor, led, asked, "Keep it.")
    assert [reply.words for reply in Reply.visible_to(cast.maya)] == ["Keep it."]
    assert not Reply.visible_to(cast.kofi).exists()


def test_a_member_proposes_and_it_waits_for_the_person(cast):
    row = Gathering.plan(cast.kofi, title="Game night")
    assert row.waits
    assert not sees(cast, "rosa", row)
    with pytest.raises(Denied):
        row.tell(cast.kofi)
    Proposal.everyones.get(target=row.pk).say_yes(cast.maya)
    row = Gathering.everyones.get(pk=row.pk)
    assert row.audience == Level.STEWARDS
    assert not row.waits
    with pytest.raises(Denied):
        Gathering.plan(cast.tanya, title="A meeting about Maya")


def test_a_date_is_picked_from_a_poll(cast):
    row = lunch(cast, "kofi")
    poll = Poll.ask(cast.maya, row, ["2027-03-07T12:30", "2027-03-06T15:00"])
    guest(row, cast, "kofi").say(cast.kofi, 1, "yes", dates={"2027-03-06T15:00": "if_need_be"})
    poll.pick(cast.maya, "2027-03-06T15:00")
    row = Gathering.everyones.get(pk=row.pk)
    assert row.local(row.starts_at).isoformat()[:16] == "2027-03-06T15:00"
    with pytest.raises(Denied):
        poll.pick(cast.maya, "2027-03-07T12:30")


def test_a_day_picked_twice_is_picked_once_and_nobody_is_told_of_a_mistake(cast):
    row = lunch(cast, "kofi")
    Poll.ask(cast.maya, row, ["2027-03-06T15:00"])
    where = reverse("gathering_date", args=[cast.network.pk, row.pk])
    maya = entered(cast, "maya")
    for _tap in range(2):
        assert maya.post(where, {"pick": "2027-03-06T15:00"}).status_code == 302


def test_notes_are_the_writers_and_the_persons_until_they_are_agreed(cast):
    row = lunch(cast, "kofi", "rosa", "tanya")
    row.change(cast.maya, row.version, with_stewards=True)
    notes = Minutes.begin(cast.rosa, row, "We ate well.\nMaya cried.")
    seen = {who: Minutes.visible_to(cast.actors[who]).exists() for who in cast.actors}
    assert {who for who, found in seen.items() if found} == {"maya", "rosa"}
    guest(row, cast, "kofi").was_there(cast.maya, True)
    notes.agree(cast.rosa, notes.version)
    seen = {who: Minutes.visible_to(cast.actors[who]).exists() for who in cast.actors}
    assert {who for who, found in seen.items() if found} == {"maya", "rosa", "kofi"}
    with pytest.raises(Denied):
        notes.write(cast.rosa, notes.version, "Something else.")


def test_what_the_person_strikes_is_gone_from_earlier_texts_as_well(cast):
    row = lunch(cast, "rosa")
    notes = Minutes.begin(cast.maya, row, "We ate well.\nMaya cried.")
    notes.write(cast.maya, notes.version, "We ate well.\nMaya cried.\nThen cake.")
    notes.strike(cast.maya, notes.version, "Maya cried.")
    kept = Version.everyones.filter(row=notes.pk).values_list("state", flat=True)
    assert "cried" not in notes.text
    assert "cried" not in str(list(kept))


def test_after_a_no_it_waits_no_longer_and_stays_with_nobody(cast):
    row = Gathering.plan(cast.kofi, title="Game night")
    Proposal.everyones.get(target=row.pk).say_no(cast.maya)
    row = Gathering.everyones.get(pk=row.pk)
    assert not row.waits
    assert row.binned_at is not None
    with pytest.raises(Denied):
        row.tell(cast.kofi)


def held(cast: Cast) -> Guest:
    """Lunch was yesterday, and Kofi was asked."""
    row = lunch(cast, "kofi")
    Gathering.everyones.filter(pk=row.pk).update(starts_at=timezone.now() - dt.timedelta(days=1))
    return guest(Gathering.everyones.get(pk=row.pk), cast, "kofi")


def test_who_came_reads_the_notes_even_when_that_is_said_later(cast):
    kofi = held(cast)
    notes = Minutes.begin(cast.maya, kofi.gathering, "We ate.")
    notes.agree(cast.maya, notes.version)
    assert not Minutes.visible_to(cast.kofi).exists()
    kofi.was_there(cast.maya, True)
    assert Minutes.visible_to(cast.kofi).exists()


def test_who_did_not_come_after_all_was_not_in_touch(cast):
    kofi = held(cast)
    for came in (True, False, True):
        kofi.was_there(cast.maya, came)
        assert Touch.visible_to(cast.maya).filter(source="gathering").exists() is came


def test_a_page_that_was_open_for_days_writes_nothing_over(cast, client):
    row = lunch(cast, "june")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    where = reverse("answer_gathering", args=[june.token])
    old = client.get(where).context["form"]["version"].value()
    guest(row, cast, "june").was_told(cast.maya, old, "no", "She has a cold.")
    sent = {"answer": "yes", "words": "I bring cake.", "version": old}
    answer = client.post(where, sent)
    assert answer.status_code == 409
    assert "I bring cake." in answer.content.decode()
    assert guest(row, cast, "june").answer == "no"
    sent["version"] = answer.context["form"]["version"].value()
    assert client.post(where, sent).status_code == 302
    assert guest(row, cast, "june").answer == "yes"


@pytest.mark.parametrize("how", [{"kind": "died"}, {"under_age": True}])
def test_the_link_of_a_child_or_of_who_has_died_leads_nowhere(cast, how):
    row = lunch(cast, "june")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    Person.everyones.filter(pk=cast.people["june"].pk).update(**how)
    assert Guest.led_by(june.token) is None


def test_nobody_agrees_to_notes_they_have_not_read(cast):
    row = held(cast).gathering
    notes = Minutes.begin(cast.maya, row, "We ate.")
    where = reverse("gathering_notes", args=[cast.network.pk, row.pk])
    notes.write(cast.maya, notes.version, "We ate, and Rosa sang.")
    entered(cast, "maya").post(where, {"agree": "1", "version": 1})
    assert Minutes.visible_to(cast.maya).get().agreed_at is None
    entered(cast, "maya").post(where, {"agree": "1", "version": 2})
    assert Minutes.visible_to(cast.maya).get().agreed_at is not None


def test_a_day_too_many_is_said_beside_it_and_nothing_typed_is_lost(cast):
    row, maya = lunch(cast, "kofi"), entered(cast, "maya")
    Poll.ask(cast.maya, row, [f"2099-03-{n:02}T12:00" for n in range(1, 12)])
    where = reverse("gathering_date", args=[cast.network.pk, row.pk])
    typed = {"day-1": "2099-04-01", "time-1": "12:00", "day-3": "2099-04-02", "time-3": "13:15"}
    page = maya.post(where, typed)
    assert page.status_code == 422
    said = page.content.decode()
    assert "A poll has 12 days at most. There is room for 1 more" in said
    assert page.context["form"].errors.keys() == {"day-3"}
    assert 'value="2099-04-02"' in said
    assert 'value="13:15"' in said
    assert len(Poll.visible_to(cast.maya).get().choices) == 11
    assert maya.post(where, {"day-1": "2099-04-01", "time-1": "12:00"}).status_code == 302
    assert "has them already" in maya.post(where, typed).content.decode()


def test_whoever_is_asked_finds_the_way_to_their_calendar_and_to_paper(cast):
    row = lunch(cast, "kofi", "tanya")
    for who in ("kofi", "tanya"):
        page = entered(cast, who).get(reverse("gathering", args=[cast.network.pk, row.pk]))
        said = page.content.decode()
        for way in ("gathering_file", "gathering_print"):
            where = reverse(way, args=[cast.network.pk, row.pk])
            assert where in said
            assert entered(cast, who).get(where).status_code == 200
        assert "Change the plan" not in said


def test_the_next_one_asks_thirty_in_as_many_queries_as_three(cast, django_assert_max_num_queries):
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(30)])
    row = lunch(cast, "kofi")
    Guest.invite_each(cast.maya, row, people)
    Person.everyones.filter(pk=people[0].pk).update(kind="died")
    with django_assert_max_num_queries(25):
        again = row.again(cast.maya)
    asked = Guest.everyones.filter(gathering=again)
    assert asked.count() == 30
    assert not asked.filter(person=people[0].pk).exists(), "whoever has died is not asked"
    assert Entry.objects.filter(deed="asked_somebody", row=again.pk).count() == 30


def test_whoever_has_died_is_not_among_those_who_come(cast):
    row = lunch(cast, "kofi", "june")
    june = guest(row, cast, "june")
    june.was_told(cast.maya, june.version, "yes")
    before = lunch(cast, "june")
    Guest.everyones.filter(gathering=before).update(came=True)
    where = [reverse("gathering", args=[cast.network.pk, one.pk]) for one in (row, before)]
    maya = entered(cast, "maya")
    assert all("June" in maya.get(page).content.decode() for page in where)
    cast.people["june"].say_died(cast.maya)
    ahead, was = (maya.get(page).content.decode() for page in where)
    assert "June" not in ahead
    assert "June" in was, "who came, came"


@pytest.mark.parametrize("how", ["called off", "closed", "over"])
def test_whoever_answers_too_late_gets_a_kind_sentence(how, cast):
    row = lunch(cast, "kofi")
    kofi, one = entered(cast, "kofi"), guest(row, cast, "kofi")
    where = reverse("gathering_guest", args=[cast.network.pk, row.pk, one.pk])
    if how == "called off":
        row.cancel(cast.maya, row.version, "I have a cold.")
    elif how == "closed":
        row.close(cast.maya, row.version)
    else:
        Gathering.everyones.filter(pk=row.pk).update(starts_at=timezone.now() - dt.timedelta(9))
    answer = kofi.post(where, {"answer": "yes", "version": one.version}, follow=True)
    assert answer.status_code == 200
    assert "You need do nothing" in answer.content.decode()
    assert guest(row, cast, "kofi").answer == "none"


def test_june_reads_the_hour_of_where_they_meet_and_kofi_that_of_his_own_clock(cast, client):
    Account.objects.filter(pk=cast.kofi.account).update(time_zone="Asia/Tokyo")
    at = dt.datetime(2027, 3, 7, 12, 30, tzinfo=ZoneInfo("America/Toronto"))
    row = lunch(cast, "kofi", "june")
    row.change(cast.maya, row.version, starts_at=at, zone="America/Toronto")
    june = guest(row, cast, "june")
    june.open_link(cast.maya)
    link = reverse("answer_gathering", args=[june.token])
    told = "02:30 your time (12:30 in America/Toronto)"
    for _time in ("with a day", "with days to choose from"):
        read = client.get(link).content.decode()
        assert "12:30" in read
        assert "your time" not in read
        page = reverse("gathering", args=[cast.network.pk, row.pk])
        assert told in entered(cast, "kofi").get(page).content.decode()
        row = Gathering.everyones.get(pk=row.pk)
        row.change(cast.maya, row.version, starts_at=None)
        Poll.ask(cast.maya, row, ["2027-03-07T12:30", "2027-03-09T12:30"])
