"""Pictures of what was lived: painted anew in three sizes; what came in is never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from closeknit.networks.pixels import on_a_sheet, opened, plain, upright, webp
from closeknit.policy import Actor, new_key

from .models import Photo

ENOUGH = 1920
"""What a JPEG is opened at, at least: from twelve million dots on, that is every second one."""
MOST_KEPT = 1_900_000
QUALITIES = (82, 68, 50, 30, 10)
"""The next one where a picture, all noise, is still larger than an archive takes back."""


@dataclass(frozen=True)
class Painted:
    """One picture as it is kept: its size, and the files by their size's name."""

    width: int
    height: int
    files: dict[str, bytes]


def paint(sent: IO[bytes], size: int) -> Painted:
    """New pixels in three sizes from the picture that was sent, never enlarged.

    Raises:
        Refused: too large, not one of the kinds we take, something else besides, or broken.
    """
    with opened(sent, size) as picture:
        sheet = _sheet(picture)
    files = {}
    for name, side in Photo.SIDES.items():
        files[name] = _small_enough(_fitted(sheet, side))
    return Painted(*sheet.size, files)


def _sheet(picture: Image.Image) -> Image.Image:
    """The largest size, the right way up."""
    most = Photo.SIDES["file"]
    longest = max(picture.size)
    if longest > ENOUGH:
        width, height = (max(1, side * ENOUGH // longest) for side in picture.size)
        picture.draft("RGB", (width, height))
    whole = picture
    if (fewer := max(picture.size) // most) > 1:  # before it is turned: that takes it twice
        whole = plain(picture).reduce(fewer)
    return on_a_sheet(_fitted(upright(whole), most))


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    longest = max(picture.size)
    if longest <= side:
        return picture
    width, height = (max(1, round(one * side / longest)) for one in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _small_enough(sheet: Image.Image) -> bytes:
    for quality in QUALITIES:
        pixels = webp(sheet, quality, method=2)
        if len(pixels) <= MOST_KEPT:
            break
    return pixels


def hang(actor: Actor, painted: Painted, **said: Any) -> Photo:
    """Keep this picture."""
    return _kept(painted, partial(Photo.make, actor, **said))


def offer(actor: Actor, painted: Painted, **said: Any) -> Photo:
    """Keep this picture for the person to say yes to."""
    return _kept(painted, partial(Photo.propose, actor, **said))


def _kept(painted: Painted, make: Callable[..., Photo]) -> Photo:
    """The picture's files are on the disk before the row says so."""
    names: dict[str, str] = {}
    try:
        for size, pixels in painted.files.items():
            key = new_key()
            place = f"{Photo.FOLDER}/{key[:2]}/{key}.webp"
            names[size] = default_storage.save(place, ContentFile(pixels))
        return make(width=painted.width, height=painted.height, **names)
    except BaseException:
        for name in names.values():
            default_storage.delete(name)
        raise
