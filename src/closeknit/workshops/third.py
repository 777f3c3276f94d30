"""Who may stand in a story without a place here: pointed out, for a person to look at.

Nothing is changed by itself. Names of a network are looked for where its own reader looks, and
nowhere else: whoever leads a series sees no network, and gets capitals alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from closeknit.core.recap import Named, spots, strangers
from closeknit.networks.models import Person

from .between import own_parts
from .models import Presence, Seat

MOST = 6


def for_teller(account: str, seat: Seat, told: Mapping[str, str]) -> dict[str, str]:
    """By key: of whom in these words their teller may ask whether they know.

    Not of those who were there with them: whoever never came is not told of by being left out.
    """
    if not any(words.strip() for words in told.values()):
        return {}
    seats = [Named(seat.name), *map(Named, Presence.names_in(seat.series_id))]
    free = [word for who in seats for word in (who.name, *who.name.split())]
    names: list[Named] = []
    for part in own_parts(account) if account else ():
        mine = Person.visible_to(part.actor()).exclude(pk=part.person_id)
        names += [Named(name) for name in mine.values_list("name", flat=True)]
    return {key: _ask(_found(words, names, seats, free)) for key, words in told.items()}


def for_lead(people: Iterable[Named], told: Iterable[str]) -> str:
    """Of the words in what others let go, those that look like a name and are nobody’s here."""
    everyone = list(people)
    found = [word for words in told for word in strangers(words, everyone, _no_names())]
    if not found:
        return ""
    said = {"names": ", ".join(list(dict.fromkeys(found))[:MOST])}
    return _("May be a name of somebody who is not here: %(names)s. Do they know?") % said


def _found(text: str, names: list[Named], seats: list[Named], free: list[str]) -> list[str]:
    known = [spot.words for spot in spots(text, names, free) if spot.sure]
    other = strangers(text, seats, [*_no_names(), *(word for one in known for word in one.split())])
    return list(dict.fromkeys([*known, *other]))[:MOST]


def _ask(found: list[str]) -> str:
    if not found:
        return ""
    return _("In it: %(names)s. Do they know?") % {"names": ", ".join(found)}


def _no_names() -> list[str]:
    """Days and months have a capital in English."""
    return [str(word) for word in (*WEEKDAYS.values(), *MONTHS.values())]
