"""How sessions were, being counted, the figures of a group, and the report: nobody stands out."""

from __future__ import annotations

import datetime as dt
import re
from itertools import product

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from closeknit.accounts.models import Entry
from closeknit.core.checks import faces
from closeknit.core.figures import LEAST, MEASURES, SMALL
from closeknit.networks.models import tokens
from closeknit.policy import Denied
from closeknit.workshops import figures as told
from closeknit.workshops.door import PLACES
from closeknit.workshops.models import (
    ASKED,
    Check,
    Checked,
    Counted,
    Presence,
    Seat,
    Series,
    Session,
    Told,
    TooLate,
)
from closeknit.workshops.printing.report import as_data as report_as_data
from tests.cast import entered, place
from tests.core.test_figures import attack
from tests.forms import the_form

from .scene import Workshop, workshop
from .test_between import page
from .test_doors import by_link
from .test_recaps import text

pytestmark = pytest.mark.django_db
LINE = "A longer break, please"
GOOD = {"useful": "yes", "safe": "yes", "heard": "so_so", "pace": "no"}
AGO = dt.timedelta(days=1)


def crowd(people: int, **said) -> tuple[Workshop, list[Seat]]:
    """Kofi, June and so many others; the first session was yesterday."""
    here = workshop(capacity=100, **said)
    seats = [here.kofi, here.june]
    kinds = ("self", "family")
    for at in range(people - 2):
        seats.append(Seat.sign_up(here.series, {"name": f"N{at}", "comes_as": kinds[at % 2]}))
    first = Session.of(here.series)[0]
    first.change(here.rosa, first.version, starts_at=timezone.now() - AGO)
    for seat in seats:
        come(here, seat)
    return here, seats


def come(here: Workshop, seat: Seat) -> None:
    """Whoever has this place came by its link once, and is noted as there."""
    seat.prove("")
    Presence.say(here.rosa, first_of(here), seat, Presence.How.HERE)


def main(answer) -> str:
    """What stands on a page, without what is made anew at each look."""
    return re.sub(r'value="\w{64}"', "", text(answer).split("<main")[1])


def first_of(here: Workshop) -> Session:
    row = Session.of(here.series)[0]
    row.series = here.series
    return row


def later(here: Workshop, days: int) -> None:
    """So many days pass: every session was that much earlier."""
    for check in Check.everyones.all():
        Check.everyones.filter(pk=check.pk).update(until=check.until - dt.timedelta(days=days))
    for row in Session.of(here.series):
        Session.everyones.filter(pk=row.pk).update(
            starts_at=row.starts_at - dt.timedelta(days=days)
        )


# How a session was --------------------------------------------------------------------------------


def test_each_says_once_how_it_was_and_cannot_say_it_again():
    here, _seats = crowd(2)
    where = page(here, "sessions", first_of(here).pk, "how-was-it")
    june = by_link(here.june)
    assert "How was it?" in text(june.get(page(here)))
    assert june.post(where, {}).status_code == 422
    assert june.post(where, {"useful": "great", "line": LINE}).status_code == 422
    assert june.post(where, {**GOOD, "line": LINE}).status_code == 302
    again = june.post(where, GOOD)
    assert again.status_code == 422
    assert "It cannot be changed or taken back" in text(again)
    assert "You have said it" in text(june.get(where))
    (row,) = Check.everyones.all()
    assert (row.people, row.tally["useful"], row.lines) == (1, [1, 0, 0], [LINE])


def test_it_is_asked_for_six_days_after_a_session_and_not_before():
    here, _seats = crowd(2)
    session, now = first_of(here), timezone.now()
    assert Check.is_open(session, now)
    assert not Check.is_open(Session.of(here.series)[1], now)
    later(here, 7)
    with pytest.raises(TooLate):
        Check.answer(here.june.actor(), first_of(here), here.june, GOOD, "", now)


def test_no_row_knows_from_which_place_an_answer_came():
    """Twelve answer. What is written is the same, in whatever order and whoever said what."""

    here, seats = crowd(12)
    session, now = first_of(here), timezone.now()

    def written(order: list[int]) -> tuple[list[object], set[str]]:
        for model in (Check, Checked):
            model.everyones.all().delete()
        for at in order:
            said = {
                name: ("yes", "so_so", "no")[(at + n) % 3] for n, (name, _w) in enumerate(ASKED)
            }
            Check.answer(seats[at].actor(), session, seats[at], said, f"line {at}", now)
        fields = [f.name for f in Check._meta.fields if f.name not in ("key", "session", "series")]
        (row,) = Check.everyones.all()
        assert row.made_at == row.changed_at == session.made_at
        found = [getattr(row, name) for name in fields if not name.endswith("_at")]
        marks = {name for f in Checked._meta.fields for name in [f.name]}
        entries = Entry.objects.filter(deed="said_how_it_was")
        assert {one.row for one in entries} >= set(Checked.everyones.values_list("pk", flat=True))
        assert {str(one.detail) for one in entries} == {"{}"}
        return found, marks

    one, marks = written(list(range(12)))
    other, _marks = written([3, 0, 11, 5, 1, 2, 4, 10, 9, 8, 7, 6])
    assert one == other
    assert marks & {"useful", "safe", "heard", "pace", "line", "tally"} == set()


