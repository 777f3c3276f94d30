"""The simple home: few large things, for each kind of reader, and nothing they may not see."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.design.days import date_of
from closeknit.networks.models import Chapter, Contact, Membership, Person, Proposal
from closeknit.notices.models import Rhythm
from closeknit.plans.models import Ask, Confidant, Gathering, Guest, Intention, Role, Touch, Turn
from closeknit.stories.models import Moment
from tests.cast import Cast, circle, entered, place
from tests.forms import Forms, first_to
from tests.stories.scene import asked, told

pytestmark = pytest.mark.django_db
HERE = ("maya", "rosa", "kofi", "tanya")


def address(cast: Cast, page: str = "simple", *more: str) -> str:
    return reverse(page, args=[cast.network.pk, *more])


def page(cast: Cast, who: str, name: str = "simple", *more: str, **asked: str) -> str:
    answer = entered(cast, who).get(address(cast, name, *more), asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def press(cast: Cast, who: str, shown: str, word: str) -> None:
    """Press the one button with this word, as its form stands."""
    wanted = shown[: shown.index(f"{word}</button>")].rindex("<form")
    form = Forms(shown[wanted : shown.index("</form>", wanted) + 7]).all[0]
    answer = entered(cast, who).post(form["action"], form["data"])
    assert answer.status_code == 302
    assert answer.url.startswith(address(cast, "simple_waiting"))


def lunch(cast: Cast) -> Gathering:
    starts = timezone.now() + dt.timedelta(days=4)
    row = Gathering.plan(cast.maya, title="Lunch at Rosa’s", starts_at=starts, with_stewards=True)
    Guest.invite(cast.maya, row, cast.people["kofi"])
    row.tell(cast.maya)
    return row


def turn(cast: Cast) -> Turn:
    day = timezone.localdate() + dt.timedelta(days=3)
    ask = Ask.begin(cast.maya, title="A lift to swimming", first_on=day)
    ask.tell(cast.maya, ask.version)
    row = Turn.call(cast.maya, ask, cast.people["kofi"])
    row.asked_now(cast.maya, link=False)
    return row


def call_kofi(cast: Cast) -> None:
    place(cast, "kofi", circle=2)
    Intention.make(cast.maya, words="", person=cast.people["kofi"], every=7)
    Intention.everyones.update(made_at=timezone.now() - dt.timedelta(days=60))


def test_maya_finds_a_few_large_things_to_choose_from(cast):
    call_kofi(cast)
    place(cast, "rosa", circle=1, gives={"emergency": "day or night"})
    place(cast, "june", circle=3, gives={"emergency": ""})
    lunch(cast)
    shown = page(cast, "maya")
    for words in (
        *("Hello, Maya", "My people", "Call Kofi", "You wanted to talk this week"),
        *("Lunch at Rosa’s", "in 4 days", "Tell a moment", "If something happens"),
        "Who I can call: Rosa, then June",
    ):
        assert words in shown, words
    assert "wait for you" not in shown


@pytest.mark.parametrize("who", HERE)
def test_whoever_has_nothing_to_do_still_finds_people_a_moment_and_whom_to_call(cast, who):
    shown = page(cast, who)
    for name in ("simple_people", "simple_tell", "simple_calls"):
        assert f'href="{address(cast, name)}"' in shown
    for name in ("simple_waiting", "intentions"):
        assert f'href="{address(cast, name)}"' not in shown


def test_a_stranger_finds_nothing(cast):
    for name in ("simple", "simple_people", "simple_tell", "simple_waiting", "simple_calls"):
        assert entered(cast, "lena").get(address(cast, name)).status_code == 404
    june = address(cast, "simple_person", cast.people["june"].pk)
    assert entered(cast, "lena").get(june).status_code == 404
    assert entered(cast, "kofi").get(june).status_code == 404


@pytest.mark.parametrize("who", HERE)
def test_nobody_sees_a_name_here_that_they_do_not_see_elsewhere(cast, who):
    for number in range(30):
        place_of = Person.welcome(cast.maya, f"Somebody{number:02}")
        if number % 2:
            type(place(cast, "june", circle=2)).make(cast.maya, person=place_of, circle=3)
    call_kofi(cast)
    lunch(cast)
    turn(cast)
    known = {row.name for row in Person.visible_to(cast.actors[who])}
    others = {row.name for row in Person.everyones.all()} - known
    shown = page(cast, who) + page(cast, who, "simple_waiting") + page(cast, who, "simple_calls")
    for number in (0, 1, 2, 3, 4):
        for part in (1, 2, 3):
            shown += page(cast, who, "simple_people", circle=str(number), page=str(part))
    assert {name for name in known if f"<strong>{name}</strong>" not in shown} == set()
    assert {name for name in others if name in shown} == set()


def test_kofi_moves_closer_and_back_again(cast):
    place(cast, "kofi", circle=2)
    kofi = cast.people["kofi"].pk
    here = address(cast, "simple_person", kofi)
    assert "Now Kofi is here: Friends." in page(cast, "maya", "simple_person", kofi)
    move = {"direction": "closer", "back": here}
    answer = entered(cast, "maya").post(address(cast, "move_person", kofi), move)
    assert answer.url.startswith(here)
    assert circle(cast, "kofi") == 1
    shown = unescape(entered(cast, "maya").get(answer.url).content.decode())
    assert "Kofi moved from Friends to Closest." in shown
    undo = {"was": "2", "back": here}
    entered(cast, "maya").post(address(cast, "undo_move", kofi), undo)
    assert circle(cast, "kofi") == 2


def test_nobody_but_maya_and_rosa_is_asked_how_close_somebody_is(cast):
    kofi = cast.people["kofi"].pk
    assert "How close is Kofi?" in page(cast, "rosa", "simple_person", kofi)
    shown = page(cast, "kofi", "simple_person", kofi)
    assert "That is you." in shown
    for words in ("How close", "We talked"):
        assert words not in shown
    hidden = address(cast, "simple_person", kofi)
    assert entered(cast, "tanya").get(hidden).status_code == 404  # as everywhere else


def test_maya_calls_kofi_and_writes_down_that_they_talked(cast):
    kofi = cast.people["kofi"]
    Contact.make(cast.maya, person=kofi, how="phone", value="+1 (613) 555-0186")
    here = address(cast, "simple_person", kofi.pk)
    assert 'href="tel:+16135550186"' in page(cast, "maya", "simple_person", kofi.pk)
    typed = {"now": "1", "back": here}
    answer = entered(cast, "maya").post(address(cast, "add_touch", kofi.pk), typed)
    assert answer.url == here
    assert Touch.visible_to(cast.maya).get().day == timezone.localdate()


@pytest.mark.parametrize("who", HERE)
def test_a_moment_is_told_in_one_line(cast, who):
    client, there = entered(cast, who), address(cast, "simple_tell")
    empty = client.post(there, {"text": " "})
    assert empty.status_code == 422
    assert "Write one line first" in empty.content.decode()
    assert client.post(there, {"text": "We sang."}).url == address(cast)
    assert Moment.visible_to(cast.actors[who]).get().text == "We sang."


def test_a_moment_with_kofi_knows_whom_it_is_about_and_nobody_unknown(cast):
    typed = {"text": "We sang.", "person": cast.people["kofi"].pk}
    entered(cast, "maya").post(address(cast, "simple_tell"), typed)
    assert Moment.everyones.get().person == cast.people["kofi"]
    june = typed | {"person": cast.people["june"].pk}
    assert entered(cast, "kofi").post(address(cast, "simple_tell"), june).status_code == 404


def role(cast: Cast) -> Role:
    today = timezone.localdate()
    return Role.ask(cast.maya, today, kind="advocate", person=cast.people["kofi"])


def confidant(cast: Cast) -> Confidant:
    return Confidant.ask(cast.maya, timezone.localdate(), person=cast.people["kofi"])


def consent(cast: Cast) -> Any:
    return asked(cast, told(cast, who="kofi"), "kofi")


def guest(cast: Cast) -> Guest:
    return Guest.everyones.get(gathering=lunch(cast))


def what_was_said(row: Any) -> str:
    row = type(row).everyones.get(pk=row.pk)
    return str(row.stands if isinstance(row, Role | Confidant) else row.answer)


@pytest.mark.parametrize("answer", ["Yes", "No"])
@pytest.mark.parametrize("ask", [turn, guest, consent, role, confidant])
def test_kofi_says_yes_or_no_to_whatever_he_is_asked(cast, ask, answer):
    row = ask(cast)
    assert "One thing waits for you" in page(cast, "kofi")
    shown = page(cast, "kofi", "simple_waiting")
    assert "asks" in shown
    press(cast, "kofi", shown, answer)
    assert what_was_said(row) == answer.lower()
    assert "Nothing waits for you" in page(cast, "kofi", "simple_waiting")


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_maya_says_yes_or_no_to_what_rosa_asks(cast, answer):
    kofi = Membership.active().get(account=cast.kofi.account)
    row = Proposal.put(
        cast.rosa, "change", kofi, detail={"role": "guest", "paid": False, "until": None}
    )
    shown = page(cast, "maya", "simple_waiting")
    assert "Rosa asks: Change the part of Kofi" in shown
    press(cast, "maya", shown, answer)
    assert Proposal.everyones.get(pk=row.pk).answer == answer.lower()


def test_not_now_leads_to_the_next_and_changes_nothing(cast):
    first, second = turn(cast), guest(cast)
    assert "Two things wait for you" in page(cast, "kofi")
    assert "A lift to swimming" in page(cast, "kofi", "simple_waiting")
    shown = page(cast, "kofi", "simple_waiting", after=f"turn-{first.pk}")
    assert "Lunch at Rosa’s" in shown
    shown = page(cast, "kofi", "simple_waiting", after=f"guest-{second.pk}")
    assert "What you left waits here." in shown
    assert (what_was_said(first), what_was_said(second)) == ("asked", "none")
    assert "A lift to swimming" in page(cast, "kofi", "simple_waiting")


def test_yes_no_and_not_now_are_the_same_size(cast):
    turn(cast)
    shown = page(cast, "kofi", "simple_waiting")
    assert shown.count('class="button large wide"') == 3


def test_a_poll_for_a_day_is_looked_at_on_its_own_page(cast):
    row = Gathering.plan(cast.maya, title="Lunch", with_stewards=True)
    Guest.invite(cast.maya, row, cast.people["kofi"])
    row.tell(cast.maya)
    shown = page(cast, "kofi", "simple_waiting")
    assert "Look at it" in shown
    assert "Yes</button>" not in shown


def test_whom_to_call_stands_in_order_with_numbers(cast):
    place(cast, "june", circle=1, gives={"emergency": "next door"})
    place(cast, "rosa", circle=2, gives={"emergency": ""})
    Contact.make(cast.maya, person=cast.people["june"], how="phone", value="555 0117")
    for who in ("maya", "rosa"):
        shown = page(cast, who, "simple_calls")
        assert shown.index("1. June") < shown.index("next door") < shown.index("2. Rosa")
        assert 'href="tel:5550117"' in shown
        assert "Write the number down" in shown
    for who in ("kofi", "tanya"):
        shown = page(cast, who, "simple_calls")
        assert "Maya keeps this list." in shown
        assert "Numbers to call" in shown
        for words in ("June", "555", "next door"):
            assert words not in shown


def show_calls(cast: Cast, who: str, shown: str = "1") -> Any:
    return entered(cast, who).post(address(cast, "simple_calls"), {"show": shown})


def test_maya_shows_members_whom_to_call_and_takes_it_back(cast):
    place(cast, "june", circle=1, gives={"emergency": "next door"})
    place(cast, "rosa", circle=2, gives={"emergency": ""})
    Contact.make(cast.maya, person=cast.people["june"], how="phone", value="555 0117")
    assert "Only you and stewards see this list." in page(cast, "maya", "simple_calls")
    assert show_calls(cast, "maya").status_code == 302
    shown = page(cast, "kofi", "simple_calls")
    assert in_order(shown) == ["June", "Rosa"]
    assert 'href="tel:5550117"' in shown
    assert "You do not see a number here." in shown  # of Rosa none is kept
    for words in ("next door", "Write the number down", "This list is right", "Show it to"):
        assert words not in shown, words
    assert "Whoever takes part and is not paid sees this list" in page(cast, "rosa", "simple_calls")
    assert "June" not in page(cast, "tanya", "simple_calls")
    assert "chose who sees the list of whom to call" in page(cast, "maya", "record")
    show_calls(cast, "maya", "")
    assert "June" not in page(cast, "kofi", "simple_calls")


def test_a_number_that_stewards_do_not_see_is_in_no_list(cast):
    place(cast, "june", circle=1, gives={"emergency": ""})
    way = Contact.make(cast.maya, person=cast.people["june"], how="phone", value="555 0117")
    Contact.everyones.filter(pk=way.pk).update(audience="person")
    show_calls(cast, "maya")
    for who in ("rosa", "kofi"):
        assert in_order(page(cast, who, "simple_calls")) == ["June"]
        assert "555" not in page(cast, who, "simple_calls")


@pytest.mark.parametrize("model", [Chapter, Person])
@pytest.mark.parametrize("changes", [{"audience": "person"}, {"kept_out": True}])
def test_whoever_is_kept_from_kofi_is_not_in_the_list_he_is_shown(cast, model, changes):
    place(cast, "june", circle=1, gives={"emergency": ""})
    place(cast, "rosa", circle=2, gives={"emergency": ""})
    if "kept_out" in changes:
        changes = {"kept_out": f"|{cast.kofi.account}|"}
    june = {"person": cast.people["june"]} if model is Chapter else {"name": "June"}
    assert model.everyones.filter(**june).update(**changes)
    show_calls(cast, "maya")
    assert in_order(page(cast, "kofi", "simple_calls")) == ["Rosa"]


@pytest.mark.parametrize("who", ["rosa", "kofi", "tanya"])
def test_nobody_but_maya_shows_members_whom_to_call(cast, who):
    place(cast, "june", circle=1, gives={"emergency": ""})
    assert show_calls(cast, who).status_code == 404
    assert type(cast.network).everyones.get(pk=cast.network.pk).calls_shown_at is None
    if who == "rosa":
        assert "Only Maya and stewards see this list." in page(cast, who, "simple_calls")


def test_whom_to_call_is_a_room_of_the_full_view_with_the_other_rooms_around_it(cast, enter):
    place(cast, "june", circle=1, gives={"emergency": ""})
    for who in HERE:
        there = f'href="{address(cast, "simple_calls")}"'
        assert there in page(cast, who, "today"), who
        shown = page(cast, who, "simple_calls")
        assert f'{there} aria-current="page"' in shown
        assert "Show everything" not in shown
        assert f'href="{address(cast, "people")}"' in shown
    Account.objects.filter(pk=cast.maya.account).update(simple=True)
    few = page(cast, "maya", "simple_calls")
    assert f'href="{address(cast, "people")}"' not in few
    assert f'href="{address(cast)}"' in few
    assert "Show everything" in few


def test_whom_to_call_says_how_old_a_number_is_and_that_nobody_is_called_by_it(cast):
    place(cast, "june", circle=1, gives={"emergency": ""})
    way = Contact.make(cast.maya, person=cast.people["june"], how="phone", value="555 0117")
    long_ago = timezone.now().replace(year=2024, month=3, day=4, hour=12)
    Contact.everyones.filter(pk=way.pk).update(changed_at=long_ago)
    shown = page(cast, "maya", "simple_calls")
    assert "This number was written down on 4 March 2024." in shown
    assert "This page calls nobody by itself." in shown


def three_to_call(cast: Cast) -> None:
    for name, how_close in (("june", 1), ("rosa", 2), ("kofi", 3)):
        place(cast, name, circle=how_close, gives={"emergency": ""})


def in_order(shown: str) -> list[str]:
    return re.findall(r"<h2>\d\. (\w+)", shown)


@pytest.mark.parametrize("who", ["maya", "rosa"])
def test_kofi_is_called_first_once_somebody_moved_him_up(cast, who):
    three_to_call(cast)
    assert in_order(page(cast, who, "simple_calls")) == ["June", "Rosa", "Kofi"]
    assert "Change who comes first" in page(cast, who, "simple_calls")
    client, there = entered(cast, who), address(cast, "simple_calls")
    kofi = cast.people["kofi"].pk
    for _press in (1, 2, 3):  # the third has no effect: he is first
        answer = client.post(there, {"move": f"up:{kofi}"})
        assert answer.url == f"{there}?order=1#call-{kofi}"
    assert in_order(client.get(answer.url).content.decode()) == ["Kofi", "June", "Rosa"]
    assert in_order(page(cast, "maya", "simple_calls")) == ["Kofi", "June", "Rosa"]
    client.post(there, {"move": f"down:{cast.people['june'].pk}"})
    assert "Who I can call: Kofi, then Rosa" in page(cast, "maya")


def test_whoever_is_on_the_list_no_more_is_not_moved(cast):
    three_to_call(cast)
    client, there = entered(cast, "maya"), address(cast, "simple_calls")
    assert client.post(there, {"move": f"up:{cast.people['tanya'].pk}"}).status_code == 302
    assert not Chapter.everyones.exclude(call_place=None).exists()


def test_the_place_of_kofi_stays_when_something_else_changes_with_him(cast):
    three_to_call(cast)
    order = [cast.people[name].pk for name in ("kofi", "rosa", "june")]
    today = timezone.localdate()
    Chapter.put_in_order(cast.maya, order, today - dt.timedelta(days=9))
    Chapter.everyones.update(made_at=timezone.now() - dt.timedelta(days=9))
    Chapter.turn(cast.maya, cast.people["kofi"], today, circle=4)
    assert Chapter.everyones.filter(person=cast.people["kofi"]).count() == 2
    assert in_order(page(cast, "maya", "simple_calls")) == ["Kofi", "Rosa", "June"]


def test_whoever_comes_new_is_called_after_those_who_were_given_a_place(cast):
    three_to_call(cast)
    Chapter.put_in_order(cast.maya, [cast.people["kofi"].pk], timezone.localdate())
    assert in_order(page(cast, "maya", "simple_calls")) == ["Kofi", "June", "Rosa"]


@pytest.mark.parametrize("who", ["kofi", "tanya", "lena"])
def test_nobody_else_changes_whom_to_call_or_says_that_the_list_is_right(cast, who):
    three_to_call(cast)
    client, there = entered(cast, who), address(cast, "simple_calls")
    for typed in ({"move": f"up:{cast.people['kofi'].pk}"}, {"seen": "whatever"}):
        assert client.post(there, typed).status_code == 404
    assert not Chapter.everyones.exclude(call_place=None).exists()
    assert type(cast.network).everyones.get(pk=cast.network.pk).calls_checked_at is None
    if who != "lena":
        shown = page(cast, who, "simple_calls", order="1")
        for words in ("Change who comes first", "Nobody has checked", "Still right", "June"):
            assert words not in shown


def still_right(cast: Cast, who: str, shown: str) -> str:
    """Press the button as it stood on this page, and read the next page."""
    sent = next(one["data"] for one in Forms(shown).all if "seen" in one["data"])
    answer = entered(cast, who).post(address(cast, "simple_calls"), sent, follow=True)
    return unescape(answer.content.decode())


def test_one_press_says_that_the_list_is_right_and_from_which_day(cast):
    three_to_call(cast)
    shown = page(cast, "maya", "simple_calls")
    assert "Nobody has checked this list yet." in shown
    still_right(cast, "maya", shown)
    shown = page(cast, "rosa", "simple_calls")
    assert f"This list was checked on {date_of(timezone.localdate())}." in shown
    for words in ("Something has changed", "more than three months"):
        assert words not in shown


def test_a_list_that_changed_or_was_checked_long_ago_says_so(cast):
    three_to_call(cast)
    still_right(cast, "maya", page(cast, "maya", "simple_calls"))
    Contact.make(cast.rosa, person=cast.people["june"], how="phone", value="555 0117")
    shown = page(cast, "maya", "simple_calls")
    assert "Something has changed since then." in shown
    still_right(cast, "rosa", shown)
    assert "Something has changed" not in page(cast, "maya", "simple_calls")
    long_ago = timezone.now() - dt.timedelta(days=91)
    for model in (Person, Chapter, Contact):
        model.everyones.update(changed_at=long_ago)
    type(cast.network).everyones.update(calls_checked_at=long_ago)
    assert "more than three months ago" in page(cast, "maya", "simple_calls")


def test_nobody_says_that_a_list_is_right_which_they_did_not_see(cast):
    three_to_call(cast)
    shown = page(cast, "maya", "simple_calls")
    Contact.make(cast.rosa, person=cast.people["june"], how="phone", value="555 0117")
    assert "The list has changed. Please look at it again." in still_right(cast, "maya", shown)
    assert type(cast.network).everyones.get(pk=cast.network.pk).calls_checked_at is None


def test_a_child_is_nobody_to_call(cast):
    three_to_call(cast)
    Person.everyones.filter(pk=cast.people["june"].pk).update(under_age=True)
    assert in_order(page(cast, "maya", "simple_calls")) == ["Rosa", "Kofi"]


def test_whoever_helps_no_more_or_has_died_is_not_called(cast):
    place(cast, "june", circle=1, gives={"emergency": ""})
    place(cast, "rosa", circle=2, since="2020", gives={"emergency": ""})
    place(cast, "rosa", circle=2, since="2024", gives={"talk": ""})
    Person.everyones.filter(pk=cast.people["june"].pk).update(kind="died")
    assert "Nobody is named yet." in page(cast, "maya", "simple_calls")


def test_in_a_bad_week_nothing_is_wanted_of_kofi(cast):
    turn(cast)
    soon = timezone.localdate() + dt.timedelta(days=5)
    Rhythm.objects.create(account=cast.account("kofi"), quiet_until=soon)
    assert "waits for you" not in page(cast, "kofi")


def test_where_everything_is_kept_as_it_was_nothing_can_be_done(cast):
    call_kofi(cast)
    turn(cast)
    type(cast.network).everyones.update(died_at=timezone.now())
    shown = page(cast, "rosa") + page(cast, "rosa", "simple_waiting")
    shown += page(cast, "rosa", "simple_person", cast.people["kofi"].pk)
    for words in ("Call Kofi", "Tell a moment", "waits for you.</strong>", "Closer", "We talked"):
        assert words not in shown


@pytest.mark.parametrize("who", HERE)
def test_whoever_chose_it_comes_in_here_and_finds_the_way_back_on_every_page(cast, who):
    client, where = entered(cast, who), address(cast)
    assert "Simple home" in client.get(address(cast, "today")).content.decode()
    chosen = client.post(reverse("choose_view"), {"view": "simple", "back": where})
    assert chosen.url == where
    assert client.get("/").url == where
    for name in ("today", "people", "stories", "members"):
        shown = client.get(address(cast, name)).content.decode()
        assert f'href="{where}"' in shown, name
        assert "Back to the simple home" in shown, name
    for name in ("simple", "simple_people", "simple_calls"):
        assert "Show everything" in client.get(address(cast, name)).content.decode()
    client.post(reverse("choose_view"), {"view": "all", "back": address(cast, "today")})
    assert client.get("/").url != where


def test_the_choice_at_the_head_of_a_page_is_let_in_with_its_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.account("kofi"))
    for name, chosen in (("today", "simple"), ("simple", "all")):
        form = first_to(reverse("choose_view"), client.get(address(cast, name)).content.decode())
        assert client.post(reverse("choose_view"), form).status_code == 302
        assert Account.objects.get(pk=cast.kofi.account).simple == (chosen == "simple")


@pytest.mark.parametrize("who", ["maya", "rosa", "kofi"])
def test_each_page_asks_the_database_at_most_fifteen_times_however_much_there_is(cast, who):
    Account.objects.update(simple=True)
    kofi = cast.people["kofi"]
    call_kofi(cast)
    for number in range(40):
        person = Person.welcome(cast.maya, f"P{number}")
        chapter = {"circle": 1 + number % 4, "gives": {"emergency": ""}}
        type(place(cast, "june", circle=2)).make(cast.maya, person=person, **chapter)
        Intention.make(cast.maya, words="", person=person, every=7)
    part = Membership.active().get(account=cast.kofi.account)
    Proposal.put(cast.rosa, "change", part, detail={"role": "guest", "paid": False, "until": None})
    for ask in (turn, guest, consent, role, confidant):
        ask(cast)
    client = entered(cast, who)
    pages = [("simple",), ("simple_people",), ("simple_person", kofi.pk), ("simple_calls",)]
    for name, *more in [*pages, ("simple_waiting",), ("simple_tell",)]:
        where = address(cast, name, *more)
        client.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        assert len(queries) <= 15, (name, [one["sql"][:90] for one in queries])
