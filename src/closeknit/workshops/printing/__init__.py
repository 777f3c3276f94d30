"""A recap on paper and as a card to share, set by typst from data that is never read as markup."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from closeknit.stories.printing import drawn, typeset
from closeknit.workshops.figures import Report
from closeknit.workshops.models import Recap
from closeknit.workshops.recap import Reading, met_on, which

HERE = Path(__file__).parent


def pdf(recap: Recap, reading: Reading, of: int) -> bytes:
    """The recap as a PDF: tagged, with a title and a language. It is made anew each time."""
    with tempfile.TemporaryDirectory(prefix="recap-") as place:
        return typeset(_laid(Path(place), "recap.typ", as_data(recap, reading, of)), "recap.typ")


def card(recap: Recap, reading: Reading, of: int) -> bytes:
    """A picture of 1200 by 630 dots that says what it is, for pages that show links."""
    with tempfile.TemporaryDirectory(prefix="card-") as place:
        return drawn(_laid(Path(place), "card.typ", as_data(recap, reading, of)), "card.typ")


def report_pdf(made: Report) -> bytes:
    """The report about a series as a PDF, tagged as well."""
    with tempfile.TemporaryDirectory(prefix="report-") as place:
        data = report_as_data(made)
        return typeset(_laid(Path(place), "report.typ", data, "report.json"), "report.typ")


def _laid(folder: Path, sheet: str, data: dict[str, Any], name: str = "recap.json") -> Path:
    (folder / sheet).write_bytes((HERE / sheet).read_bytes())
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return folder


def report_as_data(made: Report) -> dict[str, Any]:
    """All that the page setter is told of a report: the words of its page."""
    words = {
        "facts": _("What took place"),
        "sessions": _("Sessions"),
        "came": _("People who came"),
        "figures": _("Before, after, three months on"),
        "checks": _("How the sessions were"),
        "none": _("No figures are told: fewer than ten people are counted."),
        "hidden": _("not told: it could single somebody out"),
        "note": _(
            "Means are over everybody counted, those with nobody as well. Of fewer than ten people "
            "nothing is told, and no count of fewer than five. Loneliness: questions of the Office "
            "for National Statistics, Open Government Licence v3.0; the first three from the UCLA "
            "loneliness scale, D. Russell, in the form of Hughes and others (2004)."
        ),
        "measure": _("What"),
    }
    return {
        "title": made.series.title,
        "above": _("Report"),
        "host": made.series.host.name,
        "lang": (get_language() or "en")[:2],
        "words": words,
        "facts": [list(one) for one in made.facts],
        "held": [[f"{one.number}. {one.title}", day, came] for one, day, came in made.held],
        "tables": [
            {
                "about": f"{one.about} ({one.people})",
                "times": list(one.times),
                "rows": [
                    [row.called, *(", ".join((cell.mean, *cell.more)) for cell in row.cells)]
                    for row in one.rows
                ],
            }
            for one in made.tables
        ],
        "checks": [
            {
                "title": f"{one.session.number}. {one.session.title} ({one.people})",
                "rows": [
                    [each.called, ", ".join(f"{face}: {n}" for face, n in each.shown)]
                    for each in one.asked
                ],
            }
            for one in made.checks
        ],
    }


def as_data(recap: Recap, reading: Reading, of: int) -> dict[str, Any]:
    """All that the page setter is told."""
    above = (recap.series.title, which(recap.session, of), met_on(recap.session))
    return {
        "title": reading.title or recap.session.title,
        "above": ", ".join(filter(None, above)),
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
