"""How the reader is called where they did something."""

from __future__ import annotations

from django.utils.translation import gettext as _

from closeknit.design.tongues import language_now


def oneself(name: str) -> str:
    """“You” where a verb goes with it as with a name; else the name, and “you” beside it.

    >>> from django.utils.translation import override
    >>> oneself("Maya")
    'You'
    >>> with override("fr"):
    ...     oneself("Maya")
    'Maya (vous)'
    """
    if language_now() == "en" or not name:
        return _("You")
    return _("%(name)s (%(what)s)") % {"name": name, "what": _("you")}
