"""Letters to those who have a place in a workshop: at their wish, each once, without content."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from closeknit.notices import places
from closeknit.notices.tasks import tell_what_is_due
from closeknit.workshops.letters import post_place
from closeknit.workshops.models import Letter, Seat, Session
from tests.cast import entered
from tests.rows import changed, everything
from tests.workshops.scene import Workshop, workshop
from tests.workshops.told import evening

from .scene import Post, chooses, reached

pytestmark = pytest.mark.django_db
APART = {"accounts.Visit", "accounts.Once"}
JUNE = "june@example.org"


def minute() -> None:
    """A minute passes, and the worker does what is on its list."""
    tell_what_is_due.call()
    for job in DBTaskResult.objects.filter(status="READY"):
        places.send(*job.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


def near(at: Workshop, **within: int) -> Session:
    row = Session.of(at.series)[0]
    row.series = at.series
    row.change(at.rosa, row.version, starts_at=timezone.now() + dt.timedelta(**within))
    return row


def wishes(seat: Seat, remind: str = "day", **more: Any) -> Seat:
    said: dict[str, Any] = {"remind": remind, **more}
    if seat.account_id is None:
        said |= {"email": JUNE}
    seat.change(seat.actor(), seat.version, **said)
    seat.prove(seat.mark)
    seat.refresh_from_db()
    return seat


def body_of(letter: Any) -> str:
    return str(letter.get_body().get_content())


def test_who_wished_for_it_is_told_once_by_account_and_by_link(post: Post) -> None:
    at = workshop()
    reached(at.cast.account("kofi"))
    wishes(at.kofi)
    wishes(at.june)
    near(at, hours=20)
    for _ in range(3):
        minute()
    assert sorted(str(one["To"]) for one in post.kept) == [JUNE, "kofi@example.org"]
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_a_reminder_comes_in_the_words_of_whoever_gets_it(post: Post) -> None:
    at = workshop()
    kofi = at.cast.account("kofi")
    kofi.language = "fr-x-easy"
    kofi.save(update_fields=["language"])
    reached(kofi)
    wishes(at.kofi)
    wishes(at.june)
    near(at, hours=20)
    minute()
    subjects = {str(one["To"]): str(one["Subject"]) for one in post.kept}
    assert subjects[JUNE] == "Something is coming up"
    assert subjects["kofi@example.org"] == "Quelque chose arrive bientôt"


def test_a_letter_says_nothing_of_what_it_is_about(post: Post) -> None:
    at = workshop(place="The library in Mill Lane")
    wishes(at.june)
    row = near(at, hours=20)
    minute()
    (letter,) = post.kept
    whole = letter.as_string()
    for word in (at.series.title, row.title, "Orchard", "Rosa", "June", "Mill Lane", "workshop"):
        assert word.casefold() not in whole.replace(JUNE, "").casefold(), word
    (link,) = re.findall(r"https?://[^/\s]+(/place/\S+)", body_of(letter))
    assert Client().post(link).status_code == 302
    (file,) = letter.iter_attachments()
    calendar = Calendar.from_ical(file.get_content())
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == row.starts_at.replace(microsecond=0)
    assert str(event["summary"]) == "Busy"
    assert "location" not in event
    assert "description" not in event


@pytest.mark.parametrize(
    ("remind", "left", "told"),
    [
        ("", {"hours": 20}, 0),
        ("", {"minutes": 50}, 0),
        ("day", {"hours": 20}, 1),
        ("day", {"hours": 30}, 0),
        ("day", {"minutes": 90}, 0),
        ("day", {"minutes": 50}, 0),
        ("hour", {"hours": 20}, 0),
        ("hour", {"minutes": 50}, 1),
        ("both", {"hours": 20}, 1),
        ("both", {"minutes": 50}, 1),
    ],
)
def test_it_comes_when_somebody_wished_for_it(
    post: Post, remind: str, left: dict[str, int], told: int
) -> None:
    at = workshop()
    wishes(at.june, remind)
    near(at, **left)
    minute()
    assert len(post.kept) == told


def test_a_session_moved_by_minutes_is_told_of_once_and_on_a_new_day_again(post: Post) -> None:
    at = workshop(zone="Asia/Tokyo")
    wishes(at.june)
    noon = timezone.now().astimezone(ZoneInfo("Asia/Tokyo")).replace(hour=12, minute=0)
    row = near(at, hours=1)
    for days, minutes, told in ((1, 0, 1), (1, 25, 1), (1, -40, 1), (2, 0, 2)):
        later = noon + dt.timedelta(days=days, minutes=minutes)
        row.change(at.rosa, row.version, starts_at=later)
        with time_machine.travel(later - dt.timedelta(hours=18)):
            minute()
        assert len(post.kept) == told


def test_an_address_that_nobody_proved_gets_one_letter_with_the_link_and_no_other(
    post: Post,
) -> None:
    told = evening()
    at, row = told.here, told.publish(everybody=False)
    said = {"name": "Dee", "comes_as": "self", "photos": "ask", "remind": "both"}
    said |= {"email": "dee@example.org", "recap_letters": "on"}
    Client().post(reverse("sign_up", args=[at.series.pk]), said)
    dee = Seat.active().get(name="Dee")
    near(at, hours=20)
    places.tell_of_recap(row)
    minute()
    assert post.kept == []
    post_place.call(dee.pk)
    (letter,) = post.kept
    (link,) = re.findall(r"https?://[^/\s]+(/place/\S+)", body_of(letter))
    # The link as it stands on a page is no letter that arrived; a facilitator proves nothing.
    Client().post(link.partition("?")[0])
    Client().post(link[:-1] + ("a" if link[-1] != "a" else "b"))
    told.rosa().post(link)
    dee.refresh_from_db()
    assert dee.proved_at is None
    phone = Client()
    phone.get(link)
    dee.refresh_from_db()
    assert dee.proved_at is None  # looking changes nothing
    page = phone.get(link).content.decode()
    assert '<form method="post">' in page  # without an address of its own it keeps the mark
    phone.post(link)
    places.tell_of_recap(row)
    minute()
    assert [str(one["To"]) for one in post.kept] == ["dee@example.org"] * 3
    assert {one.slot.partition(" ")[0] for one in Letter.objects.all()} == {"day", "recap"}


def test_what_was_proved_of_one_address_is_not_proved_of_another(post: Post) -> None:
    at = workshop()
    june = wishes(at.june)
    assert june.proved_at is not None
    june.change(june.actor(), june.version, email="somebody@example.org")
    near(at, hours=20)
    minute()
    assert post.kept == []


def test_nobody_is_told_of_what_is_over_made_up_practice_or_not_theirs(post: Post) -> None:
    at = workshop(capacity=2)
    wishes(at.june)
    waits = wishes(Seat.sign_up(at.series, {"name": "Dee"}))
    assert waits.waits
    near(at, hours=20)
    kinds = type(at.series).everyones.filter(pk=at.series.pk)
    for what in ({"practice": True}, {"made_up": True}, {"ended_at": timezone.now()}):
        kinds.update(**what)
        minute()
        assert post.kept == []
        kinds.update(practice=False, made_up=False, ended_at=None)
    Seat.everyones.filter(pk=at.june.pk).update(left_at=timezone.now())
    minute()
    assert post.kept == []


def test_what_changed_between_the_queue_and_the_sending_counts(post: Post) -> None:
    at = workshop()
    wishes(at.june)
    near(at, hours=20)
    (key,) = places.begin_session_letters()
    seat = Seat.everyones.get(pk=at.june.pk)
    seat.stop_letters()
    places.send(key)
    assert post.kept == []
    assert Letter.objects.get(pk=key).state == "nothing"


def test_quiet_hours_hold_for_whoever_has_an_account(post: Post) -> None:
    at = workshop()
    kofi = reached(at.cast.account("kofi"))
    hour = timezone.now().hour
    chooses(kofi, due=False, quiet_from=hour, quiet_to=(hour + 2) % 24)
    wishes(at.kofi)
    near(at, hours=20)
    minute()
    assert post.kept == []


def test_two_workers_send_one_letter_and_a_refused_one_is_tried_again(post: Post) -> None:
    at = workshop()
    wishes(at.june)
    near(at, hours=20)
    (key,) = places.begin_session_letters()
    post.refuses = True
    places.send(key)
    assert Letter.objects.get(pk=key).state == "waits"
    post.refuses = False
    Letter.objects.filter(pk=key).update(try_at=timezone.now())
    first, second = Letter.take(key), Letter.take(key)
    assert first is not None
    assert second is None
    Letter.objects.filter(pk=key).update(state="waits", try_at=timezone.now())
    places.send(key)
    places.send(key)
    assert len(post.kept) == 1


def test_a_letter_whose_worker_died_goes_out_under_the_same_name(post: Post) -> None:
    at = workshop()
    wishes(at.june)
    near(at, hours=20)
    (key,) = places.begin_session_letters()
    lost = Letter.take(key)
    assert lost is not None
    long_ago = timezone.now() - dt.timedelta(hours=1)
    Letter.objects.filter(pk=key).update(try_at=long_ago, asked_at=long_ago)
    DBTaskResult.objects.all().delete()
    minute()
    (letter,) = post.kept
    assert letter["Message-ID"] == lost.message_id


def test_one_click_stops_them_and_the_place_stays(post: Post) -> None:
    at = workshop()
    wishes(at.june, "both", recap_letters=True)
    near(at, hours=20)
    minute()
    (letter,) = post.kept
    where = re.sub(r"^ *<https?://[^/]+|>\s*$", "", str(letter["List-Unsubscribe"]))
    assert where in body_of(letter)
    client = Client(enforce_csrf_checks=True)
    before = everything(APART)
    client.get(where)
    assert changed(before, everything(APART)) == set()
    answer = client.post(where, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, len(client.cookies)) == (200, 0)
    seat = Seat.active().get(pk=at.june.pk)
    assert not seat.wants_letters
    assert not seat.waits
    assert client.post(where).status_code == 200
    assert client.get(f"/letters/place/{at.kofi.pk}/{seat.stop_token}/").status_code == 404
    assert client.get(f"/letters/place/{'a' * 16}/{'b' * 32}/").status_code == 404


def test_whoever_signs_up_chooses_and_without_an_address_nothing_is_kept() -> None:
    at = workshop(capacity=9)
    said = {"name": "Dee", "comes_as": "self", "photos": "ask", "remind": "both"}
    Client().post(reverse("sign_up", args=[at.series.pk]), said)
    Client().post(
        reverse("sign_up", args=[at.series.pk]),
        said | {"name": "Sam", "email": "sam@example.org", "recap_letters": "on"},
    )
    wished = {one.name: (one.remind, one.recap_letters) for one in Seat.active()}
    assert wished["Dee"] == ("", False)
    assert wished["Sam"] == ("both", True)


def test_letters_are_nothing_that_a_facilitator_chooses_for_somebody() -> None:
    at = workshop()
    wishes(at.june)
    page = entered(at.cast, "rosa").get(reverse("seat", args=[at.series.pk, at.june.pk]))
    assert "remind" not in page.context["form"].fields


# Recaps -------------------------------------------------------------------------------------------


def test_a_recap_is_told_of_by_a_tap_once_and_without_a_word_of_it(post: Post) -> None:
    told = evening()
    row = told.draft()
    where = reverse("recap_letters", args=[told.here.series.pk, row.pk])
    rosa = told.rosa()
    wishes(told.here.june, "", recap_letters=True)
    assert rosa.post(where).status_code == 404  # nobody may read it yet
    row.publish(told.here.rosa, row.version, False, [])
    page = reverse("recap", args=[told.here.series.pk, row.pk])
    assert "Tell 1 person by letter" in rosa.get(page).content.decode()
    for _ in range(2):
        assert rosa.post(where).url == page
        minute()
    (letter,) = post.kept
    assert str(letter["To"]) == JUNE
    whole = letter.as_string().casefold()
    for word in (told.here.series.title, told.session.title, "Orchard", "turning up", "recap"):
        assert word.casefold() not in whole, word
    assert "1 letter went out" in rosa.get(page).content.decode()


def test_the_link_of_a_place_leads_to_what_can_be_read_and_no_second_letter_ever_comes(
    post: Post,
) -> None:
    told = evening()
    row = told.publish(everybody=False)
    june = wishes(told.here.june, "", recap_letters=True)
    places.tell_of_recap(row)
    minute()
    (link,) = re.findall(r"https?://[^/\s]+(/place/\S+)", body_of(post.kept[0]))
    client = Client()
    page = client.post(link, follow=True).content.decode()
    assert reverse("recap", args=[told.here.series.pk, row.pk]) in page
    Letter.objects.filter(seat=june).update(ended_at=timezone.now() - dt.timedelta(days=200))
    Letter.forget_old()
    assert places.tell_of_recap(row) == []


def test_no_letter_goes_of_a_recap_that_was_taken_down(post: Post) -> None:
    told = evening()
    row = told.publish(everybody=False)
    wishes(told.here.june, "", recap_letters=True)
    (key,) = places.tell_of_recap(row)
    told.recap().unpublish(told.here.rosa)
    places.send(key)
    assert post.kept == []
