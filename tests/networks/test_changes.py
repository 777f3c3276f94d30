"""What has changed between two days: a page for those who may read the ties."""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Chapter, Membership, Person, Wish
from closeknit.networks.snapshot import snapshots
from closeknit.policy import Role
from tests.cast import account, introduce, place

pytestmark = pytest.mark.django_db
TODAY = "2026-11-23 12:00"


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(TODAY, tick=False):
        yield


def url(cast):
    return reverse("what_changed", args=[cast.network.pk])


def look(browser, cast, status=200, **days):
    answer = browser.get(url(cast), days)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def about(page, name):
    """What the page says about one person: their sentences and what was written."""
    for said in re.findall(r'<li class="item">(.*?)</li>', page, re.S):
        if f">{name}</a></h3>" in said:
            return re.findall(r"<p>(.*?)</p>", said), re.findall(r"<q>(.*?)</q>", said)
    return None


def test_the_person_and_a_steward_may_look(cast, enter):
    for name in ("maya", "rosa"):
        assert enter(name).get(url(cast)).status_code == 200


def test_members_and_strangers_find_nothing(cast, enter):
    missing = enter("lena").get(reverse("what_changed", args=["a" * 16])).content
    for name in ("kofi", "tanya", "lena"):
        answer = enter(name).get(url(cast))
        assert (answer.status_code, answer.content) == (404, missing)


def test_a_facilitator_reads_only_what_was_opened_to_them(cast, client):
    helper = account("Femi")
    Membership.welcome(cast.maya, helper.pk, Role.FACILITATOR)
    place(cast, "june", circle=3, since="2019")
    Chapter.turn(cast.maya, cast.people["june"], "2026-05", why="The soup", circle=2)
    client.force_login(helper)
    page = look(client, cast)
    assert "The soup" not in page
    assert about(page, "June") is None


def test_somebody_who_came_closer_is_told_with_both_circles_and_why(cast, maya):
    place(cast, "june", circle=3)
    Chapter.turn(cast.maya, cast.people["june"], "2026-05", why="The soup", circle=2)
    said, why = about(look(maya, cast), "June")
    assert said == ["Closer: now “Friends”, before that “Doing things together”."]
    assert why == ["The soup"]


def test_from_november_to_today_unless_somebody_asks_for_other_days(cast, maya):
    place(cast, "june", circle=3)
    assert "From 23 November 2025 to 23 November 2026." in look(maya, cast)
    assert "From 1 January 2019 to 31 December 2020." in look(
        maya, cast, since="2019", until="2020"
    )


def test_a_network_that_is_young_begins_with_its_first_chapter(cast, maya):
    place(cast, "june", circle=3, since="2026-08")
    assert "From 1 August 2026 to 23 November 2026." in look(maya, cast)


def test_a_year_that_is_not_over_ends_today(cast, maya):
    page = look(maya, cast, since="2026", until="2026")
    assert "From 1 January 2026 to 23 November 2026." in page


def test_a_chapter_with_a_day_says_since_when_somebody_is_there(cast, maya):
    place(cast, "june", circle=2, since="2026-05", why="Moved in next door", gives={"talk": ""})
    place(cast, "rosa", circle=1)
    said, why = about(look(maya, cast, since="2020"), "June")
    assert said == ["New here, in the circle “Friends”. Gives you: someone to talk to."]
    assert why == ["Moved in next door"]


def test_whoever_is_known_only_since_then_is_new_even_where_the_chapter_has_no_day(cast, maya):
    place(cast, "june", circle=2, known_since="2024", why="Met at the pool")
    assert about(look(maya, cast, since="2020"), "June") == (
        ["New here, in the circle “Friends”."],
        ["Met at the pool"],
    )
    assert about(look(maya, cast, since="2024"), "June") is None


def test_a_day_of_typing_is_no_day_of_coming(cast, maya):
    place(cast, "june", circle=2)
    Person.welcome(cast.maya, "Sam")
    page = look(maya, cast, since="2019")
    assert "New here" not in page
    assert "Nothing, as far as it is written down with a day." in page


def test_a_steward_reads_about_maya_by_name(cast, rosa):
    place(cast, "june", circle=3, gives={"fun": ""})
    now = {"gives": {"talk": ""}, "receives": {"practical": ""}}
    Chapter.turn(cast.maya, cast.people["june"], "2026-05", **now)
    assert about(look(rosa, cast), "June")[0] == [
        "No longer gives Maya: fun and company.",
        "Gives Maya now: someone to talk to.",
        "Gets from Maya now: practical help.",
    ]


