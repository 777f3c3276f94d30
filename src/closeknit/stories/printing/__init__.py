"""A book on paper: an accessible PDF, set by typst from data that is never read as markup."""

from __future__ import annotations

import functools
import io
import json
import logging
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

import closeknit.design
from closeknit.design.tongues import language_now
from closeknit.stories.book import PHOTO, Book, Leaf, Picture, made_on
from closeknit.stories.over_years import drawings

HERE = Path(__file__).parent
FONTS = Path(closeknit.design.__file__).parent / "static/closeknit/fonts"
SIDE = 1400
"""How long a printed picture is at most, in dots: 200 an inch across a page."""
QUALITY = 85
log = logging.getLogger(__name__)


def pdf(book: Book) -> bytes:
    """The book as a PDF: tagged, with a title, a language, and words for each picture.

    It is made anew each time and kept nowhere, so that what somebody takes back is in no later one.
    """
    with tempfile.TemporaryDirectory(prefix="book-") as place:
        folder = Path(place)
        (folder / "book.typ").write_bytes((HERE / "book.typ").read_bytes())
        (folder / "book.json").write_text(json.dumps(as_data(book, folder)), encoding="utf-8")
        return typeset(folder)


def typeset(folder: Path, sheet: str = "book.typ") -> bytes:
    """Set by our own fonts to the standard; a sign that none of them has is no reason for no book.

    The standard refuses a book over one such sign: then the fonts of this machine are asked too,
    and at last it is set without the standard, tagged all the same.
    """
    import typst  # 80 MB that nothing else needs

    for fonts, standards in ((_fonts(own=True), ["ua-1"]), (_fonts(own=False), ["ua-1"])):
        try:
            return _compiled(folder / sheet, fonts, standards)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    log.warning("A book has a sign that no font has; it was set without the standard.")
    return _compiled(folder / sheet, _fonts(own=False), [])


def drawn(folder: Path, sheet: str, dots: int = 144) -> bytes:
    """One page as a picture, with this many dots to an inch."""
    return _compiled(folder / sheet, _fonts(own=True), [], format="png", ppi=dots)


def _compiled(sheet: Path, fonts: Any, standards: list[Any], **more: Any) -> bytes:
    import typst

    made = typst.compile(
        str(sheet),
        root=str(sheet.parent),
        font_paths=fonts,
        ignore_system_fonts=True,  # `fonts` says already which there are
        pdf_standards=standards,
        package_path=str(sheet.parent / "none"),
        package_cache_path=str(sheet.parent / "none"),
        **more,
    )
    return bytes(made)


@functools.cache
def _fonts(*, own: bool) -> Any:
    """Our own fonts; where those are not enough, the ones of this machine beside them."""
    import typst

    return typst.Fonts(include_system_fonts=not own, font_paths=[str(FONTS)])


def as_data(book: Book, folder: Path) -> dict[str, Any]:
    """All that the page setter is told, with the pictures put beside it."""
    maps = drawings([leaf.map for leaf in book.leaves if leaf.map is not None])
    for day, svg in maps.items():
        (folder / f"{day}.svg").write_text(svg, encoding="utf-8")
    return {
        "title": book.row.title,
        "dedication": _lines(book.row.dedication),
        "lang": language_now(),
        "made": _("Made on %(day)s") % {"day": made_on()},
        "contents": _("What is in it"),
        "pictures": _("Pictures"),
        "leaves": [_leaf(leaf, folder) for leaf in book.leaves],
    }


def _leaf(leaf: Leaf, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": leaf.kind,
        "title": leaf.title,
        "pictures": _pictures(leaf.pictures, folder),
    }
    if leaf.kind == PHOTO:  # its words stand over it
        found["pictures"] = [{**one, "caption": ""} for one in found["pictures"]]
    if leaf.tale is not None:
        found |= {
            "below": leaf.tale.below,
            "text": _lines(leaf.tale.row.rest),
            "parts": [{"title": str(t), "text": _lines(words)} for t, words in leaf.tale.parts],
            "pictures": _pictures(leaf.tale.pictures, folder),
        }
    if leaf.map is not None:
        found |= {
            "below": leaf.map.counted,
            "file": f"{leaf.map.day}.svg",
            "alt": leaf.map.alt,
            "circles": [list(one) for one in leaf.map.circles],
        }
    return found


def _pictures(several: tuple[Picture, ...], folder: Path) -> list[dict[str, Any]]:
    return [found for one in several if (found := _picture(one, folder)) is not None]


def _picture(one: Picture, folder: Path) -> dict[str, Any] | None:
    """One picture as a JPEG, which a PDF holds as it is. A lost file leaves a gap, not no book."""
    try:
        with default_storage.open(one.row.file) as kept, Image.open(kept) as opened:
            opened.load()
            (folder / f"{one.row.pk}.jpg").write_bytes(as_jpeg(opened, SIDE))
    except (OSError, ValueError):
        return None
    said = {"alt": one.alt, "caption": one.row.caption, "below": one.below}
    behind = _lines(one.row.behind)
    ratio = max(one.row.width, 1) / max(one.row.height, 1)
    return {"file": f"{one.row.pk}.jpg", **said, "behind": behind, "ratio": ratio}


def as_jpeg(opened: Image.Image, side: int) -> bytes:
    """The same picture on white, at most this long."""
    if max(opened.size) > side:
        opened.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    sheet = opened if opened.mode == "RGB" else Image.new("RGB", opened.size, "white")
    if sheet is not opened:
        sheet.paste(opened.convert("RGBA"), mask=opened.convert("RGBA").getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _lines(text: str) -> list[str]:
    """Paragraphs of somebody's own words."""
    return [line.strip() for line in text.splitlines() if line.strip()]
