"""The years ahead: opened by choice, told three times, and only to those who may see it all."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Look
from closeknit.networks.models import Contact, Membership, Person, Wish
from closeknit.networks.snapshot import snapshot
from closeknit.networks.years import age_on, with_ages, years_told
from closeknit.policy import Role
from tests.cast import place

pytestmark = pytest.mark.django_db
FIGURE = re.compile(r"\d+ of 100")


@pytest.fixture
def known(cast):
    """Rosa, born in 1950, and June are close; Tanya is paid; nobody stands up for Maya."""
    place(cast, "rosa", circle=1, paid="unpaid", relationship="parent",
          gives={"talk": "", "money": ""})  # fmt: skip
    place(cast, "june", circle=2, paid="unpaid", relationship="friend", gives={"talk": ""})
    place(cast, "kofi", circle=3, paid="unpaid", relationship="neighbour")
    place(cast, "tanya", circle=3, paid="paid", relationship="support_worker", gives={"fun": ""})
    for name, born in (("rosa", "1950-03-12"), ("june", "1980"), ("kofi", "--05-02")):
        Contact.make(cast.maya, person=cast.people[name], how="birthday", value=born)
    Wish.make(cast.maya, kind="support", about="advocacy")
    return cast


def url(name, cast):
    return reverse(name, args=[cast.network.pk])


def page(client, name, cast):
    answer = client.get(url(name, cast))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["years_ahead", "look_ahead"])
def test_a_facilitator_who_sees_a_part_of_it_finds_nothing(known, enter, name):
    lena = known.account("lena").pk
    Membership.welcome(known.maya, lena, Role.FACILITATOR, opened_at=timezone.now())
    assert enter("lena").get(url("people", known)).status_code == 200
    assert enter("lena").get(url(name, known)).status_code == 404
    assert url("years_ahead", known) not in page(enter("lena"), "people", known)


@pytest.mark.parametrize("who", ["maya", "rosa"])
def test_no_figure_stands_before_the_step(known, enter, who):
    asked = page(enter(who), "years_ahead", known)
    assert "Do you want to look?" in asked
    assert url("look_ahead", known) in asked
    assert not FIGURE.search(asked.replace("100 made-up futures", ""))
    assert "hangs most on" not in asked


@pytest.mark.parametrize("name", ["years_ahead", "look_ahead"])
def test_members_and_strangers_find_nothing(known, enter, name):
    missing = enter("lena").get(reverse(name, args=["a" * 16])).content
    for who in ("kofi", "tanya", "lena"):
        answer = enter(who).get(url(name, known))
        assert (answer.status_code, answer.content) == (404, missing)


def test_each_thing_is_told_with_its_range_and_whom_it_hangs_on(known, enter):
    told = page(enter("maya"), "look_ahead", known)
    money = re.search(r'id="support-money".*?</section>', told, re.DOTALL)[0]
    assert re.search(
        r"In ten years: between \d+ and \d+ of 100 futures. It hangs most on Rosa", money
    )
    assert re.search(r"It becomes thin in \d+ to \d+ years", money)
    assert re.search(r"If June did it too: between \d+ and \d+ more of 100", money)
    assert "With one new close friend" in money
    assert money.count("<td") == 4 * 3


def test_it_counts_nobodys_age_but_what_is_written_down(known, enter):
    told = page(enter("maya"), "look_ahead", known)
    assert "Of 2 people no year of birth is written down" in told
    row = Contact.visible_to(known.maya).get(person=known.people["june"])
    row.bin(known.maya)
    assert "Of 3 people no year of birth is written down" in page(
        enter("maya"), "look_ahead", known
    )


def test_what_nobody_gives_yet_has_no_figure(known, enter):
    told = page(enter("maya"), "look_ahead", known)
    assert "Nobody gives these yet" in told
    assert 'id="support-advocacy"' not in told
    assert "Standing up for Maya" in page(enter("rosa"), "look_ahead", known)


def test_the_thinnest_stands_first(known):
    seen = snapshot(known.network, known.maya, timezone.localdate())
    told = years_told(with_ages(seen), seen)
    assert told.held[0].key == "support-fun"
    assert told.held[-1].key == "company-"


def test_where_nobody_gives_anything_one_is_led_to_say_so(cast, enter):
    told = page(enter("maya"), "look_ahead", cast)
    assert "Nobody has said yet who does what" in told
    assert not FIGURE.search(told.replace("50 of 100", ""))


def test_a_name_of_any_kind_is_shown_as_it_is(known, enter):
    fierce = Person.welcome(known.maya, "<b>%s & “Zoë”</b>", known_as="%(name)s")
    known.people["fierce"] = fierce
    place(known, "fierce", circle=1, relationship="parent", gives={"advice": ""})
    assert "It hangs most on &lt;b&gt;%s &amp; “Zoë”&lt;/b&gt;." in page(
        enter("maya"), "look_ahead", known
    )


def test_the_person_reads_that_a_steward_looked_and_only_once_they_did(known, enter):
    rosa = enter("rosa")
    page(rosa, "years_ahead", known)
    assert not Look.objects.filter(resource="outlook").exists()
    page(rosa, "look_ahead", known)
    assert Look.objects.filter(resource="outlook").count() == 1
    assert "Rosa looked at the years ahead." in page(enter("maya"), "record", known)


@pytest.mark.parametrize(
    ("birthday", "age"),
    [("1950-12-24", 75), ("24.5.1950", 76), ("1950", 76), ("about 1950", 76), ("--12-24", None),
     ("2030", None), ("", None), ("soon", None), ("1604-01-01", None)],
)  # fmt: skip
def test_an_age_is_read_where_a_year_is_told(birthday, age):
    assert age_on(birthday, dt.date(2026, 5, 31)) == age
