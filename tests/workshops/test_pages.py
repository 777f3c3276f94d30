"""From the first idea of a workshop to a room full of people, through the pages themselves."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from closeknit.workshops import frame
from closeknit.workshops.letters import post_lead, post_place
from closeknit.workshops.models import Activity, Lead, Method, Seat, Series, Session
from tests.cast import entered, sure

from .scene import Workshop, workshop
from .test_doors import by_link

pytestmark = pytest.mark.django_db

SAID = {"name": "Dee", "comes_as": "self", "photos": "ask"}


def here(name: str, at: Workshop, *more: str) -> str:
    return reverse(name, args=[at.series.pk, *more])


def first(at: Workshop) -> Session:
    return Session.of(at.series)[0]


def text(answer: Any) -> str:
    """The words of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# Beginning ----------------------------------------------------------------------------------------


def test_a_series_begins_with_seven_sessions_of_two_hours_a_week_apart(rosa, cast):
    said = {"title": "People around us", "name": "Rosa", "day": "2026-12-01", "starts": "18:00"}
    answer = rosa.post("/workshops/begin/", said)
    series = Series.led_by(cast.rosa.account).get()
    assert answer.url == reverse("series", args=[series.pk])
    sessions = Session.of(series)
    days = [series.local(row.starts_at).date() for row in sessions]
    assert days == [dt.date(2026, 12, 1) + n * dt.timedelta(days=7) for n in range(7)]
    for row in sessions:
        blocks = Activity.of(row)
        assert sum(block.minutes for block in blocks) == row.minutes == 120
        assert {"break", "closing", "exercise"} <= {block.kind for block in blocks}
    assert series.agreement == str(frame.AGREEMENT)


def test_a_draft_is_found_by_nobody_else(rosa, cast):
    rosa.post("/workshops/begin/", {"title": "Quiet", "name": "Rosa"})
    series = Series.led_by(cast.rosa.account).get()
    assert "Quiet" not in text(Client().get("/workshops/"))
    for name in ("workshop", "sign_up"):
        assert Client().get(reverse(name, args=[series.pk])).status_code == 404
    rosa.post(reverse("series_deed", args=[series.pk]), {"deed": "publish"})
    assert "Quiet" in text(Client().get("/workshops/"))
    assert Client().get(reverse("workshop", args=[series.pk])).status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "", "name": "Rosa"}, "title"),
        ({"title": "One", "name": ""}, "name"),
        ({"title": "One", "name": "Rosa", "day": "2026-12-01"}, "starts"),
        ({"title": "One", "name": "Rosa", "starts": "18:00"}, "day"),
        ({"title": "One", "name": "Rosa", "day": "9999-12-31", "starts": "18:00"}, "day"),
        ({"title": "One", "name": "Rosa", "day": "no day", "starts": "18:00"}, "day"),
    ],
)
def test_what_cannot_be_begun_is_said_beside_the_field(rosa, cast, said, field):
    answer = rosa.post("/workshops/begin/", said)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Series.led_by(cast.rosa.account).exists()


# The plan -----------------------------------------------------------------------------------------


def minutes_of(at: Workshop, *minutes: int) -> dict[str, Any]:
    """The form of a plan with these minutes in it."""
    found: dict[str, Any] = {}
    for number, (row, long) in enumerate(zip(Activity.of(first(at)), minutes, strict=True)):
        found |= {f"key-{number}": row.pk, f"version-{number}": row.version}
        found[f"minutes-{number}"] = long
    return found


def test_when_a_block_starts_follows_from_the_minutes_before_it():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    when = dt.datetime(2026, 12, 1, 18, tzinfo=dt.UTC)
    row = first(at)
    row.change(at.rosa, row.version, starts_at=when, minutes=60)
    plan = here("session_plan", at, row.pk)
    rosa.post(plan, minutes_of(at, 45, 20))
    page = rosa.get(plan)
    assert [part.at for part in page.context["plan"].parts] == ["18:00", "18:45"]
    assert "It ends at 19:05." in text(page)
    assert "5 minutes longer than the session" in text(page)


