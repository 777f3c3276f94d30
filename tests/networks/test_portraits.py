"""Photos: what comes in is never kept; what is kept holds nothing the camera wrote."""

import datetime as dt
import io
import os
import struct
import zlib

import pillow_heif
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, PngImagePlugin

from closeknit.networks import bin as the_bin
from closeknit.networks import pixels
from closeknit.networks.models import Chapter, Link, Portrait, Version
from closeknit.networks.portraits import Refused, hang, repaint, take_down

SECRET = b"51.5074N-our-front-door"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "closeknit.networks.files.SureFiles"},
    }
    return tmp_path


def exif(orientation=1):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 29: SECRET.decode()})
    return data.tobytes()


def picture(size=(640, 480)):
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image


def saved(form, image=None, **more):
    out = io.BytesIO()
    (image or picture()).save(out, form, **more)
    return out.getvalue()


def heic(**more):
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(out, quality=60, **more)
    return out.getvalue()


def png_with_words():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved("PNG", pnginfo=words, exif=exif())


def jpeg_with_photoshop_block():
    block = b"Photoshop 3.0\x00" + SECRET
    plain = saved("JPEG")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]


PLANTED = {
    "jpeg with place": lambda: saved("JPEG", exif=exif()),
    "jpeg with xmp": lambda: saved("JPEG", xmp=XMP),
    "jpeg with comment": lambda: saved("JPEG", comment=SECRET),
    "jpeg with iptc": jpeg_with_photoshop_block,
    "jpeg with colour profile": lambda: saved("JPEG", icc_profile=SECRET),
    "jpeg with a tail": lambda: saved("JPEG") + SECRET,
    "png with words": png_with_words,
    "png with a tail": lambda: saved("PNG") + SECRET,
    "webp with place": lambda: saved("WEBP", exif=exif()),
    "webp with xmp": lambda: saved("WEBP", xmp=XMP),
    "webp with a tail": lambda: saved("WEBP") + SECRET,
    "heic with place": lambda: heic(exif=exif()),
    "heic with xmp": lambda: heic(xmp=XMP),
    "heic with a tail": lambda: heic() + SECRET,
}


def paint(data, part="middle"):
    return repaint(io.BytesIO(data), len(data), part)


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_the_camera_wrote_is_left(name):
    sent = PLANTED[name]()
    assert SECRET in sent
    kept = paint(sent)
    assert SECRET not in kept
    image = Image.open(io.BytesIO(kept))
    assert (image.format, image.size) == ("WEBP", (480, 480))
    assert not image.getexif()
    assert set(image.info) <= {"background", "loop", "timestamp", "duration"}
    chunks = {kept[12:16]}
    assert chunks <= {b"VP8 ", b"VP8L"}, "a plain picture without further blocks"


def test_a_photo_taken_sideways_stands_upright():
    kept = Image.open(io.BytesIO(paint(saved("JPEG", exif=exif(orientation=6)))))
    top, bottom = kept.getpixel((240, 20)), kept.getpixel((240, 460))
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


@pytest.mark.parametrize(("part", "colour"), [("start", 0), ("end", 2)])
def test_the_square_is_taken_from_the_part_somebody_chose(part, colour):
    kept = Image.open(io.BytesIO(paint(saved("PNG", picture((900, 300))), part)))
    assert kept.getpixel((150, 150))[colour] > 200


def test_a_large_photo_becomes_small():
    kept = Image.open(io.BytesIO(paint(saved("JPEG", picture((4000, 3000))))))
    assert kept.size == (512, 512)


