"""What waits for a yes here, in plain words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from closeknit.networks.models import Proposal
from closeknit.networks.waiting import Names, Told
from closeknit.policy import Verb, may


def ask(asked: Proposal, row: Any, names: Names) -> Told:
    """Somebody would like to ask the network for something."""
    return (
        _("Ask for “%(title)s”") % {"title": names_of(row, names)},
        _("Everybody unpaid who takes part would see it, and could say yes."),
    )


def names_of(row: Any, names: Names) -> str:
    """What is asked for, if the reader may know."""
    there = row is not None and may(names.actor, Verb.READ, row.facts())
    return row.title if there else _("something")