def test_a_block_goes_up_and_down_out_and_back_without_javascript():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan = here("session_plan", at, first(at).pk)
    _story, tea = Activity.of(first(at))
    rosa.post(plan, {**minutes_of(at, 30, 15), "up": tea.pk})
    assert [row.title for row in Activity.of(first(at))] == ["Tea", "A story"]
    assert Activity.of(first(at))[0].minutes == 15  # what was typed is kept as well
    rosa.post(plan, {**minutes_of(at, 15, 30), "out": tea.pk})
    assert [row.title for row in Activity.of(first(at))] == ["A story"]
    rosa.post(here("block_bring_back", at, first(at).pk, tea.pk))
    assert [row.title for row in Activity.of(first(at))] == ["A story", "Tea"]


def order(at: Workshop) -> list[str]:
    return [row.title for row in Activity.of(first(at))]


def test_a_block_that_is_dragged_stands_where_it_was_let_go_and_what_was_typed_is_kept():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan = here("session_plan", at, first(at).pk)
    Activity.add(at.rosa, first(at), title="Goodbye", kind="closing", minutes=5)
    story, _tea, bye = Activity.of(first(at))
    rosa.post(plan, {**minutes_of(at, 33, 10, 5), "move": bye.pk, "to": 1})
    assert order(at) == ["Goodbye", "A story", "Tea"]
    assert Activity.of(first(at))[1].minutes == 33
    rosa.post(plan, {**minutes_of(at, 5, 33, 10), "move": story.pk, "to": 99})
    assert order(at) == ["Goodbye", "Tea", "A story"]  # there are only three


@pytest.mark.parametrize("to", ["", "-1", "up", "٣", "9" * 30])
def test_a_place_that_is_none_leaves_the_plan_as_it_is(to):
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan = here("session_plan", at, first(at).pk)
    _story, tea = Activity.of(first(at))
    assert rosa.post(plan, {**minutes_of(at, 20, 10), "move": tea.pk, "to": to}).status_code == 302
    assert rosa.post(plan, {**minutes_of(at, 20, 10), "move": "nobody", "to": 1}).status_code == 302
    assert order(at) == ["A story", "Tea"]


def test_a_block_taken_out_by_somebody_else_is_dragged_nowhere():
    at = workshop()
    _story, tea = Activity.of(first(at))
    Activity.everyones.get(pk=tea.pk).drop(at.rosa)
    tea.move_to(at.rosa, 0)
    tea.move(at.rosa, -1)
    assert order(at) == ["A story"]


def test_two_who_plan_at_once_both_see_what_the_other_wrote():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan, said = here("session_plan", at, first(at).pk), minutes_of(at, 31, 10)
    rosa.post(plan, minutes_of(at, 32, 10))
    answer = rosa.post(plan, said)
    assert answer.status_code == 409
    assert "rosa changed this while you were writing" in text(answer)
    (both,) = answer.context["both"]
    assert (both.theirs, both.mine) == ("32", "31")


@pytest.mark.parametrize("moved", [False, True])
def test_an_older_page_keeps_its_minutes_and_hears_that_a_block_was_added(moved):
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan, said = here("session_plan", at, first(at).pk), minutes_of(at, 31, 10)
    added = Activity.add(at.rosa, first(at), title="Goodbye", kind="closing", minutes=5)
    if moved:
        added.move_to(at.rosa, 0)
        said |= {
            f"version-{n}": Activity.everyones.get(pk=said[f"key-{n}"]).version for n in (0, 1)
        }
    page = rosa.post(plan, said, follow=True)
    assert page.status_code == 200
    assert "Added to the plan meanwhile: “Goodbye”. Nothing that you typed is lost." in text(page)
    kept = {row.title: row.minutes for row in Activity.of(first(at))}
    assert kept == {"A story": 31, "Tea": 10, "Goodbye": 5}
    assert "Added to the plan meanwhile" not in text(
        rosa.post(
            plan, minutes_of(at, *(row.minutes for row in Activity.of(first(at)))), follow=True
        )
    )


