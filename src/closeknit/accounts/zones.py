"""Time zones to choose from: by part of the world, each with what its clocks show now."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARTS = {
    "America": gettext_lazy("North and South America"),
    "Europe": gettext_lazy("Europe"),
    "Africa": gettext_lazy("Africa"),
    "Asia": gettext_lazy("Asia"),
    "Australia": gettext_lazy("Australia"),
    "Pacific": gettext_lazy("The Pacific"),
    "Atlantic": gettext_lazy("The Atlantic"),
    "Indian": gettext_lazy("The Indian Ocean"),
    "Antarctica": gettext_lazy("Antarctica"),
}


@lru_cache(maxsize=1)
def names() -> dict[str, list[str]]:
    """The names of all time zones by part of the world. They change only with the machine."""
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for name in sorted(zoneinfo.available_timezones()):
        part, slash, _place = name.partition("/")
        if slash and part in found:
            found[part].append(name)
    return found


def place(name: str) -> str:
    """A time zone as people say it.

    >>> place("America/Argentina/Buenos_Aires"), place("UTC")
    ('Buenos Aires, Argentina', 'UTC')
    """
    parts = name.replace("_", " ").split("/")[1:] or [name]
    return ", ".join(reversed(parts))


def choices(now: dt.datetime) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """First what this server usually shows, then every place in its part of the world."""

    def clock(name: str) -> str:
        return f"{now.astimezone(zoneinfo.ZoneInfo(name)):%H:%M}"

    usual = _("As on this server: %(place)s, %(clock)s now") % {
        "place": place(settings.TIME_ZONE),
        "clock": clock(settings.TIME_ZONE),
    }
    found: list[tuple[str, str | list[tuple[str, str]]]] = [("", usual)]
    for part, zones in names().items():
        if zones:
            shown = [(name, f"{place(name)} · {clock(name)}") for name in zones]
            found.append((str(PARTS[part]), shown))
    return found
