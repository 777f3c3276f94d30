"""The bin: what was taken away in any room comes back from one page."""

from __future__ import annotations

from html import unescape

import pytest
from django.apps import apps
from django.urls import reverse

from closeknit.networks.bin import KEPT
from closeknit.networks.models import Row
from closeknit.plans import gone as planned
from closeknit.plans.models import Touch
from closeknit.policy.doors import DOORS
from closeknit.stories import gone as told
from closeknit.stories.models import Moment, Reflection
from tests.cast import entered

pytestmark = pytest.mark.django_db


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


@pytest.mark.parametrize(
    ("of", "make"),
    [
        ("plans", lambda cast: Touch.log(cast.maya, cast.people["june"], "2026-05-04")),
        ("stories", lambda cast: Moment.make(cast.maya, "told", text="We sang.")),
        ("stories", lambda cast: Reflection.write(cast.maya, text="June came.")),
    ],
)
def test_what_another_room_took_away_comes_back_from_its_shelf(cast, maya, of, make):
    row = make(cast)
    row.bin(cast.maya)
    page = unescape(maya.get(at(cast, "bin"), {"of": of}).content.decode())
    assert row.in_short() in page
    back = next(link for link in page.split('"') if row.pk in link and link.startswith("/n/"))
    assert maya.post(back).status_code == 302
    assert type(row).visible_to(cast.maya).filter(pk=row.pk).exists()


def test_a_shelf_shows_nobody_the_thoughts_of_others(cast, rosa):
    Reflection.write(cast.maya, text="June came.").bin(cast.maya)
    page = unescape(rosa.get(at(cast, "bin"), {"of": "stories"}).content.decode())
    assert "June came." not in page


def test_a_shelf_nobody_knows_is_the_first_one(cast, maya):
    assert maya.get(at(cast, "bin"), {"of": "elsewhere"}).status_code == 200
    assert entered(cast, "kofi").get(at(cast, "bin"), {"of": "plans"}).status_code == 404


def test_every_way_back_has_its_place_on_a_shelf():
    """A door that brings something back belongs to a kind that the bin knows."""
    shelved = {*planned.BACK.values(), *told.BACK.values()}
    doors = {
        name
        for name in DOORS
        if "bring_back" in name and DOORS[name].kind == "network" and name != "bring_back"
    }
    assert doors == shelved
    rows = {model for model in apps.get_models() if issubclass(model, Row)}
    assert {*KEPT, *planned.BACK, *told.BACK} <= rows