def test_an_older_page_with_a_slip_in_it_hears_of_the_block_and_keeps_what_was_typed():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan, said = here("session_plan", at, first(at).pk), minutes_of(at, 31, 10)
    Activity.add(at.rosa, first(at), title="Goodbye", kind="closing", minutes=5)
    answer = rosa.post(plan, said | {"minutes-1": "soon"})
    assert answer.status_code == 422
    assert "“Goodbye”" in text(answer)
    assert [*answer.context["form"].errors] == ["minutes-1"]
    typed = [row["minutes"].value() for row in answer.context["form"].rows()]
    assert [str(one) for one in typed] == ["31", "soon", "5"]


def test_minutes_for_a_block_that_is_out_by_now_change_no_other():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    plan, said = here("session_plan", at, first(at).pk), minutes_of(at, 31, 12)
    Activity.of(first(at))[0].drop(at.rosa)
    rosa.post(plan, said)
    assert [(row.title, row.minutes) for row in Activity.of(first(at))] == [("Tea", 12)]


@pytest.mark.parametrize("minutes", ["", "soon", "-1", "601", "9" * 30])
def test_minutes_that_cannot_be_are_said_beside_the_block(minutes):
    at = workshop()
    rosa = entered(at.cast, "rosa")
    said = minutes_of(at, 30, 10) | {"minutes-0": minutes}
    answer = rosa.post(here("session_plan", at, first(at).pk), said)
    assert answer.status_code == 422
    assert answer.context["form"].errors["minutes-0"]


def test_a_kept_block_is_used_in_another_plan():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    one, two = Session.of(at.series)
    block = Activity.of(one)[0]
    rosa.post(here("block", at, one.pk, block.pk), {"keep": "1"})
    kept = Method.everyones.get()
    rosa.post(here("session_plan", at, two.pk), {"use": kept.pk})
    assert Activity.of(two)[0].prompt == block.prompt
    library = reverse("host", args=[at.series.host_id])
    assert "A story" in text(rosa.get(library))
    rosa.post(reverse("method", args=[at.series.host_id, kept.pk]), {"out": "1"})
    assert "A story" not in text(rosa.get(library))


def test_the_plan_on_paper_holds_what_a_facilitator_needs_and_no_participant_finds_it():
    at = workshop()
    row, block = first(at), Activity.of(first(at))[0]
    block.change(at.rosa, block.version, plan_b="In pairs", instructions="Tell yours first")
    page = text(entered(at.cast, "rosa").get(here("session_print", at, row.pk)))
    assert "In pairs" in page
    assert "Tell yours first" in page
    for client in (entered(at.cast, "kofi"), by_link(at.june)):
        seen = text(client.get(here("session", at, row.pk)))
        assert "Stories" in seen
        assert "A story" not in seen


# Days and copies ----------------------------------------------------------------------------------


def test_the_days_of_a_series_stay_within_years_that_somebody_lives_to_see():
    at = workshop()
    rosa, where = entered(at.cast, "rosa"), here("shift_series", at)
    two = Session.of(at.series)[1]
    two.change(at.rosa, two.version, starts_at=two.starts_at.replace(year=2199))
    far = rosa.post(where, {"first": two.pk, "days": "730"})
    assert far.status_code == 422
    assert "Look at the year again" in text(far)
    assert Session.of(at.series)[1].starts_at.year == 2199
    assert rosa.post(where, {"first": two.pk, "days": "-730"}).status_code == 302


def test_the_sessions_from_one_on_move_by_whole_days_at_the_same_time_on_the_clock():
    at = workshop(zone="Europe/Berlin")
    rosa = entered(at.cast, "rosa")
    one, two = Session.of(at.series)
    before = [at.series.local(row.starts_at) for row in (one, two)]
    rosa.post(here("shift_series", at), {"first": two.pk, "days": "120"})
    after = [at.series.local(row.starts_at) for row in Session.of(at.series)]
    assert after[0] == before[0]
    assert after[1].date() == before[1].date() + dt.timedelta(days=120)
    assert after[1].time() == before[1].time()


