"""Marks of the language that is spoken: “so”, « ainsi »; and what stands between two pieces."""

from __future__ import annotations

from django.utils.translation import gettext as _

from closeknit.design.tongues import language_now


def quoted(words: object) -> str:
    """The words between marks.

    >>> from django.utils.translation import override
    >>> quoted("Soup")
    '“Soup”'
    >>> with override("fr"):
    ...     quoted("Soupe") == "«\\u00a0Soupe\\u00a0»"
    True
    """
    return _("“%(words)s”") % {"words": words}


def colon() -> str:
    """The mark between two pieces of text, as in "Name: value"; French keeps a space before it.

    >>> from django.utils.translation import override
    >>> colon()
    ':'
    >>> with override("fr-x-easy"):
    ...     colon() == "\\u00a0:"
    True
    """
    return "\u00a0:" if language_now() == "fr" else ":"


def labelled(label: object, value: object) -> str:
    """A value, and before it what it is.

    >>> labelled("Phone", "555 0142")
    'Phone: 555 0142'
    """
    return f"{label}{colon()} {value}"
