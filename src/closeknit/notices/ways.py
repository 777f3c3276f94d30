"""When something is, in words."""

from __future__ import annotations

import datetime as dt

from django.template.defaultfilters import date


def when(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment as people say it, by this clock."""
    return str(date(moment.astimezone(zone), "l j F, H:i"))


def day(on: dt.date) -> str:
    """A day as people say it."""
    return str(date(on, "l j F"))
