"""What waits for a yes in this room, in words: a picture that somebody paid would like to bring."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from closeknit.networks.models import Proposal
from closeknit.networks.waiting import KINDS, Names, Told

from .models.photos import PICTURE


def bring_picture(asked: Proposal, row: Any, names: Names) -> Told:
    """Whose picture it is stands beside it; the picture itself is among the pictures."""
    return (
        _("Bring a picture"),
        _("It lies among the pictures, for you to look at. With a yes it is one like the others."),
    )


def tell_of_pictures() -> None:
    """From now on the page of what waits has words for it."""
    KINDS[PICTURE] = bring_picture
