"""What somebody says about themselves holds on every page, and for nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from closeknit.accounts import zones
from closeknit.accounts.models import Account, Entry, Visit
from tests.accounts.people import come_in, maya, who

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
ABOUT = {"name": "Maya R", "language": "", "time_zone": "America/Toronto", "text_size": "larger"}


@pytest.fixture
def inside(client: Client) -> Client:
    maya()
    return come_in(client, HTTP_USER_AGENT=FIREFOX)


def test_maya_says_how_she_is_called_and_how_pages_look(inside: Client) -> None:
    assert inside.post(reverse("about_me"), ABOUT).status_code == 302
    account = Account.objects.get()
    assert (account.name, account.time_zone, account.text_size) == (
        "Maya R",
        "America/Toronto",
        "larger",
    )
    page = inside.get(reverse("my_account")).content.decode()
    assert 'data-text="larger"' in page
    assert "Maya R" in page
    assert "Toronto" in page
    entry = Entry.objects.get(deed="account_changed")
    assert entry.detail == {"fields": ["name", "text_size", "time_zone"]}
    assert "Maya R" not in str(entry.detail)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"time_zone": "Mars/Olympus"},
        {"language": "tlh"},
        {"text_size": "huge"},
    ],
)
def test_what_is_not_understood_is_said_beside_it_and_what_was_typed_stays(
    inside: Client, wrong: dict[str, str]
) -> None:
    answer = inside.post(reverse("about_me"), ABOUT | wrong)
    assert answer.status_code == 422
    assert "Please look at this again" in answer.content.decode()
    if "name" not in wrong:
        assert 'value="Maya R"' in answer.content.decode()
    assert Account.objects.get().name == "Maya"


def test_times_are_shown_as_mayas_clock_shows_them(inside: Client) -> None:
    inside.post(reverse("about_me"), ABOUT)
    with time_machine.travel(dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC), tick=False):
        come_in(inside)
        page = inside.get(reverse("my_account")).content.decode()
        assert ">08:00 · Toronto<" in page
        assert ">12:00<" in Client_of_somebody_else().get(reverse("my_account")).content.decode()


def Client_of_somebody_else() -> Client:  # noqa: N802
    other = Client()
    other.force_login(Account.objects.create_user("kofi@example.org", name="Kofi"))
    return other


def test_every_zone_can_be_chosen_and_says_what_its_clock_shows() -> None:
    noon = dt.datetime(2026, 1, 1, 12, 0, tzinfo=dt.UTC)
    parts = dict(zones.choices(noon))
    assert ("America/Toronto", "Toronto · 07:00") in parts["North and South America"]
    assert sum(len(part) for part in parts.values() if isinstance(part, list)) > 300


def test_the_language_of_the_account_is_spoken_whatever_the_browser_asks(
    inside: Client,
) -> None:
    inside.post(reverse("about_me"), ABOUT | {"language": "fr"})
    answer = inside.get(reverse("my_account"), HTTP_ACCEPT_LANGUAGE="en")
    assert '<html lang="fr"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "fr"
    inside.post(reverse("account_logout"))
    assert '<html lang="en"' in inside.get("/").content.decode()
    translation.deactivate()


def test_a_language_that_is_not_there_any_more_breaks_nothing(inside: Client) -> None:
    Account.objects.update(language="xx", time_zone="Gone/Place")
    assert inside.get(reverse("my_account")).status_code == 200


def test_maya_sees_where_she_is_signed_in_and_no_address_of_it(inside: Client) -> None:
    phone = come_in(Client(), HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604")
    phone.get(reverse("my_devices"), REMOTE_ADDR="203.0.113.7")
    page = inside.get(reverse("my_devices")).content.decode()
    assert "Firefox on a Windows computer" in page
    assert "Safari on an iPhone" in page
    assert page.count("this one") == 1
    assert "203.0.113.7" not in page
    assert [visit for visit in Visit.objects.all() if "203.0" in str(visit.carried)] == []
    for visit in Visit.objects.all():
        assert visit.session_key not in page


def test_maya_signs_one_device_out(inside: Client) -> None:
    phone = come_in(Client())
    (visit,) = (v for v in Visit.objects.all() if v.session_key == phone.session.session_key)
    assert inside.post(reverse("end_visit", args=[visit.mark])).status_code == 302
    assert who(phone) is None
    assert phone.get(reverse("my_account")).status_code == 302
    assert who(inside)


def test_maya_signs_out_every_other_device_or_all(inside: Client) -> None:
    phone, tablet = come_in(Client()), come_in(Client())
    inside.post(reverse("end_visits", args=["others"]))
    assert (who(phone), who(tablet)) == (None, None)
    assert who(inside)
    come_in(phone)
    inside.post(reverse("end_visits", args=["all"]))
    assert (who(inside), who(phone)) == (None, None)
    assert Entry.objects.filter(deed="visit_ended").count() == 2


def test_nobody_ends_a_visit_of_somebody_else(inside: Client) -> None:
    kofi = Client_of_somebody_else()
    kofi.get(reverse("my_account"))
    (own,) = Visit.of(Account.objects.get(name="Kofi"))
    assert inside.post(reverse("end_visit", args=[own.mark])).status_code == 404
    assert inside.post(reverse("end_visits", args=["kofi"])).status_code == 404
    assert who(kofi)


@pytest.mark.parametrize(("minutes", "hours"), [(15, 0.25), (24 * 60, 24), (30 * 24 * 60, 720)])
def test_a_device_stays_signed_in_as_long_as_maya_chose(minutes: int, hours: float) -> None:
    start = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC)
    maya(stays=minutes)
    with time_machine.travel(start, tick=False) as clock:
        client = come_in(Client())
        stay = dt.timedelta(hours=hours)
        clock.move_to(start + stay - dt.timedelta(seconds=61))
        assert client.get(reverse("my_account")).status_code == 200  # and the time begins anew
        clock.move_to(start + 2 * stay - dt.timedelta(seconds=62))
        assert client.get(reverse("my_account")).status_code == 200
        clock.move_to(start + 3 * stay)
        assert client.get(reverse("my_account")).status_code == 302
        assert not Visit.of(Account.objects.get())


def test_a_shorter_stay_holds_for_every_device_from_its_next_page_on(inside: Client) -> None:
    phone = come_in(Client())
    inside.post(reverse("my_devices"), {"stays": 15})
    phone.get(reverse("my_account"))
    assert phone.session.get_expiry_age() == 15 * 60
    assert inside.post(reverse("my_devices"), {"stays": 5}).status_code == 422


def test_being_here_is_written_down_at_most_once_a_minute(inside: Client) -> None:
    inside.get("/patterns/")
    before = Visit.objects.get(account__isnull=False).seen_at
    inside.get("/patterns/")
    assert Visit.objects.get(account__isnull=False).seen_at == before