def test_facilitators_read_sums_when_nobody_is_asked_any_more_and_enough_have_said():
    here, seats = crowd(12)
    session, now = first_of(here), timezone.now()
    for at, seat in enumerate(seats):
        said = GOOD | {"pace": "yes" if at < 6 else "no", "heard": "yes" if at else "no"}
        Check.answer(seat.actor(), session, seat, said, LINE if at == 3 else "", now)
    rosa = entered(here.cast, "rosa")
    assert LINE not in text(rosa.get(page(here, "figures")))
    later(here, 7)
    said = text(rosa.get(page(here, "figures")))
    assert LINE in said
    assert re.search(
        r"pace good for you\?</dt><dd>Yes: .{0,30}6</span> · So-so / No: .{0,30}6", said
    )
    assert "not told: it could single somebody out" in said  # one of twelve was not heard
    assert LINE not in text(entered(here.cast, "kofi").get(page(here, "figures")))
    assert not Check.visible_to(here.rosa).exists()


def test_nobody_stands_out_by_any_face_in_groups_of_up_to_forty():
    for a, b, c in product(range(41), repeat=3):
        if not 1 <= a + b + c <= 40:
            continue
        shown = faces([a, b, c])
        assert (shown is None) == (a + b + c < LEAST)
        if shown is not None and shown.shown:
            assert sum(shown.shown) == shown.people
            assert min(shown.shown) >= SMALL


def test_a_place_that_may_be_made_up_says_nothing_of_a_session():
    here, _seats = crowd(2)
    session, rosa = first_of(here), entered(here.cast, "rosa")
    where = page(here, "sessions", session.pk, "how-was-it")
    kept = Seat.take_in(here.rosa, here.series, name="Made Up")  # there, and came by no link
    Presence.say(here.rosa, session, kept, Presence.How.HERE)
    away = Seat.sign_up(here.series, {"name": "Away"})  # came by a link, and was not there
    seen = {}
    for seat in (kept, away):
        client = Client()
        held = client.session
        held[PLACES] = {seat.series_id: tokens.hashed(seat.token)}
        held.save()
        answer = client.post(where, {**GOOD, "line": LINE})
        assert answer.status_code == 422
        assert "It cannot be counted yet" in text(answer)
        assert LINE in answer.content.decode()
        seen[seat.pk] = client
    rosa.post(f"/place/{kept.token}/")  # a facilitator proves nothing
    assert seen[kept.pk].post(where, GOOD).status_code == 422
    assert not Check.everyones.exists()
    seen[kept.pk].post(f"/place/{kept.token}/")
    assert seen[kept.pk].post(where, GOOD).status_code == 302
    assert Check.everyones.get().people == 1


def test_a_session_that_is_moved_lets_nobody_subtract_two_sums():
    """Rosa looks at the sums, moves the session so that it is asked anew, and one more answers."""
    here, seats = crowd(12)
    now = timezone.now()
    for seat in seats[:11]:
        Check.answer(seat.actor(), first_of(here), seat, GOOD, "", now)
    row = first_of(here)
    row.change(here.rosa, row.version, starts_at=now - dt.timedelta(days=7))
    assert told.checks([first_of(here)], now) == []  # nothing is closed by moving it
    later(here, 7)
    row = first_of(here)
    row.change(here.rosa, row.version, starts_at=now - AGO)
    (before,) = told.checks([first_of(here)], now)
    with pytest.raises(TooLate):
        Check.answer(seats[11].actor(), first_of(here), seats[11], GOOD, "", now)
    where = page(here, "sessions", first_of(here).pk, "how-was-it")
    assert "It is not asked now" in text(by_link(seats[11]).get(where))
    assert told.checks([first_of(here)], now) == [before]


# Being counted ------------------------------------------------------------------------------------


