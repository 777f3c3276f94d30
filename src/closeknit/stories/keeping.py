"""Recordings and pictures on the disk, and beside the words they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from closeknit.policy import Actor, new_key

from .forms.kept import KeptForm
from .models import Kept, Moment, Photo, Story
from .painting import Painted
from .sound import Voice

MIDDLE = "middle"


@contextmanager
def on_the_disk(said: dict[str, Any], row: Any = None) -> Iterator[dict[str, Any]]:
    """The fields a row gets for what was said and shown. Its files are there before it says so.

    They go again where the row was not written; what they replace goes once it was.
    """
    fields: dict[str, Any] = {}
    before = {part: getattr(row, part, "") for part in Kept.file_fields}
    try:
        fields |= _of_the_voice(said) | _of_the_picture(said)
        yield fields
    except BaseException:
        for part in Kept.file_fields:
            if fields.get(part):
                default_storage.delete(fields[part])
        raise
    for part, name in before.items():
        if name and part in fields:
            transaction.on_commit(partial(default_storage.delete, name))


def _of_the_voice(said: dict[str, Any]) -> dict[str, Any]:
    voice: Voice | None = said.get("sound")
    if voice is not None:
        return {"sound": saved(Kept.SOUNDS, "mp3", voice.data), "seconds": voice.seconds}
    return {"sound": "", "seconds": 0} if said.get("no_sound") else {}


def _of_the_picture(said: dict[str, Any]) -> dict[str, Any]:
    painted: Painted | None = said.get("picture")
    if painted is not None:
        whole = Photo(width=painted.width, height=painted.height)
        width, height = whole.middle_sides
        name = saved(Kept.PICTURES, "webp", painted.files[MIDDLE])
        return {"picture": name, "width": width, "height": height}
    return {"picture": "", "width": 0, "height": 0} if said.get("no_picture") else {}


@contextmanager
def kept_middle(folder: str, painted: Painted) -> Iterator[dict[str, Any]]:
    """A picture as large as a page shows it, with its sides; gone again where that goes wrong."""
    width, height = Photo(width=painted.width, height=painted.height).middle_sides
    name = saved(folder, "webp", painted.files[MIDDLE])
    try:
        yield {"file": name, "width": width, "height": height}
    except BaseException:
        default_storage.delete(name)
        raise


def saved(folder: str, ending: str, data: bytes) -> str:
    """A file under a name of its own."""
    key = new_key()
    return str(default_storage.save(f"{folder}/{key[:2]}/{key}.{ending}", ContentFile(data)))


def put_beside(actor: Actor, row: Any, form: KeptForm) -> int:
    """Keep what came with the form, and say which version the typed words go on from.

    A recording replaces nobody's words, so it is kept even where somebody else was quicker.
    """
    seen: int = form.seen  # type: ignore[attr-defined]
    before = row.version
    with on_the_disk(form.cleaned_data, row) as fields:
        if fields:
            row.keep(actor, row.version, **fields)
    return row.version if seen == before else seen


def take_along(actor: Actor, moment: Moment, story: Story) -> None:
    """A moment that is told fully brings its recording and its picture, as files of its own."""
    said: dict[str, Any] = {}
    copies: list[str] = []
    for part, folder, ending in (
        ("sound", Kept.SOUNDS, "mp3"),
        ("picture", Kept.PICTURES, "webp"),
    ):
        if (name := getattr(moment, part)) and not getattr(story, part):
            with default_storage.open(name) as file:
                copies.append(saved(folder, ending, file.read()))
            said[part] = copies[-1]
    if not said:
        return
    same: tuple[str, ...] = ("seconds",) if "sound" in said else ()
    same += ("width", "height") if "picture" in said else ()
    try:
        story.keep(actor, story.version, **said, **{name: getattr(moment, name) for name in same})
    except BaseException:
        for name in copies:
            default_storage.delete(name)
        raise
