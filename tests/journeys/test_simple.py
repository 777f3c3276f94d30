"""The simple home: with two keys, on the narrowest screen, without a script, and read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from closeknit.accounts.models import Account
from closeknit.networks.models import Contact, Membership, Proposal
from closeknit.plans.models import Ask, Gathering, Guest, Intention, Turn
from closeknit.stories.models import Moment
from tests.cast import Cast, assemble, circle, place

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 60
SMALL = {"width": 320, "height": 640}
VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", {value: Object.assign(new EventTarget(), {
  getVoices: () => [{lang: "en"}],
  cancel: () => said.push("(stop)"),
  speak: (one) => said.push(one.text),
})});
"""


@pytest.fixture
def cast() -> Cast:
    cast = assemble()
    kofi, rosa = cast.people["kofi"], cast.people["rosa"]
    place(cast, "kofi", circle=2)
    place(cast, "rosa", circle=1, gives={"emergency": "day or night"})
    place(cast, "june", circle=3, gives={"emergency": ""})
    Contact.make(cast.maya, person=rosa, how="phone", value="555 0142")
    Intention.make(cast.maya, words="", person=kofi, every=7)
    past = timezone.now() - dt.timedelta(days=60)
    Intention.everyones.update(made_at=past)
    starts = timezone.now() + dt.timedelta(days=4)
    lunch = Gathering.plan(cast.maya, title="Lunch at Rosa’s", starts_at=starts)
    Guest.invite(cast.maya, lunch, kofi)
    lunch.tell(cast.maya)
    for who in ("kofi", "tanya"):
        part = Membership.active().get(account=cast.actors[who].account)
        detail = {"role": "guest", "paid": False, "until": None}
        Proposal.put(cast.rosa, "change", part, detail=detail)
    return cast


class TwoKeys:
    """One page, the Tab key and the Enter key, and how often they were pressed."""

    def __init__(self, page: Page, check: Callable[[Page], None]) -> None:
        self.page, self.check, self.pressed = page, check, 0

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.pressed += 1

    def choose(self, wanted: Locator) -> None:
        """From the top of a page that opened to what is wanted, and on."""
        while not wanted.evaluate("(one) => one === document.activeElement"):
            self.key("Tab")
            assert self.pressed <= MOST, f"{wanted} is too far on {self.page.url}"
        with self.page.expect_navigation():
            self.key("Enter")
        over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, (self.page.url, over)
        self.check(self.page)

    def link(self, words: str) -> None:
        self.choose(self.page.locator("main").get_by_role("link", name=words).first)

    def button(self, words: str, place: str = "main") -> None:
        self.choose(self.page.locator(place).get_by_role("button", name=words, exact=True).first)

    def task(self) -> None:
        """One thing is done: the counting begins again."""
        assert self.pressed <= MOST
        self.pressed = 0


def walk(keys: TwoKeys, cast: Cast, write: Callable[[], Any]) -> None:
    """Maya’s five things, each with at most sixty presses; then everything again."""
    page = keys.page
    page.goto(f"/n/{cast.network.pk}/today/")
    keys.button("Simple home", ".top")
    page.get_by_role("heading", name="Hello, Maya").wait_for()
    keys.task()
    keys.link("My people")
    page.get_by_role("heading", name="Closest").wait_for()
    keys.link("Go on: Friends")
    keys.link("Kofi")
    keys.button("Closer Closest")
    page.get_by_text("Kofi moved from Friends to Closest.").wait_for()
    assert circle(cast, "kofi") == 1
    keys.task()
    page.goto(f"/n/{cast.network.pk}/simple/")
    keys.link("Tell a moment")
    write()
    keys.button("Keep it")
    page.get_by_text("Your moment is kept.").wait_for()
    keys.task()
    keys.link("Two things wait for you")
    keys.button("Yes")
    keys.link("Not now")
    page.get_by_text("What you left waits here.").wait_for()
    keys.link("Look again")
    keys.button("No")
    page.get_by_text("Nothing waits for you.").wait_for()
    keys.task()
    keys.link("Back")
    keys.link("If something happens")
    call = page.get_by_role("link", name="Call Rosa")
    assert call.get_attribute("href") == "tel:5550142"
    keys.task()
    keys.button("Show everything", ".top")
    page.wait_for_url("**/today/")
    keys.task()
    assert Moment.visible_to(cast.maya).get().text == "We sang."
    answers = Proposal.everyones.order_by("made_at").values_list("answer", flat=True)
    assert list(answers) == ["yes", "no"]


