"""Letters that tell: each thing once, at the hour somebody chose, to whoever chose it."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership
from closeknit.notices import sending
from closeknit.notices.models import Notice, Rhythm, Slot
from closeknit.notices.news import unseen
from closeknit.notices.tasks import tell_what_is_due
from closeknit.plans.models import Ask, Turn
from tests.cast import Cast

from .scene import Post, asked, chooses, reached
from .things import ask_for, take

pytestmark = pytest.mark.django_db


def sweep() -> None:
    """A minute passes, and the worker does what is on its list."""
    tell_what_is_due.call()
    for job in DBTaskResult.objects.filter(status="READY"):
        sending.send(*job.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def states(account: Account) -> list[str]:
    return list(
        Slot.objects.filter(account=account).order_by("due_at").values_list("state", flat=True)
    )


def test_what_waits_is_told_once(cast: Cast, maya_told: Account, post: Post) -> None:
    asked(cast)
    chooses(maya_told)
    sweep()
    sweep()
    assert [letter["To"] for letter in post.kept] == ["maya@example.org"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        sweep()
    assert len(post.kept) == 1
    assert states(maya_told) == ["sent", "nothing"]


def test_after_a_long_time_thousands_of_things_are_one_letter(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    fields = {"network_id": cast.network.pk, "author_id": cast.rosa.account}
    Ask.everyones.bulk_create(
        Ask(title=f"A lift {number}", told_at=timezone.now(), audience="unpaid", **fields)
        for number in range(1_200)
    )
    chooses(maya_told)
    sweep()
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)):
        sweep()
    assert len(post.kept) == 1
    assert states(maya_told) == ["sent"]
    assert Notice.everyones.filter(author=maya_told, told_at__isnull=False).count() == 1_200


def test_what_is_new_the_next_day_is_told_then(cast: Cast, maya_told: Account, post: Post) -> None:
    asked(cast)
    chooses(maya_told)
    sweep()
    asked(cast, "tanya")
    sweep()
    assert len(post.kept) == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        sweep()
    assert len(post.kept) == 2
    assert len({letter["Message-ID"] for letter in post.kept}) == 2


def test_whoever_chose_nothing_gets_nothing(cast: Cast, maya_told: Account, post: Post) -> None:
    asked(cast)
    Rhythm.choose(maya_told, how="none")
    for account in Account.objects.exclude(pk=maya_told.pk):
        reached(account)
    sweep()
    assert (post.kept, Slot.objects.count()) == ([], 0)


def test_what_was_seen_on_the_page_is_not_told_by_letter(
    cast: Cast, maya: Any, maya_told: Account, post: Post
) -> None:
    asked(cast)
    chooses(maya_told)
    (here,) = maya.get("/new/").context["here"]
    maya.post("/new/seen/", {"seen": [here.dues[0].word]})
    sweep()
    assert (post.kept, states(maya_told)) == ([], ["nothing"])


def test_after_days_without_us_comes_one_letter(cast: Cast, maya_told: Account, post: Post) -> None:
    chooses(maya_told, due=False)
    for number in range(5):
        asked(cast, ("kofi", "tanya")[number % 2])
    with time_machine.travel(timezone.now() + dt.timedelta(days=9)):
        sweep()
        sweep()
    assert len(post.kept) == 1


def test_a_clock_that_is_set_back_tells_nobody_twice(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    now = timezone.now()
    chooses(maya_told, due=False)
    asked(cast)
    with time_machine.travel(now + dt.timedelta(days=1)):
        sweep()
    assert len(post.kept) == 1
    with time_machine.travel(now):
        sweep()
        asked(cast, "tanya")
    with time_machine.travel(now + dt.timedelta(days=1)):
        sweep()  # the same day once more
    assert len(post.kept) == 1
    with time_machine.travel(now + dt.timedelta(days=2)):
        sweep()
    assert len(post.kept) == 2


def test_a_clock_that_jumped_far_ahead_and_back_silences_nobody(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    now = timezone.now()
    chooses(maya_told, due=False)
    with time_machine.travel(now + dt.timedelta(days=400)):
        sweep()
    asked(cast)
    with time_machine.travel(now + dt.timedelta(hours=1)):
        sweep()
    with time_machine.travel(now + dt.timedelta(days=1, hours=1)):
        sweep()
    assert len(post.kept) == 1


@pytest.mark.parametrize("place", ["Europe/Paris", "America/Toronto", "Australia/Sydney"])
def test_a_letter_comes_at_the_hour_of_ones_own_clock(
    place: str, cast: Cast, maya_told: Account
) -> None:
    """Also on the days on which the clock there changes, and with the clock somebody has today."""
    Account.objects.filter(pk=maya_told.pk).update(time_zone=place)
    zone = zoneinfo.ZoneInfo(place)
    with time_machine.travel(dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), tick=False) as traveller:
        chooses(Account.objects.get(pk=maya_told.pk), due=False, hour=9)
        shown = set()
        for _day in range(366):
            (rhythm,) = Rhythm.objects.all()
            assert rhythm.next_at
            shown.add(rhythm.next_at.astimezone(zone).time())
            traveller.move_to(rhythm.next_at)
            sending.begin_slots()
    assert shown == {dt.time(9)}
    assert Slot.objects.count() == 366


def test_whoever_moves_is_told_by_the_new_clock(cast: Cast, maya_told: Account) -> None:
    with time_machine.travel(dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), tick=False):
        chooses(maya_told, due=False, hour=9)
        Account.objects.filter(pk=maya_told.pk).update(time_zone="America/Toronto")
        sending.begin_slots()
        (rhythm,) = Rhythm.objects.all()
        assert rhythm.next_at == dt.datetime(2026, 1, 1, 14, tzinfo=dt.UTC)
    assert Slot.objects.count() == 0


def test_a_bad_week_is_quiet_and_then_one_letter_comes(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    asked(cast)
    now = timezone.now()
    chooses(maya_told, quiet_until=(now + dt.timedelta(days=7)).date())
    for days in range(7):
        with time_machine.travel(now + dt.timedelta(days=days)):
            sweep()
    assert post.kept == []
    for days in (8, 9):
        with time_machine.travel(now + dt.timedelta(days=days)):
            sweep()
    assert len(post.kept) == 1


def test_a_mail_server_that_refuses_is_asked_again_later(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    asked(cast)
    chooses(maya_told)
    post.refuses = True
    sweep()
    assert states(maya_told) == ["waits"]
    assert Notice.of(maya_told.pk) == {}
    post.refuses = False
    sweep()
    assert post.kept == []
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        sweep()
    assert (len(post.kept), states(maya_told)) == (1, ["sent"])


def test_a_mail_server_that_never_takes_it_is_left_in_peace(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    asked(cast)
    chooses(maya_told)
    post.refuses, now = True, timezone.now()
    for hours in range(0, 20, 2):
        with time_machine.travel(now + dt.timedelta(hours=hours)):
            Rhythm.objects.update(next_at=now + dt.timedelta(days=2))
            if hours == 0:
                Rhythm.objects.update(next_at=now)
            sweep()
    assert states(maya_told) == ["stuck"]


def test_a_letter_in_other_hands_is_not_sent_twice(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()
    assert Slot.take(key) is not None
    sending.send(key)
    assert post.kept == []


def test_a_letter_whose_worker_died_goes_out_under_the_same_name(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()
    slot = Slot.take(key)
    assert slot is not None
    DBTaskResult.objects.all().delete()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        sweep()
    (letter,) = post.kept
    assert letter["Message-ID"] == slot.message_id
    assert states(maya_told) == ["sent"]


def test_the_job_is_made_with_the_slot_or_not_at_all(
    cast: Cast, maya_told: Account, monkeypatch: Any
) -> None:
    chooses(maya_told)

    def breaks(*_args: Any) -> None:
        raise RuntimeError("the queue is not there")

    monkeypatch.setattr(type(sending.post_letter), "enqueue", breaks)
    with pytest.raises(RuntimeError):
        sending.begin_slots()
    assert Slot.objects.count() == 0
    monkeypatch.undo()
    assert len(sending.begin_slots()) == DBTaskResult.objects.count() == 1


def test_a_worker_that_dies_after_the_server_took_it_sends_the_same_name_again(
    cast: Cast, maya_told: Account, post: Post, monkeypatch: Any
) -> None:
    """The one moment in which nobody can know: what comes then carries the same name and words."""
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()

    def dies(*_args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(Slot, "end", dies)
        with pytest.raises(SystemExit):
            sending.send(key)
    assert states(maya_told) == ["sending"]
    for minutes in (11, 22):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes)):
            sweep()
    first, again = post.kept
    assert first["Message-ID"] == again["Message-ID"]
    assert first.get_content() == again.get_content()
    # An hour of hers may have come in between, with nothing new to tell.
    assert [said for said in states(maya_told) if said != "nothing"] == ["sent"]


def test_a_worker_that_dies_before_the_server_took_it_loses_nothing(
    cast: Cast, maya_told: Account, post: Post, monkeypatch: Any
) -> None:
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()

    def dies(*_args: Any, **_more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(sending, "get_connection", dies)
        with pytest.raises(SystemExit):
            sending.send(key)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        sweep()
    assert len(post.kept) == 1


def test_two_letters_to_one_account_never_tell_the_same_thing(
    cast: Cast, maya_told: Account, post: Post
) -> None:
    """While one is on its way, the other waits."""
    asked(cast)
    chooses(maya_told)
    now = timezone.now()
    slots = [Slot.claim(maya_told, name, now) for name in ("digest 1", "digest 2")]
    first, second = (slot for slot in slots if slot)
    assert Slot.take(first.pk) is not None
    sending.send(second.pk)
    assert post.kept == []


# The day before a turn ----------------------------------------------------------------------------


def a_turn(cast: Cast, **more: Any) -> tuple[Account, dt.datetime]:
    """Kofi took a turn in three days, and wants to hear of it the day before."""
    day = (timezone.now() + dt.timedelta(days=3)).date()
    turn = take(cast, ask_for(cast, first_on=day, at=dt.time(16)))
    kofi = reached(cast.account("kofi"))
    chooses(kofi, "weekly", due=False, reminders=True, **more)
    dues = [due for here in unseen(kofi) for due in here.dues]
    Notice.keep(kofi.pk, dues, seen_at=timezone.now())
    assert turn.starts_at is not None
    return kofi, turn.starts_at


def test_whoever_wants_it_hears_the_day_before_a_turn_once(cast: Cast, post: Post) -> None:
    _kofi, starts_at = a_turn(cast)
    Rhythm.objects.update(next_at=starts_at + dt.timedelta(days=3))
    for hours, many in ((25, 0), (23, 1), (22, 1), (1, 1)):
        with time_machine.travel(starts_at - dt.timedelta(hours=hours)):
            sweep()
        assert len(post.kept) == many, hours
    assert "the day before" in post.kept[0].get_content()


def test_a_letter_of_the_week_does_not_stand_in_for_the_day_before(cast: Cast, post: Post) -> None:
    _kofi, starts_at = a_turn(cast)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        Rhythm.objects.update(next_at=timezone.now())
        sweep()
    assert len(post.kept) == 1
    Rhythm.objects.update(next_at=starts_at + dt.timedelta(days=3))
    for hours in (23, 22, 2):
        with time_machine.travel(starts_at - dt.timedelta(hours=hours)):
            sweep()
    assert len(post.kept) == 2


def test_a_letter_of_that_morning_does(cast: Cast, post: Post) -> None:
    _kofi, starts_at = a_turn(cast)
    with time_machine.travel(starts_at - dt.timedelta(hours=30)):
        Rhythm.objects.update(next_at=timezone.now())
        sweep()
    Rhythm.objects.update(next_at=starts_at + dt.timedelta(days=3))
    with time_machine.travel(starts_at - dt.timedelta(hours=20)):
        sweep()
    assert len(post.kept) == 1


def test_not_in_quiet_hours_but_right_after_them(cast: Cast, post: Post) -> None:
    """From 15:00 on it would be told; it is quiet until 20:00."""
    _kofi, starts_at = a_turn(cast, quiet_from=14, quiet_to=20, hour=9)
    Rhythm.objects.update(next_at=starts_at + dt.timedelta(days=3))
    for hours, many in ((23, 0), (21, 0), (19, 1)):
        with time_machine.travel(starts_at - dt.timedelta(hours=hours)):
            sweep()
        assert len(post.kept) == many, hours


def test_not_in_a_bad_week(cast: Cast, post: Post) -> None:
    later = (timezone.now() + dt.timedelta(days=20)).date()
    _kofi, starts_at = a_turn(cast, quiet_until=later)
    with time_machine.travel(starts_at - dt.timedelta(hours=2)):
        sweep()
    assert post.kept == []


def test_not_of_a_turn_that_was_given_back(cast: Cast, post: Post) -> None:
    _kofi, starts_at = a_turn(cast)
    turn = Turn.everyones.get()
    with time_machine.travel(starts_at - dt.timedelta(hours=20)):
        (key,) = sending.begin_reminders()
        turn.say(cast.kofi, turn.version, Turn.Answer.BACK)
        sending.send(key)
    assert post.kept == []


# Whoever is not written to ------------------------------------------------------------------------


def unknown_address(cast: Cast) -> None:
    cast.account("maya").emailaddress_set.update(verified=False)


def at_rest(cast: Cast) -> None:
    Account.objects.filter(pk=cast.maya.account).update(is_active=False)


def made_up(cast: Cast) -> None:
    Account.objects.filter(pk=cast.maya.account).update(made_up=True)


def made_up_network(cast: Cast) -> None:
    type(cast.network).everyones.filter(pk=cast.network.pk).update(made_up=True)


def frozen(cast: Cast) -> None:
    type(cast.network).everyones.filter(pk=cast.network.pk).update(died_at=timezone.now())


def removed(cast: Cast) -> None:
    mine = Membership.everyones.filter(account=cast.maya.account)
    mine.update(ended_at=timezone.now(), ended_how="removed")


def died(cast: Cast) -> None:
    mine = Membership.everyones.filter(account=cast.maya.account)
    mine.update(ended_at=timezone.now(), ended_how="died")


def stopped(cast: Cast) -> None:
    Rhythm.objects.get().stop()


def decided(cast: Cast) -> None:
    cast_asked = asked(cast)
    cast_asked.say_yes(cast.maya)


@pytest.mark.parametrize(
    "change",
    [unknown_address, at_rest, made_up, made_up_network, frozen, removed, died, stopped, decided],
)  # fmt: skip
def test_a_letter_on_its_way_is_not_sent_any_more(
    change: Any, cast: Cast, maya_told: Account, post: Post
) -> None:
    """Everything is asked again at the moment of sending, not when the letter was queued."""
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()
    change(cast)
    sending.send(key)
    assert post.kept == []
    assert states(maya_told) == ["nothing"]


def test_without_such_a_change_it_is_sent(cast: Cast, maya_told: Account, post: Post) -> None:
    """So that the test above can fail."""
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()
    sending.send(key)
    assert len(post.kept) == 1


def test_the_queue_holds_keys_alone(cast: Cast, maya_told: Account) -> None:
    asked(cast)
    chooses(maya_told)
    (key,) = sending.begin_slots()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [key], "kwargs": {}}