def test_a_copy_holds_the_words_and_plans_and_nobody_who_came():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    rosa.post(here("copy_series", at), {"title": "Once more", "day": "2027-03-01"})
    made = Series.led_by(at.cast.rosa.account).exclude(pk=at.series.pk).get()
    assert made.published_at is None
    assert Seat.active().filter(series=made).count() == 0
    titles = [[block.title for block in Activity.of(row)] for row in Session.of(made)]
    assert titles == [["A story", "Tea"], []]
    days = [made.local(row.starts_at).date() for row in Session.of(made)]
    assert days == [dt.date(2027, 3, 1), dt.date(2027, 3, 8)]


def test_sessions_change_places_and_the_days_stay():
    at = workshop()
    rosa = entered(at.cast, "rosa")
    one, two = Session.of(at.series)
    rosa.post(here("session_deed", at, two.pk), {"deed": "up"})
    now = Session.of(at.series)
    assert [row.title for row in now] == ["Circles", "Stories"]
    assert [row.starts_at for row in now] == [one.starts_at, two.starts_at]
    rosa.post(here("session_deed", at, one.pk), {"deed": "remove"})
    assert [row.number for row in Session.of(at.series)] == [1]
    rosa.post(here("session_bring_back", at, one.pk))
    assert [row.title for row in Session.of(at.series)] == ["Circles", "Stories"]


# Who comes ----------------------------------------------------------------------------------------


def test_somebody_without_an_account_gets_a_place_and_a_letter_with_a_link(mailoutbox):
    at = workshop(capacity=4)
    dee = Client()
    said = SAID | {"email": "dee@example.org", "access_needs": "Signs"}
    answer = dee.post(reverse("sign_up", args=[at.series.pk]), said, follow=True)
    assert answer.redirect_chain == [(reverse("workshop", args=[at.series.pk]), 302)]
    assert "A letter goes to your address." in text(answer)
    assert dee.get(here("my_seat", at)).status_code == 302  # the way in is in the letter
    post_place.call(Seat.active().get(name="Dee").pk)
    (letter,) = mailoutbox
    assert letter.to == ["dee@example.org"]
    assert at.series.title not in letter.subject + letter.body
    (link,) = re.findall(r"https?://\S+(/place/\S+)", letter.body)
    phone = Client()
    assert phone.get(here("series", at)).status_code == 302
    assert phone.post(link).url == here("series", at)
    assert phone.get(here("series", at)).status_code == 200
    assert Seat.active().get(name="Dee").proved_at is not None


def test_whoever_writes_down_no_address_is_in_at_once():
    at = workshop(capacity=4)
    dee = Client()
    answer = dee.post(reverse("sign_up", args=[at.series.pk]), SAID)
    assert answer.url == here("my_seat", at)
    assert "You have a place." in text(dee.get(answer.url))


def signs_up(at: Workshop, name: str, address: str) -> tuple[int, str, str]:
    """What a browser that was never here is told, save for what is made anew at each look."""
    answer = Client().post(
        reverse("sign_up", args=[at.series.pk]), SAID | {"name": name, "email": address}
    )
    there = "".join(sorted(answer.cookies))
    return answer.status_code, answer.url, there


def test_an_address_has_one_place_and_nobody_learns_that_it_has_one():
    at = workshop(capacity=9)
    kofi = at.cast.account("kofi").email
    EmailAddress.objects.create(user=at.cast.account("kofi"), email=kofi, verified=True)
    jobs = DBTaskResult.objects.count()
    first = signs_up(at, "Dee", "dee@example.org")
    assert first == signs_up(at, "Somebody", "Dee@Example.org")
    assert first == signs_up(at, "Somebody", kofi.upper())
    names = sorted(Seat.active().values_list("name", flat=True))
    assert names == ["Dee", "June", "Kofi"]
    assert DBTaskResult.objects.count() == jobs + 1  # to Dee, once a day
    Seat.everyones.filter(name="Dee").update(posted_at=timezone.now() - dt.timedelta(days=2))
    signs_up(at, "Somebody", "dee@example.org")
    assert DBTaskResult.objects.count() == jobs + 2


