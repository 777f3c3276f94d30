"""What one may think about: a kept set of questions, in our own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question; `beside_map` is best answered with one's own map in view."""

    key: str
    theme: str
    words: Any
    beside_map: bool = False


THEMES: Mapping[str, Any] = {
    "received": _("Help I was given"),
    "given": _("Help I gave"),
    "ties": _("Paid and unpaid, near and far"),
    "trust": _("Trust"),
    "inclusion": _("Belonging"),
    "intention": _("Making it happen"),
    "change": _("What changes"),
}

PROMPTS = (
    Prompt("turned_up", "received", _("When did somebody turn up for you, and you had not asked?")),
    Prompt("small_help", "received", _("What small thing has somebody done that stayed with you?")),
    Prompt(
        "hard_to_take", "received", _("Which help is hard for you to take? What makes it hard?")
    ),
    Prompt("asked_for", "received", _("When did you ask for help, and it was good that you did?")),
    Prompt("i_turned_up", "given", _("When did you turn up for somebody? What did it cost you?")),
    Prompt("what_i_bring", "given", _("What do people come to you for?")),
    Prompt("missed_me", "given", _("Who would miss you on an ordinary Tuesday?")),
    Prompt(
        "only_unpaid",
        "ties",
        _(
            "What do unpaid relationships give that paid ones cannot, in networks you have seen"
            " or been part of?"
        ),
        beside_map=True,
    ),
    Prompt(
        "paid_and_near", "ties", _("Is somebody paid to be here, and near to you all the same?")
    ),
    Prompt(
        "not_paid_tonight",
        "ties",
        _("Look at your map without anybody who is paid. What is left?"),
        beside_map=True,
    ),
    Prompt("far_but_there", "ties", _("Who is seldom here, but would come if it mattered?")),
    Prompt("trust_grew", "trust", _("With whom has trust grown? What helped it?")),
    Prompt("trust_broke", "trust", _("Where did trust break? What would it take to mend it?")),
    Prompt("tell_anything", "trust", _("Whom can you tell what you would not write down?")),
    Prompt("fits_in", "inclusion", _("Where do people notice when you are not there?")),
    Prompt("as_i_am", "inclusion", _("With whom can you be just as you are?")),
    Prompt("left_out", "inclusion", _("Where would you like to belong, and do not yet?")),
    Prompt("one_step", "intention", _("What is one small thing you could do for your network?")),
    Prompt(
        "who_to_meet", "intention", _("Which two people around you should meet?"), beside_map=True
    ),
    Prompt("make_time", "intention", _("For whom do you wish you made more time?")),
    Prompt("said_yes", "intention", _("What did somebody say yes to? How is it going?")),
    Prompt(
        "a_year_ago", "change", _("Who was around a year ago, and who is now?"), beside_map=True
    ),
    Prompt("came_closer", "change", _("Who came closer without anybody planning it?")),
    Prompt(
        "learned", "change", _("What do you know about people now that you did not know before?")
    ),
)
"""The questions, theme by theme."""

MOODS = (
    _("calm"), _("glad"), _("grateful"), _("hopeful"), _("proud"), _("tired"), _("worried"),
    _("sad"), _("angry"), _("lonely"), _("mixed"),
)  # fmt: skip
"""Words somebody may choose from; any other word is as good."""


def prompt(key: str) -> Prompt | None:
    """The question of this key, if there is one."""
    return next((one for one in PROMPTS if one.key == key), None)


def of_the_day(on: dt.date) -> Prompt:
    """One gentle question: the same all day, another one tomorrow.

    >>> of_the_day(dt.date(2026, 3, 4)) == of_the_day(dt.date(2026, 3, 5))
    False
    """
    return PROMPTS[on.toordinal() % len(PROMPTS)]
