"""The report about a series on paper: what its page says, as data for the page setter."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from closeknit.design.quoting import labelled
from closeknit.stories.printing import typeset
from closeknit.workshops.figures import Heard, Report, Shown

from . import laid


def pdf(made: Report) -> bytes:
    """The report as a PDF: tagged, with a title and a language."""
    with tempfile.TemporaryDirectory(prefix="report-") as place:
        return typeset(laid(Path(place), "report.typ", as_data(made), "report.json"), "report.typ")


def as_data(made: Report) -> dict[str, Any]:
    """All that the page setter is told: the words of the page."""
    return {
        "title": made.series.title,
        "above": _("Report"),
        "host": made.series.host.name,
        "lang": (get_language() or "en")[:2],
        "words": _words(),
        "facts": [list(one) for one in made.facts],
        "held": [[f"{one.number}. {one.title}", day, came] for one, day, came in made.held],
        "tables": [_table(one) for one in made.tables],
        "checks": [_check(one) for one in made.checks],
    }


def _table(one: Shown) -> dict[str, Any]:
    rows = [
        [row.called, *(", ".join((cell.mean, *cell.more)) for cell in row.cells)]
        for row in one.rows
    ]
    return {"about": f"{one.about} ({one.people})", "times": list(one.times), "rows": rows}


def _check(one: Heard) -> dict[str, Any]:
    rows = [
        [each.called, ", ".join(labelled(face, n) for face, n in each.shown)] for each in one.asked
    ]
    return {"title": f"{one.session.number}. {one.session.title} ({one.people})", "rows": rows}


def _words() -> dict[str, str]:
    return {
        "facts": _("What took place"),
        "sessions": _("Sessions"),
        "session": _("Session"),
        "when": _("When"),
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