def test_what_everybody_reads_tells_nobody_that_an_address_had_a_place():
    at = workshop(capacity=4)
    sign_up = reverse("sign_up", args=[at.series.pk])
    looks = [reverse("workshop", args=[at.series.pk]), reverse("workshops"), sign_up]
    looks.append(reverse("host_page", args=[at.series.host_id]))

    def seen() -> list[str]:
        pages = [Client().get(look).content.decode() for look in looks]
        return [re.sub(r'value="[^"]{64}"|nonce="[^"]*"|nonce-\S+', "", page) for page in pages]

    before = seen()
    assert "2 places are left." in before[0]
    pair = SAID | {"email": "dee@example.org", "other": "Pat", "other_comes_as": "family"}
    for _ in ("a new address", "one that has a place"):
        assert Client().post(sign_up, pair).status_code == 302
        assert seen() == before
    dee = Seat.active().get(name="Dee")
    dee.prove(dee.mark)  # whoever has the address comes by the letter
    assert "All places are taken." in seen()[0]
    for n in range(20):
        Seat.sign_up(at.series, {"name": f"N{n}"})
    full = [
        Client().post(sign_up, SAID | {"email": address}).status_code
        for address in ("dee@example.org", "new@example.org")
    ]
    assert full == [422, 422]


def test_where_very_many_wait_nobody_is_added_and_what_was_typed_stays():
    at = workshop(capacity=2)
    for n in range(20):
        Seat.sign_up(at.series, {"name": f"N{n}"})
    answer = Client().post(reverse("sign_up", args=[at.series.pk]), SAID)
    assert answer.status_code == 422
    assert "Very many wait" in text(answer)
    assert 'value="Dee"' in answer.content.decode()
    assert Seat.active().count() == 22


def test_an_account_signs_up_without_a_link_and_without_a_letter():
    at = workshop(capacity=9)
    before = DBTaskResult.objects.count()
    said = SAID | {"email": "lena@example.org"}
    entered(at.cast, "lena").post(reverse("sign_up", args=[at.series.pk]), said)
    (seat,) = Seat.of(at.cast.lena.account)
    assert (seat.nonce, seat.token_hash) == ("", "")
    assert DBTaskResult.objects.count() == before


def test_a_pair_has_one_address_and_two_places():
    at = workshop(capacity=9)
    said = SAID | {"email": "dee@example.org", "other": "Pat", "other_comes_as": "family"}
    for _ in range(2):
        Client().post(reverse("sign_up", args=[at.series.pk]), said)
    assert Seat.active().filter(email="dee@example.org").count() == 2


def test_a_place_by_a_link_goes_over_to_the_account_that_is_at_its_address():
    at = workshop(capacity=9)
    signs_up(at, "Lena", "lena@example.org")
    lena = at.cast.account("lena")
    EmailAddress.objects.create(user=lena, email="lena@example.org", verified=True)
    client = entered(at.cast, "lena")
    client.post(reverse("sign_up", args=[at.series.pk]), SAID | {"email": "else@example.org"})
    (seat,) = Seat.of(str(lena.pk))
    assert (seat.name, seat.token) == ("Lena", "")
    assert seat.proved_at is not None
    assert Seat.active().count() == 3


def test_nobody_is_written_to_as_a_peer_at_an_address_that_nobody_proved(mailoutbox):
    at = workshop(capacity=9)
    signs_up(at, "Dee", "dee@example.org")
    dee = Seat.active().get(name="Dee")
    entered(at.cast, "rosa").post(here("leads", at), {"peer": dee.pk})
    (asked,) = [one for one in Lead.of(at.series) if one.taken_at is None]
    post_lead.call(asked.pk)
    assert mailoutbox == []
    dee.prove(dee.mark)
    entered(at.cast, "rosa").post(here("leads", at), {"peer": dee.pk})
    post_lead.call(Lead.of(at.series)[-1].pk)
    assert [letter.to for letter in mailoutbox] == [["dee@example.org"]]


