"""Living together, as a steward, a member, somebody paid and a guest by link do it: with keys
alone, on a phone of 390 pixels, and without JavaScript."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from closeknit.networks.models import Chapter, Contact
from closeknit.plans.meeting import choice_words
from closeknit.plans.models import Ask, Gathering, Role, Turn
from tests.cast import Cast, assemble, entered, place
from tests.journeys.hands import WAYS, Hand
from tests.journeys.test_notices import link, the_hour_comes
from tests.notices.scene import Post, post_office, reached, through, work
from tests.plans.test_gatherings import guest, lunch

pytestmark = pytest.mark.django_db(transaction=True)
Somebody = Callable[..., Hand]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cast() -> Cast:
    """A weekly lift, a lunch, and the role of an advocate, for which two are asked."""
    cast = assemble()
    place(cast, "june", circle=3, since="2019", why="Over the hedge")
    Chapter.turn(cast.maya, cast.people["june"], "2023-02", why="The soup", circle=2)
    ask = Ask.begin(
        cast.maya, title="A lift", first_on=in_days(3), at=dt.time(16), repeats="weekly"
    )
    ask.tell(cast.maya, ask.version)
    Turn.call(cast.maya, ask, cast.people["tanya"]).asked_now(cast.maya, link=False)
    for name in ("kofi", "tanya"):
        said = {"person": cast.people[name], "words": "Comes along."}
        Role.ask(cast.maya, timezone.localdate(), kind="advocate", **said)
    lunch(cast, "kofi", "tanya", "june")
    return cast


@pytest.fixture
def post(settings: Any, live_server: Any) -> Iterator[Post]:
    with post_office() as (kept, address):
        through(settings, address)
        settings.URL = live_server.url
        yield kept


@pytest.fixture
def somebody(
    cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page], way: str
) -> Somebody:
    """`somebody("kofi")` at a page, signed in; nobody in particular without a name."""

    def at_a_page(name: str = "") -> Hand:
        page = visit(**WAYS[way])
        if name:
            come_in(page, reached(cast.account(name)))
        return Hand(page, way)

    return at_a_page


def in_days(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


def at(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def says(hand: Hand, words: str) -> None:
    expect(hand.page.get_by_text(words).first).to_be_visible()


def headed(hand: Hand, words: str) -> None:
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(words)


def is_told_by_letter(hand: Hand, post: Post, hidden: str) -> None:
    """Chooses a rhythm, gets one letter that names nobody, follows it, and has seen it."""
    hand.page.goto("/account/told/")
    hand.tick("Once a day")
    hand.press("Keep it")
    says(hand, "Kept.")
    the_hour_comes()
    (letter,) = post.kept
    assert not [word for word in ("Maya", hidden) if word in str(letter)]
    hand.page.goto(link(letter, "new"))
    says(hand, hidden)
    hand.press("I have seen all of this")
    expect(hand.page.get_by_role("heading", name="Nothing new")).to_be_visible()


def finds_nothing(hand: Hand, where: str) -> None:
    answer = hand.page.goto(where)
    assert answer
    assert answer.status == 404
    headed(hand, "There is nothing here")


def makes_time(hand: Hand, cast: Cast, whom: str, wish: str, tap: str) -> None:
    """A rhythm is written down, and with one tap that there was time together."""
    hand.page.goto(at(cast, "intentions"))
    hand.choose("With whom?", whom)
    hand.choose("How often?", "About every two weeks")
    hand.press("Write it down")
    expect(hand.page.get_by_role("heading", name=wish)).to_be_visible()
    hand.press(tap)
    says(hand, "Written down:")


def test_rosa_a_steward_asks_plans_and_makes_time(cast: Cast, somebody: Somebody) -> None:
    rosa = somebody("rosa")
    makes_time(rosa, cast, "June", "Maya and June", "They talked")
    rosa.page.goto(at(cast, "asks"))
    rosa.press("Ask for help", "link")
    rosa.write("What would help?", "Somebody for the boiler")
    rosa.write("On which day, or from which day on?", in_days(2).isoformat())
    rosa.press("Go on")
    headed(rosa, "Somebody for the boiler")
    says(rosa, "Needs someone")
    rosa.page.goto(at(cast, "gatherings"))
    rosa.press("Plan a gathering", "link")
    rosa.tick("Kofi")
    rosa.write("What do we call it?", "Soup on Friday")
    rosa.write("On which day?", in_days(5).isoformat())
    rosa.write("From when?", "18:00")
    rosa.press("Keep it")
    headed(rosa, "Soup on Friday")
    rosa.press("Ask them to come")
    says(rosa, "Those you chose see it now, and can answer.")
    row = Gathering.visible_to(cast.kofi).get(title="Soup on Friday")
    assert guest(row, cast, "kofi").answer == "none"


def test_rosas_role_waits_for_maya_and_she_looks_back(
    cast: Cast, somebody: Somebody, post: Post
) -> None:
    rosa = somebody("rosa")
    rosa.page.goto(at(cast, "roles"))
    rosa.press("Ask somebody", "link", exact=True)
    rosa.choose("What would they take on?", "Connector")
    rosa.choose("Whom would you ask?", "June")
    rosa.press("Ask Maya")
    says(rosa, "not asked yet: it waits until Maya says yes")
    rosa.page.goto(at(cast, "map"))
    rosa.press("1 February 2023", "link")
    headed(rosa, "The map on 1 February 2023")
    says(rosa, "The soup")
    rosa.press("What has changed since then", "link")
    headed(rosa, "What has changed")
    rosa.page.goto(at(cast, "timeline"))
    rosa.press("June came", "link")
    headed(rosa, "June")
    is_told_by_letter(rosa, post, "A lift")


def test_kofi_a_member_takes_a_turn_says_yes_and_is_told(
    cast: Cast, somebody: Somebody, post: Post
) -> None:
    kofi = somebody("kofi")
    is_told_by_letter(kofi, post, "Sunday lunch")
    makes_time(kofi, cast, "Maya", "Be in touch with Maya", "We talked")
    kofi.page.goto(at(cast, "asks"))
    kofi.press("I take it")
    says(kofi, "It is yours. Thank you!")
    kofi.press("Give it back")
    says(kofi, "The turn is free again. That is fine.")
    assert Turn.visible_to(cast.maya).get(person=cast.people["kofi"]).answer == "back"
    kofi.page.goto(at(cast, "roles"))
    kofi.press("Yes, I will")
    kofi.press("Give it back")
    says(kofi, "given back on")
    finds_nothing(kofi, at(cast, "timeline"))


def holders(ask: Ask) -> dict[dt.datetime | None, str]:
    held = Turn.everyones.filter(ask=ask, answer="yes", binned_at=None).select_related("person")
    return {turn.starts_at: turn.person.name for turn in held if turn.person}


def test_kofi_hands_a_turn_over_in_vain_and_swaps_it_then(cast: Cast, somebody: Somebody) -> None:
    weekly = {"first_on": in_days(2), "at": dt.time(10), "repeats": "weekly", "turns_seen": True}
    ask = Ask.begin(cast.maya, title="Shopping", **weekly)
    ask.tell(cast.maya, ask.version)
    one, two = ask.slots(timezone.now())[:2]
    for name, slot in (("kofi", one), ("rosa", two)):
        Turn.take(cast.actors[name], ask, cast.people[name], slot)
    kofi, rosa = somebody("kofi"), somebody("rosa")
    theirs = f"Rosa’s turn on {date_format(ask.day_of(two), 'l j F')}"
    for wanted, words, answer in (
        ("Whom do you ask?", "Rosa", "No"),
        ("In return for", theirs, "Yes"),
    ):
        kofi.page.goto(at(cast, "ask", ask.pk))
        kofi.unfold("Pass on")
        kofi.choose(wanted, words)
        kofi.press("Ask them")
        says(kofi, "They are asked. It stays yours until they say yes.")
        assert holders(ask) == {one: "Kofi", two: "Rosa"}
        rosa.page.goto(at(cast, "asks"))
        rosa.press(re.compile("Read and answer.*Shopping"), "link")
        says(rosa, "Kofi has this turn and asks whether you would take it over.")
        rosa.tick(answer)
        with rosa.page.expect_navigation():
            rosa.press("Save")
    assert holders(ask) == {one: "Rosa", two: "Kofi"}


def test_maya_asks_which_day_suits_and_picks_one(cast: Cast, somebody: Somebody) -> None:
    row = Gathering.everyones.get()
    maya, kofi = somebody("maya"), somebody("kofi")
    maya.page.goto(at(cast, "gathering", row.pk))
    maya.press("Ask which day suits", "link")
    for number, ahead in ((1, 6), (2, 8)):
        maya.write(f"Day {number}", in_days(ahead).isoformat())
        maya.write(f"From when, on day {number}", "12:30")
    maya.press("Ask about these days")
    says(maya, "Suits 0, if need be 0, does not suit 0")
    days = (f"{in_days(n)}T12:30" for n in (6, 8))
    first, second = (choice_words(day, timezone.now(), row.zone) for day in days)
    kofi.page.goto(at(cast, "gathering", row.pk))
    kofi.press("Say which days suit", "link")
    kofi.tick("Does not suit", to=first)
    kofi.tick("Suits", to=second)
    kofi.press("Say it")
    expect(kofi.page.get_by_role("heading", name="Which day suits you?")).to_be_visible()
    maya.page.goto(at(cast, "gathering_date", row.pk))
    says(maya, "Suits 1, if need be 0, does not suit 0")
    maya.press(re.compile(f"This day.*{second}"))
    headed(maya, "Sunday lunch")
    says(maya, second)
    row.refresh_from_db()
    assert row.starts_at
    assert row.local(row.starts_at).isoformat()[:16] == f"{in_days(8)}T12:30"


def test_maya_says_how_it_goes_and_the_minutes_flow_again(cast: Cast, somebody: Somebody) -> None:
    row = Gathering.everyones.get()
    noon = timezone.make_aware(dt.datetime.combine(in_days(6), dt.time(12)))
    row.change(cast.maya, row.version, starts_at=noon)
    maya = somebody("maya")
    maya.page.goto(at(cast, "gathering", row.pk))
    maya.press("How it goes, minute by minute", "link")
    maya.press("Begin with that")
    food, news = "Food, and everybody arrives", "Round of new and good"
    assert begins(maya, news) == "12:15"
    maya.write("Minutes", "45")
    with maya.page.expect_navigation():
        maya.press("Keep it")
    assert begins(maya, news) == "12:45"
    with maya.page.expect_navigation():
        maya.press(re.compile(f"Up.*{news}"))
    assert (begins(maya, news), begins(maya, food)) == ("12:00", "12:15")
    maya.page.goto(at(cast, "gathering", row.pk))
    (told,) = maya.page.get_by_role("listitem").filter(has_text=food).all_inner_texts()
    assert told.split()[0] == "12:15"
    assert "45 minutes" in told


def begins(hand: Hand, part: str) -> str:
    """When this part of the agenda starts, as the page works it out."""
    row = hand.page.get_by_role("group", name=part, exact=True)
    return row.locator(".at").inner_text()


def test_kofi_answers_with_a_few_words(cast: Cast, somebody: Somebody) -> None:
    kofi = somebody("kofi")
    kofi.page.goto(at(cast, "gatherings"))
    kofi.press("Sunday lunch", "link")
    kofi.press("With a few words", "link")
    kofi.tick("Maybe, I say later")
    kofi.write("A few words, if you like", "If the bus comes.")
    kofi.press("Say it")
    says(kofi, "You said: maybe, later.")
    says(kofi, "If the bus comes.")


def test_tanya_who_is_paid_answers_what_she_is_asked_and_sees_no_more(
    cast: Cast, somebody: Somebody, post: Post
) -> None:
    tanya = somebody("tanya")
    is_told_by_letter(tanya, post, "Sunday lunch")
    tanya.page.goto(at(cast, "intentions"))
    tanya.write("What would it be?", "Bring the bread tin")
    tanya.press("Write it down")
    tanya.press("Done")
    says(tanya, "Done. That is good.")
    tanya.page.goto(at(cast, "asks"))
    expect(tanya.page.get_by_role("button", name="I take it")).to_have_count(0)
    tanya.press("Read and answer", "link")
    tanya.tick("Later")
    tanya.write("A few words", "After my holiday.")
    with tanya.page.expect_navigation():
        tanya.press("Save")
    turn = Turn.visible_to(cast.maya).get(person=cast.people["tanya"])
    assert (turn.answer, turn.words) == ("later", "After my holiday.")


def test_tanya_says_no_to_lunch_and_maya_writes_what_she_says_of_the_role(
    cast: Cast, somebody: Somebody
) -> None:
    tanya = somebody("tanya")
    tanya.page.goto(at(cast, "gatherings"))
    tanya.press("Sunday lunch", "link")
    tanya.press("No", exact=True)
    says(tanya, "You said no, and that is fine.")
    tanya.page.goto(at(cast, "roles"))
    tanya.press("More about it", "link")
    says(tanya, "Tell Maya what you would like")
    expect(tanya.page.get_by_role("button", name="Yes, I will")).to_have_count(0)
    finds_nothing(tanya, at(cast, "timeline"))


def test_june_answers_from_a_letter_without_an_account(
    cast: Cast, somebody: Somebody, post: Post
) -> None:
    june = cast.people["june"]
    ask = Ask.begin(cast.maya, title="Somebody for the boiler", how="one_by_one")
    ask.tell(cast.maya, ask.version)
    turn = Turn.call(cast.maya, ask, june)
    turn.asked_now(cast.maya, link=True)
    mail = Contact.make(cast.maya, person=june, how="email", value="june@example.org")
    entered(cast, "maya").post(at(cast, "turn_deed", turn.pk, "ask"), {"to": mail.pk})
    work()
    (letter,) = post.kept
    assert letter["To"] == "june@example.org"
    hand = somebody()
    for _look in range(2):
        hand.page.goto(link(letter, "t"))
    assert Turn.everyones.get(pk=turn.pk).answer == "asked", "looking answers nothing"
    hand.tick("Later")
    hand.write("A few words", "In spring.")
    hand.press("Send the answer")
    says(hand, "You said later")
    expect(hand.page.get_by_label("Yes")).to_have_count(0)
    hand.press("Change my answer")
    says(hand, "A letter with a new link is on its way to you.")
    work()
    fresh = post.kept[-1]
    assert fresh["To"] == "june@example.org"
    hand.page.goto(link(fresh, "t"))
    hand.tick("Yes")
    hand.press("Send the answer")
    says(hand, "You said yes")
    assert Turn.visible_to(cast.maya).get(pk=turn.pk).answer == "yes"


def test_june_comes_to_lunch_by_a_link_until_it_does_not_happen(
    cast: Cast, somebody: Somebody
) -> None:
    row = Gathering.everyones.get()
    one = guest(row, cast, "june")
    one.open_link(cast.maya)
    hand = somebody()
    hand.page.goto(reverse("answer_gathering", args=[one.token]))
    hand.tick("Yes")
    hand.press("Say it")
    says(hand, "Your answer is written down")
    says(hand, "If you change your mind, tell Maya.")
    assert guest(row, cast, "june").answer == "yes"
    row.refresh_from_db()
    row.cancel(cast.maya, row.version, "The oven is broken.")
    hand.page.reload()
    says(hand, "The oven is broken.")
    expect(hand.page.get_by_role("button", name="Say it")).to_have_count(0)
