"""The words of gatherings that pages offer and nobody has to take."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

START = (
    (_("Food, and everybody arrives"), 15),
    (_("Round of new and good"), 15),
    (_("About the questions"), 30),
    (_("Who does what"), 10),
    (_("The next date"), 5),
    (_("Thank-yous"), 5),
)
"""An agenda to begin from: what, and how many minutes."""


def would_meet(asked: object, row: object, names: object) -> tuple[str, str]:
    """What waits where somebody would like people to meet, and what a yes would do."""
    title = getattr(row, "title", "")
    told = _("Meet: %(title)s") % {"title": title} if title else _("Meet")
    return str(told), str(_("It becomes a draft that you plan. Nobody is asked yet."))
