"""Pictures with wide colours, as phones take them: as bright after they are painted anew."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from closeknit.exchange.pictures import only_pixels
from closeknit.networks import colours
from closeknit.networks.portraits import repaint
from closeknit.stories.painting import paint
from tests.stories.pictures import SECRET, exif, heic, saved
from tests.stories.profiles import ADOBE_RGB, DISPLAY_P3, SCREEN, gamma, grey, of_inks, profile

RED, GREEN, GREY = (255, 0, 0), (0, 255, 0), (128, 128, 128)
IN_P3 = {RED: (234, 51, 35), GREEN: (117, 251, 76), GREY: GREY}
IN_ADOBE = {RED: (219, 0, 0), GREEN: (144, 255, 60), GREY: GREY}
WIDE = {"Display P3": (DISPLAY_P3, IN_P3), "Adobe RGB": (ADOBE_RGB, IN_ADOBE)}
FORMS = ("JPEG", "PNG", "WEBP", "HEIF")


def striped(three, mode="RGB", size=(960, 480)):
    """Three colours side by side."""
    image = Image.new(mode, size)
    for at, one in enumerate(three):
        image.paste(one, (at * size[0] // 3, 0, (at + 1) * size[0] // 3, size[1]))
    return image


def as_sent(form, image, icc, **more):
    if form == "HEIF":
        return heic(image, icc_profile=icc, **more)
    fine = {"lossless": True} if form == "WEBP" else {"quality": 95} if form == "JPEG" else {}
    return saved(form, image, icc_profile=icc, **fine, **more)


def seen(pixels):
    """The three colours of what is kept, well inside each."""
    image = Image.open(io.BytesIO(pixels)).convert("RGB")
    width, height = image.size
    return [image.getpixel((width * part // 6, height // 2)) for part in (1, 3, 5)]


def painted(data):
    return paint(io.BytesIO(data), len(data))


def near(found, wanted, by=6):
    return all(
        abs(a - b) <= by
        for one, two in zip(found, wanted, strict=True)
        for a, b in zip(one, two, strict=True)
    )


@pytest.mark.parametrize("wide", WIDE)
@pytest.mark.parametrize("form", FORMS)
def test_wide_colours_are_those_a_screen_shows(form, wide):
    icc, colour = WIDE[wide]
    kept = painted(as_sent(form, striped(colour.values()), icc))
    for size, pixels in kept.files.items():
        assert near(seen(pixels), colour), size
        assert only_pixels(pixels)
        assert b"ours" not in pixels


@pytest.mark.parametrize("form", FORMS)
def test_without_the_profile_the_same_numbers_are_pale(form):
    kept = painted(as_sent(form, striped(IN_P3.values()), None))
    assert near(seen(kept.files["middle"]), IN_P3.values(), by=8)
    assert not near(seen(kept.files["middle"]), IN_P3)


@pytest.mark.parametrize("form", FORMS)
def test_a_portrait_keeps_its_colours_as_well(form):
    data = as_sent(form, striped(IN_P3.values(), size=(480, 480)), DISPLAY_P3)
    assert near(seen(repaint(io.BytesIO(data), len(data))), IN_P3)


def test_pictures_with_few_colours_or_see_through_too():
    whole = striped(IN_P3.values())
    for image in (whole.quantize(8), whole.convert("RGBA")):
        kept = painted(saved("PNG", image, icc_profile=DISPLAY_P3))
        assert near(seen(kept.files["file"]), IN_P3)
    clear = Image.new("RGBA", (60, 60), (234, 51, 35, 0))
    kept = painted(saved("PNG", clear, icc_profile=DISPLAY_P3))
    assert near(seen(kept.files["file"]), [(251, 248, 242)] * 3)


@pytest.mark.parametrize("form", ["JPEG", "HEIF"])
def test_a_large_picture_turned_on_its_side_keeps_its_colours(form):
    data = as_sent(
        form, striped(IN_P3.values(), size=(4500, 3000)), DISPLAY_P3, exif=exif(orientation=3)
    )
    kept = painted(data)
    assert near(seen(kept.files["file"]), [GREY, GREEN, RED])


def test_inks_look_as_they_do_on_paper():
    cyan = (0, 158, 224)
    inks = [(255, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 255)]
    sent = striped(inks, "CMYK", (4500, 3000))
    kept = painted(saved("JPEG", sent, icc_profile=of_inks(cyan)))
    assert near(seen(kept.files["file"]), [cyan, (255, 255, 255), (0, 0, 0)], by=9)
    bare = painted(saved("JPEG", sent))
    assert near(seen(bare.files["file"]), [(0, 255, 255), (255, 255, 255), (0, 0, 0)], by=9)


def test_greys_of_another_brightness_are_as_bright():
    kept = painted(saved("PNG", striped([0, 128, 255], "L"), icc_profile=grey(gamma(1.0))))
    assert near(seen(kept.files["file"]), [(0,) * 3, (188,) * 3, (255,) * 3])


def over_and_over():
    """A way of colours with a step for every dot of a film: lcms would walk them all."""
    steps = b"mpet" + bytes(8) + (20_000).to_bytes(4, "big") + bytes(20_000 * 12)
    return profile(b"RGB ", {b"D2B0": steps, b"A2B0": steps})


BROKEN = {
    "nothing": b"",
    "words": SECRET,
    "long words": SECRET * 100,
    "half": DISPLAY_P3[:200],
    "cut": DISPLAY_P3[:-20],
    "of another kind": of_inks((0, 158, 224)),
    "grey": grey(SCREEN),
    "without colours": profile(b"RGB ", {}),
    "endless": over_and_over(),
    "very long": DISPLAY_P3 + bytes(colours.MOST_PROFILE),
    "parts that lie": DISPLAY_P3[:160] + b"\xff\xff\xff\xf0" + DISPLAY_P3[164:],
}


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_profile_that_is_broken_or_too_long_changes_nothing(form, name):
    began = time.process_time()
    kept = painted(as_sent(form, striped(IN_P3.values()), BROKEN[name]))
    assert near(seen(kept.files["file"]), IN_P3.values(), by=8)
    assert SECRET not in b"".join(kept.files.values())
    assert time.process_time() - began < 2
