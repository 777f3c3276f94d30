"""Rhythms and days in words: how often, how long ago, when again."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.design import days

RHYTHMS = {
    7: gettext_lazy("About every week"),
    14: gettext_lazy("About every two weeks"),
    30: gettext_lazy("About every month"),
    91: gettext_lazy("About every three months"),
}
WEEK, MONTH, YEAR = 7, 30, 365


def how_often(every: int) -> str:
    """A rhythm in words.

    >>> how_often(14), how_often(1), how_often(45)
    ('About every two weeks', 'About every day', 'About every 45 days')
    """
    if every in RHYTHMS:
        return str(RHYTHMS[every])
    said = ngettext("About every day", "About every %(days)s days", every)
    return said % {"days": every}


def how_long(days: int) -> str:
    """A stretch of days in the words one would use.

    >>> how_long(5), how_long(21), how_long(64), how_long(800)
    ('5 days', '3 weeks', '2 months', '2 years')
    """
    if days < 2 * WEEK:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 2 * MONTH:
        weeks = round(days / WEEK)
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    if days < 2 * YEAR:
        months = round(days / 30.44)
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = days // YEAR
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def how_long_ago(day: dt.date, on: dt.date) -> str:
    """When a day was, seen from another.

    >>> how_long_ago(dt.date(2026, 5, 1), dt.date(2026, 5, 22))
    '3 weeks ago'
    """
    days = (on - day).days
    if days <= 0:
        return _("today")
    return _("yesterday") if days == 1 else _("%(long)s ago") % {"long": how_long(days)}


def last_time(day: dt.date | None, words: str, on: dt.date) -> str:
    """When the last time was, and what there is to say of it.

    >>> last_time(dt.date(2026, 5, 1), "The new job", dt.date(2026, 5, 22))
    'Last time was 3 weeks ago: “The new job”.'
    """
    if day is None:
        return _("No time together is written down yet.")
    when = how_long_ago(day, on)
    if not words:
        return _("Last time was %(when)s.") % {"when": when}
    return _("Last time was %(when)s: “%(words)s”.") % {"when": when, "words": words.rstrip(".")}


def a_day(day: dt.date) -> str:
    """A day as one says it.

    >>> a_day(dt.date(2026, 3, 4))
    'Wednesday 4 March'
    """
    return days.day(day)
