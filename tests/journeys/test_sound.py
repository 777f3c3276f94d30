"""Saying a moment aloud on a phone, drawing a thought, and both without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from closeknit.stories.models import Moment, Reflection, Story
from closeknit.stories.sound import only_samples
from tests.cast import Cast, assemble
from tests.stories.pictures import saved as picture_file
from tests.stories.sounds import tone

pytestmark = pytest.mark.django_db(transaction=True)
VOICE = {"name": "voice.wav", "mimeType": "audio/wav", "buffer": tone(2)}
PICTURE = {"name": "soup.png", "mimeType": "image/png", "buffer": picture_file("PNG")}


@pytest.fixture
def cast(tmp_path: Any, settings: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return assemble()


def at(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def test_maya_records_a_moment_on_her_phone(
    phone: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(phone, cast.account("maya")).goto(at(cast, "stories"))
    status = phone.locator("voice-note [role=status]")
    phone.get_by_role("button", name="Record").tap()
    expect(status).to_have_text("Recording. Say it in your own words.")
    expect(phone.get_by_role("button", name="Stop")).to_be_focused()
    expect(phone.locator("[data-time]")).to_have_text("2 seconds")
    phone.get_by_role("button", name="Stop").tap()
    expect(status).to_contain_text("It is kept when you save.")
    phone.get_by_role("button", name="Listen").tap()
    expect(status).to_have_text("Playing.")
    expect(status).to_have_text("", timeout=15_000)
    phone.get_by_role("button", name="Record again").tap()
    expect(phone.locator("[data-time]")).to_have_text("1 second")
    phone.keyboard.press("Enter")  # the button to stop has the focus
    expect(status).to_contain_text("It is kept when you save.")
    phone.get_by_role("button", name="Write it down").tap()
    player = phone.locator("audio")
    expect(player).to_have_count(1)
    moment = Moment.everyones.get()
    assert 1 <= moment.seconds <= 3
    with default_storage.open(moment.sound) as kept:
        assert only_samples(kept.read())
    length = player.evaluate(
        "one => new Promise((done, not) => {"
        " one.onloadedmetadata = () => done(one.duration); one.onerror = not; one.load();"
        " one.preload = 'auto' })"
    )
    assert abs(length - moment.seconds) < 1


def test_a_recorder_stops_by_itself(page: Page, cast: Cast, come_in: Callable[..., Page]) -> None:
    come_in(page, cast.account("maya")).goto(at(cast, "stories"))
    page.locator("voice-note").evaluate("one => one.setAttribute('most', '1')")
    page.get_by_role("button", name="Record").click()
    status = page.locator("voice-note [role=status]")
    expect(status).to_contain_text("That is as long as it can be. Recorded: 1 second.")


def test_a_thought_is_drawn_with_a_finger(
    phone: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(phone, cast.account("maya")).goto(at(cast, "reflect", "free"))
    phone.get_by_text("Draw it", exact=True).tap()
    sheet = phone.locator("canvas")
    sheet.scroll_into_view_if_needed()
    status = phone.locator("draw-pad [role=status]")
    line(phone, sheet, 0.2)
    expect(status).to_have_text("Drawn. It is kept when you save.")
    phone.get_by_role("button", name="Red").tap()
    phone.get_by_role("button", name="Thick pen").tap()
    line(phone, sheet, 0.5)
    line(phone, sheet, 0.8)
    phone.get_by_role("button", name="Undo").tap()
    expect(status).to_have_text("Drawn. It is kept when you save.")
    phone.get_by_role("button", name="Save", exact=True).tap()
    shown = phone.locator("main .shown")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    assert (shown.bounding_box() or {})["width"] > 250
    row = Reflection.everyones.get()
    with default_storage.open(row.picture) as kept:
        drawn = Image.open(io.BytesIO(kept.read())).convert("RGB")
    assert drawn.size == (960, 720)
    dark, red, undone = (drawn.getpixel((480, int(720 * part))) for part in (0.2, 0.5, 0.8))
    assert max(dark) < 90
    assert red[0] > red[1] + 60
    assert min(undone) > 230


def line(page: Page, sheet: Any, part: float) -> None:
    """Straight across the sheet, at this part of its height."""
    box = sheet.bounding_box()
    across = box["y"] + box["height"] * part
    page.mouse.move(box["x"] + box["width"] * 0.2, across)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, across, steps=6)
    page.mouse.up()


def test_a_story_is_told_by_files_without_javascript(
    plain: Page, cast: Cast, come_in: Callable[..., Page]
) -> None:
    come_in(plain, cast.account("maya")).goto(at(cast, "stories"))
    plain.get_by_role("button", name="Tell a story").click()
    expect(plain.get_by_role("button", name="Record")).to_be_hidden()
    plain.get_by_label("Or say it aloud").set_input_files(VOICE)
    plain.get_by_label("Or show it").set_input_files(PICTURE)
    with plain.expect_navigation():
        plain.get_by_role("button", name="Save and stop here").click()
    story = Story.everyones.get()
    assert (story.seconds, bool(story.picture)) == (2, True)
    plain.goto(at(cast, "tell", story.pk, "all"))
    plain.get_by_label("Take the recording away, for good").check()
    with plain.expect_navigation():
        plain.get_by_role("button", name="Save and stop here").click()
    story.refresh_from_db()
    assert (story.sound, bool(story.picture)) == ("", True)


def test_no_page_with_a_voice_or_a_drawing_has_a_barrier(
    page: Page,
    cast: Cast,
    come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:
    come_in(page, cast.account("maya")).goto(at(cast, "stories"))
    page.get_by_label("Or say it aloud").set_input_files(VOICE)
    page.get_by_label("Or show it").set_input_files(PICTURE)
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Draw it", exact=True).click()
    expect(page.locator("audio")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Tell it fully").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened?")
    expect(page.locator("audio")).to_be_visible()
    no_barrier(page)