def test_a_facilitator_writes_an_address_down_once_and_what_was_typed_stays():
    at = workshop(capacity=9)
    rosa, said = entered(at.cast, "rosa"), {"comes_as": "self", "email": "sam@example.org"}
    assert rosa.post(here("roster", at), said | {"name": "Sam"}).status_code == 302
    answer = rosa.post(here("roster", at), said | {"name": "Sue"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"]
    assert 'value="Sue"' in answer.content.decode()


def test_whoever_has_a_place_asks_for_the_letter_that_proves_their_address(mailoutbox):
    at = workshop(capacity=9)
    at.june.change(at.june.actor(), at.june.version, email="june@example.org")
    june = by_link(at.june)
    assert "No letter comes to your address yet" in text(june.get(here("my_seat", at)))
    before = DBTaskResult.objects.count()
    june.post(here("my_seat", at), {"write": "1"})
    june.post(here("my_seat", at), {"write": "1"})
    assert DBTaskResult.objects.count() == before + 1
    post_place.call(at.june.pk)
    (link,) = re.findall(r"https?://\S+(/place/\S+)", mailoutbox[0].body)
    june.post(link)
    assert "No letter comes to your address yet" not in text(june.get(here("my_seat", at)))


def test_what_somebody_needs_is_read_by_those_who_lead_and_by_themselves_alone():
    at = workshop()
    rosa, kofi, june = entered(at.cast, "rosa"), entered(at.cast, "kofi"), by_link(at.june)
    assert "A ramp" in text(rosa.get(here("roster", at)))
    assert "A ramp" in june.get(here("my_seat", at)).content.decode()
    for page in ("series", "agreement", "my_seat"):
        answer = kofi.get(here(page, at))
        assert "A ramp" not in answer.content.decode()
        assert "June" not in answer.content.decode()
    for page in ("roster", "seat"):
        more = (at.june.pk,) if page == "seat" else ()
        assert kofi.get(here(page, at, *more)).status_code == 404
        assert june.get(here(page, at, *more)).status_code == 404


def test_two_who_come_together_have_places_beside_each_other():
    at = workshop(capacity=9)
    said = SAID | {"other": "Pat", "other_comes_as": "family"}
    Client().post(reverse("sign_up", args=[at.series.pk]), said)
    page = text(entered(at.cast, "rosa").get(here("roster", at)))
    assert "together with Dee" in page


def test_whoever_waits_sees_no_day_and_no_address_until_there_is_a_place():
    at = workshop(capacity=2, place="The secret garden", link="https://video.example.org/room")
    dee = Client()
    dee.post(reverse("sign_up", args=[at.series.pk]), SAID)
    page = dee.get(here("series", at))
    assert "You wait for a place" in text(page)
    assert "video.example.org" not in page.content.decode()
    assert dee.get(here("session", at, first(at).pk)).status_code == 404
    by_link(at.june).post(here("my_seat", at), {"leave": "1"})
    page = dee.get(here("series", at))
    assert "You wait for a place" not in text(page)
    assert "video.example.org" in page.content.decode()


def test_a_facilitator_writes_somebody_down_and_never_sees_the_link_in_use():
    at = workshop(capacity=9)
    rosa = entered(at.cast, "rosa")
    rosa.post(here("roster", at), {"name": "Sam", "comes_as": "ally"})
    sam = Seat.active().get(name="Sam")
    page = here("seat", at, sam.pk)
    assert sam.token not in rosa.get(page).content.decode()
    rosa.post(page, {"link": "1"})
    new = Seat.active().get(pk=sam.pk).token
    assert new != sam.token
    assert new in rosa.get(page).content.decode()
    assert new not in rosa.get(page).content.decode()
    rosa.post(page, {"leave": "1"})
    assert not Seat.active().filter(pk=sam.pk).exists()


def test_the_agreement_is_accepted_by_each_for_themselves():
    at = workshop()
    rosa, june = entered(at.cast, "rosa"), by_link(at.june)
    assert "Read it and say yes" in text(june.get(here("series", at)))
    june.post(here("agreement", at))
    assert "You said yes on" in text(june.get(here("agreement", at)))
    assert rosa.post(here("agreement", at)).status_code == 404
    page = rosa.get(here("agreement", at))
    assert (page.context["yes"], page.context["not_yet"]) == (["June"], ["Kofi"])


def test_a_place_that_came_by_a_link_can_belong_to_an_account():
    at = workshop()
    maya = entered(at.cast, "maya")
    maya.post(f"/place/{at.june.token}/")
    maya.post(here("my_seat", at), {"mine": "1"})
    assert Seat.of(at.cast.maya.account).get().pk == at.june.pk
    assert entered(at.cast, "maya").get(here("series", at)).status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"comes_as": ""}, "comes_as"),
        ({"comes_as": "operator"}, "comes_as"),
        ({"email": "nobody"}, "email"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_cannot_be_signed_up_is_said_beside_the_field(said, field):
    at = workshop(capacity=9)
    answer = Client().post(reverse("sign_up", args=[at.series.pk]), SAID | said)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert Seat.active().count() == 2


# Who leads ----------------------------------------------------------------------------------------


def test_somebody_is_asked_by_letter_says_yes_and_takes_over(mailoutbox):
    at = workshop()
    rosa, lena = entered(at.cast, "rosa"), entered(at.cast, "lena")
    said = {"name": "Lena", "email": "lena@example.org", "hand_over": "on"}
    rosa.post(here("leads", at), said)
    post_lead.call(Lead.of(at.series)[1].pk)
    (link,) = re.findall(r"https?://\S+(/lead/\S+)", mailoutbox[0].body)
    assert Client().get(link).status_code == 200
    Client().post(link)  # whoever is signed out says nothing by it
    assert rosa.get(here("series", at)).status_code == 200
    assert lena.post(link).url == here("series", at)
    assert lena.get(here("series", at)).status_code == 200
    assert rosa.get(here("series", at)).status_code == 404
    assert Client().get(link).status_code == 404


def test_the_only_facilitator_is_kept_until_somebody_else_leads():
    at = workshop()
    rosa, own = entered(at.cast, "rosa"), Lead.of(at.series)[0]
    rosa.post(here("leads", at), {"out": own.pk})
    assert "Somebody has to lead it" in text(rosa.get(here("leads", at)))
    page = sure(rosa).get("/account/delete/")
    assert "You are the only one who leads the workshop" in text(page)
    series = at.fresh()
    series.end(at.rosa, series.version)
    page = sure(rosa).get("/account/delete/")
    assert "You are the only one who leads the workshop" not in text(page)


def test_whoever_deletes_their_account_makes_room_for_whoever_waits():
    at = workshop(capacity=2)
    waits = Seat.sign_up(at.series, {"name": "Sam"})
    kofi = sure(entered(at.cast, "kofi"))
    kofi.post("/account/delete/", {"sure": "on"})
    assert not Seat.active().filter(pk=at.kofi.pk).exists()
    assert not Seat.active().get(pk=waits.pk).waits


def test_a_facilitator_opens_nobodys_network_by_leading():
    at = workshop()
    lena = entered(at.cast, "lena")
    asked = Lead.ask(at.rosa, at.series, "Lena", "lena@example.org")
    lena.post(reverse("lead_link", args=[asked.token]))
    assert lena.get(here("roster", at)).status_code == 200
    for page in ("today", "people", "map", "members"):
        assert lena.get(reverse(page, args=[at.cast.network.pk])).status_code == 404


def test_the_past_is_told_as_over():
    at = workshop()
    row = first(at)
    row.change(at.rosa, row.version, starts_at=timezone.now() - dt.timedelta(days=9))
    assert "over" in text(entered(at.cast, "kofi").get(here("series", at)))


def test_the_days_go_into_a_calendar_for_those_who_have_a_place():
    at = workshop(capacity=2, place="The library", zone="Europe/Berlin")
    waits = Seat.sign_up(at.series, {"name": "Sam"})
    where = here("series_file", at)
    answer = by_link(at.june).get(where)
    assert answer["Content-Type"].startswith("text/calendar")
    days = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(day["summary"]) for day in days] == ["Stories", "Circles"]
    assert {str(day["location"]) for day in days} == {"The library"}
    assert days[0]["dtstart"].dt == first(at).starts_at.replace(microsecond=0)
    assert Calendar.from_ical(by_link(waits).get(where).content).walk("VEVENT") == []
