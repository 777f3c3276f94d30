"""A phone keeps the house beside its other programs, under the name somebody wants."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from closeknit.accounts.own import go_quiet
from closeknit.accounts.views.installed import CARD, PAPER
from tests.cast import Cast
from tests.design.colours import looks

pytestmark = pytest.mark.django_db


def kept(client: Client) -> dict[str, Any]:
    answer = client.get("/app.webmanifest")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "manifest-src 'self'" in answer.headers["Content-Security-Policy"]
    return dict(answer.json())


def picture(icon: dict[str, str]) -> Image.Image:
    path = finders.find(icon["src"].removeprefix("/static/"))
    assert isinstance(path, str)
    return Image.open(io.BytesIO(Path(path).read_bytes()))


def test_it_says_all_that_a_phone_asks_for() -> None:
    said = kept(Client())
    assert (said["name"], said["short_name"]) == ("Closeknit", "Closeknit")
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }


@pytest.mark.parametrize("quiet", [False, True])
def test_its_pictures_are_as_large_as_it_says_and_no_mask_cuts_them(
    cast: Cast, maya: Client, quiet: bool
) -> None:
    go_quiet(cast.account("maya"), quiet)
    for icon in kept(maya)["icons"]:
        drawn = picture(icon)
        assert f"{drawn.width}x{drawn.height}" == icon["sizes"]
        middle, paper = drawn.width / 2, drawn.convert("RGB").getpixel((0, 0))
        marked = drawn.convert("RGB").load()
        assert marked
        # The circle that every mask leaves whole has four fifths of the width.
        far = [
            (x, y)
            for x in range(drawn.width)
            for y in range(0, drawn.height, 3)
            if (x - middle) ** 2 + (y - middle) ** 2 > (0.41 * drawn.width) ** 2
        ]
        assert {marked[place] for place in far} == {paper}


def test_maya_s_quiet_name_stands_under_the_picture_too(
    cast: Cast, maya: Client, settings: Any
) -> None:
    settings.NEUTRAL_TITLE = "Recipes"
    go_quiet(cast.account("maya"), True)
    said = kept(maya)
    assert (said["name"], said["short_name"]) == ("Recipes", "Recipes")
    assert "closeknit" not in said.get("description", "").lower()
    assert all("/plain-" in icon["src"] for icon in said["icons"])
    assert kept(Client())["name"] == "Closeknit"


def test_every_page_tells_where_it_is_and_nothing_works_offline() -> None:
    page = Client().get("/safety/").content.decode()
    # With the cookie: else nobody's quiet name would be known.
    assert '<link rel="manifest" crossorigin="use-credentials" href="/app.webmanifest">' in page
    assert "serviceWorker" not in page


def test_the_frame_has_the_colour_of_the_page_by_day_and_by_night() -> None:
    page = Client().get("/safety/").content.decode()
    told = dict(re.findall(r'theme-color" content="(#\w+)" media="[^"]*: (\w+)\)', page))
    tokens = looks()
    assert told == {tokens["light"]["card"]: "light", tokens["dark"]["card"]: "dark"}
    assert (tokens["light"]["paper"], tokens["light"]["card"]) == (PAPER, CARD)


def test_whoever_is_new_reads_in_which_ways_the_house_can_be_used(settings: Any) -> None:
    settings.OPERATOR = "Ann, ann@example.org"
    for where in ("/", "/safety/"):
        assert 'href="/accessibility/"' in Client().get(where).content.decode()
    page = Client().get("/accessibility/").content.decode()
    assert "Checked by machines only." in page
    assert "Ann, ann@example.org" in page


def test_so_does_whoever_has_an_account(maya: Client) -> None:
    assert 'href="/accessibility/"' in maya.get("/account/").content.decode()