def test_somebody_with_a_map_sees_their_numbers_before_they_go():
    here, _seats = crowd(2)
    cast = here.cast
    come(here, Seat.sign_up(here.series, {"name": "Maya"}, account=cast.maya.account))
    place(cast, "june", circle=1, paid="unpaid")
    place(cast, "kofi", circle=1, paid="paid")
    maya, where = entered(cast, "maya"), page(here, "count-me-in")
    shown = text(maya.get(where))
    assert "These numbers, and nothing else" in shown
    assert 'name="unpaid"' not in shown
    assert maya.post(where, {"unpaid": "400"}).status_code == 302
    (row,) = Counted.everyones.all()
    assert set(row.numbers) == set(MEASURES)
    assert row.numbers["unpaid"] >= 1
    assert row.numbers["unpaid"] < 400
    for who in ("rosa", "kofi"):
        actor = here.rosa if who == "rosa" else here.kofi.actor()
        assert not Counted.visible_to(actor).exists()
    assert maya.post(where, {"out": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.numbers == {}
    assert Counted.takers(here.series.pk, ["before"]) == []


def test_whoever_has_no_map_counts_on_paper_and_nobody_counts_as_nought():
    here, _seats = crowd(2)
    june, where = by_link(here.june), page(here, "count-me-in")
    bad = june.post(where, {"unpaid": "-1", "pairs": "two"})
    assert bad.status_code == 422
    assert 'value="two"' in bad.content.decode()
    typed = dict.fromkeys(MEASURES, "0")
    some = june.post(where, typed | {"lonely": "often"})
    assert some.status_code == 422
    assert "Answer all four" in text(some)
    felt = {"companionship": "3", "left_out": "2", "isolated": "1", "lonely": "often"}
    assert june.post(where, typed | felt).status_code == 302
    (row,) = Counted.everyones.all()
    assert row.numbers == dict.fromkeys(MEASURES, 0)
    assert row.feelings == {"lonely": 6, "seldom": 0}


def test_the_time_follows_the_last_session():
    here, _seats = crowd(2)
    rows, now = Session.of(here.series), timezone.now()
    last = rows[-1].ends_at
    assert Counted.time_now(rows, now) == "before"
    assert Counted.time_now(rows, last) == "after"
    assert Counted.time_now(rows, last + dt.timedelta(days=75)) == "three"
    assert Counted.time_now([], now) == "before"


def test_a_network_that_two_work_in_is_counted_once():
    here, seats = crowd(4)
    for seat in seats:
        Seat.everyones.filter(pk=seat.pk).update(network_key="n" * 16)
        Counted.say(seat.actor(), seat, "before", dict.fromkeys(MEASURES, 1), {})
    assert len(Counted.takers(here.series.pk, ["before"])) == 1


# The figures --------------------------------------------------------------------------------------


def count_in(seats: list[Seat], time: str, more: int = 0) -> None:
    for at, seat in enumerate(seats):
        numbers = {name: (at + n) % 3 + more for n, name in enumerate(MEASURES)}
        feelings = {"lonely": 3 + at % 5, "seldom": int(at % 2 == 0)}
        Counted.say(seat.actor(), seat, time, numbers, feelings)


def test_figures_are_told_from_ten_people_on_and_to_the_whole_group():
    here, seats = crowd(12)
    rosa, kofi = (entered(here.cast, name) for name in ("rosa", "kofi"))
    count_in(seats[:9], "before")
    answer = rosa.post(page(here, "figures"), follow=True)
    assert "need ten people" in text(answer)
    assert not Told.everyones.exists()
    count_in(seats, "before")
    assert rosa.post(page(here, "figures")).status_code == 302
    said = text(kofi.get(page(here, "figures")))
    assert "Everybody counted: 12 people" in said
    assert "Lonely often or always" in said
    assert "6 of 12" in said
    assert kofi.post(page(here, "figures")).status_code == 404
    rosa.post(page(here, "figures"))
    assert Told.everyones.count() == 2  # of maps and of feelings, once
    with pytest.raises(Denied):
        Told.tell(here.kofi.actor(), "before")


def test_figures_that_would_tell_of_one_are_not_made():
    here, seats = crowd(12)
    count_in(seats, "before")
    assert Told.tell(here.rosa, "before") == ""
    Counted.take_out(seats[4].actor(), seats[4])
    count_in([seat for seat in seats if seat is not seats[4]], "after", more=1)
    assert "difference" in Told.tell(here.rosa, "after")
    assert {one.time for one in told.out(here.rosa)} == {"before"}


@pytest.mark.parametrize("size", [1, 5, 9, 10, 11, 16, 23, 40])
def test_no_difference_of_what_was_published_singles_anybody_out(size):
    """Through the rows: counted, published, one leaves or comes late, published again."""
    here, seats = crowd(max(size, 2))
    seats = seats[:size]
    chosen = {len(seats) // 2, len(seats) - 1}
    for gone in chosen:
        Told.everyones.all().delete()
        Counted.everyones.all().delete()
        count_in(seats, "before")
        Told.tell(here.rosa, "before")
        Counted.take_out(seats[gone].actor(), seats[gone])
        count_in([seat for at, seat in enumerate(seats) if at != gone], "after", more=1)
        Told.tell(here.rosa, "after")
        count_in(seats, "before")
        count_in(seats, "three", more=2)
        Told.tell(here.rosa, "three")
        for about in ("map", "feelings"):
            released = Told.out(here.rosa, about)
            assert list(attack(released)) == []
            assert size >= LEAST or released == []


def test_places_that_may_be_made_up_are_in_no_figures():
    """Nine made-up places beside Kofi would leave his numbers."""
    here = workshop(capacity=100)
    made_up = [Seat.take_in(here.rosa, here.series, name=f"M{at}") for at in range(9)]
    row = Session.of(here.series)[0]
    row.change(here.rosa, row.version, starts_at=timezone.now() - AGO)
    for seat in (here.kofi, *made_up):
        Presence.say(here.rosa, first_of(here), seat, Presence.How.HERE)
    count_in([here.kofi, *made_up], "before")
    rosa = entered(here.cast, "rosa")
    assert "Make them" not in text(rosa.get(page(here, "figures")))
    assert "need ten people" in text(rosa.post(page(here, "figures"), follow=True))
    assert not Told.everyones.exists()
    for seat in made_up[:8]:
        by_link(seat)
    rosa.post(page(here, "figures"))
    assert not Told.everyones.exists()  # nine
    by_link(made_up[8])
    assert "Make them" in text(rosa.get(page(here, "figures")))


def test_nobody_is_counted_out_by_noting_that_they_were_away():
    here, seats = crowd(12)
    count_in(seats, "before")
    assert Told.tell(here.rosa, "before") == ""
    rosa = entered(here.cast, "rosa")
    shown = main(rosa.get(page(here, "figures")))
    Presence.say(here.rosa, first_of(here), seats[4], Presence.How.AWAY)
    assert main(rosa.get(page(here, "figures"))) == shown
    assert Told.tell(here.rosa, "before") == ""
    assert Told.everyones.count() == 2


# The report ---------------------------------------------------------------------------------------


def finished(here: Workshop, seats: list[Seat]) -> None:
    session, now = first_of(here), timezone.now()
    for seat in seats:
        Presence.say(here.rosa, session, seat, Presence.How.HERE)
        Check.answer(seat.actor(), session, seat, GOOD, "=cmd|line", now)
    count_in(seats, "before")
    Told.tell(here.rosa, "before")
    later(here, 7)


def test_the_report_is_the_same_on_a_page_on_paper_and_as_rows_and_names_nobody():
    here, seats = crowd(14, title="=1+1 People around us")
    finished(here, seats)
    rosa, where = entered(here.cast, "rosa"), page(here, "figures", "report").rstrip("/")
    shown = text(rosa.get(where + "/"))
    paper = rosa.get(where + ".pdf")
    rows = rosa.get(where + ".csv").content.decode()
    for tagged in (b"/StructTreeRoot", b"/Lang", b"pdfuaid:part>1<", b"/TH"):
        assert tagged in paper.content, tagged
    sessions = [first_of(here), *Session.of(here.series)[1:]]
    made = told.report(here.rosa, here.fresh(), sessions, timezone.now())
    printed = str(report_as_data(made))
    for words in (shown, printed, rows):
        assert "14" in words
        assert "June" not in words.split("<main")[-1]
        assert "cmd" not in words
    mean = next(f for f in told.out(here.rosa) if (f.measure, f.came_as) == ("pairs", "")).mean
    assert f"{mean:.1f}" in shown
    assert f"{mean:.1f}" in printed
    assert f'"everybody","pairs","before",14,{mean}' in rows
    assert "\"'=1+1 People" in rows


def test_a_workshop_where_nothing_was_counted_has_a_report_that_says_so():
    here, _seats = crowd(2)
    rosa, where = entered(here.cast, "rosa"), page(here, "figures", "report").rstrip("/")
    assert "No figures are told" in text(rosa.get(where + "/"))
    assert rosa.get(where + ".pdf").content.startswith(b"%PDF")
    assert rosa.get(where + ".csv").status_code == 200


def test_what_came_after_a_session_goes_with_the_series():
    here, seats = crowd(12)
    finished(here, seats)
    Series.everyones.filter(pk=here.series.pk).delete()
    for name in ("Check", "Checked", "Counted", "Told", "Homework", "Tried", "GroupLine"):
        model = apps.get_model("workshops", name)
        assert not model.everyones.exists(), name


def test_the_pages_by_their_forms():
    here, _seats = crowd(2)
    june = by_link(here.june)
    where = page(here, "sessions", first_of(here).pk, "how-was-it")
    typed = the_form(june.get(where).content.decode(), has="line")
    assert june.post(where, typed | GOOD).status_code == 302
