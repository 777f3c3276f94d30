"""The one file: a zip that says the same for the same network, and is read with care.

Nothing in an archive is ever unpacked to a path. Names are compared, sizes are believed only as a
limit, and what is read is read up to that limit and no further.
"""

from __future__ import annotations

import json
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Any, NoReturn

TABLE_OF_CONTENTS = "network.json"
MOST_BYTES = 200 * 1024 * 1024
MOST_TEXT = 16 * 1024 * 1024
MOST_PICTURE = 2 * 1024 * 1024
MOST_SOUND = 15 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_DIRECTORY = 2 * 1024 * 1024
MOST_THINGS = 1_000_000
"""Brackets, braces and commas in the text: what costs memory once it is read."""
AT = (1980, 1, 1, 0, 0, 0)
CHUNK = 64 * 1024
Files = Iterable[tuple[str, IO[bytes]]]
ENCRYPTED = 0x1


class NotAnArchive(ValueError):
    """This file is none of our archives, or not whole. `reason` is a key of the words we say."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write(out: IO[bytes], texts: Iterable[tuple[str, bytes]], files: Files) -> None:
    """Texts packed, files as they are; without dates, so that the same is the same."""
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in texts:
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
        for name, source in files:
            with source, archive.open(_entry(name, zipfile.ZIP_STORED), "w") as into:
                while chunk := source.read(CHUNK):
                    into.write(chunk)


def with_contents(data: Any, pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The pages, and beside them the same as one file for programs."""
    yield TABLE_OF_CONTENTS, json.dumps(data, ensure_ascii=False, indent=1).encode()
    yield from pages


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, AT)
    entry.compress_type = method
    entry.create_system = 3  # the same on every machine
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


class _Careful:
    """A file that hands out no more at once than a table of contents may need."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def read(self, size: int | None = -1) -> bytes:
        wanted = MOST_DIRECTORY + 1 if size is None or size < 0 else size
        if wanted > MOST_DIRECTORY + 1:
            raise NotAnArchive("too_much")
        return self.file.read(wanted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


class Archive:
    """An archive somebody brought, opened but not unpacked.

    Raises:
        NotAnArchive: it is no zip, cut short, too big once unpacked, or made to hurt.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.zip = zipfile.ZipFile(_Careful(file))
            self.entries = _checked(self.zip.infolist())
        except NotAnArchive:
            raise
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError) as error:
            raise NotAnArchive("no_zip") from error
        except Exception as error:  # a broken table of contents fails in many ways
            raise NotAnArchive("broken") from error

    def size(self, name: str) -> int | None:
        found = self.entries.get(name)
        return found.file_size if found else None

    def names(self) -> Iterator[str]:
        return iter(self.entries)

    def read(self, name: str, most: int) -> bytes:
        """One file of the archive, whole and undamaged, never more than `most`."""
        entry = self.entries.get(name)
        if entry is None:
            raise NotAnArchive("none_of_ours" if name == TABLE_OF_CONTENTS else "missing")
        if entry.file_size > most:
            raise NotAnArchive("too_much")
        try:
            with self.zip.open(entry) as source:
                found = source.read(most + 1)
        except NotAnArchive:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise NotAnArchive("broken") from error
        except Exception as error:  # other ways of packing fail in their own ways
            raise NotAnArchive("broken") from error
        if len(found) > most or len(found) != entry.file_size:
            raise NotAnArchive("broken")
        return found

    def contents(self) -> Any:
        """What network.json says."""
        return parse(self.read(TABLE_OF_CONTENTS, MOST_TEXT))


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name, mode = entry.filename, entry.external_attr >> 16
        if stat.S_ISLNK(mode) or (
            mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
        ):
            raise NotAnArchive("links")
        if _leads_out(name) or "\\" in entry.orig_filename:
            raise NotAnArchive("leads_out")
        if entry.flag_bits & ENCRYPTED:
            raise NotAnArchive("locked")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotAnArchive("packed")
        if name in found:
            raise NotAnArchive("twice")
        found[name] = entry
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise NotAnArchive("too_much")
    return found


def _leads_out(name: str) -> bool:
    steps = name.split("/")
    return name.startswith("/") or ".." in steps or ":" in name or "\0" in name


def parse(data: bytes) -> Any:
    """JSON as values. What would cost too much memory is refused before it is read.

    Raises:
        NotAnArchive: it is no JSON, nests too deeply, or holds too many things.
    """
    things = sum(data.count(mark) for mark in (b"[", b"{", b",", b":"))
    if things > MOST_THINGS:
        raise NotAnArchive("too_much")
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_such_number)
    except RecursionError as error:
        raise NotAnArchive("deep") from error
    except ValueError as error:
        raise NotAnArchive("no_json") from error


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number.")
