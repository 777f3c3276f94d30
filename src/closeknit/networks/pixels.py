"""Pictures that come in: looked at before they are opened, and painted anew on a new sheet.

Nothing of the file is kept but its colours. Whoever paints asks `opened`, which looks at size,
kind, dots and layers first, and turns whatever a decoder may do into a sentence for a page.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import pillow_heif
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .colours import usual

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_OPENED = {"PNG": 26_000_000, "HEIF": 26_000_000, "WEBP": 16_000_000}
"""Kinds that can only be opened as a whole: at most as many dots as fit into 300 MB."""
MOST_SCANS = 50
"""Layers of a JPEG. Cameras make one, the web about ten; thousands keep a machine busy."""
TAKEN = ("JPEG", "PNG", "WEBP", "HEIF")
PAPER = (251, 248, 242)

NOT_TAKEN = _("We could not open this as a photo. Please choose a JPEG, PNG, WebP or HEIC picture.")
TOO_BIG = _("This photo is larger than 15 MB. Please choose a smaller one.")
TOO_MANY = _("This photo has more than %(most)s million dots. Please choose a smaller one.")
TWO_THINGS = _(
    "This file is a picture and something else as well. Please save the picture anew, and choose "
    "that one."
)

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PAGES = (b"%pdf-", b"<html", b"<script", b"<svg", b"<!doctype", b"<?php")
HEAD, TAIL = 1024, 65_557
ARCHIVE_ENDS = b"PK\x05\x06"

log = logging.getLogger(__name__)
pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Refused(ValueError):
    """This picture is not taken. The message says why, in words for a page."""

    def __init__(self, why: Any) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def opened(sent: IO[bytes], size: int) -> Iterator[Image.Image]:
    """The picture that was sent, not decoded yet; what goes wrong inside is a refusal as well.

    Raises:
        Refused: too large, not one of the kinds we take, something else besides, or broken.
    """
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    try:
        data = sent.read()
        sent.seek(0)
        with Image.open(sent, formats=TAKEN) as picture:
            most = min(MOST_PIXELS, MOST_OPENED.get(picture.format or "", MOST_PIXELS))
            if picture.width * picture.height > most:
                raise Refused(TOO_MANY % {"most": most // 1_000_000})
            _look_at(data)
            del data
            yield picture
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_MANY % {"most": MOST_PIXELS // 1_000_000}) from error
    except Exception as error:  # decoders fail in as many ways as there are broken files
        log.info("A picture could not be opened: %s", type(error).__name__)
        raise Refused(NOT_TAKEN) from error


def is_two_things(data: bytes) -> bool:
    """Whether a browser or a program that unpacks would take this for something else as well."""
    head = data[:HEAD].lower()
    return any(sign in head for sign in PAGES) or _is_an_archive(data[-TAIL:])


def _look_at(data: bytes) -> None:
    if is_two_things(data):
        raise Refused(TWO_THINGS)
    if data[:2] == b"\xff\xd8" and _scans(data) > MOST_SCANS:
        raise Refused(NOT_TAKEN)


def _is_an_archive(tail: bytes) -> bool:
    """Whether programs that unpack would find a directory here: it ends where the file ends."""
    at = tail.rfind(ARCHIVE_ENDS)
    return at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)


def _scans(data: bytes) -> int:
    """How many layers a JPEG has. What stands behind its end is not looked at."""
    found, at = 0, 2
    while found <= MOST_SCANS and (mark := MARKER.search(data, at)):
        kind = data[mark.end() - 1]
        if kind == 0xD9:
            break
        found += kind == 0xDA
        at = mark.end() + int.from_bytes(data[mark.end() : mark.end() + 2], "big")
    return found


def upright(picture: Image.Image) -> Image.Image:
    """The picture as it was held, in whole colours. A broken note of the camera turns nothing."""
    try:
        turned = ImageOps.exif_transpose(picture)
    except Exception as error:  # notes can be broken in as many ways as files
        log.info("Which way up a picture is could not be read: %s", type(error).__name__)
        turned = picture
    return plain(turned)


def plain(picture: Image.Image) -> Image.Image:
    """The same in colours that can be mixed; see-through where it was."""
    if picture.mode in ("RGB", "RGBA", "CMYK"):
        return picture
    if picture.mode == "L" and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):  # greys in 65,536 steps would all become white
        return picture.point(lambda grey: grey / 256).convert("L").convert("RGB")
    clear = picture.mode in ("LA", "PA", "P", "La", "RGBa") or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")


def on_a_sheet(picture: Image.Image) -> Image.Image:
    """New pixels: the picture on paper, with nothing that came beside it."""
    picture = usual(picture)
    sheet = Image.new("RGB", picture.size, PAPER)
    sheet.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return sheet


def webp(sheet: Image.Image, quality: int = 84, method: int = 4) -> bytes:
    """The sheet as a file that holds pixels and nothing else."""
    out = io.BytesIO()
    sheet.save(out, "WEBP", quality=quality, method=method)
    return out.getvalue()
