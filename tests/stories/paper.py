"""What a program that reads a PDF aloud finds in it, read here from the few objects it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
WORDS = rb"(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)"
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass
class Tag:
    """One piece of the book: what it is, words beside it, and what is inside."""

    kind: str
    title: str = ""
    alt: str = ""
    inside: list[Tag] = field(default_factory=list)


@dataclass
class Paper:
    """The catalogue of a PDF, its bookmarks, and its tags in the order they are read."""

    catalogue: bytes
    metadata: bytes
    bookmarks: list[str]
    tags: list[Tag]

    def order(self) -> list[str]:
        """The kinds of the tags right under the document."""
        return [tag.kind for tag in self.tags]


def read(made: bytes) -> Paper:
    """Raises ValueError where there is no catalogue."""
    objects = {int(number): body for number, body in OBJECT.findall(made)}
    catalogue = next((one for one in objects.values() if b"/Type/Catalog" in one), None)
    if catalogue is None:
        raise ValueError("no catalogue")
    root = objects[_reference(b"StructTreeRoot", catalogue)]
    document = objects[int(re.findall(rb"/K\[(\d+) 0 R", root)[0])]
    return Paper(
        catalogue,
        objects[_reference(b"Metadata", catalogue)],
        list(_bookmarks(objects, catalogue)),
        _inside(objects, document),
    )


def _reference(name: bytes, body: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    return int(found[1]) if found else 0


def _bookmarks(objects: dict[int, bytes], catalogue: bytes) -> list[str]:
    outlines = objects.get(_reference(b"Outlines", catalogue), b"")
    at, found = _reference(b"First", outlines), []
    while at:
        found.append(_words(b"Title", objects[at]))
        at = _reference(b"Next", objects[at])
    return found


def _inside(objects: dict[int, bytes], body: bytes) -> list[Tag]:
    inner = re.search(rb"/K\[((?:[^\[\]]|\[[^\]]*\])*)\]", body)
    keys = re.findall(rb"(\d+) 0 R", re.sub(rb"<<.*?>>", b"", inner[1])) if inner else []
    return [_tag(objects, objects[int(key)]) for key in keys]


def _tag(objects: dict[int, bytes], body: bytes) -> Tag:
    kind = re.search(rb"/StructElem/S/(\w+)", body)
    assert kind, body
    words = (_words(b"T", body), _words(b"Alt", body))
    return Tag(kind[1].decode(), *words, _inside(objects, body))


def _words(name: bytes, body: bytes) -> str:
    """A text of a PDF: plain, or of two bytes a letter."""
    found = re.search(rb"/" + name + WORDS, body, re.DOTALL)
    if not found:
        return ""
    if found[1].startswith(b"<"):
        raw = bytes.fromhex(found[1][1:-1].decode())
    else:
        raw = re.sub(rb"\\(.)", lambda m: ESCAPED.get(m[1], m[1]), found[1][1:-1], flags=re.DOTALL)
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be")
    return raw.decode("latin-1")
