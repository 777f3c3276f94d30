"""What is new: from every source, through the policy, for each of them something else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership
from closeknit.notices.models import Notice
from closeknit.notices.news import unseen, untold
from closeknit.plans.models import Confidant, Decision, Gathering, Guest, Minutes, Poll, Turn
from closeknit.policy import Audience, Level
from closeknit.stories.models import Consent
from tests.cast import Cast
from tests.rows import changed
from tests.rows import everything as all_rows

from .scene import asked
from .things import A_DAY, agreed, ask_for, everything, held, invited, meet, shown_with, take

pytestmark = pytest.mark.django_db


def kinds(account: Account) -> set[str]:
    return {due.kind for here in unseen(account) for due in here.dues}


def texts(account: Account) -> list[str]:
    return [due.text for here in unseen(account) for due in here.dues]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("maya", {"yes", "came_in", "taken", "review", "look_again", "by_when", "make_time"}),
        ("rosa", {"ask", "asked", "come", "dates", "review", "notes", "look_again"}),
        ("kofi", {"consent", "ask", "come", "dates", "role", "by_when", "thanked", "notes"}),
        ("tanya", {"come"}),
        ("lena", set()),
    ],
)
def test_each_of_them_is_told_what_is_theirs_and_nothing_else(
    who: str, told: set[str], cast: Cast
) -> None:
    everything(cast)
    found = kinds(cast.account(who)) - {"turn"}  # a turn is near, or not yet, by the hour
    assert found == told


def test_maya_and_rosa_are_asked_after_three_months_whether_the_list_to_call_is_right(
    cast: Cast,
) -> None:
    assert "calls" not in kinds(cast.account("maya"))  # nobody ever looked
    network = cast.network
    now = timezone.now()
    network.revise(cast.maya, network.version, "checked_calls", calls_checked_at=now)
    assert "calls" not in kinds(cast.account("maya"))
    with time_machine.travel(now + 91 * A_DAY):
        for who in ("maya", "rosa"):
            assert "calls" in kinds(cast.account(who))
            assert (
                "Please look whether the list of whom to call is still right."
                in texts(cast.account(who))
            )  # fmt: skip
        for who in ("kofi", "tanya"):
            assert "calls" not in kinds(cast.account(who))


def test_a_turn_is_told_the_day_before_and_not_after_it(cast: Cast) -> None:
    turn = take(cast, ask_for(cast, first_on=timezone.localdate() + 10 * A_DAY))
    kofi = cast.account("kofi")
    assert turn.starts_at is not None
    assert "turn" not in kinds(kofi)
    with time_machine.travel(turn.starts_at - dt.timedelta(hours=20)):
        (text,) = [one for one in texts(kofi) if one.startswith("Your turn")]
        assert "Company on Thursday" in text
        assert "16:00" in text
    with time_machine.travel(turn.starts_at + dt.timedelta(minutes=1)):
        assert "turn" not in kinds(kofi)


def test_a_turn_is_told_by_the_readers_own_clock(cast: Cast) -> None:
    july = dt.date(timezone.localdate().year + 1, 7, 1)  # there the clocks are ten hours apart
    turn = take(cast, ask_for(cast, first_on=july))
    Account.objects.filter(pk=cast.kofi.account).update(time_zone="Australia/Sydney")
    assert turn.starts_at is not None
    with time_machine.travel(turn.starts_at - dt.timedelta(hours=20)):
        (text,) = [one for one in texts(cast.account("kofi")) if one.startswith("Your turn")]
    assert f"{july + dt.timedelta(days=1):%A} 2 July, 02:00" in text


def test_whoever_asked_hears_who_comes_and_who_cannot_after_all(cast: Cast) -> None:
    turn = take(cast, ask_for(cast))
    maya = cast.account("maya")
    assert kinds(maya) == {"taken"}
    turn.say(cast.kofi, turn.version, Turn.Answer.BACK)
    assert kinds(maya) == {"back"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("yes", "Kofi says yes: Company on Thursday"),
        ("no", "Kofi says no, and that is fine: Company on Thursday"),
        ("later", "Kofi says later: Company on Thursday"),
    ],
)
def test_maya_hears_what_is_answered_to_what_she_asked(answer: str, told: str, cast: Cast) -> None:
    ask, kofi, maya = ask_for(cast), cast.people["kofi"], cast.account("maya")
    turn = Turn.call(cast.maya, ask, kofi, starts_at=ask.slots(timezone.now())[0])
    turn.asked_now(cast.maya, link=False)
    assert texts(maya) == []
    turn.say(cast.kofi, turn.version, answer)
    (text,) = texts(maya)
    assert text.startswith(told)
    turn.say(cast.maya, turn.version, "no" if answer == "yes" else "yes")
    assert texts(maya) == [], "she wrote that down herself"


def test_whoever_offers_a_turn_hears_what_becomes_of_it(cast: Cast) -> None:
    turn = take(cast, ask_for(cast))
    offer = turn.offer(cast.kofi, cast.people["rosa"])
    offer.say(cast.rosa, offer.version, "no")
    assert "said_no" in kinds(cast.account("kofi"))
    assert "said_no" not in kinds(cast.account("maya")), "she did not ask Rosa"
    offer = turn.offer(cast.kofi, cast.people["rosa"])
    offer.say(cast.rosa, offer.version, "yes")
    assert "taken" in kinds(cast.account("kofi"))
    assert "taken" in kinds(cast.account("maya"))


def test_whoever_has_a_turn_hears_that_its_time_is_no_longer_asked(cast: Cast) -> None:
    ask = ask_for(cast, repeats="weekly")
    take(cast, ask)
    kofi = cast.account("kofi")
    ask.refresh_from_db()
    ask.revise(cast.maya, ask.version, at=dt.time(17))
    assert "moved" in kinds(kofi)
    assert "turn" not in kinds(kofi)
    assert any(one.startswith("No longer asked: Company on Thursday") for one in texts(kofi))
    assert "moved" not in kinds(cast.account("maya"))


def test_a_gathering_that_changes_after_a_yes_is_told_again(cast: Cast) -> None:
    gathering = meet(cast, "kofi")
    kofi = cast.account("kofi")
    assert kinds(kofi) == {"come"}
    guest = Guest.everyones.get(gathering=gathering)
    guest.say(cast.kofi, guest.version, "yes")
    assert kinds(kofi) == set()
    gathering.refresh_from_db()
    gathering.change(cast.maya, gathering.version, place="At June’s")
    assert kinds(kofi) == {"changed"}
    gathering.refresh_from_db()
    gathering.cancel(cast.maya, gathering.version, "I have a cold.")
    assert kinds(kofi) == {"called_off"}


def test_whoever_said_no_to_another_day_is_asked_once_more(cast: Cast) -> None:
    gathering, kofi = meet(cast, "kofi"), cast.account("kofi")
    was = gathering.starts_at
    guest = Guest.everyones.get(gathering=gathering)
    guest.say(cast.kofi, guest.version, "no")
    for change in {"place": "At June’s"}, {"starts_at": was + dt.timedelta(minutes=1)}:
        gathering = Gathering.everyones.get(pk=gathering.pk)
        gathering.change(cast.maya, gathering.version, **change)
        assert kinds(kofi) == set(), "their no was to this day"
    gathering.change(cast.maya, gathering.version, starts_at=was + A_DAY)
    assert kinds(kofi) == {"other_day"}
    assert any(one.startswith("It is on another day now. Will you come?") for one in texts(kofi))
    seen(kofi)
    gathering.change(cast.maya, gathering.version, starts_at=was)
    assert kinds(kofi) == set(), "it is on the day again to which they said no"
    gathering.change(cast.maya, gathering.version, starts_at=was + 2 * A_DAY)
    guest.refresh_from_db()
    guest.say(cast.kofi, guest.version, "no")
    assert kinds(kofi) == set(), "they answered"


def test_whoever_said_no_and_moves_it_themselves_is_not_asked(cast: Cast) -> None:
    row = Gathering.plan(cast.rosa, title="Soup", starts_at=timezone.now() + 3 * A_DAY)
    guest = Guest.invite(cast.rosa, row, cast.people["rosa"])
    row.tell(cast.rosa)
    guest.refresh_from_db()
    guest.say(cast.rosa, guest.version, "no")
    row.change(cast.rosa, row.version, starts_at=timezone.now() + 4 * A_DAY)
    assert kinds(cast.account("rosa")) == set()


def test_whoever_changes_a_gathering_is_not_told_of_it(cast: Cast) -> None:
    row = Gathering.plan(cast.rosa, title="Soup", starts_at=timezone.now() + 3 * A_DAY)
    Guest.invite_each(cast.rosa, row, [cast.people["rosa"], cast.people["kofi"]])
    row.tell(cast.rosa)
    for guest in Guest.everyones.filter(gathering=row).select_related("person"):
        guest.say(cast.actors[guest.person.name.lower()], guest.version, "yes")
    for change, told in ({"place": "At June’s"}, "changed"), ({}, "called_off"):
        row = Gathering.everyones.get(pk=row.pk)
        if change:
            row.change(cast.rosa, row.version, **change)
        else:
            row.cancel(cast.rosa, row.version, "I have a cold.")
        assert kinds(cast.account("kofi")) == {told}
        assert kinds(cast.account("rosa")) == set()


def test_what_is_called_off_twice_and_asked_twice_is_told_twice(cast: Cast) -> None:
    row, kofi = meet(cast, "kofi"), cast.account("kofi")
    for sorry in ("tired", "tired once more"):
        row.cancel(cast.maya, row.version, sorry)
        assert kinds(kofi) == {"called_off"}, sorry
        seen(kofi)
        row.revive(cast.maya, row.version)
    Guest.everyones.update(answer="yes", answered_at=timezone.now() + A_DAY)
    for day in ("2027-03-04", "2027-03-05"):
        poll = Poll.ask(cast.maya, row, [f"{day}T12:00"])
        assert "dates" in kinds(kofi), day
        seen(kofi)
        Poll.everyones.filter(pk=poll.pk).update(closed_at=timezone.now())


def seen(account: Account) -> None:
    dues = [due for here in unseen(account) for due in here.dues]
    Notice.keep(account.pk, dues, seen_at=timezone.now())


def test_who_is_trusted_is_told_to_nobody_else(cast: Cast) -> None:
    before = {who: texts(cast.account(who)) for who in ("rosa", "tanya", "maya")}
    Confidant.ask(cast.maya, timezone.localdate(), person=cast.people["kofi"])
    assert texts(cast.account("kofi")) == ["You are asked whether you would be: somebody to trust"]
    assert {who: texts(cast.account(who)) for who in before} == before


# What is not told any more ------------------------------------------------------------------------


def test_what_was_taken_away_is_told_nobody(cast: Cast) -> None:
    row = ask_for(cast)
    assert kinds(cast.account("kofi")) == {"ask"}
    row.bin(cast.maya)
    assert kinds(cast.account("kofi")) == set()


def test_what_is_kept_from_somebody_is_not_told_them(cast: Cast) -> None:
    row = ask_for(cast)
    type(row).everyones.filter(pk=row.pk).update(kept_out=f"|{cast.kofi.account}|")
    assert kinds(cast.account("kofi")) == set()
    assert kinds(cast.account("rosa")) == {"ask"}


def test_what_somebody_else_in_it_hides_asks_nobody(cast: Cast) -> None:
    story = shown_with(cast, "kofi", happened="The boat")
    assert "consent" in kinds(cast.account("kofi"))
    other = Consent.put_in(cast.maya, story, cast.people["rosa"])
    Consent.everyones.filter(pk=other.pk).update(hidden_at=timezone.now())
    assert "consent" not in kinds(cast.account("kofi"))


def test_whoever_is_asked_anew_is_told_anew(cast: Cast) -> None:
    story, kofi = shown_with(cast, "kofi", happened="The boat"), cast.account("kofi")
    question = ["Maya asks whether a story may be shown with you in it."]
    assert told_once(kofi) == question
    one = Consent.everyones.get(story=story)
    one.say(cast.kofi, one.version, "yes", ["network"])
    for words in ("The boat sank.", "The boat sank twice."):  # one question, however often
        story.refresh_from_db()
        story.keep(cast.maya, story.version, happened=words)
    assert told_once(kofi) == question
    assert told_once(kofi) == []


def test_a_network_that_is_kept_as_it_was_says_nothing(cast: Cast) -> None:
    everything(cast)
    type(cast.network).everyones.filter(pk=cast.network.pk).update(died_at=timezone.now())
    for who in ("maya", "rosa", "kofi", "tanya"):
        assert kinds(cast.account(who)) == set()


def test_whoever_was_taken_out_finds_nothing_new(cast: Cast) -> None:
    everything(cast)
    Membership.everyones.filter(account=cast.kofi.account).update(ended_at=timezone.now())
    assert kinds(cast.account("kofi")) == set()


# The page -----------------------------------------------------------------------------------------


def test_looking_at_the_page_writes_nothing(cast: Cast, maya: Any) -> None:
    everything(cast)
    before = all_rows({"accounts.Visit"})
    assert maya.get("/new/").status_code == 200
    assert changed(before, all_rows({"accounts.Visit"})) == set()


def test_what_is_seen_leaves_the_page_and_comes_back_only_if_it_changes(
    cast: Cast, maya: Any
) -> None:
    asked(cast)
    ask_for(cast, first_on=timezone.localdate() + 9 * A_DAY)
    take(cast, ask_for(cast))
    words = [due.word for here in maya.get("/new/").context["here"] for due in here.dues]
    assert len(words) == 2
    maya.post("/new/seen/", {"seen": [words[0], "yes|nothing|", "rubbish"]})
    left = [due.word for here in maya.get("/new/").context["here"] for due in here.dues]
    assert left == words[1:]
    assert Notice.everyones.count() == 1
    maya.post("/new/seen/", {"everything": "1", "all": left})
    assert "Nothing new" in maya.get("/new/").content.decode()


def test_nobody_marks_what_is_not_told_to_them(cast: Cast, enter: Any) -> None:
    one = asked(cast)
    enter("kofi").post("/new/seen/", {"seen": [f"yes|{one.pk}|"]})
    assert Notice.everyones.count() == 0


def test_a_notice_is_read_by_whoever_it_was_told_to_and_by_nobody_else(
    cast: Cast, maya: Any
) -> None:
    asked(cast)
    (here,) = maya.get("/new/").context["here"]
    maya.post("/new/seen/", {"seen": [here.dues[0].word]})
    for who in ("maya", "rosa", "kofi", "tanya", "lena"):
        assert Notice.visible_to(cast.actors[who]).count() == (who == "maya")


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_the_page_asks_as_often_for_many_as_for_few(
    who: str, cast: Cast, enter: Any, django_assert_max_num_queries: Any
) -> None:
    everything(cast)
    client = enter(who)
    with django_assert_max_num_queries(15) as few:
        client.get("/new/")
    for number in range(20):
        take(cast, ask_for(cast, f"Thing {number}"))
        meet(cast, "kofi", "rosa", title=f"Meeting {number}")
        invited(cast, f"Neighbour {number}")
        shown_with(cast, "kofi", happened=f"Story {number}")
    with django_assert_max_num_queries(15) as many:
        assert f"Thing {number}".encode() in client.get("/new/").content or who == "tanya"
    assert len(many) == len(few)


def told_once(account: Account) -> list[str]:
    """What a letter would tell now, and tells no second time."""
    here = untold(account)
    found = [due.text for one in here for due in one.dues]
    for one in here:
        Notice.keep(account.pk, one.dues, told_at=timezone.now())
    return found


def test_whoever_may_change_a_decision_hears_when_its_day_to_look_again_comes(cast: Cast) -> None:
    today = timezone.localdate()
    row = Decision.make(cast.maya, asked="Where to live", review_on=today + A_DAY)
    maya, rosa, kofi = (cast.account(name) for name in ("maya", "rosa", "kofi"))
    assert told_once(maya) == [], "its day is tomorrow"
    row.revise(cast.maya, row.version, review_on=today)
    for account in (maya, rosa):
        assert told_once(account) == ["Time to look at this decision again: Where to live"]
        assert told_once(account) == []
    assert told_once(kofi) == [], "a member has nothing to do about it"
    row.revise(cast.maya, row.version, outcome="She stays.")
    assert told_once(maya) == [], "the same day is told once"
    row.revise(cast.maya, row.version, review_on=today - A_DAY)
    assert len(told_once(maya)) == 1, "another day is another time"
    row.bin(cast.maya)
    assert "look_again" not in kinds(rosa)


def test_a_decision_that_is_kept_from_a_steward_tells_them_nothing(cast: Cast) -> None:
    row = Decision.make(cast.maya, asked="Where to live", review_on=timezone.localdate())
    row.share(cast.maya, row.version, Audience(Level.PERSON))
    assert "look_again" in kinds(cast.account("maya"))
    assert texts(cast.account("rosa")) == []


def test_a_thank_you_is_told_to_whom_it_is_for_and_to_nobody_else(cast: Cast) -> None:
    row = held(cast, "kofi", "tanya")
    row.thank(cast.maya, "For the dishes.", cast.people["kofi"])
    kofi, tanya = cast.account("kofi"), cast.account("tanya")
    assert told_once(kofi) == ["Maya says thank you to you: Sunday soup"]
    assert told_once(kofi) == []
    assert told_once(tanya) == told_once(cast.account("maya")) == []
    row.thank(cast.maya, "You were all there.", None)
    for account in (kofi, tanya):
        assert told_once(account) == ["Maya says thank you to everybody who came: Sunday soup"]
    assert "thanked" not in kinds(cast.account("rosa")), "she was not there"


def test_whoever_did_not_come_is_not_thanked_for_coming(cast: Cast) -> None:
    row = held(cast, "kofi", "tanya")
    Guest.everyones.get(gathering=row, person=cast.people["tanya"]).was_there(cast.maya, False)
    row.thank(cast.maya, "You were all there.", None)
    assert "thanked" in kinds(cast.account("kofi"))
    assert "thanked" not in kinds(cast.account("tanya"))
    row.bin(cast.maya)
    assert texts(cast.account("kofi")) == [], "with the gathering it is gone"


def test_notes_are_told_once_they_are_agreed_to_the_guests_who_may_read_them(cast: Cast) -> None:
    row = held(cast, "kofi")
    Guest.invite(cast.maya, row, cast.people["tanya"])  # asked, and did not come
    kofi, tanya = cast.account("kofi"), cast.account("tanya")
    agreed(cast, row)
    assert told_once(kofi) == ["The notes can be read now: Sunday soup"]
    assert told_once(kofi) == []
    assert "notes" not in kinds(tanya), "she cannot read them"
    assert "notes" not in kinds(cast.account("maya")), "she wrote them"
    guest = Guest.everyones.get(gathering=row, person=cast.people["tanya"])
    guest.was_there(cast.maya, True)
    assert "notes" in kinds(tanya), "that she came was said later"


def test_notes_that_nobody_agreed_to_are_told_nobody(cast: Cast) -> None:
    Minutes.begin(cast.maya, held(cast, "kofi"), "We ate.")
    assert texts(cast.account("kofi")) == []
