"""Leaving in a hurry, in a real browser: what is on screen, and what Back shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page, expect

from closeknit.accounts import numbers
from closeknit.accounts.models import Visit
from tests.cast import Cast, place
from tests.journeys.conftest import program
from tests.journeys.hands import until

pytestmark = pytest.mark.django_db(transaction=True)

WEATHER = "https://weather.example.org/"
COME_IN = Callable[..., Page]
# Counts from the press to the first picture after which the cover is there.
WATCH = """(press) => new Promise((done) => {
  let began;
  document.addEventListener(press, () => { began ??= performance.now(); }, { capture: true });
  new MutationObserver(() => {
    if (document.querySelector(".gone"))
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.watching = true;
}).then((took) => { window.took = took; })"""
# Tells every word of a page that anybody could have read.
READ = """(() => {
  const look = () => {
    if (document.body && !document.documentElement.hidden) window.read(document.body.innerText);
    requestAnimationFrame(look);
  };
  look();
})();"""


@pytest.fixture(autouse=True)
def _weather(settings: Any) -> None:
    settings.EXIT_TO = WEATHER


def signed_in() -> bool:
    """Whether the house still knows any browser as somebody's."""
    return Visit.objects.filter(account__isnull=False).exists()


def rain(context: BrowserContext) -> None:
    """The site to leave to, without leaving this machine."""
    context.route(
        f"{WEATHER}**",
        lambda way: way.fulfill(
            content_type="text/html", body="<title>Weather</title><h1>Rain, then sun</h1>"
        ),
    )


@pytest.fixture
def at_home(cast: Cast, come_in: COME_IN) -> Callable[[Page], Page]:
    """`at_home(page)`: Maya, on the page about June, after the list of people."""
    place(cast, "june", circle=1)

    def came(page: Page) -> Page:
        rain(page.context)
        come_in(page, cast.account("maya"))
        page.goto(f"/n/{cast.network.pk}/people/")
        page.goto(f"/n/{cast.network.pk}/people/{cast.people['june'].pk}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("June")
        return page

    return came


def way_out(page: Page) -> Any:
    return page.get_by_role("button", name="Leave this page quickly")


def gone(page: Page) -> None:
    """Another site is there, the session is over, and Back shows the way in alone."""
    page.wait_for_url(WEATHER)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rain, then sun")
    assert not signed_in()
    for _ in range(2):
        page.go_back()
        assert "June" not in page.content()
        assert "/people/" not in page.url.split("?")[0]
        assert re.search(r"/enter/|about:blank|:\d+/$", page.url)


def test_maya_leaves_by_a_click(page: Page, at_home: Callable[[Page], Page]) -> None:
    way_out(at_home(page)).click()
    gone(page)


def test_maya_leaves_by_the_first_key_and_enter(
    page: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(page).keyboard.press("Tab")
    expect(way_out(page)).to_be_focused()
    page.keyboard.press("Enter")
    gone(page)


def test_maya_leaves_by_shift_three_times(page: Page, at_home: Callable[[Page], Page]) -> None:
    at_home(page)
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(page.get_by_text("Press Shift once more to leave this page.")).to_be_attached()
    page.keyboard.press("Shift")
    gone(page)


def test_capital_letters_and_slow_fingers_leave_nothing(
    page: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(page)
    here = page.url
    for letter in ("Shift+M", "Shift+R", "Shift+I", "Shift+Tab"):
        page.keyboard.press(letter)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    expect(way_out(page)).to_be_visible()
    assert page.url == here
    assert signed_in()


def test_three_presses_in_more_than_five_seconds_are_not_three(
    page: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(page)
    for _ in range(3):
        page.keyboard.press("Shift")
        page.wait_for_timeout(2_600)
    expect(way_out(page)).to_be_visible()
    assert signed_in()


def test_maya_leaves_without_javascript(plain: Page, at_home: Callable[[Page], Page]) -> None:
    at_home(plain).keyboard.press("Tab")
    plain.keyboard.press("Enter")
    gone(plain)


def test_our_own_page_in_between_asks_for_nothing_of_ours(
    plain: Page, at_home: Callable[[Page], Page], live_server: Any
) -> None:
    at_home(plain)
    asked: list[str] = []
    plain.context.on("request", lambda request: asked.append(request.url))
    way_out(plain).click()
    plain.wait_for_url(WEATHER)
    assert asked == [f"{live_server.url}/go/", WEATHER]


def test_maya_leaves_on_her_phone_wherever_she_scrolled(
    phone: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(phone)
    for down in (0, 400, 100_000):
        phone.evaluate("down => window.scrollTo(0, down)", down)
        box = way_out(phone).bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert 0 <= box["y"] < 60
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    way_out(phone).tap()
    gone(phone)


@pytest.mark.parametrize("press", ["click", "keyup"])
def test_the_screen_is_covered_within_a_fifth_of_a_second(
    page: Page, at_home: Callable[[Page], Page], press: str
) -> None:
    at_home(page)
    answers: list[Any] = []
    page.route("**/go/", lambda way: answers.append(way))  # a server that lets her wait
    page.evaluate(f"press => {{ ({WATCH})(press); }}", press)
    if press == "click":
        way_out(page).click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    took = until(page, "window.took")
    assert took <= 200, f"{took:.0f} ms"
    assert "June" not in page.content()
    assert page.title() == "Notes"
    assert page.evaluate("location.pathname") == "/"
    whole = "[...Array(90).keys()].every((i) => document.elementFromPoint(i * 14, i * 10)"
    assert page.evaluate(f"{whole}.closest('.gone'))")
    for answer in answers:
        answer.continue_()
    page.wait_for_url(WEATHER)


def test_a_server_that_does_not_answer_does_not_hold_her(
    page: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(page)
    page.route("**/go/", lambda way: None)
    way_out(page).click()
    page.wait_for_url(WEATHER)


def test_the_other_window_goes_as_well(page: Page, at_home: Callable[[Page], Page]) -> None:
    at_home(page)
    other = page.context.new_page()
    other.goto(page.url)
    way_out(page).click()
    other.wait_for_url(WEATHER)
    page.wait_for_url(WEATHER)


@pytest.fixture
def alone(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A browser whose complaints about a missing connection are no trouble."""
    context = chromium.new_context(base_url=live_server.url)
    yield context
    context.close()


def test_offline_the_cover_stays_and_the_session_ends_when_there_is_a_connection(
    alone: BrowserContext, at_home: Callable[[Page], Page]
) -> None:
    page = at_home(alone.new_page())
    alone.set_offline(True)
    way_out(page).click()
    expect(page.locator(".gone")).to_be_visible()
    page.wait_for_timeout(500)
    assert "June" not in page.content()
    assert signed_in()
    alone.set_offline(False)
    page.wait_for_url(WEATHER)
    assert not signed_in()


def test_offline_and_the_window_closed_the_next_page_is_never_shown(
    alone: BrowserContext, at_home: Callable[[Page], Page]
) -> None:
    page = at_home(alone.new_page())
    there = page.url
    # A browser that only plays offline is online again for a closing page: so this way is shut too.
    alone.route("**/go/", lambda way: way.abort("internetdisconnected"))
    alone.set_offline(True)
    way_out(page).click()
    expect(page.locator(".gone")).to_be_visible()
    page.close()
    alone.set_offline(False)
    alone.unroute("**/go/")
    assert signed_in()
    later = alone.new_page()
    seen: list[str] = []
    later.expose_function("read", lambda words: seen.append(words))
    later.add_init_script(READ)
    later.goto(there, wait_until="commit")
    expect(later.get_by_role("link", name="I have been here before")).to_be_visible()
    for _ in range(100):  # the browser tells in its own time
        later.wait_for_timeout(100)
        if any("People need people" in words for words in seen):
            break
    else:
        raise AssertionError("Nothing was read at all.")
    assert not any("June" in words for words in seen)
    assert not signed_in()
    # The mark is gone with it: whoever comes in again stays in.
    later.goto("/enter/")
    expect(later.get_by_role("heading", level=1)).to_have_text("Come in")


def test_a_page_the_browser_kept_alive_is_not_shown_again(
    page: Page, at_home: Callable[[Page], Page]
) -> None:
    at_home(page)
    Visit.objects.all().delete()
    page.evaluate(
        "setTimeout(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))"
    )
    page.wait_for_url("**/enter/**")


def test_with_the_browsers_memory_of_pages_on_back_shows_the_way_in(
    chromium: Browser, live_server: Any, at_home: Callable[[Page], Page]
) -> None:
    """Chromium as people have it: it may keep whole pages for Back."""
    remembers = chromium.browser_type.launch(
        executable_path=program(),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    try:
        page = at_home(remembers.new_context(base_url=live_server.url).new_page())
        way_out(page).click()
        gone(page)
    finally:
        remembers.close()


def test_nothing_that_has_the_focus_lies_under_the_way_out(
    phone: Page, at_home: Callable[[Page], Page], cast: Cast
) -> None:
    at_home(phone)
    phone.goto(f"/n/{cast.network.pk}/people/")
    hidden = """() => {
      const focus = document.activeElement;
      const strip = document.querySelector("leave-quickly");
      if (strip.contains(focus) || focus === document.body) return "";
      const clear = focus.getBoundingClientRect().top >= strip.getBoundingClientRect().bottom - 1;
      return clear ? "" : focus.outerHTML;
    }"""
    phone.evaluate("window.scrollTo(0, 100000)")
    for key in ("Shift+Tab", "Tab"):
        for _ in range(40):
            phone.keyboard.press(key)
            assert phone.evaluate(hidden) == ""


def test_she_is_asked_who_she_is_and_types_six_digits(
    plain: Page, come_in: COME_IN, cast: Cast
) -> None:
    come_in(plain, cast.account("maya"), just_now=False)
    plain.goto("/account/email/")
    expect(plain.get_by_role("heading", level=1)).to_have_text("Is it you?")
    plain.get_by_role("button", name="Send me a code").click()
    expect(plain.get_by_label("The six digits")).to_be_visible()
    found = re.search(r"\d{3} \d{3}", str(mail.outbox[-1].body))
    assert found
    plain.get_by_label("The six digits").fill(found[0])
    plain.get_by_role("button", name="Go on").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Your e-mail address")


def test_the_tab_says_a_plain_word(page: Page, at_home: Callable[[Page], Page]) -> None:
    at_home(page)
    page.goto("/account/quiet/")
    page.get_by_label("Say only a plain word").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The tab says only a plain word.")).to_be_visible()
    expect(page).to_have_title("Notes")
    page.go_back()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page).to_have_title("Notes")


def test_no_barrier_where_one_stays_safe(
    page: Page, at_home: Callable[[Page], Page], no_barrier: Callable[[Page], None], settings: Any
) -> None:
    at_home(page)
    for where in ("/safety/", "/account/quiet/", "/account/email/", "/nowhere/"):
        page.goto(where)
        no_barrier(page)
    settings.NUMBERS = numbers.read("Police: 911; Crisis line: 1-800-555-0199")
    page.goto("/safety/")
    no_barrier(page)


def test_the_way_to_the_main_part_is_out_of_sight_until_a_key_reaches_it(
    page: Page, phone: Page
) -> None:
    for one in (page, phone):
        one.goto("/safety/")
        way = one.get_by_role("link", name="Go to the main part")
        box = way.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 0
        way.focus()
        expect(way).to_be_in_viewport()