def test_maya_does_her_five_things_with_two_keys_on_the_narrowest_screen(
    cast, come_in, visit, no_barrier
):
    page = come_in(visit(viewport=SMALL), cast.account("maya"))
    looked_at: set[str] = set()

    def check(page: Page) -> None:
        """Each kind of page once: axe finds nothing, and what is chosen is large."""
        small = "(all) => all.filter((one) => one.getBoundingClientRect().height < 64).length"
        doors = page.locator("main .door, main .button.large, main .few-faces a")
        assert doors.evaluate_all(small) == 0, page.url
        kind = page.url.partition("/simple/")[2].partition("/")[0]
        if kind not in looked_at:
            looked_at.add(kind)
            no_barrier(page)

    keys = TwoKeys(page, check)

    def write() -> None:
        field = page.get_by_label("A moment")
        while not field.evaluate("(one) => one === document.activeElement"):
            keys.key("Tab")
        page.keyboard.type("We sang.")

    walk(keys, cast, write)
    assert {"", "people", "tell", "waiting", "calls"} <= looked_at


def test_the_same_without_a_script_and_with_a_picture_of_everything(cast, come_in, visit):
    page = come_in(visit(viewport=SMALL, java_script_enabled=False), cast.account("maya"))
    keys = TwoKeys(page, lambda page: None)
    walk(keys, cast, lambda: page.get_by_label("A moment").fill("We sang."))


def test_june_is_called_first_by_two_keys_the_list_is_checked_and_printed(
    cast, come_in, visit, no_barrier
):
    page = come_in(visit(viewport=SMALL), cast.account("maya"))
    page.goto(f"/n/{cast.network.pk}/simple/calls/")
    keys = TwoKeys(page, no_barrier)
    keys.link("Change who comes first")
    keys.button("Up : June")
    page.get_by_text("June is number 1 now.").wait_for()
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["1. June", "2. Rosa"]
    keys.link("Done")
    keys.button("This list is right The people, their order and their numbers")
    page.get_by_text("This list was checked on").wait_for()
    keys.task()
    page.emulate_media(media="print")
    for words in ("1. June", "2. Rosa", "555 0142", "This list was checked on"):
        assert page.get_by_text(words).is_visible(), words
    for words in ("Call Rosa", "Still right", "Change who comes first", "Print this page"):
        assert not page.get_by_text(words).is_visible(), words


def test_kofi_says_yes_to_a_turn_and_comes_in_at_the_simple_home(cast, come_in, phone, no_barrier):
    Account.objects.update(simple=True)
    today = timezone.localdate()
    ask = Ask.begin(cast.maya, title="A lift to swimming", first_on=today + dt.timedelta(days=3))
    ask.tell(cast.maya, ask.version)
    Turn.call(cast.maya, ask, cast.people["kofi"]).asked_now(cast.maya, link=False)
    come_in(phone, cast.account("kofi")).goto("/")
    phone.wait_for_url("**/simple/")
    phone.get_by_role("link", name="Two things wait for you").tap()
    phone.wait_for_url("**/waiting/")
    no_barrier(phone)
    phone.get_by_role("link", name="Not now").tap()
    phone.get_by_role("button", name="Yes").tap()
    phone.get_by_text("Thank you!").wait_for()
    assert Turn.everyones.get().answer == "yes"


def test_the_page_is_read_aloud_and_stops_when_asked(cast, come_in, visit):
    page = come_in(visit(), cast.account("maya"))
    page.goto(f"/n/{cast.network.pk}/simple/")
    assert not page.get_by_role("button", name="Read to me").is_visible()  # no voice, no button
    page.add_init_script(VOICE)
    page.reload()
    page.get_by_role("button", name="Read to me").click()
    said = page.evaluate("window.said")
    assert "Hello, Maya" in said
    assert "Call Kofi. You wanted to talk this week" in said
    page.get_by_role("button", name="Stop reading").click()
    assert page.evaluate("window.said.at(-1)") == "(stop)"
