"""The people of a network as a table for a spreadsheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from closeknit.core.formats.writing import Cell, write_table
from closeknit.networks import map_words
from closeknit.networks.roll import Entry, entry, ordered
from closeknit.networks.snapshot import Snapshot


def people_sheet(seen: Snapshot) -> str:
    """One row a person, closest first, with a first row that says what the columns are."""
    names = [
        *(_("Name"), _("What"), _("Circle"), _("Paid or not")),
        *(_("Gives"), _("Receives"), _("Knows")),
    ]
    everyone = (entry(seen, person) for person in seen.network.people)
    return write_table(names, (_cells(one) for one in ordered(everyone, "circle")))


def _cells(one: Entry) -> list[Cell]:
    who = [one.name, map_words.known_as(one.person), one.circle_name if one.circle else ""]
    return [*who, one.pay, *("; ".join(some) for some in (one.gives, one.receives, one.knows))]
