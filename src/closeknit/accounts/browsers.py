"""The kind of a browser in plain words. Only these two words of what a browser says are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that fits: many browsers also name others they want to be taken for.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("Windows", "windows"),
    ("CrOS", "chromebook"),
    ("Macintosh", "mac"),
    ("Linux", "linux"),
)


def kind(agent: str) -> str:
    """What is kept of a browser’s long line about itself.

    >>> kind("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox linux'
    >>> kind("curl")
    ' '
    """
    browser = next((name for word, name in BROWSERS if word in agent), "")
    machine = next((name for word, name in MACHINES if word in agent), "")
    return f"{browser} {machine}"


def words(kept: str) -> str:
    """A kept kind, as people say it."""
    browser, _space, machine = kept.rpartition(" ")
    places = {
        "iphone": _("an iPhone"),
        "ipad": _("an iPad"),
        "android": _("an Android phone or tablet"),
        "windows": _("a Windows computer"),
        "chromebook": _("a Chromebook"),
        "mac": _("a Mac"),
        "linux": _("a Linux computer"),
    }
    name = browser or _("A browser")
    if machine not in places:
        return name
    return _("%(browser)s on %(machine)s") % {"browser": name, "machine": places[machine]}
