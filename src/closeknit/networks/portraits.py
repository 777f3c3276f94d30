"""Photos of people: new pixels out of what somebody sent, without anything the camera wrote.

The picture that came in is never stored. It is looked at (size, kind, pixels) before it is
opened, turned upright, cut to a square, and painted onto a new sheet; only that sheet is kept.
"""

from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps

from closeknit.policy import Actor, new_key

from .models import Network, Person, Portrait
from .pixels import Refused as Refused
from .pixels import on_a_sheet, opened, upright, webp

SIDE = 512
FOLDER = "portraits"
PARTS = {
    "start": (0.0, 0.0),
    "middle": (0.5, 0.5),
    "end": (1.0, 1.0),
}


def repaint(sent: IO[bytes], size: int, part: str = "middle") -> bytes:
    """A square of new pixels from the picture that was sent, as WebP.

    Raises:
        Refused: too large, not one of the kinds we take, or broken.
    """
    with opened(sent, size) as picture:
        return _square(picture, PARTS.get(part, PARTS["middle"]))


def _square(picture: Image.Image, part: tuple[float, float]) -> bytes:
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    whole = upright(picture)
    side = min(SIDE, *whole.size)
    cut = ImageOps.fit(whole, (side, side), Image.Resampling.LANCZOS, centering=part)
    return webp(on_a_sheet(cut))


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
