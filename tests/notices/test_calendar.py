"""A calendar that follows somebody: as they may see it, by every clock, and gone when it ends."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import replace
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import time_machine
import vobject
from django.test import Client
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Network
from closeknit.notices.calendar import Entry, written
from closeknit.notices.kept.turns import ask_entry, rule
from closeknit.notices.models import Feed
from closeknit.plans.models import Ask, Guest, Turn
from tests.cast import Cast, sure
from tests.rows import everything as all_rows

from .things import A_DAY, ask_for, meet, take

pytestmark = pytest.mark.django_db


def made(cast: Cast, who: str, titles: bool = True) -> str:
    _feed, token = Feed.make(cast.account(who), titles)
    return f"/calendar/{token}.ics"


def read(where: str, status: int = 200) -> Any:
    """The calendar, as another program than the one that wrote it reads it."""
    answer = Client().get(where)
    assert answer.status_code == status
    return vobject.readOne(answer.content.decode()) if status == 200 else None


def events(where: str) -> list[Any]:
    return list(getattr(read(where), "vevent_list", []))


def summaries(where: str) -> set[str]:
    return {event.summary.value for event in events(where)}


# What stands in it --------------------------------------------------------------------------------


def test_kofis_turns_and_gatherings_are_in_his_calendar(cast: Cast) -> None:
    take(cast, ask_for(cast))
    meet(cast, "kofi")
    meet(cast, "rosa", title="Without Kofi")
    assert summaries(made(cast, "kofi")) == {"Company on Thursday", "Sunday soup"}


def test_without_titles_it_says_only_busy_and_a_letter(cast: Cast) -> None:
    take(cast, ask_for(cast, place="Elm Road"))
    meet(cast, "kofi", about="Bring a spoon", place="Elm Road")
    where = made(cast, "kofi", titles=False)
    assert summaries(where) == {"Busy — M"}
    said = Client().get(where).content.decode()
    for word in ("Company", "soup", "Elm", "spoon", "Maya", cast.network.pk):
        assert word not in said


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya", "lena"])
def test_each_calendar_holds_what_its_owner_may_see_and_no_more(who: str, cast: Cast) -> None:
    take(cast, ask_for(cast))
    meet(cast, "kofi")
    found = {
        "maya": {"Asked for: Company on Thursday", "Sunday soup"},
        "kofi": {"Company on Thursday", "Sunday soup"},
    }
    assert summaries(made(cast, who)) == found.get(who, set())


def test_a_turn_given_back_is_cancelled_and_its_number_grows(cast: Cast) -> None:
    turn = take(cast, ask_for(cast))
    where = made(cast, "kofi")
    (before,) = events(where)
    turn.say(cast.kofi, turn.version, Turn.Answer.BACK)
    (after,) = events(where)
    assert (before.status.value, after.status.value) == ("CONFIRMED", "CANCELLED")
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)


def test_a_turn_whose_place_or_times_change_is_newer_than_before(cast: Cast) -> None:
    ask = ask_for(cast)
    take(cast, ask)
    where = made(cast, "kofi")
    found = [events(where)[0]]
    ask.revise(cast.maya, ask.version, place="Elm Road")
    found += events(where)
    ask.revise(cast.maya, ask.version, at=dt.time(9, 5))
    found += events(where)
    assert [event.status.value for event in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    numbers = [int(event.sequence.value) for event in found]
    assert numbers == sorted(set(numbers)), "a calendar keeps the text with the higher number"
    stamps = [event.dtstamp.value for event in found]
    assert stamps == sorted(stamps)


def test_nothing_is_asked_in_calendars_of_a_network_that_is_kept_as_it_was(cast: Cast) -> None:
    take(cast, ask_for(cast, repeats="weekly"))
    meet(cast, "kofi")
    Network.everyones.filter(pk=cast.network.pk).update(died_at=timezone.now())
    for who in ("maya", "rosa", "kofi"):
        assert summaries(made(cast, who)) == set(), who


def test_a_gathering_called_off_is_cancelled(cast: Cast) -> None:
    gathering = meet(cast, "kofi")
    where = made(cast, "kofi")
    gathering.cancel(cast.maya, gathering.version, "I have a cold.")
    (event,) = events(where)
    assert event.status.value == "CANCELLED"


def test_a_no_takes_a_gathering_out_of_it(cast: Cast) -> None:
    guest = Guest.everyones.get(gathering=meet(cast, "kofi"))
    where = made(cast, "kofi")
    guest.say(cast.kofi, guest.version, "no")
    assert events(where) == []


@pytest.mark.parametrize(
    "words",
    [
        "Tea\r\nBEGIN:VEVENT\r\nSUMMARY:Mine\r\nEND:VEVENT",
        "=HYPERLINK(\"http://x\")", "a;b,c\\n\\;", "\u2028\u0007 bell", "END:VCALENDAR",
        'X";VALUE=URI:javascript:x', "ü" * 120, "+1+1", "@SUM(1)", "\n\n\nATTACH:file:///etc/passwd",
    ],
)  # fmt: skip
def test_words_that_somebody_typed_stay_words(words: str, cast: Cast) -> None:
    take(cast, ask_for(cast, words, place=words))
    answer = Client().get(made(cast, "kofi"))
    (event,) = vobject.readOne(answer.content.decode()).vevent_list
    one_line = " ".join("".join(c for c in words if c.isprintable() or c.isspace()).split())
    assert event.summary.value == one_line
    assert event.location.value == one_line
    assert answer.content.count(b"\r\nBEGIN:VEVENT") == 1
    lines = answer.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not [line for line in lines if line.startswith("ATTACH")]


# Again and again, by every clock ------------------------------------------------------------------

PLACES = ["Europe/Paris", "America/Toronto", "Australia/Sydney", "America/Santiago"]
TIMES = [("daily", dt.time(2, 30)), ("weekly", dt.time(9)), ("fortnightly", dt.time(23, 30)),
         ("monthly", dt.time(0, 30))]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("repeats", "at"), TIMES)
def test_a_year_of_it_is_the_same_in_another_library(
    place: str, repeats: str, at: dt.time, cast: Cast
) -> None:
    """Over both changes of the clock, in both hemispheres."""
    row = ask_for(
        cast, first_on=dt.date(2027, 1, 31), at=at, zone=place, repeats=repeats, minutes=45
    )
    begin = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    wanted = row.slots(begin, most=400)
    calendar = icalendar.Calendar.from_ical(written([ask_entry(row, [])], "Closeknit"))
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == [place]
    found = recurring_ical_events.of(calendar).between(begin, begin + 366 * A_DAY)
    starts = sorted(event.start.astimezone(dt.UTC) for event in found)
    assert starts == wanted
    local = {start.astimezone(zoneinfo.ZoneInfo(place)).time() for start in starts}
    assert at in local
    assert len(starts) > 10


def test_times_that_one_takes_oneself_are_left_out_of_what_repeats(cast: Cast) -> None:
    row = ask_for(cast, repeats="weekly", first_on=timezone.localdate() + A_DAY, seats=2)
    turn = take(cast, row, "kofi", 2)
    entry = ask_entry(row, [turn])
    calendar = icalendar.Calendar.from_ical(written([entry], "Closeknit"))
    begin = timezone.now()
    found = recurring_ical_events.of(calendar).between(begin, begin + 35 * A_DAY)
    starts = {event.start.astimezone(dt.UTC) for event in found}
    assert turn.starts_at not in starts
    assert len(starts) == 4


SKIPS = [
    ("Europe/Paris", dt.date(2027, 3, 28), dt.time(2, 30)),
    ("America/Toronto", dt.date(2027, 3, 14), dt.time(2, 30)),
    ("Australia/Sydney", dt.date(2027, 10, 3), dt.time(2, 30)),
    ("America/Santiago", dt.date(2027, 9, 5), dt.time(0, 30)),
    ("Africa/Cairo", dt.date(2027, 4, 30), dt.time(0, 15)),
    ("America/Nuuk", dt.date(2027, 3, 27), dt.time(23, 30)),
]


@pytest.mark.parametrize(("place", "day", "at"), SKIPS)
@pytest.mark.parametrize("before", [0, 2])
def test_a_time_in_an_hour_that_the_clock_skips_is_left_out_as_well(
    place: str, day: dt.date, at: dt.time, before: int, cast: Cast
) -> None:
    """In both libraries; and as the first time of all."""
    first = day - before * A_DAY
    row = ask_for(
        cast, first_on=first, at=at, zone=place, repeats="daily", until=day + 2 * A_DAY, seats=2
    )
    begin = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    skipped = row.slots(begin)[before]
    assert skipped.astimezone(zoneinfo.ZoneInfo(place)).time() != at, "the clock skips it"
    turn = Turn(starts_at=skipped, answer="yes")
    said = written([ask_entry(row, [turn])], "Closeknit").decode()
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(said)).between(
        begin, begin + 366 * A_DAY
    )
    starts = sorted(event.start.astimezone(dt.UTC) for event in found)
    assert starts == [one for one in row.slots(begin) if one != skipped]
    without, every = (
        {one.date() for one in vobject.readOne(text).vevent.getrruleset(addRDate=True)}
        for text in (said, written([ask_entry(row, [])], "Closeknit").decode())
    )
    assert every - without == {day}


@pytest.mark.parametrize("place", PLACES)
def test_the_last_day_is_counted_on_its_own_clock(place: str, cast: Cast) -> None:
    first = dt.date(2027, 3, 1)
    row = ask_for(
        cast, first_on=first, at=dt.time(23, 45), zone=place, repeats="daily",
        until=first + 2 * A_DAY,
    )  # fmt: skip
    calendar = icalendar.Calendar.from_ical(written([ask_entry(row, [])], "Closeknit"))
    begin = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    assert len(recurring_ical_events.of(calendar).between(begin, begin + 90 * A_DAY)) == 3


@pytest.mark.parametrize("place", PLACES)
def test_what_has_no_hour_is_a_whole_day_there(place: str, cast: Cast) -> None:
    first = timezone.localdate() + 2 * A_DAY
    row = ask_for(
        cast, first_on=first, at=None, zone=place, repeats="daily", until=first + 3 * A_DAY, seats=2
    )
    turn = take(cast, row, "kofi", 1)
    (event,) = events(made(cast, "kofi"))
    assert (event.dtstart.value, event.dtend.value) == (first + A_DAY, first + 2 * A_DAY)
    calendar = icalendar.Calendar.from_ical(written([ask_entry(row, [turn])], "Closeknit"))
    found = recurring_ical_events.of(calendar).between(first - A_DAY, first + 30 * A_DAY)
    assert sorted(one.start for one in found) == [first, first + 2 * A_DAY, first + 3 * A_DAY]


def test_what_does_not_repeat_has_no_rule() -> None:
    assert rule(Ask(first_on=dt.date(2027, 1, 1))) == ""


def test_an_unknown_clock_is_that_of_the_world() -> None:
    now = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)
    entry = Entry("a@b", "Tea", now, now + A_DAY / 24, "Not/Here", now)
    for one in (entry, replace(entry, zone="")):
        (event,) = vobject.readOne(written([one], "x").decode()).vevent_list
        assert event.dtstart.value == now


# The address --------------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_kept_as_a_hash(cast: Cast, maya: Client) -> None:
    page = sure(maya).post("/account/calendar/", {"deed": "make"})
    where = page.context["url"]
    token = where.rpartition("/")[2].removesuffix(".ics")
    assert len(token) * 4 >= 128
    assert token not in maya.get("/account/calendar/").content.decode()
    assert token not in str(all_rows())
    assert Client().get(where.removeprefix("http://localhost:8000")).status_code == 200


def test_the_answer_is_private_and_never_kept_or_found(cast: Cast) -> None:
    answer = Client().get(made(cast, "kofi"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


def test_it_works_for_no_other_page_and_signs_nobody_in(cast: Cast) -> None:
    client = Client()
    client.get(made(cast, "kofi"))
    assert client.get("/account/").status_code == 302
    assert client.post(made(cast, "kofi")).status_code in (403, 405)


def make_anew(cast: Cast) -> None:
    Feed.make(cast.account("kofi"))


def end(cast: Cast) -> None:
    Feed.objects.get(account=cast.kofi.account).end()


def rest(cast: Cast) -> None:
    Account.objects.filter(pk=cast.kofi.account).update(is_active=False)


def grow_old(cast: Cast) -> None:
    now = timezone.now()
    Feed.objects.update(made_at=now - 400 * A_DAY, used_at=now)


def lie_idle(cast: Cast) -> None:
    Feed.objects.update(made_at=timezone.now() - 91 * A_DAY, used_at=timezone.now() - 90 * A_DAY)


def delete(cast: Cast) -> None:
    Feed.objects.all().delete()


@pytest.mark.parametrize("change", [make_anew, end, rest, grow_old, lie_idle, delete])
def test_it_ends_with_the_next_request(change: Any, cast: Cast) -> None:
    take(cast, ask_for(cast))
    where = made(cast, "kofi")
    assert len(events(where)) == 1
    change(cast)
    gone = Client().get(where)
    never = Client().get(f"/calendar/{'0' * 40}.ics")
    assert gone.status_code == never.status_code == 404


def removed(cast: Cast) -> None:
    Membership.everyones.filter(account=cast.kofi.account).update(ended_at=timezone.now())


def ran_out(cast: Cast) -> None:
    Membership.everyones.filter(account=cast.kofi.account).update(until=timezone.now())


def hidden(cast: Cast) -> None:
    Turn.everyones.all().update(binned_at=timezone.now())


@pytest.mark.parametrize("change", [removed, ran_out, hidden])
def test_what_somebody_may_not_see_any_more_is_gone_with_the_next_request(
    change: Any, cast: Cast
) -> None:
    take(cast, ask_for(cast))
    where = made(cast, "kofi")
    assert len(events(where)) == 1
    change(cast)
    assert events(where) == []


def test_a_turn_in_an_ask_one_may_not_see_says_nothing_of_it(cast: Cast) -> None:
    row = ask_for(cast)
    take(cast, row)
    Ask.everyones.filter(pk=row.pk).update(audience="stewards")
    assert summaries(made(cast, "kofi")) == {"A turn"}


def test_a_day_before_it_ends_it_still_holds(cast: Cast) -> None:
    where = made(cast, "kofi")
    Feed.objects.update(made_at=timezone.now() - 399 * A_DAY, used_at=timezone.now() - 89 * A_DAY)
    assert read(where) is not None


def test_when_it_was_last_read_is_written_once_an_hour(cast: Cast) -> None:
    where, now = made(cast, "kofi"), timezone.now()
    for minutes, kept in ((0, 0), (30, 0), (61, 61)):
        moment = now + dt.timedelta(minutes=minutes)
        with time_machine.travel(moment, tick=False):
            read(where)
        used = Feed.objects.get().used_at
        assert used is not None
        assert abs(used - now - dt.timedelta(minutes=kept)) < dt.timedelta(seconds=5)


def test_titles_are_switched_on_and_off_on_its_page(cast: Cast, enter: Any) -> None:
    take(cast, ask_for(cast))
    where, kofi = made(cast, "kofi", titles=False), sure(enter("kofi"))
    kofi.post("/account/calendar/", {"deed": "keep", "titles": "on"})
    assert summaries(where) == {"Company on Thursday"}
    kofi.post("/account/calendar/", {"deed": "end"})
    read(where, 404)


# One thing as a file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "turn", "gathering"),
    [("maya", 200, 200), ("rosa", 200, 404), ("kofi", 200, 200), ("tanya", 404, 404),
     ("lena", 404, 404)],
)  # fmt: skip
def test_one_turn_and_one_gathering_as_a_file(
    who: str, turn: int, gathering: int, cast: Cast, enter: Any
) -> None:
    one, other = take(cast, ask_for(cast)), meet(cast, "kofi")
    client = enter(who)
    network = cast.network.pk
    assert client.get(f"/n/{network}/turn/{one.pk}.ics").status_code == turn
    answer = client.get(f"/n/{network}/gathering/{other.pk}.ics")
    assert answer.status_code == gathering
    if gathering == 200:
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert vobject.readOne(answer.content.decode()).vevent.summary.value == "Sunday soup"
