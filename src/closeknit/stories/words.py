"""The words of telling: a heading and a lead for each question, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Asked:
    """One question of a story."""

    title: Any
    lead: Any
    why: Any


ASKED: Mapping[str, Asked] = {
    "happened": Asked(
        _("What happened?"),
        _("A time somebody turned up. It may be small: a lift, a call, a pot of soup."),
        _("People learn what a network is by telling of one time it held."),
    ),
    "who": Asked(
        _("Who is in it?"),
        _("Each of them can say whether they want to be shown, and say no any time."),
        _("A story shows who is really there. Nobody is shown further than they want."),
    ),
    "when": Asked(
        _("When and where was it?"),
        _("A year is enough. So is nothing."),
        _("Stories of the same years stand together, and can come back on their day."),
    ),
    "size": Asked(
        _("Small or big?"),
        _("There is no right answer."),
        _("Support mostly comes in small, everyday moments. It is good to see them."),
    ),
    "supports": Asked(
        _("What kind of help was it?"),
        _("Tick what fits, or nothing. At the end you can put it on the map."),
        _("What was lived is better proof than what we think somebody might do."),
    ),
    "mattered": Asked(
        _("What made it matter?"),
        _("Perhaps how it was done, or when, or by whom."),
        _("It tells others what helps, in your own words."),
    ),
    "felt": Asked(
        _("How did it feel?"),
        _("Then, or now. A word is enough."),
        _("Feelings are part of what happened. They are never counted."),
    ),
    "changed": Asked(
        _("What did it change between you?"),
        _("Perhaps nothing. Perhaps you knew each other better after it."),
        _("Ties grow by what is lived together."),
    ),
    "pass_on": Asked(
        _("What would you pass on?"),
        _("To somebody who wants to be there for another and does not know how."),
        _("It is how one network helps the next."),
    ),
}
ALL = Asked(
    _("The whole story on one page"),
    _("Every part may stay empty. Come back any time."),
    _("Some people like to see everything at once."),
)
END = Asked(
    _("Who may see it?"),
    _("It is told when you say so here. You can change this any time."),
    _("Nobody else sees a story before you choose."),
)
ASKED_ANEW = _("Saved. Whoever had said yes is asked once more, as it is different now.")
HEADINGS: Mapping[str, Any] = {
    "mattered": _("What made it matter"),
    "felt": _("How it felt"),
    "changed": _("What it changed"),
    "pass_on": _("What I would pass on"),
}
"""What stands over each part of a story that is read."""
