"""Whoever takes part no more finds nothing at their very next request, whichever way they go."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from closeknit.networks.erasure import erase
from closeknit.networks.models import Membership, Person, Portrait
from closeknit.networks.models.base import barred
from closeknit.policy import Channel
from tests.cast import Cast, entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def part(cast: Cast, who: str) -> Membership:
    found: Membership = Membership.everyones.get(network=cast.network, account=cast.account(who))
    return found


def removed(cast: Cast, who: str) -> None:
    part(cast, who).take_out(cast.maya)


def left(cast: Cast, who: str) -> None:
    part(cast, who).end(cast.actors[who])


def ended_by_date(cast: Cast, who: str) -> None:
    Membership.everyones.filter(pk=part(cast, who).pk).update(until=timezone.now())


def paused(cast: Cast, who: str) -> None:
    part(cast, who)._end(cast.maya, "paused")


def network_in_the_bin(cast: Cast, who: str) -> None:
    type(cast.network).everyones.filter(pk=cast.network.pk).update(binned_at=timezone.now())


def network_erased(cast: Cast, who: str) -> None:
    erase(cast.network)


def account_at_rest(cast: Cast, who: str) -> None:
    resting = cast.account(who)
    resting.is_active = False
    resting.save()


WAYS = (
    removed,
    left,
    ended_by_date,
    paused,
    network_in_the_bin,
    network_erased,
    account_at_rest,
)


def photo(cast: Cast) -> Portrait:
    pixels = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(pixels, "WEBP")
    file = default_storage.save("portraits/aa/rosa.webp", ContentFile(pixels.getvalue()))
    hung: Portrait = Portrait.make(cast.maya, person=cast.people["rosa"], file=file)
    return hung


def channels(cast: Cast, who: str) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Every way in that exists today, as (method, address, headers)."""
    net, june = cast.network.pk, cast.people["june"].pk
    hung = Portrait.everyones.first() or photo(cast)
    shared = {
        "list": ("get", reverse("people", args=[net]), {}),
        "members": ("get", reverse("members", args=[net]), {}),
        "waiting": ("get", reverse("waiting", args=[net]), {}),
        "file": ("get", reverse("portrait", args=[net, hung.pk]), {}),
        "open form": ("post", reverse("intentions", args=[net]), {}),
    }
    if who != "rosa":
        return shared
    return shared | {
        "page": ("get", reverse("map", args=[net]), {}),
        "fragment": ("get", f"{reverse('map', args=[net])}?person={june}", {"HX-Request": "true"}),
        "drawing": ("get", reverse("map_svg", args=[net]), {}),
        "search": ("get", f"{reverse('people', args=[net])}?find=ju", {}),
        "open form of a row": ("post", reverse("change_person", args=[net, june]), {}),
    }


def ask(browser, way_in):
    method, where, headers = way_in
    return getattr(browser, method)(where, headers=headers)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("who", ["rosa", "kofi"])
def test_every_channel_is_shut_at_the_next_request(cast, who, way):
    browser = entered(cast, who)
    ways_in = channels(cast, who)
    for name, way_in in ways_in.items():
        assert ask(browser, way_in).status_code < 404 or name.startswith("open form"), name
        assert ask(browser, way_in).status_code not in (404, 500), name
    way(cast, who)
    for name, way_in in ways_in.items():
        answer = ask(browser, way_in)
        shut = answer.status_code == 404
        outside = answer.status_code == 302 and "/enter/" in answer.url
        assert outside if way is account_at_rest else shut, name


@pytest.mark.parametrize("way", WAYS[:5], ids=lambda way: way.__name__)
def test_what_lies_in_a_queue_is_asked_again_when_it_goes_out(cast, way):
    """A letter, a feed, an export: whoever it was for is nobody when it is made."""
    assert Person.visible_to(cast.network.actor(cast.rosa.account)).exists()
    way(cast, "rosa")
    found = type(cast.network).of(cast.rosa.account)
    assert not found.filter(pk=cast.network.pk).exists()
    if way is network_in_the_bin:
        return
    actor = cast.network.actor(cast.rosa.account)
    for channel in Channel:
        assert not Person.visible_to(actor, channel).exists(), channel


def test_a_hidden_row_is_gone_from_every_channel(cast):
    rosa, june = entered(cast, "rosa"), cast.people["june"]
    ways_in = {
        "page": ("get", reverse("person", args=[cast.network.pk, june.pk]), {}),
        "form": ("post", reverse("change_person", args=[cast.network.pk, june.pk]), {}),
    }
    for way_in in ways_in.values():
        assert ask(rosa, way_in).status_code != 404
    Person.everyones.filter(pk=june.pk).update(kept_out=barred([cast.rosa.account]))
    for name, way_in in ways_in.items():
        assert ask(rosa, way_in).status_code == 404, name
    for name in ("people", "map", "people_sentences", "map_svg"):
        page = rosa.get(reverse(name, args=[cast.network.pk])).content.decode()
        assert "June" not in page, name


def test_a_session_of_somebody_taken_out_still_opens_their_other_networks(cast):
    """They are not sent out of the house: only this network is gone."""
    own = type(cast.network).begin(cast.kofi.account, "Kofi", mine=True)
    removed(cast, "kofi")
    kofi = entered(cast, "kofi")
    assert kofi.get(reverse("map", args=[cast.network.pk])).status_code == 404
    assert kofi.get(reverse("map", args=[own.pk])).status_code == 200


def test_an_end_date_shuts_the_door_in_its_second(cast, monkeypatch):
    end = timezone.now() + dt.timedelta(days=1)
    Membership.everyones.filter(pk=part(cast, "tanya").pk).update(until=end)
    where = reverse("people", args=[cast.network.pk])
    tanya = entered(cast, "tanya")
    for moment, status in ((-1, 200), (0, 404), (1, 404)):
        now = end + dt.timedelta(seconds=moment)
        monkeypatch.setattr("closeknit.networks.models.network.timezone.now", lambda now=now: now)
        assert tanya.get(where).status_code == status
