"""Pictures: what comes in is never kept; what is kept holds nothing but colours."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from closeknit.exchange.pictures import only_pixels
from closeknit.networks.pixels import Refused
from closeknit.stories import painting
from closeknit.stories.models import Photo
from closeknit.stories.painting import hang, paint
from tests.stories.pictures import (
    PLANTED,
    PLANTED_AND_REFUSED,
    REFUSED,
    SECRET,
    exif,
    heic,
    saved,
    scene,
)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def painted(data):
    return paint(io.BytesIO(data), len(data))


def image(pixels):
    return Image.open(io.BytesIO(pixels))


def test_sixty_files_in_six_formats_carry_something():
    assert len(PLANTED) + len(PLANTED_AND_REFUSED) >= 60
    assert len({name.split()[0] for name in (*PLANTED, *PLANTED_AND_REFUSED)}) == 6
    told = {name: make() for name, make in {**PLANTED, **PLANTED_AND_REFUSED}.items()}
    plain = {name for name, data in told.items() if SECRET in data}
    assert set(told) - plain == {"png compressed words", "png colour profile"}, "packed by PNG"


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_that_was_planted_is_left(name):
    kept = painted(PLANTED[name]())
    assert (kept.width, kept.height) == (640, 480)
    for size, pixels in kept.files.items():
        found = image(pixels)
        assert SECRET not in pixels
        assert only_pixels(pixels), "as an archive takes it back"
        assert pixels[12:16] == b"VP8 ", "a plain picture without further blocks"
        assert found.size == ((320, 240) if size == "small" else (640, 480))
        assert not found.getexif()


@pytest.mark.parametrize("name", PLANTED_AND_REFUSED)
def test_other_kinds_with_something_planted_are_not_taken(name):
    with pytest.raises(Refused, match="JPEG, PNG, WebP or HEIC"):
        painted(PLANTED_AND_REFUSED[name]())


def test_a_large_picture_is_kept_in_three_sizes():
    kept = painted(saved("JPEG", scene((5000, 2500))))
    assert {size: image(pixels).size for size, pixels in kept.files.items()} == {
        "file": (2048, 1024),
        "middle": (960, 480),
        "small": (320, 160),
    }


def test_a_phones_twelve_million_dots_are_opened_at_half(monkeypatch):
    kept = painted(saved("JPEG", scene((4032, 3024))))
    assert (kept.width, kept.height) == (2016, 1512)
    upright = painted(saved("JPEG", scene((3024, 4032))))
    assert (upright.width, upright.height) == (1512, 2016)


def test_a_small_picture_is_never_made_larger():
    kept = painted(saved("PNG", scene((200, 100))))
    assert {image(pixels).size for pixels in kept.files.values()} == {(200, 100)}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_taken_sideways_stands_upright(form):
    side = exif(orientation=6)
    sent = heic(exif=side) if form == "HEIF" else saved(form, exif=side)
    kept = painted(sent)
    assert (kept.width, kept.height) == (480, 640)
    top, bottom = (image(kept.files["file"]).getpixel((240, y)) for y in (20, 620))
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_note_about_the_way_up_does_not_matter():
    broken = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\xff\xff" * 9
    assert painted(saved("JPEG", exif=broken)).width == 640


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr", "I;16"])
def test_pictures_of_every_colour_are_taken(mode):
    source = scene((6000, 3000)).convert("L" if mode == "I;16" else mode)
    source = source.convert("I;16").point(lambda v: v * 257) if mode == "I;16" else source
    form = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    kept = painted(saved(form, source))
    left, right = (image(kept.files["small"]).getpixel((x, 80)) for x in (20, 300))
    assert left != right
    assert (kept.width, kept.height) == (2048, 1024)


def test_what_is_see_through_stands_on_paper():
    kept = painted(saved("PNG", Image.new("RGBA", (50, 50), (0, 0, 0, 0))))
    assert min(image(kept.files["file"]).getpixel((25, 25))) > 235


def test_a_picture_that_is_all_noise_still_fits_into_an_archive():
    kept = painted(saved("PNG", Image.effect_noise((2500, 2500), 120).convert("RGB")))
    assert kept.width == 2048
    assert max(map(len, kept.files.values())) <= painting.MOST_KEPT


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_a_sentence(name):
    with pytest.raises(Refused) as refused:
        painted(REFUSED[name]())
    assert str(refused.value.why).endswith(".")


ALONE = """
import io, json, sys, time
from pathlib import Path
import django
django.setup()
from closeknit.networks.pixels import Refused
from closeknit.stories.painting import paint

def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

sent = sys.stdin.buffer.read()
before, began = most(), time.process_time()
try:
    paint(io.BytesIO(sent), len(sent))
    said = ""
except Refused as refused:
    said = str(refused.why)
print(json.dumps({"said": said, "took": time.process_time() - began, "most": most() - before}))
"""


@pytest.mark.parametrize(
    "name",
    ["30,000 dots a side", "thousands of layers", "a webp of 40 million dots",
     "40 million dots of one colour", "words that unpack to much", "half a jpeg"],
)  # fmt: skip
def test_a_bomb_takes_neither_time_nor_room(name):
    alone = [sys.executable, "-c", ALONE]
    sent = REFUSED[name]()
    done = subprocess.run(alone, input=sent, capture_output=True, check=True, timeout=120)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["said"]
    assert told["took"] < 2, "seconds of work"
    assert told["most"] < 300_000, "kilobytes"


@pytest.mark.django_db
def test_the_files_are_there_before_the_row_and_go_when_there_is_none(cast, folder, monkeypatch):
    photo = hang(cast.maya, painted(saved("JPEG")), caption="The soup")
    assert {default_storage.exists(getattr(photo, size)) for size in Photo.SIDES} == {True}
    assert (photo.width, photo.height) == (640, 480)
    before = sorted(folder.rglob("*.webp"))

    def fails(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(Photo, "make", fails)
    with pytest.raises(RuntimeError):
        hang(cast.maya, painted(saved("JPEG")))
    assert sorted(folder.rglob("*.webp")) == before


@pytest.mark.django_db
def test_names_of_files_tell_nothing(cast):
    photo = hang(cast.maya, painted(saved("JPEG")), caption="The soup")
    assert len({photo.file, photo.middle, photo.small}) == 3
    for name in (photo.file, photo.middle, photo.small):
        assert photo.pk not in name
        assert photo.network_id not in name
