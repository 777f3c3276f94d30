"""A session with three browsers at once: Rosa leads it, Kofi and June take part, each on a phone.

The real server: a stream is what this is about, and the server of the other journeys has none.
"""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.manage.test_kills import run
from tests.manage.test_serve import house

from .conftest import NARROW, WIDE

SEED = """
from closeknit import folder; folder.prepare(folder.chosen())
import django; django.setup()
from tests.workshops.evening import seed; seed()
"""
Come = Callable[..., Page]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("evening")
    made = run(SEED, folder)
    assert made.stdout
    told = json.loads(made.stdout.read())
    assert made.wait(300) == 0
    made.stdout.close()
    with house(folder) as (_process, address, _said):
        yield {**told, "address": address, "folder": folder}


@pytest.fixture
def come(chromium: Browser, evening: dict[str, Any]) -> Iterator[Come]:
    """`come("june")`: somebody opens the room in a browser of their own."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def came(who: str, **wanted: Any) -> Page:
        size = WIDE if who == "rosa" else NARROW
        context = chromium.new_context(
            **{"viewport": size, "base_url": evening["address"], "reduced_motion": "reduce"}
            | wanted
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        pairs = evening.get(who, {}).items()  # an outsider has none
        context.add_cookies([{"name": n, "value": v, "url": evening["address"]} for n, v in pairs])
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(evening["room"])
        return page

    yield came
    for context in contexts:
        context.close()
    assert trouble == []


def opens(rosa: Page, title: str) -> None:
    """What another journey left open is open already."""
    step = rosa.locator("[aria-current=step]")
    if any(title in said for said in step.all_inner_texts()):
        return
    rosa.get_by_role("button", name=re.compile(f"Open (it|again) *: {title}")).click()
    expect(step).to_contain_text(title)


def line(page: Page) -> Any:
    return page.locator("[data-line]")


def test_an_evening_in_the_room(come: Come) -> None:
    rosa, june = come("rosa"), come("june")
    expect(june.get_by_text("We begin soon")).to_be_visible()
    opens(rosa, "Story")
    expect(june.get_by_text("Who turned up for you?")).to_be_visible()

    # June is typing while others come, answer and move the room; then her line is cut.
    june.get_by_label("Your answer").press_sequentially("A neighbour minded ")
    kofi = come("kofi")  # a late joiner
    expect(kofi.get_by_text("Who turned up for you?")).to_be_visible()
    rosa.get_by_role("button", name=re.compile("Late *: Kofi")).click()
    expect(rosa.get_by_text("came late")).to_be_visible()
    kofi.get_by_role("button", name="Pass", exact=True).click()
    expect(kofi.get_by_text("You passed, and that is fine.")).to_be_visible()
    expect(rosa.get_by_text("1 passed")).to_be_visible()
    expect(rosa.get_by_text("1 writing")).to_be_visible()
    june.context.set_offline(True)
    expect(june.get_by_label("Your answer")).to_be_focused()
    june.keyboard.type("the baby.")
    june.get_by_role("button", name="Send it").click()
    expect(line(june)).to_contain_text("Not sent yet")
    expect(june.get_by_label("Your answer")).to_have_value("A neighbour minded the baby.")
    june.context.set_offline(False)
    expect(june.get_by_text("Your answer is in.")).to_be_visible()
    expect(rosa.get_by_text("1 answered")).to_be_visible()

    # Nobody sees it until it is shown; then everybody does.
    for other in (rosa, kofi):
        expect(other.get_by_text("minded the baby")).to_have_count(0)
    rosa.get_by_role("button", name="Show answers").click()
    for other in (rosa, kofi):
        expect(other.get_by_text("A neighbour minded the baby.")).to_be_visible()


def kept(answer: Response) -> bool:
    """Whether the house has these words; that nothing is new it says in the same way, to a look."""
    said = answer.request.post_data or ""
    return answer.request.method == "POST" and answer.status == 204 and "cook" in said


def test_words_stay_when_the_room_goes_on_or_the_page_is_opened_anew(come: Come) -> None:
    rosa, june = come("rosa"), come("june")
    opens(rosa, "Wishes")
    # Until her page has moved, a field of the same name belongs to what was open before.
    expect(june.get_by_text("What would you wish for?")).to_be_visible()
    field = june.get_by_label("Your answer")
    with june.expect_response(kept):
        field.press_sequentially("Somebody to cook ")
    june.reload()
    expect(field).to_have_value("Somebody to cook ")
    field.press("End")
    field.press_sequentially("with")
    opens(rosa, "Closing")
    expect(june.get_by_text("What do you take home?")).to_be_visible()
    late = june.locator("[data-late]").get_by_text("The facilitator has gone on")
    expect(late).to_be_visible()
    expect(june.locator("[data-late] textarea")).to_have_value("Somebody to cook with")


def sit_together(rosa: Page) -> None:
    """June and Kofi are here, and sit in one small group."""
    for name in ("June", "Kofi"):
        comes = rosa.get_by_role("button", name=re.compile(f"^Here *: {name}"))
        if comes.count():
            comes.click()
            expect(comes).to_have_count(0)
    rosa.get_by_role("link", name=re.compile("Form small groups|Change them")).click()
    for name in ("June", "Kofi"):
        rosa.get_by_role("combobox", name=re.compile(f"^{name}")).select_option("1")
    rosa.get_by_role("button", name="Send them to their groups").click()


def test_whoever_takes_notes_no_more_keeps_the_line_they_typed(come: Come) -> None:
    rosa, june = come("rosa"), come("june")
    sit_together(rosa)
    expect(june.get_by_text("June takes notes.")).to_be_visible()
    june.get_by_label("One line for everybody").press_sequentially("Ask the neighbour with the van")
    rosa.get_by_label(re.compile("Somebody else takes notes")).select_option(label="Kofi")
    rosa.get_by_role("button", name="Let them take notes").click()
    expect(june.get_by_text("Your group has changed.")).to_be_visible()
    june.get_by_role("button", name="Bring it back").click()
    words = june.get_by_label("Your words")
    expect(words).to_have_value("Ask the neighbour with the van")
    opens(rosa, "Wishes")  # the room moves on, and her words stay on her page
    expect(june.get_by_text("What would you wish for?")).to_be_visible()
    expect(words).to_have_value("Ask the neighbour with the van")


def test_the_room_works_without_a_script(come: Come) -> None:
    rosa = come("rosa", java_script_enabled=False)
    june = come("june", java_script_enabled=False)
    opens(rosa, "One word")
    june.get_by_role("link", name="Look again").click()
    june.get_by_label("A word, or two").fill("Trust")
    june.get_by_role("button", name="Send it").click()
    expect(june.get_by_text("Your answer is in.")).to_be_visible()
    june.get_by_role("button", name="I could use a hand").click()
    rosa.get_by_role("link", name="Look again").click()
    rosa.get_by_role("button", name=re.compile("I was there *: June")).click()
    rosa.get_by_role("button", name="Show answers").click()
    rosa.get_by_role("link", name="Show to the room").click()
    expect(rosa.get_by_text("Trust")).to_be_visible()


def test_no_screen_of_the_room_has_a_barrier(come: Come) -> None:
    rosa, june = come("rosa"), come("june")
    opens(rosa, "Told")
    expect(june.get_by_text("It stays in the room")).to_be_visible()
    wall = come("rosa")
    wall.goto(wall.url + "wall/")
    groups = come("rosa")
    groups.goto(groups.url + "groups/")
    for page in (rosa, june, wall, groups):
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def test_from_the_open_room_to_a_recap_that_an_outsider_reads(come: Come) -> None:
    rosa, june, kofi = come("rosa"), come("june"), come("kofi")
    opens(rosa, "Closing")
    opens(rosa, "Told")
    june.get_by_text("It may go in the recap, with my first name").click()
    june.get_by_label("The story in a few lines").fill("A neighbour minded the baby all winter.")
    june.get_by_role("button", name="I would like to tell one").click()
    expect(june.get_by_text("You would like to tell a story.")).to_be_visible()
    kofi.get_by_role("button", name="Pass: I listen today").click()
    expect(kofi.get_by_text("You listen today, and that is fine.")).to_be_visible()
    expect(rosa.get_by_text("1 would like to tell")).to_be_visible()

    sit_together(rosa)
    june.get_by_label("One line for everybody").fill("Ask the neighbour with the van.")
    june.get_by_label("It may go in the recap: all of our group").check()
    june.get_by_role("button", name="Bring it back").click()
    expect(kofi.get_by_text("Ask the neighbour with the van.")).to_be_visible()
    rosa.get_by_role("link", name="Change them").click()
    rosa.get_by_role("button", name="Back into one room").click()
    expect(kofi.get_by_role("heading", name="From the small groups")).to_be_visible()

    rosa.goto(rosa.url.replace("/room/", "/sessions/") + "recap/words/")
    rosa.get_by_label("One thing to keep in mind").fill("Somebody has to mean it.")
    rosa.get_by_role("button", name="Save, and draft the recap").click()
    expect(rosa.get_by_label(re.compile("A neighbour minded the baby"))).to_be_checked()
    rosa.get_by_role("button", name="Save, and see it as others would").click()
    rosa.get_by_label("Everybody, on a page of its own").check()
    rosa.get_by_role("button", name="Publish", exact=True).click()
    expect(rosa.get_by_text("June, with their yes")).to_be_visible()

    outsider = come("nobody")
    outsider.goto(f"/recaps/{rosa.url.rstrip('/').split('/')[-1]}/")
    for words in ("A neighbour minded the baby all winter.", "Ask the neighbour with the van."):
        expect(outsider.get_by_text(words)).to_be_visible()
    expect(outsider.get_by_text("June, with their yes")).to_be_visible()
    expect(outsider.get_by_text("Kofi")).to_have_count(0)


def test_the_house_stops_gently_while_screens_watch(evening: dict[str, Any]) -> None:
    with house(evening["folder"]) as (process, address, _said):
        cookies = "; ".join(f"{name}={said}" for name, said in evening["june"].items())
        asked = urllib.request.Request(address + evening["events"], headers={"Cookie": cookies})
        with urllib.request.urlopen(asked, timeout=10) as watching:
            assert watching.readline() == b"retry: 2000\n"
            process.terminate()
            assert process.wait(30) == 0  # it gives its screens three seconds
        assert process.stdout
        assert "Traceback" not in process.stdout.read()
