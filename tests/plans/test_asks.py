"""Asking for help and taking turns, through the real door."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Contact, Person, Proposal
from closeknit.plans.models import Ask, Taken, Turn, post_asked
from closeknit.plans.slots import days, moment, slots
from closeknit.policy import Actor, Audience, Denied, Level
from tests.cast import Cast, entered

pytestmark = pytest.mark.django_db
FORM = {"how": "open", "minutes": "60", "seats": "1", "letter": "A no is fine."}


def day(ahead: int = 3) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def lift(cast: Cast, **more: object) -> Ask:
    said = {"first_on": day(), "at": dt.time(16), "repeats": "weekly", "zone": "Europe/Paris"}
    ask = Ask.begin(cast.maya, title="A lift to swimming", **(said | more))
    ask.tell(cast.maya, ask.version)
    return ask


def text(client: Client, name: str, *parts: str) -> str:
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200
    return answer.content.decode()


def takes(cast: Cast, who: str, ask: Ask, starts_at: dt.datetime, **more: str) -> str:
    where = reverse("turn_take", args=[cast.network.pk, ask.pk])
    sent = {"starts_at": starts_at.isoformat(), "next": "asks", **more}
    answer = entered(cast, who).post(where, sent, follow=True)
    return str(answer.content.decode())


def test_maya_asks_and_kofi_takes_a_turn_in_one_tap(cast):
    where = reverse("begin_ask", args=[cast.network.pk])
    said = FORM | {"title": "A lift", "first_on": day().isoformat(), "at": "16:00"}
    assert entered(cast, "maya").post(where, said).status_code == 302
    ask = Ask.visible_to(cast.maya).get()
    assert "A lift" in text(entered(cast, "kofi"), "asks", cast.network.pk)
    first = ask.slots(timezone.now())[0]
    assert "It is yours" in takes(cast, "kofi", ask, first)
    assert "Your turns" in text(entered(cast, "kofi"), "asks", cast.network.pk)
    assert Turn.visible_to(cast.maya).get().person == cast.people["kofi"]


def test_a_stranger_and_somebody_paid_find_nothing_to_take(cast):
    ask = lift(cast)
    for who in ("tanya", "lena"):
        where = reverse("ask", args=[cast.network.pk, ask.pk])
        assert entered(cast, who).get(where).status_code == 404
        where = reverse("turn_take", args=[cast.network.pk, ask.pk])
        sent = {"starts_at": ask.slots(timezone.now())[0].isoformat()}
        assert entered(cast, who).post(where, sent).status_code == 404
    assert not Turn.visible_to(cast.maya).exists()


def test_nobody_sees_what_is_not_asked_yet(cast):
    Ask.begin(cast.maya, title="Something hard to ask")
    assert "Something hard" not in text(entered(cast, "kofi"), "asks", cast.network.pk)
    assert "Something hard" in text(entered(cast, "rosa"), "asks", cast.network.pk)


def test_the_second_one_gets_a_kind_sentence(cast):
    ask = lift(cast)
    first = ask.slots(timezone.now())[0]
    takes(cast, "kofi", ask, first)
    assert "Somebody just took this one" in takes(cast, "rosa", ask, first)
    assert Turn.visible_to(cast.maya).filter(answer="yes").count() == 1
    assert "It is yours" in takes(cast, "kofi", ask, first), "tapping twice is taking once"


def test_a_turn_for_two_has_two_seats(cast):
    ask = lift(cast, seats=2)
    first = ask.slots(timezone.now())[0]
    takes(cast, "kofi", ask, first)
    takes(cast, "rosa", ask, first)
    Turn.call(cast.maya, ask, cast.people["june"])
    with pytest.raises(Taken):
        Turn.take(cast.maya, ask, cast.people["june"], first)


def test_others_see_that_it_is_taken_and_not_by_whom(cast):
    ask = lift(cast)
    takes(cast, "rosa", ask, ask.slots(timezone.now())[0])
    shown = text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)
    assert "Taken" in shown
    assert "Rosa" not in shown
    assert "Rosa" in text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)


def test_whoever_sees_the_ask_sees_the_names_where_maya_chose_so(cast):
    ask = lift(cast, turns_seen=True)
    takes(cast, "rosa", ask, ask.slots(timezone.now())[0])
    assert "Rosa" in text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)


@pytest.mark.parametrize("starts_at", ["", "soon", "2001-01-01T00:00:00+00:00", "2026-13-40"])
def test_no_other_time_can_be_taken(cast, starts_at):
    ask = lift(cast)
    where = reverse("turn_take", args=[cast.network.pk, ask.pk])
    assert entered(cast, "kofi").post(where, {"starts_at": starts_at}).status_code in (302, 404)
    assert not Turn.visible_to(cast.maya).exists()


def test_giving_a_turn_back_frees_it(cast):
    ask = lift(cast)
    first = ask.slots(timezone.now())[0]
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], first)
    where = reverse("turn_deed", args=[cast.network.pk, turn.pk, "back"])
    assert entered(cast, "rosa").post(where).status_code == 302, "whoever looks after it may"
    assert "It is yours" in takes(cast, "rosa", ask, first)


def test_a_turn_passed_on_stays_mine_until_the_other_says_yes(cast):
    ask = lift(cast, turns_seen=True)
    first = ask.slots(timezone.now())[0]
    mine = Turn.take(cast.kofi, ask, cast.people["kofi"], first)
    where = reverse("turn_deed", args=[cast.network.pk, mine.pk, "offer"])
    entered(cast, "kofi").post(where, {"person": cast.people["rosa"].pk})
    offer = Turn.visible_to(cast.rosa).get(person=cast.people["rosa"])
    assert Turn.visible_to(cast.maya).get(pk=mine.pk).answer == "yes"
    where = reverse("turn", args=[cast.network.pk, offer.pk])
    assert "Kofi has this turn" in text(entered(cast, "rosa"), "turn", cast.network.pk, offer.pk)
    entered(cast, "rosa").post(where, {"answer": "yes", "version": offer.version})
    now = {t.person.name: t.answer for t in Turn.visible_to(cast.maya).select_related("person")}
    assert now == {"Kofi": "back", "Rosa": "yes"}


@pytest.mark.parametrize("who", ["tanya", "rosa"])
def test_nobody_passes_a_turn_on_to_whom_the_ask_is_not_shown(who, cast):
    ask = lift(cast)
    if who == "rosa":  # Maya keeps this one from her
        left_out = frozenset({cast.people["rosa"].pk})
        ask.share(cast.maya, ask.version, Audience(Level.UNPAID, frozenset(), left_out))
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    shown = text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)
    assert f'value="{cast.people[who].pk}"' not in shown
    where = reverse("turn_deed", args=[cast.network.pk, turn.pk, "offer"])
    sent = {"person": cast.people[who].pk}
    assert entered(cast, "kofi").post(where, sent).status_code == 404
    assert not Turn.visible_to(cast.actors[who]).filter(person=cast.people[who]).exists()
    assert entered(cast, "maya").post(where, sent).status_code == 302, "Maya asks whom she likes"


def test_two_swap_their_turns_with_one_yes(cast):
    ask = lift(cast, turns_seen=True)
    one, two = ask.slots(timezone.now())[:2]
    mine = Turn.take(cast.kofi, ask, cast.people["kofi"], one)
    theirs = Turn.take(cast.rosa, ask, cast.people["rosa"], two)
    offer = mine.offer(cast.kofi, cast.people["rosa"], theirs)
    offer.say(cast.rosa, offer.version, "yes")
    held = Turn.visible_to(cast.maya).filter(answer="yes").select_related("person")
    assert {t.starts_at: t.person.name for t in held} == {one: "Rosa", two: "Kofi"}


def test_an_offer_is_void_once_the_turn_is_no_longer_whose_it_was(cast):
    ask = lift(cast, seats=2, turns_seen=True)
    one, two = ask.slots(timezone.now())[:2]
    mine = Turn.take(cast.kofi, ask, cast.people["kofi"], one)
    theirs = Turn.take(cast.rosa, ask, cast.people["rosa"], two)
    offer = mine.offer(cast.kofi, cast.people["rosa"], theirs)
    mine.say(cast.kofi, mine.version, "back")
    again = Turn.visible_to(cast.rosa).get(pk=offer.pk)
    with pytest.raises(Taken):
        again.say(cast.rosa, again.version, "yes")
    held = Turn.visible_to(cast.maya).filter(answer="yes").select_related("person")
    assert {t.starts_at: t.person.name for t in held} == {two: "Rosa"}


def test_kofi_proposes_and_it_is_asked_when_maya_says_yes(cast):
    where = reverse("begin_ask", args=[cast.network.pk])
    said = FORM | {"title": "A new lamp for the stairs", "first_on": day().isoformat()}
    assert (
        "waits for the yes of Maya"
        in entered(cast, "kofi").post(where, said, follow=True).content.decode()
    )
    assert "A new lamp" not in text(entered(cast, "tanya"), "asks", cast.network.pk)
    assert "A new lamp" in text(entered(cast, "maya"), "waiting", cast.network.pk)
    Proposal.visible_to(cast.maya).get().say_yes(cast.maya)
    assert Ask.visible_to(cast.kofi).get().is_open


def one_by_one(cast: Cast, who: str = "june") -> tuple[Ask, Turn]:
    ask = Ask.begin(cast.maya, title="Somebody for the boiler", how="one_by_one", why="It leaks.")
    turn = Turn.call(cast.maya, ask, cast.people[who], order=1)
    ask.tell(cast.maya, ask.version)
    return ask, turn


def test_asked_one_after_another_kofi_says_no_and_the_next_is_asked(cast):
    ask, turn = one_by_one(cast, "kofi")
    shown = text(entered(cast, "kofi"), "asks", cast.network.pk)
    assert "boiler" not in shown, "nobody is asked before the button"
    entered(cast, "maya").post(reverse("turn_deed", args=[cast.network.pk, turn.pk, "ask"]))
    assert "boiler" in text(entered(cast, "kofi"), "asks", cast.network.pk)
    where = reverse("turn", args=[cast.network.pk, turn.pk])
    answer = entered(cast, "kofi").post(where, {"answer": "no", "version": 2}, follow=True)
    assert "A no is fine" in answer.content.decode()
    assert "No" in text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)


def asked_by_link(cast: Cast) -> tuple[Turn, str]:
    _ask, turn = one_by_one(cast)
    turn.asked_now(cast.maya, link=True)
    return turn, reverse("turn_link", args=[turn.token])


def test_whoever_is_only_thought_of_is_not_asked_and_cannot_answer(cast):
    ask = Ask.begin(cast.maya, title="Something hard", how="one_by_one")
    ask.tell(cast.maya, ask.version)
    turn = Turn.call(cast.maya, ask, cast.people["kofi"])
    where = reverse("turn", args=[cast.network.pk, turn.pk])
    kofi = entered(cast, "kofi")
    assert kofi.get(where).status_code == 404
    assert kofi.post(where, {"answer": "yes", "version": turn.version}).status_code == 404
    turn.asked_now(cast.maya, link=False)
    assert kofi.get(where).status_code == 200


def test_june_answers_by_a_link_and_looking_changes_nothing(cast, client):
    turn, where = asked_by_link(cast)
    before = Turn.visible_to(cast.maya).values().get(pk=turn.pk)
    assert "It leaks" in client.get(where).content.decode()
    assert Turn.visible_to(cast.maya).values().get(pk=turn.pk) == before
    sent = {"answer": "later", "later_on": day(30).isoformat(), "version": turn.version}
    assert client.post(where, sent).status_code == 302
    said = Turn.visible_to(cast.maya).get(pk=turn.pk)
    assert (said.answer, said.later_on) == ("later", day(30))
    again = {"answer": "yes", "version": said.version}
    client.post(where, again)
    assert Turn.visible_to(cast.maya).get(pk=turn.pk).answer == "later", "one link, one answer"


@pytest.mark.parametrize("how", ["closed", "binned", "off the list", "gone", "died", "late"])
def test_a_link_leads_nowhere_once_nothing_is_asked(cast, client, how):
    turn, where = asked_by_link(cast)
    ask, june = turn.ask, cast.people["june"]
    if how == "closed":
        ask.close(cast.maya, ask.version)
    elif how == "binned":
        ask.bin(cast.maya)
    elif how == "off the list":
        turn.withdraw(cast.maya)
    elif how == "gone":
        june.bin(cast.maya)
    elif how == "late":
        long_ago = timezone.now() - dt.timedelta(days=61)
        Turn.everyones.filter(pk=turn.pk).update(asked_at=long_ago)
    else:
        Person.everyones.filter(pk=june.pk).update(kind="died")
    assert client.get(where).status_code == 404
    assert client.post(where, {"answer": "yes", "version": turn.version}).status_code == 404
    assert client.get(reverse("turn_link", args=["a" * 32])).status_code == 404


def test_june_reads_the_hour_on_the_clock_of_the_place_where_she_is_asked(cast, client):
    ask = lift(cast, zone="America/Toronto")
    turn = Turn.call(cast.maya, ask, cast.people["june"], starts_at=ask.slots(timezone.now())[0])
    turn.asked_now(cast.maya, link=True)
    assert "16:00" in text(client, "turn_link", turn.token)


@pytest.mark.parametrize("key", ["a\0b", "nobody"])
def test_a_key_no_database_would_look_for_finds_nothing(key, cast):
    ask = lift(cast)
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    maya = entered(cast, "maya")
    for move, sent in (("offer", {"for": key}), ("ask", {"to": key})):
        where = reverse("turn_deed", args=[cast.network.pk, turn.pk, move])
        assert maya.post(where, sent).status_code == 404
    where = reverse("ask_deed", args=[cast.network.pk, ask.pk, "close"])
    maya.post(where, {"outcome": "It\0 went well", "version": ask.version})
    ask.refresh_from_db()
    assert ask.outcome == "It went well"


def test_an_action_of_a_gathering_becomes_an_ask_with_its_day(cast):
    where = reverse("begin_ask", args=[cast.network.pk])
    shown = entered(cast, "maya").get(where, {"words": "Find a van", "by_when": "2027-03-04"})
    assert 'value="Find a van"' in shown.content.decode()
    assert 'value="2027-03-04"' in shown.content.decode()


def test_what_is_asked_since_a_hundred_years_costs_no_more_than_what_is_asked_since_today():
    since = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
    for repeats, day in (("daily", 28), ("weekly", 1), ("fortnightly", 1)):
        long_ago = (dt.date(1926, 11, day), dt.time(16), "Europe/Paris", repeats)
        walked = (moment(one, *long_ago[1:3]) for one in days(long_ago[0], repeats, None))
        coming = islice((one for one in walked if one >= since), 5)
        assert slots(*long_ago, since=since, most=5) == list(coming)
        begin = since.date() - dt.timedelta(days=2)
        first = next(days(long_ago[0], repeats, None, since=begin))
        assert begin - dt.timedelta(days=14) < first <= begin


def test_a_letter_says_nothing_of_what_is_asked(cast):
    turn, _where = asked_by_link(cast)
    june = {"person": cast.people["june"], "how": "email"}
    address = Contact.make(cast.maya, value="june@example.org", **june)
    where = reverse("turn_deed", args=[cast.network.pk, turn.pk, "ask"])
    entered(cast, "maya").post(where, {"to": address.pk})
    post_asked.func(turn.pk, address.pk)
    (letter,) = mail.outbox
    said = letter.subject + letter.body
    assert letter.to == ["june@example.org"]
    for word in ("boiler", "leaks", "June", "Maya"):
        assert word not in said
    assert entered(cast, "maya").post(where, {"to": address.pk}).status_code == 404, "one a day"


def test_kofi_answers_for_nobody_else(cast):
    _ask, turn = one_by_one(cast)
    where = reverse("turn", args=[cast.network.pk, turn.pk])
    assert entered(cast, "kofi").post(where, {"answer": "yes", "version": 1}).status_code == 404
    with pytest.raises(Denied):
        turn.say(cast.kofi, turn.version, "yes")


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(cast):
    where = reverse("begin_ask", args=[cast.network.pk])
    said = FORM | {"why": "Because of the stairs.", "at": "16:00"}
    answer = entered(cast, "maya").post(where, said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Say in a few words what would help." in shown
    assert "Say a day, so that somebody can take it." in shown
    assert "Because of the stairs." in shown
    one_by_one = entered(cast, "maya").post(where, said | {"how": "one_by_one"})
    assert "Say the day as well" in one_by_one.content.decode()


@pytest.mark.parametrize("first_on", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_no_calendar_has_is_asked_about_and_breaks_nothing(cast, first_on):
    where = reverse("begin_ask", args=[cast.network.pk])
    said = FORM | {"title": "A lift", "first_on": first_on, "repeats": "daily"}
    answer = entered(cast, "maya").post(where, said)
    assert answer.status_code == 422
    assert "Look at the year again" in answer.content.decode()


def test_kofi_cannot_ask_before_maya_says_yes_nor_after_her_no(cast):
    ask = Ask.begin(cast.kofi, title="A lamp", first_on=day())
    where = reverse("ask_deed", args=[cast.network.pk, ask.pk, "tell"])
    assert entered(cast, "kofi").post(where, {"version": 1}).status_code == 404
    assert "Ask it now" not in text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)
    Proposal.visible_to(cast.maya).get().say_no(cast.maya)
    ask = Ask.visible_to(cast.kofi).get()
    assert entered(cast, "kofi").post(where, {"version": ask.version}).status_code == 404
    assert ask.closed_at is not None
    assert not ask.is_open


def test_names_of_who_takes_turns_go_when_maya_takes_them_back(cast):
    ask = lift(cast, turns_seen=True)
    takes(cast, "rosa", ask, ask.slots(timezone.now())[0])
    ask.revise(cast.maya, ask.version, turns_seen=False)
    assert "Rosa" not in text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)
    ask.revise(cast.maya, ask.version, turns_seen=True)
    assert "Rosa" in text(entered(cast, "kofi"), "ask", cast.network.pk, ask.pk)
    ask.share(cast.maya, ask.version, Audience(Level.PERSON))
    assert not Turn.visible_to(cast.rosa).filter(audience="unpaid").exists()


def test_a_whole_day_can_be_taken_all_day_and_is_that_day_everywhere(cast):
    ask = Ask.begin(cast.maya, title="Somebody at home", first_on=timezone.localdate(), zone="UTC")
    ask.tell(cast.maya, ask.version)
    (today,) = ask.slots(timezone.now())
    assert "It is yours" in takes(cast, "kofi", ask, today)
    with timezone.override("America/Toronto"):
        assert ask.day_of(today) == ask.first_on


def test_what_nobody_took_is_over_and_not_all_set(cast):
    ask = lift(cast, repeats="", first_on=day(-2))
    shown = text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)
    assert "Over" in shown
    assert "All set" not in shown


def test_a_yes_is_not_asked_away_by_an_old_page(cast):
    _ask, turn = one_by_one(cast, "kofi")
    turn.asked_now(cast.maya, link=False)
    turn.say(cast.kofi, turn.version, "yes")
    where = reverse("turn_deed", args=[cast.network.pk, turn.pk, "ask"])
    assert entered(cast, "maya").post(where).status_code == 404
    assert Turn.visible_to(cast.maya).get(pk=turn.pk).answer == "yes"


def test_a_turn_is_passed_on_only_to_who_can_answer_and_once(cast):
    ask = lift(cast, turns_seen=True)
    mine = Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    with pytest.raises(Denied):
        mine.offer(cast.kofi, cast.people["june"])
    offers = {mine.offer(cast.kofi, cast.people["rosa"]).pk for _tap in range(2)}
    assert len(offers) == 1


def test_a_turn_somebody_asked_for_elsewhere_cannot_be_taken_here(cast):
    ask = lift(cast)
    lena: Actor = cast.lena
    stranger = Person.welcome(lena, "Otto")
    with pytest.raises(Denied):
        Turn.take(cast.maya, ask, stranger, ask.slots(timezone.now())[0])


def test_turns_at_times_that_changed_stand_there_as_no_longer_asked(cast):
    ask = lift(cast)
    first = ask.slots(timezone.now())[0]
    turn = Turn.take(cast.kofi, ask, cast.people["kofi"], first)
    later = Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[1])
    ask.revise(cast.maya, ask.version, first_on=day() + dt.timedelta(days=7))
    for who in ("maya", "kofi"):
        shown = text(entered(cast, who), "ask", cast.network.pk, ask.pk)
        moved = shown.partition('id="moved"')[2].partition("</section>")[0]
        assert "Kofi" in moved, who
        assert moved.count('class="slot full"') == 1, "the second one is asked as before"
    assert "No longer asked at this time" in text(entered(cast, "kofi"), "asks", cast.network.pk)
    back = reverse("turn_deed", args=[cast.network.pk, turn.pk, "back"])
    assert entered(cast, "maya").post(back).status_code == 302
    shown = text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)
    assert 'id="moved"' not in shown
    assert Turn.everyones.get(pk=later.pk).answer == "yes"


def test_nobody_says_yes_by_a_link_to_a_time_that_is_no_longer_asked(cast, client):
    ask = lift(cast)
    first = ask.slots(timezone.now())[0]
    (turn,) = Turn.ask_each(cast.maya, ask, [(cast.people["june"], first)], set())
    where = reverse("turn_link", args=[turn.token])
    assert client.get(where).status_code == 200
    ask.revise(cast.maya, ask.version, at=dt.time(17))
    assert client.get(where).status_code == 404
    again = Turn.everyones.get(pk=turn.pk)
    with pytest.raises(Denied):
        again.say(cast.maya, again.version, "yes")


@pytest.mark.parametrize("how", ["closed", "moved", "over"])
def test_whoever_comes_too_late_gets_a_kind_sentence(how, cast):
    ask = lift(cast)
    first, second = ask.slots(timezone.now())[:2]
    here = {cast.people["kofi"].pk}
    (asked,) = Turn.ask_each(cast.maya, ask, [(cast.people["kofi"], second)], here)
    if how == "closed":
        ask.close(cast.maya, ask.version)
    elif how == "moved":
        ask.revise(cast.maya, ask.version, at=dt.time(17))
    else:
        ask.revise(cast.maya, ask.version, first_on=day(-7), repeats="")
        first = ask.slots(timezone.now() - dt.timedelta(days=9))[0]
        Turn.everyones.filter(pk=asked.pk).update(starts_at=first)
    assert "You need do nothing" in takes(cast, "kofi", ask, first)
    where = reverse("turn", args=[cast.network.pk, asked.pk])
    kofi = entered(cast, "kofi")
    assert 'name="answer"' not in kofi.get(where).content.decode()
    sent = {"version": asked.version, "answer": "yes"}
    assert "You need do nothing" in kofi.post(where, sent, follow=True).content.decode()
    assert not Turn.everyones.filter(answer="yes").exists()


def test_maya_writes_down_who_said_yes_when_the_time_has_come(cast):
    ask = lift(cast, first_on=day(-1), repeats="")
    turn = Turn.call(cast.maya, ask, cast.people["june"])
    at = ask.slots(timezone.now() - dt.timedelta(days=3))[0]
    Turn.everyones.filter(pk=turn.pk).update(starts_at=at, answer="asked")
    where = reverse("turn", args=[cast.network.pk, turn.pk])
    entered(cast, "maya").post(where, {"version": turn.version, "answer": "yes"})
    assert Turn.everyones.get(pk=turn.pk).answer == "yes"


def test_nobody_has_two_places_at_one_time(cast):
    ask = lift(cast, seats=2, turns_seen=True)
    first = ask.slots(timezone.now())[0]
    of_rosa = Turn.take(cast.rosa, ask, cast.people["rosa"], first)
    offer = of_rosa.offer(cast.rosa, cast.people["kofi"])
    Turn.take(cast.kofi, ask, cast.people["kofi"], first)
    where = reverse("turn", args=[cast.network.pk, offer.pk])
    sent = {"version": offer.version, "answer": "yes"}
    said = entered(cast, "kofi").post(where, sent, follow=True).content.decode()
    assert "One is enough" in said
    held = Turn.everyones.filter(answer="yes", starts_at=first).values_list("person__name", "seat")
    assert sorted(held) == [("Kofi", 2), ("Rosa", 1)]


def test_a_swap_holds_only_while_both_times_are_asked(cast):
    ask, other = (lift(cast, turns_seen=True, first_on=day(ahead)) for ahead in (3, 5))
    mine = Turn.take(cast.rosa, ask, cast.people["rosa"], ask.slots(timezone.now())[0])
    theirs = Turn.take(cast.kofi, other, cast.people["kofi"], other.slots(timezone.now())[0])
    offer = mine.offer(cast.rosa, cast.people["kofi"], theirs)
    other.revise(cast.maya, other.version, first_on=day(6))
    offer = Turn.everyones.select_related("ask", "swap_with__ask").get(pk=offer.pk)
    with pytest.raises(Denied):
        offer.say(cast.kofi, offer.version, "yes")
    assert set(Turn.everyones.filter(answer="yes")) == {mine, theirs}


def test_nobody_passes_on_what_is_not_asked_any_more(cast):
    ask = lift(cast, turns_seen=True)
    mine = Turn.take(cast.rosa, ask, cast.people["rosa"], ask.slots(timezone.now())[0])
    ask.close(cast.maya, ask.version)
    mine = Turn.everyones.get(pk=mine.pk)
    with pytest.raises(Denied):
        mine.offer(cast.rosa, cast.people["kofi"])


@pytest.mark.parametrize(
    ("repeats", "told"),
    [
        ("", "Thursday 31 December, 16:00."),
        ("daily", "Every day, 16:00."),
        ("weekly", "Every week, Thursday, 16:00."),
        ("fortnightly", "Every two weeks, Thursday, 16:00."),
        ("monthly", "Every month, Thursday 31 December, 16:00."),
    ],
)
def test_when_it_comes_again_is_said_as_it_is(repeats, told, cast, time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 27, 12, tzinfo=dt.UTC), tick=False)
    ask = lift(cast, first_on=dt.date(2026, 12, 31), repeats=repeats, zone="UTC")
    assert told in text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)


@pytest.mark.parametrize("how", ["died", "binned"])
def test_a_turn_of_who_is_gone_is_wanted_again_and_can_be_taken(how, cast):
    ask = lift(cast, repeats="", turns_seen=True)
    first, june = ask.slots(timezone.now())[0], cast.people["june"]
    Turn.take(cast.maya, ask, june, first)
    assert "It is taken." in text(entered(cast, "maya"), "ask", cast.network.pk, ask.pk)
    june.say_died(cast.maya) if how == "died" else june.bin(cast.maya)
    for who in ("maya", "kofi"):
        shown = text(entered(cast, who), "ask", cast.network.pk, ask.pk)
        slot = shown.partition('class="slot')[2].partition("</li>")[0]
        assert "Needs someone" in shown, who
        assert "June" not in slot, who
    assert "It is yours" in takes(cast, "kofi", ask, first)
    assert "Somebody just took this one" in takes(cast, "rosa", ask, first)


def test_fewer_places_than_before_are_not_taken_twice(cast):
    ask = lift(cast, seats=2)
    first = ask.slots(timezone.now())[0]
    for who in ("rosa", "kofi"):
        Turn.take(cast.actors[who], ask, cast.people[who], first)
    back = Turn.everyones.get(person=cast.people["rosa"])
    back.say(cast.rosa, back.version, "back")
    ask.revise(cast.maya, ask.version, seats=1)
    assert "Somebody just took this one" in takes(cast, "rosa", ask, first)


def test_what_is_asked_stands_there_in_the_order_in_which_it_was_asked(cast):
    for number in range(6):
        row = lift(cast, place=f"Gate {number}")
        Ask.everyones.filter(pk=row.pk).update(
            made_at=timezone.now() - dt.timedelta(days=9 - number)
        )
    shown = text(entered(cast, "kofi"), "asks", cast.network.pk)
    places = [shown.index(f"Gate {number}") for number in range(6)]
    assert places == sorted(places)
