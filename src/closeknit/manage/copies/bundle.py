"""What stands in a backup, and in which order: the database, the files, then a list of all of it.

The list comes last and names the length and SHA-256 of everything before it: where it is missing
or does not fit, nothing of the backup is believed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from closeknit.manage.opening import Sorry

from .sealing import Reader, Writer

LIST = "manifest.json"
DATABASES = ("database.sqlite3", "database.dump")
FILES = "files"
LONGEST_LIST = 512 * 1024 * 1024
Manifest = dict[str, Any]


class Hashing:
    """A file that is read, and hashed on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        return data


class Bundle:
    """Takes things one by one and ends with the list of them."""

    def __init__(self, out: Writer) -> None:
        stream: Any = out
        self.tar = tarfile.open(mode="w|", fileobj=stream, bufsize=2**20)  # noqa: SIM115
        self.out = out
        self.held: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            hashing = Hashing(file)
            told = tarfile.TarInfo(name)
            told.size, told.mode = os.fstat(file.fileno()).st_size, 0o600
            self.tar.addfile(told, hashing)
        self.held[name] = {"size": told.size, "sha256": hashing.hash.hexdigest()}

    def end(self, manifest: Manifest) -> None:
        told = json.dumps({**manifest, "held": self.held}, sort_keys=True).encode()
        about = tarfile.TarInfo(LIST)
        about.size, about.mode = len(told), 0o600
        self.tar.addfile(about, io.BytesIO(told))
        self.tar.close()
        self.out.end()


def unpack(source: Reader, into: Path) -> Manifest:
    """Everything into this new folder, if all of it is as the list says.

    Raises:
        Sorry: the backup is damaged, was changed, or was cut off.
    """
    stream: Any = source
    try:
        with tarfile.open(mode="r|", fileobj=stream, bufsize=2**20) as tar:
            found, told = _taken_out(tar, into)
        source.read()  # the last piece is only believed once it was opened
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as trouble:
        raise _damaged(source.path) from trouble
    if told is None or told.get("held") != found:
        raise _damaged(source.path)
    return told


def _taken_out(tar: tarfile.TarFile, into: Path) -> tuple[dict[str, Any], Manifest | None]:
    found: dict[str, Any] = {}
    for member in tar:
        file = tar.extractfile(member)
        if file is None or not member.isreg():
            raise ValueError(member.name)
        if member.name == LIST:
            if member.size > LONGEST_LIST:
                raise ValueError(member.name)
            told = dict(json.loads(file.read()))
            if tar.next() is not None:  # the list is the last there is
                raise ValueError(member.name)
            return found, told
        found[member.name] = _written(member, file, into / _safe(member.name))
    return found, None


def _written(member: tarfile.TarInfo, file: IO[bytes], place: Path) -> dict[str, Any]:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size, hashed = 0, hashlib.sha256()
    with create(place) as out:
        while data := file.read(2**20):
            size += out.write(data)
            hashed.update(data)
    return {"size": size, "sha256": hashed.hexdigest()}


def _safe(name: str) -> str:
    """A name that leads nowhere but into the folder.

    Raises:
        ValueError: it leads elsewhere.
    """
    first, _, rest = name.partition("/")
    if name not in DATABASES and (first != FILES or leads_out(rest)):
        raise ValueError(name)
    return name


def leads_out(name: str) -> bool:
    """Whether a file of this name could lie outside the folder of files: kept by no backup.

    >>> [name for name in ("a/b", "a//b", "../b", "/b", "") if leads_out(name)]
    ['a//b', '../b', '/b', '']
    """
    return bool({"", ".", ".."} & set(name.split("/"))) or "\\" in name


def _damaged(path: Path) -> Sorry:
    return Sorry(f"{path} is damaged, was changed, or was cut off. Nothing was touched.")


@contextmanager
def create(place: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner alone."""
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        yield out


def settle_folder(folder: Path) -> None:
    """A name in a folder is only sure once the folder itself is on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
