"""Where something is looked at, and when it is, in words."""

from __future__ import annotations

import datetime as dt

from django.template.defaultfilters import date
from django.urls import NoReverseMatch, reverse

FIRST = "people"


def way(network: str, *pages: tuple[str, ...]) -> str:
    """The address of the first of these pages that the house has: a name, and keys of rows.

    >>> way("n", ("no-such-page", "k"), ("people",))
    '/n/n/people/'
    """
    for name, *keys in pages:
        try:
            return reverse(name, args=[network, *keys])
        except NoReverseMatch:
            continue
    return reverse(FIRST, args=[network])


def when(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment as people say it, by this clock."""
    return str(date(moment.astimezone(zone), "l j F, H:i"))


def day(on: dt.date) -> str:
    return str(date(on, "l j F"))
