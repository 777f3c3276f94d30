"""The real map without any colour: what it says is still seen."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Literal

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page

from closeknit.networks.models import Wish
from tests.cast import Cast, assemble, introduce, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    """One in each circle; Tanya is paid, a chair is empty, June and Rosa know each other."""
    cast = assemble()
    for name, circle in (("rosa", 1), ("june", 2), ("kofi", 3), ("tanya", 4)):
        place(cast, name, circle=circle, paid="paid" if name == "tanya" else "unpaid")
    introduce(cast, "rosa", "june")
    Wish.make(cast.maya, kind="companion", words="A friend", circle=2)
    return cast


class Grey:
    """A page without its colours, two pixels for one: how light it is anywhere, 0 to 255."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")

    def box(self, selector: str) -> tuple[float, float, float]:
        """Left, top and width of a round or square mark."""
        found = self.page.locator(selector).first.bounding_box()
        assert found
        return found["x"], found["y"], found["width"]

    def light(self, x: float, y: float) -> int:
        return int(self.picture.getpixel((int(x * 2), int(y * 2))))  # type: ignore[arg-type]

    def around(self, selector: str, share: float = 1.0) -> list[int]:
        """How light it is on a circle about this mark, `share` of its own radius away."""
        x, y, width = self.box(selector)
        radius = width / 2 * share
        turns = [math.tau * step / 360 for step in range(360)]
        middle = (x + width / 2, y + width / 2)
        return [
            self.light(middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn))
            for turn in turns
        ]

    def corner(self, selector: str) -> float:
        """How far in from the upper left corner of its box a mark begins, as a share of it."""
        x, y, width = self.box(selector)
        ground = self.light(x - 0.08 * width, y - 0.08 * width)
        steps = [step / 200 for step in range(-8, 80)]
        found = (s for s in steps if abs(self.light(x + s * width, y + s * width) - ground) > 50)
        return next(found, 1.0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_maya_reads_her_map_without_colours(
    cast: Cast,
    visit: Callable[..., Page],
    come_in: Callable[..., Page],
    scheme: Literal["light", "dark"],
) -> None:
    page = come_in(visit(device_scale_factor=2), cast.account("maya"))
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse("map", args=[cast.network.pk]))
    grey = Grey(page)
    face = {name: f'.map a[data-key="{one.pk}"]' for name, one in cast.people.items()}
    # Who is paid stands in a square, whoever is not in a circle.
    assert grey.corner(f"{face['tanya']} .paid-face") < 0.11
    for name in ("rosa", "june", "kofi"):
        assert 0.11 < grey.corner(f"{face[name]} .face") < 0.2
    # Their line is whole; that of an empty chair is broken.
    assert broken(grey, f"{face['june']} .face") < 0.05
    assert 0.2 < broken(grey, ".map .chair-face") < 0.8
    # Each circle is lighter than the last by day, darker by night, and ends in a line.
    grounds = [median(grey.around(f".map .ring-{n}", 0.985)) for n in (1, 2, 3, 4)]
    steps = [(b - a) * (1 if scheme == "light" else -1) for a, b in pairwise(grounds)]
    assert min(steps) >= 4, grounds
    for number, ground in enumerate(grounds, start=1):
        assert abs(median(grey.around(f".map .ring-{number}", 0.9985)) - ground) >= 40


def broken(grey: Grey, selector: str) -> float:
    """Which part of the line around a mark is not there."""
    line, ground = grey.around(selector, 0.97), median(grey.around(selector, 1.15))
    return sum(abs(light - ground) < 40 for light in line) / len(line)
