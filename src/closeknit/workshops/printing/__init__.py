"""A recap on paper and as a card to share, set by typst from data that is never read as markup."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from PIL import Image

from closeknit.stories.printing import as_jpeg, drawn, typeset
from closeknit.workshops.models import Recap, Series, Session
from closeknit.workshops.offered import Brought
from closeknit.workshops.recap import Reading, above

HERE = Path(__file__).parent
SIDE = 1200


def pdf(recap: Recap, reading: Reading, of: int) -> bytes:
    """The recap as a PDF: tagged, with a title and a language. It is made anew each time."""
    with tempfile.TemporaryDirectory(prefix="recap-") as place:
        data = as_data(recap, reading, of)
        for part, told in zip(reading.rest, data["parts"], strict=True):
            for line, said in zip(part.lines, told["lines"], strict=True):
                said |= _picture(line, Path(place))
        return typeset(laid(Path(place), "recap.typ", data), "recap.typ")


def card(recap: Recap, reading: Reading, of: int) -> bytes:
    """A picture of 1200 by 630 dots that says what it is, for pages that show links."""
    with tempfile.TemporaryDirectory(prefix="card-") as place:
        return drawn(laid(Path(place), "card.typ", as_data(recap, reading, of)), "card.typ")


def certificate(
    series: Series,
    name: str,
    came: Sequence[tuple[Session, str]],
    facilitators: Sequence[str],
) -> bytes:
    """A sheet that says that somebody was there: no figure of how well, and nothing they said."""
    count = len(came)
    data = {
        "lang": (get_language() or "en")[:2],
        "title": _("Certificate"),
        "name": name,
        "took_part": ngettext(
            "took part in %(count)s session of", "took part in %(count)s sessions of", count
        )
        % {"count": count},
        "series": series.title,
        "sessions": [{"title": row.title, "day": day} for row, day in came],
        "led": _("Led by %(names)s") % {"names": ", ".join(facilitators)} if facilitators else "",
        "host": series.host.name,
    }
    with tempfile.TemporaryDirectory(prefix="certificate-") as place:
        return typeset(laid(Path(place), "certificate.typ", data), "certificate.typ")


def _picture(line: Any, folder: Path) -> dict[str, Any]:
    """What the page setter is told of the picture of a line; a lost file leaves a gap."""
    shown: Brought | None = getattr(line, "picture", None)
    if shown is None or shown.photo is None:
        return {}
    name = f"{shown.row.pk}.jpg"
    try:
        with default_storage.open(shown.photo.middle) as kept, Image.open(kept) as opened:
            opened.load()
            (folder / name).write_bytes(as_jpeg(opened, SIDE))
    except (OSError, ValueError):
        return {}
    return {"file": name, "alt": shown.alt or shown.words}


def laid(folder: Path, sheet: str, data: dict[str, Any], name: str = "recap.json") -> Path:
    (folder / sheet).write_bytes((HERE / sheet).read_bytes())
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return folder


def as_data(recap: Recap, reading: Reading, of: int) -> dict[str, Any]:
    """All that the page setter is told."""
    return {
        "title": reading.title or recap.session.title,
        "above": above(recap.session, of),
        "host": recap.series.host.name,
        "lang": (get_language() or "en")[:2],
        "first": reading.first_words,
        "made": _("The words of others stand here with their yes. They can take them back."),
        "parts": [
            {
                "kind": part.kind,
                "heading": part.heading,
                "lines": [
                    {"kind": line.kind, "words": line.words, "by": line.by} for line in part.lines
                ],
            }
            for part in reading.rest
        ],
    }