def test_somebody_who_was_paid_and_is_a_friend_now(cast, maya):
    place(cast, "tanya", circle=4, paid="paid", relationship="support_worker")
    friend = {"circle": 2, "paid": "was_paid", "relationship": "friend"}
    Chapter.turn(cast.maya, cast.people["tanya"], "2026-05", **friend)
    page = look(maya, cast)
    assert about(page, "Tanya")[0] == [
        "Not paid any more, and still here.",
        "Closer: now “Friends”, before that “From services”.",
        "Known in another way: now friend, before that support worker.",
    ]
    assert "Here because they care: 0, then 1." in page
    assert "Paid to be here: 1, then 0." in page


def test_somebody_who_has_died_was_living_before(cast, maya):
    place(cast, "june", circle=2, gives={"talk": ""})
    cast.people["june"].say_died(cast.maya)
    then, now = snapshots(cast.network, cast.maya, (dt.date(2026, 11, 22), timezone.localdate()))
    assert (len(then.network.counted), len(now.network.counted)) == (4, 3)
    assert about(look(maya, cast), "June")[0] == [
        "Has died, and still belongs. Gave you: someone to talk to."
    ]


def test_a_wish_that_somebody_meets_now(cast, maya):
    Wish.make(cast.maya, kind="support", about="fun")
    place(cast, "june", circle=2)
    Chapter.turn(cast.maya, cast.people["june"], "2026-05", gives={"fun": ""})
    assert "Fun and company: nobody was there for it, and now June is." in look(maya, cast)


def test_who_got_to_know_whom_has_no_day_and_is_not_told(cast, maya):
    introduce(cast, "rosa", "june")
    page = look(maya, cast)
    assert about(page, "Rosa") is None
    assert "Who got to know whom is not told here" in page


def test_words_about_a_chapter_are_told_even_where_nothing_else_changed(cast, maya):
    place(cast, "june", circle=2)
    Chapter.turn(cast.maya, cast.people["june"], "2026-05", why="She is my emergency number now")
    assert about(look(maya, cast), "June") == ([], ["She is my emergency number now"])


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"since": "last year"}, "Write a year like 2019, or a date like 2019-06-02."),
        ({"since": "2019-02-30"}, "There is no such day. Please look at it again."),
        ({"since": "0000"}, "There is no such day. Please look at it again."),
        ({"until": "0000-05"}, "There is no such day. Please look at it again."),
        ({"since": "2027"}, "That day is still to come."),
        ({"until": "2026-11-24"}, "That day is still to come."),
        ({"since": "2020", "until": "2019"}, "This is before the first day."),
        ({"since": "2" * 300}, "Ensure this value has at most 10 characters"),
    ],
)
def test_a_day_that_cannot_be_read_is_told_beside_the_field_and_kept(cast, maya, days, said):
    page = look(maya, cast, 422, **days)
    assert said in page
    assert page.count('class="problems"') == 1
    assert 'aria-invalid="true"' in page
    for typed in days.values():
        assert f'value="{typed}"' in page


def test_a_leap_day_has_a_year_before(cast, enter):
    with time_machine.travel("2028-02-29 12:00", tick=False):
        assert "From 28 February 2027 to 29 February 2028." in look(enter("maya"), cast)


def test_the_ways_further_back_are_one_tap(cast, maya):
    place(cast, "rosa", circle=1, since="1998")
    page = look(maya, cast)
    assert '<a class="act" href="?since=1998-01-01">Look further back</a>' in page
    assert "People: 4, as before." in page
    there = re.findall(r'<a class="segment" href="\?since=([0-9-]+)"( aria-current)?', page)
    assert there == [("2025-11-23", " aria-current"), ("2021-11-23", ""), ("1998-01-01", "")]


@pytest.mark.parametrize("where", ["map", "people", "people_tree", "people_sentences"])
def test_the_page_is_reached_from_every_look_at_the_people(cast, maya, where):
    page = maya.get(reverse(where, args=[cast.network.pk])).content.decode()
    assert f'href="{url(cast)}"' in page


def test_a_network_without_anybody_has_nothing_to_tell(cast, enter):
    page = unescape(
        enter("lena").get(reverse("what_changed", args=[cast.other.pk])).content.decode()
    )
    assert "Nothing, as far as it is written down with a day." in page


def test_the_same_few_queries_for_three_and_for_sixty(cast, maya, django_assert_max_num_queries):
    maya.get(url(cast))
    people = Person.welcome_many(cast.maya, [{"name": f"Neighbour {n}"} for n in range(60)])
    for number, person in enumerate(people):
        for since, circle in (("", 3), ("2026-05", 1 + number % 4)):
            Chapter.make(cast.maya, person=person, circle=circle, since=since, why="So it is")
    with django_assert_max_num_queries(15):
        maya.get(url(cast), {"since": "2019"})


def test_every_change_a_page_can_know_has_its_words():
    from closeknit.core.change import KINDS
    from closeknit.networks.change_words import SAY

    assert set(KINDS) == set(SAY)
