"""A book as one file to take along: a page with its pictures, letters and maps inside.

It runs nothing and asks for nothing, so that it opens anywhere, in ten years as well.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.template.loader import render_to_string

import closeknit.design
from closeknit.design.picture import drawn
from closeknit.design.tongues import language_now

from .book import Book, made_on
from .over_years import drawings

LOOKS = Path(__file__).parent / "static/stories/keepsake-along.css"
LETTERS = Path(closeknit.design.__file__).parent / "static/closeknit/fonts"

POLICY = "default-src 'none'; img-src data:; font-src data:; style-src data:"
FONTS = (("Atkinson Hyperlegible Next", "atkinson"), ("Fraunces", "fraunces"))
FACE = '@font-face{{font-family:"{}";font-weight:200 800;src:url({})}}'


def along(book: Book) -> str:
    """The page. What people wrote is escaped by the template, as on every page."""
    maps = drawings([leaf.map for leaf in book.leaves if leaf.map is not None])
    context: dict[str, Any] = {
        "book": book,
        "row": book.row,
        "made": made_on(),
        "lang": language_now(),
        "policy": POLICY,
        "style": _style(),
        "maps": {day: drawn(svg) for day, svg in maps.items()},
        "files": {one.row.pk: pixels for one in book.photos() if (pixels := _pixels(one.row))},
    }
    return render_to_string("stories/keepsake_file.html", context)


def _style() -> str:
    """How it looks, with its letters inside, as an address that leads nowhere."""
    faces = "".join(
        FACE.format(name, _inside("font/woff2", _letters(file))) for name, file in FONTS
    )
    return _inside("text/css", faces.encode() + LOOKS.read_bytes())


def _letters(name: str) -> bytes:
    return (LETTERS / f"{name}.woff2").read_bytes()


def _pixels(row: Any) -> str:
    """The picture as text; nothing where its file is lost."""
    try:
        with default_storage.open(row.middle) as kept:
            return _inside("image/webp", kept.read())
    except OSError:
        return ""


def _inside(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
