"""A picture of those who lead: looked at by all while its block is open, and by nobody else."""

from __future__ import annotations

import io
from html import unescape
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from closeknit.networks.bin import empty
from closeknit.workshops.models import Activity, Series, Session
from tests.cast import entered

from .scene import Workshop, workshop
from .test_room import by_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_disk")]
ALT = "A long table under trees, with nobody at it yet."


@pytest.fixture
def own_disk(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(colour: str = "teal") -> SimpleUploadedFile:
    out = io.BytesIO()
    noted = Image.Exif()
    noted[0x9286] = "taken at Rosa’s"
    Image.new("RGB", (1600, 800), colour).save(out, "JPEG", exif=noted)
    return SimpleUploadedFile("table.jpg", out.getvalue(), "image/jpeg")


class Evening:
    """A block that is a picture, planned and not open yet."""

    def __init__(self) -> None:
        self.here: Workshop = workshop()
        self.session = Session.of(self.here.series)[0]
        said = {"kind": "photo", "title": "Look", "prompt": "What do you see?"}
        self.block = Activity.add(self.here.rosa, self.session, **said)
        self.rosa, self.june = entered(self.here.cast, "rosa"), by_link(self.here.june)
        self.src = self.at("room_picture", self.block.pk)

    def at(self, name: str, *more: str) -> str:
        return reverse(name, args=[self.here.series.pk, self.session.pk, *more])

    def hang(self, who: Client | None = None, **said: Any) -> Any:
        sent = {"hang": "1", "own_picture": photo(), "alt": ALT, "agreed": "on", **said}
        where = self.at("block", self.block.pk)
        return (who or self.rosa).post(where, {k: v for k, v in sent.items() if v is not None})

    def screens(self) -> dict[str, str]:
        wall = self.at("room_wall")
        asked = {"june": (self.june, self.at("room")), "wall": (self.rosa, wall)}
        asked["rosa"] = (self.rosa, self.at("room"))
        return {name: unescape(who.get(at).content.decode()) for name, (who, at) in asked.items()}

    def open(self) -> None:
        assert self.rosa.post(self.at("room_open", self.block.pk)).status_code == 302


def files() -> list[str]:
    found = []
    for folder in (
        default_storage.listdir("workshops")[0] if default_storage.exists("workshops") else []
    ):
        found += default_storage.listdir(f"workshops/{folder}")[1]
    return found


def test_it_is_on_every_screen_while_its_block_is_open_and_nowhere_before_or_after(
    django_capture_on_commit_callbacks: Any,
) -> None:
    at = Evening()
    assert at.hang().status_code == 302
    assert at.june.get(at.src).status_code == 404
    assert at.rosa.get(at.src).status_code == 200, "those who lead look at what they chose"
    at.open()
    for page in at.screens().values():
        assert f'src="{at.src}"' in page
        assert f'alt="{ALT}"' in page
    shown = b"".join(at.june.get(at.src).streaming_content)
    assert Image.open(io.BytesIO(shown)).size == (960, 480)
    assert b"Rosa" not in shown
    for who in (entered(at.here.cast, "lena"), entered(at.here.cast, "maya")):
        assert who.get(at.src).status_code == 404
    assert Client().get(at.src).status_code in (302, 404)
    other = Activity.add(at.here.rosa, at.session, kind="prompt", title="On")
    assert at.rosa.post(at.at("room_open", other.pk)).status_code == 302
    assert at.june.get(at.src).status_code == 404
    at.open()
    with django_capture_on_commit_callbacks(execute=True):
        assert at.rosa.post(at.at("block", at.block.pk), {"down": "1"}).status_code == 302
    assert files() == []
    for who in (at.june, at.rosa):
        assert who.get(at.src).status_code == 404
    assert not any(at.src in page for page in at.screens().values())


def test_it_wants_words_and_the_yes_of_everybody_in_it() -> None:
    at = Evening()
    for lacks, said in (
        ({"alt": ""}, "Say in one sentence what is in it."),
        ({"agreed": None}, "Ask everyone in it first."),
        ({"own_picture": None}, "Choose a picture."),
        ({"own_picture": SimpleUploadedFile("a.jpg", b"%PDF-1.4 no picture")}, "JPEG"),
    ):
        answer = at.hang(**lacks)
        assert answer.status_code == 422
        assert said in unescape(answer.content.decode())
        if "alt" not in lacks:
            assert ALT + "</textarea>" in answer.content.decode(), "what was typed stays"
    assert files() == []
    assert at.hang(who=entered(at.here.cast, "kofi")).status_code == 404
    assert at.hang(who=at.june).status_code == 404


def test_another_one_takes_its_place_and_the_one_before_leaves_the_disk(
    django_capture_on_commit_callbacks: Any,
) -> None:
    at = Evening()
    at.hang()
    (before,) = files()
    with django_capture_on_commit_callbacks(execute=True):
        assert at.hang(own_picture=photo("navy"), alt="A boat.").status_code == 302
    (after,) = files()
    assert before != after
    at.block.refresh_from_db()
    assert at.block.alt == "A boat."
    form = {"kind": "photo", "title": "Look well", "minutes": "5", "version": at.block.version}
    assert at.rosa.post(at.at("block", at.block.pk), form).status_code == 302
    at.block.refresh_from_db()
    assert (at.block.title, at.block.alt, len(files())) == ("Look well", "A boat.", 1)


def test_it_goes_with_its_block_and_is_in_no_copy(django_capture_on_commit_callbacks: Any) -> None:
    at = Evening()
    at.hang()
    at.block.refresh_from_db()
    assert at.block.file not in str(at.session.copy_of())
    at.block.drop(at.here.rosa)
    assert at.rosa.get(at.src).status_code == 404
    Activity.everyones.filter(pk=at.block.pk).update(binned_at="2020-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        empty()
    assert files() == []


def test_it_is_gone_with_a_practice_that_is_thrown_away(
    django_capture_on_commit_callbacks: Any,
) -> None:
    at = Evening()
    at.hang()
    Series.everyones.filter(pk=at.here.series.pk).update(practice=True)
    with django_capture_on_commit_callbacks(execute=True):
        at.here.fresh().throw_away(at.here.rosa)
    assert files() == []
