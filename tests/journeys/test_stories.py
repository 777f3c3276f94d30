"""Telling a story from nothing to its audience, and a no by link that everybody finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from closeknit.stories.models import Consent, Story
from tests.cast import Cast, assemble
from tests.stories.scene import says, told

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "June brought soup every evening. She did not ring first."


@pytest.fixture
def cast() -> Cast:
    return assemble()


def address(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def tell(page: Page, cast: Cast) -> None:
    """The way of a story, a page a question, as Maya goes it."""
    page.goto(address(cast, "stories"))
    page.get_by_role("button", name="Tell a story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened?")
    page.get_by_label("What happened?").fill(WORDS)
    on(page, "Who is in it?")
    page.get_by_label("June").check()
    on(page, "When and where was it?")
    page.get_by_label("When was it?").fill("2023-02")
    on(page, "Small or big?")
    page.get_by_label("Small", exact=True).check()
    on(page, "What kind of help was it?")
    page.get_by_label("Practical help").check()
    on(page, "What made it matter?")
    page.get_by_label("What made it matter?").fill("She didn’t try to fix anything.")
    on(page, "How did it feel?")
    page.get_by_role("link", name="Not this one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What did it change between you?")
    page.get_by_role("link", name="That is all, go to the end").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may see it?")


def on(page: Page, heading: str) -> None:
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def end(page: Page) -> None:
    page.get_by_label("Everybody who takes part", exact=False).last.check()
    page.get_by_label("Practical help, from June").check()
    page.get_by_role("button", name="Tell it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("June brought soup every evening.")
    expect(page.get_by_text("Not everybody in it has said yes yet.")).to_be_visible()


@pytest.mark.parametrize("how", ["page", "phone", "plain"])
def test_maya_tells_a_story_from_nothing_to_its_audience(
    how: str, request: Any, cast: Cast, come_in: Callable[..., Page]
) -> None:
    page = come_in(request.getfixturevalue(how), cast.account("maya"))
    tell(page, cast)
    end(page)
    story = Story.everyones.get()
    assert (story.audience, story.on, story.supports) == ("network", "2023-02", ["practical"])
    assert not Story.visible_to(cast.kofi).exists(), "June was not asked yet"
    says(cast, story, "yes")
    assert Story.visible_to(cast.kofi).exists()


def test_by_keyboard_alone(page: Page, cast: Cast, come_in: Callable[..., Page]) -> None:
    come_in(page, cast.account("maya")).goto(address(cast, "stories"))
    page.get_by_role("button", name="Tell a story").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened?")
    page.get_by_label("What happened?").focus()
    page.keyboard.type("Kofi kept a seat.")
    for _past in ("record", "its file", "draw", "its file"):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save and go on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is in it?")
    page.get_by_label("Kofi").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("When and where was it?")
    page.get_by_role("link", name="That is all, go to the end").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tell it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kofi kept a seat.")


def test_a_draft_is_saved_by_itself_and_says_so_once_the_house_has_it(
    page: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(page, cast.account("maya")).goto(address(cast, "stories"))
    page.get_by_role("button", name="Tell a story").click()
    page.get_by_label("What happened?").fill("June waved")
    expect(page.locator("[data-says]")).to_have_text("Saved.")
    assert Story.everyones.get().happened == "June waved"
    page.get_by_label("What happened?").fill("June waved from her window")
    expect(page.locator("[data-says]")).to_have_text("Saved.")
    page.goto(address(cast, "stories"))
    page.get_by_role("link", name=re.compile("Go on telling")).click()
    expect(page.get_by_label("What happened?")).to_have_value("June waved from her window")
    on(page, "Who is in it?")


def test_where_the_house_did_not_save_it_does_not_say_so(
    page: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(page, cast.account("maya")).goto(address(cast, "stories"))
    page.get_by_role("button", name="Tell a story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened?")
    page.route("**/tell/happened/", lambda route: route.fulfill(status=409))
    page.get_by_label("What happened?").fill("June waved")
    expect(page.locator("[data-says]")).to_contain_text("Not saved yet.")
    assert Story.everyones.get().happened == ""


@pytest.mark.parametrize("how", ["page", "phone", "plain"])
def test_june_says_no_by_link_and_the_story_is_gone_for_everybody(
    how: str,
    request: Any,
    visit: Callable[..., Page],
    live_server: Any,
    settings: Any,
    cast: Cast,
    come_in: Callable[..., Page],
) -> None:
    settings.URL = live_server.url
    story = told(cast, happened=WORDS)
    one = Consent.everyones.get(story=story)
    rosa = come_in(visit(), cast.account("rosa"))
    rosa.goto(address(cast, "story", story.pk))
    rosa.get_by_role("link", name="Ask June").click()
    rosa.get_by_role("button", name="Ask June").click()
    link = rosa.get_by_label("Address").input_value()
    june: Page = request.getfixturevalue(how)
    june.goto(link)
    expect(june.get_by_role("heading", level=1)).to_have_text("Rosa would like to show this")
    june.get_by_label("Yes", exact=True).check()
    june.get_by_role("button", name="That is my answer").click()
    expect(june.get_by_text("Thank you. Your answer is: Yes.")).to_be_visible()
    kofi = come_in(visit(), cast.account("kofi"))
    kofi.goto(address(cast, "stories"))
    kofi.get_by_role("link", name="June brought soup every evening.").click()
    expect(kofi.get_by_role("heading", level=1)).to_have_text("June brought soup every evening.")
    june.goto(link)
    june.get_by_label("No", exact=True).check()
    june.get_by_role("button", name="That is my answer").click()
    expect(june.get_by_text("Thank you. Your answer is: No.")).to_be_visible()
    assert kofi.reload().status == 404  # type: ignore[union-attr]
    kofi.goto(address(cast, "stories"))
    expect(kofi.get_by_text("June brought soup")).to_have_count(0)
    assert Consent.everyones.get(pk=one.pk).answer == "no"


def test_kofi_hides_what_he_is_in_with_one_press_and_rosa_is_told_kindly(
    page: Page, visit: Callable[..., Page], cast: Cast, come_in: Callable[..., Page]
) -> None:
    story = told(cast, who="kofi", happened="Kofi sang, quite badly.")
    says(cast, story, "yes", who="kofi")
    come_in(page, cast.account("kofi")).goto(address(cast, "in_it"))
    page.get_by_role("button", name=re.compile("Hide now")).click()
    expect(page.get_by_text("It is hidden.")).to_be_visible()
    rosa = come_in(visit(), cast.account("rosa"))
    rosa.goto(address(cast, "story", story.pk))
    expect(rosa.get_by_text("Somebody in it asked for this.")).to_be_visible()
    maya = come_in(visit(), cast.account("maya"))
    maya.goto(address(cast, "stories"))
    expect(maya.get_by_text("quite badly")).to_have_count(0)


def test_no_page_of_stories_has_a_barrier(
    page: Page, cast: Cast, come_in: Callable[..., Page], no_barrier: Callable[[Page], None]
) -> None:
    story = told(cast, by="maya", happened=WORDS, mattered="She stayed.", supports=["talk"])
    says(cast, story, "yes")
    draft = Story.begin(cast.maya, happened="A draft.")
    asked = Consent.everyones.get(story=story)
    kofis = told(cast, by="maya", who="kofi", happened="Kofi sang.")
    says(cast, kofis, "yes", who="kofi")
    come_in(page, cast.account("maya"))
    for where in (
        address(cast, "stories"),
        address(cast, "story", story.pk),
        address(cast, "tell", draft.pk, "happened"),
        address(cast, "tell", draft.pk, "all"),
        address(cast, "tell", draft.pk, "end"),
        address(cast, "ask_consent", asked.pk),
        reverse("consent_link", args=[asked.token]),
    ):
        page.goto(where)
        no_barrier(page)
    come_in(page, cast.account("kofi"))
    for name, *keys in (["in_it"], ["consent", Consent.everyones.get(story=kofis).pk]):
        page.goto(address(cast, name, *keys))
        no_barrier(page)
