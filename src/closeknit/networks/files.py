"""Files that are on the disk before anything says so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

ALONE = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
"""What every file carries that is no page: it runs nothing, asks for nothing, and is not kept."""


@deconstructible(path="closeknit.networks.files.SureFiles")
class SureFiles(FileSystemStorage):
    """Writes beside the place, then to the disk, then into place: never half a file."""

    def _save(self, name: str, content: Any) -> str:
        place = Path(self.path(name))
        _make_folders(place.parent)
        beside = place.with_name(f".{place.name}.part")
        try:
            _write(beside, content)
            beside.rename(place)
        finally:
            beside.unlink(missing_ok=True)
        _settle(place.parent)
        return name


def _write(place: Path, content: Any) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in content.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _make_folders(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        _settle(one.parent)


def _settle(folder: Path) -> None:
    """A new name in a folder is only sure once the folder itself is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
