"""What becomes of turns as somebody is taken out of the network, and as that is undone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Membership, Proposal
from closeknit.plans.models import Ask, Turn
from closeknit.policy import Role
from tests.cast import Cast, entered

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


def a_lift(cast: Cast, **more: object) -> Ask:
    said = {"first_on": timezone.localdate() + 3 * A_DAY, "repeats": "weekly", "zone": "UTC"}
    ask = Ask.begin(cast.maya, title="A lift to swimming", **(said | more))
    ask.tell(cast.maya, ask.version)
    return ask


def part(cast: Cast, who: str) -> Membership:
    found: Membership = Membership.everyones.get(network=cast.network, account=cast.account(who))
    return found


def deed(cast: Cast, by: str, who: str, what: str) -> None:
    where = reverse("member_deed", args=[cast.network.pk, part(cast, who).pk, what])
    assert entered(cast, by).post(where).status_code == 302


def takes(cast: Cast, who: str, ask: Ask, which: int = 0) -> Turn:
    return Turn.take(cast.actors[who], ask, cast.people[who], ask.slots(timezone.now())[which])


def stands(turn: Turn) -> str:
    turn.refresh_from_db()
    return str(turn.answer)


def page(cast: Cast, who: str, ask: Ask) -> str:
    where = reverse("ask", args=[cast.network.pk, ask.pk])
    return str(entered(cast, who).get(where).content.decode())


def test_turns_of_whoever_is_taken_out_are_free_at_once_and_theirs_again_if_it_is_undone(cast):
    ask = a_lift(cast, until=timezone.localdate() + 4 * A_DAY)
    kofis = takes(cast, "kofi", ask)
    assert "Nobody has taken it yet." not in page(cast, "maya", ask)
    deed(cast, "rosa", "kofi", "out")
    assert stands(kofis) == "back"
    assert "I take it" in page(cast, "rosa", ask)
    deed(cast, "maya", "kofi", "back")
    assert stands(kofis) == "yes"
    assert "I take it" not in page(cast, "rosa", ask)


def test_the_record_says_of_nobody_that_they_gave_back_or_took_what_they_did_not(cast):
    takes(cast, "kofi", a_lift(cast))
    deed(cast, "maya", "kofi", "out")
    deed(cast, "maya", "kofi", "back")
    where = reverse("record", args=[cast.network.pk])
    said = entered(cast, "maya").get(where).content.decode()
    assert "A turn of somebody who takes part no more is free." in said
    assert "A turn of somebody who takes part again is theirs again." in said
    assert "gave a turn back" not in said
    assert "said yes to a turn" not in said


def test_what_somebody_else_took_meanwhile_stays_theirs(cast):
    ask = a_lift(cast)
    first, second = takes(cast, "kofi", ask), takes(cast, "kofi", ask, 1)
    deed(cast, "maya", "kofi", "out")
    rosas = takes(cast, "rosa", ask)
    deed(cast, "maya", "kofi", "back")
    assert [stands(one) for one in (first, second, rosas)] == ["back", "yes", "yes"]


def test_a_turn_for_two_has_room_for_both_again(cast):
    ask = a_lift(cast, seats=2)
    kofis = takes(cast, "kofi", ask)
    deed(cast, "maya", "kofi", "out")
    takes(cast, "rosa", ask)
    deed(cast, "maya", "kofi", "back")
    assert stands(kofis) == "yes"
    seats = Turn.everyones.filter(ask=ask, answer="yes").values_list("seat", flat=True)
    assert sorted(seats) == [1, 2]


def test_what_somebody_gave_back_themselves_stays_given_back(cast):
    ask = a_lift(cast)
    own, taken = takes(cast, "kofi", ask), takes(cast, "kofi", ask, 1)
    own.say(cast.kofi, own.version, "back")
    deed(cast, "maya", "kofi", "out")
    deed(cast, "maya", "kofi", "back")
    assert (stands(own), stands(taken)) == ("back", "yes")


def test_after_72_hours_turns_stay_free(cast):
    kofis = takes(cast, "kofi", a_lift(cast))
    deed(cast, "maya", "kofi", "out")
    Membership.everyones.filter(pk=part(cast, "kofi").pk).update(final_at=timezone.now())
    deed(cast, "maya", "kofi", "back")
    assert stands(kofis) == "back"


def test_what_has_been_stays_as_it_was(cast):
    ask = a_lift(cast)
    kofis = takes(cast, "kofi", ask)
    Turn.everyones.filter(pk=kofis.pk).update(starts_at=timezone.now() - 3 * A_DAY)
    deed(cast, "maya", "kofi", "out")
    assert stands(kofis) == "yes"


def test_turns_of_today_that_last_all_day_are_free_as_well(cast):
    kofis = takes(cast, "kofi", a_lift(cast, first_on=timezone.now().date()))
    deed(cast, "maya", "kofi", "out")
    assert stands(kofis) == "back"


@pytest.mark.parametrize(("day", "then"), [(None, "back"), (2, "back"), (-2, "yes")])
def test_what_one_alone_was_asked_and_is_to_come_is_free_as_well(cast, day, then):
    on = timezone.localdate() + day * A_DAY if day else None
    ask = a_lift(cast, how="one_by_one", first_on=on, repeats="")
    turn = Turn.call(cast.maya, ask, cast.people["kofi"])
    turn.asked_now(cast.maya, link=False)
    Turn.everyones.filter(pk=turn.pk).update(answer="yes")
    deed(cast, "maya", "kofi", "out")
    assert stands(turn) == then
    deed(cast, "maya", "kofi", "back")
    assert stands(turn) == "yes"


def test_a_steward_who_passed_it_on_has_no_turns_left(cast):
    rosas = takes(cast, "rosa", a_lift(cast))
    asked = part(cast, "rosa").pass_on(cast.rosa, part(cast, "kofi"))
    asked.say_yes(cast.kofi)
    Proposal.everyones.get(pk=asked.pk).say_yes(cast.maya)
    assert part(cast, "rosa").ended_how == "passed_on"
    assert stands(rosas) == "back"


def test_access_that_is_only_stopped_for_now_leaves_turns_alone(cast):
    kofis = takes(cast, "kofi", a_lift(cast))
    Membership.everyones.filter(pk=part(cast, "kofi").pk).update(role=Role.FACILITATOR)
    part(cast, "kofi").take_out(cast.rosa, pause=True)
    assert part(cast, "kofi").ended_how == "paused"
    assert stands(kofis) == "yes"


def test_a_steward_frees_turns_that_they_may_not_know_of(cast):
    ask = a_lift(cast, about="money", besides=cast.people["kofi"])
    kofis = takes(cast, "kofi", ask)
    assert not Turn.visible_to(cast.rosa).filter(pk=kofis.pk).exists()
    deed(cast, "rosa", "kofi", "out")
    assert stands(kofis) == "back"