def test_see_through_pictures_and_grey_ones_are_taken():
    for mode in ("RGBA", "L", "P", "LA", "1"):
        assert paint(saved("PNG", picture().convert(mode)))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_header():
    """A PNG that says it is 30000 dots wide and high, in a few bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 99))


REFUSED = {
    "gif": lambda: saved("GIF"),
    "tiff": lambda: saved("TIFF"),
    "bmp": lambda: saved("BMP"),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "words": lambda: b"not a picture",
    "nothing": lambda: b"",
    "half a jpeg": lambda: saved("JPEG")[:900],
    "half a png": lambda: saved("PNG")[:60],
    "half a heic": lambda: heic()[:400],
    "a page behind a jpeg's first bytes": lambda: b"\xff\xd8\xff\xe0<html>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_photo_is_refused_in_a_sentence(name):
    with pytest.raises(Refused, match="JPEG, PNG, WebP or HEIC"):
        paint(REFUSED[name]())


def test_a_picture_with_too_many_dots_is_refused_before_it_is_opened():
    with pytest.raises(Refused, match="40 million"):
        paint(huge_header())


def test_a_picture_just_over_the_limit_is_refused_as_well(monkeypatch):
    monkeypatch.setattr(pixels, "MOST_PIXELS", 640 * 480 - 1)
    with pytest.raises(Refused, match="million dots"):
        paint(saved("JPEG"))


def test_a_file_too_large_is_refused_unread():
    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("nobody should read this")

    with pytest.raises(Refused, match="15 MB"):
        repaint(Unread(), 15 * 1024 * 1024 + 1)


def test_the_file_is_on_the_disk_before_the_row(cast, monkeypatch):
    told = []
    fsync, make = os.fsync, Portrait.make.__func__
    monkeypatch.setattr(os, "fsync", lambda handle: (told.append("disk"), fsync(handle)))
    monkeypatch.setattr(
        Portrait,
        "make",
        classmethod(lambda cls, *a, **k: (told.append("row"), make(cls, *a, **k))[1]),
    )
    portrait = hang(cast.maya, cast.people["june"], paint(saved("JPEG")))
    assert told[-1] == "row"
    assert told.count("disk") >= 2, "the file and its folder"
    assert default_storage.open(portrait.file).read()[:4] == b"RIFF"


def test_no_row_no_file(cast, folder, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(Portrait, "make", fails)
    with pytest.raises(RuntimeError):
        hang(cast.maya, cast.people["june"], paint(saved("JPEG")))
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_names_of_files_tell_nothing(cast):
    june = cast.people["june"]
    portrait = hang(cast.maya, june, paint(saved("JPEG")))
    assert "june" not in portrait.file.lower()
    assert june.pk not in portrait.file
    assert portrait.pk not in portrait.file


def test_a_new_photo_takes_the_place_of_the_old_one(cast):
    june = cast.people["june"]
    hang(cast.maya, june, paint(saved("JPEG")))
    second = hang(cast.maya, june, paint(saved("PNG")))
    assert list(Portrait.visible_to(cast.maya)) == [second]


def test_a_photo_taken_down_goes_for_good_after_thirty_days(
    cast, django_capture_on_commit_callbacks
):
    june = cast.people["june"]
    portrait = hang(cast.maya, june, paint(saved("JPEG")))
    take_down(cast.maya, june)
    the_bin.empty()
    assert default_storage.exists(portrait.file)
    with django_capture_on_commit_callbacks(execute=True):
        the_bin.empty(before=timezone.now() + dt.timedelta(minutes=1))
    assert not default_storage.exists(portrait.file)
    assert not Portrait.everyones.exists()


def test_the_photo_goes_with_the_person(cast, django_capture_on_commit_callbacks):
    june = cast.people["june"]
    portrait = hang(cast.maya, june, paint(saved("JPEG")))
    june.bin(cast.maya)
    with django_capture_on_commit_callbacks(execute=True):
        the_bin.empty(before=timezone.now() + dt.timedelta(minutes=1))
    assert not default_storage.exists(portrait.file)


def test_after_thirty_days_nothing_is_left_of_somebody(cast):
    june = cast.people["june"]
    chapter = Chapter.make(cast.maya, person=june, circle=2)
    chapter.revise(cast.maya, 1, why="The soup")
    link = Link.know_each_other(cast.maya, june.pk, cast.people["rosa"].pk)
    link.bin(cast.maya)
    june.bin(cast.maya)
    the_bin.empty(before=timezone.now() + dt.timedelta(minutes=1))
    gone = [june.pk, chapter.pk, link.pk]
    assert not Version.everyones.filter(row__in=gone).exists()
    assert not Link.everyones.exists()
    assert not Chapter.everyones.exists()
