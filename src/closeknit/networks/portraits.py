"""Photos of people: new pixels out of what somebody sent, without anything the camera wrote.

The picture that came in is never stored. It is looked at (size, kind, pixels) before it is
opened, turned upright, cut to a square, and painted onto a new sheet; only that sheet is kept.
"""

from __future__ import annotations

import io
import logging
from typing import IO, Any

import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from closeknit.policy import Actor, new_key

from .models import Network, Person, Portrait

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 512
FOLDER = "portraits"
TAKEN = ("JPEG", "PNG", "WEBP", "HEIF")
PARTS = {
    "start": (0.0, 0.0),
    "middle": (0.5, 0.5),
    "end": (1.0, 1.0),
}
PAPER = (251, 248, 242)

NOT_TAKEN = _("We could not open this as a photo. Please choose a JPEG, PNG, WebP or HEIC picture.")
TOO_BIG = _("This photo is larger than 15 MB. Please choose a smaller one.")
TOO_MANY = _("This photo has more than 40 million dots. Please choose a smaller one.")

log = logging.getLogger(__name__)
pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Refused(ValueError):
    """This picture is not taken. The message says why, in words for a page."""

    def __init__(self, why: Any) -> None:
        super().__init__(why)
        self.why = why


def repaint(sent: IO[bytes], size: int, part: str = "middle") -> bytes:
    """A square of new pixels from the picture that was sent, as WebP.

    Raises:
        Refused: too large, not one of the kinds we take, or broken.
    """
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    try:
        with Image.open(sent, formats=TAKEN) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(TOO_MANY)
            return _square(picture, PARTS.get(part, PARTS["middle"]))
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_MANY) from error
    except Exception as error:  # decoders fail in as many ways as there are broken files
        log.info("A picture could not be opened: %s", type(error).__name__)
        raise Refused(NOT_TAKEN) from error


def _square(picture: Image.Image, part: tuple[float, float]) -> bytes:
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    upright = ImageOps.exif_transpose(picture)
    side = min(SIDE, *upright.size)
    if upright.mode != "RGB":
        upright = upright.convert("RGBA")
    cut = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS, centering=part)
    sheet = Image.new("RGB", (side, side), PAPER)
    sheet.paste(cut, mask=cut if cut.mode == "RGBA" else None)
    out = io.BytesIO()
    sheet.save(out, "WEBP", quality=84, method=4)
    return out.getvalue()


def hang(actor: Actor, whose: Person | Network, pixels: bytes) -> Portrait:
    """Give somebody this photo. The file is on the disk before the row says so."""
    key = new_key()
    name = default_storage.save(f"{FOLDER}/{key[:2]}/{key}.webp", ContentFile(pixels))
    try:
        with transaction.atomic():
            take_down(actor, whose)
            person = whose if isinstance(whose, Person) else None
            return Portrait.make(actor, "hung", person=person, file=name)
    except BaseException:
        default_storage.delete(name)
        raise


def take_down(actor: Actor, whose: Person | Network) -> None:
    """Put somebody's photo away for thirty days, then for good."""
    person = whose.pk if isinstance(whose, Person) else None
    for portrait in Portrait.visible_to(actor).filter(person=person):
        portrait.bin(actor, "took_down")
