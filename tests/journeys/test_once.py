"""A double click, Back and once more, two keys in a row, two people at one form: in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from closeknit.networks.models import Chapter, Note
from tests.cast import Cast, place

pytestmark = pytest.mark.django_db(transaction=True)


def at(cast: Cast, name: str, *more: str) -> str:
    return reverse(name, args=[cast.network.pk, *more])


def notes(cast: Cast) -> list[str]:
    return [row.text for row in Note.visible_to(cast.maya)]


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_writes_one_note(
    cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page], script: bool
) -> None:
    page = come_in(visit(java_script_enabled=script), cast.account("maya"))
    june = cast.people["june"].pk
    page.goto(at(cast, "add_note", june))
    page.get_by_label("Note").fill("Likes soup.")
    page.get_by_role("button", name="Save").dblclick(no_wait_after=True)
    expect(page.get_by_text("Likes soup.")).to_be_visible()
    assert notes(cast) == ["Likes soup."]


def test_going_back_and_sending_once_more_writes_one_note(
    cast: Cast, page: Page, come_in: Callable[..., Page]
) -> None:
    come_in(page, cast.account("maya"))
    page.goto(at(cast, "add_note", cast.people["june"].pk))
    page.get_by_label("Note").fill("Likes soup.")
    token = page.locator("#form [name=csrfmiddlewaretoken]").get_attribute("value")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Likes soup.")).to_be_visible()
    page.go_back()
    if page.locator("#form [name=csrfmiddlewaretoken]").get_attribute("value") == token:
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Likes soup.")).to_be_visible()
    assert notes(cast) == ["Likes soup."]


def test_two_keys_in_a_row_move_somebody_two_circles(
    cast: Cast, page: Page, come_in: Callable[..., Page]
) -> None:
    place(cast, "june", circle=4)
    come_in(page, cast.account("maya")).goto(at(cast, "map"))
    person = page.locator(f'svg.map a[data-key="{cast.people["june"].pk}"]')
    person.focus()
    for _ in range(2):
        page.keyboard.press("+")
    moved = page.locator("[data-live]").get_by_text("Friends")
    moved.wait_for(state="attached")
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 2


def test_whoever_is_second_reads_both_texts_and_saves_theirs(
    cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
) -> None:  # fmt: skip
    place(cast, "june", circle=2)
    maya = come_in(visit(), cast.account("maya"))
    rosa = come_in(visit(), cast.account("rosa"))
    for page in (maya, rosa):
        page.goto(at(cast, "people"))
    maya.get_by_label("Circle of June").select_option("1")
    rosa.get_by_label("Circle of June").select_option("3")
    maya.get_by_role("button", name="Save: it changed").click()
    rosa.get_by_role("button", name="Save: it changed").click()
    expect(rosa.get_by_role("heading", name="changed this while you were writing")).to_be_visible()
    expect(rosa.get_by_text("Nothing is lost.")).to_be_visible()
    no_barrier(rosa)
    rosa.get_by_role("button", name="Save: it changed").click()
    expect(rosa.get_by_text("Saved: June.")).to_be_visible()
    assert Chapter.visible_to(cast.maya).get(person=cast.people["june"]).circle == 3
