"""A book to keep: begun, filled and taken along; with keys alone, and without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from closeknit.policy import Audience, Level
from closeknit.stories.models import Keepsake, Story
from closeknit.stories.painting import hang, paint
from tests.cast import Cast, assemble, place
from tests.stories.pictures import saved, scene

pytestmark = pytest.mark.django_db(transaction=True)


def lived() -> Cast:
    """A told story, a picture of the choir, and Rosa on the map since 2019."""
    cast = assemble()
    place(cast, "rosa", circle=1, since="2019")
    story = Story.begin(cast.maya, happened="June brought soup. She stayed.", on="2023-02")
    story.tell(cast.maya, story.version, Audience(Level.STEWARDS))
    data = saved("JPEG", scene())
    hang(
        cast.maya, paint(io.BytesIO(data), len(data)), caption="Soup for nine", occasion="The choir"
    )
    return cast


def test_maya_makes_a_book_and_takes_it_along(
    plain: Page, come_in: Callable[..., Page], tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast = lived()
    page = come_in(plain, cast.account("maya"))
    page.goto(reverse("stories", args=[cast.network.pk]))
    page.get_by_role("link", name="Books to keep").click()
    page.get_by_label("What is it called?").fill("Soup at six")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_label("A dedication").fill("For everybody who knocked.")
    for one in ("June brought soup.", "The choir", "1 January 2020"):
        page.get_by_label(one).focus()
        page.keyboard.press("Space")
    page.get_by_label("A dedication").press("Tab")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Soup at six")
    titles = page.locator(".leaf h2").all_inner_texts()
    assert titles == ["The map on 1 January 2020", "June brought soup.", "The choir"]
    drawn = page.get_by_alt_text("The map on 1 January 2020")
    drawn.scroll_into_view_if_needed()
    expect(drawn).to_have_js_property("complete", value=True)
    assert drawn.evaluate("one => one.naturalWidth") > 0
    for name, beginning in (("For printing", b"%PDF-"), ("As a page", b"<!doctype html>")):
        with page.expect_download() as waited:
            page.get_by_role("link", name=name).click()
        assert Path(waited.value.path()).read_bytes().startswith(beginning)


def test_what_was_taken_along_opens_by_itself(
    page: Page, come_in: Callable[..., Page], no_barrier: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast = lived()
    row = Keepsake.make(
        cast.maya, title="Soup at six", chosen=["occasion:The choir", "map:2020-01-01"]
    )
    come_in(page, cast.account("maya"))
    page.goto(reverse("keepsake", args=[cast.network.pk, row.pk]))
    no_barrier(page)
    with page.expect_download() as waited:
        page.get_by_role("link", name="As a page").click()
    kept = tmp_path / "book.html"
    waited.value.save_as(kept)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{kept}")
    assert page.locator("figure img").evaluate("one => one.naturalWidth") == 640
    assert page.evaluate("document.fonts.check('600 20px Fraunces')")
    assert {one.partition(":")[0] for one in asked} <= {"file", "data"}
