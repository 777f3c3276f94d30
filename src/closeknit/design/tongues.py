"""The four ways the house speaks: English and French, each in plain and in easy words."""

from __future__ import annotations

from django.utils import translation

# Each is called as those who read it call it; “-x-” begins the private part of a language tag.
TONGUES = {
    "en": "English",
    "en-x-easy": "Easy English",
    "fr": "Français",
    "fr-x-easy": "Français facile",
}


def language(tongue: str) -> str:
    """The language a page says it is in: screen readers know no easy one.

    >>> language("fr-x-easy"), language("en")
    ('fr', 'en')
    """
    return tongue.partition("-")[0]


def language_now() -> str:
    """The language that is spoken at this moment."""
    return language(translation.get_language() or "en")
